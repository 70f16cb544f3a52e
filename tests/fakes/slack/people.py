"""People: what they see, and what they do with a keyboard and a mouse.

A person presses what is newest and visible; Slack's own rules stand between them and the app: three
seconds for an acknowledgement, required fields, what an acknowledgement may contain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fakes.slack import forms, payloads, reading
from tests.fakes.slack.limits import problems
from tests.fakes.slack.state import Channel, Json, OpenView, RefusedBySlack, Shown, User
from tests.fakes.slack.values import answered, elements_of, initial_values

if TYPE_CHECKING:
    from tests.fakes.slack.server import FakeSlack


@dataclass(frozen=True, slots=True)
class Found:
    """A pressable element and where it stands."""

    surface: Shown | OpenView
    block: Json
    element: Json


class Seen:
    """A conversation as one person sees it."""

    def __init__(self, person: Person, channel: Channel) -> None:
        self.person, self.channel = person, channel

    @property
    def messages(self) -> list[str]:
        return [self.person.read(one) for one in self.person.visible() if one.channel == self.channel.id]

    @property
    def last(self) -> str:
        return self.messages[-1]


class Person:
    """Somebody at Slack. `here` is the conversation they are in when they type a command."""

    def __init__(self, slack: FakeSlack, user: User) -> None:
        self.slack, self.user, self.id = slack, user, user.id
        self.here = ""
        self.at_home = False
        self.followed: list[str] = []

    # ---- seeing

    @property
    def _names(self) -> dict[str, str]:
        return {id: user.name for id, user in self.slack.workspace.users.items()}

    def visible(self) -> list[Shown]:
        """Everything in this person's conversations, oldest first."""
        channels = self.slack.workspace.channels
        return [
            one
            for one in self.slack.workspace.shown
            if self.id in channels[one.channel].members and one.only_for in ("", self.id)
        ]

    def read(self, shown: Shown | OpenView) -> str:
        if isinstance(shown, OpenView):
            title = reading.plain(shown.body.get("title"), {})
            submit = f"[{shown.body['submit']['text']}]" if shown.body.get("submit") else ""
            body = reading.lines(shown.body["blocks"], "", self._names)
            errors = [f"{label}: {message}" for label, message in shown.errors.items()]
            return "\n".join(part for part in (title, body, *errors, submit) if part)
        files = "".join(f"\n({file['title']})" for file in shown.files)
        return reading.lines(shown.blocks, shown.text, self._names) + files

    def channel(self, id: str) -> Seen:
        return Seen(self, self.slack.workspace.channels[id])

    @property
    def dm(self) -> Seen:
        return Seen(self, self.slack.workspace.direct(self.id))

    @property
    def modal(self) -> OpenView | None:
        stack = self.slack.workspace.modals.get(self.id)
        return stack[-1] if stack else None

    def home(self) -> str:
        """The App Home tab as it was last published, "" when it never was."""
        view = self.slack.workspace.homes.get(self.id)
        return self.read(view) if view else ""

    def text(self) -> str:
        """Everything Slack shows this person now: conversations in order, the home tab when they are on
        it, the open modal with its errors last. What they are typing themselves is not in it."""
        parts = [self.read(one) for one in self.visible()]
        parts += [self.home()] if self.at_home else []
        parts += [self.read(self.modal)] if self.modal else []
        return "\n\n".join(parts)

    def sees(self, text: str) -> bool:
        return text in self.text()

    async def waits_for(self, text: str, within: float = 5.0) -> None:
        await self.slack.until(lambda: self.sees(text), within)

    # ---- doing

    def go_to(self, channel: str) -> None:
        self.here, self.at_home = channel, False

    def _here(self) -> Channel:
        channels = self.slack.workspace.channels
        mine = [one for one in channels.values() if self.id in one.members]
        return channels[self.here] if self.here else mine[0] if mine else self.slack.workspace.direct(self.id)

    async def command(self, name: str, text: str = "", *, channel: str = "") -> None:
        """Type `/name text`. Raises NotAcknowledged after three seconds."""
        if channel:
            self.go_to(channel)
        where, self.at_home = self._here(), False
        url = self.slack.response_url(self.id, where.id)
        payload = payloads.command(self.slack.workspace, self.user, where, name, text, url)
        answer = await self.slack.deliver("slash_commands", payload)
        if answer and (answer.get("text") or answer.get("blocks")):
            if found := problems("message", answer):
                raise RefusedBySlack("; ".join(found))
            public = answer.get("response_type") == "in_channel"
            self.slack.workspace.show(
                where.id,
                answer.get("text") or "",
                answer.get("blocks") or [],
                only_for="" if public else self.id,
            )
            self.slack.touch()
        await self.slack.settle()

    async def open_home(self) -> None:
        self.at_home = True
        await self.slack.open_home(self.id)
        await self.slack.settle()

    def _surfaces(self) -> Iterator[Shown | OpenView]:
        if self.modal:
            yield self.modal
            return
        home = self.slack.workspace.homes.get(self.id)
        if home and self.at_home:
            yield home
        yield from reversed(self.visible())
        if home and not self.at_home:
            yield home

    def _elements(self) -> Iterator[Found]:
        for surface in self._surfaces():
            blocks = surface.body["blocks"] if isinstance(surface, OpenView) else surface.blocks
            for block, element in elements_of(blocks):
                yield Found(surface, block, element)

    def buttons(self) -> list[str]:
        """Labels of everything that can be pressed now, newest surface first."""
        return [one.element["text"]["text"] for one in self._elements() if one.element["type"] == "button"]

    async def press(self, label: str) -> None:
        """Press the newest visible button with this label. Raises NotAcknowledged after three seconds."""
        for found in self._elements():
            if found.element["type"] == "button" and found.element["text"]["text"] == label:
                if url := found.element.get("url"):
                    self.followed.append(url)
                await self._act(found, {})
                return
        raise AssertionError(f"no button {label!r}. {self.user.name} sees:\n{self.text()}")

    async def choose(self, label: str, option: str) -> None:
        """Pick an option in the list with this label (its field's, its placeholder's, or in the text
        beside it). A list on a card sends its press; a field of a form is only filled in."""
        for found in self._elements():
            if found.element["type"] != "button" and label in self._labels(found):
                value = answered(found.element, option)
                if isinstance(found.surface, OpenView):
                    held = found.surface.values.setdefault(found.block["block_id"], {})
                    held[found.element["action_id"]] = value
                if found.block["type"] != "input" or found.block.get("dispatch_action"):
                    await self._act(found, value)
                return
        raise AssertionError(f"no list {label!r}. {self.user.name} sees:\n{self.text()}")

    def _labels(self, found: Found) -> str:
        texts = [found.block.get("label"), found.block.get("text"), found.element.get("placeholder")]
        return "\n".join(reading.plain(text, self._names) for text in texts if text)

    async def _act(self, found: Found, value: Json) -> None:
        slack, surface = self.slack, found.surface
        block_id = found.block.get("block_id") or "slack0"
        action = payloads.chosen(found.element, block_id, value, slack.workspace.ts())
        if isinstance(surface, OpenView):
            payload = payloads.action_on_view(slack.workspace, self.user, surface, action)
        else:
            url = slack.response_url(self.id, surface.channel, surface)
            blocks = [{"block_id": f"slack{n}", **block} for n, block in enumerate(surface.blocks)]
            state = initial_values(blocks)
            if value:
                state.setdefault(block_id, {})[found.element["action_id"]] = value
            payload = payloads.action_on_message(slack.workspace, self.user, surface, action, state, url)
        await slack.deliver("interactive", payload)
        await slack.settle()

    # ---- forms

    async def _open_modal(self) -> OpenView:
        await self.slack.until(lambda: self.modal is not None)
        assert self.modal is not None
        return self.modal

    def enter(self, answers: Mapping[str, Any]) -> None:
        """Fill in fields of the open modal by label, without sending."""
        view = self.modal
        assert view is not None, f"no form is open. {self.user.name} sees:\n{self.text()}"
        fields = {block["label"]["text"]: block for block in view.body["blocks"] if block["type"] == "input"}
        for label, answer in answers.items():
            if label not in fields:
                raise AssertionError(f"no field {label!r} among: {', '.join(fields)}")
            block = fields[label]
            held = view.values.setdefault(block["block_id"], {})
            held[block["element"]["action_id"]] = answered(block["element"], answer)

    async def fill(self, answers: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Fill in the open modal by field label and send it; the errors shown, by label.

        Raises NotAcknowledged after three seconds; what was typed then stays in the open form.
        """
        view = await self._open_modal()
        self.enter(answers or {})
        if missing := forms.missing(view):
            return missing
        payload = payloads.submission(self.slack.workspace, self.user, view)
        answer = await self.slack.deliver("interactive", payload)
        errors = forms.answered(self.slack.workspace, view, answer or {})
        self.slack.touch()
        await self.slack.settle()
        return errors

    async def close_form(self) -> None:
        """Press the modal's cross."""
        view = await self._open_modal()
        self.slack.workspace.modals[self.id].remove(view)
        if view.body.get("notify_on_close"):
            closed = payloads.closed(self.slack.workspace, self.user, view, is_cleared=False)
            await self.slack.deliver("interactive", closed)
        await self.slack.settle()

    def reload(self) -> None:
        """Restart the client: ephemerals and open modals are gone."""
        workspace = self.slack.workspace
        workspace.modals.pop(self.id, None)
        workspace.shown = [one for one in workspace.shown if one.only_for != self.id]
