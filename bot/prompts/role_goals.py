"""Which learning goal a role at a meeting carries (domain.md §1, S0: "every prompt and role carries a goal")."""

from __future__ import annotations

ROLE_GOALS = {
    "chair": 4,  # facilitates
    "timekeeper": 4,
    "note_taker": 2,  # puts what the others' professions say into words
    "process_lead": 5,  # says aloud what is hard in the cooperation
    "interviewer": 6,  # is curious about the others
}
