"""What the one who has to choose sees, and the question when a time can be read in two ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.meetings.rules import NoPossibleSlot, NoVotes, RequiredSilent, Tally, Tie, Why
from bot.meetings.views.words import appointment, counts, number, short, span
from bot.ui import Block, Button, Buttons, Card
from storage.meetings import Meeting

Asked = Tie | RequiredSilent | NoPossibleSlot | NoVotes
ROW = 5  # buttons side by side


def rows(buttons: Sequence[Button]) -> tuple[Buttons, ...]:
    return tuple(Buttons(tuple(buttons[start : start + ROW])) for start in range(0, len(buttons), ROW))


def asking_card(
    locale: Locale,
    meeting: Meeting,
    asked: Asked,
    tallies: Sequence[Tally],
    silent: Sequence[str],
    buttons: Sequence[Button],
) -> Card:
    """`tallies` are the times worth looking at; `silent` names the required people who have not answered."""
    _ = locale.gettext
    title, text = _question(locale, asked, silent)
    blocks: list[Block] = [md("*%(purpose)s*\n%(text)s", purpose=meeting.purpose, text=text)]
    if tallies:
        lines = md("")
        for index, one in enumerate(tallies):
            said = counts(locale, one) or _("ingen stemmer")
            time = appointment(locale, one.slot.start)
            lines += md("\n" if index else "") + md("%(time)s · %(said)s", time=time, said=said)
        blocks.append(lines)
    return Card(md("%(title)s", title=title), (*blocks, *rows(buttons)))


def _question(locale: Locale, asked: Asked, silent: Sequence[str]) -> tuple[str, str]:
    _ = locale.gettext
    match asked:
        case Tie(slots):
            title = _("Det står lige")
            if len(slots) == 1:
                return _("Skal det være den?"), _("Der er én tid, som flest kan.")
            count = number(locale, len(slots))
            return title, _("Der er %(count)s tider, som lige mange kan. Hvilken skal det være?") % {
                "count": count
            }
        case RequiredSilent():
            names = locale.names(tuple(silent))
            text = _("Afstemningen er lukket, og der er ikke svar fra %(names)s på det hele. Vil du vente, eller skal vi tage en tid nu?")  # fmt: skip
            return _("Skal vi vente lidt?"), text % {"names": names}
        case NoPossibleSlot(why):
            return _("Ingen af tiderne passer"), _no_slot(locale, why)
        case NoVotes():
            text = _("Der er ikke stemt endnu. Her er nye tider, du kan prøve med ét tryk.")
            return _("Skal vi prøve igen?"), text
        case _:
            assert_never(asked)


def _no_slot(locale: Locale, why: Why) -> str:
    _ = locale.gettext
    match why:
        case Why.PAST:
            return _("Tiderne var gået, før der blev fundet en. Her er nye, du kan prøve med ét tryk.")
        case Why.NOBODY:
            return _("Der er ikke nogen, der kan på de tider. Her er nye, du kan prøve med ét tryk.")
        case Why.TOO_FEW:
            return _("For få kan på hver af tiderne. Tag en alligevel, eller prøv nye tider.")
        case Why.REQUIRED:
            return _(
                "Der er ikke en tid, som alle, der skal være med, kan. Her er nye, du kan prøve med ét tryk."
            )
        case _:
            assert_never(why)


def decided(locale: Locale, meeting: Meeting) -> Card:
    """The same card when it is decided."""
    _ = locale.gettext
    text = md(_("*%(purpose)s*: %(when)s."), purpose=meeting.purpose, when=span(locale, meeting))
    return Card(md(_("Så er mødet på plads")), (text,))


def retried(
    locale: Locale, meeting: Meeting, times: Sequence[str], closes: str, buttons: Sequence[Button]
) -> Card:
    """New times are being voted on."""
    _ = locale.gettext
    text = md(
        _("*%(purpose)s*: teamet kan nu stemme om %(times)s. Afstemningen lukker %(closes)s."),
        purpose=meeting.purpose,
        times=locale.names(tuple(times)),
        closes=closes,
    )
    return Card(md(_("Der er en ny afstemning")), (text, *rows(buttons)))


def option(locale: Locale, reading: object) -> str:
    """One reading of what was written, for a button."""
    match reading:
        case dates.Moment(at):
            return short(locale, at)
        case dates.Day(day):
            named = dates.short_day(day, locale.local(locale.now), locale.language)
            return locale.gettext("%(day)s, og så skriver jeg tiden") % {"day": named}
        case _:
            return ""


def unclear_card(locale: Locale, written: str, buttons: Sequence[Button]) -> Card:
    """A time that can be read in two ways: pick one. What else was written is kept."""
    _ = locale.gettext
    text = md(_('"%(written)s" kan læses på flere måder. Det andet, du skrev, er gemt.'), written=written)
    return Card(md(_("Hvilken tid mener du?")), (text, *rows(buttons)))
