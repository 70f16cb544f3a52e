"""Fair roles for a meeting, and what becomes of a proposal. Pure decisions on frozen values.

What is promised, and proved by the tests:

* A role goes to somebody with the lowest count among those present who are free to take it. Who has a
  lower count and is passed over has another role at this meeting, and the two changing places would not
  be fairer.
* Nobody gets two roles while somebody present has none; with more roles than people, nobody gets two
  more than another.
* Among those who are equally far behind, who has asked for the role comes first; then each profession gets
  turns in proportion to its members.
* In a team that meets in full nobody's count of a role ever exceeds another's by more than 1. (Counts
  within 1 make a bipartite graph of who still lacks which role in this lap; a matching that takes
  everybody who lacks the most always exists, König 1916, and the second cost below finds it.)
* With two roles (teams of up to four) two people who attended the same meetings from the start never
  differ by more than 1, whoever else comes and goes.

More cannot be promised: who is away while the others take turns comes back more than one behind, and
somebody behind in two roles can take only one of them at a time. Then the gap closes turn by turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from heapq import heapify, heapreplace
from zlib import crc32

from bot.roles.assignment import cheapest
from bot.roles.history import History, Role, RoleKey, Standing, standings
from bot.roles.lineup import (
    Accepted,
    Excused,
    LeftVacant,
    Lineup,
    NoRole,
    NotComing,
    NotTheirs,
    Outdated,
    Passed,
    Placed,
    Refused,
    Seat,
    Swap,
    Swapped,
    Taken,
)

SMALL_TEAM = 4  # up to four people get by with a chair and a note-taker

COST_BITS = 40  # more than the sum of a meeting's lots takes

Wish = tuple[RoleKey, int]  # a role that somebody has asked to try


def default_roles(team_size: int, guest: bool = False) -> tuple[RoleKey, ...]:
    """The roles of a team of that many members; an interviewer as well when a partner or citizen takes
    part."""
    roles = [Role.CHAIR, Role.NOTE_TAKER]
    if team_size > SMALL_TEAM:
        roles += [Role.TIMEKEEPER, Role.PROCESS_LEAD]
    if guest:
        roles.append(Role.INTERVIEWER)
    return tuple(roles)


def propose(
    present: Collection[int],
    roles: Sequence[RoleKey],
    history: History,
    locked: Mapping[RoleKey, int] | None = None,
    wishes: Collection[Wish] = (),
) -> Lineup:
    """The fairest line-up of those present; `locked` roles are already somebody's and stay so.

    Everybody present must be a member in `history`. The order of `present` makes no difference. With
    nobody present every role is vacant.
    """
    people = tuple(sorted(set(present)))
    locked = {role: person for role, person in (locked or {}).items() if role in roles}
    seats = {role: Seat(role, locked.get(role), role in locked) for role in roles}
    open_roles = [role for role in roles if role not in locked]
    if people and open_roles:
        loads = {person: list(locked.values()).count(person) for person in people}
        costs = _costs(people, roles, history, wishes)
        for role, person in zip(open_roles, _evenly(open_roles, loads, costs), strict=True):
            seats[role] = Seat(role, person)
    return Lineup(tuple(seats.values()), people)


def _costs(
    people: Sequence[int],
    roles: Sequence[RoleKey],
    history: History,
    wishes: Collection[Wish] = (),
) -> dict[tuple[RoleKey, int], int]:
    """What it costs in fairness to give a role to a person, compared from the left when summed:

    1. their count of it (the least sum gives the least sum of squared counts: the fairest outcome)
    2. their counts of all these roles: who lacks the most goes first, or the team runs into a lap where
       the same person is the only one left for two roles
    3. whether they have asked to try it
    4. their profession's turn (`_professions`)
    5. how recently they had it, as a rank
    6. a lot, drawn from the id: the first in the alphabet or the course file is not always first
    """
    standing = standings(history, roles)
    unknown = [person for person in people if (Role.CHAIR, person) not in standing]
    if unknown:
        raise ValueError(f"not members of this team: {unknown}")
    costs: dict[tuple[RoleKey, int], int] = {}
    for role in roles:
        waits = sorted({standing[role, person].since for person in people})
        professions = _professions(role, history, standing)
        for person in people:
            own = standing[role, person]
            total = sum(standing[other, person].count for other in roles)
            costs[role, person] = _in_order(
                own.count,
                total,
                (role, person) not in wishes,
                professions.get(person, 0),
                waits.index(own.since),
                _lot(role, person),
            )
    return costs


def _professions(
    role: RoleKey, history: History, standing: Mapping[tuple[RoleKey, int], Standing]
) -> dict[int, int]:
    """For each person, the rank of their profession in the queue for the role's next turn.

    The chairman assignment problem (Tijdeman 1980): whose turn would come too early waits, and of the others
    the one goes first that would soonest be a whole turn behind. No profession is ever a whole turn from its
    share, the share of the team that its members are.
    """
    of = {one.person: " ".join(one.profession.casefold().split()) for one in history.members}
    here = [one.person for one in history.members if one.left is None]
    size, had = Counter(of[person] for person in here), Counter[str]()
    for person in here:
        had[of[person]] += standing[role, person].count
    next_turn = had.total() + 1
    slack = 1 - Fraction(1, 2 * len(size) - 2) if len(size) > 1 else Fraction(1)
    place = {}
    for name, members in size.items():
        share = Fraction(members, len(here))
        too_early = share * next_turn - had[name] < 1 - slack
        place[name] = (too_early, (had[name] + slack) / share)
    ranks = sorted(set(place.values()))
    return {person: ranks.index(place[of[person]]) for person in here}


def _in_order(*costs: int) -> int:
    """One number that compares, also when several are added up, as the costs do from the left."""
    found = 0
    for cost in costs:
        found = (found << COST_BITS) + cost
    return found


def _lot(role: RoleKey, person: int) -> int:
    """The same on every machine and every day, and without order in the ids."""
    return crc32(f"{role}/{person}".encode())


def _evenly(
    roles: Sequence[RoleKey], loads: Mapping[int, int], costs: Mapping[tuple[RoleKey, int], int]
) -> list[int]:
    """Who gets each of the roles: exactly the least total cost among the even ways to share them out.

    `loads` says how many roles each person has already. Everybody has as many places as it takes to get to
    the same number of roles; those that must be filled for that are the cheapest of all.
    """
    level = list(loads.values())
    heapify(level)
    for _ in roles:
        cap = level[0] + 1  # how many roles the last one filled brings somebody up to
        heapreplace(level, cap)
    places = [(person, number < cap - 1) for person in loads for number in range(loads[person], cap)]
    must = 1 << (COST_BITS * 8)  # more than all else together
    table = [[costs[role, person] - must * due for person, due in places] for role in roles]
    return [places[place][0] for place in cheapest(table)]


def accept(lineup: Lineup, person: int) -> Accepted | NoRole:
    """*Fint med mig*: yes to every role proposed to this person. Saying it twice is no harm."""
    return Accepted(lineup.accepted(person)) if lineup.roles_of(person) else NoRole()


def silence(lineup: Lineup) -> Lineup:
    """The working day before the meeting: who has said nothing has said yes."""
    return lineup.accepted(*lineup.present)


def decline(lineup: Lineup, role: RoleKey, person: int, history: History) -> Passed | LeftVacant | NotTheirs:
    """No to one role: it is proposed to the fairest of those without a role, never as a second one."""
    if lineup.holder(role) != person:
        return NotTheirs(role, lineup.holder(role))
    return _pass_on(replace(lineup, declined=lineup.declined | {(role, person)}), role, history)


def excuse(lineup: Lineup, person: int, history: History) -> Excused:
    """*Ikke mig denne gang*: no to every role of this meeting, those of others as well, should they be passed
    on. No reason is asked for."""
    mine = lineup.roles_of(person)
    said_no = {(seat.role, person) for seat in lineup.seats}
    after = replace(lineup, declined=lineup.declined | said_no)
    for role in mine:
        after = _pass_on(after, role, history).lineup
    return Excused(after, tuple((role, after.holder(role)) for role in mine))


def place(lineup: Lineup, role: RoleKey, person: int | None, by: int) -> Placed | NotComing:
    """Anybody may say who has which role; what it means for the others is theirs to say as well. Who takes
    it themselves has accepted it."""
    if person is not None and person not in lineup.present:
        return NotComing(person)
    before = lineup.holder(role)
    if before == person:
        return Placed(lineup.accepted(person) if person == by else lineup, role, before)
    return Placed(lineup.give(role, person, accepted=person == by), role, before)


def _pass_on(lineup: Lineup, role: RoleKey, history: History) -> Passed | LeftVacant:
    asked = [person for person in lineup.without_role if (role, person) not in lineup.declined]
    if not asked:
        return LeftVacant(lineup.give(role, None), role)
    costs = _costs(asked, [seat.role for seat in lineup.seats], history)
    to = min(asked, key=lambda person: costs[role, person])
    return Passed(lineup.give(role, to), role, to)


def take(lineup: Lineup, role: RoleKey, person: int) -> Taken | NotTheirs | NotComing:
    """Somebody takes a vacant role. Of their own will they may have two."""
    if person not in lineup.present:
        return NotComing(person)
    if lineup.holder(role) not in (None, person):
        return NotTheirs(role, lineup.holder(role))
    return Taken(lineup.give(role, person, accepted=True), role)


def ask_swap(lineup: Lineup, role: RoleKey, asker: int, other: int) -> Swap | NotTheirs | NotComing:
    """*Byt rolle*: what `other` is asked. Nothing changes before they say yes."""
    if lineup.holder(role) != asker or asker == other:
        return NotTheirs(role, lineup.holder(role))
    if other not in lineup.present:
        return NotComing(other)
    return Swap(role, asker, other, next(iter(lineup.roles_of(other)), None))


def answer_swap(lineup: Lineup, swap: Swap, by: int, yes: bool) -> Swapped | Refused | Outdated | NotTheirs:
    """Only the one who was asked can answer; both have then accepted what they end up with."""
    if by != swap.other:
        return NotTheirs(swap.role, lineup.holder(swap.role))
    if not yes:
        return Refused(swap)
    theirs = next(iter(lineup.roles_of(swap.other)), None)
    there = swap.other in lineup.present
    if lineup.holder(swap.role) != swap.asker or theirs != swap.in_return or not there:
        return Outdated(swap)
    after = lineup.give(swap.role, swap.other, accepted=True)
    if swap.in_return:
        after = after.give(swap.in_return, swap.asker, accepted=True)
    return Swapped(after)


def cannot_come(lineup: Lineup, person: int, history: History) -> Lineup:
    """Somebody is absent after all, or left the team: their roles pass on, the others keep theirs."""
    after = replace(lineup, present=tuple(p for p in lineup.present if p != person))
    for role in lineup.roles_of(person):
        after = _pass_on(after, role, history).lineup
    return after


def can_come(lineup: Lineup, person: int, history: History) -> Lineup:
    """Somebody comes after all; they are proposed for a role only if one is vacant."""
    after = replace(lineup, present=tuple(sorted({*lineup.present, person})))
    for role in after.vacant:
        after = _pass_on(after, role, history).lineup
    return after
