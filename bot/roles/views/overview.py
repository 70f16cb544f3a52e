"""`/roller`: who has had what, what somebody would like to try, and what the team has chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import dates, pictures
from bot.i18n import md
from bot.pictures import Cell, Key, Row
from bot.roles.history import RoleKey
from bot.roles.views.naming import Say, meeting_text
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Divider,
    Facts,
    Form,
    Option,
    Page,
    Picture,
    Text,
    TextField,
    plain,
)
from storage.meetings import Meeting

NAME, DOES = 30, 200  # letters of a team's own role
MEETING, WEEK = "meeting", "week"


@dataclass(frozen=True, slots=True)
class Turns:
    """Somebody's turns at meetings that have been held, by role."""

    name: str
    counts: Mapping[RoleKey, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """`own`: name and what it does, of the roles the team has made."""

    upcoming: tuple[Meeting, Sequence[Block]] | None
    turns: Sequence[Turns]
    own: Sequence[tuple[str, str]]
    buttons: tuple[Button, ...]


def overview(say: Say, shown: Overview) -> Card:
    """The next meeting's roles, and how often each has had which."""
    _ = say.locale.gettext
    blocks: list[Block] = []
    if shown.upcoming:
        meeting, lines = shown.upcoming
        blocks += [md(_("**Næste møde:** ")) + meeting_text(say.locale, meeting), *lines, Divider()]
    if any(any(one.counts.values()) for one in shown.turns):
        rows = tuple((one.name, _turns(say, one)) for one in shown.turns)
        blocks += [md(_("**Indtil nu**")), Facts(rows)]
    elif not shown.upcoming:
        text = _("Når I har aftalt et møde, foreslår jeg roller, og her kan I se, hvem der har haft dem.")
        blocks.append(md(text))
    if shown.own:
        rows = tuple((name, plain(does or "–")) for name, does in shown.own)
        blocks += [md(_("**Jeres egne roller**")), Facts(rows)]
    return Card(md(_("Roller")), (*blocks, Buttons(shown.buttons)))


def _turns(say: Say, one: Turns) -> Text:
    said = [f"{say.role(role)} {count}" for role, count in one.counts.items() if count]
    return plain(" · ".join(said) or "–")


# ---- meeting by meeting


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who had which role. `times` are the meetings' (or weeks' first) times, oldest first; `rows` are people
    with their roles at each."""

    times: Sequence[datetime]
    rows: Sequence[tuple[str, Sequence[Sequence[RoleKey]]]]

    @property
    def roles(self) -> tuple[RoleKey, ...]:
        return tuple(dict.fromkeys(role for _, cells in self.rows for cell in cells for role in cell))


def matrix_svg(say: Say, shown: Matrix, order: Sequence[RoleKey]) -> bytes:
    """`order` gives each role the same colour and letter every time."""
    known = [role for role in order if role in shown.roles]
    letters, colours = say.letters(order), {role: number for number, role in enumerate(order)}
    columns = [_numbers(say, at) for at in shown.times]
    rows = [
        Row(
            name,
            tuple(
                Cell("".join(letters[role] for role in cell), colours[cell[0]]) if cell else Cell()
                for cell in cells
            ),
        )
        for name, cells in shown.rows
    ]
    keys = [Key(Cell(letters[role], colours[role]), say.role(role)) for role in known]
    return pictures.matrix(columns, rows, keys)


def _numbers(say: Say, at: datetime) -> str:
    local = say.locale.local(at)
    return f"{local.day}/{local.month}"


def matrix_alt(say: Say, shown: Matrix) -> str:
    """What the picture shows; who had what stands in words under it."""
    _ = say.locale.gettext
    first, last = (_day(say, at) for at in (shown.times[0], shown.times[-1]))
    if len(shown.times) == 1:
        return _("Skema over, hvem der har hvilken rolle %(day)s. Det samme står med ord under billedet.") % {
            "day": first
        }
    text = _(
        "Skema over, hvem der havde hvilken rolle ved %(count)s møder fra %(first)s til %(last)s. "
        "Det samme står med ord under billedet."
    )
    return text % {"count": len(shown.times), "first": first, "last": last}


def _day(say: Say, at: datetime) -> str:
    return dates.short_day(say.locale.local(at), say.locale.local(say.locale.now), say.locale.language)


def meeting_by_meeting(say: Say, shown: Matrix, picture: Picture | None, buttons: tuple[Button, ...]) -> Card:
    """The matrix over time, the newest first."""
    _ = say.locale.gettext
    rows = []
    for index, at in reversed(list(enumerate(shown.times))):
        said = [f"{say.role(role)} {name}" for name, cells in shown.rows for role in cells[index]]
        rows.append((_day(say, at), plain(" · ".join(said) or "–")))
    blocks: tuple[Block, ...] = (
        (*([picture] if picture else []), Facts(tuple(rows)))
        if rows
        else (md(_("Der har ikke været møder endnu.")),)
    )
    return Card(md(_("Roller, møde for møde")), (*blocks, Buttons(buttons)))


# ---- what somebody would like to try


def wishes(say: Say, buttons: Sequence[Button], *, wished: Sequence[RoleKey]) -> Card:
    _ = say.locale.gettext
    blocks: list[Block] = [
        md(_("Hvilken rolle vil du gerne prøve? Når flere står lige, kommer du først.")),
    ]
    if wished:
        blocks.append(md(_("Du har skrevet dig op til: **%(roles)s**"), roles=say.roles(wished)))
    blocks.append(md(_("Kun du kan se dine ønsker. De gælder, til du har haft rollen."), quiet=True))
    if buttons:
        blocks.append(Buttons(tuple(buttons)))
    return Card(md(_("Jeg vil gerne prøve")), tuple(blocks))


# ---- what the team has chosen


def settings_form(
    say: Say, action: Action, roles: Sequence[RoleKey], chosen: Sequence[RoleKey], *, weekly: bool
) -> Form:
    _ = say.locale.gettext
    which = ChoicesField(
        name="roles",
        label=_("Hvilke roller vil I have?"),
        hint=_("Vælger I ingen, foreslår jeg ikke roller."),
        options=tuple(Option(role, say.titled(role)) for role in roles),
        value=tuple(chosen),
    )
    rhythm = ChoiceField(
        name="rhythm",
        label=_("Hvor længe har man en rolle?"),
        options=(Option(MEETING, _("Ét møde ad gangen")), Option(WEEK, _("En uge, til alle ugens møder"))),
        value=WEEK if weekly else MEETING,
    )
    note = md(_("Det gælder fra det næste møde, I aftaler. Alle i teamet kan se og ændre det."), quiet=True)
    return Form(action, _("Jeres roller"), (Page((which, rhythm), note),), send=_("Gem"))


def own_form(say: Say, action: Action, name: str, does: str) -> Form:
    _ = say.locale.gettext
    fields = (
        TextField(
            name="name",
            label=_("Hvad hedder rollen?"),
            hint=_("Med små bogstaver, fx kaffebrygger"),
            required=True,
            max_length=NAME,
            value=name,
        ),
        TextField(
            name="does",
            label=_("Hvad gør man i den?"),
            hint=_("Det får den, der har rollen, at læse dagen før."),
            multiline=True,
            max_length=DOES,
            value=does,
        ),
    )
    note = md(_("Teamet og jeres facilitator kan læse det."), quiet=True)
    return Form(action, _("Jeres egen rolle"), (Page(fields, note),), send=_("Gem"))
