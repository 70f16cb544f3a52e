"""The minutes as they are made: from what was recorded, what other features have, and the note-taker's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot import weblinks
from bot.audience import concealed, has_guests
from bot.context import Context
from bot.errors import NotFound
from bot.events import AccountAdded, AgreementsChanged, MemberJoined
from bot.feature import GUESTS
from bot.minutes import rules, views
from bot.names import short_names
from bot.ui import Block, Button, Buttons, Card, Divider, Facts, Style, Text, plain
from storage.decisions import DecisionStore, Record
from storage.meetings import Meeting, MeetingStore
from storage.minutes import CorrectionState, Minutes, MinutesState, MinutesStore
from storage.teams import Role, TeamStore

ROOM, MOST = 2300, 18  # characters and blocks of the team's card; a page of the whole
PAGE_ROOM = 2900
ALL = 200  # minutes of one team: more than a course has meetings
ON_CARD = 300  # characters of each decision there


def find_meeting(ctx: Context, meeting_id: int) -> Meeting:
    """Raises NotFound when it is not this team's, or never had a time."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    if meeting is None or meeting.starts_at is None:
        raise NotFound
    return meeting


def key(meeting_id: int) -> str:
    return f"minutes/card/{meeting_id}"


def names(ctx: Context) -> dict[int, str]:
    """What everybody of the team is called, those who left as well."""
    everybody = (Role.member, Role.facilitator, Role.partner, Role.guest)
    return short_names(ctx.store(TeamStore).members(ctx.here.id, *everybody, left=True))


def pieces(
    ctx: Context, meeting: Meeting, minutes: Minutes | None, records: Sequence[Record], length: int
) -> list[Block]:
    """Everything there is to read, in its order."""
    store = ctx.store(MinutesStore)
    found: list[Block] = []
    if minutes is not None:
        there = views.present(ctx.locale, store.present(minutes.id), names(ctx))
        found += [there] if there else []
    found += views.records(ctx.locale, records, length=length)
    found += [one for one in ctx.features.minutes(ctx, meeting.id) if not isinstance(one, Buttons)]
    if minutes is not None:
        found += [plain(minutes.text)] if minutes.text else []
        found += [
            views.correction(ctx.locale, one)
            for one in store.corrections(minutes.id)
            if _shown(one.state, minutes)
        ]
    return found


def _shown(state: CorrectionState, minutes: Minutes) -> bool:
    """What was taken is part of it; what nobody answered in time stands there as it is."""
    if state is CorrectionState.taken:
        return True
    return state is CorrectionState.open and minutes.state is MinutesState.final


def sized(blocks: Sequence[Block]) -> list[tuple[int, Block]]:
    return [(_size(block), block) for block in blocks]


def _size(block: Block) -> int:
    match block:
        case Text():
            return len(block.plain)
        case Facts(rows):
            return sum(len(label) + len(value.plain) + 8 for label, value in rows)
        case Divider():
            return 0
        case _:
            return 50


def card(ctx: Context, meeting_id: int) -> Card | None:
    """The team's post: what fits on it, and without what is internal where guests read it: of an internal meeting
    that is everything."""
    meeting = ctx.store(MeetingStore).meeting(ctx.here.id, meeting_id)
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting_id)
    if meeting is None or minutes is None or minutes.state is MinutesState.draft:
        return None
    if concealed(ctx, meeting):
        return views.concealed_card(ctx.locale, meeting, minutes, _buttons(ctx, minutes))
    records = ctx.store(DecisionStore).of_meeting(ctx.here.id, meeting_id)
    open_ones = [one for one in records if not one.internal] if has_guests(ctx) else list(records)
    all_of_it = sized(pieces(ctx, meeting, minutes, open_ones, ON_CARD))
    blocks, left = rules.first_page(all_of_it, ROOM, MOST)
    internal = len(records) - len(open_ones)
    return views.minutes_card(ctx.locale, meeting, minutes, blocks, left, internal, _buttons(ctx, minutes))


def _buttons(ctx: Context, minutes: Minutes) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    read = Button(_("Læs det hele"), ctx.team_action("minutes/read", minutes.meeting_id, 0))
    if minutes.state is MinutesState.final:
        return (read,)
    proposed = ctx.store(MinutesStore).corrections(minutes.id)
    count = sum(one.state is CorrectionState.open for one in proposed)
    correct = Button(
        _("Foreslå en rettelse"), ctx.team_action("minutes/correct", minutes.meeting_id), Style.primary
    )
    if not count:
        return (correct, read)
    label = ctx.locale.ngettext("Se ét forslag", "Se %(count)s forslag", count) % {"count": count}
    return (correct, read, Button(label, ctx.team_action("minutes/corrections", minutes.meeting_id)))


def page(ctx: Context, meeting: Meeting, number: int, more: Sequence[tuple[Button, ...]] = ()) -> Card:
    """A page of the whole, for the team: in private, or on paper."""
    _ = ctx.locale.gettext
    minutes = ctx.store(MinutesStore).of_meeting(ctx.here.id, meeting.id)
    records = ctx.store(DecisionStore).of_meeting(ctx.here.id, meeting.id)
    found = rules.pages(sized(pieces(ctx, meeting, minutes, records, views.NOTE)), PAGE_ROOM, MOST)
    if not 0 <= number < len(found):
        raise NotFound
    rows: list[tuple[Button, ...]] = []
    if number + 1 < len(found):
        rows.append((Button(_("Vis mere"), ctx.team_action("minutes/read", meeting.id, number + 1)),))
    if number == 0:
        paper = weblinks.paper(ctx.settings, ctx.team_action("minutes/read", meeting.id, 0))
        rows.append((Button(_("Udskriv"), url=paper),))
        rows += more
    others = [find_meeting(ctx, one.meeting_id) for one in ctx.store(MinutesStore).of_team(ctx.here.id, 12)]
    pick = views.earlier(
        ctx.locale, ctx.team_action("minutes/open"), [one for one in others if one.id != meeting.id]
    )
    return views.page_card(
        ctx.locale, meeting, minutes, found[number], number, None if number else pick, rows
    )


def on_agreements(ctx: Context, event: AgreementsChanged) -> None:
    """What became of them is said where they stand. It is no other version of what was written."""
    ctx.refresh(key(event.meeting_id))


def on_joined(ctx: Context, event: MemberJoined | AccountAdded) -> None:
    """Where a guest reads along from now on, what was sent before says no more than is for them."""
    if ctx.store(TeamStore).role_in(ctx.here.id, event.person_id) in GUESTS:
        for minutes in ctx.store(MinutesStore).of_team(ctx.here.id, ALL):
            ctx.refresh(key(minutes.meeting_id))


def changed(ctx: Context, meeting_id: int) -> None:
    """What was sent is another now: a new version is kept, and the team's card says so."""
    store = ctx.store(MinutesStore)
    minutes = store.held(ctx.here.id, meeting_id)
    if minutes is None or minutes.state is MinutesState.draft:
        return
    keep(ctx, minutes)
    ctx.refresh(key(meeting_id))


def keep(ctx: Context, minutes: Minutes) -> None:
    """The words as they are now, as the next version, in the team's language."""
    store = ctx.store(MinutesStore)
    team = ctx.for_team(ctx.here)
    records = ctx.store(DecisionStore).of_meeting(ctx.here.id, minutes.meeting_id)
    current = store.of_meeting(ctx.here.id, minutes.meeting_id)
    assert current is not None
    body = views.body(team.locale, current.text, records, store.corrections(minutes.id))
    store.keep_version(minutes.id, minutes.version + 1, body, ctx.person.id if ctx.person else None)
    store.change(minutes.id, version=minutes.version + 1)
