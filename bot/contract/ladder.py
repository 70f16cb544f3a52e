"""*Noget holder ikke*: the steps of the contract as presses, in private. Nobody is told of anything without a yes."""

from __future__ import annotations

from bot import waiting
from bot.calendar import into_working_hours
from bot.clauses import ordered
from bot.context import Context
from bot.contract import standing, views
from bot.contract.standing import Standing, load
from bot.errors import N_, BotError, NotFound
from bot.events import QuestionWanted, TopicRaised
from bot.feature import Track
from bot.interactions import Replace, Reply, Response
from bot.noise import days_off
from bot.ui import Button, Card, Style
from bot.wording import noted
from storage.contract import ContractStore, Version
from storage.teams import Role, TeamStore

BREACH = "breach"  # the point in which a team has written its own steps


class NoFacilitator(BotError):
    message = N_("Teamet har ingen facilitator lige nu.")


def _point(ctx: Context, clause: str) -> tuple[Standing, Version, int]:
    """The contract that applies, and the point's number in it. Raises NotFound."""
    now = load(ctx)
    active = now.active
    if active is None or clause not in active.clauses:
        raise NotFound
    return now, active, ordered(active.clauses).index(clause) + 1


def begin(ctx: Context) -> Response:
    """Which point is it? Nothing is kept of this."""
    active = load(ctx).active
    if active is None or not active.clauses:
        raise NotFound
    points = [
        (clause, number, standing.title_of(ctx, clause))
        for number, clause in enumerate(ordered(active.clauses), start=1)
    ]
    return Reply(views.which_point(ctx.locale, ctx.team_action("contract/steps"), points))


def steps(ctx: Context, clause: str) -> Response:
    _now, active, number = _point(ctx, clause)
    names = standing.facilitator_names(ctx)
    _ = ctx.locale.gettext
    buttons = [
        Button(_("Få hjælp til samtalen"), ctx.team_action("contract/talk", clause)),
        Button(_("Sæt punktet på dagsordenen"), ctx.team_action("contract/raise", clause, "ask")),
    ]
    if names:
        label = _("Bed %(facilitator)s om en snak") % {"facilitator": names}
        buttons.append(Button(label[:75], ctx.team_action("contract/concern", clause, "ask")))
    return Replace(
        views.steps_card(
            ctx.locale,
            number,
            standing.title_of(ctx, clause),
            active.clauses[clause],
            active.clauses.get(BREACH, "") if clause != BREACH else "",
            names,
            tuple(buttons),
        )
    )


def talk(ctx: Context, clause: str) -> Response:
    """The first step is taken without us."""
    _point(ctx, clause)
    back = Button(ctx.locale.gettext("Se de andre trin"), ctx.team_action("contract/steps", clause))
    return Replace(views.talk_card(ctx.locale, back))


def raise_topic(ctx: Context, clause: str, answer: str) -> Response:
    """`ask`: what the team will see; `yes`: it is on the next agenda."""
    _now, _active, number = _point(ctx, clause)
    title = views.topic(ctx.for_team(ctx.here).locale, number, standing.title_of(_for_team(ctx), clause))
    if answer == "ask":
        return Replace(_consent(ctx, clause, "contract/raise", views.raise_consent(ctx.locale, title)))
    if answer != "yes":
        raise NotFound
    ctx.announce(TopicRaised(ctx.here.id, ctx.me.id, title, Track.process.value, source=f"contract/{clause}"))
    return Replace(noted(ctx.locale.gettext("Det står på den næste dagsorden.")))


def _for_team(ctx: Context) -> Context:
    return ctx.for_team(ctx.here)


def _consent(ctx: Context, clause: str, route: str, card: Card) -> Card:
    _ = ctx.locale.gettext
    return card.with_blocks(
        views.row(
            Button(_("Ja, gør det"), ctx.team_action(route, clause, "yes"), Style.primary),
            Button(_("Nej, ikke nu"), ctx.team_action("contract/steps", clause)),
        )
    )


# ---- a talk with the facilitator


def concern_key(concern_id: int, facilitator_id: int) -> str:
    return f"contract/concern/{concern_id}/{facilitator_id}"


def concern(ctx: Context, clause: str, answer: str) -> Response:
    """`ask`: what they will be told; `yes`: they are told, in working hours."""
    _now, _active, number = _point(ctx, clause)
    teams = ctx.store(TeamStore)
    people = teams.members(ctx.here.id, Role.facilitator)
    if not people:
        raise NoFacilitator
    names = standing.facilitator_names(ctx)
    if answer == "ask":
        told = views.concern_consent(ctx.locale, names, number, standing.title_of(ctx, clause))
        return Replace(_consent(ctx, clause, "contract/concern", told))
    if answer != "yes":
        raise NotFound
    concern_id = ctx.store(ContractStore).raise_concern(ctx.here.id, ctx.me.id, clause)
    at = into_working_hours(ctx.now, ctx.zone, days_off(ctx.here.course))
    for member in people:
        facilitator = teams.person(member.person_id)
        if facilitator is not None:
            ctx.post(facilitator, concern_key(concern_id, facilitator.id), at=at, free=True)
            ctx.refresh(concern_key(concern_id, facilitator.id))
    text = ctx.locale.gettext("%(facilitator)s får besked og tager fat i dig senest næste arbejdsdag.")
    return Replace(noted(text % {"facilitator": names}))


def concern_card(ctx: Context, concern_id: int, _facilitator_id: int) -> Card | None:
    found = ctx.store(ContractStore).concern(ctx.here.id, concern_id)
    person = ctx.store(TeamStore).person(found.person_id) if found else None
    if found is None or person is None:
        return None
    button = Button(
        ctx.locale.gettext("Jeg tager fat i det"),
        ctx.team_action("contract/seen", concern_id),
        Style.primary,
    )
    title = standing.title_of(ctx, found.clause)
    return views.concern_card(
        ctx.locale, person.first_name, ctx.here.name, title, None if found.seen else button
    )


def seen(ctx: Context, concern_id: int) -> Response:
    """*Jeg tager fat i det*: who asked is told so."""
    store = ctx.store(ContractStore)
    found = store.concern(ctx.here.id, concern_id)
    person = ctx.store(TeamStore).person(found.person_id) if found else None
    if found is None or person is None:
        raise NotFound
    if not found.seen:
        if not was_told(ctx, concern_id):
            raise NotFound
        store.see_concern(concern_id, ctx.me.id)
        ctx.post(person, f"contract/coming/{concern_id}/{ctx.me.id}")
        for member in ctx.store(TeamStore).members(ctx.here.id, Role.facilitator, left=True):
            ctx.refresh(concern_key(concern_id, member.person_id))
    return Replace(noted(ctx.locale.gettext("Tak. Jeg har sagt, at du tager fat i det.")))


def was_told(ctx: Context, concern_id: int) -> bool:
    """Whether who acts is one of those they wanted to talk to: nobody who facilitates the team later is."""
    at = dict(ctx.store(ContractStore).unseen_concerns(ctx.here.id)).get(concern_id)
    return at is not None and waiting.was_told(ctx, at, concern_key(concern_id, ctx.me.id))


def coming_card(ctx: Context, concern_id: int, facilitator_id: int) -> Card | None:
    found = ctx.store(ContractStore).concern(ctx.here.id, concern_id)
    facilitator = ctx.store(TeamStore).person(facilitator_id)
    if found is None or facilitator is None:
        return None
    return views.coming(ctx.locale, facilitator.first_name, standing.title_of(ctx, found.clause))


# ---- a question at check-in


def ask_at_checkin(ctx: Context, clause: str) -> Response:
    """*Holdt vi §3?* is one of the check-in's questions from now on."""
    _now, _active, number = _point(ctx, clause)
    team = _for_team(ctx)
    text = views.question(team.locale, number, standing.title_of(team, clause))
    ctx.announce(QuestionWanted(ctx.here.id, text))
    back = Button(ctx.locale.gettext("Se kontrakten"), ctx.team_action("contract/show"))
    return Replace(noted(ctx.locale.gettext("Det bliver der spurgt om ved næste tjek-ind."), back))
