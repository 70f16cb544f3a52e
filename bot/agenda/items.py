"""`/samspil dagsorden`, and what people do with the coming agenda: add, change, move, take off."""

from __future__ import annotations

from bot import weblinks, wordbook
from bot.agenda import rules, views
from bot.agenda.coming import (
    MOST,
    SETTING,
    agenda_of,
    changed,
    find,
    fixed_of,
    for_guests,
    line_of,
    lines,
    names,
    next_meeting,
    run_of,
    written,
)
from bot.agenda.rules import Fixed
from bot.boundary import TooLong
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import TopicRaised, TopicsChanged
from bot.feature import TEAM, Track
from bot.interactions import Replace, Reply, Response
from bot.registry import MAX_DIGITS
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.agenda import AgendaItem, AgendaStore, ItemKind, ItemState
from storage.meetings import MeetingStore
from storage.teams import Role, TeamStore


class Full(BotError):
    message = N_("Der står så meget på dagsordenen, at der ikke er plads til mere. Tag noget af først.")


class Begun(BotError):
    message = N_("Mødet er i gang, så det punkt kan ikke ændres mere.")


# ---- reading it


def command(ctx: Context, text: str) -> Response:
    """The next meeting's agenda; with a text, that on it. Guests get it in plain words, without what is internal."""
    if ctx.role not in TEAM:
        return Reply(_for_guests(ctx, ()))
    text = " ".join(text.split())
    if text:
        return _added(ctx, text)
    return Reply(agenda(ctx))


def show(ctx: Context) -> Response:
    return Reply(agenda(ctx))


def back(ctx: Context) -> Response:
    return Replace(agenda(ctx))


def agenda(ctx: Context) -> Card:
    """To one of the team: every item, what can be done with it, and what else there is."""
    _ = ctx.locale.gettext
    meeting = next_meeting(ctx)
    run = run_of(ctx, meeting)
    begun = run is not None and run.began_at is not None
    shown = agenda_of(ctx, meeting)
    buttons = [
        Button(_("Sæt et punkt på"), ctx.team_action("agenda/add"), Style.primary),
        Button(_("Vælg faste punkter"), ctx.team_action("agenda/fixed")),
    ]
    if meeting is not None:
        paper = ctx.team_action("agenda/paper", meeting.id, 0)
        buttons.append(Button(_("Vis gæsternes udgave"), ctx.team_action("agenda/guests")))
        buttons.append(Button(_("Udskriv"), url=weblinks.paper(ctx.settings, paper)))
    pick = None if begun else ctx.team_action("agenda/item")
    return views.agenda_card(ctx.locale, meeting, shown, names(ctx), pick, tuple(buttons))


def guests(ctx: Context) -> Response:
    """What guests read, to guests and to who wants to see it as they do; also as a page to print."""
    _ = ctx.locale.gettext
    page = Button(_("Udskriv"), url=weblinks.paper(ctx.settings, ctx.team_action("agenda/guests")))
    return Reply(_for_guests(ctx, (page,)))


def _for_guests(ctx: Context, buttons: tuple[Button, ...]) -> Card:
    meeting, shown = for_guests(ctx)
    return views.guest_card(ctx.locale, ctx.here.name, meeting, shown, buttons)


def paper(ctx: Context, meeting_id: int, page: int = 0) -> Response:
    """The whole agenda on paper, with what is to be prepared: for the team."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    if meeting is None or meeting.starts_at is None:
        raise NotFound
    run = run_of(ctx, meeting)
    coming = next_meeting(ctx)
    its_own = run is not None and run.began_at is not None
    shown = agenda_of(ctx, meeting) if its_own or (coming and coming.id == meeting.id) else ()
    following = page + 1 if len(shown) > (page + 1) * views.ON_PAPER else None
    more = ctx.team_action("agenda/paper", meeting_id, following) if following else None
    if page < 0 or page * views.ON_PAPER > len(shown):
        raise NotFound
    return Reply(views.paper_card(ctx.locale, meeting, shown, page, names(ctx), more))


# ---- adding


def add_form(ctx: Context) -> Form:
    return views.add_form(ctx.locale, ctx.team_action("agenda/add"))


def add(ctx: Context, values: Values) -> Response:
    return _added(
        ctx,
        str(values["title"]),
        kind=ItemKind(str(values["kind"])),
        minutes=int(str(values["minutes"])),
        track=str(values["track"]),
    )


def _added(
    ctx: Context,
    title: str,
    *,
    kind: ItemKind = ItemKind.discuss,
    minutes: int = rules.TOPIC_MINUTES,
    track: str = Track.task.value,
) -> Response:
    if len(title) > views.TITLE:
        raise TooLong(length=len(title), limit=views.TITLE)
    if len(ctx.store(AgendaStore).coming(ctx.here.id)) >= MOST:
        raise Full
    item_id = put(ctx, ctx.me.id, title, kind=kind, minutes=minutes, track=track)
    _ = ctx.locale.gettext
    meeting = next_meeting(ctx)
    run = run_of(ctx, meeting)
    if meeting is None or (run is not None and run.under_way):
        said = _("Tak, det står på dagsordenen til jeres næste møde.")
    else:
        said = _("Tak, det er på dagsordenen.")
    buttons = (
        Button(_("Ret punktet"), ctx.team_action("agenda/edit", item_id)),
        Button(_("Se dagsordenen"), ctx.team_action("agenda/show")),
    )
    return Reply(noted(said, *buttons))


def put(
    ctx: Context,
    person_id: int | None,
    title: str,
    *,
    kind: ItemKind,
    minutes: int,
    track: str,
    source: str = "",
    internal: bool = False,
) -> int:
    """On the coming agenda, after what is there; the id, 0 when the same source is there already."""
    store = ctx.store(AgendaStore)
    there = written(ctx, next_meeting(ctx))
    item_id = store.add(
        ctx.here.id,
        title,
        position=rules.place_for_new(there),
        track=track,
        kind=kind,
        minutes=minutes,
        source=source,
        internal=internal,
        added_by=person_id,
    )
    changed(ctx)
    return item_id or 0


def on_topic(ctx: Context, event: TopicRaised) -> None:
    """One press somewhere else. What is there already is not there twice. It was written for the team, so guests
    do not see it unless the team says so."""
    source = f"raised/{event.source}" if event.source else ""
    track = event.track if event.track in list(Track) else Track.task.value
    put(
        ctx,
        event.person_id,
        event.title[: views.TITLE],
        kind=ItemKind.discuss,
        minutes=rules.TOPIC_MINUTES,
        track=track,
        source=source,
        internal=True,
    )


def on_topics(ctx: Context, _event: TopicsChanged) -> None:
    changed(ctx)


# ---- one item


def item(ctx: Context, which: str) -> Response:
    """By its id, or by what it stands for while nobody has touched it."""
    if not which.isdecimal() or len(which) > MAX_DIGITS:
        there = written(ctx, next_meeting(ctx))
        which = next((str(line.id) for line in there if which and line.source == which), "0")
    return Replace(_item_card(ctx, find(ctx, int(which))))


def _item_card(ctx: Context, one: AgendaItem) -> Card:
    _ = ctx.locale.gettext
    line = line_of(one)
    rows: list[tuple[Button, ...]] = []
    if one.meeting_id is None:
        rows.append(
            (
                Button(_("Ret"), ctx.team_action("agenda/edit", one.id), Style.primary),
                Button(_("Tag det af"), ctx.team_action("agenda/off", one.id)),
            )
        )
        rows.append(_moves(ctx, one.id))
    rows.append((Button(_("Se hele dagsordenen"), ctx.team_action("agenda/back")),))
    beside = wordbook.beside(ctx, line.title, private=True)
    return views.item_card(ctx.locale, line, names(ctx), rows, beside)


def _moves(ctx: Context, item_id: int) -> tuple[Button, ...]:
    """Up: before the one above. Down: before the second below, or last."""
    _ = ctx.locale.gettext
    ids = [line.id for line in lines(ctx, next_meeting(ctx)) if line.id is not None]
    if item_id not in ids:
        return ()
    at, found = ids.index(item_id), []
    if at > 0:
        found.append(Button(_("Flyt op"), ctx.team_action("agenda/before", item_id, ids[at - 1])))
    if at < len(ids) - 1:
        below = ids[at + 2] if at + 2 < len(ids) else 0
        found.append(Button(_("Flyt ned"), ctx.team_action("agenda/before", item_id, below)))
    return tuple(found)


def before(ctx: Context, item_id: int, other_id: int) -> Response:
    """Let the item stand before the other one; 0: last. The same press again changes nothing."""
    one = _changeable(ctx, item_id)
    if other_id:
        find(ctx, other_id)
    there = written(ctx, next_meeting(ctx))
    if item_id != other_id:
        for row_id, position in rules.moved(there, one.id, other_id):
            ctx.store(AgendaStore).change(row_id, position=position)
    changed(ctx)
    return Replace(_item_card(ctx, find(ctx, item_id)))


def _changeable(ctx: Context, item_id: int) -> AgendaItem:
    """Raises NotFound, Begun."""
    one = find(ctx, item_id)
    if one.meeting_id is not None:
        raise Begun
    return one


def off(ctx: Context, item_id: int) -> Response:
    _ = ctx.locale.gettext
    ctx.store(AgendaStore).change(_changeable(ctx, item_id).id, state=ItemState.removed.value)
    changed(ctx)
    buttons = (
        Button(_("Fortryd"), ctx.team_action("agenda/on", item_id)),
        Button(_("Se hele dagsordenen"), ctx.team_action("agenda/back")),
    )
    return Replace(noted(_("Punktet er taget af dagsordenen."), *buttons))


def on(ctx: Context, item_id: int) -> Response:
    ctx.store(AgendaStore).change(_changeable(ctx, item_id).id, state=ItemState.open.value)
    changed(ctx)
    return Replace(_item_card(ctx, find(ctx, item_id)))


def edit_form(ctx: Context, item_id: int) -> Form:
    one = _changeable(ctx, item_id)
    store = ctx.store(TeamStore)
    known = names(ctx)
    people = store.members(ctx.here.id, Role.member, Role.facilitator)
    chosen = [(person.person_id, known[person.person_id]) for person in people][:25]
    if one.owner_id is not None and one.owner_id not in dict(chosen):
        chosen[24:] = [(one.owner_id, known.get(one.owner_id, ctx.locale.gettext("tidligere medlem")))]
    return views.edit_form(ctx.locale, ctx.team_action("agenda/edit", item_id), line_of(one), chosen)


def edit(ctx: Context, values: Values, item_id: int) -> Response:
    one = _changeable(ctx, item_id)
    owner = str(values["owner"])
    ctx.store(AgendaStore).change(
        item_id,
        title=str(values.get("title", one.title)),
        kind=str(values["kind"]),
        minutes=int(str(values["minutes"])),
        owner_id=int(owner) if owner else None,
        preparation=str(values["preparation"]),
        track=str(values["track"]),
        internal=values["internal"] == "yes",
    )
    changed(ctx)
    return Reply(_item_card(ctx, find(ctx, item_id)))


# ---- what is there every time


def fixed_form(ctx: Context) -> Form:
    return views.fixed_form(ctx.locale, ctx.team_action("agenda/fixed"), fixed_of(ctx))


def set_fixed(ctx: Context, values: Values) -> Response:
    """Anybody in the team may choose; none at all is a choice as well."""
    chosen = [one.value for one in Fixed if one.value in values["fixed"]]
    ctx.store(TeamStore).set_team_settings(ctx.here, **{SETTING: chosen})
    _ = ctx.locale.gettext
    again = Button(_("Se dagsordenen"), ctx.team_action("agenda/show"))
    changed(ctx)
    return Reply(noted(_("Gemt."), again))
