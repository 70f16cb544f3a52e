"""What the agenda says: in private, to guests, and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import dates
from bot.agenda.rules import FIXED, Fixed, Line, spare
from bot.i18n import Locale, md
from bot.ui import (
    MAX_OPTION_LABEL,
    Action,
    AnyField,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    ChoicesField,
    Facts,
    Form,
    Option,
    Page,
    Text,
    TextField,
    plain,
)
from storage.agenda import ItemKind
from storage.meetings import Meeting

TITLE, PREPARATION = 120, 300  # characters
LISTED = 20  # items on one card
ON_PAPER = 8  # items on one page of what is printed: they say more there
SHORT = 70  # of a title in a list
NAME = 24  # of a name beside it
LENGTHS = (0, 2, 3, 5, 10, 15, 20, 30, 45, 60)  # minutes of an item
Names = Mapping[int, str]


# ---- words


def kind(locale: Locale, what: str) -> str:
    _ = locale.gettext
    return {
        ItemKind.inform: _("orientering"),
        ItemKind.discuss: _("drøftelse"),
        ItemKind.decide: _("beslutning"),
        ItemKind.ideas: _("idéer"),
        ItemKind.ask: _("spørgsmål til partneren"),
    }[ItemKind(what)]


def track(locale: Locale, which: str) -> str:
    _ = locale.gettext
    return _("opgaven") if which == "task" else _("samarbejdet")


def fixed_title(locale: Locale, one: Fixed) -> str:
    _ = locale.gettext
    return {
        Fixed.checkin: _("Tjek-ind"),
        Fixed.since: _("Siden sidst"),
        Fixed.agreements: _("Aftaler"),
        Fixed.process: _("Samarbejdet"),
        Fixed.anchoring: _("Forankring"),
        Fixed.checkout: _("Tjek-ud"),
        Fixed.following: _("Næste møde og roller"),
    }[one]


def plain_title(locale: Locale, one: Fixed) -> str:
    """The same for people who do not know our words."""
    _ = locale.gettext
    return {
        Fixed.checkin: _("Vi siger goddag og hører, hvordan det går"),
        Fixed.since: _("Det er der sket siden sidst"),
        Fixed.agreements: _("Det har vi aftalt med hinanden"),
        Fixed.process: _("Sådan arbejder vi sammen"),
        Fixed.anchoring: _("Det skal leve videre, når vi er færdige"),
        Fixed.checkout: _("Hvordan var mødet for dig?"),
        Fixed.following: _("Hvornår ses vi igen?"),
    }[one]


def plain_kind(locale: Locale, what: str) -> str:
    _ = locale.gettext
    return {
        ItemKind.inform: _("vi fortæller"),
        ItemKind.discuss: _("vi taler om det sammen"),
        ItemKind.decide: _("vi bestemmer noget sammen"),
        ItemKind.ideas: _("vi finder på idéer"),
        ItemKind.ask: _("vi vil gerne spørge dig"),
    }[ItemKind(what)]


def title(locale: Locale, line: Line) -> str:
    return fixed_title(locale, line.fixed) if line.fixed else line.title


def cut(text: str, length: int = SHORT) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def minutes(locale: Locale, count: int) -> str:
    return dates.duration(count, locale.language) if count else ""


def _about(locale: Locale, line: Line, names: Names) -> str:
    """`beslutning · 10 minutter · Amira`; of a fixed item only what is not always so."""
    parts = [] if line.fixed else [kind(locale, line.kind)]
    parts.append(minutes(locale, line.minutes))
    parts.append(cut(names.get(line.owner or 0, ""), NAME))
    return " · ".join(part for part in parts if part)


def meeting_text(locale: Locale, meeting: Meeting) -> Text:
    assert meeting.starts_at is not None and meeting.ends_at is not None
    when = dates.span(meeting.starts_at, meeting.ends_at, locale.local(locale.now), locale.language)
    return md("*%(purpose)s*, %(when)s", purpose=meeting.purpose, when=when)


def noted(text: str, *buttons: Button) -> Card:
    return Card(md("%(text)s", text=text), (Buttons(buttons),) if buttons else ())


# ---- the whole agenda, to one of the team


def agenda_card(
    locale: Locale,
    meeting: Meeting | None,
    lines: Sequence[Line],
    names: Names,
    pick: Action | None,
    buttons: tuple[Button, ...],
) -> Card:
    """`pick`: the list to change one from, where there is one; without buttons it is the page to print."""
    _ = locale.gettext
    blocks: list[Block] = [
        meeting_text(locale, meeting)
        if meeting
        else md(_("Der er ikke aftalt et møde. Det her venter, til der er."))
    ]
    blocks.append(_listed(locale, lines, names))
    said = fits(locale, lines, meeting)
    if said:
        blocks.append(md("%(said)s", quiet=True, said=said))
    options = tuple(
        Option(which, cut(title(locale, line)))
        for line in lines[:LISTED]
        if len(which := str(line.id or line.source)) <= MAX_OPTION_LABEL
    )
    if pick and options:
        blocks.append(Choice(_("Ret eller flyt et punkt"), pick, options))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Dagsorden")), tuple(blocks))


def _listed(locale: Locale, lines: Sequence[Line], names: Names) -> Text:
    _ = locale.gettext
    if not lines:
        return md(_("Der er ikke noget på den endnu."))
    text = md("")
    for number, line in enumerate(lines[:LISTED], start=1):
        text += md("\n" if number > 1 else "") + _headed(locale, number, line, names)
        told = " · ".join(cut(one, 40) for one in line.told[:3])
        text += md("\n    %(told)s", told=told) if told else md("")
    return text + md("%(more)s", more=_more(locale, len(lines)))


def _headed(locale: Locale, number: int, line: Line, names: Names) -> Text:
    head = md("%(number)s. **%(title)s**", number=number, title=cut(title(locale, line)))
    about = _about(locale, line, names)
    return head + md(" · %(about)s", about=about) if about else head


def _more(locale: Locale, count: int) -> str:
    left = count - LISTED
    if left <= 0:
        return ""
    return "\n" + locale.ngettext("Og ét punkt til.", "Og %(count)s punkter til.", left) % {"count": left}


def fits(locale: Locale, lines: Sequence[Line], meeting: Meeting | None) -> str:
    """A kind word on the time it takes."""
    _ = locale.gettext
    total = minutes(locale, sum(line.minutes for line in lines))
    if meeting is None or not total:
        return ""
    length = minutes(locale, meeting.minutes)
    if spare(lines, meeting.minutes) < 0:
        text = _(
            "Det bliver til %(total)s, og mødet varer %(length)s. Måske kan noget vente eller gøres kortere."
        )
    else:
        text = _("Det bliver til %(total)s, og mødet varer %(length)s.")
    return text % {"total": total, "length": length}


def paper_card(
    locale: Locale, meeting: Meeting, lines: Sequence[Line], page: int, names: Names, more: Action | None
) -> Card:
    """One page of it; `more` leads to the next."""
    _ = locale.gettext
    blocks: list[Block] = []
    if page == 0:
        blocks += [meeting_text(locale, meeting), *_place(locale, meeting)]
        blocks += [md("%(said)s", quiet=True, said=fits(locale, lines, meeting))] if lines else []
    first = page * ON_PAPER
    for number, line in enumerate(lines[first : first + ON_PAPER], start=first + 1):
        text = _headed(locale, number, line, names)
        if line.preparation:
            text += md("\n") + md(_("Forberedelse: %(what)s"), what=cut(line.preparation, 200))
        for one in line.told[:5]:
            text += md("\n– %(told)s", told=cut(one, 60))
        blocks.append(text)
    if not lines:
        blocks.append(md(_("Der er ikke noget på den endnu.")))
    if more:
        blocks.append(Buttons((Button(_("Vis mere"), more),)))
    return Card(md(_("Dagsorden")), tuple(blocks))


# ---- one item


def item_card(locale: Locale, line: Line, names: Names, rows: Sequence[tuple[Button, ...]]) -> Card:
    _ = locale.gettext
    facts: list[tuple[str, Text]] = [(_("Det skal vi"), plain(kind(locale, line.kind)))]
    if line.minutes:
        facts.append((_("Tid"), plain(minutes(locale, line.minutes))))
    if line.owner is not None and line.owner in names:
        facts.append((_("Tovholder"), plain(names[line.owner])))
    facts.append((_("Handler om"), plain(track(locale, line.track))))
    if line.preparation:
        facts.append((_("Forberedelse"), plain(line.preparation)))
    if line.internal:
        facts.append((_("Gæster"), plain(_("ser det ikke"))))
    named = md("%(title)s", title=title(locale, line))
    return Card(named, (Facts(tuple(facts)), *(Buttons(row) for row in rows if row)))


# ---- for guests, in plain words


def guest_card(
    locale: Locale, team: str, meeting: Meeting | None, lines: Sequence[Line], buttons: tuple[Button, ...]
) -> Card:
    """What a guest reads: none of what is internal, and our own words for things left out."""
    _ = locale.gettext
    blocks: list[Block] = []
    if meeting is None:
        blocks.append(md(_("Der er ikke aftalt et møde endnu.")))
    else:
        blocks += [meeting_text(locale, meeting), *_place(locale, meeting)]
        text = md(_("**Det skal vi:**"))
        for number, line in enumerate(_for_guests(lines)[:LISTED], start=1):
            text += md("\n%(number)s. %(said)s", number=number, said=_plain_line(locale, line))
        blocks.append(text)
        blocks.append(md(_("Du må gerne spørge undervejs, og du må gerne sige nej."), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Vores møde med %(team)s") if meeting else "%(team)s", team=team), tuple(blocks))


def _for_guests(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not line.internal]


def _plain_line(locale: Locale, line: Line) -> str:
    if line.fixed:
        return plain_title(locale, line.fixed)
    return f"{cut(line.title)} ({plain_kind(locale, line.kind)})"


def _place(locale: Locale, meeting: Meeting) -> list[Block]:
    return [md(locale.gettext("Sted: %(where)s"), where=meeting.place)] if meeting.place else []


# ---- forms


def add_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    fields: tuple[AnyField, ...] = (
        _title_field(locale, ""),
        _kind_field(locale, ItemKind.discuss.value),
        _minutes_field(locale, 10),
        _track_field(locale, "task"),
    )
    return Form(action, _("Nyt punkt"), (Page(fields, _read_by(locale)),), send=_("Sæt på"))


def _read_by(locale: Locale) -> Text:
    text = locale.gettext("Teamet og jeres facilitator kan læse det. Skriv ikke navne på borgere.")
    return md(text, quiet=True)


def _title_field(locale: Locale, value: str) -> TextField:
    _ = locale.gettext
    return TextField(
        name="title", label=_("Hvad vil du have med?"), hint=_("Én linje er nok."), required=True,
        max_length=TITLE, value=value,
    )  # fmt: skip


def _kind_field(locale: Locale, value: str) -> ChoiceField:
    options = tuple(Option(one.value, kind(locale, one).capitalize()) for one in ItemKind)
    return ChoiceField(
        name="kind",
        label=locale.gettext("Hvad skal vi med det?"),
        options=options,
        value=value,
        required=True,
    )


def _minutes_field(locale: Locale, value: int) -> ChoiceField:
    _ = locale.gettext
    lengths = LENGTHS if value in LENGTHS else tuple(sorted((*LENGTHS, value)))
    options = tuple(Option(str(one), minutes(locale, one) or _("Ingen fast tid")) for one in lengths)
    return ChoiceField(
        name="minutes", label=_("Hvor længe?"), options=options, value=str(value), required=True
    )


def _track_field(locale: Locale, value: str) -> ChoiceField:
    _ = locale.gettext
    options = tuple(Option(one, track(locale, one).capitalize()) for one in ("task", "process"))
    return ChoiceField(
        name="track", label=_("Hvad handler det om?"), options=options, value=value, required=True
    )


def edit_form(locale: Locale, action: Action, line: Line, people: Sequence[tuple[int, str]]) -> Form:
    """A fixed item keeps its name. `people`: who may be the one to lead it."""
    _ = locale.gettext
    owner = ChoiceField(
        name="owner",
        label=_("Hvem er tovholder?"),
        options=tuple(Option(str(one), cut(name)) for one, name in people),
        value=str(line.owner or ""),
    )
    title_field = () if line.fixed else (_title_field(locale, line.title),)
    first: tuple[AnyField, ...] = (
        *title_field, _kind_field(locale, line.kind), _minutes_field(locale, line.minutes), owner
    )  # fmt: skip
    second: tuple[AnyField, ...] = (
        TextField(
            name="preparation",
            label=_("Skal nogen forberede noget?"),
            hint=_("Fx: læs referatet, eller tag billederne med."),
            multiline=True,
            max_length=PREPARATION,
            value=line.preparation,
        ),
        _track_field(locale, line.track),
        ChoiceField(
            name="internal",
            label=_("Må gæster se det?"),
            required=True,
            options=(Option("no", _("Ja")), Option("yes", _("Nej, det er internt"))),
            value="yes" if line.internal else "no",
        ),
    )
    pages = (Page(first, _read_by(locale)), Page(second, _read_by(locale)))
    return Form(action, _("Ret punktet"), pages, send=_("Gem"))


def fixed_form(locale: Locale, action: Action, chosen: Sequence[Fixed]) -> Form:
    _ = locale.gettext
    field = ChoicesField(
        name="fixed",
        label=_("Hvad skal I have med hver gang?"),
        options=tuple(
            Option(one.value, f"{fixed_title(locale, one)} · {minutes(locale, FIXED[one][0])}")
            for one in Fixed
        ),
        value=tuple(one.value for one in chosen),
    )
    note = md(_("Det gælder fra det næste møde. Alle i teamet kan se og ændre det."), quiet=True)
    return Form(action, _("Faste punkter"), (Page((field,), note),), send=_("Gem"))
