"""When a team's check-in comes and how long it is: the team's own choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from bot import dates, team_parts
from bot.checkins import views
from bot.checkins.rhythm import Rhythm, next_window, rhythm_of
from bot.context import Context
from bot.errors import Outdated, Rejected
from bot.events import TeamReady
from bot.interactions import Replace, Reply, Response
from bot.team_parts import Part
from bot.ui import Button, Form, Values
from storage.checkins import CheckinStore
from storage.teams import TeamStore


def rhythm_form(ctx: Context) -> Form:
    return views.rhythm_form(ctx.locale, ctx.team_action("checkins/rhythm"), rhythm_of(ctx.here))


def set_rhythm(ctx: Context, values: Values) -> Response:
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
    before = rhythm_of(ctx.here)
    on = values["weekday"] != views.PAUSE
    chosen = replace(
        before,
        on=on,
        weekday=int(str(values["weekday"])) if on else before.weekday,
        opens=times["opens"],
        close_weekday=int(str(values["close_weekday"])),
        closes=times["closes"],
        since=ctx.locale.today,
    )
    if chosen.weekday == chosen.close_weekday and chosen.closes <= chosen.opens:
        raise Rejected({"closes": ctx.locale.gettext("Vælg et tidspunkt efter det, hvor runden åbner.")})
    _save(ctx, chosen)
    window = next_window(ctx.here, chosen, ctx.now, ctx.days_off) if chosen.on else None
    _ = ctx.locale.gettext
    if window is None:
        return Reply(
            views.noted(ctx.locale, _("Tjek-ind holder pause. Skriv /tjekind tid, når I vil starte igen."))
        )
    when = ctx.locale.long(window.opens_at)
    return Reply(views.noted(ctx.locale, _("Gemt. Næste tjek-ind åbner %(when)s.") % {"when": when}))


def set_short(ctx: Context, value: str) -> Response:
    """*Færre spørgsmål* (`yes`), and back (`no`)."""
    if value not in ("yes", "no"):
        raise Outdated
    short = value == "yes"
    ctx.store(TeamStore).set_team_settings(ctx.here, checkin={**_own(ctx), "short": short})
    _ = ctx.locale.gettext
    if short:
        back = Button(_("Alle fire spørgsmål igen"), ctx.team_action("checkins/short", "no"))
        text = _("Fra nu af er der kun to spørgsmål: næste skridt, og om noget spænder ben.")
        return Reply(views.noted(ctx.locale, text, (back,)))
    return Replace(views.noted(ctx.locale, _("Nu er der fire spørgsmål igen.")))


def pause(ctx: Context) -> None:
    _save(ctx, replace(rhythm_of(ctx.here), on=False))


def _own(ctx: Context) -> dict[str, Any]:
    """The team's own settings, over those of the course."""
    return dict(ctx.here.settings.get("checkin", {}))


def _save(ctx: Context, rhythm: Rhythm) -> None:
    """Also where the team uses only the essentials: who asks for check-ins gets them."""
    wanted = {team_parts.SETTING: team_parts.with_part(ctx.here, Part.checkins)} if rhythm.on else {}
    chosen = {
        **_own(ctx),
        "on": rhythm.on,
        "weekday": rhythm.weekday,
        "opens": rhythm.opens.isoformat("minutes"),
        "close_weekday": rhythm.close_weekday,
        "closes": rhythm.closes.isoformat("minutes"),
    }
    if rhythm.since:
        chosen["since"] = rhythm.since.isoformat()
    ctx.store(TeamStore).set_team_settings(ctx.here, **wanted, checkin=chosen)
    _plan(ctx, rhythm)


def _plan(ctx: Context, rhythm: Rhythm) -> None:
    """Set the clock for the next round; what was answered ahead of it moves along."""
    window = next_window(ctx.here, rhythm, ctx.now, ctx.days_off) if rhythm.on else None
    if window is None:
        ctx.unschedule("checkins/open", ctx.here.id)
    else:
        ctx.schedule("checkins/open", window.opens_at, ctx.here.id)
        store = ctx.store(CheckinStore)
        store.move_waiting(ctx.here.id, window.day, window.opens_at, window.closes_at)


def on_team_ready(ctx: Context, _event: TeamReady) -> None:
    _plan(ctx, rhythm_of(ctx.here))
