"""The search once more, when *Tilpas mødet* says who has to be there or where it is: the times that were found before it
was said are not the best any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.meetings import deciding, finding, reading
from bot.meetings.polls import people_of, poll_of
from storage.meetings import Meeting, MeetingStore, Why

Times = Sequence[tuple[datetime, Why]]


def again(ctx: Context, meeting: Meeting, before: finding.Wanted) -> Times | None:
    """The new times, which are voted on from now. None when the old ones stay: what they were sought by (`before`) is
    what it was, somebody typed one of them, somebody but the proposer has voted who is asked now, or there are no
    others."""
    store, sought = ctx.store(MeetingStore), finding.wanted_of(ctx, meeting)
    old, poll = store.slots(meeting), poll_of(ctx, meeting, people_of(ctx))
    voted = ({vote.person for vote in poll.votes} & poll.voters) - {poll.proposer}
    if sought == before or not meeting.found or voted or any(slot.why is None for slot in old):
        return None
    found = [(one.start, finding.why(one)) for one in finding.best(ctx, sought)]
    if not found or found == [(slot.starts_at, slot.why) for slot in old] or meeting.proposer_id is None:
        return None
    said = {slot.starts_at: vote.choice.value for slot in old for vote in poll.votes if vote.slot == slot.id}
    for slot in old:
        store.drop_slot(slot.id)
    starts, whys = [at for at, _why in found], [why for _at, why in found]
    deciding.add_slots(ctx, meeting, meeting.poll, starts, whys, meeting.proposer_id)
    for slot in store.slots(meeting):
        if slot.starts_at in said:  # what they had answered stands
            store.vote(slot.id, meeting.proposer_id, said[slot.starts_at])
    if meeting.deadline >= min(starts):
        store.change(meeting.id, deadline=reading.closing(ctx, starts, None))
    return found
