"""The operator's settings: checked once, and from then on unchanged.

A wrong value stops the start with one sentence that names the setting. Values that may be secret are
never part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.errors import N_, BotError
from bot.i18n import LANGUAGES, Locale
from bot.prompts import library as prompts_library
from bot.prompts import themes as themes_library
from bot.settings import Settings as CoreSettings
from bot.surveys import library

NAMES = (
    "DATABASE_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "DISCORD_TOKEN",
    "DISCORD_API_URL",
    "SAMSPIL_BASE_URL",
    "SAMSPIL_HOST",
    "SAMSPIL_PORT",
    "SAMSPIL_SECRET_KEY",
    "SAMSPIL_LANGUAGE",
    "SAMSPIL_ZONE",
    "SAMSPIL_CONTROLLER",
    "SAMSPIL_CONTACT",
    "SAMSPIL_METRICS",
    "SAMSPIL_LOG_FORMAT",
    "SAMSPIL_ERASED_LIST",
    "SAMSPIL_CALENDAR_PORTS",
    "SAMSPIL_SURVEYS",
    "SAMSPIL_PROMPTS",
)
SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"
SHORTEST_SECRET = 32  # signs: as many as 24 random bytes give in base64
LOG_FORMATS = ("text", "json")
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


class WrongSetting(BotError):
    """One sentence for the operator; `name` is the setting it is about."""

    def __init__(self, name: str, message: str, **values: str | int) -> None:
        super().__init__(message, name=name, **values)
        self.name = name


@dataclass(frozen=True, slots=True)
class Slack:
    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API

    @property
    def both_kinds(self) -> bool:
        """Socket Mode is used then, and said at the start."""
        return bool(self.app_token and self.signing_secret)


@dataclass(frozen=True, slots=True)
class Discord:
    token: str = field(repr=False)
    api_url: str = DISCORD_API


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` has no slash at its end. `secrets`: the first encrypts, all open."""

    database_url: str = field(repr=False)
    base_url: str
    host: str
    port: int
    secrets: tuple[str, ...] = field(repr=False)
    language: str
    zone: ZoneInfo
    controller: str
    contact: str
    slack: Slack | None
    discord: Discord | None
    metrics: bool
    log_json: bool
    erased_list: Path | None
    surveys: Path | None  # the folder of the institution's own questionnaires, all of them sound
    prompts: Path | None  # a folder of the institution's own reflection prompts
    calendar_ports: frozenset[int]  # that people's calendars may be fetched from; none: they are not

    @property
    def platforms(self) -> tuple[str, ...]:
        """The chat platforms that are configured."""
        doors = {"slack": self.slack, "discord": self.discord}
        return tuple(name for name, settings in doors.items() if settings is not None)

    @property
    def all_secrets(self) -> tuple[str, ...]:
        """What must not turn up in a log."""
        found = [*self.secrets]
        if self.slack is not None:
            found += [self.slack.bot_token, self.slack.app_token, self.slack.signing_secret]
        if self.discord is not None:
            found.append(self.discord.token)
        password = urlsplit(self.database_url).password
        return tuple(secret for secret in (*found, password) if secret)

    @property
    def public_url(self) -> str:
        """The base URL when people can reach it from anywhere, else ""."""
        host = urlsplit(self.base_url).hostname or ""
        inside = host in ("localhost", "::1") or host.startswith("127.") or "." not in host
        return "" if inside else self.base_url

    @property
    def core(self) -> CoreSettings:
        return CoreSettings(
            base_url=self.base_url,
            controller=self.controller,
            contact=self.contact,
            language=self.language,
            zone=self.zone,
            surveys=self.surveys,
            prompts=self.prompts,
        )

    def need_secret(self) -> None:
        """For commands that encrypt. Raises WrongSetting."""
        if not self.secrets:
            raise WrongSetting(
                "SAMSPIL_SECRET_KEY",
                N_(
                    "%(name)s mangler. Private tekster krypteres med den, så gem den et sikkert sted. Lav en med: %(how)s"
                ),
                how="openssl rand -base64 32",
            )

    def for_running(self) -> None:
        """What `samspil run` needs beyond what each value must be. Raises WrongSetting."""
        self.need_secret()
        for name, value in (("SAMSPIL_CONTROLLER", self.controller), ("SAMSPIL_CONTACT", self.contact)):
            if self.platforms and not value:
                raise WrongSetting(name, MISSING_RESPONSIBLE[name])


MISSING_RESPONSIBLE = {
    "SAMSPIL_CONTROLLER": N_(
        "%(name)s mangler: Skriv, hvem der er dataansvarlig, fx jeres skole. Det vises for alle, første gang de bruger Samspil."
    ),
    "SAMSPIL_CONTACT": N_(
        "%(name)s mangler: Skriv, hvor man kan spørge om sine data, fx en mailadresse. Det vises for alle, første gang de bruger Samspil."
    ),
}


def read(values: Mapping[str, str]) -> Settings:
    """Raises WrongSetting."""
    port = _port(values)
    host = _host(values)
    base_url = _url(values, "SAMSPIL_BASE_URL", f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")
    return Settings(
        database_url=_database(values),
        base_url=base_url.rstrip("/"),
        host=host,
        port=port,
        secrets=_secrets(values),
        language=_one_of(values, "SAMSPIL_LANGUAGE", LANGUAGES),
        zone=_zone(values),
        controller=values.get("SAMSPIL_CONTROLLER", ""),
        contact=values.get("SAMSPIL_CONTACT", ""),
        slack=_slack(values),
        discord=_discord(values),
        metrics=_one_of(values, "SAMSPIL_METRICS", ("off", "on")) == "on",
        log_json=_one_of(values, "SAMSPIL_LOG_FORMAT", LOG_FORMATS) == "json",
        erased_list=Path(values["SAMSPIL_ERASED_LIST"]) if "SAMSPIL_ERASED_LIST" in values else None,
        surveys=_surveys(values),
        prompts=_prompts(values),
        calendar_ports=_ports(values),
    )


def _one_of(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The first choice is the default."""
    value = values.get(name, choices[0]).lower()
    if value not in choices:
        message = N_("%(name)s kan være %(choices)s, men er %(value)s.")
        raise WrongSetting(name, message, choices=" / ".join(choices), value=value)
    return value


def _port(values: Mapping[str, str]) -> int:
    text = values.get("SAMSPIL_PORT", "8080")
    if not (text.isascii() and text.isdecimal() and 0 <= int(text[:6]) <= 65535):
        message = N_("%(name)s skal være et tal fra 0 til 65535, men er %(value)s.")
        raise WrongSetting("SAMSPIL_PORT", message, value=text)
    return int(text)


def _ports(values: Mapping[str, str]) -> frozenset[int]:
    """HTTPS's own, unless more are named; "off" is none."""
    text = values.get("SAMSPIL_CALENDAR_PORTS", "443").lower()
    names = [] if text == "off" else text.replace(",", " ").split()
    if not all(one.isascii() and one.isdecimal() and 0 < int(one[:6]) <= 65535 for one in names):
        message = N_("%(name)s skal være porte som 443 eller 443, 8443, eller off, men er %(value)s.")
        raise WrongSetting("SAMSPIL_CALENDAR_PORTS", message, value=text)
    return frozenset(int(one) for one in names)


def _surveys(values: Mapping[str, str]) -> Path | None:
    """Read once to see that they can be used."""
    folder = values.get("SAMSPIL_SURVEYS")
    if not folder:
        return None
    try:
        library.known(Path(folder))
    except library.LibraryError as error:
        message = N_("%(name)s: Spørgeskemaerne kan ikke bruges: %(problems)s")
        raise WrongSetting("SAMSPIL_SURVEYS", message, problems=" · ".join(error.problems)) from error
    return Path(folder)


def _prompts(values: Mapping[str, str]) -> Path | None:
    """The folder, when everything in it can be used."""
    name = values.get("SAMSPIL_PROMPTS", "")
    if not name:
        return None
    folder = Path(name)
    try:
        prompts_library.prompts(folder)
    except prompts_library.LibraryError as error:
        locale = Locale(_one_of(values, "SAMSPIL_LANGUAGE", LANGUAGES), _zone(values), datetime.now(UTC))
        said = [locale.gettext(problem.message) % problem.values for problem in error.problems]
        message = N_("%(name)s: Spørgsmålene kan ikke bruges, som de er.\n%(problems)s")
        raise WrongSetting("SAMSPIL_PROMPTS", message, problems="\n".join(said)) from error
    try:
        themes_library.themes(folder)
    except themes_library.ThemesError as error:
        message = N_("%(name)s: Temaerne kan ikke bruges, som de er.\n%(problems)s")
        raise WrongSetting("SAMSPIL_PROMPTS", message, problems=str(error)) from error
    return folder


def _host(values: Mapping[str, str]) -> str:
    host = values.get("SAMSPIL_HOST", "127.0.0.1")
    if not _HOST.fullmatch(host):
        message = N_(
            "%(name)s skal være den adresse, serveren lytter på, fx 127.0.0.1 eller 0.0.0.0, men er %(value)s."
        )
        raise WrongSetting("SAMSPIL_HOST", message, value=host)
    return host


def _url(values: Mapping[str, str], name: str, default: str) -> str:
    value = values.get(name, default)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query
        _ = parts.port  # raises ValueError when it is no number
    except ValueError:
        good = False
    if not good:
        message = N_(
            "%(name)s skal være en adresse, der begynder med https:// (eller http://), men er %(value)s."
        )
        raise WrongSetting(name, message, value=value)
    return value


def _database(values: Mapping[str, str]) -> str:
    url = values.get("DATABASE_URL", "sqlite:///samspil.db")
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] not in ("sqlite", "postgresql", "postgres") or not rest.strip("/"):
        message = N_(
            "%(name)s skal begynde med sqlite:/// og en fil, eller med postgresql:// og serverens adresse."
        )
        raise WrongSetting("DATABASE_URL", message)
    if scheme == "sqlite" and (":memory:" in rest or not rest.startswith("/")):
        message = N_("%(name)s skal pege på en fil, fx sqlite:///samspil.db (med tre skråstreger).")
        raise WrongSetting("DATABASE_URL", message)
    return url


def _secrets(values: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(values.get("SAMSPIL_SECRET_KEY", "").replace(",", " ").split())
    if any(len(secret) < SHORTEST_SECRET for secret in found):
        message = N_("%(name)s er for kort: Hver nøgle skal have mindst %(length)s tegn. Lav en med: %(how)s")
        raise WrongSetting(
            "SAMSPIL_SECRET_KEY", message, length=SHORTEST_SECRET, how="openssl rand -base64 32"
        )
    return found


def _zone(values: Mapping[str, str]) -> ZoneInfo:
    name = values.get("SAMSPIL_ZONE", "Europe/Copenhagen")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        message = N_("%(name)s skal være en tidszone som Europe/Copenhagen, men er %(value)s.")
        raise WrongSetting("SAMSPIL_ZONE", message, value=name) from error


def _slack(values: Mapping[str, str]) -> Slack | None:
    bot, app, secret = (
        values.get(name, "") for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
    )
    if not (bot or app or secret):
        return None
    _begins(bot, "SLACK_BOT_TOKEN", "xoxb-", N_(
        "%(name)s mangler: Den begynder med xoxb- og står i jeres Slack-app under OAuth & Permissions."
    ))  # fmt: skip
    if not app and not secret:
        raise WrongSetting("SLACK_APP_TOKEN", N_(
            "%(name)s mangler: Lav den i jeres Slack-app under Basic Information, App-Level Tokens (Socket Mode). Eller sæt SLACK_SIGNING_SECRET, hvis Slack skal kalde jer over HTTP."
        ))  # fmt: skip
    if app:
        _begins(app, "SLACK_APP_TOKEN", "xapp-", "")
    return Slack(bot, app, secret, _url(values, "SLACK_API_URL", SLACK_API))


def _begins(value: str, name: str, prefix: str, missing: str) -> None:
    if not value:
        raise WrongSetting(name, missing)
    if not value.startswith(prefix) or any(sign.isspace() for sign in value):
        message = N_(
            "%(name)s skal begynde med %(prefix)s og være uden mellemrum. Tag den rigtige nøgle i jeres Slack-app."
        )
        raise WrongSetting(name, message, prefix=prefix)


def _discord(values: Mapping[str, str]) -> Discord | None:
    token = values.get("DISCORD_TOKEN", "")
    if not token:
        return None
    if any(sign.isspace() for sign in token):
        message = N_("%(name)s skal være selve nøglen, uden mellemrum og uden Bot foran.")
        raise WrongSetting("DISCORD_TOKEN", message)
    return Discord(token, _url(values, "DISCORD_API_URL", DISCORD_API).rstrip("/"))
