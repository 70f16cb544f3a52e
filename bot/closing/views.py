"""What is said at the end of a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import dates
from bot.i18n import Locale, md
from bot.keeping import Keeping
from bot.ui import Block, Button, Buttons, Card, Text, plain
from bot.wording import shortened
from storage.teams import Course

MOST_TEAMS, MOST_NAME = 25, 40  # of a card's 3900 characters


def _day(locale: Locale, day: date) -> str:
    return dates.day(day, locale.local(locale.now), locale.language)


def things(locale: Locale, course: Course, keeping: Keeping, last: date, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Hent jeres ting")),
        (
            md(_("Forløbet slutter %(day)s. Så rydder jeg op efter os."), day=_day(locale, course.ends_on)),
            md(_("**Når det slutter:** private refleksioner og links til kalendere slettes."))
            if not keeping.private
            else md(
                _("**%(days)s dage efter:** private refleksioner og links til kalendere slettes."),
                days=keeping.private,
            ),
            md(_("**Til og med %(day)s:** det, I har lavet sammen, kan stadig hentes. Så slettes det også."),
               day=_day(locale, last)),
            md(_("Det, du selv har skrevet, kan kun du hente. Forløbet kan blive afsluttet før, så hent det gerne nu."),
               quiet=True),
            Buttons(buttons),
        ),
    )  # fmt: skip


def fetch(locale: Locale, team: str, rows: int, last: date, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    said = locale.ngettext("Der er én ting.", "Der er %(count)s ting.", rows) % {"count": rows}
    return Card(
        md(_("Det, I har lavet sammen · %(team)s"), team=team),
        (
            md("%(said)s", said=said),
            md(_("I kan hente det til og med %(day)s. Det private er ikke med."), day=_day(locale, last), quiet=True),
            Buttons(buttons),
        ),
    )  # fmt: skip


def everything(
    locale: Locale, team: str, rows: Sequence[tuple[str, str]], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    text = Text(())
    for index, (label, said) in enumerate(rows):
        text += md("**%(label)s**\n", label=label) + plain(said + ("\n" if index < len(rows) - 1 else ""))
    blocks: list[Block] = [text] if rows else [md(_("Der er ikke gemt noget."))]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Det, I har lavet sammen · %(team)s"), team=team), tuple(blocks))


def over(locale: Locale, teams: Sequence[tuple[str, date]], buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    lines = Text(())
    for index, (team, last) in enumerate(teams):
        line = _("%(team)s: jeres fælles ting kan hentes til og med %(day)s.")
        lines += md(("\n" if index else "") + line, team=team, day=_day(locale, last))
    return Card(md(_("Forløbet er slut. Tak for denne gang.")), (lines, Buttons(buttons)))


def sure(
    locale: Locale,
    course: Course,
    teams: Sequence[tuple[str, Sequence[str]]],
    keeping: Keeping,
    buttons: tuple[Button, ...],
) -> Card:
    """`teams`: each with who else facilitates it."""
    _ = locale.gettext
    named = [
        f"{shortened(team, MOST_NAME)} ({shortened(locale.names(list(others)), MOST_NAME)})"
        if others
        else shortened(team, MOST_NAME)
        for team, others in teams[:MOST_TEAMS]
    ]
    if len(teams) > MOST_TEAMS:
        named.append(_("%(count)s til") % {"count": len(teams) - MOST_TEAMS})
    colleagues: list[Block] = []
    if any(others for _team, others in teams):
        colleagues.append(md(_("Tal først med dem, der følger de andre teams.")))
    return Card(
        md(_("Skal jeg afslutte %(course)s?"), course=course.name),
        (
            md(_("**Det gælder:** %(teams)s."), teams=locale.names(named)),
            *colleagues,
            md(_("**Det sker nu, for alle teams:** private refleksioner, breve og links til kalendere slettes, og "
                 "jeg skriver ikke mere. Kanalerne er fri til andre teams.")),
            md(_("**Om %(days)s dage** slettes det, teamene har lavet sammen. Indtil da kan de hente det."),
               days=keeping.team),
            md(_("Det kan ikke fortrydes."), quiet=True),
            Buttons(buttons),
        ),
    )  # fmt: skip


def closed(locale: Locale, course: str, last: date) -> Card:
    _ = locale.gettext
    text = md(_("Teamene kan hente deres fælles ting til og med %(day)s."), day=_day(locale, last))
    return Card(md(_("%(course)s er afsluttet"), course=course), (text,))


def planned(locale: Locale) -> str:
    return locale.gettext("Hent jeres ting, inden forløbet slutter")
