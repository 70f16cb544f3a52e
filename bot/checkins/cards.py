"""The cards of a round, from the rows as they are now."""

from __future__ import annotations

from collections.abc import Iterable

from bot.checkins import longer, plan, rounds, rules
from bot.checkins.views import private, team
from bot.checkins.views.words import short_deadline
from bot.context import Context
from bot.names import facilitators
from bot.ui import Action, Button, Card, Style
from storage.checkins import CheckinStore, Round
from storage.teams import Member, Role, TeamStore


def round_card(ctx: Context, round_id: int) -> Card:
    round_ = rounds.load(ctx, round_id)
    if round_.closed_at is None:
        return _open(ctx, round_)
    answers = [one for one in ctx.store(CheckinStore).answers(round_.id) if one.kind == "answer"]
    if round_.opened_at is None and not answers:
        chosen = next((one for one in plan.all_of(ctx) if one.id == round_.checkin_id), None)
        window = plan.following(ctx, chosen) if chosen else None
        return team.missed_card(ctx.locale, round_, window.opens_at if window else None)
    outcome = rules.at_close(len(answers), rounds.silent_before(ctx, round_))
    if isinstance(outcome, rules.Silence) and (outcome.ask_team or outcome.pause):
        return team.silent_card(ctx.locale, round_, _silent_buttons(ctx, round_), paused=outcome.pause)
    read = Button(ctx.locale.gettext("Læs svarene"), ctx.team_action("checkins/read", round_.id))
    asked = max(len(ctx.members), len(answers))
    audience = rules.Audience(round_.asked.audience)
    by_name = {one.person_id: one.by_name for one in answers}
    shown = rules.shown(audience, by_name, round_.secret, closed=True)
    if audience is rules.Audience.private:
        shown = rules.Shown(())
    return team.closed_card(ctx.locale, round_, answers, shown, asked, read)


def _open(ctx: Context, round_: Round) -> Card:
    people = ctx.store(TeamStore).members(ctx.here.id, Role.member, Role.facilitator)
    shown = progress(ctx, round_, [one for one in people if one.role is Role.member])
    names = facilitators(ctx.locale, people)
    if ctx.now >= round_.closes_at and (waits := rounds.waits_until(ctx, round_)):
        return team.open_card(ctx.locale, round_, shown, names, (), waits)
    return team.open_card(ctx.locale, round_, shown, names, _open_buttons(ctx, round_))


def progress(ctx: Context, round_: Round, members: Iterable[Member]) -> rules.Progress:
    answered = ctx.store(CheckinStore).answered_by(round_.id)
    return rules.progress(frozenset(member.person_id for member in members), answered)


def _open_buttons(ctx: Context, round_: Round) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    away = _("Jeg er væk i dag") if round_.asked.by_day else _("Jeg er væk i denne uge")
    buttons = (
        Button(_("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary),
        Button(away, ctx.team_action("checkins/away", round_.id)),
    )
    if not rules.Audience(round_.asked.audience).at_once:
        return buttons
    return (*buttons, Button(_("Læs svarene"), ctx.team_action("checkins/read", round_.id)))


def _silent_buttons(ctx: Context, round_: Round) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    chosen = next((one for one in plan.all_of(ctx) if one.id == round_.checkin_id), None)
    if chosen is None:  # it has ended meanwhile
        return (Button(_("Se jeres tjek-ind"), ctx.team_action("checkins/all"), Style.primary),)
    args = () if chosen.checkin.is_first else (chosen.id,)
    when = ctx.team_action("checkins/rhythm", *args)
    buttons = (Button(_("Vælg tidspunkt eller pause"), when, Style.primary),)
    if chosen.questions == plan.SHORT:
        return buttons
    return (*buttons, Button(_("Stil færre spørgsmål"), ctx.team_action("checkins/short", "yes", *args)))


def reminder_card(ctx: Context, round_id: int, person_id: int) -> Card | None:
    round_ = rounds.load(ctx, round_id)
    if round_.closed_at or ctx.store(CheckinStore).answer_of(round_id, person_id):
        return None
    _ = ctx.locale.gettext
    until = longer.would_be_until(ctx, round_)
    buttons = (
        Button(_("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary),
        Button(_("Spring over"), ctx.team_action("checkins/skip", round_.id)),
        Button(
            _("Giv mig til %(when)s") % {"when": short_deadline(ctx.locale, until)},
            ctx.team_action("checkins/longer", round_.id),
        ),
        Button(_("Ingen påmindelser om tjek-ind"), ctx.team_action("checkins/mute", round_.id)),
        Button(_("Skriv ikke, før jeg selv kommer"), Action.to("mydata/quiet", ctx.tenant_id, "yes")),
    )
    person = ctx.store(TeamStore).person(person_id)
    name = person.first_name if person else ""
    return private.reminder(ctx.locale, name, round_, round_.closes_at, buttons)


def longer_card(ctx: Context, round_id: int, person_id: int) -> Card | None:
    round_, store = rounds.load(ctx, round_id), ctx.store(CheckinStore)
    until = store.extended(round_id).get(person_id)
    if round_.closed_at or until is None or store.answer_of(round_id, person_id):
        return None
    answer = Button(ctx.locale.gettext("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary)
    return private.longer(ctx.locale, round_, until, answer)
