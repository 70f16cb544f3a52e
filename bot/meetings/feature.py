"""Meetings: what they register.

Who may: members and the facilitator suggest, move and cancel (it is the team's meeting, and everybody is told);
members, partners and guests vote; the proposer chooses when a poll does not settle itself, the facilitator may too.
"""

from __future__ import annotations

from bot.errors import N_
from bot.events import AccountAdded, AgendaChanged, AgreementsChanged, MemberJoined, MemberLeft, RolesChanged
from bot.feature import (
    FACILITATORS,
    TEAM,
    VOTERS,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
)
from bot.meetings import (
    adjusting,
    ahead,
    calendar,
    cards,
    choosing,
    coming,
    deciding,
    editing,
    guests,
    news,
    planned,
    proposing,
    repeating,
    replanning,
    team,
    unclear,
    voting,
)

EVERYBODY_HERE = VOTERS | FACILITATORS

feature = Feature(
    name="meetings",
    commands=(
        Command(
            name="moede",
            handler=proposing.command,
            about=N_("Find en tid til et møde, eller se dem, der er aftalt"),
            english="meeting",
            native="møde",
            hint=N_("hvad I skal mødes om, eller forslag til tider"),
            allow=EVERYBODY_HERE,
            daily=True,
        ),
    ),
    presses={
        "meetings/ballot": PressRoute(voting.ballot, EVERYBODY_HERE),
        "meetings/vote": PressRoute(voting.vote, EVERYBODY_HERE),
        "meetings/vote_all": PressRoute(voting.vote_all, EVERYBODY_HERE),
        "meetings/vote_free": PressRoute(voting.vote_free, EVERYBODY_HERE),
        "meetings/replan": PressRoute(replanning.replan, TEAM),
        "meetings/meant": PressRoute(unclear.meant, EVERYBODY_HERE),
        "meetings/see": PressRoute(proposing.see, EVERYBODY_HERE),
        "meetings/choose": PressRoute(choosing.choose, TEAM),
        "meetings/wait": PressRoute(choosing.wait, TEAM),
        "meetings/retry": PressRoute(choosing.retry, TEAM),
        "meetings/cancel": PressRoute(planned.cancel, TEAM),
        "meetings/cancelled": PressRoute(planned.cancelled, TEAM),
        "meetings/cancelled_rest": PressRoute(repeating.cancelled_rest, TEAM),
        "meetings/keep": PressRoute(planned.keep, TEAM),
        "meetings/cannot": PressRoute(coming.cannot, EVERYBODY_HERE),
        "meetings/can": PressRoute(coming.can, EVERYBODY_HERE),
        "meetings/calendar": PressRoute(coming.calendar_card, EVERYBODY_HERE),
        "meetings/renew": PressRoute(coming.renew, EVERYBODY_HERE),
        "meetings/mute_polls": PressRoute(coming.mute_polls, EVERYBODY_HERE),
        "meetings/mute_meetings": PressRoute(coming.mute_meetings, EVERYBODY_HERE),
        "meetings/unmute": PressRoute(coming.unmute, EVERYBODY_HERE),
    },
    forms={
        "meetings/propose": FormRoute(proposing.propose_form, proposing.propose, TEAM),
        "meetings/adjust": FormRoute(adjusting.adjust_form, adjusting.adjust, TEAM),
        "meetings/internal": FormRoute(adjusting.internal_form, adjusting.internal, TEAM),
        "meetings/repeat": FormRoute(repeating.repeat_form, repeating.repeat, TEAM),
        "meetings/edit": FormRoute(editing.edit_form, editing.edit, TEAM),
        "meetings/add": FormRoute(proposing.add_form, proposing.add, EVERYBODY_HERE),
        "meetings/times": FormRoute(choosing.times_form, choosing.new_times, TEAM),
        "meetings/move": FormRoute(planned.move_form, planned.move, TEAM),
    },
    cards={
        "meetings/poll": cards.poll_card,
        "meetings/settled": cards.settled_card,
        "meetings/before": cards.before_card,
        "meetings/ask": choosing.ask_card,
        "meetings/reminder": cards.reminder_card,
        "meetings/soon": cards.soon_card,
        "meetings/changed": cards.changed_card,
        "meetings/missing": cards.missing_card,
    },
    jobs={
        "meetings/close": deciding.close,
        "meetings/remind": deciding.remind,
        "meetings/lapse": deciding.lapse,
        "meetings/next": repeating.tell,
        "meetings/before": planned.before,
        "meetings/soon": planned.soon,
    },
    on={
        MemberJoined: team.on_joined,
        AccountAdded: team.on_joined,
        MemberLeft: team.on_left,
        RolesChanged: team.on_blocks,
        AgreementsChanged: team.on_blocks,
        AgendaChanged: team.on_blocks,
    },
    steps=team.steps,
    planned=ahead.planned,
    signals=team.signals,
    personal_data=PersonalData(
        ("meeting", "meeting_vote", "meeting_required", "meeting_attendance", "calendar_feed"),
        team.export,
        team.erase,
    ),
    news=news.news,
    calendar=calendar.entries,
    for_guests=guests.lines,
    retention=Retention(
        team=("meeting", "meeting_slot", "meeting_vote", "meeting_required", "meeting_attendance"),
        private=("calendar_feed",),
        end=team.end,
    ),
)
