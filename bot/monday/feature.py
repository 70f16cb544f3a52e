"""The facilitator's Monday: what it registers."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.errors import N_
from bot.events import MemberJoined, MemberLeft, TeamReady
from bot.feature import (
    FACILITATORS,
    READERS,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Step,
)
from bot.i18n import md
from bot.monday import ahead, course, handlers, trouble
from bot.ui import Action, Button
from storage.monday import MondayStore
from storage.teams import Role

LEADS = frozenset({Role.course_lead})


def steps(ctx: Context) -> Iterable[Step]:
    """For a facilitator: what is wrong with the bot itself, when something has been for a while."""
    sentence = trouble.sentence(ctx) if ctx.role is Role.facilitator else ""
    if sentence:
        see_all = Button(ctx.locale.gettext("Se alle"), Action.to("monday/all"))
        yield Step(5, md("%(sentence)s", sentence=sentence), see_all)


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    title = ctx.locale.gettext("Besked til et team")
    return [(title, note.text) for note in ctx.store(MondayStore).notes_of(person_id)]


def erase(ctx: Context, person_id: int) -> None:
    for note_id in ctx.store(MondayStore).erase(person_id):
        ctx.refresh(handlers.note_key(note_id))


feature = Feature(
    name="monday",
    commands=(
        Command(
            name="facilitator",
            handler=handlers.command,
            about=N_("Se, hvad mandagens besked siger om teamet"),
            english="overview",
            allow=READERS,
            in_team=False,
        ),
    ),
    presses={
        "monday/done": PressRoute(handlers.done, FACILITATORS),
        "monday/mute": PressRoute(handlers.mute, FACILITATORS),
        "monday/all": PressRoute(handlers.see_all, READERS, in_team=False),
    },
    forms={
        "monday/praise": FormRoute(handlers.praise_form, handlers.send_note, FACILITATORS),
        "monday/write": FormRoute(handlers.write_form, handlers.send_note, FACILITATORS),
        "monday/several": FormRoute(
            handlers.several_form, handlers.send_to_several, FACILITATORS, in_team=False
        ),
        "monday/course": FormRoute(course.form, course.send, LEADS, in_team=False),
    },
    cards={"monday/message": handlers.message_card, "monday/note": handlers.note_card},
    jobs={"monday/message": handlers.say_monday},
    steps=steps,
    planned=ahead.planned,
    on={TeamReady: handlers.on_team_ready, MemberJoined: handlers.on_joined, MemberLeft: handlers.on_left},
    personal_data=PersonalData(("monday_line", "monday_message", "note"), export, erase),
    retention=Retention(team=("monday_line", "note"), person=("monday_message",)),
)
