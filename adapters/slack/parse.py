"""Slack's payloads → interactions. Pure: no network, no clock, no database.

Everything is read from the signed payload: the sender is who Slack says, and an interaction's delivery
id is its trigger id (an event's its event id), which repeats carry along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from adapters.slack import forms
from adapters.slack.render import LINK, VALUE_MARK
from bot.interactions import Address, Command, Home, Joined, Left, Press, Sender, Submit
from bot.ui import Action

Json = Mapping[str, Any]
T = TypeVar("T")
PLATFORM = "slack"
HOME = "home"  # private_metadata of a modal that was opened from the App Home

_LEFT = {
    *("channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted", "group_deleted"),
}
_BACK = {"channel_unarchive", "group_unarchive"}


class Malformed(Exception):
    """Signed, but not of a shape we know: acknowledged and left alone."""


class Surface(StrEnum):
    """Where somebody acted: it decides how they are answered."""

    command = "command"
    message = "message"
    ephemeral = "ephemeral"
    home = "home"
    modal = "modal"
    submit = "submit"


@dataclass(frozen=True, slots=True)
class WayBack:
    """What an answer needs. `metadata` goes along into modals: a channel's id, "home" or ""."""

    surface: Surface
    user: str
    channel: str = ""
    response_url: str = ""
    trigger_id: str = ""
    view_id: str = ""
    fields: frozenset[str] = frozenset()  # names of the fields in the submitted modal

    @property
    def metadata(self) -> str:
        return HOME if self.surface is Surface.home else self.channel

    @property
    def from_home(self) -> bool:
        return self.metadata == HOME

    @property
    def conversation(self) -> str:
        """The channel's id, "" when there is none to answer in."""
        return "" if self.from_home else self.channel


@dataclass(frozen=True, slots=True)
class Received:
    interaction: Command | Press | Submit
    back: WayBack


@dataclass(frozen=True, slots=True)
class Revoked:
    """The app was uninstalled or its token taken back."""


def request(payload: Json, team: str, names: Mapping[str, str] | None = None) -> Received | None:
    """A slash command, a press or a submit; None for what needs no more than an acknowledgement.

    `team` is the workspace the app is installed in; `names` maps English command names to canonical
    ones. Raises Malformed.
    """
    if "command" in payload:
        return _guarded(_command, payload, team, names or {})
    match payload.get("type"):
        case "block_actions":
            return _guarded(_press, payload, team)
        case "view_submission":
            return _guarded(_submit, payload, team)
        case _:
            return None


def event(payload: Json, team: str, bot_user: str) -> Joined | Left | Home | Revoked | None:
    """An event that concerns us; None for all others. Raises Malformed."""
    return _guarded(_event, payload, team, bot_user)


def _guarded(read: Callable[..., T], *args: Any) -> T:
    try:
        return read(*args)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Malformed(type(error).__name__) from error


def _command(payload: Json, team: str, names: Mapping[str, str]) -> Received:
    name = _text(payload["command"]).removeprefix("/").casefold()
    sender = _sender(_text(payload["user_id"]), _text(payload["user_name"]), _text(payload["team_id"]), team)
    channel = _text(payload["channel_id"])
    command = Command(
        sender=sender,
        place=_place(channel, team),
        name=names.get(name, name),
        text=_unescaped(_text(payload.get("text", ""))),
        delivery_id=_text(payload["trigger_id"]),
    )
    url = _text(payload.get("response_url", ""))
    return Received(command, _back(payload, Surface.command, channel=channel, response_url=url))


def _press(payload: Json, team: str) -> Received | None:
    pressed = payload["actions"][0]
    action_id = _text(pressed["action_id"])
    if action_id.startswith(LINK):
        return None
    back = _where_pressed(payload)
    chosen = pressed.get("selected_option")
    value = _text(chosen["value"]).removeprefix(VALUE_MARK) if chosen else ""
    press = Press(
        sender=_from_user(payload, team),
        place=_place(back.conversation, team),
        action=Action.decode(action_id),
        delivery_id=_text(payload["trigger_id"]),
        value=value,
    )
    return Received(press, back)


def _where_pressed(payload: Json) -> WayBack:
    container = payload["container"]
    if container["type"] == "view":
        view = payload["view"]
        if view["type"] == "home":
            return _back(payload, Surface.home)
        channel = _text(view.get("private_metadata") or "")
        return _back(payload, Surface.modal, channel=channel, view_id=_text(view["id"]))
    surface = Surface.ephemeral if container.get("is_ephemeral") else Surface.message
    url = _text(payload.get("response_url") or "")
    return _back(payload, surface, channel=_text(container["channel_id"]), response_url=url)


def _submit(payload: Json, team: str) -> Received | None:
    view = payload["view"]
    channel = _text(view.get("private_metadata") or "")
    values = forms.values(view)
    submit = Submit(
        sender=_from_user(payload, team),
        place=_place("" if channel == HOME else channel, team),
        action=Action.decode(_text(view["callback_id"])),
        delivery_id=_text(payload["trigger_id"]),
        values=values,
    )
    back = _back(
        payload, Surface.submit, channel=channel, view_id=_text(view["id"]), fields=frozenset(values)
    )
    return Received(submit, back)


def _event(payload: Json, team: str, bot_user: str) -> Joined | Left | Home | Revoked | None:
    inner = payload["event"]
    kind = inner["type"]
    if payload.get("team_id") not in (team, None):
        return None
    delivery = f"{payload['api_app_id']}/{team}/{payload['event_id']}"
    if kind in ("app_uninstalled", "tokens_revoked"):
        tokens = inner.get("tokens") or {}
        return Revoked() if kind == "app_uninstalled" or bot_user in tokens.get("bot", ()) else None
    if kind == "app_home_opened":
        home = Home(sender=_sender(_text(inner["user"]), "", team, team))
        return home if inner.get("tab") == "home" else None
    if kind in _LEFT or (kind == "member_left_channel" and inner["user"] == bot_user):
        return Left(place=_address(_text(inner["channel"]), team), delivery_id=delivery)
    if kind in _BACK or (kind == "member_joined_channel" and inner["user"] == bot_user):
        return Joined(place=_address(_text(inner["channel"]), team), delivery_id=delivery)
    return None


def _from_user(payload: Json, team: str) -> Sender:
    user = payload["user"]
    name = user.get("name") or user.get("username") or ""
    home = user.get("team_id") or (payload.get("team") or {}).get("id") or team
    return _sender(_text(user["id"]), _text(name), _text(home), team)


def _sender(user: str, name: str, home: str, team: str) -> Sender:
    return Sender(_address(user, team), name=name, external=home != team)


def _back(payload: Json, surface: Surface, **more: Any) -> WayBack:
    user = payload["user"]["id"] if "user" in payload else payload["user_id"]
    return WayBack(surface, _text(user), trigger_id=_text(payload["trigger_id"]), **more)


def _address(id: str, team: str) -> Address:
    if not id:
        raise ValueError("no id")
    return Address(PLATFORM, f"{team}/{id}")


def _place(channel: str, team: str) -> Address | None:
    """A channel; none for the conversation between one person and the bot."""
    return None if not channel or channel.startswith("D") else _address(channel, team)


def _unescaped(text: str) -> str:
    """Slack escapes exactly these three signs in the text of a command."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text is wanted, not {type(value).__name__}")
    return value
