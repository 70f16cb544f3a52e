"""What a team works on together after writing: steps, lines, boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import dates
from bot.i18n import Locale, md
from bot.prompts.forms import FormStep
from bot.prompts.prompt import Part
from bot.ui import Action, Block, Form, Page, TextField, plain
from bot.wording import shortened

LINE_LENGTH = 200
LINES_IN_ALL = 1200  # characters of lines on the card
BOARD_IN_ALL = 2200  # … and of a board


@dataclass(frozen=True, slots=True)
class StepShown:
    """`until` is UTC; `groups` are first names, () where all talk together."""

    step: FormStep
    number: int
    of: int
    until: datetime
    groups: tuple[tuple[str, ...], ...]


def step_blocks(locale: Locale, shown: StepShown | None, lines: Sequence[tuple[str, str]]) -> list[Block]:
    _ = locale.gettext
    blocks: list[Block] = []
    room = LINES_IN_ALL // max(len(lines), 1)
    said = "\n".join(f"{name}: {shortened(text, max(room - len(name) - 3, 20))}" for name, text in lines)
    if said:
        blocks.append(plain(said, quote=True))
    if shown is None:
        return blocks
    head = _("**Trin %(number)s af %(of)s.** %(text)s")
    blocks.append(md(head, number=shown.number, of=shown.of, text=shown.step.text(locale.language)))
    if shown.groups:
        together = " · ".join(locale.names(group) for group in shown.groups)
        blocks.append(md("**%(groups)s**", groups=together))
    over = shown.until <= locale.now
    until = dates.clock(locale.local(shown.until), locale.language)
    text = _("Tiden er gået. Tag den tid, I har brug for.") if over else _("Til kl. %(time)s.")
    blocks.append(md(text, quiet=True, time=until))
    return blocks


def board_blocks(locale: Locale, gathered: Sequence[tuple[Part, Sequence[str]]]) -> list[Block]:
    """What everybody wrote, field by field; a field nobody wrote in says so in one sign."""
    count = sum(len(texts) for _part, texts in gathered)
    room = max(BOARD_IN_ALL // max(count, 1) - 4, 12)
    blocks: list[Block] = []
    for part, texts in gathered:
        label = part.asked(locale.language).label
        said = "\n".join(f"• {shortened(' '.join(text.split()), room)}" for text in texts) or "–"
        blocks.append(md("**%(label)s**\n%(said)s", label=label, said=said))
    return blocks


def line_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    field = TextField(name="line", label=_("Din linje"), required=True, max_length=LINE_LENGTH)
    note = md(
        _(
            "Den vises på kortet med dit fornavn, og alle i teamets kanal kan læse den. Skriv ikke navne på borgere."
        ),
        quiet=True,
    )
    return Form(action, _("Én linje"), (Page((field,), note),), send=_("Vis den"))
