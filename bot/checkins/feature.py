"""Check-in: what it registers."""

from __future__ import annotations

from collections.abc import Iterable

from bot.checkins import handlers, rounds, rules, timing, views
from bot.checkins.rhythm import next_window, rhythm_of
from bot.context import Context
from bot.errors import N_
from bot.events import MemberJoined, MemberLeft, TeamReady
from bot.feature import (
    MEMBERS,
    TEAM,
    CalendarEntry,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Signal,
    Step,
)
from bot.i18n import md
from bot.ui import Action, Button, Style
from storage.checkins import CheckinStore
from storage.teams import Role


def steps(ctx: Context) -> Iterable[Step]:
    """Answer, while a round is open and this member has not."""
    if ctx.role is not Role.member:
        return
    store = ctx.store(CheckinStore)
    _ = ctx.locale.gettext
    for round_ in store.latest(ctx.here.id, 1):
        if (
            round_.closed_at is None
            and ctx.now < round_.closes_at
            and not store.answer_of(round_.id, ctx.me.id)
        ):
            text = md(
                _("Tjek-ind er åbent til %(deadline)s."), deadline=views.short_deadline(ctx.locale, round_)
            )
            answer = Button(
                _("Svar på tjek-ind"), ctx.team_action("checkins/answer", round_.id), Style.primary
            )
            yield Step(20, text, answer)


def signals(ctx: Context) -> Iterable[Signal]:
    """Under half answered twice; or everybody did."""
    if not rhythm_of(ctx.here).on:
        return
    results = _results(ctx)
    if rules.under_half_twice(results):
        yield Signal(
            kind="checkins.few",
            team_id=ctx.here.id,
            order=40,
            text=lambda locale: md(
                locale.gettext(
                    "under halvdelen har svaret på tjek-ind to gange i træk. Spørg, om tidspunkt eller form skal "
                    "laves om."
                )
            ),
            action=lambda locale: Button(
                locale.gettext("Skriv til teamet"), Action.to("monday/write", ctx.here.id, "checkins.few")
            ),
            shared_text=lambda locale: md(
                locale.gettext(
                    "under halvdelen har svaret på tjek-ind to gange i træk. Spørg dem, om tidspunkt eller form skal laves om."
                )
            ),
        )
    elif rules.all_answered(results):
        yield Signal(
            kind="checkins.all",
            team_id=ctx.here.id,
            order=50,
            text=lambda locale: md(locale.gettext("alle har svaret på det seneste tjek-ind.")),
            action=lambda locale: Button(
                locale.gettext("Ros teamet"), Action.to("monday/praise", ctx.here.id, "checkins.all")
            ),
            strength=True,
        )


def calendar(ctx: Context) -> Iterable[CalendarEntry]:
    """The windows, for who is told of them nowhere else: those that have opened, and the next one."""
    if ctx.role not in (None, Role.member):
        return
    rounds = [(one.day, one.opens_at, one.closes_at) for one in ctx.store(CheckinStore).latest(ctx.here.id)]
    rhythm = rhythm_of(ctx.here)
    following = next_window(ctx.here, rhythm, ctx.now, ctx.days_off) if rhythm.on else None
    if following:
        rounds.append((following.day, following.opens_at, following.closes_at))
    for day, opens_at, closes_at in rounds:
        yield CalendarEntry(
            uid=f"checkin-{ctx.here.id}-{day.isoformat()}@samspil",
            start=opens_at,
            end=closes_at,
            title=views.calendar_title(ctx.locale, day),
            about=ctx.here.name,
            changed_at=opens_at,
            busy=False,
        )


def _results(ctx: Context) -> tuple[rules.RoundResult, ...]:
    store = ctx.store(CheckinStore)
    closed = [one for one in store.latest(ctx.here.id, 3) if one.closed_at]
    counts = store.answered_counts([one.id for one in closed])
    members = len(ctx.members)
    return tuple(
        rules.RoundResult(
            max(members - counts[one.id].get("away", 0), 0),
            counts[one.id].get("answer", 0) + counts[one.id].get("skipped", 0),
        )
        for one in closed
    )


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    rows = []
    for day, answer in ctx.store(CheckinStore).of_person(person_id):
        mood = f"{answer.mood}/5" if answer.mood else ""
        parts = [part for part in (mood, answer.done, answer.next_step, answer.in_the_way) if part]
        rows.append((_("Tjek-ind %(day)s") % {"day": day.isoformat()}, "\n".join(parts)))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    for round_id in ctx.store(CheckinStore).erase(person_id):
        ctx.refresh(rounds.card_key(round_id))


feature = Feature(
    name="checkins",
    commands=(
        Command(
            name="tjekind",
            handler=handlers.command,
            about=N_("Svar på ugens tjek-ind"),
            english="checkin",
            native="tjekind",
            hint=N_("tid: vælg et andet tidspunkt"),
            daily=True,
        ),
    ),
    presses={
        "checkins/away": PressRoute(handlers.away, MEMBERS),
        "checkins/skip": PressRoute(handlers.skip, MEMBERS),
        "checkins/mute": PressRoute(handlers.mute, MEMBERS),
        "checkins/unmute": PressRoute(handlers.unmute, MEMBERS),
        "checkins/read": PressRoute(handlers.read, MEMBERS),
        "checkins/short": PressRoute(timing.set_short, TEAM),
    },
    forms={
        "checkins/answer": FormRoute(handlers.answer_form, handlers.answer, MEMBERS),
        "checkins/rhythm": FormRoute(timing.rhythm_form, timing.set_rhythm, TEAM),
    },
    cards={"checkins/round": rounds.round_card, "checkins/reminder": rounds.reminder_card},
    jobs={
        "checkins/open": rounds.open_round,
        "checkins/remind": rounds.remind,
        "checkins/close": rounds.close,
    },
    on={TeamReady: timing.on_team_ready, MemberJoined: rounds.on_member, MemberLeft: rounds.on_member},
    steps=steps,
    signals=signals,
    personal_data=PersonalData(("checkin_answer", "draft"), export, erase),
    calendar=calendar,
)
