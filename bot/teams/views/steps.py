"""Next steps that this feature knows of."""

from __future__ import annotations

from bot.feature import Step
from bot.i18n import Locale, md
from bot.ui import Action, Button
from storage.teams import Team

WAITING, UNCLAIMED = 15, 70  # urgency


def waiting(locale: Locale, team: Team, count: int, action: Action) -> Step:
    text = locale.ngettext(
        "%(n)s konto på %(team)s venter på, at nogen går god for den.",
        "%(n)s konti på %(team)s venter på, at nogen går god for dem.",
        count,
    )
    return Step(WAITING, md(text, n=count, team=team.name), Button(locale.gettext("Se kontiene"), action))


def unclaimed(locale: Locale, team: Team, count: int, action: Action) -> Step:
    text = locale.ngettext(
        "%(n)s på %(team)s har ikke sagt, hvem de er i chatten endnu.",
        "%(n)s på %(team)s har ikke sagt, hvem de er i chatten endnu.",
        count,
    )
    return Step(UNCLAIMED, md(text, n=count, team=team.name), Button(locale.gettext("Se teamet"), action))
