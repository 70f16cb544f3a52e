"""The team's own card, and what a facilitator does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.i18n import Locale, md
from bot.names import platform
from bot.team_size import MOST_MEMBERS
from bot.teams.rules import Trouble, TroubleAt
from bot.teams.views import staff
from bot.teams.views.names import role
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    Facts,
    Form,
    Option,
    Page,
    Text,
    TextField,
    plain,
)
from storage.teams import Member, Place, Role, Team, first_name

PEOPLE_LENGTH = 3000
MOST_NAME, MOST_ABOUT = 60, 35  # characters of a line: a whole team of 24 has to fit a text block
MOST_OTHERS = 8


def card(
    locale: Locale,
    team: Team,
    people: Sequence[Member],
    leads: Sequence[str],
    places: Sequence[Place],
    buttons: tuple[Button, ...],
) -> Card:
    """Who is on the team, with whom, and where; and who leads its course."""
    _ = locale.gettext
    members = [one for one in people if one.role is Role.member]
    facilitators = [one for one in people if one.role is Role.facilitator]
    others = [one for one in people if one.role in (Role.partner, Role.guest)]
    names = tuple(dict.fromkeys(_place(locale, place) for place in places))
    rows = [
        (_("Facilitator"), plain(staff.facilitating(locale, facilitators))),
        (_("Steder"), plain(locale.names(names) or "–")),
    ]
    if leads:
        rows.insert(1, (_("Forløbsansvarlig"), plain(locale.names(list(leads)))))
    if team.partner:
        rows.insert(1, (_("Lokal organisation"), plain(team.partner)))
    blocks: list[Block] = [_listed(members) if members else md(_("Der er ingen medlemmer endnu."))]
    if others:
        heading = md(_("Desuden") + "\n", quiet=True)
        blocks.append(
            heading + _listed(others[:MOST_OTHERS], lambda one: one.profession or role(locale, one.role))
        )
    return Card(md("%(team)s", team=team.name), (*blocks, Facts(tuple(rows)), Buttons(buttons)))


def _place(locale: Locale, place: Place) -> str:
    name = platform(locale, place.platform)
    if place.reachable:
        return name
    return locale.gettext("%(place)s (jeg har ikke adgang)") % {"place": name}


def _listed(people: Sequence[Member], about: Callable[[Member], str] = lambda one: one.profession) -> Text:
    text = Text(())
    for index, one in enumerate(people):
        text += md(
            "**%(name)s** · %(about)s", name=one.name[:MOST_NAME], about=(about(one) or "–")[:MOST_ABOUT]
        )
        if index < len(people) - 1:
            text += plain("\n")
    return text


def noted(title: str, text: str, buttons: tuple[Button, ...] = ()) -> Card:
    """A short private answer."""
    blocks: list[Block] = [md("%(text)s", text=text)]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md("%(title)s", title=title), tuple(blocks))


# ---- places


def no_team_here(locale: Locale, buttons: Sequence[Button], *, facilitator: bool, in_channel: bool) -> Card:
    """`/samspil team` where no team is."""
    _ = locale.gettext
    if facilitator and in_channel:
        text = _("Kanalen hører ikke til et team endnu. Hvilket team er det?")
    elif facilitator:
        text = _(
            "Vælg et team, eller opret et nyt. Skriv */samspil team* i en kanal for at knytte den til et team."
        )
    else:
        text = _(
            "Her er ikke noget team. Teamets facilitator kan knytte kanalen til jeres team med */samspil team*."
        )
    rows = [Buttons(tuple(buttons[start : start + 5])) for start in range(0, min(len(buttons), 25), 5)]
    return Card(md(_("Teamets kanal")), (md(text), *rows))


def attached(locale: Locale, team: Team, *, more: str = "") -> Card:
    _ = locale.gettext
    text = md(
        _("Kanalen hører nu til **%(team)s**. Det, der er åbent for teamet, kommer også her."), team=team.name
    )
    blocks: list[Block] = [text]
    if more:
        blocks.append(md("%(more)s", more=more))
    return Card(md(_("Så er kanalen klar")), tuple(blocks))


def created(
    locale: Locale, team: Team, members: int, *, in_channel: bool, only_profession: str | None
) -> Card:
    _ = locale.gettext
    text = locale.ngettext("**%(team)s** er oprettet med %(n)s medlem.",
                           "**%(team)s** er oprettet med %(n)s medlemmer.", members)  # fmt: skip
    blocks: list[Block] = [md(text, team=team.name, n=members)]
    if in_channel:
        blocks.append(md(_("De trykker på *Det er mig* i velkomsten her i kanalen, så ved jeg, hvem de er.")))
    else:
        blocks.append(md(_("Skriv */samspil team* i teamets kanal for at knytte den til teamet.")))
    if only_profession:
        blocks.append(md(_one_profession(locale), profession=only_profession, quiet=True))
    return Card(md(_("Teamet er klar")), tuple(blocks))


def added(locale: Locale, names: Sequence[str], only_profession: str | None) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [md(_("Med på teamet nu: %(names)s."), names=locale.names(list(names)))]
    if only_profession:
        blocks.append(md(_one_profession(locale), profession=only_profession, quiet=True))
    return Card(md(_("Velkommen til de nye")), tuple(blocks))


def _one_profession(locale: Locale) -> str:
    return locale.gettext(
        "Alle i teamet har samme fag (%(profession)s). Et tværprofessionelt team har flere."
    )


# ---- forms


def new_team_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    fields = (
        TextField(name="name", label=_("Hvad hedder teamet?"), required=True, max_length=80),
        _people_field(locale),
        TextField(name="partner", label=_("Lokal organisation"), hint=_("Hvem løser I opgaven sammen med?"),
                  max_length=120),
    )  # fmt: skip
    note = md(_("Alle i teamet kan se navne og fag. Du bliver teamets facilitator."), quiet=True)
    return Form(action, _("Nyt team"), (Page(fields, note),), send=_("Opret"))


def add_people_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    note = md(_("Alle i teamet kan se navne og fag."), quiet=True)
    return Form(action, _("Nye på teamet"), (Page((_people_field(locale),), note),), send=_("Tilføj"))


def _people_field(locale: Locale) -> TextField:
    _ = locale.gettext
    return TextField(
        name="people",
        label=_("Medlemmer, én pr. linje"),
        hint=_("Navn, fag. Fx: Amira Hassan, sygeplejerske"),
        required=True,
        multiline=True,
        max_length=PEOPLE_LENGTH,
    )


def trouble(locale: Locale, found: TroubleAt) -> str:
    _ = locale.gettext
    match found.trouble:
        case Trouble.nobody:
            return _("Skriv mindst ét medlem: navn, komma, fag.")
        case Trouble.no_profession:
            text = _("Linje %(line)s (%(text)s): Skriv navn, komma og fag, fx Amira Hassan, sygeplejerske.")
        case Trouble.too_long:
            text = _("Linje %(line)s (%(text)s): Navnet må fylde 80 tegn og faget 60.")
        case Trouble.twice:
            text = _(
                "Linje %(line)s: %(text)s står der allerede. Er det to forskellige, så skriv fx et efternavn."
            )
        case Trouble.too_many:
            return _("Der er plads til %(limit)s medlemmer på et team.") % {"limit": MOST_MEMBERS}
    return text % {"line": found.line, "text": found.text}


# ---- the facilitator's look at it


def manage(
    locale: Locale, team: Team, pick: Choice | None, former: Choice | None, buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    if pick:
        blocks += [md(_("Vælg et medlem for at lave et link til nettet eller afslutte et medlemskab.")), pick]
    if former:
        blocks.append(former)
    return Card(md(_("Ret %(team)s"), team=team.name), (*blocks, Buttons(buttons)))


def pick(locale: Locale, label: str, action: Action, people: Sequence[Member]) -> Choice | None:
    """A list of people to pick from, None when there are none."""
    options = tuple(
        Option(str(one.person_id), f"{one.name} · {one.profession}"[:75].rstrip(" ·")) for one in people[:25]
    )
    return Choice(label, action, options) if options else None


def member(locale: Locale, one: Member, platforms: Sequence[str], buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    known = locale.names([platform(locale, name) for name in platforms]) or "–"
    rows = ((_("Fag"), plain(one.profession or "–")), (_("Kendt på"), plain(known)))
    return Card(md("%(name)s", name=one.name), (Facts(rows), Buttons(buttons)))


def new_link(locale: Locale, name: str, url: str) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Link til %(name)s"), name=first_name(name)),
        (
            plain(url),
            md(_("Linket virker én gang inden for 14 dage. Send det kun til %(name)s. Tidligere links og besøg i en "
                 "browser er afsluttet, og det får %(name)s at vide."), name=first_name(name), quiet=True),
        ),
    )  # fmt: skip


def own_link(locale: Locale, url: str) -> Card:
    _ = locale.gettext
    note = md(_("Linket er dit eget. Det virker én gang inden for et døgn."), quiet=True)
    return Card(md(_("Teamet på nettet")), (note, Buttons((Button(_("Åbn"), url=url),))))


def relinked(locale: Locale, by: str) -> Card:
    """To the person whose link somebody else has made anew."""
    _ = locale.gettext
    text = _("%(name)s har lavet et nyt link til dig. Var du logget ind i en browser, er du logget ud der. Kommer det "
             "bag på dig, så spørg %(name)s.")  # fmt: skip
    return Card(md(_("Et nyt link til nettet")), (md(text, name=by),))


# ---- leaving


def leave_sure(locale: Locale, team: Team, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Så er du ikke længere med på %(team)s, og du får ikke flere beskeder derfra. Det, du har skrevet til "
                "teamet, bliver stående."), team=team.name)  # fmt: skip
    note = md(_("Fortryder du, kan teamets facilitator tage dig med igen."), quiet=True)
    return Card(md(_("Er du ikke længere med?")), (text, note, Buttons(buttons)))


def left(locale: Locale, team: Team) -> Card:
    _ = locale.gettext
    text = md(_("Du er ikke længere med på %(team)s. Tak for denne gang."), team=team.name)
    note = md(
        _("Vil du have slettet det, jeg har gemt om dig, så skriv */samspil minedata slet*."), quiet=True
    )
    return Card(md(_("Farvel så længe")), (text, note))


def end_sure(locale: Locale, name: str, team: Team, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Så er %(name)s ikke længere med på %(team)s. Du kan tage %(name)s med igen senere."),
              name=first_name(name), team=team.name)  # fmt: skip
    return Card(md(_("Er %(name)s ikke længere med?"), name=first_name(name)), (text, Buttons(buttons)))
