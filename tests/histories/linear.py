"""Is a history linearizable: is there one order of its operations, each between its beginning and its end, in
which the sequential rules give everybody the answer they got?

Wing and Gong's search (Testing and Verifying Concurrent Objects, 1993) with Lowe's memory of what has been
tried: a set of operations done and the state they led to is looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S", bound=Hashable)
O = TypeVar("O")  # noqa: E741


@dataclass(frozen=True, slots=True)
class Done(Generic[O]):
    """One operation as it was observed; `began` and `ended` count the history's events."""

    operation: O
    answer: object
    began: int
    ended: int


Apply = Callable[[S, O], tuple[S, object]]  # the sequential rules: the state after it, and the answer


def explains(history: Sequence[Done[O]], first: S, last: S, apply: Apply[S, O]) -> bool:
    """Whether some order leads from `first` to `last` with just these answers."""
    everything = (1 << len(history)) - 1
    tried: set[tuple[int, S]] = set()
    open_ = [(0, first)]
    while open_:
        done, state = open_.pop()
        if done == everything:
            if state == last:
                return True
            continue
        if (done, state) in tried:
            continue
        tried.add((done, state))
        waiting = [number for number in range(len(history)) if not done >> number & 1]
        first_end = min(history[number].ended for number in waiting)
        for number in waiting:
            one = history[number]
            if one.began > first_end:
                continue  # another had ended before this one began
            after, answer = apply(state, one.operation)
            if answer == one.answer:
                open_.append((done | 1 << number, after))
    return False
