"""`/samspil beslutninger`: what did we decide about …"""

from __future__ import annotations

from bot.context import Context
from bot.interactions import Replace, Reply, Response
from bot.minutes import views
from bot.minutes.making import find_meeting
from bot.ui import Action, Button, Card, TooLarge
from storage.decisions import DecisionStore, Record
from storage.meetings import Meeting
from storage.words import words

SHOWN = 6  # on one card


def command(ctx: Context, text: str) -> Response:
    return Reply(found(ctx, text))


def more(ctx: Context, wanted: str, page: int) -> Response:
    return Replace(found(ctx, wanted, page))


def found(ctx: Context, text: str, page: int = 0) -> Card:
    """A page of what the team wrote down with these words, the newest first; without words its decisions."""
    _ = ctx.locale.gettext
    wanted = " ".join(text.split())
    store = ctx.store(DecisionStore)
    if words(wanted):
        rows = store.search(ctx.here.id, wanted, SHOWN + 1, page * SHOWN)
    else:
        wanted = ""
        rows = store.decisions(ctx.here.id, SHOWN + 1, page * SHOWN)
    shown: list[tuple[Record, Meeting]] = [(one, find_meeting(ctx, one.meeting_id)) for one in rows[:SHOWN]]
    buttons = []
    for to, label, there in (
        (page - 1, _("Nyere"), page > 0),
        (page + 1, _("Ældre"), len(rows) > SHOWN),
    ):
        action = _page(ctx, wanted, to)
        if there and action is not None:
            buttons.append(Button(label, action))
    meetings = list({meeting.id: meeting for _one, meeting in shown}.values())
    pick = views.earlier(ctx.locale, ctx.team_action("minutes/open"), meetings)
    return views.found_card(ctx.locale, wanted, shown, buttons, pick)


def _page(ctx: Context, wanted: str, page: int) -> Action | None:
    """Another page of the same; None when the words are too long for a button. They can be written shorter."""
    try:
        return ctx.team_action("minutes/more", wanted or "-", page)
    except TooLarge:
        return None
