"""What the log says: what kind of thing, never what it was about."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, plain
from storage.audit import Deed, Entry


def deed(locale: Locale, kind: Deed) -> str:
    _ = locale.gettext
    return {
        Deed.loaded: _("forløbet blev læst ind"),
        Deed.appointed: _("blev udpeget"),
        Deed.moved: _("blev flyttet hertil fra et andet team"),
        Deed.wrote: _("teamet fik en besked fra den forløbsansvarlige"),
        Deed.ended: _("blev taget af teamet"),
        Deed.joined: _("kom på teamet"),
        Deed.placed: _("en kanal blev knyttet til teamet"),
        Deed.vouched: _("der blev svaret på, om en konto er den rigtige"),
        Deed.link: _("der blev lavet et nyt link til nettet"),
        Deed.approved: _("der blev svaret på en kontrakt"),
        Deed.exported: _("data blev hentet"),
        Deed.erased: _("data blev slettet"),
        Deed.closed: _("forløbet blev afsluttet"),
    }[kind]


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
