"""The team's contract: what it registers.

Members write, send and sign; the facilitator reads along and approves. Letters and concerns are their writer's alone.
"""

from __future__ import annotations

from bot.contract import ahead, cards, drafting, ladder, letters, showing, signing, telling, timing
from bot.errors import N_
from bot.events import GotStarted, MemberJoined, MemberLeft, TeamReady, WaitedLong
from bot.feature import (
    FACILITATORS,
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
)

feature = Feature(
    name="contract",
    commands=(
        Command(
            name="kontrakt",
            handler=showing.command,
            about=N_("Skriv jeres samarbejdskontrakt, eller se den"),
            english="contract",
            native="kontrakt",
            daily=True,
        ),
    ),
    presses={
        "contract/show": PressRoute(showing.show, TEAM),
        "contract/draft": PressRoute(drafting.show, TEAM),
        "contract/add": PressRoute(drafting.add, MEMBERS),
        "contract/earlier": PressRoute(drafting.earlier, MEMBERS),
        "contract/restore": PressRoute(drafting.restore, MEMBERS),
        "contract/drop": PressRoute(drafting.drop, MEMBERS),
        "contract/send": PressRoute(signing.send, MEMBERS),
        "contract/paper": PressRoute(signing.on_paper, TEAM),
        "contract/back": PressRoute(signing.take_back, MEMBERS),
        "contract/read": PressRoute(showing.read, TEAM, paper=True),
        "contract/sign": PressRoute(signing.sign, MEMBERS),
        "contract/unsign": PressRoute(signing.unsign, MEMBERS),
        "contract/still": PressRoute(signing.still, MEMBERS),
        "contract/approve": PressRoute(signing.approve, FACILITATORS),
        "contract/mute": PressRoute(showing.mute, MEMBERS),
        "contract/unmute": PressRoute(showing.unmute, MEMBERS),
        "contract/trouble": PressRoute(ladder.begin, MEMBERS),
        "contract/steps": PressRoute(ladder.steps, MEMBERS),
        "contract/talk": PressRoute(ladder.talk, MEMBERS),
        "contract/raise": PressRoute(ladder.raise_topic, MEMBERS),
        "contract/concern": PressRoute(ladder.concern, MEMBERS),
        "contract/seen": PressRoute(ladder.seen, FACILITATORS),
        "contract/question": PressRoute(ladder.ask_at_checkin, MEMBERS),
        "contract/open": PressRoute(letters.open_mine, MEMBERS),
        "contract/choose": PressRoute(letters.choose, MEMBERS),
        "contract/forget": PressRoute(letters.forget, MEMBERS),
    },
    forms={
        "contract/write": FormRoute(drafting.write_form, drafting.write, MEMBERS),
        "contract/return": FormRoute(signing.return_form, signing.return_it, FACILITATORS),
        "contract/letter": FormRoute(letters.form, letters.write, MEMBERS),
    },
    cards={
        "contract/card": cards.card,
        "contract/review": cards.review_card,
        "contract/remind": cards.remind_card,
        "contract/approvals": cards.approvals_card,
        "contract/concern": ladder.concern_card,
        "contract/coming": ladder.coming_card,
        "contract/asked": letters.asked_card,
        "contract/letters": letters.card,
    },
    jobs={
        "contract/remind": timing.remind,
        "contract/week": timing.after_a_week,
        "contract/review": timing.review,
        "contract/letters": letters.ask,
        "contract/reveal": letters.on_due,
    },
    on={
        GotStarted: timing.on_started,
        TeamReady: timing.on_ready,
        MemberJoined: signing.on_member,
        MemberLeft: signing.on_member,
        WaitedLong: signing.on_waited,
    },
    steps=telling.steps,
    planned=ahead.planned,
    signals=telling.signals,
    waits=telling.waits,
    topics=telling.topics,
    news=telling.news,
    personal_data=PersonalData(
        (
            "contract_wording",
            "contract_version",
            "contract_signature",
            "contract_letter",
            "contract_concern",
        ),
        telling.export,
        telling.erase,
    ),
    retention=Retention(
        team=("contract", "contract_wording", "contract_version", "contract_signature"),
        private=("contract_letter", "contract_concern"),
        end=telling.end,
    ),
    keepsakes=telling.keepsakes,
)
