"""Cards in the team's place (tone.md 6 and 7)."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.prompts.prompt import Prompt
from bot.reflections import boards
from bot.reflections.views.words import byline, number, until
from bot.reflections.views.working import board_blocks
from bot.ui import (
    Block,
    Button,
    Buttons,
    Card,
    Divider,
    Text,
    plain,
)
from bot.wording import shortened
from storage.reflections import Reflection

SHOWN_IN_ALL = 2800  # characters of texts on the team's card; the whole is behind *Læs alt*
SHOWN_LESS = 1500  # while the team works with them: then the step and its lines stand there too


def open_card(
    locale: Locale,
    round_: Reflection,
    prompt: Prompt,
    ready: tuple[int, int],
    opener: str,
    buttons: tuple[Button, ...],
) -> Card:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    how = _(
        "I skriver hver for sig. Din tekst er kun din, indtil du selv vælger at dele den. Én linje er nok, og du må springe over."
    )
    if round_.live:
        time = dates.clock(locale.local(round_.deadline), locale.language)
        shown = md(_("De delte tekster vises samlet kl. %(time)s, eller når alle er klar."), time=time)
    else:
        shown = md(
            _("De delte tekster vises samlet %(when)s, eller når alle er klar."), when=until(locale, round_)
        )
    names = _("De vises med navn.") if round_.by_name else _("De vises uden navn, hvis mindst fire deler.")
    return Card(
        plain(wording.title),
        (
            plain(wording.question),
            md("%(how)s", how=how, quiet=True),
            shown + md(" %(names)s", names=names),
            md(
                _("%(byline)s · **%(ready)s af %(people)s er klar**"),
                byline=byline(locale, round_, opener),
                ready=ready[0],
                people=ready[1],
            ),
            Buttons(buttons),
        ),
    )


def closed_card(locale: Locale, round_: Reflection, prompt: Prompt, opener: str) -> Card:
    """The opening card when writing is over."""
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    sentences = {
        "asking": _("Skrivetiden er forbi. Jeg spørger lige dem, der har delt, om teksten må stå med navn."),
        "revealed": _("Skrivetiden er forbi. Det, I har delt, står i sin egen besked."),
        "quiet": _("Skrivetiden er forbi. Ingen delte noget denne gang, og det er helt fint."),
    }
    return Card(
        plain(wording.title),
        (
            plain(wording.question),
            md("%(text)s", text=sentences[round_.state]),
            md("%(byline)s", byline=byline(locale, round_, opener), quiet=True),
        ),
    )


def reveal_card(
    locale: Locale,
    prompt: Prompt,
    texts: Sequence[tuple[str, str]],
    conclusion: str,
    working: Sequence[Block],
    buttons: tuple[Button, ...],
) -> Card:
    """`texts` are (name or "", text) in the order they are shown; `working`: where the team is with it."""
    _ = locale.gettext
    title = prompt.wording(locale.language).title
    blocks: list[Block] = [_intro(locale, title, len(texts), board=bool(prompt.parts))]
    if prompt.parts:
        blocks += board_blocks(locale, boards.gathered(prompt, [text for _name, text in texts]))
    else:
        blocks += _texts(texts, SHOWN_IN_ALL - (SHOWN_LESS if working else 0))
    blocks += [Divider(), *working]
    if conclusion:
        blocks.append(md(_("**Det tager I med videre:** %(sentence)s"), sentence=conclusion))
    elif not working:
        blocks.append(md(_("Hvad overrasker jer? Skriv én sætning, I vil tage med videre.")))
    blocks.append(Buttons(buttons))
    return Card(md(_("Her er det, I har delt")), tuple(blocks))


def _intro(locale: Locale, title: str, count: int, *, board: bool) -> Text:
    _ = locale.gettext
    if board:
        return md(
            _("*%(title)s*. Jeres tavle, felt for felt. Læs den i ro, før I taler om den."), title=title
        )
    if count == 1:
        return md(_("*%(title)s*. Læs den i ro, før I taler om den."), title=title)
    text = _("*%(title)s*. %(count)s tekster i tilfældig rækkefølge. Læs dem i ro, før I taler om dem.")
    return md(text, title=title, count=number(locale, count))


def _texts(texts: Sequence[tuple[str, str]], room: int) -> list[Block]:
    found: list[Block] = []
    for name, text in texts[:12]:
        shown = plain(shortened(text, room // max(len(texts), 1)), quote=True)
        found.append(md("**%(name)s**\n", name=name, quote=True) + shown if name else shown)
    return found


def is_clipped(prompt: Prompt, texts: Sequence[tuple[str, str]], *, working: bool) -> bool:
    if prompt.parts:
        return len(texts) > 0
    room = (SHOWN_IN_ALL - (SHOWN_LESS if working else 0)) // max(len(texts), 1)
    return any(len(text) > room for _name, text in texts)


def log_card(locale: Locale, rows: Sequence[tuple[Reflection, str]]) -> Card:
    """The team's concluding sentences, the newest first."""
    _ = locale.gettext
    blocks: tuple[Block, ...] = tuple(
        md(
            "**%(week)s · %(title)s**\n%(sentence)s",
            week=dates.week_label(locale.local(one.opened_at).date(), locale.language),
            title=title,
            sentence=one.conclusion,
        )
        for one, title in rows[:8]
    )
    return Card(md(_("Det har I taget med jer")), blocks or (md(_("Her er ikke noget endnu.")),))
