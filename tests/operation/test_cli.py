"""The command line, as processes: what it says, and with which exit code it ends."""

from __future__ import annotations

import json
import sqlite3

import pytest

from storage.upgrade import head
from tests.operation.console import COURSE, Console

COMMANDS = ("run", "demo", "check", "course", "manifest", "backup", "restore", "db")


@pytest.mark.parametrize(("language", "words"), [("da", "Kommandoer:"), ("en", "Commands:")])
def test_help_names_every_command_in_both_languages(bare: Console, language: str, words: str) -> None:
    told = bare.process("--help", SAMSPIL_LANGUAGE=language)
    assert told.code == 0 and words in told.out
    assert all(f"  {command} " in told.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(bare: Console, command: str) -> None:
    told = bare.run(command, "--help")
    assert told.code == 0 and len(told.out) > 60


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nosuch"], "nosuch"),
        (["run", "--fast"], "--fast"),
        (["course", "load"], "FILE"),
        (["db", "drop"], "drop"),
    ],
)
def test_what_does_not_exist_is_told_with_exit_code_2(bare: Console, arguments: list[str], says: str) -> None:
    told = bare.run(*arguments)
    assert told.code == 2 and says in told.err and "--help" in told.err
    assert "Traceback" not in told.err and len(told.err.splitlines()) == 1


def test_run_without_a_key_stops_and_says_how_to_make_one(bare: Console) -> None:
    told = bare.process("run")
    assert told.code == 1 and "SAMSPIL_SECRET_KEY" in told.err and "openssl rand -base64 32" in told.err
    assert not list(bare.folder.iterdir()), "nothing is made before the settings are right"


def test_a_wrong_setting_stops_the_start_in_one_sentence(console: Console) -> None:
    console.write(".env", "SAMSPIL_PORT=many\nSAMSPIL_LANGUAGE=en\n")
    told = console.process("run")
    assert told.code == 1 and len(told.err.splitlines()) == 1
    assert told.err.startswith("SAMSPIL_PORT must be a number")


def test_check_with_nothing_set_says_what_is_missing(bare: Console) -> None:
    told = bare.run("check")
    assert told.code == 1
    assert "SAMSPIL_SECRET_KEY mangler" in told.out and "samspil manifest slack" in told.out
    assert not list(bare.folder.iterdir()), "looking changes nothing"


def test_check_of_the_web_door_alone_is_fine(console: Console) -> None:
    told = console.run("check")
    assert told.code == 0, told.out + told.err
    assert "✗" not in told.out


def test_check_tells_of_a_database_that_is_not_there(console: Console) -> None:
    url = "postgresql://samspil:canary@127.0.0.1:1/samspil"
    told = console.run("check", DATABASE_URL=url)
    assert told.code == 1 and "DATABASE_URL" in told.out
    assert "canary" not in told.out + told.err and "Traceback" not in told.err


@pytest.mark.parametrize("command", ["run", "check", "db upgrade", "backup x.gz"])
def test_an_unreachable_database_is_a_sentence(console: Console, command: str) -> None:
    told = console.run(*command.split(), DATABASE_URL="postgresql://samspil:canary@127.0.0.1:1/samspil")
    assert told.code == 1 and "canary" not in told.out + told.err and "Traceback" not in told.err


def test_manifests_are_json(bare: Console) -> None:
    slack = json.loads(bare.run("manifest", "slack").out)
    assert slack["settings"]["socket_mode_enabled"] is True
    assert "channels:history" not in slack["oauth_config"]["scopes"]["bot"]
    more = json.loads(bare.run("manifest", "slack", "--with-history").out)
    assert "channels:history" in more["oauth_config"]["scopes"]["bot"]
    http = bare.run("manifest", "slack", "--http", SAMSPIL_BASE_URL="https://samspil.example")
    assert "https://samspil.example/slack/events" in http.out
    assert bare.run("manifest", "slack", "--http").code == 1
    discord = json.loads(bare.run("manifest", "discord").out)
    assert any(command["name"] == "samspil" for command in discord["commands"])


def test_a_course_is_loaded_and_loading_it_again_changes_nothing(console: Console) -> None:
    file = console.write("course.toml", COURSE)
    first = console.run("course", "load", file)
    assert first.code == 0, first.err
    assert "Team Havnen" in first.out and "/ind/" in first.out
    again = console.run("course", "load", file)
    assert again.code == 0 and "Intet er ændret" in again.out


def test_a_wrong_course_file_names_file_and_line_and_loads_nothing(console: Console) -> None:
    file = console.write("course.toml", COURSE.replace("2026-12-20", '"snart"'))
    told = console.run("course", "load", file)
    assert told.code == 1
    line = COURSE.splitlines().index("ends = 2026-12-20") + 1
    assert "course.toml" in told.err and str(line) in told.err and "ends" in told.err
    with sqlite3.connect(console.folder / "samspil.db") as connection:
        assert connection.execute("SELECT count(*) FROM organisation").fetchone() == (0,)


def test_a_missing_course_file_is_told(console: Console) -> None:
    told = console.run("course", "load", "nowhere.toml")
    assert told.code == 2 and "nowhere.toml" in told.err


def test_db_upgrade_makes_the_tables_once(console: Console) -> None:
    first, again = console.run("db", "upgrade"), console.run("db", "upgrade")
    assert (first.code, again.code) == (0, 0) and head() in first.out and "allerede" in again.out


def test_postgresql_asks_for_db_upgrade(console: Console, postgres_server: str, empty_postgres: str) -> None:
    told = console.run("run", DATABASE_URL=empty_postgres)
    assert told.code == 1 and "samspil db upgrade" in told.err
    assert console.run("db", "upgrade", DATABASE_URL=empty_postgres).code == 0
    assert console.run("check", DATABASE_URL=empty_postgres).code == 0


def test_a_newer_database_is_left_alone(console: Console) -> None:
    console.run("db", "upgrade")
    file = console.folder / "samspil.db"
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (
        ["run"],
        ["db", "upgrade"],
        ["course", "load", console.write("c.toml", COURSE)],
        ["backup", "b"],
    ):
        told = console.run(*command)
        assert told.code == 1 and "nyere udgave" in told.err and "9999" in told.err
    assert console.run("check").code == 1


def test_somebody_elses_database_is_left_alone(console: Console) -> None:
    with sqlite3.connect(console.folder / "samspil.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    for command in ("run", "db upgrade"):
        assert console.run(*command.split()).code == 1
    with sqlite3.connect(console.folder / "samspil.db") as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("theirs",)]


def test_the_demo_leaves_a_real_database_alone(console: Console) -> None:
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    file = console.folder / "samspil.db"
    before = file.read_bytes()
    for more in ([], ["--fresh"]):
        told = console.run("demo", "--file", "samspil.db", *more)
        assert told.code == 1 and "ikke en demo" in told.err
    assert file.read_bytes() == before
    console.write("notes.txt", "not a database at all")
    assert console.run("demo", "--file", "notes.txt", "--fresh").code == 1
    assert (console.folder / "notes.txt").read_text() == "not a database at all"


def test_the_web_alone_loads_no_platform(console: Console) -> None:
    """Who uses the web alone never loads discord.py or slack-sdk."""
    console.run("db", "upgrade")
    running = console.start("run", PYTHONPROFILEIMPORTTIME="1")
    running.wait_ready()
    assert running.stop() < 5
    times = [line for line in running.text.splitlines() if line.startswith("import time")]
    loaded = {line.rsplit("|", 1)[-1].strip() for line in times}
    assert "aiohttp" in loaded, "the list of imports is there"
    assert not loaded & {"discord", "slack_sdk", "alembic"}


def test_a_timetable_is_read_from_a_file(console: Console) -> None:
    assert console.run("course", "load", console.write("c.toml", COURSE)).code == 0
    lesson = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261110T080000Z\nSUMMARY:Vejledning\nEND:VEVENT\nEND:VCALENDAR\n"
    found = console.run("course", "timetable", console.write("s.ics", lesson), "--course", "efteraar")
    assert (found.code, "Læst: 1 tider." in found.out) == (0, True), found
    missing = console.run("course", "timetable", console.write("s.ics", lesson), "--course", "foraar")
    assert (missing.code, "foraar" in missing.err) == (1, True)
    no_calendar = console.run("course", "timetable", console.write("x.ics", "<html>"), "--course", "efteraar")
    assert (no_calendar.code, "ikke en iCal-fil" in no_calendar.err) == (1, True)
