"""Course files: what is read, and what is said of each field that will not do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import thresholds
from bot.calendar import DaysOff
from bot.i18n import Locale
from bot.teams import course_file
from bot.teams.course_file import CourseFile
from bot.teams.problems import CourseFileError
from storage.teams import Course, Role

DANISH = Locale("da", ZoneInfo("Europe/Copenhagen"), datetime(2026, 11, 2, 8, tzinfo=UTC))
EXAMPLE = Path(__file__).parents[3] / "examples" / "course.toml"

GOOD = """\
[organisation]
id = "skolen"
name = "Skolen"

[course]
id = "efteraar"
name = "Efterår"
starts = 2026-11-02
ends = 2026-12-18

[course.days_off]
school = ["week-42"]
extra = ["2026-11-20", "2026-12-10/2026-12-11"]

[course.checkin]
opens = "torsdag 9.00"
closes = "friday 12:00"

[[teams]]
id = "broen"
name = "Team Broen"
slack = "T0AB12CD/C0EF34GH"

[[people]]
id = "mette"
name = "Mette Dahl"
role = "facilitator"
team = "broen"
discord = "user/123456789012345678"

[[people]]
id = "amira"
name = "Amira Haddad"
profession = "sygeplejerske"
email = "amira@skolen.example"
team = "broen"
slack = "U0EF34GH"
"""


def read(text: str) -> CourseFile:
    return course_file.read(text, "course.toml")


def errors(text: str) -> list[str]:
    with pytest.raises(CourseFileError) as caught:
        read(text)
    return caught.value.text(DANISH).splitlines()


def line(text: str, part: str) -> int:
    return next(number for number, one in enumerate(text.splitlines(), 1) if part in one)


def test_the_example_is_a_whole_course() -> None:
    course = course_file.read(EXAMPLE.read_bytes(), str(EXAMPLE))
    members = [person for person in course.people if person.is_member]
    assert len(course.teams) == 3
    assert len(members) == 14
    assert len({person.profession for person in members}) == 8
    assert sum(person.role is Role.facilitator for person in course.people) == 2
    assert all(team.partner and team.challenge for team in course.teams)
    assert all(person.email.endswith(".example") for person in course.people)
    assert not any(team.places for team in course.teams), "the demo has no chat"


def test_everything_is_read() -> None:
    course = read(GOOD)
    assert course.organisation.key == "skolen"
    assert (course.course.starts_on, course.course.ends_on) == (date(2026, 11, 2), date(2026, 12, 18))
    assert (course.course.language, course.course.zone) == ("da", "Europe/Copenhagen")
    assert course.course.settings == {
        "checkin": {"weekday": 3, "opens": "09:00", "close_weekday": 4, "closes": "12:00"}
    }
    assert DaysOff.from_settings(course.course.days_off).is_off(date(2026, 12, 11))
    assert course.teams[0].places == (("slack", "T0AB12CD/C0EF34GH"),)
    assert course.teams[0].starts_on == date(2026, 11, 2)
    mette, amira = course.people
    assert mette.accounts == (("discord", "user/123456789012345678"),)
    assert amira.accounts == (("slack", "T0AB12CD/U0EF34GH"),), "the file names one workspace only"
    assert amira.teams == ("broen",)


def test_a_course_says_from_when_its_facilitators_hear_of_something() -> None:
    text = GOOD.replace("[[teams]]", "[signals]\nno_meeting_days = 5\ncheckin_percent = 60\n\n[[teams]]", 1)
    settings = read(text).course.settings
    assert settings["signals"] == {"no_meeting_days": 5, "checkin_percent": 60}
    course = Course(1, 1, "k", "Forløb", date.min, date.max, "da", "Europe/Copenhagen", {}, settings, None)
    assert thresholds.of(course) == replace(thresholds.USUAL, no_meeting_days=5, checkin_percent=60)
    later = replace(course, settings={"signals": {"of_another_release": 3}})
    assert thresholds.of(later) == thresholds.USUAL


def test_texts_are_cleaned_as_everywhere() -> None:
    course = read(
        GOOD.replace("Amira Haddad", "  Amira\\u200b  Haddad\\u202e ").replace("Efterår", "Eftera\\u030ar")
    )
    assert course.people[1].name == "Amira Haddad"
    assert course.course.name == "Efterår"


@pytest.mark.parametrize(
    "encoded", [GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()]
)
def test_however_the_file_was_saved(encoded: bytes) -> None:
    assert course_file.read(encoded, "course.toml").organisation.name == "Skolen"


# (what stands there, what instead, the field, a part of the sentence)
BAD = [
    ('id = "skolen"', 'id = "Skolen 1"', "organisation.id", "små bogstaver"),
    ('name = "Skolen"', 'name = ""', "organisation.name", "Teksten er tom."),
    ('name = "Skolen"', "name = 7", "organisation.name", "en tekst i anførselstegn"),
    ('name = "Skolen"', 'name = "Skolen"\nslack = "broen"', "organisation.slack", "begynder med T"),
    ('id = "efteraar"', "", "course.id", "Feltet mangler."),
    ("starts = 2026-11-02", 'starts = "i morgen"', "course.starts", "fx 2026-11-02"),
    ("starts = 2026-11-02", "starts = 2026-11-02T09:00:00", "course.starts", "fx 2026-11-02"),
    ("ends = 2026-12-18", "ends = 2026-10-18", "course.ends", "slutter, før det begynder"),
    ("ends = 2026-12-18", "ends = 2062-12-18", "course.ends", "mere end to år"),
    ("ends = 2026-12-18", 'ends = 2026-12-18\nlanguage = "sv"', "course.language", "Vælg en af disse: da, en."),
    ("ends = 2026-12-18", 'ends = 2026-12-18\nzone = "Danmark"', "course.zone", "Europe/Copenhagen"),
    ("ends = 2026-12-18", "ends = 2026-12-18\nretention = 3", "course.retention", "kender jeg ikke"),
    ("ends = 2026-12-18", "ends = 2026-12-18\nphysical_meetings = 1.5", "course.physical_meetings", "et helt tal fra 0 til 10"),
    ("ends = 2026-12-18", 'ends = 2026-12-18\nthemes = ["moeder", "mad"]', "course.themes", "Vælg en af disse: ledelse"),
    ("[[teams]]", "[signals]\nno_meeting_days = 0\n[[teams]]", "signals.no_meeting_days", "et helt tal fra 1 til 90"),
    ("[[teams]]", "[signals]\nrole_percent = 101\n[[teams]]", "signals.role_percent", "et helt tal fra 1 til 100"),
    ("[[teams]]", "[signals]\nno_meeting_day = 5\n[[teams]]", "signals.no_meeting_day", "Mente du no_meeting_days?"),
    ('school = ["week-42"]', 'school = ["uge 42"]', "course.days_off.school", "week-42"),
    ('school = ["week-42"]', 'school = "week-42"', "course.days_off.school", "en liste af tekster"),
    ('school = ["week-42"]', 'country = "ZZ"', "course.days_off.country", "landekode"),
    ('"2026-11-20"', '"20/11"', "course.days_off.extra", "Skriv en dato"),
    ("2026-12-10/2026-12-11", "2026-12-11/2026-12-10", "course.days_off.extra", "Skriv en dato"),
    ('opens = "torsdag 9.00"', 'opens = "tirsdag"', "course.checkin.opens", "ugedag og et klokkeslæt"),
    ('opens = "torsdag 9.00"', 'opens = "torsdag 25.00"', "course.checkin.opens", "ugedag og et klokkeslæt"),
    ('opens = "torsdag 9.00"', 'opens = "søndag 9.00"', "course.checkin.opens", "fra mandag til fredag"),
    ('closes = "friday 12:00"', 'closes = "torsdag 8.00"', "course.checkin.closes", "før det åbner"),
    ('closes = "friday 12:00"', 'closes = "friday 12:00"\non = "ja"', "course.checkin.on", "true eller false"),
    ('name = "Team Broen"', f'name = "{"x" * 81}"', "teams.name", "81 tegn, og der er plads til 80"),
    ('name = "Team Broen"', 'name = "Team Broen"\nstarts = 2027-01-01', "teams.starts", "uden for forløbet"),
    ('name = "Team Broen"', 'name = "Team Broen"\nessentials_only = 1', "teams.essentials_only", "true eller false"),
    ('slack = "T0AB12CD/C0EF34GH"', 'slack = "#broen"', "teams.slack", "kanalens Slack-id"),
    ('slack = "T0AB12CD/C0EF34GH"', 'slack = "T0AB12CD/U0EF34GH"', "teams.slack", "kanalens Slack-id"),
    ('slack = "T0AB12CD/C0EF34GH"', 'slack = "C0EF34GH"', "teams.slack", "workspacets id foran (T0AB12CD/C0EF34GH)"),
    ('slack = "T0AB12CD/C0EF34GH"', 'discord = "user/123456789012345678"', "teams.discord", "channel/"),
    ('role = "facilitator"', 'role = "vejleder"', "people.role", "member, facilitator, partner, guest, course_lead"),
    ('role = "facilitator"', 'role = "course_lead"', "people.teams", "hører til forløbet"),
    ('discord = "user/123456789012345678"', 'discord = "mette#1234"', "people.discord", "user/"),
    ('profession = "sygeplejerske"', "", "people.profession", "Et medlem har et fag"),
    ('profession = "sygeplejerske"', 'profesion = "sygeplejerske"', "people.profesion", "Mente du profession?"),
    ("amira@skolen.example", "amira", "people.email", "ligner ikke en e-mailadresse"),
    ('team = "broen"\nslack', 'team = "havnen"\nslack', "people.team", "intet team med id'et havnen"),
    ('team = "broen"\nslack', "slack", "people.teams", "Skriv mindst ét team"),
    ('slack = "U0EF34GH"', 'slack = "@amira"', "people.slack", "Kopiér medlems-id"),
    ('slack = "U0EF34GH"', 'language = "dansk"', "people.language", "Vælg en af disse"),
    ('id = "amira"', 'id = "mette"', "people.id", "står der allerede på linje"),
    ('id = "amira"', 'id = "chat-1"', "people.id", "begynder med chat-"),
    ("Amira Haddad", "Amira 010165-1234", "people.name", "ligner et CPR-nummer"),
    ("sygeplejerske", "0101651234", "people.profession", "ligner et CPR-nummer"),
    ("amira@skolen.example", "010165-1234@skolen.example", "people.email", "ligner et CPR-nummer"),
    ('name = "Team Broen"', 'name = "Team Broen"\nchallenge = "borger 0101 65 1234"', "teams.challenge", "CPR"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "instead", "field", "said"), BAD)
def test_bad_input_names_file_line_and_field(part: str, instead: str, field: str, said: str) -> None:
    assert part in GOOD
    text = GOOD.replace(part, instead, 1)
    found = [one for one in errors(text) if f", {field}: " in one and said in one]
    assert found, errors(text)
    where = re.match(r"course\.toml, linje (\d+), ", found[0])
    assert where
    name = field.rpartition(".")[2]
    stands = text.splitlines()[int(where[1]) - 1]
    assert stands.startswith((f"{name} =", "[")), f"{found[0]!r} points at {stands!r}"
    assert "1234" not in found[0].replace("mette#1234", ""), "a CPR number is not repeated"


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        GOOD.replace('id = "skolen"', "id = 1")
        .replace("ends = 2026-12-18", "")
        .replace("amira@skolen.example", "x")
    )
    found = errors(text)
    assert [re.sub(r".*, ([a-z.]+): .*", r"\1", one) for one in found] == [
        "organisation.id", "course.ends", "people.email",
    ]  # fmt: skip
    lines = [int(re.findall(r"linje (\d+)", one)[0]) for one in found]
    assert lines == sorted(lines) and lines[2] == line(text, "email =")


def test_the_same_in_english() -> None:
    english = Locale("en", ZoneInfo("Europe/Copenhagen"), DANISH.now)
    with pytest.raises(CourseFileError) as caught:
        read(GOOD.replace('name = "Skolen"', ""))
    assert caught.value.text(english) == "course.toml, line 1, organisation.name: The field is missing."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[organisation\n", "linje 1: Det er ikke gyldig TOML"),
        ("a = 1\nb = \n", "linje 2: Det er ikke gyldig TOML"),
        ("a = 1\na = 2\n", "linje 2: Det er ikke gyldig TOML"),
        ('a = """x', "linje 1: Det er ikke gyldig TOML"),
        ("a = " + "[" * 5000, "Det er ikke gyldig TOML"),
        ("", "linje 1, organisation: Feltet mangler."),
        ('organisation = "Skolen"', "linje 1, organisation: Her skal der stå en tabel, fx [organisation]."),
        ("people = 3", "linje 1, people: Her skal der stå en liste af tabeller, fx [[people]]."),
        ("x" * 300_000, "Filen er for stor."),
    ],
)
def test_what_is_no_course_file(text: str, said: str) -> None:
    assert any(said in one for one in errors(text)), errors(text)


def test_a_file_in_another_encoding_says_where() -> None:
    with pytest.raises(CourseFileError) as caught:
        course_file.read(GOOD.encode("latin-1"), "course.toml")
    assert caught.value.text(DANISH) == "course.toml, linje 7: Filen er ikke gemt som UTF-8."


def test_lines_are_found_behind_long_texts_and_lists() -> None:
    long = 'challenge = """\n[[people]]\nid = "x"\n"""\n'
    text = GOOD.replace('name = "Team Broen"\n', f'name = "Team Broen"\n{long}').replace(
        "amira@skolen.example", "x"
    )
    assert f"linje {line(text, 'email =')}, people.email" in errors(text)[0]


def test_a_bare_slack_id_needs_a_workspace() -> None:
    text = GOOD.replace('slack = "T0AB12CD/C0EF34GH"\n', "")
    assert "workspacets id foran" in errors(text)[0]
    assert read(text.replace('name = "Skolen"', 'name = "Skolen"\nslack = "T0AB12CD"')).people[1].accounts
    two = GOOD.replace('name = "Mette Dahl"', 'name = "Mette Dahl"\nslack = "T0ZZ99ZZ/U0MM11MM"')
    assert "workspacets id foran" in errors(two)[0]


def test_an_account_and_a_place_stand_once() -> None:
    text = GOOD.replace('discord = "user/123456789012345678"', 'slack = "T0AB12CD/U0EF34GH"')
    assert f"people.slack: Det står der allerede på linje {line(text, 'U0EF34GH')}" in errors(text)[0]
    text = GOOD + '\n[[teams]]\nid = "havnen"\nname = "Havnen"\nslack = "C0EF34GH"\n'
    assert "teams.slack: Det står der allerede" in errors(text)[0]


def test_a_team_has_room_for_24() -> None:
    person = '\n[[people]]\nid = "p{0}"\nname = "P {0}"\nprofession = "x"\nteam = "broen"\n'
    text = GOOD + "".join(person.format(number) for number in range(24))
    assert errors(text) == [
        f"course.toml, linje {line(text, '[[teams]]')}, teams: Der er plads til 24 medlemmer på et team."
    ]


def test_the_demo_moves_the_dates_and_nothing_else() -> None:
    course = read(GOOD)
    moved = course_file.shifted(course, date(2027, 1, 4))
    assert moved.course.ends_on - moved.course.starts_on == course.course.ends_on - course.course.starts_on
    assert moved.course.days_off["extra"] == ["2027-01-22", "2027-02-11/2027-02-12"]
    assert moved.teams[0].starts_on == date(2027, 1, 4)
    assert moved.people == course.people


TIMETABLES = GOOD.replace(
    "[course.days_off]",
    'timetable = "webcal://skema.example/hemmelig.ics"\n[course.timetable_words]\nworkshop = ["Bootcamp"]\n[course.days_off]',
).replace('slack = "T0AB12CD/C0EF34GH"', 'cluster = "nord"\nslack = "T0AB12CD/C0EF34GH"') + (
    '\n[[clusters]]\nid = "nord"\ntimetable = "https://skema.example/nord.ics"\n[[clusters]]\nid = "syd"\n'
)


def test_timetables_of_the_course_and_of_clusters() -> None:
    found = course_file.read(TIMETABLES, "forløb.toml")
    assert found.timetables == {
        "": "https://skema.example/hemmelig.ics",
        "nord": "https://skema.example/nord.ics",
    }
    assert found.course.settings["timetable"] == {"words": {"workshop": ["bootcamp"]}}
    assert found.teams[0].settings["cluster"] == "nord"
    assert "hemmelig" not in repr(found)


def test_what_is_wrong_with_timetables_and_clusters_never_repeats_the_address() -> None:
    wrong = (
        TIMETABLES.replace("webcal://skema.example/hemmelig.ics", "skema/hemmelig")
        .replace('id = "syd"', 'id = "nord"')
        .replace('cluster = "nord"', 'cluster = "øst"')
    )
    with pytest.raises(CourseFileError) as error:
        course_file.read(wrong, "forløb.toml")
    text = error.value.text(DANISH)
    for sentence in ("iCal-adresse", "ingen klynge med id'et øst", "Det står der allerede"):
        assert sentence in text
    assert "hemmelig" not in text
