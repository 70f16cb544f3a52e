"""Posts: never twice, never early, never late, and never forgotten without a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from adapters.discord.render import draw
from adapters.slack import render as slack_render
from bot import card_json
from bot.interactions import Address
from bot.ui import File, Picture
from tests.simulation.book import Wanted, moment_of
from tests.simulation.mischief import place_of
from tests.simulation.places import Post

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

UNDER_WAY = timedelta(minutes=3)  # a request that was begun in time may land so late
ENOUGH = 900.0  # seconds without any trouble in which a post arrives


class PostChecks:
    def __init__(self, sim: Simulation) -> None:
        self.sim, self.book = sim, sim.book

    # ---- as they land

    def landed(self, post: Post, twins: list[Post]) -> None:
        wanted = self.wanted_of(post)
        if wanted is None:
            self.book.broken(f"nobody wanted {post}")
        self.book.seen.add(wanted.id)
        if twins and wanted.id not in self.book.again:
            self.book.broken(f"twice: {wanted} stands there since {twins[0].at}")
        if post.at + max(self.book.skew, wanted.skew) < wanted.due_at:
            self.book.broken(f"early: {wanted} at {post.at}")
        if (
            wanted.id not in self.book.again
            and post.at + min(self.book.least_skew, wanted.least_skew) > wanted.expires_at + UNDER_WAY
        ):
            self.book.broken(f"after it had expired: {wanted} at {post.at}")

    def wanted_of(self, post: Post) -> Wanted | None:
        for again in (False, True):
            found = self.book.by_mark.get((post.platform, post.mark), [])
            for one in reversed(found):
                if place_of(Address(one.platform, one.value)) == post.place:
                    return one
            if not again:
                self.book.look_at_all(post.platform)
        return None

    # ---- at the end

    def at_end(self) -> None:
        """Every row is at rest, and what it says is what the platforms show."""
        rows = self.book.rows("SELECT * FROM outbox ORDER BY id")
        shown: set[tuple[str, str, str]] = set()
        for row in rows:
            if row.next_at is not None and row.team_id is not None:
                self.book.broken(f"not at rest: {row}")
            place = place_of(Address(row.platform, row.value))
            if row.ref and row.platform != "web":
                shown.add(
                    (row.platform, place, row.ref.split("/")[1] if row.platform == "slack" else row.ref)
                )
            self._row(row, place)
        self._orphans(shown)

    def _row(self, row: Any, place: str) -> None:
        match row.state:
            case "sent":
                self._is_shown(row, place)
            case "unknown":
                self._excused(row, place, "unknown", must_be_blind=True)
            case "failed":
                self._excused(row, place, "failed", must_be_blind=False)
            case "expired":
                self._expired(row, place)
            case _:
                self.book.broken(f"in state {row.state} at the end: {row}")

    def _is_shown(self, row: Any, place: str) -> None:
        if row.platform == "web" or row.card is None:
            return
        side = self.sim.slack if row.platform == "slack" else self.sim.discord
        ref = row.ref.split("/")[1] if row.platform == "slack" else row.ref
        post = side.places.by_ref.get((place, ref))
        if post is None or post.deleted:
            self.book.broken(f"not there: {row}")
        if row.stale and not self._unmended(row, place):
            self.book.broken(f"changed, and never shown so: {row}")
        card = card_json.loads(row.card)
        if any(isinstance(block, Picture | File) for block in card.blocks):
            return
        if row.platform == "slack":
            same = slack_render.message(card) == post.payload
        else:
            drawn = draw(card).components
            same = [one | {"id": 0} for one in drawn] == [
                one | {"id": 0} for one in post.payload["components"]
            ]
        if not same and not self._unmended(row, place):
            self.book.broken(f"shows something else: {row}\n{post.payload}")

    def _unmended(self, row: Any, place: str) -> bool:
        """The change was given up while the place was gone, and nobody has told us since that it is back."""
        return bool(row.error) and f"{row.platform}/{place}" in self.sim.mischief.untold

    def _excused(self, row: Any, place: str, state: str, *, must_be_blind: bool) -> None:
        side = self.sim.slack if row.platform == "slack" else self.sim.discord
        lost = self.sim.trouble.ever(f"{row.platform}/{place}")
        if not (lost or (must_be_blind and place in side.places.blind)):
            self.book.broken(f"{state} without a reason: {row}")

    def _expired(self, row: Any, place: str) -> None:
        due, expires = moment_of(row.due_at), moment_of(row.expires_at)
        if self.sim.trouble.any_in(expires - timedelta(days=4), expires, "skew"):
            return
        names = ("down", "spell", f"{row.platform}/{place}")
        made = self.book.wanted[row.id].made_at if row.id in self.book.wanted else due
        begins = self.book.again.get(row.id, max(due, made))
        good = self.sim.trouble.good_seconds(begins, expires, *names)
        if good > ENOUGH:
            self.book.broken(f"expired though {good:.0f} s were good: {row}")
        side = self.sim.slack if row.platform == "slack" else self.sim.discord
        found = [self.wanted_of(post) for post in side.places.live(place)]
        if any(one is not None and one.id == row.id for one in found):
            self.book.broken(f"expired, and yet there: {row}")

    def _orphans(self, shown: set[tuple[str, str, str]]) -> None:
        """Every message of which there is a row is that row's, or the row says that its fate is not known. When a course
        has ended, what was private is forgotten, and its messages stay with who got them."""
        rows = {row.id: row.state for row in self.book.rows("SELECT id, state FROM outbox")}
        ended = "SELECT t.id FROM team t JOIN course c ON c.id = t.course_id WHERE c.closed_at IS NOT NULL"
        closed = {row.id for row in self.book.rows(ended)}
        for side in (self.sim.slack, self.sim.discord):
            for posts in side.places.posts.values():
                for post in posts:
                    wanted = self.wanted_of(post)
                    if wanted is None or wanted.id in self.book.again or rows.get(wanted.id) == "unknown":
                        continue
                    if (post.platform, post.place, post.ref) in shown:
                        continue
                    if wanted.person is not None and wanted.team in closed:
                        continue
                    self.book.broken(f"a message that is nobody's any more: {post} for {wanted}")
