"""What the field log says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import dates
from bot.field import hours
from bot.i18n import Locale, md
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
from storage.field import FieldNote, Visit, VisitState

MOST_NAMED = 6
CLIPPED = 300


def when(locale: Locale, visit: Visit) -> str:
    return dates.span(visit.starts_at, visit.ends_at, locale.local(locale.now), locale.language)


def day(locale: Locale, moment: datetime) -> str:
    return dates.relative_day(locale.local(moment).date(), locale.local(locale.now), locale.language)


def length(locale: Locale, visit: Visit) -> str:
    return dates.duration(visit.plan.minutes, locale.language)


def clipped(text: str) -> str:
    return shortened(" ".join(text.split()), CLIPPED)


def people(locale: Locale, names: Sequence[str]) -> str:
    if len(names) > MOST_NAMED:
        return locale.gettext("%(count)s fra teamet") % {"count": len(names)}
    return locale.names(tuple(names))


def visit_text(locale: Locale, visit: Visit) -> Text:
    """`*Se værkstedet*, hos daglig leder` and when."""
    _ = locale.gettext
    host = _("hos %(host)s") % {"host": visit.plan.host}
    title = f"{visit.plan.purpose}, {host}" if visit.plan.purpose else host[:1].upper() + host[1:]
    return md("**%(title)s**\n%(when)s", title=title, when=when(locale, visit))


# ---- the card in the channel


def visit_card(
    locale: Locale,
    visit: Visit,
    names: Sequence[str],
    written: int,
    buttons: tuple[Button, ...],
    *,
    over: bool,
    said: Sequence[Text] = (),
) -> Card:
    """`said`: what the partner's people say of it."""
    _ = locale.gettext
    if visit.state is VisitState.cancelled:
        return Card(md(_("Besøget er aflyst")), (visit_text(locale, visit),))
    blocks: list[Block] = [visit_text(locale, visit)]
    if visit.state is VisitState.held:
        blocks.append(md(_("%(length)s i felten."), length=length(locale, visit)))
    if not over:
        if visit.plan.look:
            blocks.append(md(_("**Det må vi se:** %(look)s"), look=clipped(visit.plan.look)))
        if visit.plan.ask:
            blocks.append(md(_("**Det spørger vi om:** %(ask)s"), ask=clipped(visit.plan.ask)))
    if names:
        blocks.append(md(_("Med: %(names)s."), names=people(locale, names)))
    blocks += said
    if written:
        text = locale.ngettext(
            "%(count)s har skrevet om besøget.", "%(count)s har skrevet om besøget.", written
        )
        blocks.append(md(text, quiet=True, count=written))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("I var i felten") if over else _("Besøg i felten")), tuple(blocks))


def changed_card(locale: Locale, visit: Visit) -> Card:
    _ = locale.gettext
    title = _("Besøget er aflyst") if visit.state is VisitState.cancelled else _("Besøget er ændret")
    return Card(md("%(title)s", title=title), (visit_text(locale, visit),))


# ---- one person's


def overview(
    locale: Locale,
    minutes: int,
    planned: int,
    rows: Sequence[tuple[Visit, tuple[Button, ...]]],
    buttons: tuple[Button, ...],
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [hours_text(locale, minutes, planned)]
    for visit, presses in rows:
        blocks.append(visit_text(locale, visit))
        if presses:
            blocks.append(Buttons(presses))
    if not rows:
        blocks.append(md(_("Der er ikke skrevet besøg op endnu.")))
    return Card(md(_("Tid i felten")), (*blocks, Buttons(buttons)))


def hours_text(locale: Locale, minutes: int, planned: int) -> Text:
    _ = locale.gettext
    spent = hours.shown(minutes / 60, locale.language)
    if not planned:
        return md(_("Denne uge: %(spent)s timer. I har ikke planlagt et timetal."), spent=spent)
    plan = hours.shown(planned / 60, locale.language)
    return md(_("Denne uge: **%(spent)s af %(plan)s timer**."), spent=spent, plan=plan)


def note_page(
    locale: Locale,
    visit: Visit,
    who: Sequence[str],
    note: tuple[FieldNote, str] | None,
    buttons: tuple[Button, ...],
) -> Card:
    """A visit and what one person wrote of it."""
    _ = locale.gettext
    blocks: list[Block] = [visit_text(locale, visit)]
    if who:
        blocks.append(md(_("Med: %(names)s."), names=people(locale, who)))
    if note is None:
        blocks.append(md(_("Ingen har skrevet noget om besøget endnu.")))
    else:
        found, name = note
        blocks += [Divider(), md("**%(name)s**", name=name or _("Tidligere medlem"))]
        parts = (
            (_("Det så jeg"), found.observations),
            (_("Det overraskede mig"), found.surprise),
            (_("Mit næste spørgsmål"), found.question),
        )
        blocks += [md("*%(label)s*\n", label=label) + plain(text) for label, text in parts if text]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Fra felten")), tuple(blocks))


def saved(locale: Locale, visit: Visit, warning: Text | None, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [visit_text(locale, visit)]
    if warning:
        blocks.append(warning)
    return Card(md(_("Tak, det er skrevet op")), (*blocks, Buttons(buttons)))


def planned(locale: Locale, visit: Visit, warning: Text | None, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [visit_text(locale, visit)]
    if warning:
        blocks.append(warning)
    return Card(md(_("Besøget står i jeres kanal og i kalenderen")), (*blocks, Buttons(buttons)))


def nudge(locale: Locale, name: str, visit: Visit, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = _(
        "Hej %(name)s. I besøgte %(host)s %(day)s. Tre ting, du så, én, der overraskede dig, og dit næste spørgsmål. "
        "Stikord er nok, og det er fint at springe over."
    )
    text_ = md(text, name=name, host=visit.plan.host, day=day(locale, visit.starts_at))
    return Card(md(_("Skriv det, mens I husker det")), (text_, Buttons(buttons)))


def step_after(locale: Locale, visit: Visit) -> Text:
    text = locale.gettext("I besøgte %(host)s %(day)s. Skriv det, mens I husker det.")
    return md(text, host=visit.plan.host, day=day(locale, visit.starts_at))


def news(locale: Locale, visits: Sequence[Visit]) -> Text:
    _ = locale.gettext
    if len(visits) > 1:
        return md(_("Teamet har været i felten %(count)s gange."), count=len(visits))
    return md(_("Teamet har været hos %(host)s."), host=visits[0].plan.host)


def calendar_title(locale: Locale, visit: Visit) -> str:
    return locale.gettext("Besøg hos %(host)s") % {"host": visit.plan.host}


def calendar_about(locale: Locale, visit: Visit, team: str) -> str:
    _ = locale.gettext
    parts = [visit.plan.purpose]
    if visit.plan.look:
        parts.append(_("Det må vi se: %(look)s") % {"look": visit.plan.look})
    if visit.plan.ask:
        parts.append(_("Det spørger vi om: %(ask)s") % {"ask": visit.plan.ask})
    return "\n".join(part for part in (*parts, team) if part)
