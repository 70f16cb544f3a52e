"""What to say when a date or time cannot be taken as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from bot.dates.results import Ambiguous, Day, NonexistentTime, Past, Problem, Question, Reason, Unreadable


def explain(problem: Problem, _: Callable[[str], str]) -> str:
    """Return one or two sentences, in the language `_` translates to: what is wrong and how to write it."""
    match problem:
        case Day():
            return _("Skriv også et klokkeslæt, fx kl. 13.15.")
        case Past():
            return _("Det tidspunkt er allerede gået. Skriv et, der ligger fremme i tiden.")
        case NonexistentTime():
            return _("Det klokkeslæt findes ikke den nat, for uret bliver stillet frem. Skriv et andet.")
        case Ambiguous():
            return _ask(problem.question, _)
        case Unreadable():
            return _unreadable(problem, _)
        case _ as never:
            assert_never(never)


def _ask(question: Question, _: Callable[[str], str]) -> str:
    match question:
        case Question.half_of_day:
            return _("Er det om morgenen eller om eftermiddagen? Skriv fx 13.30.")
        case Question.date_or_time:
            return _("Er det en dato eller et klokkeslæt? Skriv fx 12/11 kl. 13.15.")
        case Question.which_week:
            return _("Er det i denne uge eller i næste? Skriv datoen, så er vi sikre.")
        case Question.weekday_or_date:
            return _("Ugedagen og datoen passer ikke sammen. Skriv bare datoen, fx 12/11 kl. 13.15.")
        case Question.unit:
            return _("Er det minutter eller timer? Skriv fx 90 min eller 2 timer.")
        case _ as never:
            assert_never(never)


def _unreadable(problem: Unreadable, _: Callable[[str], str]) -> str:
    match problem.reason:
        case Reason.empty:
            return _("Her skal stå et tidspunkt, fx tors 13.15.")
        case Reason.unknown_word:
            return _('Jeg kan ikke læse "%(text)s". Skriv fx tors 13.15 eller 12/11 kl. 9.') % {
                "text": problem.text
            }
        case Reason.no_day:
            return _("Hvilken dag er det? Skriv fx tors 13.15 eller 12/11 kl. 9.")
        case Reason.no_such_date:
            return _("Den dato findes ikke. Se lige på den igen.")
        case Reason.no_such_time:
            return _("Det klokkeslæt findes ikke. Skriv fx 13.15.")
        case Reason.contradiction:
            return _("Det kan jeg læse på flere måder. Skriv én dag og ét klokkeslæt, fx tors 13.15.")
        case Reason.not_a_date:
            return _("Her skal stå en dato og ikke andet, fx 12/11.")
        case Reason.not_a_time:
            return _("Her skal stå et klokkeslæt og ikke andet, fx 13.15.")
        case Reason.not_a_duration:
            return _("Hvor længe varer det? Skriv fx 90 min eller 1,5 time.")
        case _ as never:
            assert_never(never)
