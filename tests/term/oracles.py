"""What was true of a team on a morning, by what it did: the table of domain.md §7, written a second time.

Each takes the team's diary and a moment, and asks the product nothing. A kind that stands here in no row is one that
nobody can vouch for: a line of it counts as wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from statistics import fmean

from tests.term.calendars import ZONE
from tests.term.deeds import Deed, Diary, Did, Morning
from tests.term.planting import Trouble

SAID_AT = time(8, 30)
WEEK = timedelta(weeks=1)
SETTLING = timedelta(days=7)  # a poll that has been open for longer is no plan any more


def at(day: date) -> datetime:
    return datetime.combine(day, SAID_AT, ZONE)


def truth(diary: Diary, kind: str, day: date) -> bool:
    """Whether it could rightly be said of the team that morning."""
    oracle = ORACLES.get(kind)
    return oracle is not None and day >= diary.starts + WEEK and oracle(diary, at(day))


# ---- the contract


def _signed_by_all(diary: Diary, now: datetime) -> datetime | None:
    """When the last of them signed a version that all have signed."""
    signed: dict[int, dict[int, datetime]] = {}
    for one in diary.deeds:
        if one.did is Did.signed and one.at <= now:
            signed.setdefault(one.about, {})[one.who] = one.at
    return next((max(them.values()) for them in signed.values() if len(them) >= diary.members), None)


def _approved(diary: Diary, now: datetime) -> datetime | None:
    return next((one.at for one in diary.deeds if one.did is Did.approved and one.at <= now), None)


def unsigned(diary: Diary, now: datetime) -> bool:
    return _signed_by_all(diary, now) is None and _approved(diary, now) is None


def waits(diary: Diary, now: datetime) -> bool:
    since = _signed_by_all(diary, now)
    return since is not None and _approved(diary, now) is None and now - since > timedelta(days=2)


def review(diary: Diary, now: datetime) -> bool:
    """A week after the middle, of a contract that was not new then: fewer than half have said that it holds."""
    approved = _approved(diary, now)
    middle = at(diary.starts + (diary.ends - diary.starts) / 2)
    if approved is None or approved > middle - timedelta(days=10) or now < middle + WEEK:
        return False
    said = {one.who for one in diary.since(Did.still_ok, approved, now)}
    return len(said) * 2 < diary.members


# ---- meetings


def _morning(diary: Diary, day: date) -> Morning | None:
    return next((one for one in diary.mornings if one.day == day), None)


def no_meeting(diary: Diary, now: datetime) -> bool:
    """None within ten days, and none that is being found, unless that has taken a week."""
    today = now.astimezone(ZONE).date()
    lately = [one for one in diary.mornings if today - SETTLING <= one.day <= today]
    if not lately or lately[-1].meets:
        return False
    return not lately[-1].looks or all(one.looks and not one.meets for one in lately)


def no_process(diary: Diary, now: datetime) -> bool:
    lately = now - timedelta(days=14)
    return bool(diary.since(Did.met, lately, now)) and not diary.since(Did.talked, lately, now)


def locked(diary: Diary, now: datetime) -> bool:
    """One of them has led or written 60 % of the latest meetings, four to six of them."""
    before = now - timedelta(weeks=60)
    turns: dict[int, list[Deed]] = {}
    for did in (Did.chaired, Did.wrote):
        for one in diary.since(did, before, now):
            turns.setdefault(one.about, []).append(one)
    latest = sorted(turns.values(), key=lambda them: them[0].at)[-6:]
    if len(latest) < 4:
        return False
    had = Counter(one.who for them in latest for one in them)
    return max(had.values()) * 5 >= had.total() * 3


# ---- what was promised, asked, planned


def late(diary: Diary, now: datetime) -> bool:
    """Three, or two fifths of them all; of one alone everybody would know whose it is."""
    morning = _morning(diary, now.astimezone(ZONE).date())
    return morning is not None and (
        morning.late >= 3 or (morning.late >= 2 and morning.late * 5 > morning.promises * 2)
    )


def few(diary: Diary, now: datetime) -> bool:
    over = sorted((one for one in diary.rounds if one.closed <= now), key=lambda one: one.closed)[-2:]
    return len(over) == 2 and all(
        len({one.who for one in diary.deeds if one.did is Did.answered and one.about == each.id}) * 2
        < diary.members
        for each in over
    )


def field(diary: Diary, now: datetime) -> bool:
    """Two whole weeks running with less than was planned."""
    weeks = _whole_weeks(diary, now)
    spent = [sum(one.about for one in diary.since(Did.visited, *week)) for week in weeks]
    return len(weeks) == 2 and max(spent) < diary.hours * 60


def online(diary: Diary, now: datetime) -> bool:
    """Likewise, of meetings in person."""
    weeks = _whole_weeks(diary, now)
    return len(weeks) == 2 and max(len(diary.since(Did.in_person, *week)) for week in weeks) < diary.in_person


def _whole_weeks(diary: Diary, now: datetime) -> list[tuple[datetime, datetime]]:
    """The last two of the team's, Monday to Monday; none while there are not two."""
    local = now.astimezone(ZONE)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(0), ZONE)
    if (monday - 2 * WEEK).date() < diary.starts:
        return []
    return [(monday - back * WEEK, monday - (back - 1) * WEEK) for back in (1, 2)]


def partner(diary: Diary, now: datetime) -> bool:
    """Nobody has talked with them for two weeks, noted or not."""
    today = now.astimezone(ZONE).date()
    began = datetime.combine(diary.starts, time(0), ZONE)
    spoken = [one.at for did in (Did.contact, Did.visited) for one in diary.since(did, began, now)]
    last = max((one.astimezone(ZONE).date() for one in spoken), default=diary.starts)
    return today - last >= timedelta(days=14)


def unconfirmed(diary: Diary, now: datetime) -> bool:
    """Two weeks have gone since the partner could first say yes to what they have not said yes to since."""
    began = datetime.combine(diary.starts, time(0), ZONE)
    agreed = max((one.about for one in diary.since(Did.agreed, began, now)), default=0)
    waiting = [one.at for one in diary.since(Did.asked, began, now) if one.about > agreed]
    return bool(waiting) and now - min(waiting) > timedelta(days=14)


def signs(diary: Diary, now: datetime) -> bool:
    morning = _morning(diary, now.astimezone(ZONE).date())
    return morning is not None and morning.bare_goals > 0


def reflections(diary: Diary, now: datetime) -> bool:
    began = datetime.combine(diary.starts, time(0), ZONE)
    last = max((one for one in diary.shown if one <= now), default=began)
    return now - last >= timedelta(weeks=3)


# ---- how it feels; never of fewer than four, or so that it tells what one of them said (domain.md §5)


def _answers(diary: Diary, survey: str, now: datetime) -> list[list[tuple[int, ...]]]:
    """What may be told of each round, the oldest first: the answers of all, or of those whose were told before."""
    found: list[list[tuple[int, ...]]] = []
    told: list[frozenset[int]] = []
    rounds = [one for one in diary.surveys if one.survey == survey and one.closed <= now]
    for one in sorted(rounds, key=lambda one: one.closed):
        said = {
            each.who: each.scores for each in diary.felt if each.round == one.id and each.at <= one.closed
        }
        whole = frozenset(said)
        groups = [
            group
            for group in (whole, *(before for before in told if before <= whole))
            if len(group) >= 4 and all(group == before or len(group ^ before) >= 4 for before in told)
        ]
        if groups:
            told.append(max(groups, key=len))
            found.append([said[who] for who in told[-1]])
    return found


def _pulse(diary: Diary, now: datetime) -> list[list[tuple[int, ...]]]:
    """As long as the latest is not older than three weeks."""
    latest = max(
        (one.closed for one in diary.surveys if one.survey == "dialogpuls" and one.closed <= now),
        default=None,
    )
    fresh = latest is not None and now - latest <= timedelta(weeks=3)
    return _answers(diary, "dialogpuls", now) if fresh else []


def falls(diary: Diary, now: datetime) -> bool:
    pulse = [fmean(fmean(one) for one in them) for them in _pulse(diary, now)]
    return len(pulse) > 1 and pulse[-2] - pulse[-1] >= 1


def apart(diary: Diary, now: datetime) -> bool:
    """On some question two of them are three steps apart."""
    pulse = _pulse(diary, now)
    return bool(pulse) and any(max(each) - min(each) >= 3 for each in zip(*pulse[-1], strict=True))


def five(diary: Diary, now: datetime) -> bool:
    pulse = _pulse(diary, now)[-2:]
    return len(pulse) == 2 and all(step == 5 for them in pulse for one in them for step in one)


def level(diary: Diary, now: datetime) -> bool:
    """After week 4 most still say that each profession does its part."""
    levels = _answers(diary, "niveau", now)
    if not levels or now < at(diary.starts + timedelta(weeks=4)):
        return False
    return sum(one == (1,) for one in levels[-1]) * 10 > len(levels[-1]) * 6


ORACLES: Mapping[str, Callable[[Diary, datetime], bool]] = {
    Trouble.unsigned: unsigned,
    Trouble.waits: waits,
    Trouble.review: review,
    Trouble.no_meeting: no_meeting,
    Trouble.no_process: no_process,
    Trouble.online: online,
    Trouble.locked: locked,
    Trouble.late: late,
    Trouble.few: few,
    Trouble.field: field,
    Trouble.partner: partner,
    Trouble.signs: signs,
    Trouble.reflections: reflections,
    Trouble.falls: falls,
    Trouble.apart: apart,
    Trouble.five: five,
    Trouble.level: level,
    "challenge.unconfirmed": unconfirmed,
}
