"""The pieces that minutes are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.ui import (
    Text,
)
from bot.wording import shortened
from storage.decisions import Part, Record, RecordKind
from storage.meetings import Meeting
from storage.minutes import Correction, CorrectionState, Minutes, MinutesState

DECISION, NOTE, OWN_TEXT, CORRECTION = 500, 1000, 1500, 500  # characters
SHORT, NAME = 60, 24
Names = Mapping[int, str]


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


def present(locale: Locale, people: Sequence[int | None], names: Names) -> Text | None:
    """Who was there; those who are erased are counted together."""
    _ = locale.gettext
    known = [shortened(names[one], NAME) for one in people if one is not None and one in names]
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
    found = head + md(template, text=shortened(one.text, length))
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


def body(locale: Locale, minutes_text: str, found: Sequence[Record], corrected: Sequence[Correction]) -> str:
    """The words of one version, to be kept."""
    said = [text.plain for text in records(locale, found)]
    said += [correction(locale, one).plain for one in corrected if one.state is CorrectionState.taken]
    return "\n\n".join([*said, *([minutes_text] if minutes_text else [])])
