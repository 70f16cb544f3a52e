"""A person's whole life in Samspil: whatever they can write is written once, each text a word of its own.

The words are canaries: a test looks for them where they must not be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import func, select

from bot.interactions import Replace, Reply, Submit
from bot.ui import Action, Values
from storage.checkins import checkins
from storage.supervision.tables import times
from storage.teams import Role, TeamStore
from tests.features.course import EXAMPLE, Course, begin, load_in, tenant
from tests.visitor import Visitor
from tests.world import World

NAME, MAIL, METTE = "Haddad", "amira@kysten.example", "Kirkegaard"
CPR = "010165-1234"


def canary(what: str) -> str:
    """A word for one field; short, so that it does not fall on the edge of two pages of a file."""
    return f"kanarie{what}fugl"


@dataclass(slots=True)
class Life:
    """`gone`: what must be nowhere after an erasure; `stays`: what the team keeps, as a former member's."""

    course: Course
    amira: Visitor
    gone: set[str] = field(default_factory=set)
    stays: set[str] = field(default_factory=set)

    @property
    def world(self) -> World:
        return self.course.world

    @property
    def mette(self) -> Visitor:
        return self.course.mette

    def private(self, what: str) -> str:
        self.gone.add(canary(what))
        return canary(what)

    def shared(self, what: str) -> str:
        self.stays.add(canary(what))
        return canary(what)


async def send(person: Visitor, values: Values) -> None:
    """The open form with these values by field name; the rest as it was filled in."""
    assert person.form is not None, person.text[:500]
    form, world = person.form, person.world
    filled: Values = {one.name: one.value for one in form.fields} | values
    person.form = None
    person.last = await world.handle(
        Submit(sender=person.sender, place=person.here, action=form.action, values=filled,
               delivery_id=world.delivery_id())
    )  # fmt: skip
    if isinstance(person.last, Reply | Replace):
        person.private.append(person.last.card)


async def lived(world: World) -> Life:
    """Three weeks of Amira's, in a team of the example's course: everything she can write, written."""
    course = await begin(world)
    head, amiras = EXAMPLE.split('id = "amira"')
    load_in(world, f'{head}id = "amira"{amiras.replace("sygeplejerske", canary("fag"), 1)}')
    amira = course.stranger(canary("konto"))
    life = Life(course, amira, gone={NAME, MAIL, amira.account, canary("konto"), canary("fag")})
    await amira.command("samspil", "team")
    await amira.press("Det er mig: Amira Haddad")
    others = [
        await claimed(course, name) for name in ("Emil Brandt", "Freja Lund", "Jonas Krogh", "Sofie Ravn")
    ]
    await check_in(life)
    await reflections(life, others)
    await in_writing(life, others)
    await alone(life)
    await meeting(life, others)
    await the_teams(life)
    await contract(life, others)
    await others_time(life)
    await own_checkin(life)
    await hard_talk(life)
    await meeting_day(life)
    await left_lying(life)
    await advice(life)
    return life


async def claimed(course: Course, name: str) -> Visitor:
    found = course.stranger(name.split()[0])
    await found.command("samspil", "team")
    await found.press(f"Det er mig: {name}")
    return found


async def check_in(life: Life) -> None:
    await life.world.at("2026-11-04 13:00")
    await life.amira.press("Svar")
    words = {name: life.private(name) for name in ("done", "next_step", "in_the_way")}
    await send(life.amira, {"mood": "4", **words})
    await life.world.at("2026-11-06 10:00")
    assert life.world.channel.sees(canary("next_step")), "on the closed round's card"


async def reflections(life: Life, others: list[Visitor]) -> None:
    """One that is shown, with a sentence of Amira's, and one in which she keeps her text."""
    await life.world.at("2026-11-09 09:00")
    for mine in ("shared", "kept"):
        life.mette.place = "c-broen"
        await life.mette.command("refleksion")
        await life.mette.press("Åbn for teamet")
        await send(life.mette, {})
        life.mette.place = None
        for person in (life.amira, *others):
            await person.press("Skriv")
            text = life.private(f"tanke{mine}") if person is life.amira else "Ordet sag"
            await send(person, {"text": text, "share": mine})
        await life.world.at("2026-11-09 11:00" if mine == "shared" else "2026-11-09 12:00")
        if mine == "shared":
            assert life.world.channel.sees(canary("tankeshared"))
            await life.amira.press("Skriv sætningen")
            await send(life.amira, {"sentence": life.shared("laering")})


async def in_writing(life: Life, others: list[Visitor]) -> None:
    """A round in which she adds a line to what was shared."""
    team_id = life.course.team_id
    await life.mette.press_action(Action.to("reflections/open", team_id, "det-kunne-vaere-skrevet"))
    await send(life.mette, {"names": "yes"})
    for person in (life.amira, *others):
        await person.press("Skriv")
        text = life.private("tankerunde") if person is life.amira else "Ordet sag"
        await send(person, {"text": text, "share": "shared"})
    await life.amira.press("Tal om det, trin for trin")
    await life.amira.press("Skriv en linje")
    await send(life.amira, {"line": life.shared("linjetil")})


async def alone(life: Life) -> None:
    """To a question of her own, and to one of the library's."""
    await life.amira.command("refleksion", "alene")
    await life.amira.press("Brug mit eget spørgsmål")
    await send(life.amira, {"question": life.private("undren"), "text": life.private("egentanke")})
    await life.amira.command("refleksion", "alene")
    await life.amira.press("Skriv")
    await send(life.amira, {"text": life.private("alenetanke")})


async def meeting(life: Life, others: list[Visitor]) -> None:
    await life.amira.command("moede", "ny")
    shared = {"purpose": life.shared("formaal"), "place": life.shared("sted")}
    await send(life.amira, {**shared, "slots": "tirs uge 47 13.15\nons uge 47 9.00", "minutes": "90"})
    for person in (life.amira, *others):
        await person.press("Stem")
        await person.press("Alle tider passer mig")
    assert life.world.channel.sees("tirsdag d. 17. november"), life.world.channel.text
    await life.amira.command("moede")


async def the_teams(life: Life) -> None:
    """What she writes for the team's lists."""
    await life.amira.command("samspil", "opgaver")
    await life.amira.press("Ny opgave")
    await send(life.amira, {"what": life.shared("opgave"), "who": str(life.amira.person_id or 0)})
    await life.amira.command("samspil", "felt")
    await life.amira.press("Planlæg et besøg")
    visit = {name: life.shared(name) for name in ("host", "purpose", "look", "ask")}
    await send(life.amira, {"when": "tors uge 47 9.00", **visit})
    await life.amira.command("samspil", "felt")
    await life.amira.press("Skriv et besøg op")
    seen = {name: life.shared(name) for name in ("observations", "surprise", "question")}
    await send(life.amira, {"length": "1 time", "host": canary("host"), **seen})
    await life.amira.press_action(Action.to("glossary/new", life.course.team_id))
    await send(life.amira, {"word": life.shared("ordet"), "meaning": life.shared("betyder")})
    await life.amira.press_action(Action.to("library/new", life.course.team_id))
    await send(life.amira, {name: life.shared(f"begreb{name}") for name in ("name", "source", "used")})
    await life.amira.command("samspil", "partner")
    await life.amira.press("Ret partnerkortet")
    await send(life.amira, {"name": life.shared("partner"), "contact": life.shared("funktion")})
    await life.amira.press_action(Action.to("partner/contact", life.course.team_id))
    await life.amira.press("Skriv et par ord om det")
    await send(life.amira, {"contact": canary("funktion"), "line": life.shared("linje")})

    await life.amira.press_action(Action.to("challenge/write", life.course.team_id))
    said = {name: life.shared(name) for name in ("problem", "whom", "assumptions")}
    await send(life.amira, {**said, "question": life.shared("proeve")})
    await life.amira.press_action(Action.to("closing/write", life.course.team_id, "recommendation"))
    await send(life.amira, {"text_1": life.shared("anbefaling"), "whom_1": life.shared("modtager")})
    await life.amira.press_action(Action.to("closing/thank", life.course.team_id))
    await send(life.amira, {"thanks": life.shared("taksigelse")})

    await life.amira.command("samspil", "maal")
    await life.amira.press("Nyt mål")
    await send(life.amira, {"text": life.shared("maal"), "sign": life.shared("tegn")})
    await life.amira.command("aftale", life.shared("aftale"))
    await send(life.amira, {"along": ("partner",)})
    await life.amira.press("Se mere")
    await life.amira.press("Ret aftalen")
    await send(life.amira, {"sign": life.shared("aftaletegn"), "words": life.shared("lederen")})


async def contract(life: Life, others: list[Visitor]) -> None:
    """Amira words it and writes her letter to the last week; the facilitator returns it with a comment."""
    team_id = life.course.team_id
    await life.amira.press_action(Action.to("contract/write", team_id, "ambition", 0))
    await send(life.amira, {"text": life.shared("ordlyd")})
    await life.amira.press_action(Action.to("contract/send", team_id))
    for person in (life.amira, *others):
        await person.press_action(Action.to("contract/sign", team_id, 1))
    await life.amira.press_action(Action.to("contract/letter", team_id))
    await send(life.amira, {"line": life.private("brev")})
    await life.mette.press_action(Action.to("contract/return", team_id, 1))
    await send(life.mette, {"comment": life.shared("kommentar")})


async def others_time(life: Life) -> None:
    """A question to the facilitator for a supervision, and one to the partner with what they answered."""
    await life.mette.command("samspil", "vejledning")
    await send(life.mette, {"times": "tors uge 48 9-10", "place": life.shared("vejledested")})
    await life.amira.press("tors. d. 26. nov. kl. 9.00")
    await life.amira.press_action(Action.to("supervision/question", life.course.team_id, 1))
    await send(life.amira, {"question": life.shared("vejlspm")})
    await withdrawn_time(life)
    await life.amira.press_action(Action.to("guests/ask", life.course.team_id))
    await send(life.amira, {"text": life.shared("partnerspm")})
    await life.amira.press_action(Action.to("guests/note", life.course.team_id, 1))
    await send(life.amira, {"answer": life.shared("partnersvar")})
    await life.amira.press_action(Action.to("guests/new", life.course.team_id))
    await send(life.amira, {"role": "partner", "name": "Pia", "function": "leder"})
    await by_a_guest(life)


async def withdrawn_time(life: Life) -> None:
    """What the team wanted to talk about stays the team's when the facilitator takes the time back."""
    await life.mette.press_action(Action.to("supervision/new"))
    await send(life.mette, {"times": "fre uge 48 9-10", "place": life.shared("vejledested")})
    await life.amira.press("fre. d. 27. nov. kl. 9.00")
    team_id = life.course.team_id
    with life.world.database.transaction() as tx:
        last = tx.connection.execute(
            select(func.max(times.c.id)).where(times.c.team_id == team_id)
        ).scalar_one()
    await life.amira.press_action(Action.to("supervision/question", team_id, last))
    await send(life.amira, {"question": life.shared("aflystspm")})
    await life.mette.press_action(Action.to("supervision/withdrawn", last))


async def by_a_guest(life: Life) -> None:
    """What a partner says of a visit. Her account goes again: a guest in the team's chat has what is internal concealed."""
    world, team_id = life.world, life.course.team_id
    with world.database.transaction() as tx:
        store = TeamStore(tx, tenant(tx), world.clock.now)
        (one,) = store.members(team_id, Role.partner)
        store.add_account(one.person_id, "chat", "u-pia", claimed=False)
        store.set_person(one.person_id, notice_version=1)
    pia = Visitor(world, "Pia", "u-pia", one.person_id)
    await pia.press_action(Action.to("field/guest_no", team_id, 1))
    await send(pia, {"line": life.shared("hellere")})
    with world.database.transaction() as tx:
        TeamStore(tx, tenant(tx), world.clock.now).remove_account(one.person_id, "chat", "u-pia")


async def own_checkin(life: Life) -> None:
    """One of the team's own, with a question of its own, answered on the day it opens."""
    await life.amira.command("tjekind", "nyt")
    await send(life.amira, {"name": life.shared("tjek"), "weekday": ("0",)})
    with life.world.database.transaction() as tx:
        newest = tx.connection.execute(select(func.max(checkins.c.id))).scalar_one()
    await life.amira.press_action(Action.to("checkins/questions", life.course.team_id, newest))
    await send(life.amira, {"own_1": life.shared("eget")})
    await life.world.at("2026-11-16 09:05")
    await life.amira.command("tjekind", canary("tjek"))
    assert life.amira.form is not None
    mine = next(one.name for one in life.amira.form.fields if canary("eget") in one.label)
    await send(life.amira, {mine: life.private("egetsvar")})


async def hard_talk(life: Life) -> None:
    """She prepares a talk, and asks for help with it."""
    await life.amira.press_action(Action.to("conflict/prepare", life.course.team_id))
    await send(life.amira, {name: life.private(f"svaer{name}") for name in ("seen", "felt", "need", "ask")})
    await life.amira.press_action(Action.to("conflict/help", life.course.team_id, "yes"))


async def meeting_day(life: Life) -> None:
    """Amira puts something on the agenda; it is decided, and she writes the minutes and a correction to them."""
    amira = life.amira
    await amira.press("tirs. d. 17. nov. kl. 13.15")
    await amira.press_action(Action.to("meetings/internal", life.course.team_id, 1))
    await send(amira, {"why": life.shared("hvorfor"), "told_back": life.shared("tilbage")})
    await amira.command("samspil", f"dagsorden {life.shared('punkt')}")
    await amira.press("Ret punktet")
    await send(amira, {"preparation": life.shared("forberedelse")})
    await life.world.at("2026-11-17 13:15")
    await amira.press("Begynd mødet")
    while f"Nu: {canary('punkt')}" not in amira.text:
        await amira.press("Næste punkt")
    await amira.press("Skriv beslutning")
    await send(amira, {"text": life.shared("beslutning")})
    await amira.press("Slut mødet")
    await amira.command("samspil", "referat")
    await amira.press("Skriv i referatet")
    await send(amira, {"text": life.shared("referat"), "send": "now"})
    await amira.press("Foreslå en rettelse")
    await send(amira, {"text": life.shared("rettelse")})


async def left_lying(life: Life) -> None:
    """A form that was refused leaves a draft; and what the facilitator has written."""
    await life.world.at("2026-11-18 13:00")
    await life.amira.press("Svar")
    await send(life.amira, {"done": life.private("kladde"), "next_step": f"Han er {CPR}"})
    assert life.amira.form is None and "CPR-nummer" in str(life.amira.last)
    await life.mette.press_action(Action.to("monday/write", life.course.team_id, "checkins.few"))
    await send(life.mette, {"text": life.shared("hilsen")})


async def advice(life: Life) -> None:
    """Her facilitator asks another about the team: words for the two of them."""
    soeren = life.course.stranger("Søren", None)
    await soeren.command("samspil", f"start {life.course.codes['Søren']}")
    life.mette.place = None
    await life.mette.press_action(Action.to("overview/ask", life.course.team_id))
    await send(life.mette, {"who": str(life.course.person("soeren")), "text": canary("raad")})
    await soeren.press("Læs")
    await soeren.press("Svar")
    await send(soeren, {"text": canary("raadsvar")})
