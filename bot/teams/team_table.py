"""`[[teams]]` of a course file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import team_parts
from bot.teams import addresses, problems
from bot.teams.addresses import NoWorkspace, Unreadable
from bot.teams.fields import Table, shown
from bot.teams.rules import NAME
from bot.teams.settings_tables import read_checkin, read_field_hours, read_physical_meetings

PARTNER, CHALLENGE = 120, 1000


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """`places` are (platform, value) pairs besides the web room; `settings` what the file states of them."""

    key: str
    name: str
    partner: str
    challenge: str
    starts_on: date
    settings: Mapping[str, Any]
    places: tuple[tuple[str, str], ...]


def read_team(table: Table, starts: date | None, ends: date | None, workspaces: frozenset[str]) -> TeamEntry:
    key, name = table.id(), table.text("name", NAME, required=True)
    partner = table.text("partner", PARTNER)
    challenge = table.text("challenge", CHALLENGE, multiline=True)
    own_start = table.date("starts")
    if own_start and starts and ends and not starts <= own_start <= ends:
        table.note("starts", problems.OUTSIDE_COURSE)
    settings = {**read_checkin(table), **read_field_hours(table), **read_physical_meetings(table)}
    if table.has("cluster") and (cluster := table.id("cluster")):
        settings["cluster"] = cluster
    essentials = table.flag("essentials_only")
    if essentials is not None:
        settings[team_parts.SETTING] = team_parts.all_parts(on=not essentials)
    places = read_addresses(table, "place", workspaces)
    table.finish()
    return TeamEntry(key, name, partner, challenge, own_start or starts or date.min, settings, places)


def read_addresses(table: Table, kind: str, workspaces: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The `slack` and `discord` fields as addresses. `kind` is "account" or "place"."""
    found = []
    if text := table.text("slack", 60):
        match addresses.slack(text, kind, workspaces):
            case Unreadable():
                message = problems.SLACK_ACCOUNT if kind == "account" else problems.SLACK_PLACE
                table.note("slack", message)
            case NoWorkspace():
                table.note("slack", problems.SLACK_WORKSPACE, value=shown(text))
            case str(value):
                found.append(("slack", value))
    if text := table.text("discord", 60):
        match addresses.discord(text, kind):
            case Unreadable():
                message = problems.DISCORD_ACCOUNT if kind == "account" else problems.DISCORD_PLACE
                table.note("discord", message)
            case str(value):
                found.append(("discord", value))
    return tuple(found)


def read_workspaces(body: Mapping[str, Any]) -> frozenset[str]:
    """Every Slack workspace the file names: where it is one, bare ids are of that one."""
    organisation = body.get("organisation")
    own = organisation.get("slack") if isinstance(organisation, dict) else None
    found = {own} if isinstance(own, str) and addresses.WORKSPACE.fullmatch(own) else set()
    for name in ("teams", "people"):
        tables = body.get(name)
        for one in tables if isinstance(tables, list) else ():
            value = one.get("slack") if isinstance(one, dict) else None
            workspace = addresses.slack_workspace(value) if isinstance(value, str) else None
            if workspace:
                found.add(workspace)
    return frozenset(found)
