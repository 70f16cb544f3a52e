"""`/samspil kalender`: a person's own week, calendars and days away, for their eyes only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import dates
from bot.availability import rules, views
from bot.availability.rules import Part, Week
from bot.calendar_reading import trouble_key
from bot.context import Context
from bot.dates.weekly import UnclearHours, parse_week
from bot.errors import NotFound, Rejected
from bot.feeds.address import WrongAddress, address_of, host_of
from bot.interactions import Replace, Reply, Response
from bot.team_parts import workdays
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.calendar_sources import CalendarSource, CalendarSourceStore
from storage.teams import TeamStore
from storage.weeks import Away, WeekStore, WeekTime

MOST_AWAY = 6  # shown


def command(ctx: Context, text: str) -> Response:
    """All of it; with an address after it, the form to connect that calendar."""
    if "://" not in text:
        return Reply(_overview(ctx))
    asked = ctx.ask("availability/connect")
    return replace(asked, form=asked.form.filled({"address": text.strip()}))


def overview(ctx: Context) -> Response:
    return Reply(_overview(ctx))


def _overview(ctx: Context) -> Card:
    _ = ctx.locale.gettext
    mine, since = ctx.me.id, ctx.private_since
    calendars = ctx.store(CalendarSourceStore).own(mine)
    shown = [one for one in calendars if since is None or one.created_at >= since]
    away, week = _away(ctx), week_of(ctx)
    buttons = [
        Button(_("Ret din uge"), ctx.team_action("availability/week"), Style.primary),
        Button(_("Mal din uge"), url=f"{ctx.settings.base_url.rstrip('/')}/mig/uge/{ctx.here.id}"),
        Button(_("Jeg er væk"), ctx.team_action("availability/away")),
    ]
    if len(calendars) < rules.MOST_CALENDARS:
        buttons.append(Button(_("Forbind en kalender"), ctx.team_action("availability/connect")))
    if shown:
        buttons.append(Button(_("Hent igen nu"), ctx.team_action("availability/refresh")))
    if shown or away or week:
        buttons.append(Button(_("Glem det hele"), ctx.team_action("availability/forget"), Style.danger))
    return views.overview(
        ctx.locale,
        week,
        [_shown(ctx, one) for one in shown],
        [_shown_away(ctx, one) for one in away[:MOST_AWAY]],
        buttons,
        hidden=since is not None and _says_more(ctx, len(shown) < len(calendars)),
    )


def _shown(ctx: Context, one: CalendarSource) -> views.CalendarShown:
    remove = Button(
        ctx.locale.gettext("Fjern kalenderen"), ctx.team_action("availability/disconnect", one.id)
    )
    host = host_of(one.address) if one.address else ""
    problem = "key" if one.address is None else one.problem
    return views.CalendarShown(one.id, host, one.read_at, problem, one.unread, remove)


def _shown_away(ctx: Context, one: Away) -> views.AwayShown:
    back = Button(ctx.locale.gettext("Jeg er her alligevel"), ctx.team_action("availability/back", one.id))
    return views.AwayShown(one.first, one.last, back)


def _away(ctx: Context) -> tuple[Away, ...]:
    found = ctx.store(WeekStore).aways_of([ctx.me.id], ctx.locale.today, ctx.private_since)
    return found.get(ctx.me.id, ())


def week_of(ctx: Context) -> Week:
    """What the acting person may see of their own week."""
    said = ctx.store(WeekStore).weeks_of([ctx.me.id], ctx.private_since).get(ctx.me.id, ())
    return tuple(Part(one.weekday, one.since, one.until, one.soft) for one in said)


def _says_more(ctx: Context, calendars: bool) -> bool:
    """Whether there is something that is not shown here."""
    store, mine = ctx.store(WeekStore), ctx.me.id
    hidden_week = bool(store.weeks_of([mine])) and not store.weeks_of([mine], ctx.private_since)
    all_away = store.aways_of([mine], ctx.locale.today).get(mine, ())
    return calendars or hidden_week or len(all_away) > len(_away(ctx))


# ---- the week


def week_form(ctx: Context) -> Form:
    days = rules.days_asked(workdays(ctx.here))
    cannot, rather_not, rest = rules.as_choices(week_of(ctx), days)
    more = views.week_in_words(ctx.locale, rest)[: views.WRITTEN]
    return views.week_form(ctx.locale, ctx.team_action("availability/week"), days, cannot, rather_not, more)


def save_week(ctx: Context, values: Values) -> Response:
    try:
        more = parse_week(str(values.get("more", "")))
    except UnclearHours as error:
        raise Rejected({"more": views.unclear_hours(ctx.locale, error.text)}) from error
    said = [Part(one.weekday, one.since, one.until, one.rather_not) for one in more]
    week = rules.chosen(values.get("cannot", ()), values.get("rather_not", ()), said)
    _hold(ctx)
    ctx.store(WeekStore).say_week(ctx.me.id, [WeekTime(*part) for part in week])
    return Reply(_overview(ctx))


def _hold(ctx: Context) -> None:
    """One of their presses after the other."""
    if ctx.store(TeamStore).hold_person(ctx.me.id) is None:
        raise NotFound


# ---- calendars


def connect_form(ctx: Context) -> Form:
    return views.connect_form(ctx.locale, ctx.team_action("availability/connect"))


def connect(ctx: Context, values: Values) -> Response:
    """It is fetched as soon as this is committed."""
    _ = ctx.locale.gettext
    address = address_of(str(values["address"]), ctx.settings.base_url)
    if isinstance(address, WrongAddress):
        raise Rejected({"address": views.wrong_address(ctx.locale, address)})
    _hold(ctx)
    store = ctx.store(CalendarSourceStore)
    there = store.own(ctx.me.id)
    if address in [one.address for one in there]:
        store.read_soon(ctx.me.id)
        return Reply(_overview(ctx))
    if len(there) >= rules.MOST_CALENDARS:
        return Reply(noted(_("Du har tre kalendere forbundet. Fjern en, før du forbinder en ny.")))
    store.add_own(ctx.me.id, address)
    return Reply(_overview(ctx))


def disconnect(ctx: Context, source_id: int) -> Response:
    """Address and times, at once."""
    store = ctx.store(CalendarSourceStore)
    one = store.source(source_id)
    if one is None or not store.remove_own(ctx.me.id, source_id):
        raise NotFound
    _gone(ctx, one)
    return Replace(_overview(ctx))


def refresh(ctx: Context) -> Response:
    ctx.store(CalendarSourceStore).read_soon(ctx.me.id)
    return Reply(noted(ctx.locale.gettext("Jeg henter dine kalendere nu.")))


def _gone(ctx: Context, one: CalendarSource) -> None:
    ctx.withdraw(trouble_key(one))
    ctx.tx.erased = True


def trouble_card(ctx: Context, source_id: int, _time: int) -> Card | None:
    """To the calendar's owner alone, a timetable's to who runs its course; gone when nothing is wrong any more."""
    one = ctx.store(CalendarSourceStore).source(source_id)
    if one is None or ctx.person is None or not (one.problem or one.unread):
        return None
    if one.course_id is not None:
        run = {course.id: course for course in ctx.store(TeamStore).courses_run_by(ctx.person.id)}
        course = run.get(one.course_id)
        return views.timetable_card(ctx.locale, ctx.person.first_name, course.name, one) if course else None
    if one.person_id != ctx.person.id:
        return None
    text = views.trouble(ctx.locale, one.problem) if one.problem else views.unread(ctx.locale, one.unread)
    button = Button(ctx.locale.gettext("Se dine kalendere"), ctx.team_action("availability/overview"))
    host = host_of(one.address) if one.address else ""
    return views.trouble_card(ctx.locale, ctx.person.first_name, host or "…", text, button)


# ---- days away


def away_form(ctx: Context) -> Form:
    return views.away_form(ctx.locale, ctx.team_action("availability/away"))


def save_away(ctx: Context, values: Values) -> Response:
    first, last = _day(ctx, values, "first"), _day(ctx, values, "last")
    assert first is not None
    found = rules.away_days(first, last, ctx.locale.today)
    if found is None:
        sentence = ctx.locale.gettext(
            "Den sidste dag ligger før den første, er gået eller er mere end et år væk."
        )
        raise Rejected({"last" if last else "first": sentence})
    ctx.store(WeekStore).go_away(ctx.me.id, *found)
    return Reply(_overview(ctx))


def _day(ctx: Context, values: Values, name: str) -> date | None:
    text = str(values.get(name, ""))
    if not text:
        return None
    read = dates.parse_date(text, ctx.locale.local(ctx.now), ctx.locale.language)
    if not isinstance(read, date):
        raise Rejected({name: dates.explain(read, ctx.locale.gettext)})
    return read


def back(ctx: Context, away_id: int) -> Response:
    if not ctx.store(WeekStore).come_back(ctx.me.id, away_id):
        raise NotFound
    return Replace(_overview(ctx))


# ---- all of it, gone


def forget(ctx: Context) -> Response:
    _ = ctx.locale.gettext
    yes = Button(_("Ja, glem det"), ctx.team_action("availability/forgotten"), Style.danger)
    return Reply(views.sure(ctx.locale, (yes, Button(_("Nej"), ctx.team_action("availability/overview")))))


def forgotten(ctx: Context) -> Response:
    for one in ctx.store(CalendarSourceStore).own(ctx.me.id):
        _gone(ctx, one)
    ctx.store(CalendarSourceStore).erase(ctx.me.id)
    ctx.store(WeekStore).erase(ctx.me.id)
    ctx.tx.erased = True
    return Replace(noted(ctx.locale.gettext("Glemt. Jeg ved ikke længere, hvornår du kan.")))
