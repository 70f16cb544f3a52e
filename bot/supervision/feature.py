"""Supervision: what it registers.

Who may: a facilitator offers times to their own teams, closes what is left and takes back what they cannot keep;
members take, ask, move and give back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.context import Context
from bot.errors import N_
from bot.events import MemberLeft
from bot.feature import (
    FACILITATORS,
    MEMBERS,
    TEAM,
    CalendarEntry,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Step,
)
from bot.i18n import md
from bot.supervision import offering, preparing, taking, views, withdrawing
from bot.supervision.offers import facilitator_name, free, refresh
from bot.ui import Button, Style
from storage.supervision import Offer, SupervisionStore, Time
from storage.teams import Role

KEPT = timedelta(days=60)  # how far back a subscribed calendar remembers
SOON = timedelta(days=3)


def steps(ctx: Context) -> Iterable[Step]:
    """Say what to talk about when it is near; take a time when there is one."""
    if ctx.role is not Role.member:
        return
    _ = ctx.locale.gettext
    store = ctx.store(SupervisionStore)
    mine = store.taken(ctx.here.id, ctx.now)
    for _offer, time in mine:
        if not time.question and time.starts_at <= ctx.now + SOON:
            text = md(_("I skal til vejledning %(when)s."), when=views.when(ctx.locale, time.starts_at))
            button = Button(_("Skriv spørgsmålet"), ctx.team_action("supervision/question", time.id))
            yield Step(25, text, button)
    have = {time.offer_id for _offer, time in mine}
    for offer in store.offered_to(ctx.here.id):
        if offer.id not in have and free(ctx, offer):
            text = md(_("%(name)s tilbyder vejledning."), name=facilitator_name(ctx, offer))
            action = ctx.team_action("supervision/see", offer.id)
            yield Step(45, text, Button(_("Se tiderne"), action, Style.primary))


def calendar(ctx: Context) -> Iterable[CalendarEntry]:
    """The times the team has taken, and those it had, which are cancelled. The UID is the team's, so that the next
    team's is another event."""
    store = ctx.store(SupervisionStore)
    for offer, time in store.taken(ctx.here.id, ctx.now - KEPT):
        yield replace(
            _event(ctx, offer, time), changed_at=time.changed_at, sequence=time.sequence, about=time.question
        )
    for one in store.given_up(ctx.here.id, ctx.now - KEPT):
        event = _event(ctx, one.offer, one.time)
        yield replace(event, changed_at=one.at, sequence=one.sequence, cancelled=True)


def _event(ctx: Context, offer: Offer, time: Time) -> CalendarEntry:
    return CalendarEntry(
        uid=f"supervision-{time.id}-{ctx.here.id}@samspil",
        start=time.starts_at,
        end=time.starts_at + offer.length,
        title=views.event_title(ctx.locale, ctx.here.name),
        changed_at=time.changed_at,
        place=offer.place,
    )


def on_left(ctx: Context, event: MemberLeft) -> None:
    """Their team's times stay the team's; a facilitator's free times go with them."""
    store = ctx.store(SupervisionStore)
    for offer in store.offered_by(event.person_id):
        if ctx.here.id in store.teams(offer.id):
            refresh(ctx, offer.id)


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    store = ctx.store(SupervisionStore)
    rows = [
        (_("Vejledning, du har taget"), f"{ctx.locale.long(one.starts_at)} {one.question}".strip())
        for one in store.taken_by(person_id)
    ]
    return rows + [
        (_("Vejledning, du har tilbudt"), f"{ctx.locale.long(one.starts_at)} {offer.place}".strip())
        for offer, one in store.all_offered_by(person_id)
    ]


def erase(ctx: Context, person_id: int) -> None:
    for offer_id in ctx.store(SupervisionStore).erase(person_id):
        refresh(ctx, offer_id)


def sweep(ctx: Context) -> None:
    ctx.store(SupervisionStore).forget_empty()


feature = Feature(
    name="supervision",
    commands=(
        Command(
            name="vejledning",
            handler=offering.command,
            about=N_("Tag en vejledningstid, eller tilbyd dine teams nogle"),
            english="supervision",
            in_team=False,
        ),
    ),
    presses={
        "supervision/see": PressRoute(taking.see, TEAM),
        "supervision/take": PressRoute(taking.take, MEMBERS),
        "supervision/release": PressRoute(taking.release, MEMBERS),
        "supervision/others": PressRoute(taking.others, MEMBERS),
        "supervision/move": PressRoute(taking.move, MEMBERS),
        "supervision/mine": PressRoute(offering.mine, FACILITATORS, in_team=False),
        "supervision/close": PressRoute(offering.close, FACILITATORS, in_team=False),
        "supervision/choose": PressRoute(withdrawing.choose, FACILITATORS, in_team=False),
        "supervision/withdraw": PressRoute(withdrawing.withdraw, FACILITATORS, in_team=False),
        "supervision/withdrawn": PressRoute(withdrawing.withdrawn, FACILITATORS, in_team=False),
    },
    forms={
        "supervision/new": FormRoute(offering.new_form, offering.new, FACILITATORS, in_team=False),
        "supervision/question": FormRoute(taking.question_form, taking.question, MEMBERS),
    },
    cards={
        "supervision/offer": taking.offer_card,
        "supervision/ask": preparing.ask_card,
        "supervision/day": preparing.day_card,
        "supervision/gone": withdrawing.withdrawn_card,
    },
    jobs={"supervision/ask": preparing.ask, "supervision/day": preparing.day},
    on={MemberLeft: on_left},
    steps=steps,
    personal_data=PersonalData(("supervision_offer", "supervision_time"), export, erase),
    calendar=calendar,
    retention=Retention(
        team=("supervision_team", "supervision_time", "supervision_given_up"),
        swept=("supervision_offer",),
        sweep=sweep,
    ),
)
