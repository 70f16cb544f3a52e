"""What the Slack door itself says: only what has to do with Slack."""

from __future__ import annotations

from bot.errors import N_
from bot.forms import open_form
from bot.i18n import Locale, md
from bot.ui import Button, Buttons, Card, Form, Style

# What the app says of itself in Slack's app directory and command list; it has no reader's language there.
ABOUT = N_("Samspil bærer rytmen i tværprofessionelle teams: tjek-ind, møder, roller og refleksion.")
ROOT_ABOUT = N_("Alt, hvad Samspil kan. Skriv hjaelp, så ser vi, hvad der giver mening nu.")


def late_form(locale: Locale, form: Form, page: int = 0) -> Card:
    """Instead of a form that came too late for Slack to open it."""
    _ = locale.gettext
    button = Button(_("Åbn"), open_form(form.action, page), Style.primary)
    return Card(
        md("%(title)s", title=form.title),
        (md(_("Det tog lidt længere tid end normalt. Tryk her, så åbner jeg den.")), Buttons((button,))),
    )


def invite_me(locale: Locale, name: str) -> Card:
    """To somebody who uses a command in a channel that the bot is not in."""
    _ = locale.gettext
    return Card(
        md(_("Jeg er ikke med i kanalen endnu")),
        (
            md(_("Skriv */invite @%(name)s* her i kanalen. Så fortsætter jeg, hvor vi slap."), name=name),
            md(_("Jeg læser ikke med, heller ikke når jeg er inviteret."), quiet=True),
        ),
    )
