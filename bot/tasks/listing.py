"""What a list of tasks shows, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.tasks import Milestone, Task, TaskState

SOON = timedelta(days=2)
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Progress:
    milestone: Milestone
    done: int
    all: int


def progress(tasks: Iterable[Task]) -> tuple[Progress, ...]:
    """Of each milestone, in order, how many of its tasks are done."""
    known = [task for task in tasks if task.state is not TaskState.dropped]
    return tuple(
        Progress(
            milestone,
            sum(one.milestone is milestone and one.state is TaskState.done for one in known),
            sum(one.milestone is milestone for one in known),
        )
        for milestone in Milestone
    )


def listed(tasks: Iterable[Task], person: int | None) -> list[Task]:
    """The open ones: the person's own first, then by date (those without come last), then as they were written."""
    still_open = [task for task in tasks if task.state is TaskState.open]
    return sorted(
        still_open, key=lambda one: (one.person_id != person or person is None, one.due_on or _NEVER, one.id)
    )


def due_soon(tasks: Iterable[Task], person: int, today: date) -> list[Task]:
    """The person's open tasks that are due in two days, or were due, the first first."""
    return [one for one in listed(tasks, person) if one.person_id == person and _is_due(one, today + SOON)]


def overdue(tasks: Iterable[Task], today: date) -> int:
    """How many open tasks should have been done by yesterday."""
    return sum(one.state is TaskState.open and _is_due(one, today - timedelta(days=1)) for one in tasks)


def _is_due(task: Task, day: date) -> bool:
    return task.due_on is not None and task.due_on <= day


def page_of(tasks: Sequence[Task], page: int, size: int) -> tuple[int, Sequence[Task]]:
    """That page, or the last one there is, and what is on it."""
    page = min(max(page, 0), max(-(-len(tasks) // size) - 1, 0))
    return page, tasks[page * size : (page + 1) * size]
