"""A visit's cards: their keys, and how they look now."""

from __future__ import annotations

from bot.context import Context
from bot.errors import NotFound
from bot.field import guest_views, views
from bot.names import short_names
from bot.ui import Button, Card, Style
from storage.field import FieldStore, Visit, VisitState
from storage.teams import Role, TeamStore
from storage.visit_answers import VisitAnswer, VisitAnswerStore


def visit_key(visit_id: int) -> str:
    return f"field/visit/{visit_id}"


def nudge_key(visit_id: int, person_id: int) -> str:
    return f"field/after/{visit_id}/{person_id}"


def changed_key(visit: Visit, person_id: int) -> str:
    """What they are told of, by when it is and whether it is: other changes leave it standing."""
    return f"field/changed/{visit.id}/{visit.starts_at.timestamp():.0f}/{visit.state}/{person_id}"


def find(ctx: Context, visit_id: int) -> Visit:
    visit = ctx.store(FieldStore).visit(ctx.here.id, visit_id)
    if visit is None:
        raise NotFound
    return visit


def hold(ctx: Context, visit_id: int) -> Visit:
    """The visit, locked until the end of the transaction."""
    visit = ctx.store(FieldStore).held(ctx.here.id, visit_id)
    if visit is None:
        raise NotFound
    return visit


def is_over(ctx: Context, visit: Visit) -> bool:
    return visit.state is VisitState.held or visit.ends_at <= ctx.now


def names_of(ctx: Context, visit: Visit) -> list[str]:
    """Of those who take part and are in the team, in the order they joined it."""
    known = short_names(ctx.members)
    visitors = ctx.store(FieldStore).visitors(visit.id)
    return [name for person, name in known.items() if person in visitors]


def visit_card(ctx: Context, visit_id: int) -> Card:
    """The visit in the team's channel: before it who goes, after it who has written."""
    visit = find(ctx, visit_id)
    written = sum(note.says_something for note in ctx.store(FieldStore).notes(visit_id))
    over = is_over(ctx, visit)
    buttons = _buttons(ctx, visit, written, over=over)
    said = [] if over else guest_views.said(ctx.locale, answered(ctx, visit))
    return views.visit_card(ctx.locale, visit, names_of(ctx, visit), written, buttons, over=over, said=said)


def answered(ctx: Context, visit: Visit) -> list[tuple[str, VisitAnswer]]:
    """What the partner's people have said of the visit, by what they are called."""
    called = short_names(ctx.store(TeamStore).members(ctx.here.id, Role.partner))
    found = ctx.store(VisitAnswerStore).of_visit(visit.id)
    return [(called[one.person_id], one) for one in found if one.person_id in called]


def _buttons(ctx: Context, visit: Visit, written: int, *, over: bool) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    if not over:
        return (
            Button(_("Jeg er med"), ctx.team_action("field/join", visit.id), Style.primary),
            Button(_("Jeg er ikke med"), ctx.team_action("field/away", visit.id)),
            Button(_("Ret besøget"), ctx.team_action("field/change", visit.id)),
        )
    found = [write_button(ctx, visit)]
    if written:
        found.append(read_button(ctx, visit))
    return tuple(found)


def write_button(ctx: Context, visit: Visit) -> Button:
    """Writing it down; once somebody has said when and how long, what one saw is all there is to write."""
    route = "field/note" if visit.state is VisitState.held else "field/log"
    return Button(ctx.locale.gettext("Skriv det op"), ctx.team_action(route, visit.id), Style.primary)


def read_button(ctx: Context, visit: Visit) -> Button:
    return Button(ctx.locale.gettext("Læs"), ctx.team_action("field/read", visit.id, 0))


def nudge_card(ctx: Context, visit_id: int, person_id: int) -> Card | None:
    """Gone when the person has written, or is not of those who were there."""
    store = ctx.store(FieldStore)
    visit = find(ctx, visit_id)
    person = ctx.store(TeamStore).person(person_id)
    gone = visit.state is VisitState.cancelled or person_id not in store.visitors(visit_id)
    if person is None or gone or store.note_of(visit_id, person_id):
        return None
    skip = Button(ctx.locale.gettext("Spring over"), ctx.team_action("field/skip", visit_id))
    return views.nudge(ctx.locale, person.first_name, visit, (write_button(ctx, visit), skip))


def changed_card(ctx: Context, visit_id: int, start: int, state: str, person_id: int) -> Card | None:
    """To who had the visit in their week; gone when it is moved, cancelled or taken up once more."""
    visit = find(ctx, visit_id)
    still_so = changed_key(visit, person_id) == f"field/changed/{visit_id}/{start}/{state}/{person_id}"
    return views.changed_card(ctx.locale, visit) if still_so else None


# ---- /felt


UPCOMING, UNWRITTEN, LATEST = 3, 2, 3  # shown


def rows(ctx: Context) -> list[tuple[Visit, tuple[Button, ...]]]:
    """The visits that one person is shown: those to come, those to be written down, the latest."""
    store, mine = ctx.store(FieldStore), ctx.role is Role.member
    planned = store.planned(ctx.here.id)
    _ = ctx.locale.gettext
    found: list[tuple[Visit, tuple[Button, ...]]] = []
    for visit in [one for one in planned if not is_over(ctx, one)][:UPCOMING]:
        change = Button(_("Ret besøget"), ctx.team_action("field/change", visit.id))
        cancel = Button(_("Aflys besøget"), ctx.team_action("field/cancel", visit.id))
        found.append((visit, (change, cancel) if mine else ()))
    for visit in [one for one in reversed(planned) if is_over(ctx, one)][:UNWRITTEN]:
        found.append((visit, (write_button(ctx, visit),) if mine else ()))
    for visit in store.logged(ctx.here.id)[: -LATEST - 1 : -1]:
        found.append((visit, (read_button(ctx, visit),)))
    return found
