"""What the agenda says on the meeting's own card: before it begins, and while it is under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import dates
from bot.agenda.rules import Line, Phase, spare
from bot.agenda.views.words import Names, fixed_title, kind, minutes, title
from bot.i18n import Locale, md
from bot.ui import Block, Text
from bot.wording import sentence, shortened
from storage.meetings import Meeting

LISTED = 8  # items on the meeting's card
SHORT = 60  # characters of each


def shown_title(locale: Locale, line: Line, *, guests: bool) -> str:
    """What may stand on a card that guests read too."""
    if guests and line.internal:
        return locale.gettext("Et internt punkt")
    return shortened(title(locale, line), SHORT)


def waiting(
    locale: Locale, meeting: Meeting, lines: Sequence[Line], names: Names, *, guests: bool
) -> list[Block]:
    """Before it begins: what the team has put on, and in one line what is there every time."""
    _ = locale.gettext
    own = [line for line in lines if line.fixed is None]
    fixed = [line for line in lines if line.fixed is not None and not (guests and line.internal)]
    usual = ", ".join(fixed_title(locale, line.fixed).lower() for line in fixed if line.fixed)
    total = minutes(locale, sum(line.minutes for line in lines))
    text = md(_("**Dagsorden** · %(total)s"), total=total) if total else md(_("**Dagsorden**"))
    for number, line in enumerate(own[:LISTED], start=1):
        named = shown_title(locale, line, guests=guests)
        text += md("\n%(number)s. %(title)s", number=number, title=named)
        owner = shortened(names.get(line.owner or 0, ""), 20)
        about = " · ".join(part for part in (kind(locale, line.kind), owner) if part)
        text += md(" · %(about)s", about=about)
    more = len(own) - LISTED
    if more > 0:
        said = locale.ngettext("Og ét punkt til.", "Og %(count)s punkter til.", more) % {"count": more}
        text += md("\n%(said)s", said=said)
    blocks: list[Block] = [text]
    quiet = []
    if usual and own:
        quiet.append(_("Og som altid: %(usual)s.") % {"usual": usual})
    elif usual:
        quiet.append(_("Som altid: %(usual)s. Har du noget med, så sæt det på.") % {"usual": usual})
    else:
        quiet.append(_("Har du noget med, så sæt det på."))
    if spare(lines, meeting.minutes) < 0:
        length = minutes(locale, meeting.minutes)
        quiet.append(_("Det er mere end mødets %(length)s, så måske kan noget vente.") % {"length": length})
    blocks.append(md("%(said)s", quiet=True, said=" ".join(quiet)))
    return blocks


@dataclass(frozen=True, slots=True)
class Now:
    """Where a meeting is: the item, its number of how many, when it began, and what comes after it."""

    line: Line
    number: int
    of: int
    began: datetime
    phase: Phase
    after: Line | None
    recorded: int  # decisions written down so far at this meeting


def under_way(locale: Locale, now: Now, names: Names, *, guests: bool) -> list[Block]:
    _ = locale.gettext
    line = now.line
    about = [kind(locale, line.kind)] if line.fixed is None else []
    if line.owner is not None and line.owner in names:
        about.append(shortened(names[line.owner], 20))
    head = md(
        _("**Nu: %(title)s** · %(number)s af %(of)s"),
        title=shown_title(locale, line, guests=guests),
        number=now.number,
        of=now.of,
    )
    if about:
        head += md(" · %(about)s", about=" · ".join(about))
    blocks: list[Block] = [head]
    if line.preparation and not (guests and line.internal):
        blocks.append(md(_("Forberedelse: %(what)s"), what=shortened(line.preparation, 200)))
    told = [shortened(one, SHORT) for one in line.told[:5]]
    if told and not guests:
        blocks.append(md("%(told)s", told="\n".join(told)))
    said = _time(locale, now)
    if said:
        blocks.append(md("%(said)s", said=said))
    blocks.append(md("%(said)s", quiet=True, said=_rest(locale, now, guests=guests)))
    return blocks


def _time(locale: Locale, now: Now) -> str:
    """Four sentences in an item's time, so that the message is edited no more often."""
    _ = locale.gettext
    if not now.line.minutes:
        return ""
    end = locale.local(now.began + timedelta(minutes=now.line.minutes))
    clock = {"clock": dates.clock(end, locale.language), "length": minutes(locale, now.line.minutes)}
    return {
        Phase.start: _("I har %(length)s, til kl. %(clock)s."),
        Phase.half: _("Halvdelen af tiden er gået. Punktet har til kl. %(clock)s."),
        Phase.last: _("Der er et minut tilbage."),
        Phase.over: _("Tiden er gået. Tag den tid, det kræver, eller gå videre."),
    }[now.phase] % clock


def _rest(locale: Locale, now: Now, *, guests: bool) -> str:
    _ = locale.gettext
    said = []
    if now.after:
        coming = sentence(shown_title(locale, now.after, guests=guests))
        said.append(_("Bagefter: %(title)s") % {"title": coming})
    else:
        said.append(_("Det er det sidste punkt."))
    if now.recorded:
        one, many = _("Én beslutning er skrevet ned."), _("%(count)s beslutninger er skrevet ned.")
        said.append((one if now.recorded == 1 else many) % {"count": now.recorded})
    return " ".join(said)


def over(locale: Locale, carried: int) -> list[Block]:
    _ = locale.gettext
    text: Text = md(_("Mødet er slut. Tak for i dag."))
    if carried:
        said = locale.ngettext(
            "Ét punkt går videre til næste møde.", "%(count)s punkter går videre til næste møde.", carried
        )
        text += md(" %(said)s", said=said % {"count": carried})
    return [text]
