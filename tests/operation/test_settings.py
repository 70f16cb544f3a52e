"""Settings: what is right is taken, and each wrong value is one sentence that names the setting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.environment import language_of, load
from adapters.settings import NAMES, WrongSetting, read
from bot.i18n import Locale

KEY = "a" * 32
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
RESPONSIBLE = {"SAMSPIL_CONTROLLER": "Skolen", "SAMSPIL_CONTACT": "data@skolen.example"}

WRONG: list[tuple[Mapping[str, str], str, str]] = [
    ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL", "sqlite:///"),
    ({"DATABASE_URL": "sqlite://samspil.db"}, "DATABASE_URL", "tre skråstreger"),
    ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL", "fil"),
    ({"DATABASE_URL": "postgresql://"}, "DATABASE_URL", "postgresql://"),
    ({"SAMSPIL_PORT": "80a"}, "SAMSPIL_PORT", "80a"),
    ({"SAMSPIL_PORT": "70000"}, "SAMSPIL_PORT", "65535"),
    ({"SAMSPIL_PORT": "-1"}, "SAMSPIL_PORT", "-1"),
    ({"SAMSPIL_HOST": "not a host"}, "SAMSPIL_HOST", "127.0.0.1"),
    ({"SAMSPIL_BASE_URL": "samspil.example"}, "SAMSPIL_BASE_URL", "https://"),
    ({"SAMSPIL_BASE_URL": "https://"}, "SAMSPIL_BASE_URL", "https://"),
    ({"SAMSPIL_BASE_URL": "https://x:y"}, "SAMSPIL_BASE_URL", "https://x:y"),
    ({"SAMSPIL_SECRET_KEY": "short"}, "SAMSPIL_SECRET_KEY", "32"),
    ({"SAMSPIL_SECRET_KEY": f"{KEY},short"}, "SAMSPIL_SECRET_KEY", "32"),
    ({"SAMSPIL_LANGUAGE": "de"}, "SAMSPIL_LANGUAGE", "da / en"),
    ({"SAMSPIL_ZONE": "Copenhagen"}, "SAMSPIL_ZONE", "Europe/Copenhagen"),
    ({"SAMSPIL_ZONE": "../etc/passwd"}, "SAMSPIL_ZONE", "Europe/Copenhagen"),
    ({"SAMSPIL_METRICS": "yes"}, "SAMSPIL_METRICS", "off / on"),
    ({"SAMSPIL_LOG_FORMAT": "xml"}, "SAMSPIL_LOG_FORMAT", "text / json"),
    ({"SAMSPIL_SURVEYS": "/nowhere/scales"}, "SAMSPIL_SURVEYS", "/nowhere/scales: there is no folder"),
    ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN", "xoxb-"),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"),
    ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN", "xoxb-"),
    ({**SLACK, "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN", "xapp-"),
    ({**SLACK, "SLACK_API_URL": "ftp://x"}, "SLACK_API_URL", "ftp://x"),
    ({"DISCORD_TOKEN": "Bot abc"}, "DISCORD_TOKEN", "Bot"),
    ({"DISCORD_TOKEN": "abc", "DISCORD_API_URL": "127.0.0.1"}, "DISCORD_API_URL", "127.0.0.1"),
]


def said(error: WrongSetting, language: str = "da") -> str:
    locale = Locale(language, ZoneInfo("UTC"), datetime.now(UTC))
    return locale.gettext(error.message) % error.values


@pytest.mark.parametrize(
    ("values", "name", "hint"), WRONG, ids=[f"{n}-{i}" for i, (_, n, _) in enumerate(WRONG)]
)
def test_a_wrong_value_is_one_sentence_that_names_the_setting(
    values: Mapping[str, str], name: str, hint: str
) -> None:
    with pytest.raises(WrongSetting) as caught:
        read(values)
    sentence = said(caught.value)
    assert name in sentence and hint in sentence
    assert "\n" not in sentence and "%" not in sentence
    assert name in said(caught.value, "en") and said(caught.value, "en") != sentence, "no English"


@pytest.mark.parametrize(
    "name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DISCORD_TOKEN", "SAMSPIL_SECRET_KEY"]
)
def test_secrets_are_not_repeated_in_the_sentence(name: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        read({**SLACK, name: "canary and more"})
    assert "canary" not in said(caught.value)


def test_secrets_are_not_in_what_a_debugger_prints() -> None:
    settings = read({**SLACK, "DISCORD_TOKEN": "canary-d", "SAMSPIL_SECRET_KEY": f"canary{KEY}",
                     "DATABASE_URL": "postgresql://u:canary@h/d"})  # fmt: skip
    assert "canary" not in repr(settings) and "xoxb" not in repr(settings)
    assert {"canary", "canary-d", "xoxb-1"} <= set(settings.all_secrets)


def test_nothing_configured_is_the_web_door_on_this_machine() -> None:
    settings = read({})
    assert settings.platforms == ()
    assert settings.base_url == "http://127.0.0.1:8080"
    assert settings.database_url == "sqlite:///samspil.db"
    assert settings.core.language == "da" and settings.public_url == ""
    assert read({"SAMSPIL_HOST": "0.0.0.0", "SAMSPIL_PORT": "9000"}).base_url == "http://127.0.0.1:9000"


def test_running_needs_a_key_and_with_a_platform_somebody_responsible() -> None:
    with pytest.raises(WrongSetting) as caught:
        read({}).for_running()
    assert "openssl rand -base64 32" in said(caught.value)
    read({"SAMSPIL_SECRET_KEY": KEY}).for_running()
    for missing in RESPONSIBLE:
        there = {name: value for name, value in RESPONSIBLE.items() if name != missing}
        with pytest.raises(WrongSetting) as caught:
            read({"SAMSPIL_SECRET_KEY": KEY, **SLACK, **there}).for_running()
        assert caught.value.name == missing
    read({"SAMSPIL_SECRET_KEY": KEY, **SLACK, **RESPONSIBLE}).for_running()


def test_several_keys_and_both_kinds_of_slack() -> None:
    settings = read({"SAMSPIL_SECRET_KEY": f"{KEY}, {'b' * 32}\t{'c' * 40}"})
    assert settings.secrets == (KEY, "b" * 32, "c" * 40)
    slack = read({**SLACK, "SLACK_SIGNING_SECRET": "s"}).slack
    assert slack is not None and slack.both_kinds


def test_the_environment_goes_before_the_file_and_empty_is_unset(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "SAMSPIL_PORT=9001\nSAMSPIL_CONTROLLER='Skolen på Ø'\nSAMSPIL_ZONE=\n", "utf-8"
    )
    assert load({}, tmp_path).port == 9001
    settings = load({"SAMSPIL_PORT": "9002", "SAMSPIL_CONTROLLER": ""}, tmp_path)
    assert (settings.port, settings.controller) == (9002, "Skolen på Ø")


@pytest.mark.parametrize(
    ("line", "better"), [("SAMSPIL_LANGAUGE=en", "SAMSPIL_LANGUAGE"), ("DISCORD_TOKN=x", "DISCORD_TOKEN")]
)
def test_a_misspelt_name_in_the_file_is_told(tmp_path: Path, line: str, better: str) -> None:
    (tmp_path / ".env").write_text(f"{line}\nPOSTGRES_PASSWORD=x\n", "utf-8")
    with pytest.raises(WrongSetting) as caught:
        load({}, tmp_path)
    assert line.split("=")[0] in said(caught.value) and better in said(caught.value)


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SAMSPIL_CONTROLLER=\xff\xfe\n")
    with pytest.raises(WrongSetting) as caught:
        load({}, tmp_path)
    assert ".env" in said(caught.value)


def test_the_language_is_known_also_when_something_else_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SAMSPIL_LANGUAGE=en\nSAMSPIL_PORT=x\n", "utf-8")
    assert language_of({}, tmp_path) == "en"
    assert language_of({"SAMSPIL_LANGUAGE": "da"}, tmp_path) == "da"
    assert language_of({"SAMSPIL_LANGUAGE": "klingon"}, tmp_path) == "da"


def test_the_example_file_names_every_setting_and_nothing_else(tmp_path: Path) -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
    named = {
        line.lstrip("# ").split("=")[0]
        for line in example.splitlines()
        if "=" in line and "_" in line.split("=")[0]
    }
    assert named == set(NAMES)
    (tmp_path / ".env").write_text(example, "utf-8")
    assert load({}, tmp_path).platforms == ()


def test_the_operators_page_explains_every_setting() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operation.md").read_text("utf-8")
    rows = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    assert [name for name in NAMES if f"`{name}`" not in rows] == []
