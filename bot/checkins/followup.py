"""What may come of an answer: a point on the agenda, a request for help, one's name on it."""

from __future__ import annotations

from datetime import datetime

from bot import waiting
from bot.calendar import into_working_hours
from bot.checkins import longer, rounds, rules
from bot.checkins.views import private
from bot.checkins.views.words import clip
from bot.context import Context
from bot.errors import NotFound, Outdated
from bot.events import TopicRaised
from bot.feature import Track
from bot.interactions import Replace, Response
from bot.names import facilitators
from bot.noise import days_off
from bot.ui import Block, Button, Card
from bot.wording import noted
from storage.checkins import Answer, CheckinStore, Round
from storage.teams import Role, TeamStore

TITLE = 150  # letters of a point on the agenda
LABEL = 75  # letters of a button


def help_key(round_id: int, person_id: int, facilitator_id: int) -> str:
    return f"checkins/help/{round_id}/{person_id}/{facilitator_id}"


def blocks(ctx: Context, round_: Round, given: Answer) -> tuple[Block, ...]:
    """What somebody may choose about what they have just answered."""
    found: list[Block] = []
    if given.in_the_way and not (given.on_agenda or given.help):
        found += private.in_the_way(ctx.locale, _ways(ctx, round_))
    if round_.asked.audience == rules.Audience.nameless:
        found += private.name_on(ctx.locale, given.by_name, _name_button(ctx, round_, given.by_name))
    return tuple(found)


def _ways(ctx: Context, round_: Round) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Sæt på dagsordenen"), ctx.team_action("checkins/agenda", round_.id)),
        Button(_("Bed teamet om hjælp"), ctx.team_action("checkins/ask", round_.id, "team")),
    )
    names = facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
    if not names:
        return buttons
    return (*buttons, ask_button(ctx, round_.id, names))


def ask_button(ctx: Context, round_id: int, names: str) -> Button:
    """It says whom it tells."""
    label = ctx.locale.gettext("Bed %(facilitator)s om hjælp") % {"facilitator": names}
    return Button(clip(label, LABEL), ctx.team_action("checkins/ask", round_id, "facilitator"))


# ---- onto the agenda


def agenda(ctx: Context, round_id: int) -> Response:
    """One's own words, as a point for the team's next meeting."""
    _round, given = _own(ctx, round_id)
    ctx.store(CheckinStore).choose(round_id, ctx.me.id, on_agenda=True)
    _raise(ctx, round_id, given.in_the_way)
    return Replace(noted(ctx.locale.gettext("Det kommer på dagsordenen til jeres næste møde.")))


def _raise(ctx: Context, round_id: int, title: str) -> None:
    ctx.announce(
        TopicRaised(
            team_id=ctx.here.id,
            person_id=ctx.me.id,
            title=clip(title, TITLE),
            track=Track.task,
            source=f"checkins/{round_id}/{ctx.me.id}",
        )
    )


def _own(ctx: Context, round_id: int) -> tuple[Round, Answer]:
    """The answer of whoever acts, with something in the way. Raises NotFound."""
    round_ = rounds.load(ctx, round_id)
    given = ctx.store(CheckinStore).answer_of(round_id, ctx.me.id)
    if given is None or not given.in_the_way:
        raise NotFound
    return round_, given


# ---- help


def ask(ctx: Context, round_id: int, whom: str) -> Response:
    """`team`: a point on the agenda that asks for help; `facilitator`: told at once, in working hours."""
    if whom not in ("team", "facilitator"):
        raise Outdated
    _round, given = _own(ctx, round_id)
    store, _ = ctx.store(CheckinStore), ctx.locale.gettext
    store.ask(round_id, ctx.me.id, whom)
    if whom == "team":
        store.choose(round_id, ctx.me.id, on_agenda=True)
        _raise(ctx, round_id, _("Hjælp til: %(what)s") % {"what": given.in_the_way})
        return Replace(noted(_("Det kommer på dagsordenen til jeres næste møde, så teamet kan hjælpe.")))
    teams = ctx.store(TeamStore)
    people = teams.members(ctx.here.id, Role.facilitator)
    if not people:
        raise NotFound
    at = into_working_hours(ctx.now, ctx.zone, days_off(ctx.here.course))  # also while the team has a pause
    for member in people:
        if facilitator := teams.person(member.person_id):
            key = help_key(round_id, ctx.me.id, facilitator.id)
            ctx.post(facilitator, key, at=at, free=True)
            ctx.refresh(key)
    text = _("%(facilitator)s får besked og tager fat i dig senest næste arbejdsdag.")
    return Replace(noted(text % {"facilitator": facilitators(ctx.locale, people)}))


def help_card(ctx: Context, round_id: int, person_id: int, _facilitator_id: int) -> Card:
    round_ = rounds.load(ctx, round_id)
    given = ctx.store(CheckinStore).answer_of(round_id, person_id)
    wanted = given if given and given.help == "facilitator" else None
    label = ctx.locale.gettext("Jeg tager fat i det")
    button = Button(label, ctx.team_action("checkins/helped", round_id, person_id))
    return private.asks_for_help(ctx.locale, round_, ctx.here.name, wanted, button)


def helped(ctx: Context, round_id: int, person_id: int) -> Response:
    """The facilitator has seen it; who asked is told so."""
    rounds.load(ctx, round_id)
    store = ctx.store(CheckinStore)
    given = store.answer_of(round_id, person_id)
    if given is None or given.help_asked_at is None:
        raise NotFound
    person = ctx.store(TeamStore).person(person_id)
    if given.help_seen_at is None and person is not None:
        if not was_told(ctx, round_id, person_id, given.help_asked_at):
            raise NotFound
        store.choose(round_id, person_id, help_seen_at=ctx.now)
        ctx.post(person, f"checkins/coming/{round_id}/{person_id}/{ctx.me.id}")
    show_again(ctx, round_id, person_id)
    return Replace(noted(ctx.locale.gettext("Tak. Jeg har sagt, at du tager fat i det.")))


def said_to(ctx: Context, round_: Round, given: Answer) -> bool:
    """Whether what is in the way was said to the facilitator who acts: each of an open round's answers is, to those
    whom its form named; of other rounds' what they were asked for help with."""
    if not given.in_the_way:
        return False
    if round_.asked.audience == rules.Audience.open and waiting.was_told(ctx, given.answered_at):
        return True
    asked_at = given.help_asked_at
    return asked_at is not None and was_told(ctx, round_.id, given.person_id, asked_at)


def was_told(ctx: Context, round_id: int, person_id: int, at: datetime) -> bool:
    """Whether who acts is one of those who were asked at that moment: nobody who facilitates the team later is."""
    return ctx.person is not None and waiting.was_told(ctx, at, help_key(round_id, person_id, ctx.person.id))


def coming_card(ctx: Context, round_id: int, person_id: int, facilitator_id: int) -> Card | None:
    given = ctx.store(CheckinStore).answer_of(rounds.load(ctx, round_id).id, person_id)
    facilitator = ctx.store(TeamStore).person(facilitator_id)
    if given is None or facilitator is None or not given.in_the_way:
        return None
    return private.help_is_coming(ctx.locale, facilitator.first_name, given)


def show_again(ctx: Context, round_id: int, person_id: int) -> None:
    for one in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator, left=True):
        ctx.refresh(help_key(round_id, person_id, one.person_id))


# ---- one's name


def set_name(ctx: Context, round_id: int, value: str) -> Response:
    """Where answers stand without names: mine on this answer (`yes`), or not (`no`); until the round closes."""
    if value not in ("yes", "no"):
        raise Outdated
    round_ = rounds.hold(ctx, round_id)
    by_name = value == "yes"
    if not longer.is_open(ctx, round_) or round_.asked.audience != rules.Audience.nameless:
        raise NotFound
    if not ctx.store(CheckinStore).choose(round_id, ctx.me.id, by_name=by_name):
        raise NotFound
    _ = ctx.locale.gettext
    text = _("Dit svar vises med dit navn.") if by_name else _("Dit svar vises uden dit navn.")
    return Replace(noted(text, _name_button(ctx, round_, by_name)))


def _name_button(ctx: Context, round_: Round, by_name: bool) -> Button:
    _ = ctx.locale.gettext
    label = _("Tag mit navn af") if by_name else _("Sæt mit navn på")
    return Button(label, ctx.team_action("checkins/name", round_.id, "no" if by_name else "yes"))
