"""Cards for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import dates
from bot.i18n import Locale, md
from bot.prompts.prompt import Prompt
from bot.prompts.words import theme_name
from bot.reflections import boards
from bot.reflections.rules import AskWhy, Why
from bot.reflections.views.words import why
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

if TYPE_CHECKING:
    from bot.reflections.own import Entry

PER_PAGE = 2
OWN_SHOWN = 1500  # characters of each of one's own texts on a card; the journal has them whole


def suggestion(locale: Locale, prompt: Prompt, reason: Why, team: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    about = _("%(theme)s · ca. %(minutes)s minutter") % {
        "theme": theme_name(locale, prompt.theme),
        "minutes": prompt.minutes,
    }
    return Card(
        md(_("Forslag til %(team)s"), team=team),
        (
            md("**%(title)s**", title=wording.title),
            plain(wording.question),
            md("%(about)s. %(why)s", about=about, why=why(locale, reason), quiet=True),
            Buttons(buttons),
        ),
    )


def opened(locale: Locale, rows: Sequence[tuple[str, str]]) -> Card:
    """What was opened where: (team, title or why not)."""
    _ = locale.gettext
    blocks = tuple(md("*%(team)s*: %(what)s", team=team, what=what) for team, what in rows[:25])
    return Card(md(_("Refleksionen er åbnet")), blocks)


def counts(locale: Locale, prompt: Prompt, ready: tuple[int, int], buttons: tuple[Button, ...] = ()) -> Card:
    """What a facilitator sees of an open round: how many, never what."""
    _ = locale.gettext
    text = md(
        _("**%(ready)s af %(people)s er klar.** Du ser kun teksterne, hvis de bliver delt i kanalen."),
        ready=ready[0],
        people=ready[1],
    )
    return Card(
        plain(prompt.wording(locale.language).title), (text, *((Buttons(buttons),) if buttons else ()))
    )


def written(locale: Locale, round_: Reflection, *, shared: bool, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    if shared:
        text = _(
            "Den vises sammen med de andres. Du kan rette den eller beholde den for dig selv, indtil de vises."
        )
    else:
        text = _("Den er kun din. Du tæller med som klar, og du finder den igen med /refleksion mine.")
    return Card(md(_("Gemt")), (md("%(text)s", text=text), Buttons(buttons)))


def ask_card(locale: Locale, reason: AskWhy, title: str, buttons: tuple[Button, ...]) -> Card:
    """Without the text itself: a post rests in the outbox, where nothing may be that is not shared yet."""
    _ = locale.gettext
    if reason is AskWhy.ALONE:
        question = _("Du er den eneste, der har delt denne gang. Skal teksten vises for teamet med dit navn?")
    else:
        question = _(
            "I er for få til, at teksterne kan stå uden navn. Må din vises med dit navn? Den kan komme til at stå alene."
        )
    about = md(_("Det gælder *%(title)s*."), quiet=True, title=title)
    return Card(md(_("Må din tekst vises?")), (md("%(q)s", q=question), about, Buttons(buttons)))


def texts_card(
    locale: Locale, prompt: Prompt, texts: Sequence[tuple[str, str]], page: int, buttons: tuple[Button, ...]
) -> Card:
    """The whole texts, two at a time, for one reader."""
    blocks: list[Block] = []
    for name, text in texts[page * PER_PAGE : (page + 1) * PER_PAGE]:
        if blocks:
            blocks.append(Divider())
        if name:
            blocks.append(md("**%(name)s**", name=name))
        blocks.append(plain(boards.readable(prompt, text, locale.language), quote=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(plain(prompt.wording(locale.language).title), tuple(blocks))


def own_card(
    locale: Locale, texts: Sequence[Entry], buttons: Sequence[Button], more: tuple[Button, ...]
) -> Card:
    """The person's own texts on this page, each with its *Slet*."""
    _ = locale.gettext
    if not texts:
        return Card(md(_("Dine refleksioner")), (md(_("Du har ikke skrevet nogen endnu.")),))
    blocks: list[Block] = []
    for own, button in zip(texts, buttons, strict=True):
        state = _("delt") if own.shared else _("kun din")
        when = dates.day(locale.local(own.at).date(), locale.local(locale.now), locale.language)
        blocks.append(md("**%(title)s** · %(when)s · %(state)s", title=own.title, when=when, state=state))
        if own.prompt is None and own.question:
            blocks.append(plain(own.question, quiet=True))
        blocks += [plain(shortened(own.text, OWN_SHOWN), quote=True), Buttons((button,))]
    if more:
        blocks.append(Buttons(more))
    return Card(md(_("Dine refleksioner")), tuple(blocks))


def alone_card(locale: Locale, prompt: Prompt, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    return Card(
        md(_("Et spørgsmål til dig")),
        (
            md("**%(title)s**", title=wording.title),
            plain(wording.question),
            md(_("Det, du skriver, er kun dit. Én linje er nok."), quiet=True),
            Buttons(buttons),
        ),
    )


def all_written(locale: Locale, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Du har skrevet til alle spørgsmålene her. Skriv gerne til et af dine egne."))
    return Card(md(_("Et spørgsmål til dig")), (text, Buttons(buttons)))


def permission(locale: Locale, button: Button, facilitator: str) -> Card:
    _ = locale.gettext
    who = facilitator or _("Jeres facilitator")
    text = md(_("%(who)s åbner refleksioner for jer. I kan også vælge, at alle i teamet må."), who=who)
    return Card(md(_("Der er ingen refleksion åben lige nu")), (text, Buttons((button,))))
