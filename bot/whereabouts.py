"""Who acts, where, and how they are spoken to: read from the database, never from what a payload claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import elsewhere
from bot.context import Context
from bot.errors import BotError, NotFound, Outdated
from bot.i18n import Locale
from bot.interactions import Command, Home, Press, Sender, Submit
from bot.registry import MAX_DIGITS, Features
from bot.settings import Settings
from bot.ui import Action
from storage.database import Transaction
from storage.teams import Belonging, Directory, Identity, Team, TeamStore

Acted = Command | Press | Submit | Home
MOST_WANTED = 20  # letters of a command's name


@dataclass(frozen=True, slots=True)
class Whereabouts:
    features: Features
    settings: Settings

    def context(self, tx: Transaction, interaction: Acted, now: datetime) -> Context:
        """The team comes from the place for commands, and from the action's first argument for presses and
        submits. Raises NotFound where they have no business, Outdated for a button no release knows."""
        sender = interaction.sender
        identities = _identities(tx, sender, now)
        _within_reach(tx, sender, identities, now)
        ctx = Context(
            tx,
            self.features,
            self.settings,
            now,
            self._general(sender, identities, now),
            sender=sender,
            place=None if isinstance(interaction, Home) else interaction.place,
            wanted=_wanted(interaction),
        )
        if isinstance(interaction, Command | Home):
            return self._at_place(ctx, identities)
        return self._at_team(ctx, identities, interaction.action)

    def locale(self, tx: Transaction, interaction: Acted, now: datetime) -> Locale:
        """How to speak to whoever acted, also where they have no business."""
        try:
            return self.context(tx, interaction, now).locale
        except BotError:
            return self.general_locale(tx, interaction.sender, now)

    def general_locale(self, tx: Transaction, sender: Sender, now: datetime) -> Locale:
        """The same before it is known where they act."""
        return self._general(sender, _identities(tx, sender, now), now)

    def _general(self, sender: Sender, identities: tuple[Identity, ...], now: datetime) -> Locale:
        """The person's own language, else their courses', else what the platform says of them."""
        courses = [belonging.team.course for one in identities for belonging in one.teams]
        languages = [
            *(one.person.language for one in identities),
            *(course.language for course in courses),
            "en" if sender.locale.startswith("en") else "",
        ]
        zone = ZoneInfo(courses[0].zone) if courses else self.settings.zone
        return Locale(next(filter(None, languages), self.settings.language), zone, now)

    def _at_place(self, ctx: Context, identities: tuple[Identity, ...]) -> Context:
        place = ctx.place
        team = ctx.directory.team_at(place.platform, place.value) if place else None
        if team is not None:
            known = next((one for one in identities if one.tenant_id == team.tenant_id), None)
            return _as(ctx, known, team)
        identity = identities[0] if identities else None
        teams = [belonging.team for one in identities for belonging in one.teams]
        if len(teams) == 1:
            identity = next(one for one in identities if one.teams)
        return _as(ctx, identity, teams[0] if len(teams) == 1 and place is None else None)

    def _at_team(self, ctx: Context, identities: tuple[Identity, ...], action: Action) -> Context:
        action = inner(action)
        if not self._in_team(action):
            return self._at_place(ctx, identities)
        team_id = action.args[0] if action.args else ""
        if not team_id.isdecimal() or len(team_id) > MAX_DIGITS:
            raise Outdated
        for identity in identities:
            for belonging in identity.teams:
                if belonging.team.id == int(team_id):
                    return _as(ctx, identity, belonging.team)
        # Not one of theirs. A button on a card in a team's own place may be pressed by somebody who is
        # not known yet (*Det er mig* follows); everybody else learns nothing.
        here = ctx.directory.team_at(ctx.place.platform, ctx.place.value) if ctx.place else None
        if here is None or here.id != int(team_id):
            raise NotFound
        known = next((one for one in identities if one.tenant_id == here.tenant_id), None)
        return _as(ctx, known, here)

    def _in_team(self, action: Action) -> bool:
        """Whether the action's first argument is a team."""
        if action.route == "core/run":
            return len(action.args) > 1 and action.args[0] != "-"
        route = self.features.presses.get(action.route) or self.features.forms.get(action.route)
        if route is None:
            raise Outdated
        return route.in_team


def belongings(ctx: Context) -> tuple[Belonging, ...]:
    """Every open team of whoever acts, over all organisations that know the account."""
    assert ctx.sender is not None
    return tuple(belonging for one in _identities(ctx.tx, ctx.sender, ctx.now) for belonging in one.teams)


def everywhere(ctx: Context) -> list[Context]:
    """The context as it would be in each open team of whoever acts, in the reader's own language."""
    if ctx.sender is None:
        return []
    found = _identities(ctx.tx, ctx.sender, ctx.now)
    return [_as(ctx, one, belonging.team) for one in found for belonging in one.teams]


def inner(action: Action) -> Action:
    """What a core action is about: the form that `core/form` opens. Raises Outdated."""
    if action.route != "core/form":
        return action
    if len(action.args) < 3 or not action.args[0].isdecimal():
        raise Outdated
    return Action(f"{action.args[1]}/{action.args[2]}", action.args[3:])


def _identities(tx: Transaction, sender: Sender, now: datetime) -> tuple[Identity, ...]:
    return Directory(tx, now).identities(sender.account.platform, sender.account.value)


def _within_reach(tx: Transaction, sender: Sender, identities: tuple[Identity, ...], now: datetime) -> None:
    """They are there after all: the next private post tries this door again."""
    for identity in identities:
        if not identity.reachable:
            teams = TeamStore(tx, identity.tenant_id, now)
            teams.mark_account(sender.account.platform, sender.account.value, reachable=True)


def _as(ctx: Context, identity: Identity | None, team: Team | None) -> Context:
    tenant_id = team.tenant_id if team else (identity.tenant_id if identity else 0)
    here = _belonging(identity.teams, team) if identity and team else None
    person = identity.person if identity else None
    language = (person.language if person else "") or (team.course.language if team else "")
    zone = elsewhere.seen_by(person, team.course.zone) if team else ctx.locale.zone
    locale = Locale(language or ctx.locale.language, zone, ctx.now)
    sender = ctx.sender.private_from(identity.private_since) if ctx.sender and identity else ctx.sender
    return replace(
        ctx,
        tenant_id=tenant_id,
        person=person,
        team=team,
        role=here.role if here else None,
        last_here=here.last_here if here else None,
        locale=locale,
        sender=sender,
    )


def _belonging(teams: tuple[Belonging, ...], team: Team) -> Belonging | None:
    return next((one for one in teams if one.team.id == team.id), None)


def _wanted(interaction: Acted) -> Action | None:
    """What the person was about to do, without the text they wrote."""
    match interaction:
        case Press(action=action):
            return action
        case Command(name=name, text=text):
            word = text.split()[0].casefold() if name == "samspil" and text.strip() else name
            known = word.isalpha() and len(word) <= MOST_WANTED and word != "samspil"
            return Action.to("core/run", "-", word if known else "hjaelp")
        case Submit() | Home():
            return None
