"""What the roles say on a meeting's card and to one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Locale, md
from bot.roles.history import RoleKey
from bot.roles.lineup import Lineup
from bot.roles.views.naming import Say, meeting_text
from bot.ui import Action, Block, Button, Buttons, Card, Choice, Option
from bot.wording import noted
from storage.meetings import Meeting

Names = Mapping[int, str]
MOST_OPTIONS = 25  # in one list; a team is smaller
MOST_NAMES = 6  # said by name to have no role; more are counted


# ---- on the meeting's card


def lineup_text(say: Say, lineup: Lineup, names: Names) -> list[Block]:
    """Who has which role, who has none, and that they take turns."""
    _ = say.locale.gettext
    settled = all(seat.accepted for seat in lineup.seats if seat.person is not None)
    roles = md(_("Roller: ")) if settled else md(_("Forslag til roller: "))
    for index, seat in enumerate(lineup.seats):
        holder = names.get(seat.person, "") if seat.person is not None else _("ikke taget endnu")
        role = say.role(seat.role)
        roles += md(" · " if index else "") + md("%(role)s **%(holder)s**", role=role, holder=holder)
    if settled:
        return [roles]
    accepted = [names.get(seat.person or 0, "") for seat in lineup.seats if seat.accepted]
    said = []
    if accepted:
        who = say.locale.names(list(dict.fromkeys(accepted)))
        said.append(_("%(names)s har sagt ja.") % {"names": who})
    said += _no_role(say.locale, [names.get(person, "") for person in lineup.without_role])
    said.append(_("Rollerne går på skift. Passer din ikke, så byt den."))
    return [roles, md("%(said)s", quiet=True, said=" ".join(said))]


def _no_role(locale: Locale, people: Sequence[str]) -> list[str]:
    _ = locale.gettext
    if not people:
        return []
    if len(people) > MOST_NAMES:
        return [_("%(count)s har ingen rolle denne gang.") % {"count": len(people)}]
    return [_("%(names)s har ingen rolle denne gang.") % {"names": locale.names(tuple(people))}]


# ---- to one person


def accepted(say: Say, roles: Sequence[RoleKey], meeting: Meeting, *buttons: Button) -> Card:
    _ = say.locale.gettext
    title = md(_("Tak, du er %(roles)s"), roles=say.roles(roles))
    return Card(title, (meeting_text(say.locale, meeting), Buttons(buttons)))


def swap_card(
    say: Say,
    meeting: Meeting,
    choices: Sequence[tuple[RoleKey, Action, Sequence[tuple[int, str]]]],
    buttons: Sequence[Button],
) -> Card:
    """For each of the person's roles: whom to ask. `choices`: role, action, (person, what they are called)."""
    _ = say.locale.gettext
    blocks: list[Block] = [meeting_text(say.locale, meeting)]
    for role, action, people in choices:
        label = _("Hvem vil du bytte %(role)s med?") % {"role": say.role(role)}
        if people:
            blocks.append(Choice(label, action, tuple(Option(str(one), name[:75]) for one, name in people)))
    blocks.append(md(_("Den anden siger selv ja eller nej. Indtil da er rollen din."), quiet=True))
    return Card(md(_("Byt rolle")), (*blocks, Buttons(tuple(buttons))))


def asked(locale: Locale, name: str) -> Card:
    return noted(locale.gettext("Jeg har spurgt %(name)s. Du får svaret her.") % {"name": name})


def request_card(
    say: Say,
    name: str,
    asker: str,
    role: RoleKey,
    in_return: RoleKey | None,
    meeting: Meeting,
    buttons: tuple[Button, ...],
) -> Card:
    """*Vil du bytte?* with consent: nothing changes before yes."""
    _ = say.locale.gettext
    offered = say.role(role)
    if in_return:
        text = md(
            _("Hej %(name)s. %(asker)s er %(offered)s og vil gerne bytte, så du bliver det, og %(asker)s bliver %(yours)s. Det er helt i orden at sige nej."),
            name=name,
            asker=asker,
            offered=offered,
            yours=say.role(in_return),
        )  # fmt: skip
    else:
        text = md(
            _("Hej %(name)s. %(asker)s er %(offered)s og vil gerne give rollen videre til dig. Det er helt i orden at sige nej."),
            name=name,
            asker=asker,
            offered=offered,
        )  # fmt: skip
    title = md(_("Vil du bytte rolle?"))
    return Card(title, (text, meeting_text(say.locale, meeting), Buttons(buttons)))


def answered(say: Say, name: str, roles: Sequence[RoleKey], *, yes: bool) -> Card:
    """To the one who asked."""
    _ = say.locale.gettext
    now = say.roles(roles) if roles else _("uden rolle denne gang")
    if yes:
        return noted(_("%(name)s siger ja. Du er nu %(roles)s.") % {"name": name, "roles": now})
    return noted(_("%(name)s vil helst ikke bytte. Du er stadig %(roles)s.") % {"name": name, "roles": now})


def no_answer(say: Say, name: str, role: RoleKey) -> Card:
    """To the one who asked: who was asked can no longer answer."""
    text = say.locale.gettext(
        "%(name)s kan ikke bytte alligevel. Du er stadig %(role)s, og du kan spørge en anden."
    )
    return noted(text % {"name": name, "role": say.role(role)})


def proposed(say: Say, name: str, role: RoleKey, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    """A role has come to somebody after the meeting was settled: it was passed on, or the team wants it so."""
    _ = say.locale.gettext
    text = md(
        _("Hej %(name)s. Rollen som %(role)s er nu din, hvis det passer dig."),
        name=name,
        role=say.role(role),
    )
    return Card(md(_("En rolle til dig")), (text, meeting_text(say.locale, meeting), Buttons(buttons)))


def given_on(say: Say, role: RoleKey, meeting: Meeting) -> Card:
    """To somebody who had said yes to a role that the team has given to another."""
    _ = say.locale.gettext
    text = _("Rollen som %(role)s er givet videre, så den skal du ikke tænke på.")
    said = md(text, role=say.role(role))
    return Card(md(_("Rollerne er ændret")), (said, meeting_text(say.locale, meeting)))


# ---- who has which, as anybody of the team may say


def places(
    say: Say,
    meeting: Meeting,
    choices: Sequence[tuple[RoleKey, Action, Sequence[tuple[int, str]], int | None]],
    buttons: Sequence[Button],
) -> Card:
    """`choices`: role, action, (person, name), who has it now."""
    _ = say.locale.gettext
    blocks: list[Block] = [meeting_text(say.locale, meeting)]
    for role, action, people, holder in choices:
        options = (*(Option(str(one), name[:75]) for one, name in people), Option("0", _("Ingen lige nu")))
        blocks.append(Choice(say.titled(role), action, options[-MOST_OPTIONS:], str(holder or 0)))
    blocks.append(md(_("Alle i teamet kan sætte rollerne. Den, der får en, hører det fra mig."), quiet=True))
    return Card(md(_("Sæt rollerne")), (*blocks, *([Buttons(tuple(buttons))] if buttons else [])))
