"""What the goals say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import dates
from bot.goals.rules import HIGHEST, LOWEST, Progress
from bot.i18n import Locale, md
from bot.pictures import Point
from bot.ui import (
    MAX_FIELD_LABEL,
    MAX_HINT,
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Form,
    Page,
    Picture,
    ScaleField,
    Text,
    TextField,
    plain,
)
from bot.wording import read_by_team
from storage.goals import Goal

TEXT, SIGN = 120, 160  # characters
AGREEMENT = 60  # of one under a goal
MOST_AGREEMENTS = 3  # shown under a goal
MOST_POINTS = 10  # follow-ups in the picture


@dataclass(frozen=True, slots=True)
class Shown:
    """A goal with its numbers, the open agreements that serve it, and how many of them are done."""

    goal: Goal
    progress: Progress
    agreements: tuple[str, ...]
    kept: int
    picture: Picture | None
    buttons: tuple[Button, ...]


def overview(
    locale: Locale, goals: Sequence[Shown], closed: Sequence[Goal], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for one in goals:
        blocks += _goal(locale, one)
    if not goals:
        blocks.append(md(_("I har ingen mål endnu. Hvad vil I gerne kunne se, når forløbet slutter?")))
    reached = [goal.text for goal in closed if goal.state == "reached"]
    if reached:
        blocks.append(md(_("**Nået:** %(goals)s"), goals=" · ".join(reached[-2:]), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Jeres mål")), tuple(blocks))


def _goal(locale: Locale, one: Shown) -> list[Block]:
    _ = locale.gettext
    blocks: list[Block] = [
        md("**%(text)s**", text=one.goal.text) + plain(f"\n{standing(locale, one.progress)}")
    ]
    more = [_agreements(locale, one)] if one.agreements or one.kept else []
    if one.goal.sign:
        more.insert(0, md(_("Tegn på succes: %(sign)s"), sign=one.goal.sign, quiet=True))
    if more:
        blocks.append(more[0] if len(more) == 1 else more[0] + plain("\n") + more[1])
    if one.picture:
        blocks.append(one.picture)
    if one.buttons:
        blocks.append(Buttons(one.buttons))
    return blocks


def _agreements(locale: Locale, one: Shown) -> Text:
    _ = locale.gettext
    said = [_short(text, AGREEMENT) for text in one.agreements[:MOST_AGREEMENTS]]
    more = len(one.agreements) - len(said)
    if more:
        said.append(_("%(count)s til") % {"count": more})
    if one.kept:
        said.append(locale.ngettext("én er klaret", "%(count)s er klaret", one.kept) % {"count": one.kept})
    return md(_("Aftaler: %(agreements)s"), agreements=" · ".join(said), quiet=True)


def standing(locale: Locale, progress: Progress) -> str:
    """`6 af 10, 2 op siden sidst (torsdag d. 12. november)`."""
    _ = locale.gettext
    if progress.now is None:
        return _("Har ikke fået et tal endnu.")
    day = dates.day(progress.now.day, locale.local(locale.now), locale.language)
    values = {"value": progress.now.value, "day": day}
    change = progress.change
    if change is None:
        return _("%(value)s af 10 (%(day)s)") % values
    if change == 0:
        return _("%(value)s af 10, som sidst (%(day)s)") % values
    values["steps"] = abs(change)
    if change > 0:
        return _("%(value)s af 10, %(steps)s op siden sidst (%(day)s)") % values
    return _("%(value)s af 10, %(steps)s ned siden sidst (%(day)s)") % values


def points(locale: Locale, progress: Progress) -> list[Point]:
    """What the picture shows: each follow-up's number, the latest ones."""
    return [
        Point(f"{one.day.day}/{one.day.month}", one.value, str(one.value))
        for one in progress.points[-MOST_POINTS:]
    ]


def alt(locale: Locale, goal: Goal, progress: Progress) -> str:
    """The same in words."""
    now = locale.local(locale.now)
    said = [
        f"{dates.short_day(one.day, now, locale.language)} {one.value}"
        for one in progress.points[-MOST_POINTS:]
    ]
    return locale.gettext('Målet "%(goal)s", fra 0 til 10: %(numbers)s') % {
        "goal": goal.text,
        "numbers": ", ".join(said),
    }


def signs(locale: Locale, rows: Sequence[tuple[Goal, Button | None]], new: Button | None) -> Card:
    """`/samspil tegn`: what they will see when it works."""
    _ = locale.gettext
    blocks: list[Block] = []
    for goal, button in rows:
        sign = goal.sign or _("Hvad vil I se, når det lykkes?")
        blocks.append(md("**%(text)s**", text=goal.text) + plain(f"\n{sign}"))
        if button:
            blocks.append(Buttons((button,)))
    if not rows:
        blocks.append(md(_("Et tegn på succes hører til et mål. Skriv et mål først, så er I i gang.")))
    if new:
        blocks.append(Buttons((new,)))
    return Card(md(_("Tegn på succes")), tuple(blocks))


# ---- forms


def goal_form(locale: Locale, action: Action, goal: Goal | None) -> Form:
    _ = locale.gettext
    fields = (
        TextField(
            name="text",
            label=_("Hvad vil I nå?"),
            hint=_("Fx: Flere unge tør komme i foreningen."),
            required=True,
            max_length=TEXT,
            value=goal.text if goal else "",
        ),
        TextField(
            name="sign",
            label=_("Hvad vil I se, når det lykkes?"),
            hint=_("Et tegn, som andre også kan få øje på. Kan skrives senere."),
            max_length=SIGN,
            value=goal.sign if goal else "",
        ),
    )
    title = _("Ret målet") if goal else _("Nyt mål")
    return Form(action, title, (Page(fields, read_by_team(locale)),), send=_("Gem målet"))


def marks_form(locale: Locale, action: Action, goals: Sequence[tuple[Goal, Progress]]) -> Form:
    """Every goal's number on one page; what is skipped stays as it was."""
    _ = locale.gettext
    steps = tuple(str(value) for value in range(LOWEST, HIGHEST + 1))
    fields = tuple(
        ScaleField(
            name=f"goal_{goal.id}",
            label=_short(goal.text, MAX_FIELD_LABEL),
            hint=_short(_("Sidst: %(standing)s") % {"standing": standing(locale, so_far)}, MAX_HINT),
            steps=steps,
        )
        for goal, so_far in goals
    )
    note = md(_("Snak om det, før I svarer. Teamet og jeres facilitator kan se tallene, men ikke hvem der satte dem."),
              quiet=True)  # fmt: skip
    return Form(action, _("Hvor langt er I?"), (Page(fields, note),), send=_("Gem tallene"))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
