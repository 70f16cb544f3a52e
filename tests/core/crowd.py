"""Two teams of one school and one of another, each with something of everything, and people of every role:
what the tests of authority press, and what each thing of each team is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot import chosen
from bot.interactions import Submit
from bot.ui import Action, Form, Values
from storage.agenda import AgendaStore
from storage.calendar_sources import CalendarSourceStore
from storage.colleagues import ColleagueStore
from storage.conflict import ConflictStore
from storage.contract import ContractStore
from storage.decisions import DecisionStore, RecordKind
from storage.meetings import MeetingStore, NewMeeting, PlaceKind
from storage.minutes import MinutesStore
from storage.monday import MondayStore
from storage.planned_reflections import PlannedReflectionStore
from storage.reflections import ReflectionStore
from storage.surveys import SurveyStore
from storage.tables import metadata
from storage.teams import Role, Team, TeamStore
from storage.teams.claims import ClaimState, ClaimStore
from storage.weeks import WeekStore
from tests.core.kept import Kept, beginning
from tests.visitor import Visitor
from tests.world import World

TEAMS = {  # key: tenant, members, facilitator
    "broen": ("skolen", ("Amira", "Jonas", "Freja"), "Mette"),
    "havnen": ("skolen", ("Eva", "Ida", "Elin"), "Karl"),
    "fremmed": ("anden", ("Otto", "Per", "Olaf"), "Olga"),
}
MISSING = "999999"
FIRST, SECOND = "hvis-problem-er-det", "samme-ord-to-betydninger"  # questions of the library
THIRD, FOURTH = "det-kunne-vaere-skrevet", "bedre-for-hvem"
# Written in a team, and by one of its members for nobody else's eyes.
TEAM_WORDS, PRIVATE_WORDS = "teamets-kanariefugl-{}", "privat-kanariefugl-{}"


@dataclass
class Crowd:
    """`roles` by the matrix's letters, and by what they are not; `objects` by team and kind, as text."""

    world: World
    teams: dict[str, Team] = field(default_factory=dict)
    roles: dict[str, Visitor] = field(default_factory=dict)
    objects: dict[str, dict[str, str]] = field(default_factory=dict)

    def args(self, given: tuple[str, ...], team: str = "broen") -> tuple[str, ...]:
        """`@poll` is that team's poll; `#0` is the number 0, no id of anything."""
        known = self.objects[team]
        return tuple(known[one[1:]] if one.startswith("@") else one.removeprefix("#") for one in given)


_kept: list[Kept] = []


async def crowd(world: World) -> Crowd:
    """In a new world. On SQLite it is made once in a process, and then put there."""
    for kept in _kept:
        if kept.fits(world):
            known: Crowd = kept.into(world)
            return known
    begun = beginning(world)
    made = await _made(world)
    if world.database.is_sqlite:
        _kept.append(Kept(world, begun, made))
    return made


async def _made(world: World) -> Crowd:
    made = Crowd(world)
    for key, (tenant, members, facilitator) in TEAMS.items():
        world.make_team(*members, facilitator=facilitator, key=key, tenant=tenant)
        made.teams[key] = _team(world, key)
    await world.at("2026-11-10 09:00")
    for key, team in made.teams.items():
        await _meetings(world, key, team)
        await _reflection(world, key, team)
    await world.at("2026-11-12 10:00")  # a check-in was opened on the way
    for key, team in made.teams.items():
        await _supervision(world, key, team)
        await _words(world, key, team)
        made.objects[key] = _left_behind(world, key, team)
        await _swap(world, key, team, made.objects[key])
        await _met(world, key, team, made.objects[key])
        await _contract(world, key, team, made.objects[key])
    _people(made)
    for key, team in made.teams.items():
        await _agreements(world, key, team, made.objects[key])
    world.delivers = False
    return made


def _people(made: Crowd) -> None:
    world, broen = made.world, made.teams["broen"]
    made.roles = {"M": world.people["Amira"], "F": world.people["Mette"]}
    made.roles["P"] = world.add_person(broen, "Pia", Role.partner)
    made.roles["G"] = world.add_person(broen, "Gerda", Role.guest)
    made.roles["L"] = world.add_course_lead(broen, "Lone")
    others = {"other M": "Eva", "other F": "Karl", "tenant M": "Otto", "tenant F": "Olga"}
    made.roles |= {role: world.people[name] for role, name in others.items()}
    made.roles["stranger"] = world.stranger("Ukendt")
    made.roles["passer-by"] = world.stranger("Forbi", None)
    for key, (_, members, facilitator) in TEAMS.items():
        for name in (*members, facilitator):
            world.people[name].place = f"c-{key}"


def _team(world: World, key: str) -> Team:
    with world.database.transaction() as tx:
        assert world.team
        team = world.context(tx, world.team).directory.team_at("chat", f"c-{key}")
        assert team is not None
    return team


async def _meetings(world: World, key: str, team: Team) -> None:
    """One that is settled, with roles, and one whose poll is open."""
    proposer, *others = (world.people[name] for name in TEAMS[key][1])
    await _suggest(proposer, team, "tirs uge 47 13.15")
    for person in others:
        await person.press_action(
            Action.to("meetings/vote_all", team.id, _one(world, "meeting", team_id=team.id), "yes")
        )
    await _suggest(proposer, team, "tirs uge 48 13.15\nons uge 48 9.00")


async def _suggest(person: Visitor, team: Team, times: str) -> None:
    await person.press_action(Action.to("meetings/propose", team.id))
    await fill(person, purpose=TEAM_WORDS.format(team.key), slots=times, minutes="90")


async def _supervision(world: World, key: str, team: Team) -> None:
    """Two offers: of one the team has taken a time of two, of the other none."""
    facilitator, member = world.people[TEAMS[key][2]], world.people[TEAMS[key][1][0]]
    for times in ("tors uge 48 9.00", "fre uge 48 9.00\nfre uge 48 10.00"):
        await facilitator.press_action(Action.to("supervision/new"))
        await fill(facilitator, times=times, place=TEAM_WORDS.format(key), teams=(str(team.id),))
    taken = _one(
        world, "supervision_time", offer_id=_one(world, "supervision_team", "offer_id", team_id=team.id)
    )
    await member.press_action(Action.to("supervision/take", team.id, taken))
    await member.press_action(Action.to("supervision/question", team.id, taken))
    await fill(member, question=TEAM_WORDS.format(key))


async def _reflection(world: World, key: str, team: Team) -> None:
    """One that has been shown."""
    opener = world.people[TEAMS[key][2]]
    await opener.press_action(Action.to("reflections/open", team.id, FIRST))
    await fill(opener, names="yes")
    for name in TEAMS[key][1]:
        writer = world.people[name]
        await writer.press_action(
            Action.to("reflections/write", team.id, _one(world, "reflection", team_id=team.id))
        )
        await fill(writer, text=TEAM_WORDS.format(key), share="shared")
    now = world.clock.now
    with world.database.transaction() as tx:  # and one whose team writes lines to it
        store = ReflectionStore(tx, team.tenant_id, now)
        written = store.open(
            team.id, THIRD, "moeder", opened_by=opener.person_id, deadline=now, live=False, by_name=True
        )
        store.change(written or 0, state="revealed", closed_at=now, step=1, step_at=now)
        planned = PlannedReflectionStore(tx, team.tenant_id, now)
        planned.add(team.id, FOURTH, now + timedelta(days=20), by_name=False, planned_by=opener.person_id)


async def fill(person: Visitor, **values: str | tuple[str, ...]) -> None:
    """Send the open form, filled in by field names."""
    form = person.form
    assert form, f"{person.name} has no form open; sees:\n{person.text}"
    await send(person, form.action, {**as_opened(form), **values})


def as_opened(form: Form) -> Values:
    return {one.name: one.value for one in form.fields}


async def send(person: Visitor, action: Action, values: Values) -> None:
    await person._act(
        Submit(
            sender=person.sender,
            place=person.here,
            action=action,
            values=values,
            delivery_id=person.world.delivery_id(),
        )
    )


async def _words(world: World, key: str, team: Team) -> None:
    """Everybody's own words: an answer, a reflection that is shared with nobody, a note, a draft."""
    member, facilitator = world.people[TEAMS[key][1][0]], world.people[TEAMS[key][2]]
    await member.press_action(
        Action.to("checkins/answer", team.id, _one(world, "checkin_round", team_id=team.id))
    )
    await fill(member, next_step=TEAM_WORDS.format(key), in_the_way=TEAM_WORDS.format(key))
    await member.press(f"Bed {TEAMS[key][2]} om hjælp")
    await member.press_action(Action.to("checkins/new", team.id))
    await fill(member, name=TEAM_WORDS.format(key), weekday=("0",))
    await member.press_action(Action.to("checkins/pause", team.id))
    await fill(member, first="2026-12-10", last="2026-12-12")
    await facilitator.press_action(Action.to("reflections/open", team.id, SECOND))
    await fill(facilitator)
    written = Action.to("reflections/write", team.id, _one(world, "reflection", team_id=team.id))
    await member.press_action(written)
    await fill(member, text=PRIVATE_WORDS.format(member.name), share="kept")
    await member.press_action(Action.to("reflections/alone", team.id, "eget"))
    await fill(member, question="Hvad vil jeg?", text=PRIVATE_WORDS.format(member.name))
    await facilitator.press_action(Action.to("monday/write", team.id, "checkins.few"))
    await fill(facilitator, text=TEAM_WORDS.format(key))
    await member.press_action(Action.to("conflict/prepare", team.id))
    await fill(member, seen=PRIVATE_WORDS.format(member.name))
    await member.press_action(Action.to("tasks/new", team.id))
    await fill(member, what=TEAM_WORDS.format(key), milestone="idea")
    await member.press_action(Action.to("field/plan", team.id))
    await fill(member, when="ons uge 48 9.00", host=TEAM_WORDS.format(key))
    await member.press_action(Action.to("partner/contact", team.id))
    await member.press_action(Action.to("glossary/new", team.id))
    await fill(member, word=f"Ord i {key}", meaning=TEAM_WORDS.format(key))
    await member.press_action(Action.to("library/new", team.id))
    await fill(member, name=TEAM_WORDS.format(key))
    await _guest(member, team)
    await member.press_action(Action.to("challenge/write", team.id))
    await fill(member, problem=TEAM_WORDS.format(key))
    await member.press_action(Action.to("closing/thank", team.id))
    await fill(member, thanks=TEAM_WORDS.format(key))
    propose = Action.to("meetings/propose", team.id)
    await send(member, propose, {"purpose": PRIVATE_WORDS.format(member.name), "slots": "vrøvl"})


async def _guest(member: Visitor, team: Team) -> None:
    """A contact at the partner's, and a question to them."""
    await member.press_action(Action.to("guests/new", team.id))
    await fill(member, role="partner", name=f"Rosa i {team.key}", function=TEAM_WORDS.format(team.key))
    await member.press_action(Action.to("guests/ask", team.id))
    await fill(member, text=TEAM_WORDS.format(team.key))


def _left_behind(world: World, key: str, team: Team) -> dict[str, str]:
    """What comes about in weeks rather than in an hour, and the ids of it all."""
    member, facilitator = world.people[TEAMS[key][1][0]], world.people[TEAMS[key][2]]
    with world.database.transaction() as tx:
        claims = ClaimStore(tx, team.tenant_id, world.clock.now)
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        free = world._person(store, team.id, f"Ny i {key}", Role.member, f"c-{key}", False)
        store.remove_account(free.person_id, "chat", free.account)  # may still say *Det er mig*
        waiting = claims.put_claim(team.id, member.person_id, "prat", f"w-{key}", "Ny", ClaimState.waiting)
        done = claims.put_claim(team.id, free.person_id, "prat", f"d-{key}", "Ny", ClaimState.done)
        MondayStore(tx, team.tenant_id, world.clock.now).add_line(
            facilitator.person_id, team.id, world.clock.now.date(), kind="checkins.few",
            texts={"da": "x", "en": "x"}, labels={"da": "x", "en": "x"}, action=f"monday/write/{team.id}/checkins.few",
        )  # fmt: skip
        calendars = CalendarSourceStore(tx, team.tenant_id, world.clock.now)
        calendars.add_own(
            member.person_id, f"https://kalender.example/{PRIVATE_WORDS.format(member.name)}.ics"
        )
        conflict = ConflictStore(tx, team.tenant_id, world.clock.now).ask(team.id, member.person_id)
        surveys = SurveyStore(tx, team.tenant_id, world.clock.now)
        held = surveys.open(
            team.id, 202645, "dialogpuls", closes_at=world.clock.now + timedelta(days=1), oral=True
        )
        asked = surveys.open(team.id, 202646, "forskydning", closes_at=world.clock.now + timedelta(days=30))
        week = WeekStore(tx, team.tenant_id, world.clock.now)
        week.go_away(member.person_id, date(2026, 12, 1), date(2026, 12, 2))
        outbox = metadata.tables["outbox"]
        lost = (
            outbox.c.id == select(outbox.c.id).where(outbox.c.team_id == team.id).limit(1).scalar_subquery()
        )
        tx.connection.execute(outbox.update().where(lost).values(state="unknown"))
    found = {"surveyed": held or 0, "survey": asked or 0, "conflict": conflict}
    found |= {"claim": waiting, "undone": done, "free": free.person_id, "tenant": team.tenant_id}
    found |= {"person": world.people[TEAMS[key][1][1]].person_id, "course": team.course.id, "team": team.id}
    found |= {"facilitator": world.people[TEAMS[key][2]].person_id}
    found |= {"settled": _one(world, "meeting", team_id=team.id, state="settled")}
    found |= {"poll": _one(world, "meeting", team_id=team.id, state="polling")}
    found |= {"slot": _one(world, "meeting_slot", meeting_id=found["poll"])}
    found |= {
        "round": _one(world, "checkin_round", team_id=team.id),
        "checkin": _one(world, "checkin", team_id=team.id),
        "asker": member.person_id,
        "line": _one(world, "monday_line", team_id=team.id),
    }
    found |= {"asked": _asked(world, team, facilitator)}
    found |= {"source": _one(world, "calendar_source", person_id=member.person_id)}
    found |= {"away": _one(world, "time_away", person_id=member.person_id)}
    found |= {"post": _one(world, "outbox", team_id=team.id, state="unknown")}
    found |= {"taken_time": _one(world, "supervision_time", team_id=team.id)}
    taken_offer = _one(world, "supervision_time", "offer_id", team_id=team.id)
    found |= {
        "offer": taken_offer - 1,
        "free_time": _one(world, "supervision_time", offer_id=taken_offer - 1),
        "other_time": _one(world, "supervision_time", offer_id=taken_offer, team_id=None),
    }
    found |= {"reflection": _one(world, "reflection", team_id=team.id, state="open")}
    found |= {"shown": _one(world, "reflection", team_id=team.id, state="revealed", prompt=FIRST)}
    found |= {"written": _one(world, "reflection", team_id=team.id, prompt=THIRD)}
    found |= {"planned": _one(world, "planned_reflection", team_id=team.id)}
    found |= {"part": _one(world, "reflection_part", reflection_id=found["reflection"])}
    found |= {"word": _one(world, "glossary_word", team_id=team.id)}
    found |= {"own": _one(world, "own_reflection", person_id=member.person_id)}
    found |= {"guest": _one(world, "guest", "person_id", team_id=team.id), "team": team.id}
    found |= {"question": _one(world, "guest_question", team_id=team.id)}
    found |= {"task": _one(world, "task", team_id=team.id)}
    found |= {"visit": _one(world, "field_visit", team_id=team.id)}
    found |= {"concept": _one(world, "concept", team_id=team.id)}
    found |= {"contact": _one(world, "partner_contact", team_id=team.id)}
    texts = {"chosen": chosen.encode([team.id], [team.id])}
    return {kind: str(number) for kind, number in found.items()} | texts


def _asked(world: World, team: Team, facilitator: Visitor) -> int:
    """A question about the team that its facilitator is to answer: from themself, so that nobody else has a part in it."""
    with world.database.transaction() as tx:
        store = ColleagueStore(tx, team.tenant_id, world.clock.now)
        return store.ask(
            team.id, facilitator.person_id, facilitator.person_id, PRIVATE_WORDS.format(facilitator.name)
        )


async def _swap(world: World, key: str, team: Team, objects: dict[str, str]) -> None:
    """The chair has asked somebody to swap."""
    chair = _one(world, "meeting_role", "person_id", meeting_id=int(objects["settled"]), role="chair")
    people = [world.people[name] for name in TEAMS[key][1]]
    asker = next(one for one in people if one.person_id == chair)
    other = next(one for one in people if one is not asker)
    await asker.press_action(Action.to("roles/ask", team.id, objects["settled"], "chair", other.person_id))
    objects["swap"] = str(_one(world, "role_swap", meeting_id=int(objects["settled"])))


async def _agreements(world: World, key: str, team: Team, objects: dict[str, str]) -> None:
    """A goal, and an agreement that everybody in the team is a party to, the local organisation as well."""
    member = world.people[TEAMS[key][1][0]]
    await member.press_action(Action.to("goals/new", team.id))
    await fill(member, text=TEAM_WORDS.format(key))
    await member.press_action(Action.to("agreements/new", team.id))
    others = _people_in(world, team, but=member)
    await fill(member, text=TEAM_WORDS.format(key), along=("partner", *others))
    objects["goal"] = str(_one(world, "goal", team_id=team.id))
    objects["agreement"] = str(_one(world, "agreement", team_id=team.id))


def _people_in(world: World, team: Team, but: Visitor) -> tuple[str, ...]:
    with world.database.transaction() as tx:
        store = TeamStore(tx, team.tenant_id, world.clock.now)
        found = store.members(team.id, Role.member, Role.facilitator, Role.partner, Role.guest)
        return tuple(str(one.person_id) for one in found if one.person_id != but.person_id)


async def _met(world: World, key: str, team: Team, objects: dict[str, str]) -> None:
    """A meeting that is under way, and one whose minutes are sent and may be corrected; and an agenda to come."""
    member, words = world.people[TEAMS[key][1][0]], TEAM_WORDS.format(key)
    with world.database.transaction() as tx:
        now = world.clock.now
        agenda, minutes = AgendaStore(tx, team.tenant_id, now), MinutesStore(tx, team.tenant_id, now)
        running, kept = (
            held(
                MeetingStore(tx, team.tenant_id, now), team.id, member.person_id, now - timedelta(hours=hours)
            )
            for hours in (0, 26)
        )
        agenda.set_run(team.id, running, began_at=now)
        point = agenda.add(team.id, words, position=1, track="task", added_by=member.person_id)
        agenda.give_to(team.id, running, [point or 0])
        item = agenda.add(team.id, words, position=1, track="task", added_by=member.person_id)
        record = DecisionStore(tx, team.tenant_id, now).write(
            team.id, kept, RecordKind.decision, words, words, recorded_by=member.person_id
        )
        minutes.begin(team.id, kept, [member.person_id])
        sent = minutes.of_meeting(team.id, kept)
        assert sent is not None
        minutes.change(sent.id, state="sent", text=words, version=1, deadline=now + timedelta(days=1))
        correction = minutes.propose(sent.id, member.person_id, words)
    found = {"running": running, "kept": kept, "point": point, "item": item, "record": record}
    objects |= {kind: str(number) for kind, number in {**found, "correction": correction}.items()}


async def _contract(world: World, key: str, team: Team, objects: dict[str, str]) -> None:
    """One that applies, a newer version that waits for the facilitator, and a draft that is newer still; a letter,
    and somebody who wants to talk."""
    names, words = TEAMS[key][1], TEAM_WORDS.format(key)
    member, facilitator = world.people[names[0]], world.people[TEAMS[key][2]]
    await member.press_action(Action.to("contract/write", team.id, "ambition", 0))
    await fill(member, text=words)
    now = world.clock.now
    with world.database.transaction() as tx:
        store = ContractStore(tx, team.tenant_id, now)
        store.send(team.id, 1, {"ambition": words}, member.person_id, state="active", decided_at=now,
                   decided_by=facilitator.person_id)  # fmt: skip
        store.send(team.id, 2, {"ambition": words * 2}, member.person_id, state="waiting", asked_at=now,
                   listed_on=now.date())  # fmt: skip
        for version in store.versions(team.id):
            for name in names:
                store.sign(version.id, world.people[name].person_id)
        store.seal(team.id, member.person_id, PRIVATE_WORDS.format(member.name))
        concern = store.raise_concern(team.id, member.person_id, "ambition")
    objects |= {"wording": str(_one(world, "contract_wording", team_id=team.id)), "concern": str(concern)}


def held(store: MeetingStore, team_id: int, proposer_id: int, at: datetime) -> int:
    """A settled meeting that begins at that moment."""
    new = NewMeeting(
        purpose="Møde", kind=None, place_kind=PlaceKind.physical, place="", minutes=60, hidden=False, quorum=None,
        required=frozenset(), starts=(), deadline=at,
    )  # fmt: skip
    meeting = store.propose(team_id, proposer_id, new)
    store.change(meeting.id, state="settled", starts_at=at)
    return meeting.id


def _one(world: World, name: str, column: str = "id", **where: Any) -> int:
    """The newest row's value."""
    table = metadata.tables[name]
    query = select(table.c[column]).order_by(table.c.id.desc()).limit(1)
    with world.database.transaction() as tx:
        found = query.where(*(table.c[key] == value for key, value in where.items()))
        return int(tx.connection.execute(found).scalar_one())
