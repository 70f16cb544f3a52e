"""What the roles say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.roles.history import Role
from bot.roles.lineup import Lineup
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    ChoicesField,
    Divider,
    Facts,
    Form,
    Option,
    Page,
    Text,
    plain,
)
from storage.meetings import Meeting

Names = Mapping[int, str]
MOST_NAMES = 6  # said by name to have no role; more are counted


def role_name(locale: Locale, role: Role) -> str:
    _ = locale.gettext
    match role:
        case Role.CHAIR:
            return _("mødeleder")
        case Role.NOTE_TAKER:
            return _("skribent")
        case Role.TIMEKEEPER:
            return _("tidsholder")
        case Role.PROCESS_LEAD:
            return _("processtyrer")
        case Role.INTERVIEWER:
            return _("interviewer")
        case _:
            assert_never(role)


def role_names(locale: Locale, roles: Sequence[Role]) -> str:
    return locale.names([role_name(locale, role) for role in roles])


def meeting_text(locale: Locale, meeting: Meeting) -> Text:
    """`*Forberedelse*, tirsdag d. 17. november kl. 13.15`."""
    assert meeting.starts_at is not None
    when = dates.appointment(meeting.starts_at, locale.local(locale.now), locale.language)
    return md("*%(purpose)s*, %(when)s", purpose=meeting.purpose, when=when)


# ---- on the meeting's card


def lineup_text(locale: Locale, lineup: Lineup, names: Names) -> list[Block]:
    """Who has which role, who has none, and that they take turns."""
    _ = locale.gettext
    settled = all(seat.accepted for seat in lineup.seats if seat.person is not None)
    roles = md(_("Roller: ")) if settled else md(_("Forslag til roller: "))
    for index, seat in enumerate(lineup.seats):
        holder = names.get(seat.person, "") if seat.person is not None else _("ikke taget endnu")
        role = role_name(locale, seat.role)
        roles += md(" · " if index else "") + md("%(role)s **%(holder)s**", role=role, holder=holder)
    if settled:
        return [roles]
    accepted = [names.get(seat.person or 0, "") for seat in lineup.seats if seat.accepted]
    said = []
    if accepted:
        who = locale.names(list(dict.fromkeys(accepted)))
        said.append(_("%(names)s har sagt ja.") % {"names": who})
    said += _no_role(locale, [names.get(person, "") for person in lineup.without_role])
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


def noted(text: str, *buttons: Button) -> Card:
    return Card(md("%(text)s", text=text), (Buttons(buttons),) if buttons else ())


def accepted(locale: Locale, roles: Sequence[Role], meeting: Meeting, *buttons: Button) -> Card:
    _ = locale.gettext
    title = md(_("Tak, du er %(roles)s"), roles=role_names(locale, roles))
    return Card(title, (meeting_text(locale, meeting), Buttons(buttons)))


def swap_card(
    locale: Locale,
    meeting: Meeting,
    choices: Sequence[tuple[Role, Action, Sequence[tuple[int, str]]]],
    buttons: Sequence[Button],
) -> Card:
    """For each of the person's roles: whom to ask. `choices`: role, action, (person, what they are called)."""
    _ = locale.gettext
    blocks: list[Block] = [meeting_text(locale, meeting)]
    for role, action, people in choices:
        label = _("Hvem vil du bytte %(role)s med?") % {"role": role_name(locale, role)}
        if people:
            blocks.append(Choice(label, action, tuple(Option(str(one), name[:75]) for one, name in people)))
    blocks.append(md(_("Den anden siger selv ja eller nej. Indtil da er rollen din."), quiet=True))
    return Card(md(_("Byt rolle")), (*blocks, Buttons(tuple(buttons))))


def asked(locale: Locale, name: str) -> Card:
    return noted(locale.gettext("Jeg har spurgt %(name)s. Du får svaret her.") % {"name": name})


def request_card(
    locale: Locale,
    name: str,
    asker: str,
    role: Role,
    in_return: Role | None,
    meeting: Meeting,
    buttons: tuple[Button, ...],
) -> Card:
    """*Vil du bytte?* with consent: nothing changes before yes."""
    _ = locale.gettext
    offered = role_name(locale, role)
    if in_return:
        text = md(
            _("Hej %(name)s. %(asker)s er %(offered)s og vil gerne bytte, så du bliver det, og %(asker)s bliver %(yours)s. Det er helt i orden at sige nej."),
            name=name,
            asker=asker,
            offered=offered,
            yours=role_name(locale, in_return),
        )  # fmt: skip
    else:
        text = md(
            _("Hej %(name)s. %(asker)s er %(offered)s og vil gerne give rollen videre til dig. Det er helt i orden at sige nej."),
            name=name,
            asker=asker,
            offered=offered,
        )  # fmt: skip
    title = md(_("Vil du bytte rolle?"))
    return Card(title, (text, meeting_text(locale, meeting), Buttons(buttons)))


def answered(locale: Locale, name: str, roles: Sequence[Role], *, yes: bool) -> Card:
    """To the one who asked."""
    _ = locale.gettext
    now = role_names(locale, roles) if roles else _("uden rolle denne gang")
    if yes:
        return noted(_("%(name)s siger ja. Du er nu %(roles)s.") % {"name": name, "roles": now})
    return noted(_("%(name)s vil helst ikke bytte. Du er stadig %(roles)s.") % {"name": name, "roles": now})


def no_answer(locale: Locale, name: str, role: Role) -> Card:
    """To the one who asked: who was asked can no longer answer."""
    text = locale.gettext(
        "%(name)s kan ikke bytte alligevel. Du er stadig %(role)s, og du kan spørge en anden."
    )
    return noted(text % {"name": name, "role": role_name(locale, role)})


def proposed(locale: Locale, name: str, role: Role, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    """A role has come to somebody after the meeting was settled."""
    _ = locale.gettext
    text = md(
        _("Hej %(name)s. Rollen som %(role)s er blevet ledig, og nu er det din tur. Passer det dig?"),
        name=name,
        role=role_name(locale, role),
    )
    return Card(md(_("En rolle til dig")), (text, meeting_text(locale, meeting), Buttons(buttons)))


# ---- /roller


@dataclass(frozen=True, slots=True)
class Turns:
    """Somebody's turns at meetings that have been held, by role."""

    name: str
    counts: Mapping[Role, int]


def overview(
    locale: Locale,
    upcoming: tuple[Meeting, list[Block]] | None,
    turns: Sequence[Turns],
    buttons: tuple[Button, ...],
) -> Card:
    """The next meeting's roles, and how often each has had which."""
    _ = locale.gettext
    blocks: list[Block] = []
    if upcoming:
        meeting, lines = upcoming
        blocks += [md(_("**Næste møde:** ")) + meeting_text(locale, meeting), *lines, Divider()]
    if any(any(one.counts.values()) for one in turns):
        blocks += [md(_("**Indtil nu**")), Facts(tuple((one.name, _turns(locale, one)) for one in turns))]
    elif not upcoming:
        text = _("Når I har aftalt et møde, foreslår jeg roller, og her kan I se, hvem der har haft dem.")
        blocks.append(md(text))
    return Card(md(_("Roller")), (*blocks, Buttons(buttons)))


def _turns(locale: Locale, one: Turns) -> Text:
    said = [f"{role_name(locale, role)} {count}" for role, count in one.counts.items() if count]
    return plain(" · ".join(said) or "–")


def meeting_by_meeting(
    locale: Locale,
    meetings: Sequence[tuple[datetime, Sequence[tuple[Role, str]]]],
    buttons: tuple[Button, ...],
) -> Card:
    """The matrix over time, the newest first."""
    _ = locale.gettext
    rows = []
    for at, turns in meetings:
        day = dates.short_day(locale.local(at), locale.local(locale.now), locale.language)
        said = [f"{role_name(locale, role)} {name}" for role, name in turns]
        rows.append((day, plain(" · ".join(said) or "–")))
    blocks: tuple[Block, ...] = (Facts(tuple(rows)),) if rows else (md(_("Der har ikke været møder endnu.")),)
    return Card(md(_("Roller, møde for møde")), (*blocks, Buttons(buttons)))


def settings_form(locale: Locale, action: Action, chosen: Sequence[Role]) -> Form:
    _ = locale.gettext
    field = ChoicesField(
        name="roles",
        label=_("Hvilke roller vil I have?"),
        hint=_("Vælger I ingen, foreslår jeg ikke roller."),
        options=tuple(Option(role.value, role_name(locale, role).capitalize()) for role in Role),
        value=tuple(role.value for role in chosen),
    )
    note = md(_("Det gælder fra det næste møde, I aftaler. Alle i teamet kan se og ændre det."), quiet=True)
    return Form(action, _("Jeres roller"), (Page((field,), note),), send=_("Gem"))
