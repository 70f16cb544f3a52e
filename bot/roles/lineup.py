"""A meeting's roles as they stand: who has which, and who has said yes or no. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.roles.history import RoleKey


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at a meeting and who has it; None: nobody. Until `accepted` it is a proposal."""

    role: RoleKey
    person: int | None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Lineup:
    """`present`: the members who can come, in order of id. `declined`: who said no to what, and is not
    asked again for this meeting."""

    seats: tuple[Seat, ...]
    present: tuple[int, ...]
    declined: frozenset[tuple[RoleKey, int]] = frozenset()

    @property
    def roles(self) -> tuple[RoleKey, ...]:
        return tuple(seat.role for seat in self.seats)

    @property
    def vacant(self) -> tuple[RoleKey, ...]:
        return tuple(seat.role for seat in self.seats if seat.person is None)

    @property
    def without_role(self) -> tuple[int, ...]:
        taken = {seat.person for seat in self.seats}
        return tuple(person for person in self.present if person not in taken)

    def holder(self, role: RoleKey) -> int | None:
        return next((seat.person for seat in self.seats if seat.role == role), None)

    def roles_of(self, person: int) -> tuple[RoleKey, ...]:
        return tuple(seat.role for seat in self.seats if seat.person == person)

    def give(self, role: RoleKey, person: int | None, *, accepted: bool = False) -> Lineup:
        """The same with this role in these hands."""
        new = Seat(role, person, accepted)
        return replace(self, seats=tuple(new if old.role == role else old for old in self.seats))

    def accepted(self, *people: int) -> Lineup:
        """The same with these people's roles accepted."""
        return replace(
            self,
            seats=tuple(replace(s, accepted=True) if s.person in people else s for s in self.seats),
        )


@dataclass(frozen=True, slots=True)
class Swap:
    """`asker` offers `role` to `other` and takes `in_return`, or goes without when `other` has none."""

    role: RoleKey
    asker: int
    other: int
    in_return: RoleKey | None


@dataclass(frozen=True, slots=True)
class Accepted:
    lineup: Lineup


@dataclass(frozen=True, slots=True)
class Passed:
    """The role is now proposed to `to`."""

    lineup: Lineup
    role: RoleKey
    to: int


@dataclass(frozen=True, slots=True)
class LeftVacant:
    """Everybody present has a role or said no to this one: whoever wants it may take it."""

    lineup: Lineup
    role: RoleKey


@dataclass(frozen=True, slots=True)
class Excused:
    """*Ikke mig denne gang*: their roles went to `to` (None: nobody was left to ask), role by role."""

    lineup: Lineup
    to: tuple[tuple[RoleKey, int | None], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody of the team has said who has the role; `before` had it until then."""

    lineup: Lineup
    role: RoleKey
    before: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    lineup: Lineup
    role: RoleKey


@dataclass(frozen=True, slots=True)
class Swapped:
    lineup: Lineup


@dataclass(frozen=True, slots=True)
class Refused:
    """No to a swap; everything stays as it was, and no reason is asked for."""

    swap: Swap


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """The role is not (or no longer) this person's to give; `holder` has it, None: nobody."""

    role: RoleKey
    holder: int | None


@dataclass(frozen=True, slots=True)
class NoRole:
    """This person has no role at this meeting."""


@dataclass(frozen=True, slots=True)
class NotComing:
    """This person is not among those who can come."""

    person: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """The roles have changed since the swap was asked for: ask again."""

    swap: Swap
