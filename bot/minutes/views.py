"""What the minutes say, and the search in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.ui import (
    MAX_OPTIONS,
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    Page,
    Text,
    TextField,
    plain,
)
from storage.decisions import Part, Record, RecordKind
from storage.meetings import Meeting
from storage.minutes import Correction, CorrectionState, Minutes, MinutesState, Version

DECISION, NOTE, OWN_TEXT, CORRECTION = 500, 1000, 1500, 500  # characters
SHORT, NAME = 60, 24
Names = Mapping[int, str]


def cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def noted(text: str, *buttons: Button) -> Card:
    return Card(md("%(text)s", text=text), (Buttons(buttons),) if buttons else ())


def meeting_text(locale: Locale, meeting: Meeting) -> Text:
    assert meeting.starts_at is not None
    when = dates.appointment(meeting.starts_at, locale.local(locale.now), locale.language)
    return md("*%(purpose)s*, %(when)s", purpose=meeting.purpose, when=when)


def part(locale: Locale, which: Part) -> str:
    _ = locale.gettext
    return {
        Part.heard: _("De, det handler om, er hørt."),
        Part.defined: _("De, det handler om, var med til at definere det."),
        Part.decided: _("De, det handler om, var med til at beslutte det."),
    }[which]


# ---- the pieces that minutes are made of


def present(locale: Locale, people: Sequence[int | None], names: Names) -> Text | None:
    """Who was there; those who are erased are counted together."""
    _ = locale.gettext
    known = [cut(names[one], NAME) for one in people if one is not None and one in names]
    former = len(people) - len(known)
    if former:
        said = locale.ngettext("et tidligere medlem", "%(count)s tidligere medlemmer", former)
        known.append(said % {"count": former})
    return md(_("Til stede: %(names)s."), names=locale.names(known)) if known else None


def record(locale: Locale, one: Record, *, titled: bool, length: int = NOTE) -> Text:
    """`Besluttet: Vi ringer i dag.` under what it was about."""
    _ = locale.gettext
    head = md("**%(title)s**\n", title=one.title) if titled and one.title else md("")
    template = _("*Besluttet:* %(text)s") if one.kind is RecordKind.decision else "%(text)s"
    found = head + md(template, text=cut(one.text, length))
    return found + md("\n%(part)s", part=part(locale, one.part)) if one.part else found


def records(locale: Locale, found: Sequence[Record], *, length: int = NOTE) -> list[Text]:
    """In the order of the meeting, each title once."""
    shown, before = [], ""
    for one in found:
        shown.append(record(locale, one, titled=one.title != before, length=length))
        before = one.title
    return shown


def correction(locale: Locale, one: Correction) -> Text:
    _ = locale.gettext
    template = {
        CorrectionState.taken: _("*Rettelse:* %(text)s"),
        CorrectionState.open: _("*Forslag til rettelse:* %(text)s"),
        CorrectionState.left: _("*Forslag, der ikke kom med:* %(text)s"),
    }[one.state]
    return md(template, text=one.text)


# ---- the minutes


def title(locale: Locale, minutes: Minutes | None) -> Text:
    _ = locale.gettext
    if minutes is None or minutes.state is MinutesState.draft:
        return md(_("Referat (kladde)"))
    return md(_("Referat"))


def status(locale: Locale, minutes: Minutes | None) -> Text:
    """How long it may be corrected."""
    _ = locale.gettext
    if minutes is None or minutes.deadline is None:
        return md(_("Det er ikke sendt til teamet endnu."), quiet=True)
    now = locale.local(locale.now)
    if minutes.state is MinutesState.final:
        return md(_("Referatet er godkendt."), quiet=True)
    until = dates.deadline(minutes.deadline, now, locale.language)
    text = _("Det kan rettes til %(until)s. Derefter er det godkendt.")
    return md(text, quiet=True, until=until)


def minutes_card(
    locale: Locale,
    meeting: Meeting,
    minutes: Minutes | None,
    blocks: Sequence[Block],
    left: int,
    internal: int,
    buttons: tuple[Button, ...],
) -> Card:
    """`left` pieces are not shown here; `internal` ones are not for all who read it."""
    _ = locale.gettext
    shown: list[Block] = [meeting_text(locale, meeting), *blocks]
    if not blocks:
        shown.append(md(_("Der er ikke skrevet noget ned endnu.")))
    quiet = []
    if left:
        quiet.append(_("Der er mere at læse."))
    if internal:
        text = locale.ngettext(
            "Ét internt punkt er udeladt her.", "%(count)s interne punkter er udeladt her.", internal
        )
        quiet.append(text % {"count": internal})
    if quiet:
        shown.append(md("%(said)s", quiet=True, said=" ".join(quiet)))
    shown.append(status(locale, minutes))
    if buttons:
        shown.append(Buttons(buttons))
    return Card(title(locale, minutes), tuple(shown))


def page_card(
    locale: Locale,
    meeting: Meeting,
    minutes: Minutes | None,
    blocks: Sequence[Block],
    page: int,
    pick: Choice | None,
    rows: Sequence[tuple[Button, ...]],
) -> Card:
    """One page of the whole, in private or on paper."""
    _ = locale.gettext
    shown: list[Block] = [meeting_text(locale, meeting)] if page == 0 else []
    shown += blocks
    if page == 0 and not blocks:
        shown.append(md(_("Der er ikke skrevet noget ned endnu.")))
    if page == 0:
        shown.append(status(locale, minutes))
    if pick:
        shown.append(pick)
    shown += [Buttons(row) for row in rows if row]
    return Card(title(locale, minutes), tuple(shown))


def earlier(locale: Locale, action: Action, meetings: Sequence[Meeting]) -> Choice | None:
    """The list of the team's other minutes."""
    _ = locale.gettext
    options = []
    for one in meetings[:MAX_OPTIONS]:
        assert one.starts_at is not None
        day = dates.short_day(locale.local(one.starts_at), locale.local(locale.now), locale.language)
        options.append(Option(str(one.id), cut(f"{day}: {one.purpose}", 70)))
    return Choice(_("Andre referater"), action, tuple(options)) if options else None


def ask_card(locale: Locale, name: str, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    """In private to the note-taker, when the meeting is over."""
    _ = locale.gettext
    text = md(
        _("Hej %(name)s. Det, I skrev ned til *%(purpose)s*, er samlet. Vil du lægge et par ord til, før det bliver sendt? Ellers sender jeg det, som det er, næste arbejdsdag kl. 12."),
        name=name,
        purpose=meeting.purpose,
    )  # fmt: skip
    return Card(md(_("Referatet er næsten færdigt")), (text, Buttons(buttons)))


def versions_card(
    locale: Locale, found: Sequence[Version], names: Names, buttons: tuple[Button, ...]
) -> Card:
    """The newest first, each as it was sent."""
    _ = locale.gettext
    blocks: list[Block] = []
    for one in sorted(found, key=lambda version: -version.version)[:3]:
        when = dates.appointment(one.changed_at, locale.local(locale.now), locale.language)
        who = names.get(one.changed_by or 0, "")
        head = _("**Version %(number)s** · %(when)s")
        text = md(head, number=one.version, when=when)
        blocks += [text + md(" · %(who)s", who=who) if who else text, plain(cut(one.body, 900), quote=True)]
    if len(found) > 3:
        blocks.append(md(_("De ældre er gemt."), quiet=True))
    return Card(md(_("Tidligere versioner")), (*blocks, Buttons(buttons)))


def corrections_card(
    locale: Locale, meeting: Meeting, proposed: Sequence[tuple[Correction, tuple[Button, ...]]]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [meeting_text(locale, meeting)]
    for one, buttons in proposed:
        blocks.append(plain(one.text, quote=True))
        if buttons:
            blocks.append(Buttons(buttons))
    if not proposed:
        blocks.append(md(_("Der er ikke flere forslag.")))
    return Card(md(_("Forslag til rettelser")), tuple(blocks))


def body(locale: Locale, minutes_text: str, found: Sequence[Record], corrected: Sequence[Correction]) -> str:
    """The words of one version, to be kept."""
    said = [text.plain for text in records(locale, found)]
    said += [correction(locale, one).plain for one in corrected if one.state is CorrectionState.taken]
    return "\n\n".join([*said, *([minutes_text] if minutes_text else [])])


# ---- forms


def _read_by(locale: Locale) -> Text:
    text = locale.gettext("Teamet og jeres facilitator kan læse det. Skriv ikke navne på borgere.")
    return md(text, quiet=True)


def decide_form(
    locale: Locale, action: Action, about: str, text: str = "", chosen: Part | None = None
) -> Form:
    _ = locale.gettext
    labels = {
        Part.heard: _("De er hørt"),
        Part.defined: _("De var med til at definere det"),
        Part.decided: _("De var med til at beslutte det"),
    }
    fields = (
        TextField(
            name="text",
            label=_("Hvad har I besluttet?"),
            hint=cut(about, 100) or _("Så kort, at I kan finde det igen."),
            required=True,
            multiline=True,
            max_length=DECISION,
            value=text,
        ),
        ChoiceField(
            name="part",
            label=_("Hvad med dem, det handler om?"),
            hint=_("Du må gerne springe over."),
            options=tuple(Option(one.value, labels[one]) for one in Part),
            value=chosen.value if chosen else "",
        ),
    )
    return Form(action, _("Beslutning"), (Page(fields, _read_by(locale)),), send=_("Skriv ned"))


def note_form(locale: Locale, action: Action, about: str, text: str = "") -> Form:
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Hvad skal I huske?"),
        hint=cut(about, 100),
        required=True,
        multiline=True,
        max_length=NOTE,
        value=text,
    )
    return Form(action, _("Note"), (Page((field,), _read_by(locale)),), send=_("Skriv ned"))


def write_form(
    locale: Locale,
    action: Action,
    text: str,
    there: Sequence[int | None],
    people: Sequence[tuple[int, str]],
    *,
    sent: bool,
) -> Form:
    """The note-taker's own words, and who was there."""
    _ = locale.gettext
    words = TextField(
        name="text",
        label=_("Vil du lægge noget til?"),
        hint=_("Beslutninger, noter og aftaler er med af sig selv."),
        multiline=True,
        max_length=OWN_TEXT,
        value=text,
    )
    who = ChoicesField(
        name="present",
        label=_("Hvem var med?"),
        options=tuple(Option(str(one), cut(name, 70)) for one, name in people[:MAX_OPTIONS]),
        value=tuple(str(one) for one in there if one in dict(people[:MAX_OPTIONS])),
    )
    send = ChoiceField(
        name="send",
        label=_("Skal det sendes nu?"),
        required=True,
        options=(Option("now", _("Ja, send det til teamet")), Option("later", _("Nej, gem det som kladde"))),
        value="now",
    )
    fields = (words, *((who,) if people else ()), *(() if sent else (send,)))
    return Form(action, _("Referat"), (Page(fields, _read_by(locale)),), send=_("Gem"))


def correct_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Hvad skal rettes?"),
        hint=_("Skriv, hvordan der bør stå."),
        required=True,
        multiline=True,
        max_length=CORRECTION,
    )
    note = md(_("Teamet kan se dit forslag. Skriv ikke navne på borgere."), quiet=True)
    return Form(action, _("Foreslå en rettelse"), (Page((field,), note),), send=_("Foreslå"))


# ---- searching


def found_card(
    locale: Locale,
    wanted: str,
    found: Sequence[tuple[Record, Meeting]],
    buttons: Sequence[Button],
    pick: Choice | None,
) -> Card:
    """What was decided on it, the newest first."""
    _ = locale.gettext
    head = (
        md(_("Det skrev I om %(wanted)s"), wanted=cut(wanted, 80)) if wanted else md(_("Det har I besluttet"))
    )
    blocks: list[Block] = []
    for one, meeting in found:
        assert meeting.starts_at is not None
        day = dates.short_day(locale.local(meeting.starts_at), locale.local(locale.now), locale.language)
        text = md("**%(day)s** · ", day=day)
        text += md("%(title)s: ", title=cut(one.title, SHORT)) if one.title else md("")
        blocks.append(text + md("%(text)s", text=cut(one.text, 300)))
    if not found and wanted:
        blocks.append(md(_("Det har I ikke skrevet noget om. Prøv med begyndelsen af et ord.")))
    elif not found:
        blocks.append(
            md(_("Der er ikke skrevet noget ned endnu. Beslutninger skrives ned, mens I holder møde."))
        )
    if pick:
        blocks.append(pick)
    if buttons:
        blocks.append(Buttons(tuple(buttons)))
    return Card(head, tuple(blocks))
