"""What one's own journal says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import dates
from bot.i18n import Locale, md
from bot.prompts.words import goal_name, theme_name
from bot.ui import Block, Button, Buttons, Card, Divider, Facts, plain

if TYPE_CHECKING:
    from bot.reflections.covering import Coverage
    from bot.reflections.own import Entry


def count(locale: Locale, texts: int) -> str:
    _ = locale.gettext
    if not texts:
        return _("ingen endnu")
    return locale.ngettext("én tekst", "%(count)s tekster", texts) % {"count": texts}


def goal_rows(locale: Locale, covered: Coverage) -> list[tuple[str, int]]:
    return [(f"{goal} {goal_name(locale, goal)}", texts) for goal, texts in covered.goals.items()]


def theme_rows(locale: Locale, covered: Coverage) -> list[tuple[str, int]]:
    return [(theme_name(locale, theme), texts) for theme, texts in covered.themes.items()]


def alternative(locale: Locale, covered: Coverage) -> str:
    """What the picture of it shows, in words."""
    _ = locale.gettext
    rows = [*goal_rows(locale, covered), *theme_rows(locale, covered)]
    said = ". ".join(f"{name}: {count(locale, texts)}" for name, texts in rows)
    return _("Hvor mange tekster du har til hvert læringsmål og hvert tema. %(said)s.") % {"said": said}


def _facts(locale: Locale, covered: Coverage) -> tuple[Block, ...]:
    _ = locale.gettext
    goals = tuple(
        (name, plain(_with_roles(locale, texts, roles)))
        for (name, texts), roles in zip(goal_rows(locale, covered), covered.roles.values(), strict=True)
    )
    themes = tuple((name, plain(count(locale, texts))) for name, texts in theme_rows(locale, covered))
    return md(_("**De seks læringsmål**")), Facts(goals), md(_("**De seks temaer**")), Facts(themes)


def _with_roles(locale: Locale, texts: int, roles: int) -> str:
    """`2 tekster · én rolle`."""
    if not roles:
        return count(locale, texts)
    had = locale.ngettext("én rolle", "%(count)s roller", roles) % {"count": roles}
    return f"{count(locale, texts)} · {had}" if texts else had


def journal_card(locale: Locale, covered: Coverage, texts: int, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    seen = md(
        _(
            "Kun du kan se den. Den samles af det, du selv har skrevet i refleksioner, og de roller, du har haft."
        ),
        quiet=True,
    )
    blocks: list[Block] = [seen]
    if texts or any(covered.roles.values()):
        blocks += _facts(locale, covered)
    else:
        blocks.append(md(_("Her er ikke noget endnu. Den første linje er nok til at begynde.")))
    return Card(md(_("Din læringsjournal")), (*blocks, Buttons(buttons)))


def journal_page(
    locale: Locale, name: str, covered: Coverage | None, shown: Sequence[Entry], following: tuple[Button, ...]
) -> Card:
    """`covered`: on the first page."""
    _ = locale.gettext
    blocks: list[Block] = []
    if covered is not None:
        blocks += [plain(name, quiet=True), *_facts(locale, covered), Divider()]
    if not shown and not following:
        blocks.append(md(_("Her er ikke noget endnu. Den første linje er nok til at begynde.")))
    for one in shown:
        blocks += _entry(locale, one)
    if following:
        blocks.append(Buttons(following))
    return Card(md(_("Læringsjournal")), tuple(blocks))


def _entry(locale: Locale, one: Entry) -> tuple[Block, ...]:
    _ = locale.gettext
    when = dates.day(locale.local(one.at).date(), locale.local(locale.now), locale.language)
    about = [when, _("delt med teamet") if one.shared else _("kun din")]
    if one.prompt is not None:
        about.append(theme_name(locale, one.prompt.theme))
    if one.goal:
        about.append(_("læringsmål %(number)s") % {"number": one.goal})
    head = md("**%(title)s**\n%(question)s", title=one.title, question=one.question)
    return head, plain(" · ".join(about), quiet=True), plain(one.text, quote=True)
