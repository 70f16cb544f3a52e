"""The words that several of the meeting's cards and forms share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot import dates
from bot.errors import N_
from bot.i18n import Locale, md
from bot.meetings.rules import Problem, Tally, Wrong
from bot.ui import Text
from storage.meetings import Kind, Meeting, MeetingType, PlaceKind, Why

NUMBERS = (N_("nul"), N_("én"), N_("to"), N_("tre"), N_("fire"), N_("fem"), N_("seks"), N_("syv"), N_("otte"),
           N_("ni"), N_("ti"))  # fmt: skip


def number(locale: Locale, n: int) -> str:
    """Up to ten in words."""
    return locale.gettext(NUMBERS[n]) if n < len(NUMBERS) else str(n)


def kind(locale: Locale, what: Kind) -> str:
    _ = locale.gettext
    match what:
        case Kind.decide:
            return _("beslutte")
        case Kind.ideas:
            return _("få idéer")
        case Kind.coordinate:
            return _("koordinere")
        case Kind.reflect:
            return _("reflektere")
        case _:
            assert_never(what)


def meeting_type(locale: Locale, what: MeetingType) -> str:
    _ = locale.gettext
    match what:
        case MeetingType.team:
            return _("teammøde")
        case MeetingType.field:
            return _("tid i felten")
        case MeetingType.supervision:
            return _("vejledning")
        case MeetingType.internal:
            return _("intern koordinering")
        case MeetingType.follow_up:
            return _("opfølgning")
        case MeetingType.partner:
            return _("med partner eller borger")
        case _:
            assert_never(what)


def form(locale: Locale, meeting: Meeting) -> list[str]:
    """What sort of meeting it is and what it is for, where it is said: an ordinary one says nothing."""
    return [
        *([meeting_type(locale, meeting.type)] if meeting.type is not MeetingType.team else []),
        *([kind(locale, meeting.kind)] if meeting.kind else []),
    ]


def place_kind(locale: Locale, where: PlaceKind) -> str:
    _ = locale.gettext
    match where:
        case PlaceKind.physical:
            return _("fysisk")
        case PlaceKind.online:
            return _("online")
        case PlaceKind.field:
            return _("i felten")
        case _:
            assert_never(where)


def place(locale: Locale, meeting: Meeting) -> str:
    """`lokale B2.14`, or `online` when nothing more is said."""
    return meeting.place or place_kind(locale, meeting.place_kind)


def where(locale: Locale, meeting: Meeting) -> str:
    """The place, and what the meeting is for: `lokale B2.14 · beslutte`."""
    return " · ".join([place(locale, meeting), *form(locale, meeting)])


def concealed(locale: Locale, meeting: Meeting) -> Meeting:
    """An internal meeting as it is drawn where guests read it: that it is one, and when."""
    return replace(
        meeting,
        purpose=locale.gettext("Et internt møde"),
        kind=None,
        place="",
        why="",
        told_back="",
        file="",
    )


def about(locale: Locale, meeting: Meeting) -> str:
    """`beslutte · 90 minutter · fysisk, lokale B2.14`."""
    where = place_kind(locale, meeting.place_kind)
    return " · ".join(
        [
            *form(locale, meeting),
            dates.duration(meeting.minutes, locale.language),
            f"{where}, {meeting.place}" if meeting.place else where,
        ]
    )


def appointment(locale: Locale, moment: datetime) -> str:
    return dates.appointment(moment, locale.local(locale.now), locale.language)


def short(locale: Locale, moment: datetime) -> str:
    return dates.short(moment, locale.local(locale.now), locale.language)


def deadline(locale: Locale, moment: datetime) -> str:
    return dates.deadline(moment, locale.local(locale.now), locale.language)


def closes(locale: Locale, moment: datetime) -> str:
    return dates.closes(moment, locale.local(locale.now), locale.language)


def span(locale: Locale, meeting: Meeting) -> str:
    """`tirsdag d. 17. november kl. 13.15–14.45 (uge 47)`."""
    start, end = meeting.starts_at, meeting.ends_at
    if start is None or end is None:
        return ""
    return dates.span(start, end, locale.local(locale.now), locale.language)


def counts(locale: Locale, tally: Tally) -> str:
    """`3 ja · 1 hvis nødvendigt · 2 nej`; empty when nobody has said anything."""
    _ = locale.gettext
    parts = (
        (len(tally.yes), _("%(count)s ja")),
        (len(tally.if_needed), _("%(count)s hvis nødvendigt")),
        (len(tally.no), _("%(count)s nej")),
    )
    return " · ".join(text % {"count": count} for count, text in parts if count)


def teaching(locale: Locale, kind: str) -> str:
    """What the team is taught, as it stands after *lige efter*."""
    _ = locale.gettext
    words = {
        "lecture": _("forelæsning"),
        "cluster": _("klyngeundervisning"),
        "supervision": _("vejledning"),
        "workshop": _("workshop"),
    }
    return words.get(kind, _("undervisning"))


def why_text(locale: Locale, why: Why, *, doubted: bool = False) -> str:
    """`alle kan; lige efter klyngeundervisning`: never who cannot. `doubted`: somebody has voted no, so how many
    can is theirs to say. Empty when nothing speaks for the time but that it is free."""
    _ = locale.gettext
    parts = []
    if not doubted and why.can < why.of:
        parts.append(_("%(can)s af %(asked)s kan") % {"can": why.can, "asked": why.of})
    elif not doubted and why.known == why.of:
        parts.append(_("alle kan"))
    elif not doubted and why.known:
        parts.append(_("frit i de kalendere, jeg kender"))
    if why.after:
        parts.append(_("lige efter %(teaching)s") % {"teaching": teaching(locale, why.after)})
    elif why.before:
        parts.append(_("lige før %(teaching)s") % {"teaching": teaching(locale, why.before)})
    return "; ".join(parts)


def reasons(locale: Locale, times: Sequence[tuple[datetime, Why | None]]) -> Text:
    """A line for each time, and why it is good."""
    text = md("")
    for index, (at, why) in enumerate(times):
        text += md("\n" if index else "") + md("**%(time)s**", time=appointment(locale, at))
        if said := why_text(locale, why) if why else "":
            text += md(" · *%(said)s*", said=said)
    return text


def proposer(locale: Locale, name: str) -> str:
    return name or locale.gettext("Et tidligere medlem")


def problem(locale: Locale, found: Problem, what: str, first: datetime, last: datetime) -> str:
    """What is wrong with a proposal, in a sentence; `what` is the time it is about."""
    _ = locale.gettext
    match found.wrong:
        case Wrong.NO_SLOTS:
            return _("Skriv mindst én tid, fx tors 13.15.")
        case Wrong.TOO_MANY:
            return _("Det er for mange tider. Der er plads til 10.")
        case Wrong.TWICE:
            return _("%(time)s står der to gange.") % {"time": what}
        case Wrong.PAST:
            return _("%(time)s er allerede gået.") % {"time": what}
        case Wrong.OUTSIDE_COURSE:
            now = locale.local(locale.now)
            return _("%(time)s ligger uden for forløbet, som går fra %(first)s til %(last)s.") % {
                "time": what,
                "first": dates.short_day(first, now, locale.language),
                "last": dates.short_day(last, now, locale.language),
            }
        case Wrong.TOO_SHORT:
            return _("Et møde varer mindst et kvarter.")
        case Wrong.TOO_LONG:
            return _("Et møde varer højst otte timer.")
        case Wrong.DEADLINE_PAST:
            return _("Det tidspunkt er allerede gået. Skriv et, der ligger fremme i tiden.")
        case Wrong.DEADLINE_TOO_LATE:
            return _("Afstemningen skal lukke, før det første møde kan begynde.")
        case _:
            assert_never(found.wrong)


# ---- in a calendar


def event_text(locale: Locale, meeting: Meeting, team: str) -> str:
    return "\n".join([team, *form(locale, meeting)])


def closing_title(locale: Locale, meeting: Meeting) -> str:
    return locale.gettext("Stem om: %(purpose)s") % {"purpose": meeting.purpose}


def closing_text(locale: Locale, meeting: Meeting, name: str) -> str:
    text = locale.gettext("Afstemningen lukker %(deadline)s. %(name)s har foreslået mødet.")
    return text % {"deadline": deadline(locale, meeting.deadline), "name": proposer(locale, name)}
