"""The team's library: what it registers."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import Context
from bot.errors import N_
from bot.feature import (
    MEMBERS,
    TEAM,
    Command,
    Feature,
    FormRoute,
    PersonalData,
    PressRoute,
    Retention,
    Step,
    Topic,
    Track,
)
from bot.library import handlers, views
from bot.ui import Button
from storage.library import LibraryStore
from storage.teams import Role


def steps(ctx: Context) -> Iterable[Step]:
    """After a lecture or workshop, until the team has taken something from it."""
    lesson = handlers.latest_lesson(ctx) if ctx.role is Role.member else None
    if lesson:
        action = ctx.team_action("library/new", lesson.day.isoformat())
        button = Button(ctx.locale.gettext("Skriv begrebet"), action)
        yield Step(70, views.step(ctx.locale, lesson.kind, lesson.day), button)


def topics(ctx: Context) -> Iterable[Topic]:
    """The same, where the team talks: it is asked nowhere by itself."""
    lesson = handlers.latest_lesson(ctx)
    if lesson:
        title = views.topic(ctx.locale, lesson.kind, lesson.day)
        yield Topic(key=f"library/{lesson.day}", title=title, track=Track.process)


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    title = ctx.locale.gettext("Begreb")
    return [
        (title, "\n".join(text for text in (one.name, one.source, one.used) if text))
        for one in ctx.store(LibraryStore).of_person(person_id)
    ]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(LibraryStore).erase(person_id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    for one in reversed(ctx.store(LibraryStore).concepts(ctx.here.id)):
        yield (
            ctx.locale.gettext("Begreb"),
            "\n".join(text for text in (one.name, one.source, one.used) if text),
        )


feature = Feature(
    name="library",
    commands=(
        Command(
            name="begreber",
            handler=handlers.command,
            about=N_("Se og saml de begreber, I bruger fra undervisningen"),
            english="concepts",
        ),
    ),
    presses={"library/show": PressRoute(handlers.show, TEAM)},
    forms={
        "library/new": FormRoute(handlers.new_form, handlers.add, MEMBERS),
        "library/change": FormRoute(handlers.change_form, handlers.change, MEMBERS),
    },
    steps=steps,
    personal_data=PersonalData(("concept",), export, erase),
    topics=topics,
    retention=Retention(team=("concept",)),
    keepsakes=keepsakes,
)
