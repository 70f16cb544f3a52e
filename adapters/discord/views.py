"""What the Discord door itself says: only what has to do with Discord."""

from __future__ import annotations

from bot.errors import N_
from bot.forms import open_form
from bot.i18n import Locale, md
from bot.ui import Button, Buttons, Card, Form, Style

# Descriptions of commands and their one option; Discord takes at most 100 characters.
ROOT_ABOUT = N_("Alt det, Samspil kan. Uden tekst: det næste, der giver mening for dig")
ROOT_HINT = N_("Hvad vil du?")
ANY_HINT = N_("Skriv det, eller lad det stå tomt")


def late_form(locale: Locale, form: Form, page: int = 0) -> Card:
    """Instead of a form that came too late for Discord to open it."""
    _ = locale.gettext
    button = Button(_("Åbn"), open_form(form.action, page), Style.primary)
    return Card(
        md("%(title)s", title=form.title),
        (md(_("Det tog lidt længere tid end normalt. Tryk her, så åbner jeg den.")), Buttons((button,))),
    )


def let_me_in(locale: Locale) -> Card:
    """To somebody who uses a command in a channel where the bot may not see or write."""
    _ = locale.gettext
    return Card(
        md(_("Jeg må ikke skrive i kanalen endnu")),
        (
            md(
                _(
                    "Bed en, der styrer serveren, om at åbne kanalens indstillinger, vælge *Tilladelser* og give "
                    "Samspil lov til at *se kanalen* og *sende beskeder*. Så fortsætter jeg, hvor vi slap."
                )
            ),
            md(_("Jeg læser ikke med, heller ikke når jeg er inviteret."), quiet=True),
        ),
    )
