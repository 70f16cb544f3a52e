"""What the core itself says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.i18n import Locale, md
from bot.text import mask_cpr
from bot.ui import Action, Button, Buttons, Card, Values, plain
from storage.teams import Team

if TYPE_CHECKING:
    from bot.context import Context

MOST_CHOICES = 20


def problem(locale: Locale, error: BotError, values: Values) -> Card:
    """The error in the person's language, and what they had written, so that it can be used again."""
    _ = locale.gettext
    sentence = plain(_(error.message) % error.values if error.values else _(error.message))
    written = [value for value in values.values() if isinstance(value, str) and len(value) > 20]
    blocks = [sentence]
    if written:
        blocks.append(md(_("Her er det, du havde skrevet:"), quiet=True))
        blocks += [plain(mask_cpr(text)[:600], quote=True) for text in written[:4]]
    return Card(md(_("Det gik ikke")), tuple(blocks))


def unknown_command(ctx: Context, name: str) -> Card:
    _ = ctx.locale.gettext
    button = Button(_("Vis, hvad jeg kan"), Action.to("core/run", "-", "hjaelp"))
    text = md(_("Jeg kender ikke **%(name)s**. Skriv */samspil hjaelp*, så ser vi, hvad der giver mening nu."),
              name=name[:40])  # fmt: skip
    return Card(md(_("Den kender jeg ikke")), (text, Buttons((button,))))


def choose_team(ctx: Context, teams: list[Team], command: str, text: str) -> Card:
    title = ctx.locale.gettext("Hvilket team gælder det?")
    return _choice(title, [(team.id, team.name) for team in teams], command, text)


def choose(ctx: Context, named: list[tuple[int, str]], command: str, text: str) -> Card:
    """Among courses, each by one of its teams, and teams."""
    return _choice(ctx.locale.gettext("Hvilket forløb gælder det?"), named, command, text)


def _choice(title: str, named: list[tuple[int, str]], command: str, text: str) -> Card:
    buttons = tuple(
        Button(name[:75], Action.to("core/run", team_id, command, text[:40]))
        for team_id, name in named[:MOST_CHOICES]
    )
    rows = tuple(Buttons(buttons[start : start + 5]) for start in range(0, len(buttons), 5))
    return Card(md("%(title)s", title=title), rows)
