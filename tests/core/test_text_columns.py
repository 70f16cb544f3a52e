"""The text boundary, column by column: what people write is cleaned before it rests anywhere, and a CPR
number rests nowhere."""

from __future__ import annotations

from typing import Any

import storage.installation
import storage.leadership
import storage.web  # noqa: F401  (its tables)
from bot.interactions import Ask, Reject, Reply, Submit
from bot.ui import Action, TextField
from storage.database import Database
from storage.tables import metadata
from tests.core.acting import said
from tests.core.crowd import crowd
from tests.core.matrix import ROUTES
from tests.world import World

TEXT_TYPES = ("AutoString", "String", "Text", "JSON", "LargeBinary")
CPR = "010165-1234"

# People's own words, or drawn from them. Everything that reaches these columns passed the boundary.
PEOPLES = {
    "organisation": {"key", "name"},
    "course": {"key", "name"},
    "team": {"key", "name", "partner", "challenge", "settings"},
    "person": {"key", "name", "email"},
    "membership": {"profession"},
    "claim": {"account_name"},
    "meeting": {"purpose", "place", "why", "told_back", "file"},
    "stored_file": {"content"},
    "agenda_item": {"title", "preparation"},
    "meeting_record": {"title", "text", "words"},
    "minutes": {"text"},
    "minutes_version": {"body"},
    "minutes_correction": {"text"},
    "note": {"text"},
    "reflection": {"conclusion"},
    "reflection_part": {"sealed"},
    "reflection_line": {"text"},
    "glossary_word": {"word", "plain"},
    "glossary_meaning": {"text", "profession"},
    "own_reflection": {"sealed"},
    "draft": {"sealed"},
    "task": {"what"},
    "field_visit": {"host", "purpose", "look", "ask"},
    "field_note": {"observations", "surprise", "question"},
    "field_visit_answer": {"line"},
    "partner": {"name", "contact"},
    "concept": {"name", "source", "used"},
    "challenge": {"problem", "whom", "assumptions", "question"},
    "closing": {"thanks"},
    "closing_line": {"text", "whom"},
    "partner_contact": {"contact", "line"},
    "agreement": {"text", "sign"},
    "agreement_party": {"words"},
    "goal": {"text", "sign"},
    "contract_wording": {"text"},
    "contract_version": {"clauses", "comment"},
    "contract_letter": {"sealed"},
    "conflict_note": {"sealed"},
    "checkin": {"name", "settings"},
    "checkin_round": {"name", "questions"},
    "checkin_answer": {"done", "next_step", "in_the_way", "more"},
    "monday_line": {"texts", "labels"},
    "supervision_offer": {"place"},
    "supervision_time": {"question"},
    "supervision_given_up": {"question"},
    "guest_question": {"text", "answer", "partner"},
    "colleague_question": {"sealed", "answer"},
    "outbox": {"card"},
}
# Keys, states, hashes, addresses: chosen by our own code, a platform or the operator.
OURS = {
    "calendar_source": {"cluster", "sealed", "etag", "modified", "problem", "told"},
    "calendar_time": {"kind"},
    "door_state": {"process", "door", "reason"},
    "inbox": {"platform", "delivery_id"},
    "installation": {"name"},
    "start_attempt": {"account_hash"},
    "course": {"language", "zone", "days_off", "settings"},
    "erased_key": {"hash"},
    "course_end": {"stage"},
    "closing_line": {"kind"},
    "audit_entry": {"kind"},
    "person": {"language", "preferred", "settings"},
    "stored_file": {"sha256", "kind"},
    "team_picture": {"key", "sha256"},
    "account": {"platform", "value"},
    "draft": {"action"},
    "start_code": {"hash"},
    "web_link": {"hash"},
    "web_session": {"hash"},
    "calendar_feed": {"owner", "hash", "sealed"},
    "claim": {"platform", "value", "state"},
    "guest_link": {"hash", "sealed"},
    "guest_question": {"state"},
    "due_work": {"kind", "key", "args"},
    "meeting": {"uid", "type", "kind", "place_kind", "zone", "series", "state"},
    "agenda_item": {"source", "track", "kind", "state"},
    "meeting_record": {"kind", "part"},
    "minutes": {"state"},
    "minutes_correction": {"state"},
    "membership": {"role", "ended_by"},
    "monday_line": {"kind", "action", "state"},
    "monday_message": {"unsaid"},
    "outbox": {"platform", "value", "key", "language", "state", "ref", "error"},
    "place": {"platform", "value"},
    "reflection": {"prompt", "theme", "state", "shown", "secret", "groups"},
    "checkin_round": {"audience", "moods", "mood_of", "secret"},
    "checkin_answer": {"kind", "help"},
    "meeting_role": {"role"},
    "reflection_part": {"answer"},
    "survey_round": {"survey", "form", "result", "basis", "why"},
    "survey_answer": {"kind", "sealed"},  # steps of a scale: no words
    "own_reflection": {"prompt", "bound"},
    "planned_reflection": {"prompt", "state"},
    "glossary_word": {"source"},
    "role_decline": {"role"},
    "role_wish": {"role"},
    "task": {"milestone", "state"},
    "field_visit": {"state", "uid"},
    "partner": {"kind", "channel"},
    "agreement": {"state", "clause"},
    "contract_wording": {"clause"},
    "contract_version": {"state"},
    "contract_letter": {"answer"},
    "contract_concern": {"clause"},
    "agreement_party": {"side", "kind", "answer"},
    "goal": {"state"},
    "concept": {"worked"},
    "role_swap": {"role", "in_return", "state"},
    "meeting_slot": {"why"},
    "meeting_vote": {"choice"},
}


def test_every_text_column_is_known_as_peoples_or_ours() -> None:
    for table in metadata.sorted_tables:
        columns = {column.name for column in table.c if type(column.type).__name__ in TEXT_TYPES}
        known = PEOPLES.get(table.name, set()) | OURS.get(table.name, set())
        assert columns == known, f"{table.name}: say of {columns ^ known} whose text it is"


def everything(database: Database) -> str:
    """All rows as text, sealed drafts opened."""
    found: list[str] = []
    with database.transaction() as tx:
        for table in metadata.sorted_tables:
            found += [str(tuple(row)) for row in tx.connection.execute(table.select())]
        for row in tx.connection.execute(metadata.tables["draft"].select()):
            found.append(tx.vault.open(row.sealed, "draft", row.tenant_id, row.person_id, row.action))
    return "\n".join(found)


async def test_a_cpr_number_in_any_field_of_any_form_is_refused_and_rests_nowhere(world: World) -> None:
    made, tried, wrong = await crowd(world), 0, list[str]()
    people, team_id = made.roles, made.teams["broen"].id
    for route in world.bot.features.forms:
        row = ROUTES[route]
        person = people["F" if "F" in row.allow else row.allow[0]]
        args = made.args(row.args)
        action = Action(route, (str(team_id), *args) if row.of_team else args)
        await person.press_action(action)
        if not isinstance(person.last, Ask):
            continue
        form = person.last.form
        for field in form.fields:
            if not isinstance(field, TextField):
                continue
            tried += 1
            values: dict[str, Any] = {one.name: one.value for one in form.fields}
            values[field.name] = f"Hans nummer er {CPR}"
            answer = await world.handle(
                Submit(sender=person.sender, place=person.here, action=action, values=values,
                       delivery_id=world.delivery_id())
            )  # fmt: skip
            if not (isinstance(answer, Reject) and "CPR-nummer" in answer.form.errors.get(field.name, "")):
                wrong.append(f"{route}, {field.name}: {said(answer)}")
            elif CPR in str(answer):
                wrong.append(f"{route}, {field.name}: said again")
    assert not wrong, "\n".join(wrong)
    assert tried >= 8
    assert "010165" not in everything(world.database)


async def test_a_cpr_number_in_a_command_or_a_name_rests_nowhere(world: World) -> None:
    made = await crowd(world)
    people, team_id = made.roles, made.teams["broen"].id
    for command in ("moede", "refleksion", "tjekind", "samspil"):
        await people["M"].command(command, f"møde med {CPR}")
        assert isinstance(people["M"].last, Reply)
        assert "CPR-nummer" in said(people["M"].last)
    stranger = people["stranger"]
    stranger.name = f"Ole {CPR}"
    await stranger.command("samspil", "hjaelp")
    await stranger.press_action(Action.to("teams/claim", team_id, *made.args(("", "@free"))))
    assert "010165" not in everything(world.database)


async def test_what_is_stored_is_clean_and_the_same_on_both_databases(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-05 09:00")
    await amira.press("Svar")
    odd = "Cafe\u0301\x00 \u202eog\u200b \ud800<b>*hus*</b>\r\nny linje   "
    await amira.fill({"Hvad er dit næste skridt?": odd})
    with world.database.transaction() as tx:
        stored = tx.connection.execute(metadata.tables["checkin_answer"].select()).one().next_step
    assert stored == "Café og <b>*hus*</b>\nny linje"
    await world.at("2026-11-06 12:00")
    assert world.channel.sees("Café og <b>*hus*</b> ny linje")
