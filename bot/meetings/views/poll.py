"""The poll: the team's card, the private card to vote on, the reminder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from bot import dates, zones
from bot.busy import Source
from bot.i18n import Locale, md
from bot.meetings.colliding import Clash
from bot.meetings.rules import Choice as Answer
from bot.meetings.rules import Slot, Tally
from bot.meetings.views.words import (
    about,
    appointment,
    closes,
    counts,
    deadline,
    proposer,
    reasons,
    short,
    span,
    where,
    why_text,
)
from bot.ui import Action, Block, Button, Buttons, Card, Choice, Option, Text
from storage.meetings import Meeting, State, Why
from storage.meetings import Slot as Suggested


@dataclass(frozen=True, slots=True)
class PollShown:
    """What the poll's card is made of. `proposer` and `chooser` are names, "" when they are erased or gone;
    `required` are names; `voted` of `asked` have answered every time; `whys`: what spoke for a slot (by id)."""

    meeting: Meeting
    tallies: tuple[Tally, ...]
    proposer: str
    chooser: str
    required: tuple[str, ...]
    voted: int
    asked: int
    whys: Mapping[int, Why] = field(default_factory=dict)


def poll_card(locale: Locale, shown: PollShown, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Hvornår kan I mødes?")),
        (
            _suggests(locale, shown),
            _times(
                _there(locale, shown.meeting), shown.tallies, hidden=shown.meeting.hidden, whys=shown.whys
            ),
            *_foreign(locale, shown.meeting),
            md("%(terms)s", terms=_terms(locale, shown)),
            md(_("**%(voted)s af %(asked)s har stemt**"), voted=shown.voted, asked=shown.asked),
            Buttons(buttons),
        ),
    )


def _there(locale: Locale, meeting: Meeting) -> Locale:
    """As clocks show it where the poll's times were given."""
    return zones.in_zone(locale, ZoneInfo(meeting.zone)) if meeting.zone else locale


def _suggests(locale: Locale, shown: PollShown) -> Text:
    template = locale.gettext("%(name)s foreslår: *%(purpose)s* · %(about)s")
    name = proposer(locale, shown.proposer)
    return md(template, name=name, purpose=shown.meeting.purpose, about=about(locale, shown.meeting))


def _times(
    locale: Locale, tallies: Sequence[Tally], *, hidden: bool, whys: Mapping[int, Why] | None = None
) -> Text:
    text = md("")
    for index, one in enumerate(tallies):
        said = "" if hidden else counts(locale, one)
        line = md("\n" if index else "") + md("**%(time)s**", time=appointment(locale, one.slot.start))
        why = (whys or {}).get(one.slot.id)
        good = why_text(locale, why, doubted=bool(one.no)) if why else ""
        text += line + md(" · %(said)s", said=said) if said else line
        text += md(" · *%(good)s*", good=good) if good else md("")
    return text


def _terms(locale: Locale, shown: PollShown) -> str:
    _ = locale.gettext
    meeting = shown.meeting
    terms = []
    if shown.required:
        names = locale.names(shown.required)
        terms.append(_("%(names)s skal kunne være med.") % {"names": names})
    if meeting.quorum:
        terms.append(_("Mindst %(quorum)s skal kunne.") % {"quorum": meeting.quorum})
    closing = {"deadline": deadline(locale, meeting.deadline)}
    terms.append(_("Afstemningen lukker %(deadline)s, eller når alle har stemt.") % closing)
    if meeting.hidden:
        terms.append(_("Stemmerne vises, når den er lukket."))
    return " ".join(terms)


def closed_poll_card(locale: Locale, shown: PollShown, buttons: tuple[Button, ...] = ()) -> Card:
    """The same card when nobody can vote any more."""
    _ = locale.gettext
    meeting = shown.meeting
    blocks: list[Block] = [_suggests(locale, shown)]
    match meeting.state:
        case State.settled | State.cancelled if meeting.starts_at:
            title, text = _("Afstemningen er slut"), _("Det blev %(time)s.") % {"time": span(locale, meeting)}
        case State.cancelled:
            title, text = _("Forslaget er trukket tilbage"), _("Der skal ikke stemmes mere.")
        case State.lapsed:
            title, text = _("Der blev ikke fundet en tid"), _("Foreslå nye tider, når det passer jer.")
        case _:
            title = _("Afstemningen er lukket")
            text = _("Tiden gav ikke sig selv. %(name)s ser på det.") % {"name": shown.chooser}
    if any(one.can or one.no for one in shown.tallies):
        blocks += [_times(_there(locale, meeting), shown.tallies, hidden=False), *_foreign(locale, meeting)]
    blocks.append(md("%(text)s", text=text))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md("%(title)s", title=title), tuple(blocks))


def vote_card(
    locale: Locale,
    meeting: Meeting,
    slots: Sequence[Slot],
    own: Mapping[int, Answer],
    pick: Callable[[int], Action],
    clashes: Mapping[datetime, Clash],
    own_zone: ZoneInfo | None,
    buttons: tuple[Button, ...],
) -> Card:
    """One list per time, the person's own answers preset; what is picked is saved at once. `clashes`: what they
    have themselves at a time, which nobody else is shown."""
    _ = locale.gettext
    options = (
        Option(Answer.YES.value, _("Ja")),
        Option(Answer.IF_NEEDED.value, _("Hvis nødvendigt")),
        Option(Answer.NO.value, _("Nej")),
    )
    done = all(slot.id in own for slot in slots)
    template = (
        _(
            "*%(purpose)s* · %(about)s\nDet hele er gemt. Du kan ændre det, til afstemningen lukker %(deadline)s."
        )
        if done
        else _(
            "*%(purpose)s* · %(about)s\nHvert svar gemmes med det samme. Afstemningen lukker %(deadline)s."
        )
    )
    text = md(
        template,
        purpose=meeting.purpose,
        about=about(locale, meeting),
        deadline=closes(locale, meeting.deadline),
    )
    choices = tuple(
        Choice(
            _labelled(_there(locale, meeting), slot.start, own_zone),
            pick(slot.id),
            options,
            own[slot.id].value if slot.id in own else None,
        )
        for slot in slots
    )
    title = _("Tak, du har stemt") if done else _("Hvornår kan du?")
    own_busy = (_clashing(_there(locale, meeting), clashes),) if clashes else ()
    foreign = _foreign(locale, meeting)
    return Card(md("%(title)s", title=title), (text, *foreign, *own_busy, *choices, Buttons(buttons)))


def _labelled(locale: Locale, start: datetime, own_zone: ZoneInfo | None) -> str:
    """The time, and what the voter's own clock shows when it is another."""
    label = appointment(zones.in_zone(locale, ZoneInfo(locale.zone.key)), start)
    if own_zone is None or not zones.differ(own_zone, locale.zone, start):
        return label
    own = dates.clock(start.astimezone(own_zone), locale.language)
    return locale.gettext("%(time)s (%(own)s hos dig)") % {"time": label, "own": own}


def _clashing(locale: Locale, clashes: Mapping[datetime, Clash]) -> Text:
    lines = md(locale.gettext("Kun du kan se det her:"))
    for start, clash in clashes.items():
        what = _clash(locale, clash)
        lines += md("\n%(time)s: %(what)s", time=short(locale, start), what=what)
    return replace(lines, quiet=True)


def _clash(locale: Locale, clash: Clash) -> str:
    _ = locale.gettext
    start, end = locale.local(clash.start), locale.local(clash.end)
    when = _("hele dagen")
    if not clash.whole_day:
        when = _("kl. %(hours)s") % {"hours": dates.clock_range(start, end, locale.language)}
    match clash.source:
        case Source.teaching:
            text = _("undervisning %(when)s")
        case Source.meeting:
            text = _("du har en anden aftale %(when)s")
        case Source.visit:
            text = _("du er i felten %(when)s")
        case Source.calendar:
            text = _("du har noget i kalenderen %(when)s")
        case Source.grid:
            text = _("du plejer ikke at kunne %(when)s")
        case _:
            assert_never(clash.source)
    return text % {"when": when}


def reminder(locale: Locale, name: str, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = (
        _("Hej %(name)s. Der er kommet nye tider til *%(purpose)s*. Afstemningen lukker %(closes)s, og der er plads til din stemme.")
        if meeting.poll > 1
        else _("Hej %(name)s. Afstemningen om *%(purpose)s* lukker %(closes)s, og der er plads til din stemme.")
    )  # fmt: skip
    said = md(text, name=name, purpose=meeting.purpose, closes=closes(locale, meeting.deadline))
    place = md(_("Sted: %(where)s"), quiet=True, where=where(locale, meeting))
    blocks: tuple[Block, ...] = (said, place) if meeting.place else (said,)
    return Card(md(_("Der er plads til din stemme")), (*blocks, Buttons(buttons)))


def proposed(
    locale: Locale, meeting: Meeting, slots: Sequence[Suggested], buttons: tuple[Button, ...]
) -> Card:
    """To the one who suggested it; the times and why they are good, where they were found for them."""
    _ = locale.gettext
    times = [(one.starts_at, one.why) for one in slots]
    blocks = (reasons(locale, times),) if meeting.found and times else ()
    text = md(
        _("*%(purpose)s*: afstemningen lukker %(deadline)s. Står du selv på listen, har jeg sat ja for dig."),
        purpose=meeting.purpose,
        deadline=deadline(locale, meeting.deadline),
    )
    return Card(md(_("Nu kan teamet stemme")), (*blocks, text, Buttons(buttons)))


def edited(
    locale: Locale, meeting: Meeting, times: Sequence[datetime], zone: ZoneInfo, buttons: tuple[Button, ...]
) -> Card:
    """To the one who changed the times."""
    _ = locale.gettext
    there = zones.in_zone(locale, zone)
    named = locale.names([appointment(there, at) for at in times])
    text = md(
        _("*%(purpose)s*: der stemmes nu om %(times)s. Afstemningen lukker %(deadline)s."),
        purpose=meeting.purpose,
        times=named,
        deadline=deadline(locale, meeting.deadline),
    )
    foreign = _foreign(locale, meeting)
    return Card(md(_("Tiderne er rettet")), (text, *foreign, *((Buttons(buttons),) if buttons else ())))


def _foreign(locale: Locale, meeting: Meeting) -> tuple[Text, ...]:
    """Said as soon as the times are not of the team's own zone."""
    if not meeting.zone:
        return ()
    text = locale.gettext("Tiderne er lokal tid i %(zone)s.")
    return (md(text, quiet=True, zone=zones.named(meeting.zone)),)


def added(locale: Locale, meeting: Meeting, times: Sequence[datetime], buttons: tuple[Button, ...]) -> Card:
    """To the one who suggested other times."""
    _ = locale.gettext
    named = locale.names([appointment(locale, at) for at in times])
    text = md(
        _("*%(purpose)s*: teamet kan nu også stemme om %(times)s."), purpose=meeting.purpose, times=named
    )
    blocks: tuple[Block, ...] = (text, Buttons(buttons)) if buttons else (text,)
    return Card(md(_("Tak, det er med")), blocks)


def cannot_add(locale: Locale, meeting: Meeting, room: int, new: int) -> str:
    """Why `new` times cannot be added where there is `room` for so many."""
    _ = locale.gettext
    if new == 0:
        return _("Det stemmer I allerede om.")
    if new > room:
        return _("Det er for mange tider. Der er plads til %(room)s mere.") % {"room": room}
    return _("Vælg en tid efter afstemningen. Den lukker %(deadline)s.") % {
        "deadline": deadline(locale, meeting.deadline)
    }
