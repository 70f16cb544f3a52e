"""What the log says: what kind of thing, never what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, plain
from storage.audit import Deed, Entry


def deed(locale: Locale, kind: Deed) -> str:
    _ = locale.gettext
    match kind:
        case Deed.loaded:
            return _("forløbet blev læst ind")
        case Deed.appointed:
            return _("blev udpeget")
        case Deed.moved:
            return _("blev flyttet hertil fra et andet team")
        case Deed.wrote:
            return _("teamet fik en besked fra den forløbsansvarlige")
        case Deed.ended:
            return _("blev taget af teamet")
        case Deed.vouched:
            return _("der blev svaret på, om en konto er den rigtige")
        case Deed.link:
            return _("der blev lavet et nyt link til nettet")
        case Deed.approved:
            return _("der blev svaret på en kontrakt")
        case Deed.exported:
            return _("data blev hentet")
        case Deed.erased:
            return _("data blev slettet")
        case Deed.closed:
            return _("forløbet blev afsluttet")
        case never:
            assert_never(never)


def line(locale: Locale, entry: Entry, actor: str, person: str, team: str) -> str:
    """`torsdag d. 12. november kl. 9: data blev hentet (Amira Haddad, Team Broen, af Mette)`."""
    _ = locale.gettext
    by = _("af %(name)s") % {"name": actor} if actor and actor != person else ""
    about = ", ".join(one for one in (person, team, by) if one)
    text = f"{dates.short(entry.at, locale.local(locale.now), locale.language)}: {deed(locale, entry.deed)}"
    return f"{text} ({about})" if about else text


def log(locale: Locale, course: str, lines: Sequence[str], days: int, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [plain("\n".join(lines)) if lines else md(_("Der er ikke sket noget endnu."))]
    blocks.append(
        md(
            _("Kun hvad der er sket, aldrig indhold. Det slettes %(days)s dage efter forløbet."),
            days=days,
            quiet=True,
        )
    )
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Hændelser · %(course)s"), course=course), tuple(blocks))
