"""The minutes, and what is found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import dates
from bot.i18n import Locale, md
from bot.minutes.views.words import SHORT, Names, meeting_text, status, title
from bot.ui import (
    MAX_OPTIONS,
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    Option,
    plain,
)
from bot.wording import shortened
from storage.decisions import Record
from storage.meetings import Meeting
from storage.minutes import Correction, Minutes, Version


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


def concealed_card(locale: Locale, meeting: Meeting, minutes: Minutes, buttons: tuple[Button, ...]) -> Card:
    """Of an internal meeting, where guests read it: that it was held, and that the team has it in writing."""
    _ = locale.gettext
    internal = replace(meeting, purpose=_("Et internt møde"))
    text = md(_("Mødet var internt, så kun teamet kan læse referatet."), quiet=True)
    return Card(
        title(locale, minutes),
        (meeting_text(locale, internal), text, status(locale, minutes), Buttons(buttons)),
    )


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
        options.append(Option(str(one.id), shortened(f"{day}: {one.purpose}", 70)))
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
        blocks += [
            text + md(" · %(who)s", who=who) if who else text,
            plain(shortened(one.body, 900), quote=True),
        ]
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
        md(_("Det skrev I om %(wanted)s"), wanted=shortened(wanted, 80))
        if wanted
        else md(_("Det har I besluttet"))
    )
    blocks: list[Block] = []
    for one, meeting in found:
        assert meeting.starts_at is not None
        day = dates.short_day(locale.local(meeting.starts_at), locale.local(locale.now), locale.language)
        text = md("**%(day)s** · ", day=day)
        text += md("%(title)s: ", title=shortened(one.title, SHORT)) if one.title else md("")
        blocks.append(text + md("%(text)s", text=shortened(one.text, 300)))
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
