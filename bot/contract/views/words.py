"""Where a contract is, in words; and what its other views share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot import dates
from bot.contract.rules import Count, Stage
from bot.i18n import Locale, md
from bot.ui import Button, Buttons, Text, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where it is. `number` is of the version that counts, `applies` of the one that applies meanwhile (0: none or the
    same); `changed`: it is read against an earlier one; `facilitator` is "" where there is none; `review` as long as it is ahead."""

    stage: Stage
    points: int
    number: int
    changed: bool
    signed: Count
    on_paper: bool
    comment: str
    facilitator: str
    approved_on: date | None
    by_facilitator: bool
    review: date | None
    applies: int
    turn_to: str = ""  # who else to turn to, as a sentence, when the facilitator has not answered for days


def day(locale: Locale, when: date) -> str:
    return dates.day(when, locale.local(locale.now), locale.language)


def facilitator(locale: Locale, name: str) -> str:
    return name or locale.gettext("facilitator")


def signed_of(locale: Locale, count: Count) -> str:
    """`3 af 5 har skrevet under`."""
    return locale.gettext("%(said)s af %(of)s har skrevet under") % {"said": count.said, "of": count.of}


def standing_line(locale: Locale, now: Status) -> Text:
    """One or two sentences."""
    _ = locale.gettext
    match now.stage:
        case Stage.draft:
            return md("%(text)s", text=written_points(locale, now.points))
        case Stage.signing:
            sent = md(_("Version %(number)s er til underskrift."), number=now.number)
            return sent + plain(f" {signed_of(locale, now.signed)}.")
        case Stage.waiting if now.on_paper:
            text = _("I har kontrakten på papir. %(name)s er spurgt, om den er god.")
            return md(text, name=_first(facilitator(locale, now.facilitator)))
        case Stage.waiting:
            text = _("Alle har skrevet under på version %(number)s. Nu læser %(name)s den.")
            return md(text, number=now.number, name=facilitator(locale, now.facilitator))
        case Stage.returned:
            text = _("%(name)s har sendt version %(number)s tilbage med en kommentar.")
            return md(text, number=now.number, name=_first(facilitator(locale, now.facilitator)))
        case Stage.active:
            return _active(locale, now)


def written_points(locale: Locale, count: int) -> str:
    _ = locale.gettext
    if not count:
        return _("Der er ikke skrevet nogen punkter endnu.")
    text = locale.ngettext("Ét punkt har fået en ordlyd.", "%(count)s punkter har fået en ordlyd.", count)
    return text % {"count": count}


def _active(locale: Locale, now: Status) -> Text:
    _ = locale.gettext
    on = day(locale, now.approved_on) if now.approved_on else ""
    week = dates.week_label(now.review, locale.language) if now.review else ""
    if now.on_paper:
        text = _("Kontrakten er på papir og gælder fra %(day)s.")
    elif week:
        text = _("Version %(number)s gælder fra %(day)s, og I ser på den igen i %(week)s.")
    else:
        text = _("Version %(number)s gælder fra %(day)s.")
    found = md(text, number=now.number, day=on, week=week)
    if not now.on_paper and not now.signed.all:
        found += plain(f" {signed_of(locale, now.signed)}.")
    return found


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def row(*buttons: Button) -> Buttons:
    return Buttons(buttons)
