"""The facilitator's Monday: one message, by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import chosen, weblinks
from bot.calendar import local_to_utc
from bot.context import Context
from bot.core_views import choose_team
from bot.errors import NotFound
from bot.events import MemberJoined, MemberLeft, TeamReady
from bot.i18n import LANGUAGES
from bot.interactions import Nothing, Reply, Response
from bot.monday import evidence, rules, trouble, views
from bot.names import facilitators
from bot.noise import days_off
from bot.recurrence import OnDayOff, Weekly, next_after
from bot.ui import Action, Button, Card, Form, Values
from bot.wording import noted
from storage.course_status import CourseStatusStore
from storage.monday import MondayLine, MondayStore
from storage.schedules import Due
from storage.teams import Person, Role, Team, TeamStore

MONDAY = Weekly(0, time(8, 30))
USEFUL = timedelta(hours=8, minutes=30)  # a Monday message after the working day is yesterday's news
# Each is written at a second of its own in the quarter before, so that all are ready when all are due.
AHEAD, SPREAD = timedelta(minutes=1), 14 * 60
REMEMBERED = timedelta(weeks=12)
SHOWN_TO_TEAM = timedelta(weeks=4)


# ---- by the clock


def on_team_ready(ctx: Context, _event: TeamReady) -> None:
    """Everybody who facilitates the team has a Monday."""
    for member in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator):
        _plan(ctx, member.person_id)


def on_joined(ctx: Context, event: MemberJoined) -> None:
    """A facilitator who comes later has one too."""
    if ctx.store(TeamStore).role_in(ctx.here.id, event.person_id) is Role.facilitator:
        _plan(ctx, event.person_id)


def on_left(ctx: Context, event: MemberLeft) -> None:
    """What was written about a team for somebody who facilitates it no more is not said."""
    ctx.refresh(message_key(event.person_id, ctx.locale.today))


def _plan(ctx: Context, person_id: int) -> None:
    replace(ctx, team=None).schedule("monday/message", _next_writing(ctx.here, ctx.now, person_id), person_id)


def _next_writing(team: Team, after: datetime, person_id: int) -> datetime:
    """When somebody's next message is written, some minutes before it comes; at once where it comes sooner than that."""
    ahead = AHEAD + timedelta(seconds=person_id % SPREAD)
    return max(_next_monday(team, after) - ahead, after)


def _next_monday(team: Team, after: datetime) -> datetime:
    """Monday 8.30 where the course is; the next working day where Monday is off."""
    zone = ZoneInfo(team.course.zone)
    return next_after(MONDAY, after, zone, days_off(team.course), OnDayOff.next_working_day)


def say_monday(ctx: Context, due: Due) -> datetime | None:
    """The message to one facilitator about all their teams, to come at 8.30 or, when it is late, at once; then the next
    Monday."""
    person = ctx.store(TeamStore).person(int(due.args[0]))
    teams = _open_teams(ctx, person) if person else ()
    if person is None or not teams:
        return None
    comes = ctx.now
    if ctx.now - due.at < USEFUL:
        zone = ZoneInfo(teams[0].course.zone)
        comes = max(local_to_utc(due.at.astimezone(zone).date(), MONDAY.time, zone), ctx.now)
        _say(ctx.for_team(teams[0]), person, teams, comes)
    return _next_writing(teams[0], comes, person.id)


def _open_teams(ctx: Context, person: Person) -> tuple[Team, ...]:
    teams = ctx.store(TeamStore).teams_of(person.id, Role.facilitator)
    return tuple(team for team in teams if team.course.ends_on >= ctx.for_team(team).locale.today)


def _say(ctx: Context, person: Person, teams: tuple[Team, ...], at: datetime) -> None:
    reader = ctx.for_person(person)
    today = reader.locale.today
    monday = rules.choose(
        evidence.signals(reader, teams),
        evidence.started(teams),
        date.min,
        today,
        evidence.muted(ctx, teams, today),
        _said(ctx, teams, today),
        rules.left_over(ctx.store(MondayStore).unsaid(person.id, today - REMEMBERED, today)),
    )
    if len(monday.starting) == len(teams):
        return  # everybody is finding their feet: nothing to say yet
    store = ctx.store(MondayStore)
    counted = {
        "teams": len(teams),
        "waiting": len(monday.waiting),
        "calm": len(monday.calm) + len(monday.starting),
    }
    unsaid = [(signal.team_id, signal.kind) for signal in monday.unsaid]
    if not store.say(person.id, today, unsaid=unsaid, **counted):
        return
    for line in (*monday.praise, *monday.attention):
        for signal in line.signals:
            text = signal.shared_text if line.shared and signal.shared_text else signal.text
            locales = {language: replace(reader.locale, language=language) for language in LANGUAGES}
            action = signal.action(reader.locale).action
            assert action is not None
            store.add_line(
                person.id,
                signal.team_id,
                today,
                kind=signal.kind,
                strength=signal.strength,
                shared=line.shared,
                personal=signal.personal,
                texts={language: text(locale).plain for language, locale in locales.items()},
                labels={language: signal.action(locale).label for language, locale in locales.items()},
                action=action.encode(),
            )
    ctx.post(person, message_key(person.id, today), at=at, expires=at + USEFUL)


def _said(ctx: Context, teams: tuple[Team, ...], today: date) -> list[rules.Said]:
    lines = ctx.store(MondayStore).lines_about([team.id for team in teams], today - REMEMBERED)
    return [rules.Said(line.team_id, line.kind, line.said_on, line.strength, line.shared) for line in lines]


# ---- cards


def message_key(person_id: int, said_on: date) -> str:
    return f"monday/message/{person_id}/{said_on.isoformat()}"


def message_card(ctx: Context, person_id: int, said_on: date) -> Card | None:
    store, teams = ctx.store(MondayStore), ctx.store(TeamStore)
    said, person = store.message(person_id, said_on), teams.person(person_id)
    if said is None or person is None:
        return None
    theirs = {team.id for team in teams.teams_of(person_id, Role.facilitator)}
    lines = [line for line in store.lines_to(person_id, said_on) if line.team_id in theirs]
    found = (teams.team(line.team_id) for line in lines)
    names = {team.id: team.name for team in found if team}
    see_all = Button(ctx.locale.gettext("Se alle"), Action.to("monday/all"))
    return views.message(ctx.locale, person.first_name, said, lines, names, see_all)


def note_key(note_id: int) -> str:
    return f"monday/note/{note_id}"


def note_card(ctx: Context, note_id: int) -> Card:
    note = ctx.store(MondayStore).note(ctx.here.id, note_id)
    if note is None:
        raise NotFound
    return views.note_card(ctx.locale, note)


# ---- presses


def done(ctx: Context, line_id: int) -> Response:
    return _handled(ctx, line_id, "done")


def mute(ctx: Context, line_id: int) -> Response:
    """*Ikke relevant*: not said again for two weeks."""
    return _handled(ctx, line_id, "muted")


def _handled(ctx: Context, line_id: int, state: str) -> Response:
    store = ctx.store(MondayStore)
    line = store.line(ctx.here.id, line_id)
    if line is None or line.person_id != ctx.me.id:
        raise NotFound
    same = [
        one for one in store.lines_to(line.person_id, line.said_on) if one.kind == line.kind and one.shared
    ]
    for one in same if line.shared else [line]:
        store.handle(one.id, state, ctx.locale.today)
    ctx.refresh(message_key(line.person_id, line.said_on))
    return Nothing()


def see_all(ctx: Context) -> Response:
    """Every team of this facilitator, and what counts of it now."""
    teams = _open_teams(ctx, ctx.me)
    signals = evidence.now(ctx, teams)
    rows = [
        (team.name, [one.text(ctx.locale).plain for one in signals if one.team_id == team.id])
        for team in teams
    ]
    _ = ctx.locale.gettext
    overview = Button(_("Åbn overblikket"), url=weblinks.overview(ctx.settings))
    ask = Button(_("Spørg en anden facilitator"), Action.to("overview/which"))
    buttons = ((overview, ask) if teams else ()) + _of_lead(ctx)
    return Reply(views.overview(ctx.locale, rows, trouble.sentence(ctx), buttons))


def _of_lead(ctx: Context) -> tuple[Button, ...]:
    """The way to the page of a course they lead."""
    led = ctx.store(CourseStatusStore).led_by(ctx.me.id)
    return (
        (Button(ctx.locale.gettext("Åbn forløbets side"), url=weblinks.course(ctx.settings)),) if led else ()
    )


def command(ctx: Context, _text: str) -> Response:
    """`/samspil facilitator`: the facilitator's teams; a team reads what is said of it."""
    teams = ctx.store(TeamStore)
    if ctx.role is Role.member:
        lines = said_of(ctx)
        names = facilitators(ctx.locale, teams.members(ctx.here.id, Role.facilitator))
        page = Button(ctx.locale.gettext("Se hele siden"), url=weblinks.team_page(ctx.settings, ctx.here.id))
        return Reply(views.team_page(ctx.locale, names, evidence.for_the_team(ctx), lines, page))
    mine = teams.teams_of(ctx.me.id, Role.member)
    if mine and not teams.teams_of(ctx.me.id, Role.facilitator):
        return Reply(choose_team(ctx, list(mine), "facilitator", ""))
    return see_all(ctx)


def said_of(ctx: Context) -> list[MondayLine]:
    """What the context's team may read of what was said of it lately; what is about one person is not among it."""
    lines = ctx.store(MondayStore).lines_about([ctx.here.id], ctx.locale.today - SHOWN_TO_TEAM)
    return [line for line in lines if not line.personal]


# ---- a few lines from the facilitator


def praise_form(ctx: Context, kind: str) -> Form:
    title = ctx.locale.gettext("Ros teamet")
    draft = views.praise_draft(ctx.locale, _evidence(ctx, kind))
    return views.note_form(ctx.locale, ctx.team_action("monday/praise", kind), ctx.here.name, title, draft)


def write_form(ctx: Context, kind: str = "") -> Form:
    title = ctx.locale.gettext("Skriv til teamet")
    draft = views.write_draft(ctx.locale, _evidence(ctx, kind))
    return views.note_form(ctx.locale, ctx.team_action("monday/write", kind), ctx.here.name, title, draft)


def _evidence(ctx: Context, kind: str) -> str:
    """The first sentence of what was last said of the team, without its full stop."""
    lines = _open(ctx, kind)
    if not lines or lines[0].shared:
        return ""
    return views.said_in(ctx.locale, lines[0].texts).split(". ")[0].rstrip(".")


def _open(ctx: Context, kind: str) -> list[MondayLine]:
    lines = ctx.store(MondayStore).open_lines(ctx.here.id, kind)
    return [line for line in lines if line.person_id == ctx.me.id]


def send_note(ctx: Context, values: Values, kind: str = "") -> Response:
    """Post it as "Fra <navn>"; the line that led to it is done."""
    store = ctx.store(MondayStore)
    note_id = store.add_note(ctx.here.id, ctx.me.id, str(values["text"]))
    ctx.post(ctx.here, note_key(note_id))
    for line in _open(ctx, kind):
        _handled(ctx, line.id, "done")
    text = ctx.locale.gettext("Sendt til %(team)s.") % {"team": ctx.here.name}
    return Reply(noted(text))


def several_form(ctx: Context, teams: str) -> Form:
    """The same to each of the teams that were chosen (`bot.chosen`)."""
    names = [team.name for team in chosen.of_facilitator(ctx, teams)]
    return views.several_form(ctx.locale, Action.to("monday/several", teams), names)


def send_to_several(ctx: Context, values: Values, teams: str) -> Response:
    return send_to_each(ctx, values, chosen.of_facilitator(ctx, teams))


def send_to_each(ctx: Context, values: Values, teams: Sequence[Team]) -> Response:
    """To all of them or, should anything go wrong, to none."""
    store = ctx.store(MondayStore)
    for team in teams:
        note_id = store.add_note(team.id, ctx.me.id, str(values["text"]))
        ctx.for_team(team).post(team, note_key(note_id))
    return Reply(views.sent_to_several(ctx.locale, [team.name for team in teams]))
