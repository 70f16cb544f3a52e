"""Where a team's contract is: read, or held to be changed; and its one card in the channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import clauses
from bot.context import Context
from bot.contract import rules
from bot.contract.rules import Stage
from bot.errors import N_, BotError, NotFound
from bot.names import facilitators
from storage.contract import Contract, ContractStore, Version, Wording
from storage.teams import Role, TeamStore


class Newer(BotError):
    message = N_("Kontrakten er ændret siden. Skriv /kontrakt, så ser du den, som den er nu.")


@dataclass(frozen=True, slots=True)
class Standing:
    """`version` is the one that counts, `active` the one that applies; None where there is none."""

    contract: Contract | None
    wordings: tuple[Wording, ...]
    versions: tuple[Version, ...]

    @property
    def stage(self) -> Stage:
        return rules.stage(self.versions)

    @property
    def version(self) -> Version | None:
        place = rules.newest(self.versions)
        return None if place is None else self.versions[place]

    @property
    def active(self) -> Version | None:
        place = rules.active(self.versions)
        return None if place is None else self.versions[place]

    @property
    def latest(self) -> int:
        """The number of the last version that was sent, also one taken back; 0 for none."""
        return self.versions[-1].number if self.versions else 0

    @property
    def draft(self) -> dict[str, str]:
        return rules.draft(((one.clause, one.text) for one in self.wordings), tuple(clauses.ready()))

    @property
    def unsent(self) -> bool:
        """Whether the draft says anything else than the version that counts."""
        version = self.version
        return bool(self.draft) and (version is None or dict(version.clauses) != self.draft)

    @property
    def to_review(self) -> bool:
        """Whether the team has been asked to look at it again, and has not yet."""
        asked = self.contract is not None and self.contract.review_at is not None
        return asked and self.contract is not None and self.contract.reviewed_at is None

    def numbered(self, number: int) -> Version:
        """Raises NotFound."""
        for one in self.versions:
            if one.number == number:
                return one
        raise NotFound

    def before(self, version: Version) -> Version | None:
        """What a version is compared with: the last one before it that somebody has said yes to here."""
        earlier = [one for one in self.versions if one.number < version.number and one.signatures]
        return earlier[-1] if earlier else None

    def changes(self, version: Version) -> tuple[rules.Change, ...]:
        """What is new in it; nothing where there is nothing to compare with."""
        before = self.before(version)
        if before is None or version.on_paper:
            return ()
        return rules.changes(before.clauses, version.clauses)


def load(ctx: Context) -> Standing:
    store = ctx.store(ContractStore)
    team_id = ctx.here.id
    return Standing(store.of_team(team_id), store.wordings(team_id), store.versions(team_id))


def hold(ctx: Context) -> Standing:
    """To change anything of it: locked until the end of the transaction, begun where it had not."""
    ctx.store(ContractStore).held(ctx.here.id)
    return load(ctx)


def held_version(ctx: Context, number: int) -> tuple[Standing, Version]:
    """The version that counts, held. Raises NotFound, or Newer when it is another by now."""
    standing = hold(ctx)
    version = standing.numbered(number)
    if standing.version != version:
        raise Newer
    return standing, version


def signed(ctx: Context, version: Version) -> rules.Count:
    return rules.count((one.person_id for one in ctx.members), version.signers)


def still_ok(ctx: Context, version: Version) -> rules.Count:
    said = (one.person_id for one in version.signatures if one.person_id and one.still_at)
    return rules.count((one.person_id for one in ctx.members), said)


def facilitator_names(ctx: Context) -> str:
    """`Mette`, or "" where the team has none."""
    return facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))


def title_of(ctx: Context, clause: str) -> str:
    """In the reader's language."""
    return clauses.title(clause, ctx.locale.language)


def titles(ctx: Context) -> Mapping[str, str]:
    return {one.id: one.words(ctx.locale.language).title for one in clauses.ready().values()}


# ---- the card in the channel


def card_key(team_id: int, number: int) -> str:
    return f"contract/card/{team_id}/{number}"


def review_key(team_id: int) -> str:
    return f"contract/review/{team_id}"


def refresh(ctx: Context, standing: Standing) -> None:
    """What is shown of it in the channel is out of date."""
    if standing.contract is not None:
        ctx.refresh(card_key(ctx.here.id, standing.contract.card))
        ctx.refresh(review_key(ctx.here.id))


def post_anew(ctx: Context) -> None:
    """People must do something: the card goes where they see it, and the former one goes away."""
    store = ctx.store(ContractStore)
    contract = store.held(ctx.here.id)
    if contract.card:
        ctx.withdraw(card_key(ctx.here.id, contract.card))
    store.change(contract, card=contract.card + 1)
    ctx.post(ctx.here, card_key(ctx.here.id, contract.card + 1))
