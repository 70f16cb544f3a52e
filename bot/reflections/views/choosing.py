"""Finding a prompt, looking at it, and planning a series."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from bot import dates
from bot.i18n import Locale, md
from bot.prompts.prompt import Form as Working
from bot.prompts.prompt import Prompt, Theme
from bot.prompts.words import goal_name, theme_name
from bot.ui import (
    Action,
    AnyField,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    ChoiceField,
    Form,
    Option,
    Page,
    TextField,
    plain,
)
from storage.planned_reflections import Planned


def form_name(locale: Locale, form: Working) -> str:
    _ = locale.gettext
    return {
        Working.ALONE_ALL: _("alene, så alle"),
        Working.ALONE_PAIRS_ALL: _("alene, par, alle"),
        Working.ALONE_PAIRS_FOUR_ALL: _("alene, par, fire, alle"),
        Working.WRITTEN_ROUND: _("runde på skrift"),
        Working.REFLECTING_TEAM: _("reflekterende team"),
        Working.BOARD: _("tavle"),
    }[form]


def _themes(locale: Locale, everything: str) -> ChoiceField:
    options = tuple(Option(one.value, theme_name(locale, one)) for one in Theme)
    return ChoiceField(
        name="theme",
        label=locale.gettext("Tema"),
        options=(Option("any", everything), *options),
        value="any",
    )


def find_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    word = TextField(
        name="text", label=_("Hvad leder du efter?"), hint=_("Et ord eller to, fx partner."), max_length=80
    )
    note = md(_("Kun du kan se, hvad du leder efter. Det gemmes ikke."), quiet=True)
    page = Page((word, _themes(locale, _("Alle temaer"))), note)
    return Form(action, _("Find et spørgsmål"), (page,), send=_("Søg"))


def found_card(
    locale: Locale, found: Sequence[Prompt], had: AbstractSet[str], pick: Action, again: Button, *, more: bool
) -> Card:
    _ = locale.gettext
    if not found:
        return Card(md(_("Find et spørgsmål")), (md(_("Der er ikke noget med de ord.")), Buttons((again,))))
    options = []
    for one in found:
        label = one.wording(locale.language).title
        if one.id in had:
            label = _("%(title)s (brugt før)") % {"title": label[:60]}
        options.append(Option(one.id, label[:75]))
    blocks: list[Block] = [Choice(_("Se et spørgsmål"), pick, tuple(options))]
    if more:
        text = _("Der er flere. Skriv et ord mere, så bliver listen kortere.")
        blocks.append(md("%(text)s", text=text, quiet=True))
    return Card(md(_("Find et spørgsmål")), (*blocks, Buttons((again,))))


def preview_card(locale: Locale, prompt: Prompt, had: datetime | None, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    about = _("%(theme)s · %(form)s · ca. %(minutes)s minutter") % {
        "theme": theme_name(locale, prompt.theme),
        "form": form_name(locale, prompt.form),
        "minutes": prompt.minutes,
    }
    goal = _("Læringsmål %(number)s: %(name)s") % {
        "number": prompt.goal,
        "name": goal_name(locale, prompt.goal),
    }
    blocks: list[Block] = [plain(wording.question)]
    if prompt.parts:
        labels = " · ".join(part.asked(locale.language).label for part in prompt.parts)
        blocks.append(md(_("**Felter:** %(labels)s"), labels=labels))
    blocks.append(md("%(about)s\n%(goal)s", about=about, goal=goal, quiet=True))
    if had is not None:
        day = dates.day(locale.local(had).date(), locale.local(locale.now), locale.language)
        blocks.append(md(_("I havde den %(day)s."), day=day, quiet=True))
    return Card(plain(wording.title), (*blocks, Buttons(buttons)))


def plan_form(locale: Locale, action: Action, prompt: Prompt | None) -> Form:
    """`prompt`: the one it is about; None: the best ones are chosen."""
    _ = locale.gettext
    when = TextField(
        name="dates",
        label=_("Hvornår?") if prompt else _("Hvilke dage?"),
        hint=_("Fx man uge 47. Skriver du ikke et klokkeslæt, bliver det kl. 9."),
        required=True,
        multiline=prompt is None,
        max_length=300,
    )
    names = ChoiceField(
        name="names",
        label=_("Skal teksterne vises med navn?"),
        required=True,
        options=(Option("no", _("Uden navn, hvis mindst fire deler")), Option("yes", _("Med navn"))),
        value="no",
    )
    note = md(
        _("Teamet kan se, hvem der har planlagt. Er ugen fyldt, venter spørgsmålet, til der er plads."),
        quiet=True,
    )
    fields: tuple[AnyField, ...] = (when, names)
    if prompt is None:
        fields = (when, _themes(locale, _("Det, der passer bedst")), names)
    title = _("Planlæg den") if prompt else _("Planlæg en række")
    return Form(action, title, (Page(fields, note),), send=_("Planlæg"))


def plan_card(
    locale: Locale, rows: Sequence[tuple[Planned, str, tuple[Button, ...]]], more: Button | None
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for one, title, presses in rows:
        when = dates.appointment(one.opens_at, locale.local(locale.now), locale.language)
        blocks += [md("**%(title)s**\n%(when)s", title=title, when=when), Buttons(presses)]
    if not rows:
        blocks.append(md(_("Der er ikke planlagt nogen refleksioner.")))
    if more is not None:
        blocks.append(Buttons((more,)))
    return Card(md(_("Planlagte refleksioner")), tuple(blocks))
