"""One claim, one attempt: what has perhaps arrived already is looked up, never guessed.

The order of things is that of docs/reliability.md: a repeat that the platform itself drops, then two looks
into its history, and only then the message once more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import card_json
from bot.delivery.outcome import Found, Gone, Later, Outcome, Over, Sent
from bot.interactions import Address
from bot.ports import CannotLook, Messenger, RateLimited, Refused, Uncertain, Unreachable
from storage.outbox import Claim

LOOK_AFTER = timedelta(seconds=60)  # a request may land after its connection broke
LOOK_AGAIN = timedelta(seconds=30)  # a history may show a message late: absent twice is absent
LOOK_SINCE = timedelta(seconds=60)  # the platform's clock and ours may differ
REPEAT_AFTER = timedelta(seconds=5)
MOST_ATTEMPTS = 8
LONGEST_WAIT = timedelta(minutes=15)  # between two looks
# After it expired, of which Samspil may be down for one day; then its fate stays unknown.
LOOKED_FOR = timedelta(days=2)


async def attempt(messenger: Messenger, claim: Claim, clock: Callable[[], datetime]) -> Outcome:
    """Send, change, remove or look up what was claimed. Raises nothing a platform causes."""
    to = Address(claim.platform, claim.value)
    if claim.ref:
        return await _change(messenger, to, claim, clock)
    if not claim.uncertain:
        return await _send(messenger, to, claim, clock)
    if _may_repeat(messenger, claim, clock()):
        return _while_in_doubt(await _send(messenger, to, claim, clock))
    return await _look(messenger, to, claim, clock) or await _send(messenger, to, claim, clock)


def again(claim: Claim, error: str, now: datetime) -> Outcome:
    """After a defect or a broken edit: later and later. A first send may have arrived before it broke."""
    if claim.attempts >= MOST_ATTEMPTS:
        return Over("failed" if claim.ref else "unknown", error)
    wait = timedelta(seconds=min(2**claim.attempts, 300))
    return Later(now + (wait if claim.ref else LOOK_AFTER), error, uncertain=True)


async def _send(messenger: Messenger, to: Address, claim: Claim, clock: Callable[[], datetime]) -> Outcome:
    if claim.card is None:
        return Gone()
    if clock() > claim.expires_at:
        return Over("expired", "too late")
    try:
        return Sent(await messenger.send(to, card_json.loads(claim.card), key=claim.key))
    except RateLimited as error:
        return Later(clock() + timedelta(seconds=error.retry_after), "rate limited")
    except (Unreachable, Refused) as error:
        return _refused(error)
    except Uncertain:
        wait = REPEAT_AFTER if messenger.repeats_for else LOOK_AFTER
        return Later(clock() + wait, "uncertain", uncertain=True)


def _may_repeat(messenger: Messenger, claim: Claim, now: datetime) -> bool:
    """The platform surely still knows the first attempt's key, and gives back what is there."""
    wanted = claim.card is not None and now <= claim.expires_at
    return wanted and claim.attempt_at is not None and now < claim.attempt_at + messenger.repeats_for


def _while_in_doubt(outcome: Outcome) -> Outcome:
    """A refusal of the repeat says nothing of the attempt before it; and what the platform gives back is what it
    took then, perhaps an older version."""
    match outcome:
        case Sent(ref):
            return Found(ref)
        case Later(at, error, _):
            return Later(at, error, uncertain=True)
        case Over(_, error, unreachable):
            return Over("unknown", error, unreachable)
        case _:
            return outcome


async def _look(
    messenger: Messenger, to: Address, claim: Claim, clock: Callable[[], datetime]
) -> Outcome | None:
    """Did an earlier attempt arrive? None: certainly not."""
    try:
        ref = await messenger.find(to, claim.key, (claim.attempt_at or clock()) - LOOK_SINCE)
    except CannotLook:
        return Over("unknown", "the platform does not show whether it arrived")
    except (Unreachable, Refused) as error:
        return Over("unknown", str(error), unreachable=isinstance(error, Unreachable))
    except RateLimited as error:
        return _look_later(claim, clock(), timedelta(seconds=error.retry_after))
    except Uncertain:
        return _look_later(claim, clock())
    if ref is not None:
        return Found(ref)
    if not claim.absent:
        return Later(clock() + LOOK_AGAIN, "not there", uncertain=True, absent=True)
    return None


def _look_later(claim: Claim, now: datetime, at_least: timedelta = timedelta()) -> Outcome:
    """In half a minute, and after many attempts up to a quarter of an hour; not for ever."""
    if now > claim.expires_at + LOOKED_FOR:
        return Over("unknown", "the platform has let nobody look for too long")
    wait = max(at_least, min(LOOK_AGAIN * max(1, claim.attempts // 3), LONGEST_WAIT))
    return Later(now + wait, "looking", uncertain=True, absent=claim.absent)


async def _change(messenger: Messenger, to: Address, claim: Claim, clock: Callable[[], datetime]) -> Outcome:
    """Another card in the message, or none. May be repeated, so it is never looked up."""
    try:
        if claim.card is None:
            await messenger.delete(to, claim.ref)
            return Gone()
        ref = await messenger.edit(to, claim.ref, card_json.loads(claim.card))
        # An edit of unknown fate may land after this one: then this one is made once more.
        return Sent(ref, again_at=clock() + LOOK_AFTER if claim.uncertain else None)
    except RateLimited as error:
        return Later(clock() + timedelta(seconds=error.retry_after), "rate limited")
    except (Unreachable, Refused) as error:
        return _refused(error)
    except Uncertain:
        return again(claim, "uncertain", clock())


def _refused(error: Unreachable | Refused) -> Over:
    unreachable = isinstance(error, Unreachable)
    return Over("failed", f"{'unreachable' if unreachable else 'refused'}: {error}", unreachable)
