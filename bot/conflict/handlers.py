"""`/samspil konflikt`: in private, from the step one places oneself on. Nobody is told of anything without a yes to
the very words, and where it is serious the card is the same for all: it keeps nothing and tells nobody."""

from __future__ import annotations

from bot import erasure, waiting
from bot.calendar import into_working_hours
from bot.conflict import rules, views
from bot.conflict.rules import Way
from bot.context import Context
from bot.errors import N_, BotError, NotFound, Outdated, Rejected
from bot.events import TopicRaised
from bot.feature import Track
from bot.interactions import Replace, Reply, Response
from bot.names import facilitators
from bot.noise import days_off
from bot.ui import MAX_BUTTON_LABEL, Button, Card, Form, Style, Values
from bot.wording import noted, shortened
from storage.conflict import ConflictStore
from storage.teams import Role, TeamStore

SERIOUS = ("akut", "112", "alvorligt", "serious", "emergency")


class NoFacilitator(BotError):
    message = N_("Teamet har ingen facilitator lige nu.")


def command(ctx: Context, text: str) -> Response:
    """The ladder, for a member; `akut`, and for everybody else, the card with who to turn to."""
    if ctx.role is not Role.member or text.strip().casefold() in SERIOUS:
        return distress(ctx)
    return Reply(_ladder(ctx))


def begin(ctx: Context) -> Response:
    return Replace(_ladder(ctx))


def _ladder(ctx: Context) -> Card:
    steps = [
        Button(views.step_label(ctx.locale, step), ctx.team_action("conflict/step", step))
        for step in rules.STEPS
    ]
    more = [_distress_button(ctx)]
    if ctx.store(ConflictStore).note(ctx.here.id, ctx.me.id, ctx.private_since):
        more.insert(0, Button(ctx.locale.gettext("Læs din forberedelse"), ctx.team_action("conflict/read")))
    return views.ladder(ctx.locale, steps, more)


def _distress_button(ctx: Context) -> Button:
    return Button(ctx.locale.gettext("Det er alvorligt"), ctx.team_action("conflict/distress"))


def _names(ctx: Context) -> str:
    return facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))


def step(ctx: Context, number: int) -> Response:
    """What makes sense there. The step is kept nowhere."""
    names = _names(ctx)
    try:
        ways = rules.ways(number, has_facilitator=bool(names))
    except ValueError:
        raise Outdated from None
    _ = ctx.locale.gettext
    help_label = _("Bed %(facilitator)s om hjælp") % {"facilitator": names}
    labels = {
        Way.PREPARE: (_("Forbered samtalen"), ctx.team_action("conflict/prepare")),
        Way.AGENDA: (_("Sæt på dagsordenen"), ctx.team_action("conflict/agenda", "ask")),
        Way.FACILITATOR: (shortened(help_label, MAX_BUTTON_LABEL), ctx.team_action("conflict/help", "ask")),
    }
    buttons = [
        Button(*labels[way], style=Style.normal if place else Style.primary) for place, way in enumerate(ways)
    ]
    buttons += [_distress_button(ctx), Button(_("Tilbage"), ctx.team_action("conflict/begin"))]
    return Replace(views.step(ctx.locale, number, names, tuple(buttons)))


def distress(ctx: Context) -> Response:
    """Always the same: nothing is read but who facilitates, nothing is written, nobody is told."""
    return Reply(views.distress(ctx.locale, _names(ctx)))


# ---- preparing a talk


def prepare_form(ctx: Context) -> Form:
    note = ctx.store(ConflictStore).note(ctx.here.id, ctx.me.id, ctx.private_since)
    action = ctx.team_action("conflict/prepare")
    return views.prepare_form(ctx.locale, action, note.said if note else {})


def prepare(ctx: Context, values: Values) -> Response:
    said = {name: str(value) for name, value in values.items() if value}
    if not said:
        raise Rejected({views.FIELDS[0]: ctx.locale.gettext("Skriv én linje. Så er det nok.")})
    ctx.store(ConflictStore).write(ctx.here.id, ctx.me.id, said)
    return Reply(_own(ctx))


def read(ctx: Context) -> Response:
    return Reply(_own(ctx))


def _own(ctx: Context) -> Card:
    """One's own words, for nobody else. Raises NotFound."""
    note = ctx.store(ConflictStore).note(ctx.here.id, ctx.me.id, ctx.private_since)
    if note is None:
        raise NotFound
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ret"), ctx.team_action("conflict/prepare")),
        Button(_("Slet"), ctx.team_action("conflict/forget"), Style.danger),
    )
    return views.own(ctx.locale, note.said, buttons)


def forget(ctx: Context) -> Response:
    ctx.store(ConflictStore).forget(ctx.here.id, ctx.me.id)
    erasure.overwrite(ctx, [ctx.here.id])
    return Replace(noted(ctx.locale.gettext("Slettet. Det findes ikke mere.")))


# ---- the team's agenda


def to_agenda(ctx: Context, answer: str) -> Response:
    """`ask`: what the team will see; `yes`: it is on the next agenda."""
    title = views.topic(ctx.for_team(ctx.here).locale)
    if answer == "ask":
        return Replace(views.agenda_consent(ctx.locale, title, _yes_or_no(ctx, "conflict/agenda")))
    if answer != "yes":
        raise Outdated
    ctx.announce(
        TopicRaised(ctx.here.id, ctx.me.id, title, Track.process.value, source=f"conflict/{ctx.locale.today}")
    )
    return Replace(noted(ctx.locale.gettext("Det står på den næste dagsorden.")))


def _yes_or_no(ctx: Context, route: str) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Ja, gør det"), ctx.team_action(route, "yes"), Style.primary),
        Button(_("Nej, ikke nu"), ctx.team_action("conflict/begin")),
    )


# ---- help from the facilitator


def help_key(request_id: int, facilitator_id: int) -> str:
    return f"conflict/help/{request_id}/{facilitator_id}"


def ask_help(ctx: Context, answer: str) -> Response:
    """`ask`: the very words they will be told; `yes`: they are told at once, in working hours."""
    teams, names = ctx.store(TeamStore), _names(ctx)
    people = teams.members(ctx.here.id, Role.facilitator)
    if not people:
        raise NoFacilitator
    if answer == "ask":
        told = views.told(ctx.locale, ctx.me.first_name, ctx.here.name)
        return Replace(views.help_consent(ctx.locale, names, told, _yes_or_no(ctx, "conflict/help")))
    if answer != "yes":
        raise Outdated
    request_id = ctx.store(ConflictStore).ask(ctx.here.id, ctx.me.id)
    at = into_working_hours(ctx.now, ctx.zone, days_off(ctx.here.course))  # also while the team has a pause
    for member in people:
        facilitator = teams.person(member.person_id)
        if facilitator is not None:
            key = help_key(request_id, facilitator.id)
            ctx.post(facilitator, key, at=at, free=True)
            ctx.refresh(key)
    text = ctx.locale.gettext("%(facilitator)s får besked og tager fat i dig senest næste arbejdsdag.")
    return Replace(noted(text % {"facilitator": names}))


def help_card(ctx: Context, request_id: int, _facilitator_id: int) -> Card | None:
    found = ctx.store(ConflictStore).request(ctx.here.id, request_id)
    person = ctx.store(TeamStore).person(found.person_id) if found else None
    if found is None or person is None:
        return None
    label = ctx.locale.gettext("Jeg tager fat i det")
    button = (
        None if found.seen else Button(label, ctx.team_action("conflict/seen", request_id), Style.primary)
    )
    return views.help_card(ctx.locale, person.first_name, ctx.here.name, button)


def seen(ctx: Context, request_id: int) -> Response:
    """*Jeg tager fat i det*: who asked is told so."""
    store = ctx.store(ConflictStore)
    found = store.request(ctx.here.id, request_id)
    person = ctx.store(TeamStore).person(found.person_id) if found else None
    if found is None or person is None:
        raise NotFound
    if not found.seen:
        if not was_told(ctx, request_id):
            raise NotFound
        store.see(request_id, ctx.me.id)
        ctx.post(person, f"conflict/coming/{request_id}/{ctx.me.id}")
        show_again(ctx, request_id)
    return Replace(noted(ctx.locale.gettext("Tak. Jeg har sagt, at du tager fat i det.")))


def was_told(ctx: Context, request_id: int) -> bool:
    """Whether who acts is one of those it was said to, with a yes: nobody who facilitates the team later is."""
    at = dict(ctx.store(ConflictStore).waiting(ctx.here.id)).get(request_id)
    return at is not None and waiting.was_told(ctx, at, help_key(request_id, ctx.me.id))


def show_again(ctx: Context, request_id: int) -> None:
    for one in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator, left=True):
        ctx.refresh(help_key(request_id, one.person_id))


def coming_card(ctx: Context, request_id: int, facilitator_id: int) -> Card | None:
    found = ctx.store(ConflictStore).request(ctx.here.id, request_id)
    facilitator = ctx.store(TeamStore).person(facilitator_id)
    return views.coming(ctx.locale, facilitator.first_name) if found and facilitator else None
