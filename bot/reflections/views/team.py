"""Cards in the team's place (tone.md 6 and 7)."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.reflections.prompt import Prompt
from bot.reflections.views.words import byline, number, until
from bot.ui import (
    Block,
    Button,
    Buttons,
    Card,
    Divider,
    plain,
)
from bot.wording import shortened
from storage.reflections import Reflection

SHOWN_IN_ALL = 2800  # characters of texts on the team's card; the whole is behind *Læs alt*


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
    buttons: tuple[Button, ...],
) -> Card:
    """`texts` are (name or "", text) in the order they are shown."""
    _ = locale.gettext
    count = len(texts)
    if count == 1:
        intro = md(
            _("*%(title)s*. Læs den i ro, før I taler om den."), title=prompt.wording(locale.language).title
        )
    else:
        intro = md(
            _("*%(title)s*. %(count)s tekster i tilfældig rækkefølge. Læs dem i ro, før I taler om dem."),
            title=prompt.wording(locale.language).title,
            count=number(locale, count),
        )
    blocks: list[Block] = [intro]
    room = SHOWN_IN_ALL // max(count, 1)
    for name, text in texts[:12]:
        shown = plain(shortened(text, room), quote=True)
        blocks.append(md("**%(name)s**\n", name=name, quote=True) + shown if name else shown)
    blocks.append(Divider())
    if conclusion:
        blocks.append(md(_("**Det tager I med videre:** %(sentence)s"), sentence=conclusion))
    else:
        blocks.append(md(_("Hvad overrasker jer? Skriv én sætning, I vil tage med videre.")))
    blocks.append(Buttons(buttons))
    return Card(md(_("Her er det, I har delt")), tuple(blocks))


def is_clipped(texts: Sequence[tuple[str, str]]) -> bool:
    room = SHOWN_IN_ALL // max(len(texts), 1)
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
