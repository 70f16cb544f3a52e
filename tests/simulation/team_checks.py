"""Teams: their rounds at their local time, fair roles, no more posts than the noise budget, counts that agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import holidays

from bot.team_parts import PAUSES
from tests.simulation import course
from tests.simulation.book import Wanted, moment_of
from tests.simulation.places import text_of

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

THURSDAY = 3
OPENS, CLOSES = time(9), time(12)
PUBLIC_HOLIDAYS = holidays.country_holidays("DK")
SCHOOL_IS_OFF = ((12, 24), (12, 31), (6, 5))
TIME_TO_OPEN = 600.0  # seconds without trouble in which a round opens
TEAM_POSTS, TEAM_POSTS_BUSY, PRIVATE_POSTS = 8, 10, 3  # domain.md, the noise budget
# Not counted: the reminder of the last hour, a question whose answer cannot wait, what a meeting around the
# table brings, and help.
UNCOUNTED = ("meetings/soon/", "reflections/ask/", "reflections/reveal/", "posts/trouble/")
COUNTED = re.compile(r"(\d+)\*{0,2} \*{0,2}af\*{0,2} \*{0,2}(\d+)\*{0,2} \*{0,2}har (stemt|svaret)")


@dataclass(frozen=True, slots=True)
class TeamKnown:
    id: int
    zone: ZoneInfo
    starts: date
    ends: date
    calm: bool


def school_is_off(day: date) -> bool:
    return day in PUBLIC_HOLIDAYS or (day.month, day.day) in SCHOOL_IS_OFF


def closing(day: date, ends: date) -> datetime:
    """The local time at which a Thursday's round closes: Friday at noon; when that is off the next working day, but
    neither after the course nor later than Monday: then the same afternoon."""
    friday = later = day + timedelta(days=1)
    while later.weekday() > 4 or school_is_off(later):
        later += timedelta(days=1)
    if later != friday and later > min(day + timedelta(days=4), ends):
        return datetime.combine(day, time(16))
    return datetime.combine(later, CLOSES)


class TeamChecks:
    def __init__(self, sim: Simulation) -> None:
        self.sim, self.book = sim, sim.book
        self.teams: dict[int, TeamKnown] = {}
        self._fair: set[int] = set()  # meetings whose roles have been looked at

    def add(self, id: int, school: course.School, team: course.TeamPlan) -> None:
        self.teams[id] = TeamKnown(id, ZoneInfo(school.zone), school.starts, school.ends, team.calm)

    # ---- rounds, at their local time in summer and in winter

    def rounds(self) -> None:
        sql = """SELECT r.team_id, r.day, r.opens_at, r.closes_at, r.opened_at FROM checkin_round r
                 JOIN checkin c ON c.id = r.checkin_id WHERE c.number = 1 AND r.opened_at IS NOT NULL"""
        found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        for row in self.book.rows(sql):
            found[row.team_id][str(row.day)] = row
        for team in self.teams.values():
            if team.calm:
                self._rounds_of(team, found[team.id])

    def _rounds_of(self, team: TeamKnown, rounds: dict[str, Any]) -> None:
        expected = set()
        for days in range((team.ends - team.starts).days + 1):
            day = team.starts + timedelta(days=days)
            if day.weekday() != THURSDAY or school_is_off(day):
                continue
            opens = datetime.combine(day, OPENS, team.zone).astimezone(UTC)
            row = rounds.get(str(day))
            if row is None:
                self._missed(team, day, opens)
                continue
            expected.add(str(day))
            self.book.counts["rounds on time"] += 1
            if moment_of(row.opens_at) != opens or moment_of(row.opened_at) < opens:
                self.book.broken(f"opened at the wrong time: {row}, not {opens}")
            closes = closing(day, team.ends).replace(tzinfo=team.zone).astimezone(UTC)
            if moment_of(row.closes_at) != closes:
                self.book.broken(f"closes at the wrong time: {row}, not {closes}")
        if more := set(rounds) - expected:
            self.book.broken(f"rounds of team {team.id} that nobody asked for: {more}")

    def _missed(self, team: TeamKnown, day: date, opens: datetime) -> None:
        """Skipped only where there was no time for it, or the team has answered nothing for three rounds."""
        rows = self.book.rows("SELECT settings FROM team WHERE id = ?", team.id)
        if '"on": false' in str(rows[0].settings) or "'on': False" in str(rows[0].settings):
            return
        if self.sim.trouble.any_in(opens - timedelta(days=4), opens + timedelta(days=1), "skew"):
            return
        good = self.sim.trouble.good_seconds(opens, opens + timedelta(hours=24), "down")
        if good > TIME_TO_OPEN and opens + timedelta(hours=25) < self.sim.loop.now():
            self.book.broken(f"team {team.id} had no round on {day}, though {good:.0f} s were good")

    # ---- agreements

    def agreements(self) -> None:
        """Every one is closed or was followed up: its people were asked at 9.00 on the working day after its day, or
        as soon as there was time for it. After the course nobody is asked any more."""
        paused = {
            row.id for row in self.book.rows("SELECT id, settings FROM team") if PAUSES in str(row.settings)
        }
        for row in self.book.rows("SELECT id, team_id, due_on, asked_on FROM agreement WHERE state = 'open'"):
            self.book.counts["agreements open at the end"] += 1
            team = self.teams[row.team_id]
            if row.asked_on is None and team.id not in paused:
                self._not_asked(row, team)

    def _not_asked(self, row: Any, team: TeamKnown) -> None:
        day = date.fromisoformat(str(row.due_on)) + timedelta(days=1)
        while day.weekday() > 4 or school_is_off(day):
            day += timedelta(days=1)
        since = datetime.combine(day, OPENS, team.zone).astimezone(UTC)
        over = datetime.combine(team.ends + timedelta(days=1), time(0), team.zone).astimezone(UTC)
        until = min(over, self.sim.loop.now())
        if until < since + timedelta(hours=1) or self.sim.trouble.any_in(
            since - timedelta(days=4), until, "skew"
        ):
            return
        if self.sim.trouble.good_seconds(since, until, "down") > TIME_TO_OPEN:
            self.book.broken(f"nobody was asked about {row} on {day}")

    # ---- roles

    def roles(self) -> None:
        """When roles are proposed: who is passed over for one they have had less often has another."""
        sql = """SELECT s.meeting_id, s.role, s.person_id, m.team_id, m.state FROM meeting_role s
                 JOIN meeting m ON m.id = s.meeting_id WHERE m.state = 'settled' ORDER BY s.meeting_id"""
        rows = self.book.rows(sql)
        for meeting in {row.meeting_id for row in rows} - self._fair:
            self._fair.add(meeting)
            seats = [row for row in rows if row.meeting_id == meeting]
            team = self.teams[seats[0].team_id]
            if team.calm:
                others = [row for row in rows if row.team_id == team.id and row.meeting_id != meeting]
                self._fair_seats(meeting, seats, others)

    def _fair_seats(self, meeting: int, seats: list[Any], others: list[Any]) -> None:
        had = Counter((row.role, row.person_id) for row in others)
        sql = "SELECT person_id, coming FROM meeting_attendance WHERE meeting_id = ?"
        coming = {row.person_id for row in self.book.rows(sql, meeting) if row.coming}
        coming &= {row.person_id for row in self._members(seats[0].team_id)}
        holders = {row.person_id for row in seats}
        self.book.counts["roles proposed"] += len(seats)
        for seat in seats:
            if seat.person_id is None:
                continue
            for person in sorted(coming - holders):
                if had[seat.role, person] < had[seat.role, seat.person_id]:
                    self.book.broken(f"unfair in meeting {meeting}: {seat}, and {person} has no role")

    # ---- noise

    def noise(self) -> None:
        team_posts: defaultdict[tuple[int, int, int], set[str]] = defaultdict(set)
        private: defaultdict[tuple[int, int, int], set[str]] = defaultdict(set)
        zones = {team: known.zone for team, known in self.teams.items()}
        for one in self.book.wanted.values():
            if one.id not in self.book.seen or not one.by_clock:
                continue
            if one.key.startswith(UNCOUNTED) or one.due_at > one.expires_at:
                continue
            zone = zones[one.team] if one.team in zones else self._zone_of(one)
            if one.key.startswith("agreements/due/") and self._last_week(one, zone):
                continue  # there is no later week with room
            local = one.due_at.astimezone(zone)
            self._in_working_hours(one, local)
            year, week, _ = local.isocalendar()
            if one.person is not None:
                private[one.person, year, week].add(one.key)
            elif one.team is not None:
                team_posts[one.team, year, week].add(one.key)
        for (team, year, week), keys in team_posts.items():
            if len(keys) > self._limit(self.teams[team], year, week):
                self.book.broken(f"{len(keys)} posts to team {team} in week {week}: {sorted(keys)}")
        for (person, _, week), keys in private.items():
            if len(keys) > PRIVATE_POSTS:
                self.book.broken(f"{len(keys)} private posts to {person} in week {week}: {sorted(keys)}")

    def _zone_of(self, one: Wanted) -> ZoneInfo:
        return self.teams[min(self.book.teams_of[one.person or 0])].zone

    def _last_week(self, one: Wanted, zone: ZoneInfo) -> bool:
        ends = self.teams[one.team or min(self.book.teams_of[one.person or 0])].ends
        return one.due_at.astimezone(zone).isocalendar()[:2] == ends.isocalendar()[:2]

    def _limit(self, team: TeamKnown, year: int, week: int) -> int:
        middle = team.starts + (team.ends - team.starts) / 2
        busy = {team.starts.isocalendar()[:2], middle.isocalendar()[:2]}
        return TEAM_POSTS_BUSY if (year, week) in busy else TEAM_POSTS

    def _in_working_hours(self, one: Wanted, local: datetime) -> None:
        if local.weekday() > 4 or not 8 <= local.hour < 17:
            self.book.broken(f"at {local}: {one}")

    # ---- counts

    def counts(self) -> None:
        """What stands on an open card is how many there are. Looked at when all is delivered."""
        for places in (self.sim.slack.places, self.sim.discord.places):
            for posts in places.posts.values():
                for post in posts:
                    found = COUNTED.search(text_of(post.payload))
                    wanted = self.sim.checks.posts.wanted_of(post) if found else None
                    if found and wanted is not None and self._at_rest(wanted):
                        self._count(wanted, int(found.group(1)), int(found.group(2)))

    def _at_rest(self, wanted: Wanted) -> bool:
        """Delivered, in a place that was never lost."""
        place = f"{wanted.platform}/{wanted.value.rsplit('/', 1)[1]}"
        if self.sim.trouble.ever(place):
            return False
        rows = self.book.rows("SELECT state, next_at, error FROM outbox WHERE id = ?", wanted.id)
        row = rows[0] if rows else None
        return row is not None and row.state == "sent" and row.next_at is None and not row.error

    def _count(self, wanted: Wanted, number: int, of: int) -> None:
        route, id = wanted.key.rsplit("/", 1)
        members = {row.person_id for row in self._members(wanted.team or 0)}
        if route == "checkins/round":
            rows = self.book.rows("SELECT person_id FROM checkin_answer WHERE round_id = ?", int(id))
            counted = len({row.person_id for row in rows} & members)
        elif route == "meetings/poll":
            counted = self._voted(int(id), members)
        else:
            return
        self.book.counts["counts agreed"] += 1
        if counted >= 0 and (counted, len(members)) != (number, of) and of == len(members):
            self.book.broken(f"{wanted} says {number} of {of}; it is {counted} of {len(members)}")

    def _members(self, team: int) -> list[Any]:
        sql = "SELECT person_id FROM membership WHERE team_id = ? AND role = 'member' AND left_at IS NULL"
        return self.book.rows(sql, team)

    def _voted(self, meeting: int, members: set[int]) -> int:
        """Who has answered every time there is. -1: it is no longer open, or a time has passed meanwhile."""
        sql = "SELECT state, poll FROM meeting WHERE id = ?"
        found = self.book.rows(sql, meeting)
        if not found or found[0].state != "polling":
            return -1
        sql = "SELECT id, starts_at FROM meeting_slot WHERE meeting_id = ? AND poll = ?"
        slots = self.book.rows(sql, meeting, found[0].poll)
        if any(moment_of(slot.starts_at) <= self.sim.loop.now() for slot in slots):
            return -1
        sql = "SELECT v.person_id FROM meeting_vote v JOIN meeting_slot s ON s.id = v.slot_id WHERE s.meeting_id = ? AND s.poll = ?"
        votes = Counter(row.person_id for row in self.book.rows(sql, meeting, found[0].poll))
        return sum(votes[person] == len(slots) for person in members)

    # ---- contracts

    def contracts(self) -> None:
        """A team has one contract that applies and one on its way at most, and none applies that nobody signed."""
        sql = """SELECT v.team_id, v.number, v.state, v.on_paper,
                        (SELECT COUNT(*) FROM contract_signature s WHERE s.version_id = v.id) AS signed
                 FROM contract_version v"""
        found: Counter[tuple[int, str]] = Counter()
        for row in self.book.rows(sql):
            self.book.counts[f"contract {row.state}"] += 1
            stands = {"active": "applies", "signing": "on its way", "waiting": "on its way"}.get(row.state)
            if stands:
                found[row.team_id, stands] += 1
            if row.state in ("waiting", "active") and not row.on_paper:
                assert row.signed, (
                    f"version {row.number} of team {row.team_id} is {row.state}, and nobody signed"
                )
        assert not found or max(found.values()) == 1, f"more than one contract: {found}"
