"""Fair roles for a meeting, and what becomes of a proposal. Pure decisions on frozen values.

What is promised, and proved by the tests:

* A role goes to somebody with the lowest count among those present who are free to take it. Who has a
  lower count and is passed over has another role at this meeting, and the two changing places would not
  be fairer.
* Nobody gets two roles while somebody present has none; with more roles than people, nobody gets two
  more than another.
* In a team that meets in full nobody's count of a role ever exceeds another's by more than 1. (Counts
  within 1 make a bipartite graph of who still lacks which role in this lap; a matching that takes
  everybody who lacks the most always exists, König 1916, and the second cost below finds it.)
* With two roles (teams of up to four) two people who attended the same meetings from the start never
  differ by more than 1, whoever else comes and goes.

More cannot be promised: who is away while the others take turns comes back more than one behind, and
somebody behind in two roles can take only one of them at a time. Then the gap closes turn by turn.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from heapq import heapify, heapreplace
from operator import add
from zlib import crc32

from bot.roles.history import History, Role, standings
from bot.roles.lineup import (
    Accepted,
    LeftVacant,
    Lineup,
    NoRole,
    NotComing,
    NotTheirs,
    Outdated,
    Passed,
    Refused,
    Seat,
    Swap,
    Swapped,
    Taken,
)

SMALL_TEAM = 4  # up to four people get by with a chair and a note-taker

Cost = tuple[int, ...]


def default_roles(team_size: int, guest: bool = False) -> tuple[Role, ...]:
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
    roles: Sequence[Role],
    history: History,
    locked: Mapping[Role, int] | None = None,
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
        costs = _costs(people, roles, history)
        for role, person in zip(open_roles, _cheapest(open_roles, loads, costs), strict=True):
            seats[role] = Seat(role, person)
    return Lineup(tuple(seats.values()), people)


def _costs(people: Sequence[int], roles: Sequence[Role], history: History) -> dict[tuple[Role, int], Cost]:
    """What it costs in fairness to give a role to a person, compared from the left when summed:

    1. their count of it (the least sum gives the least sum of squared counts: the fairest outcome)
    2. their counts of all these roles: who lacks the most goes first, or the team runs into a lap where
       the same person is the only one left for two roles
    3. how recently they had it, as a rank
    4. a lot, drawn from the id: the first in the alphabet or the course file is not always first
    """
    standing = standings(history)
    unknown = [person for person in people if (Role.CHAIR, person) not in standing]
    if unknown:
        raise ValueError(f"not members of this team: {unknown}")
    costs: dict[tuple[Role, int], Cost] = {}
    for role in roles:
        waits = sorted({standing[role, person].since for person in people})
        for person in people:
            own = standing[role, person]
            total = sum(standing[other, person].count for other in roles)
            costs[role, person] = (own.count, total, waits.index(own.since), _lot(role, person))
    return costs


def _lot(role: Role, person: int) -> int:
    """The same on every machine and every day, and without order in the ids."""
    return crc32(f"{role}/{person}".encode())


def _cheapest(
    roles: Sequence[Role], loads: Mapping[int, int], costs: Mapping[tuple[Role, int], Cost]
) -> tuple[int, ...]:
    """Who gets each of the roles: exactly the least total cost among the even ways to share them out.

    `loads` says how many roles each person has already. Built role by role over the set of people used
    so far; when nobody is to have two, one of a role's k cheapest people is free whatever the other
    k − 1 roles take, so no others need to be tried.
    """
    level = list(loads.values())
    heapify(level)
    for _ in roles:
        cap = level[0] + 1  # how many roles the last one filled brings somebody up to
        heapreplace(level, cap)
    free = [person for person in loads if loads[person] < cap]
    best: dict[tuple[int, ...], tuple[Cost, tuple[int, ...]]] = {(): ((0, 0, 0, 0), ())}
    for role in roles:
        cheapest = sorted(free, key=lambda person: costs[role, person])
        tried = cheapest[: len(roles)] if cap == 1 else cheapest
        longer: dict[tuple[int, ...], tuple[Cost, tuple[int, ...]]] = {}
        for used, (cost, chosen) in best.items():
            for person in tried:
                if loads[person] + used.count(person) < cap:
                    key = tuple(sorted((*used, person)))
                    found = (tuple(map(add, cost, costs[role, person])), (*chosen, person))
                    longer[key] = min(longer.get(key, found), found)
        best = longer
    return min(
        found
        for used, found in best.items()
        if all(loads[person] + used.count(person) >= cap - 1 for person in loads)
    )[1]


def accept(lineup: Lineup, person: int) -> Accepted | NoRole:
    """*Fint med mig*: yes to every role proposed to this person. Saying it twice is no harm."""
    return Accepted(lineup.accepted(person)) if lineup.roles_of(person) else NoRole()


def silence(lineup: Lineup) -> Lineup:
    """The working day before the meeting: who has said nothing has said yes."""
    return lineup.accepted(*lineup.present)


def decline(lineup: Lineup, role: Role, person: int, history: History) -> Passed | LeftVacant | NotTheirs:
    """No to one role: it is proposed to the fairest of those without a role, never as a second one."""
    if lineup.holder(role) != person:
        return NotTheirs(role, lineup.holder(role))
    return _pass_on(replace(lineup, declined=lineup.declined | {(role, person)}), role, history)


def _pass_on(lineup: Lineup, role: Role, history: History) -> Passed | LeftVacant:
    asked = [person for person in lineup.without_role if (role, person) not in lineup.declined]
    if not asked:
        return LeftVacant(lineup.give(role, None), role)
    costs = _costs(asked, [seat.role for seat in lineup.seats], history)
    to = min(asked, key=lambda person: costs[role, person])
    return Passed(lineup.give(role, to), role, to)


def take(lineup: Lineup, role: Role, person: int) -> Taken | NotTheirs | NotComing:
    """Somebody takes a vacant role. Of their own will they may have two."""
    if person not in lineup.present:
        return NotComing(person)
    if lineup.holder(role) not in (None, person):
        return NotTheirs(role, lineup.holder(role))
    return Taken(lineup.give(role, person, accepted=True), role)


def ask_swap(lineup: Lineup, role: Role, asker: int, other: int) -> Swap | NotTheirs | NotComing:
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
