"""How a team's check-ins are: the team's own choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot import dates
from bot.checkins import plan
from bot.checkins.plan import Plan
from bot.checkins.rhythm import Rhythm, next_window
from bot.checkins.rules import Audience
from bot.checkins.views import settings as views
from bot.checkins.views.words import name
from bot.context import Context
from bot.errors import N_, BotError, NotFound, Outdated, Rejected
from bot.events import QuestionWanted
from bot.interactions import Replace, Reply, Response
from bot.team_parts import workdays
from bot.ui import Action, Button, Card, Form, Style, Values
from bot.wording import noted
from storage.checkins import CheckinStore

MOST_OWN = 2
EARLIEST, LATEST = time(8), time(16)  # of a new check-in
NINE = time(9)


class NoRoom(BotError):
    message = N_("Tjek-ind har allerede to af jeres egne spørgsmål. Tag et af dem ud med /tjekind spørgsmål.")


class NotUsed(BotError):
    message = N_("I bruger ikke tjek-ind lige nu. Skriv /tjekind tid, hvis I vil begynde.")


# ---- when


def rhythm_form(ctx: Context, checkin_id: int = 0) -> Form:
    chosen = plan.load(ctx, checkin_id)
    action = ctx.team_action("checkins/rhythm", *_args(chosen))
    closing = () if chosen.rhythm.close_weekday is None else (chosen.rhythm.close_weekday,)
    days = sorted({*workdays(ctx.here), *chosen.rhythm.days, *closing})
    return views.rhythm_form(ctx.locale, action, chosen.rhythm, days)


def _args(chosen: Plan) -> tuple[int, ...]:
    return () if chosen.checkin.is_first else (chosen.id,)


def set_rhythm(ctx: Context, values: Values, checkin_id: int = 0) -> Response:
    chosen = plan.load(ctx, checkin_id)
    times = _times(ctx, values)
    on = views.PAUSE not in values["weekday"]
    days = tuple(sorted(int(day) for day in values["weekday"])) if on else chosen.rhythm.days
    wanted = replace(
        chosen.rhythm,
        on=on,
        days=days,
        opens=times["opens"],
        closes=times["closes"],
        since=ctx.locale.today,
    ).closing(str(values["close_weekday"]))
    if _closes_before(wanted):
        raise Rejected({"closes": ctx.locale.gettext("Vælg et tidspunkt efter det, hvor runden åbner.")})
    return Reply(_chosen(ctx, plan.keep_rhythm(ctx, chosen, wanted)))


def _times(ctx: Context, values: Values) -> dict[str, time]:
    times: dict[str, time] = {}
    errors: dict[str, str] = {}
    for field in ("opens", "closes"):
        parsed = dates.parse_time(str(values[field]), ctx.locale.language)
        if isinstance(parsed, time):
            times[field] = parsed
        else:
            errors[field] = dates.explain(parsed, ctx.locale.gettext)
    if errors:
        raise Rejected(errors)
    return times


def _closes_before(wanted: Rhythm) -> bool:
    same_day = wanted.close_weekday in wanted.days or (
        wanted.close_weekday is None and not wanted.close_after
    )
    return same_day and wanted.closes <= wanted.opens


def _chosen(ctx: Context, chosen: Plan) -> Card:
    """What comes next, and what is a press away: every other week, and which."""
    _ = ctx.locale.gettext
    window = plan.following(ctx, chosen)
    if window is None:
        return views.chosen(ctx.locale, None, None, ())
    after = next_window(ctx.here, chosen.rhythm, window.opens_at, ctx.days_off)
    if chosen.rhythm.every > 1:
        later = next_window(ctx.here, replace(chosen.rhythm, every=1), window.opens_at, ctx.days_off)
        buttons = [Button(_("Hver uge igen"), _every(ctx, chosen, 1, window.day))]
        if later:
            buttons.insert(0, Button(_("Begynd en uge senere"), _every(ctx, chosen, 2, later.day)))
        return views.chosen(ctx.locale, window.opens_at, after.opens_at if after else None, tuple(buttons))
    every = Button(_("Kun hver anden uge"), _every(ctx, chosen, 2, window.day))
    return views.chosen(ctx.locale, window.opens_at, None, (every,))


def _every(ctx: Context, chosen: Plan, weeks: int, anchor: date) -> Action:
    return ctx.team_action("checkins/every", chosen.id, str(weeks), anchor.isoformat())


def set_every(ctx: Context, checkin_id: int, weeks: str, anchor: date) -> Response:
    """Every week (`1`), or every other (`2`), counted from the week of that date."""
    if weeks not in ("1", "2"):
        raise Outdated
    chosen = plan.load(ctx, checkin_id)
    every = int(weeks)
    wanted = replace(chosen.rhythm, every=every, anchor=anchor if every > 1 else None)
    return Replace(_chosen(ctx, plan.keep_rhythm(ctx, chosen, wanted)))


# ---- what it asks, and who reads it


def questions_form(ctx: Context, checkin_id: int = 0) -> Form:
    chosen = plan.load(ctx, checkin_id)
    return views.questions_form(ctx.locale, ctx.team_action("checkins/questions", *_args(chosen)), chosen)


def set_questions(ctx: Context, values: Values, checkin_id: int = 0) -> Response:
    chosen = plan.load(ctx, checkin_id)
    own = tuple(text for number in (1, 2) if (text := str(values[f"own_{number}"])))
    questions = str(values["questions"])
    if questions == "egne" and not own:
        raise Rejected({"own_1": ctx.locale.gettext("Skriv mindst ét spørgsmål, eller vælg et andet sæt.")})
    plan.keep_questions(ctx, chosen, questions, own, Audience(str(values["audience"])))
    return Reply(noted(ctx.locale.gettext("Gemt. Det gælder fra næste runde.")))


def on_question(ctx: Context, event: QuestionWanted) -> None:
    """One more of the team's own, in its first check-in. Raises a BotError where it cannot be asked."""
    chosen = plan.first(ctx)
    if not chosen.rhythm.on:
        raise NotUsed
    if event.text in chosen.own:
        return
    if len(chosen.own) >= MOST_OWN:
        raise NoRoom
    plan.keep_questions(ctx, chosen, chosen.questions, (*chosen.own, event.text), chosen.audience)


def set_short(ctx: Context, value: str, checkin_id: int = 0) -> Response:
    """*Færre spørgsmål* (`yes`), and back (`no`): at once, also in a round that is open."""
    if value not in ("yes", "no"):
        raise Outdated
    chosen = plan.load(ctx, checkin_id)
    wanted = plan.SHORT if value == "yes" else plan.USUAL
    plan.keep_questions(ctx, chosen, wanted, chosen.own, chosen.audience)
    store = ctx.store(CheckinStore)
    changed = replace(chosen, questions=wanted)
    for round_ in store.open_rounds(ctx.here.id):
        if round_.checkin_id == chosen.id:
            store.ask_instead(round_.id, plan.asked_on(ctx, changed, round_.day))
    _ = ctx.locale.gettext
    if wanted == plan.SHORT:
        route = ctx.team_action("checkins/short", "no", *_args(chosen))
        back = Button(_("Stil alle fire spørgsmål igen"), route)
        text = _("Fra nu af er der kun to spørgsmål: næste skridt, og om noget spænder ben.")
        return Reply(noted(text, back))
    return Replace(noted(_("Nu er der fire spørgsmål igen.")))


# ---- several


def overview(ctx: Context) -> Response:
    return Reply(_overview(ctx))


def _overview(ctx: Context) -> Card:
    _ = ctx.locale.gettext
    rows = []
    plans = plan.all_of(ctx) or (plan.first(ctx),)
    for one in plans:
        window = plan.following(ctx, one)
        rows.append((one, window.opens_at if window else None, _buttons(ctx, one)))
    more = (
        Button(_("Hold pause"), ctx.team_action("checkins/pause")),
        Button(_("Vælg arbejdsdage"), ctx.team_action("checkins/week")),
        Button(_("Se samarbejdet over tid"), ctx.team_action("checkins/trend")),
    )
    new = Button(_("Nyt tjek-ind"), ctx.team_action("checkins/new"), Style.primary)
    return views.overview(ctx.locale, rows, new if len(plans) < plan.MOST_OF_A_TEAM else None, more)


def _buttons(ctx: Context, chosen: Plan) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ret tidspunkt"), ctx.team_action("checkins/rhythm", *_args(chosen))),
        Button(_("Ret spørgsmål"), ctx.team_action("checkins/questions", *_args(chosen))),
    )
    if chosen.checkin.is_first:
        return buttons
    return (*buttons, Button(_("Afslut"), ctx.team_action("checkins/end", chosen.id), Style.danger))


def new_form(ctx: Context) -> Form:
    return views.new_form(ctx.locale, ctx.team_action("checkins/new"), workdays(ctx.here))


def make(ctx: Context, values: Values) -> Response:
    plans = plan.all_of(ctx) or (plan.first(ctx),)
    called = str(values["name"])
    if len(plans) >= plan.MOST_OF_A_TEAM:
        raise BotError(views.MOST, number=plan.MOST_OF_A_TEAM)
    if any(name(ctx.locale, one.checkin.name).casefold() == called.casefold() for one in plans):
        raise Rejected({"name": ctx.locale.gettext("Der er allerede et tjek-ind, der hedder det.")})
    store = ctx.store(CheckinStore)
    made = plan.of(ctx.here, store.add(ctx.here.id, called, {}))
    days = tuple(sorted(int(day) for day in values["weekday"]))
    rhythm = Rhythm(days=days, opens=NINE, closes=LATEST, since=ctx.locale.today, close_weekday=None)
    audience = Audience(str(values["audience"]))
    plan.keep_questions(ctx, made, str(values["questions"]), (), audience)
    kept = plan.keep_rhythm(ctx, plan.load(ctx, made.id), rhythm)
    window = plan.following(ctx, kept)
    change = Button(ctx.locale.gettext("Ret tidspunkt"), ctx.team_action("checkins/rhythm", made.id))
    every = (
        (Button(ctx.locale.gettext("Kun hver anden uge"), _every(ctx, kept, 2, window.day)),)
        if window
        else ()
    )
    return Reply(views.chosen(ctx.locale, window.opens_at if window else None, None, (change, *every)))


def end(ctx: Context, checkin_id: int) -> Response:
    """No more rounds of it; one that is open goes on to its end, and what was answered stays."""
    chosen = plan.load(ctx, checkin_id)
    if chosen.checkin.is_first:
        raise NotFound
    ctx.store(CheckinStore).change(chosen.checkin, ended_at=ctx.now)
    ctx.unschedule("checkins/open", *plan.job_args(ctx, chosen))
    text = ctx.locale.gettext("%(name)s er afsluttet. Svarene bliver, hvor de er.")
    again = Button(ctx.locale.gettext("Se jeres tjek-ind"), ctx.team_action("checkins/all"))
    return Replace(noted(text % {"name": chosen.checkin.name}, again))
