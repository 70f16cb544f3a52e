"""Check-in: parse, call, done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from bot import dates, team_parts
from bot.calendar import into_working_hours
from bot.checkins import rules, views
from bot.checkins.rhythm import Rhythm, next_window, rhythm_of
from bot.context import Context
from bot.errors import N_, BotError, NotFound, Rejected
from bot.events import MemberJoined, MemberLeft, TeamReady
from bot.interactions import Replace, Reply, Response
from bot.team_parts import Part, team_uses
from bot.ui import Button, Card, Form, Style, Values
from storage.checkins import CheckinStore, Round
from storage.schedules import Due
from storage.teams import Member, Role, TeamStore


class Closed(BotError):
    message = N_("Runden er lukket, så svaret kan ikke ændres mere.")


class Paused(BotError):
    message = N_("Der er ikke flere tjek-ind i dette forløb.")


# ---- the round


def open_round(ctx: Context, due: Due) -> datetime | None:
    """Thursday 9.00: the round's card, its reminder and its end; then the next round's time."""
    rhythm = rhythm_of(ctx.here)
    if not rhythm.on:
        return None
    window = next_window(ctx.here, rhythm, due.at.replace(microsecond=0) - _MOMENT, ctx.days_off)
    if window and window.opens_at <= ctx.now and rules.still_useful(ctx.now, window.closes_at):
        store = ctx.store(CheckinStore)
        round_ = store.ensure_round(ctx.here.id, window.day, window.opens_at, window.closes_at)
        store.mark_opened(round_.id)
        ctx.post(ctx.here, card_key(round_.id), expires=round_.closes_at)
        ctx.schedule("checkins/remind", _reminder_at(ctx, round_), round_.id)
        ctx.schedule("checkins/close", round_.closes_at, round_.id)
    following = next_window(ctx.here, rhythm, ctx.now, ctx.days_off)
    return following.opens_at if following else None


_MOMENT = datetime.resolution


def _reminder_at(ctx: Context, round_: Round) -> datetime:
    at = rules.reminder_at(round_.opens_at, round_.closes_at)
    return into_working_hours(at, ctx.zone, ctx.days_off, not_after=round_.closes_at)


def remind(ctx: Context, due: Due) -> None:
    """Private, once, to those who have not answered and have not switched it off."""
    round_ = _round(ctx, due.args[0])
    if round_.closed_at or ctx.now >= round_.closes_at or not team_uses(ctx.here, Part.checkins):
        return
    answered = {answer.person_id for answer in ctx.store(CheckinStore).answers(round_.id)}
    teams = ctx.store(TeamStore)
    for member in ctx.members:
        person = teams.person(member.person_id)
        if person and member.person_id not in answered and not person.settings.get("no_checkin_reminders"):
            ctx.post(person, f"checkins/reminder/{round_.id}/{person.id}", expires=round_.closes_at)


def close(ctx: Context, due: Due) -> None:
    store = ctx.store(CheckinStore)
    round_ = _found(store.held(ctx.here.id, due.args[0]))
    if not store.close(round_.id):
        return
    answers = sum(answer.kind == "answer" for answer in store.answers(round_.id))
    match rules.at_close(answers, _silent_before(ctx, round_)):
        case rules.Silence(pause=True):
            _set_rhythm(ctx, replace(rhythm_of(ctx.here), on=False))
        case rules.Silence() | rules.Summary():
            pass
    ctx.refresh(card_key(round_.id))
    for member in ctx.members:
        ctx.withdraw(f"checkins/reminder/{round_.id}/{member.person_id}")


def _silent_before(ctx: Context, round_: Round) -> int:
    """How many closed rounds in a row before this one had no answers."""
    store = ctx.store(CheckinStore)
    before = [one for one in store.latest(ctx.here.id, 4) if one.day < round_.day and one.closed_at]
    counts = store.answered_counts([one.id for one in before])
    silent = 0
    for one in before:
        if counts[one.id].get("answer"):
            break
        silent += 1
    return silent


# ---- cards


def card_key(round_id: int) -> str:
    return f"checkins/round/{round_id}"


def round_card(ctx: Context, round_id: int) -> Card:
    round_ = _round(ctx, round_id)
    if round_.closed_at is None:
        people = ctx.store(TeamStore).members(ctx.here.id, Role.member, Role.facilitator)
        name = next((one.first_name for one in people if one.role is Role.facilitator), "")
        members = [one for one in people if one.role is Role.member]
        progress = _progress(ctx, round_, members)
        return views.open_card(ctx.locale, round_, progress, name, _open_buttons(ctx, round_))
    answers = ctx.store(CheckinStore).answers(round_.id)
    given = [answer for answer in answers if answer.kind == "answer"]
    outcome = rules.at_close(len(given), _silent_before(ctx, round_))
    if isinstance(outcome, rules.Silence) and (outcome.ask_team or outcome.pause):
        return views.silent_card(ctx.locale, round_, _rhythm_buttons(ctx), paused=outcome.pause)
    _ = ctx.locale.gettext
    asked = max(len(ctx.members), len(given))
    read = Button(_("Læs svarene"), ctx.team_action("checkins/read", round_.id))
    return views.closed_card(ctx.locale, round_, answers, asked, read)


def _open_buttons(ctx: Context, round_: Round) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary),
        Button(_("Jeg er væk i denne uge"), ctx.team_action("checkins/away", round_.id)),
        Button(_("Læs svarene"), ctx.team_action("checkins/read", round_.id)),
    )


def _rhythm_buttons(ctx: Context) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (Button(_("Vælg tidspunkt eller pause"), ctx.team_action("checkins/rhythm"), Style.primary),)


def reminder_card(ctx: Context, round_id: int, person_id: int) -> Card | None:
    round_ = _round(ctx, round_id)
    if round_.closed_at or ctx.store(CheckinStore).answer_of(round_id, person_id):
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Svar"), ctx.team_action("checkins/answer", round_.id), Style.primary),
        Button(_("Spring over"), ctx.team_action("checkins/skip", round_.id)),
        Button(_("Ingen påmindelser om tjek-ind"), ctx.team_action("checkins/mute", round_.id)),
    )
    person = ctx.store(TeamStore).person(person_id)
    return views.reminder(ctx.locale, person.first_name if person else "", round_, buttons)


def _progress(ctx: Context, round_: Round, members: Iterable[Member]) -> rules.Progress:
    answered = ctx.store(CheckinStore).answered_by(round_.id)
    return rules.progress(frozenset(member.person_id for member in members), answered)


def _round(ctx: Context, round_id: int) -> Round:
    return _found(ctx.store(CheckinStore).round(ctx.here.id, round_id))


def _found(round_: Round | None) -> Round:
    if round_ is None:
        raise NotFound
    return round_


# ---- people


def command(ctx: Context, text: str) -> Response:
    """`/tjekind`: a member's form (also before the round opens); a facilitator's counts; `tid`: when."""
    if text.strip().casefold() in ("tid", "tidspunkt", "time", "pause"):
        return ctx.ask("checkins/rhythm")
    round_ = _current(ctx)
    if ctx.role is Role.facilitator:
        answers = ctx.store(CheckinStore).answers(round_.id)
        helps = [answer for answer in answers if answer.in_the_way]
        return Reply(views.facilitator_card(ctx.locale, round_, _progress(ctx, round_, ctx.members), helps))
    return ctx.ask("checkins/answer", round_.id)


def _current(ctx: Context) -> Round:
    """The open round, or else the next one, which may be answered early."""
    store = ctx.store(CheckinStore)
    for round_ in store.latest(ctx.here.id, 1):
        if round_.closed_at is None and ctx.now < round_.closes_at:
            return round_
    window = next_window(ctx.here, rhythm_of(ctx.here), ctx.now, ctx.days_off)
    if window is None:
        raise Paused
    return store.ensure_round(ctx.here.id, window.day, window.opens_at, window.closes_at)


def _open(ctx: Context, round_id: int) -> Round:
    return _still_open(ctx, _round(ctx, round_id))


def _hold_open(ctx: Context, round_id: int) -> Round:
    """To answer it: no answer comes after the end, however close."""
    return _still_open(ctx, _found(ctx.store(CheckinStore).held(ctx.here.id, round_id)))


def _still_open(ctx: Context, round_: Round) -> Round:
    if round_.closed_at or ctx.now >= round_.closes_at:
        raise Closed
    return round_


def answer_form(ctx: Context, round_id: int) -> Form:
    round_ = _open(ctx, round_id)
    given = ctx.store(CheckinStore).answer_of(round_id, ctx.me.id)
    return views.answer_form(ctx.locale, ctx.team_action("checkins/answer", round_id), round_, given)


def answer(ctx: Context, values: Values, round_id: int) -> Response:
    round_ = _hold_open(ctx, round_id)
    texts = {name: str(values[name]) for name in ("done", "next_step", "in_the_way")}
    mood = int(str(values["mood"])) if values["mood"] else None
    if mood is None and not any(texts.values()):
        raise Rejected({"done": ctx.locale.gettext("Skriv én linje, eller vælg et tal. Så er det nok.")})
    ctx.store(CheckinStore).answer(round_id, ctx.me.id, mood=mood, **texts)
    _answered(ctx, round_id)
    return Reply(views.thanks(ctx.locale, round_, _thanks_buttons(ctx, round_id)))


def _thanks_buttons(ctx: Context, round_id: int) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Ret svaret"), ctx.team_action("checkins/answer", round_id)),
        Button(_("Læs svarene"), ctx.team_action("checkins/read", round_id)),
    )


def _answered(ctx: Context, round_id: int) -> None:
    ctx.refresh(card_key(round_id))
    ctx.withdraw(f"checkins/reminder/{round_id}/{ctx.me.id}")


def away(ctx: Context, round_id: int) -> Response:
    """Away without a reason: a reason would be about health (domain.md §5.9)."""
    _hold_open(ctx, round_id)
    ctx.store(CheckinStore).answer(round_id, ctx.me.id, kind="away")
    _answered(ctx, round_id)
    _ = ctx.locale.gettext
    back = Button(_("Svar alligevel"), ctx.team_action("checkins/answer", round_id))
    return Replace(views.noted(ctx.locale, _("Noteret. Vi ses, når du er tilbage."), (back,)))


def skip(ctx: Context, round_id: int) -> Response:
    _hold_open(ctx, round_id)
    ctx.store(CheckinStore).answer(round_id, ctx.me.id, kind="skipped")
    _answered(ctx, round_id)
    _ = ctx.locale.gettext
    return Replace(views.noted(ctx.locale, _("Det er fint. Du springer over denne gang.")))


def mute(ctx: Context, round_id: int) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, no_checkin_reminders=True)
    _ = ctx.locale.gettext
    back = Button(_("Slå påmindelser til igen"), ctx.team_action("checkins/unmute"))
    return Replace(views.noted(ctx.locale, _("Du får ikke flere påmindelser om tjek-ind."), (back,)))


def unmute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, no_checkin_reminders=None)
    return Replace(views.noted(ctx.locale, ctx.locale.gettext("Du får igen en påmindelse om tjek-ind.")))


def read(ctx: Context, round_id: int, page: int = 0) -> Response:
    """The whole answers, for the team's own members."""
    round_ = _round(ctx, round_id)
    given = [one for one in ctx.store(CheckinStore).answers(round_id) if one.kind == "answer"]
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("checkins/read", round_id, page - 1)))
    if (page + 1) * views.PER_PAGE < len(given):
        buttons.append(Button(_("Næste"), ctx.team_action("checkins/read", round_id, page + 1)))
    card = views.answers_card(ctx.locale, round_, given, page, tuple(buttons))
    return Replace(card) if page else Reply(card)


# ---- the rhythm


def rhythm_form(ctx: Context) -> Form:
    return views.rhythm_form(ctx.locale, ctx.team_action("checkins/rhythm"), rhythm_of(ctx.here))


def set_rhythm(ctx: Context, values: Values) -> Response:
    now = ctx.locale.local(ctx.now)
    times: dict[str, time] = {}
    errors: dict[str, str] = {}
    for name in ("opens", "closes"):
        parsed = dates.parse_time(str(values[name]), ctx.locale.language)
        if isinstance(parsed, time):
            times[name] = parsed
        else:
            errors[name] = dates.explain(parsed, ctx.locale.gettext)
    if errors:
        raise Rejected(errors)
    chosen = Rhythm(
        values["on"] == "yes",
        int(str(values["weekday"])),
        times["opens"],
        int(str(values["close_weekday"])),
        times["closes"],
    )
    if chosen.weekday == chosen.close_weekday and chosen.closes <= chosen.opens:
        raise Rejected({"closes": ctx.locale.gettext("Vælg et tidspunkt efter det, hvor runden åbner.")})
    _set_rhythm(ctx, chosen)
    window = next_window(ctx.here, chosen, ctx.now, ctx.days_off) if chosen.on else None
    _ = ctx.locale.gettext
    if window is None:
        return Reply(
            views.noted(ctx.locale, _("Tjek-ind holder pause. Skriv /tjekind tid, når I vil starte igen."))
        )
    when = dates.long(ctx.locale.local(window.opens_at), now, ctx.locale.language)
    return Reply(views.noted(ctx.locale, _("Gemt. Næste tjek-ind åbner %(when)s.") % {"when": when}))


def _set_rhythm(ctx: Context, rhythm: Rhythm) -> None:
    """Also where the team uses only the essentials: who asks for check-ins gets them."""
    wanted = {team_parts.SETTING: team_parts.with_part(ctx.here, Part.checkins)} if rhythm.on else {}
    ctx.store(TeamStore).set_team_settings(
        ctx.here,
        **wanted,
        checkin={
            "on": rhythm.on,
            "weekday": rhythm.weekday,
            "opens": rhythm.opens.isoformat("minutes"),
            "close_weekday": rhythm.close_weekday,
            "closes": rhythm.closes.isoformat("minutes"),
        },
    )
    _plan(ctx, rhythm)


def _plan(ctx: Context, rhythm: Rhythm) -> None:
    window = next_window(ctx.here, rhythm, ctx.now, ctx.days_off) if rhythm.on else None
    if window is None:
        ctx.unschedule("checkins/open", ctx.here.id)
    else:
        ctx.schedule("checkins/open", window.opens_at, ctx.here.id)


# ---- other features' facts


def on_team_ready(ctx: Context, _event: TeamReady) -> None:
    _plan(ctx, rhythm_of(ctx.here))


def on_member(ctx: Context, _event: MemberJoined | MemberLeft) -> None:
    """Counts are of who is in the team now."""
    for round_ in ctx.store(CheckinStore).latest(ctx.here.id, 1):
        if round_.closed_at is None:
            ctx.refresh(card_key(round_.id))
