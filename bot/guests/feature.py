"""Partners and citizens without an account: what it registers.

Who may: the team's members and facilitator bring a guest in, write to them and ask; a partner's contact may hand
over to a colleague; everybody with a page may answer what is asked of them, and stop.
"""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_
from bot.events import MemberJoined, PartnerContact
from bot.feature import GUESTS, TEAM, Command, Feature, FormRoute, PersonalData, PressRoute, Retention
from bot.guests import handlers, letters, page, questions
from storage.guest_links import GuestLinkStore
from storage.guests import GuestStore
from storage.teams import Role

KNOWN = TEAM | GUESTS | {Role.course_lead}
PARTNERS = frozenset({Role.partner})


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    rows = []
    for one in ctx.store(GuestStore).of_person(person_id):
        if one.asker_id == person_id:
            rows.append((_("Spørgsmål, du har stillet"), one.text))
        if one.answered_by == person_id:
            rows.append((_("Dit svar"), f"{one.text} {one.answer}"))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(GuestStore).erase(person_id)


def end(ctx: Context, people: tuple[int, ...]) -> None:
    """Their links open nothing any more."""
    for person_id in people:
        ctx.store(GuestLinkStore).end_if_any(person_id)


feature = Feature(
    name="guests",
    commands=(
        Command(
            name="gaester",
            handler=handlers.command,
            about=N_("Partnere og borgere uden konto: giv dem en side, og spørg dem"),
            english="guests",
            native="gæster",
        ),
    ),
    presses={
        "guests/show": PressRoute(handlers.show, TEAM),
        "guests/one": PressRoute(handlers.one, TEAM),
        "guests/end": PressRoute(handlers.end, TEAM),
        "guests/ended": PressRoute(handlers.ended, TEAM),
        "guests/write": PressRoute(letters.write, TEAM),
        "guests/renew": PressRoute(letters.renew, TEAM),
        "guests/before": PressRoute(questions.before, TEAM),
        "guests/questions": PressRoute(questions.show, TEAM),
        "guests/drop": PressRoute(questions.drop, TEAM),
        "guests/stop": PressRoute(page.stop, GUESTS),
        "guests/back": PressRoute(page.back, KNOWN, in_team=False),
    },
    forms={
        "guests/new": FormRoute(handlers.new_form, handlers.new, TEAM),
        "guests/ask": FormRoute(questions.ask_form, questions.ask, TEAM),
        "guests/note": FormRoute(questions.note_form, questions.note, TEAM),
        "guests/answer": FormRoute(questions.answer_form, questions.answer, GUESTS),
        "guests/handover": FormRoute(page.handover_form, page.handover, PARTNERS),
    },
    cards={
        "guests/quiet": letters.quiet_card,
        "guests/stopped": page.stopped_card,
        "guests/handed": page.handed_card,
        "guests/answered": questions.answered_card,
    },
    jobs={"guests/quiet": letters.quiet},
    on={PartnerContact: handlers.on_contact, MemberJoined: handlers.on_joined},
    steps=questions.steps,
    personal_data=PersonalData(("guest", "guest_question", "guest_link"), export, erase),
    topics=questions.topics,
    news=questions.news,
    for_guests=page.lines,
    front_page=page.front_page,
    retention=Retention(team=("guest", "guest_question"), private=("guest_link",), end=end),
)
