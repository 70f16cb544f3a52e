"""`/aftale`, an agreement by itself, and the cards by their keys."""

from __future__ import annotations

from datetime import date, timedelta

from bot import clauses
from bot.agreements import following, rules, views
from bot.agreements.finding import (
    all_button,
    done_button,
    find,
    known,
    new_button,
    open_here,
    outcome_buttons,
    see_button,
    yes_button,
)
from bot.agreements.making import start
from bot.agreements.rules import Answer, Kind, State
from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Style
from storage.agreements import Agreement, AgreementStore
from storage.contract import ContractStore
from storage.goals import GoalStore
from storage.teams import Role, TeamStore

PER_PAGE = 6
FOUR_WEEKS = timedelta(weeks=4)
MOST_ON_LIST = 5  # of each kind, on the team's card


# ---- `/aftale`


def command(ctx: Context, text: str) -> Response:
    """With a text: a new one. Without: those there are."""
    if text.strip() and ctx.role in (Role.member, Role.facilitator):
        return start(ctx, text.strip())
    return Reply(_overview(ctx, 0))


def see_all(ctx: Context, page: int = 0) -> Response:
    return Replace(_overview(ctx, page))


def _overview(ctx: Context, page: int) -> Card:
    found, me, names = open_here(ctx), ctx.me.id, known(ctx)
    mine = [one for one in found if one.has(me)]
    if ctx.role is Role.facilitator:
        return _counts(ctx, mine)
    ordered = [*mine, *(one for one in found if not one.has(me))]
    shown = ordered[page * PER_PAGE : (page + 1) * PER_PAGE]
    rows = [(one, _presses(ctx, one)) for one in shown]
    _ = ctx.locale.gettext
    buttons = [new_button(ctx)] if ctx.role is Role.member else [_look(ctx)]
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("agreements/all", page - 1)))
    if (page + 1) * PER_PAGE < len(ordered):
        buttons.append(Button(_("Næste"), ctx.team_action("agreements/all", page + 1)))
    own = [row for row in rows if row[0].has(me)]
    return views.overview(ctx.locale, own, [row for row in rows if row not in own], names, tuple(buttons))


def _look(ctx: Context) -> Button:
    """A guest writes no agreements; the list is drawn again."""
    return Button(ctx.locale.gettext("Vis igen"), ctx.team_action("agreements/all", 0))


def _counts(ctx: Context, mine: list[Agreement]) -> Card:
    store = ctx.store(AgreementStore)
    everything, names = store.open(ctx.here.id), known(ctx)
    closed = store.closed_since(ctx.here.id, ctx.now - FOUR_WEEKS)
    done = sum(one.state == State.done for one in closed)
    rows = [(one, _presses(ctx, one)) for one in mine[:PER_PAGE]]
    tally = rules.tally(everything, ctx.locale.today, names.present)
    return views.counts(ctx.locale, ctx.here.name, tally, done, rows, names, new_button(ctx))


def _presses(ctx: Context, one: Agreement) -> tuple[Button, ...]:
    """The nearest ones: the rest is behind *Se mere*."""
    if _asked(ctx, one):
        return (yes_button(ctx, one), _no_button(ctx, one), see_button(ctx, one))
    if one.does(ctx.me.id):
        move = Button(ctx.locale.gettext("Ny dato"), ctx.team_action("agreements/move", one.id))
        return (done_button(ctx, one), move, see_button(ctx, one))
    return (see_button(ctx, one),)


def _asked(ctx: Context, one: Agreement) -> bool:
    """Whether who acts is asked for a yes of their own."""
    return any(party.person_id == ctx.me.id and party.answer == Answer.waiting for party in one.parties)


def _no_button(ctx: Context, one: Agreement) -> Button:
    return Button(ctx.locale.gettext("Nej tak"), ctx.team_action("agreements/no", one.id))


# ---- one


def see(ctx: Context, agreement_id: int) -> Response:
    one = find(ctx, agreement_id)
    goals = [goal for goal in ctx.store(GoalStore).of_team(ctx.here.id) if ctx.role is Role.member]
    goal = next((each for each in goals if each.id == one.goal_id), None)
    choices = [each for each in goals if each.state == "open" or each == goal]
    action = ctx.team_action("agreements/tie", one.id)
    moved_from = ctx.store(AgreementStore).moves(one.id) if one.moved else ()
    card = views.detail(
        ctx.locale,
        one,
        known(ctx),
        goal,
        (action, choices[:25]) if choices and one.open else None,
        _points(ctx, one),
        moved_from,
        _whole_presses(ctx, one),
    )
    return Replace(card)


def _points(ctx: Context, one: Agreement) -> views.Points:
    """The point of the contract that it stands on, and those it can stand on."""
    version = ctx.store(ContractStore).applying(ctx.here.id) if ctx.role is Role.member else None
    numbered = {
        clause: f"{number}. {clauses.title(clause, ctx.locale.language)}"
        for number, clause in enumerate(clauses.ordered(version.clauses if version else ()), start=1)
    }
    action = ctx.team_action("agreements/stand", one.id)
    return views.Points(one.clause, numbered, action if numbered and one.open else None)


def _whole_presses(ctx: Context, one: Agreement) -> list[tuple[Button, ...]]:
    _ = ctx.locale.gettext
    back = all_button(ctx)
    if not one.open:
        return [(Button(_("Åbn den igen"), ctx.team_action("agreements/reopen", one.id)), back)]
    rows: list[tuple[Button, ...]] = []
    if _asked(ctx, one) or _for_team(ctx, one):
        rows.append((yes_button(ctx, one), *((_no_button(ctx, one),) if _asked(ctx, one) else ())))
    theirs = any(party.kind == Kind.partner and party.answer == Answer.waiting for party in one.parties)
    if theirs and ctx.role is Role.member:
        rows.append(
            (
                Button(
                    _("De har sagt ja"), ctx.team_action("agreements/noted", one.id, "yes"), Style.primary
                ),
                Button(_("De har sagt nej"), ctx.team_action("agreements/noted", one.id, "no")),
            )
        )
    rows.append(outcome_buttons(ctx, one))
    if rules.loose(one, known(ctx).present) and ctx.role is Role.member:
        rows.append((take_button(ctx, one),))
    change = Button(_("Ret aftalen"), ctx.team_action("agreements/change", one.id))
    rows.append((change, back))
    return rows


def _for_team(ctx: Context, one: Agreement) -> bool:
    waiting = any(party.kind == Kind.team and party.answer == Answer.waiting for party in one.parties)
    said = rules.say(one, ctx.me.id, Answer.yes, member=ctx.role is Role.member)
    return waiting and isinstance(said, rules.Said)


def take_button(ctx: Context, one: Agreement) -> Button:
    return Button(
        ctx.locale.gettext("Jeg tager den"), ctx.team_action("agreements/take", one.id), Style.primary
    )


# ---- cards


def _name(ctx: Context, person_id: int) -> str:
    person = ctx.store(TeamStore).person(person_id)
    return person.first_name if person else ""


def asked_card(ctx: Context, team_id: int, person_id: int, day: date) -> Card | None:
    """Agreements whose yes the person was asked for that day; gone when all are answered."""
    if team_id != ctx.here.id:
        return None
    rows = [
        (
            one,
            (
                yes_button(ctx, one),
                Button(
                    ctx.locale.gettext("Foreslå noget andet"), ctx.team_action("agreements/change", one.id)
                ),
                _no_button(ctx, one),
            ),
        )
        for one in ctx.store(AgreementStore).open(ctx.here.id)
        if any(
            party.person_id == person_id and party.answer == Answer.waiting and party.asked_on == day
            for party in one.parties
        )
    ]
    return views.asked(ctx.locale, _name(ctx, person_id), rows, known(ctx)) if rows else None


def due_card(ctx: Context, team_id: int, person_id: int, day: date) -> Card | None:
    """What the person was asked about that day; what is closed since is thanked for."""
    if team_id != ctx.here.id:
        return None
    store, names = ctx.store(AgreementStore), known(ctx)
    closed_too = (*store.open(ctx.here.id), *store.closed_since(ctx.here.id, ctx.now - FOUR_WEEKS))
    theirs = [
        one for one in closed_too if one.asked_on == day and person_id in rules.to_ask(one, names.present)
    ]
    if not theirs:
        return None
    rows = [(one, outcome_buttons(ctx, one)) for one in theirs if one.open]
    listed_on = rules.list_day(day, ctx.days_off)
    still_ahead = listed_on if listed_on > ctx.locale.today else None
    closed = [one for one in theirs if not one.open]
    return views.due(ctx.locale, _name(ctx, person_id), rows, closed, still_ahead)


def refused_card(ctx: Context, agreement_id: int, party_id: int) -> Card | None:
    one = ctx.store(AgreementStore).agreement(ctx.here.id, agreement_id)
    party = next((each for each in one.parties if each.id == party_id), None) if one else None
    if one is None or party is None or not one.open or party.answer != Answer.no:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ret aftalen"), ctx.team_action("agreements/change", one.id), Style.primary),
        Button(_("Ikke længere relevant"), ctx.team_action("agreements/drop", one.id)),
    )
    return views.refused(ctx.locale, one, views.party_name(ctx.locale, party, known(ctx)), buttons)


def changed_card(ctx: Context, agreement_id: int, version: int) -> Card | None:
    one = ctx.store(AgreementStore).agreement(ctx.here.id, agreement_id)
    if one is None or not one.open or one.version != version:
        return None
    return views.changed(ctx.locale, one, known(ctx), see_button(ctx, one))


def joined_card(ctx: Context, agreement_id: int, _person_id: int, by: int) -> Card | None:
    one = ctx.store(AgreementStore).agreement(ctx.here.id, agreement_id)
    if one is None or not one.open or not one.does(by):
        return None
    return views.joined(ctx.locale, one, known(ctx).names.get(by, ""), see_button(ctx, one))


def helped_card(ctx: Context, agreement_id: int) -> Card | None:
    one = ctx.store(AgreementStore).agreement(ctx.here.id, agreement_id)
    if one is None or not one.open:
        return None
    mine = Button(
        ctx.locale.gettext("Jeg hjælper"), ctx.team_action("agreements/assist", one.id), Style.primary
    )
    buttons = (mine, see_button(ctx, one)) if one.help_wanted else (see_button(ctx, one),)
    return views.helping(ctx.locale, one, known(ctx), buttons)


def list_card(ctx: Context, team_id: int, day: date) -> Card | None:
    """The team's card: who left whose agreement is free, whose yes is the team's, and what has been due."""
    if (
        team_id != ctx.here.id
        or ctx.here.settings.get(following.LIST_SETTING, day.isoformat()) > day.isoformat()
    ):
        return None
    names, today = known(ctx), ctx.locale.today
    left = list(ctx.store(AgreementStore).open(ctx.here.id))
    loose = [one for one in left if rules.loose(one, names.present)][:MOST_ON_LIST]
    waiting = [
        one
        for one in left
        if one not in loose
        and any(each.kind == Kind.team for each in rules.awaited(one, names.present))
        and not rules.refused(one)
    ][:MOST_ON_LIST]
    overdue = [one for one in left if one not in loose and one not in waiting and one.listed_on is not None]
    overdue = [one for one in overdue if one.due_on < today][:MOST_ON_LIST]
    others = len(left) - len(loose) - len(waiting) - len(overdue)
    return views.team_list(
        ctx.locale,
        [(one, (yes_button(ctx, one),)) for one in waiting],
        overdue,
        [(one, (take_button(ctx, one),)) for one in loose],
        others,
        names,
        all_button(ctx),
    )
