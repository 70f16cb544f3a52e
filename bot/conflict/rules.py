"""What makes sense on each step of the ladder (domain.md §5.10). Pure."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """What somebody may do about it."""

    PREPARE = "prepare"  # write down, in private, what to say
    AGENDA = "agenda"  # let the team talk about how it talks
    FACILITATOR = "facilitator"


STEPS = (1, 2, 3, 4)  # 4: that one, or any above it


def ways(step: int, *, has_facilitator: bool) -> tuple[Way, ...]:
    """1: the team itself. 2 and 3: the facilitator is offered first. 4 and above: a human, and nothing more is asked.

    Raises ValueError for a step that is not there.
    """
    if step not in STEPS:
        raise ValueError(step)
    helped = (Way.FACILITATOR,) if has_facilitator else ()
    if step == 1:
        return (Way.PREPARE, Way.AGENDA)
    if step < STEPS[-1]:
        return (*helped, Way.PREPARE, Way.AGENDA)
    return helped
