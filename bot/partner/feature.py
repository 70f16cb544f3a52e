"""The local organisation: what it registers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot import thresholds
from bot.context import Context
from bot.errors import N_
from bot.events import PartnerContact
from bot.feature import (
    FACILITATORS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Signal,
    Step,
)
from bot.i18n import md
from bot.partner import handlers, rules, views
from bot.team_parts import essentials_only
from bot.ui import Action, Button
from storage.partners import PartnerStore
from storage.teams import Role


def steps(ctx: Context) -> Iterable[Step]:
    """The press, when it has been quiet for a while."""
    name = handlers.name_of(ctx)
    if ctx.role is not Role.member or not name:
        return
    today, since = ctx.locale.today, handlers.quiet_since(ctx)
    if rules.is_quiet(since, today, ctx.here.course.ends_on, rules.SOON_SILENT):
        text = views.step(ctx.locale, name, (today - since).days, ever=bool(handlers.contact_days(ctx)))
        yield Step(65, text, handlers.contact_button(ctx))


def signals(ctx: Context) -> Iterable[Signal]:
    """No contact with the local organisation for 14 days."""
    if essentials_only(ctx.here) or not handlers.name_of(ctx):
        return
    since, today = handlers.quiet_since(ctx), ctx.locale.today
    least = timedelta(days=thresholds.of(ctx.here.course).partner_quiet_days)
    if not rules.is_quiet(since, today, ctx.here.course.ends_on, least):
        return
    days = (today - since).days
    yield Signal(
        kind="partner.quiet",
        team_id=ctx.here.id,
        order=40,
        text=lambda locale: md(
            locale.gettext(
                "der er ikke noteret kontakt med den lokale organisation i %(days)s dage. Spørg, om de har talt sammen."
            ),
            days=days,
        ),
        action=lambda locale: Button(locale.gettext("Spørg teamet"), Action.to("partner/ask", ctx.here.id)),
        shared_text=lambda locale: md(
            locale.gettext(
                "der er ikke noteret kontakt med den lokale organisation i %(days)s dage. Spørg dem."
            ),
            days=least.days,
        ),
    )


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    return [
        (
            _("Kontakt med den lokale organisation"),
            " · ".join(part for part in (one.on_day.isoformat(), one.contact, one.line) if part),
        )
        for one in ctx.store(PartnerStore).of_person(person_id)
    ]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(PartnerStore).erase(person_id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    for one in reversed(ctx.store(PartnerStore).contacts(ctx.here.id)):
        if one.line or one.contact:
            label = ctx.locale.gettext("Kontakt med den lokale organisation, %(day)s") % {"day": one.on_day}
            yield label, "\n".join(text for text in (one.contact, one.line) if text)


feature = Feature(
    name="partner",
    commands=(
        Command(
            name="partner",
            handler=handlers.command,
            about=N_("Se jeres lokale organisation, og notér kontakt"),
            english="partner",
        ),
    ),
    presses={
        "partner/show": PressRoute(handlers.show, TEAM),
        "partner/contact": PressRoute(handlers.contact, TEAM),
        "partner/undo": PressRoute(handlers.undo, TEAM),
        "partner/ask": PressRoute(handlers.ask, FACILITATORS),
    },
    forms={
        "partner/edit": FormRoute(handlers.edit_form, handlers.edit, TEAM),
        "partner/note": FormRoute(handlers.note_form, handlers.note, TEAM),
    },
    cards={"partner/asked": handlers.asked_card},
    on={PartnerContact: handlers.on_contact},
    steps=steps,
    signals=signals,
    personal_data=PersonalData(("partner_contact",), export, erase),
    retention=Retention(team=("partner", "partner_contact")),
    keepsakes=keepsakes,
)
