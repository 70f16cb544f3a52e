"""Conversations as a platform keeps them: messages, what they showed, and when a look into the history sees them."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Post:
    """`mark`: what the platform keeps of the key. `seen_from`: when the history begins to show it."""

    platform: str
    place: str
    ref: str
    mark: str
    payload: Json
    at: datetime
    seen_from: datetime
    deleted: bool = False
    edits: int = 0


class Watching(Protocol):
    """Who checks everything that reaches a platform."""

    def shown(self, post: Post, *, new: bool) -> None: ...

    def landed(self, post: Post, twins: list[Post]) -> None: ...

    def refused(self, platform: str, problems: list[str], payload: Json) -> None: ...


@dataclass
class Places:
    """One platform's conversations. `gone`: places the bot cannot reach; `blind`: those whose history it may
    not read."""

    platform: str
    now: Callable[[], datetime]
    chance: random.Random
    watching: Watching
    posts: defaultdict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    by_ref: dict[tuple[str, str], Post] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    blind: set[str] = field(default_factory=set)

    def add(self, post: Post) -> None:
        twins = [one for one in self.posts[post.place] if one.mark == post.mark]
        self.posts[post.place].append(post)
        self.by_ref[post.place, post.ref] = post
        self.watching.shown(post, new=True)
        self.watching.landed(post, twins)

    def change(self, post: Post, payload: Json) -> None:
        post.payload, post.edits = payload, post.edits + 1
        self.watching.shown(post, new=False)

    def remove(self, post: Post) -> None:
        post.deleted = True
        self.posts[post.place].remove(post)

    def live(self, place: str) -> list[Post]:
        """What stands there, the oldest first."""
        return self.posts[place]

    def history(self, place: str, since: datetime) -> list[Post]:
        """What a look sees of it, the newest first."""
        now, found = self.now(), []
        for post in reversed(self.posts[place]):
            if post.at <= since:
                break
            if post.seen_from <= now:
                found.append(post)
        return found


def text_of(payload: Json) -> str:
    return json.dumps(payload, ensure_ascii=False)
