"""Agreements: what they register.

Who may: the team's members everything; a facilitator, a partner or a guest what they are a party to themselves
(`finding.find` sees to that), and the facilitator may write one down.
"""

from __future__ import annotations

from bot.agreements import ahead, answering, following, making, outcomes, showing, telling
from bot.errors import N_
from bot.events import MeetingHeld, MemberJoined, MemberLeft
from bot.feature import (
    FACILITATORS,
    MEMBERS,
    TEAM,
    VOTERS,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
)

EVERYBODY_HERE = VOTERS | FACILITATORS

feature = Feature(
    name="agreements",
    commands=(
        Command(
            name="aftale",
            handler=showing.command,
            about=N_("Skriv en aftale ned, eller se dem, der er åbne"),
            english="agreement",
            native="aftale",
            hint=N_("hvad I aftaler, og gerne hvornår det er gjort"),
            allow=EVERYBODY_HERE,
            daily=True,
        ),
    ),
    presses={
        "agreements/all": PressRoute(showing.see_all, EVERYBODY_HERE),
        "agreements/see": PressRoute(showing.see, EVERYBODY_HERE),
        "agreements/yes": PressRoute(answering.yes, EVERYBODY_HERE),
        "agreements/no": PressRoute(answering.no, EVERYBODY_HERE),
        "agreements/noted": PressRoute(answering.other_party, MEMBERS),
        "agreements/done": PressRoute(outcomes.done, EVERYBODY_HERE),
        "agreements/drop": PressRoute(outcomes.drop, EVERYBODY_HERE),
        "agreements/reopen": PressRoute(outcomes.reopen, EVERYBODY_HERE),
        "agreements/help": PressRoute(outcomes.help, EVERYBODY_HERE),
        "agreements/ask_team": PressRoute(outcomes.ask_team, EVERYBODY_HERE),
        "agreements/raise": PressRoute(outcomes.raise_, EVERYBODY_HERE),
        "agreements/assist": PressRoute(outcomes.assist, MEMBERS),
        "agreements/take": PressRoute(outcomes.take, MEMBERS),
        "agreements/tie": PressRoute(outcomes.tie, MEMBERS),
        "agreements/stand": PressRoute(outcomes.stand, MEMBERS),
    },
    forms={
        "agreements/new": FormRoute(making.new_form, making.make, TEAM),
        "agreements/change": FormRoute(making.change_form, making.change, EVERYBODY_HERE),
        "agreements/move": FormRoute(making.move_form, making.move, EVERYBODY_HERE),
    },
    cards={
        "agreements/asked": showing.asked_card,
        "agreements/due": showing.due_card,
        "agreements/refused": showing.refused_card,
        "agreements/changed": showing.changed_card,
        "agreements/helped": showing.helped_card,
        "agreements/joined": showing.joined_card,
        "agreements/list": showing.list_card,
    },
    jobs={"agreements/ask": following.ask, "agreements/listing": following.listing},
    on={MemberLeft: following.on_left, MemberJoined: following.on_joined, MeetingHeld: following.on_held},
    steps=telling.steps,
    planned=ahead.planned,
    signals=telling.signals,
    personal_data=PersonalData(("agreement", "agreement_party"), telling.export, telling.erase),
    meeting_blocks=telling.meeting_blocks,
    minutes=telling.minutes,
    topics=telling.topics,
    news=telling.news,
    calendar=telling.calendar,
    for_guests=telling.for_guests,
    retention=Retention(team=("agreement", "agreement_party", "agreement_move")),
    keepsakes=telling.keepsakes,
)
