"""Bot: one interaction → its handler, inside one transaction; one due row → its job, likewise."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from bot import boundary, core_views, forms, notice, presence, which_team
from bot.context import Context
from bot.delivery.marks import leave_word
from bot.drawing import Drawing, Drawn
from bot.errors import BotError, NotAllowed, NotFound, Outdated, Rejected
from bot.events import PartnerContact
from bot.feature import GUESTS, FormRoute, PressRoute
from bot.i18n import Locale
from bot.interactions import (
    Ask,
    Command,
    Home,
    Interaction,
    Joined,
    Left,
    Nothing,
    Press,
    Reject,
    Reply,
    Response,
    Sender,
    Submit,
)
from bot.registry import Features, converted
from bot.settings import Settings
from bot.ui import Action, Values
from bot.whereabouts import Acted, Whereabouts, inner
from storage.database import Database, Transaction
from storage.inbox import DraftStore, first_time
from storage.outbox import OutboxStore, Stale
from storage.schedules import Due, DueQueue
from storage.teams import Directory, Role, TeamStore

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Bot:
    """`clock` gives the moment in UTC; every decision takes its time from it."""

    def __init__(
        self, database: Database, features: Features, settings: Settings, clock: Clock = utc_now
    ) -> None:
        self.database = database
        self.features = features
        self.settings = settings
        self.clock = clock

    # ---- people

    def handle(self, interaction: Interaction) -> Response:
        """What the person gets back. Call it in a database thread. Repeats of a delivery do nothing."""
        now = self.clock()
        interaction = boundary.storable(interaction)
        try:
            received = boundary.received(interaction)
            return self.database.retrying(lambda tx: self._handle(tx, received, now))
        except Rejected as rejected:
            assert isinstance(interaction, Submit)
            try:
                return self._after_rejection(interaction, rejected, now)
            except BotError as error:
                return self._after_error(interaction, error, now)
        except BotError as error:
            return self._after_error(interaction, error, now)
        except Exception:
            log.exception("interaction failed", extra={"action": _name(interaction)})
            return self._after_error(interaction, BotError(), now)

    def _handle(self, tx: Transaction, interaction: Interaction, now: datetime) -> Response:
        platform = _platform(interaction)
        if not first_time(tx, platform, interaction.delivery_id, now):
            return Nothing()
        if isinstance(interaction, Joined | Left):
            return self._place_changed(tx, interaction, now)
        if interaction.sender.bot or interaction.sender.external:
            return Nothing()
        ctx = self._where.context(tx, interaction, now)
        presence.note(ctx)
        match interaction:
            case Command():
                response = self._command(ctx, interaction.name, interaction.text)
            case Press():
                response = self._press(ctx, interaction.action, interaction.value)
            case Submit():
                response = self._submit(ctx, interaction)
            case Home():
                response = self.features.front_page(ctx) or self._command(ctx, "samspil", "hjaelp")
            case _:
                assert_never(interaction)
        return notice.shown_once(ctx, response)

    def _place_changed(self, tx: Transaction, change: Joined | Left, now: datetime) -> Response:
        """The bot came into a place or was put out of it: what waits there goes on, or waits. What stands there is put
        right also for a team whose course is over: names may have been erased meanwhile."""
        team = Directory(tx, now).team_at(change.place.platform, change.place.value)
        if team is not None:
            store = TeamStore(tx, team.tenant_id, now)
            reachable = isinstance(change, Joined)
            if store.mark_place(change.place.platform, change.place.value, reachable=reachable):
                leave_word(tx, team.tenant_id, team.id, now)
            if reachable:
                OutboxStore(tx, team.tenant_id, now).revive(change.place.platform, change.place.value)
        if isinstance(change, Joined):
            for tenant_id in Directory(tx, now).ever_at(change.place.platform, change.place.value):
                OutboxStore(tx, tenant_id, now).mend(change.place.platform, change.place.value)
        return Nothing()

    # ---- who, where, and may they

    @property
    def _where(self) -> Whereabouts:
        return Whereabouts(self.features, self.settings)

    def locale_of(self, interaction: Acted) -> Locale:
        """How to say to whoever acted what a door itself has to say. Call it in a database thread."""
        storable = boundary.storable(interaction)
        assert not isinstance(storable, Joined | Left)
        with self.database.transaction() as tx:
            return self._where.locale(tx, storable, self.clock())

    def _may(self, ctx: Context, allow: frozenset[Role] | None, in_team: bool) -> Response | None:
        """None when they may; otherwise what to say instead. Raises NotAllowed."""
        if allow is None:
            return None
        if ctx.person is None:
            return self.features.on_stranger(ctx)
        if in_team and ctx.role is None:
            raise NotFound
        if in_team and ctx.role not in allow:
            raise NotAllowed
        return None

    # ---- the three kinds of interaction

    def _command(self, ctx: Context, name: str, text: str) -> Response:
        words = text.split(maxsplit=1)
        if name == "samspil":
            name, text = (words[0].casefold() if words else "hjaelp"), (words[1] if len(words) > 1 else "")
        command = self.features.command(name)
        if command is None:
            return Reply(core_views.unknown_command(ctx, name))
        if command.in_team and ctx.team is None and ctx.person is not None:
            return which_team.ask(ctx, command, text)
        return self._may(ctx, command.allow, command.in_team) or command.handler(ctx, text)

    def _press(self, ctx: Context, action: Action, value: str) -> Response:
        page = 0
        if action.route == "core/form":
            page, action = int(action.args[0]), inner(action)
        if action.route == "core/run":
            if len(action.args) < 2:
                raise Outdated
            _team, name, *text = (*action.args, "")
            return self._command(ctx, name, text[0])
        form = self.features.forms.get(action.route)
        if form is not None:
            args = action.args[1:] if form.in_team else action.args
            denied = self._may(ctx, form.allow, form.in_team)
            return denied or self._ask(ctx, action.route, args, page)
        press = self.features.presses[action.route]
        args = (action.args[1:] if press.in_team else action.args) + ((value,) if value else ())
        denied = self._may(ctx, press.allow, press.in_team)
        if denied is not None:
            return denied
        return _heard(ctx, press, press.handler(ctx, *converted(press.handler, 1, args)))

    def _ask(self, ctx: Context, route: str, args: tuple[str, ...], page: int) -> Ask:
        asked = ctx.ask(route, *args)
        return replace(asked, page=min(page, len(asked.form.pages) - 1))

    def _submit(self, ctx: Context, submit: Submit) -> Response:
        route = self.features.forms.get(submit.action.route)
        if route is None:
            raise Outdated
        denied = self._may(ctx, route.allow, route.in_team)
        if denied is not None:
            return denied
        args = submit.action.args[1:] if route.in_team else submit.action.args
        form = route.build(ctx, *converted(route.build, 1, args))
        values = {**ctx.draft(submit.action), **submit.values} if submit.page else dict(submit.values)
        if submit.page is not None and submit.page < len(form.pages) - 1:
            good = forms.checked(form, values, ctx.locale, submit.page)
            ctx.store(DraftStore).save(ctx.me.id, submit.action.encode(), {**values, **good})
            return Reply(forms.next_page_card(form, submit.page + 1, ctx.locale))
        good = forms.checked(form, values, ctx.locale)
        response = route.submit(ctx, good, *converted(route.submit, 2, args))
        if ctx.person is not None:
            ctx.store(DraftStore).forget(ctx.person.id, submit.action.encode())
        return _heard(ctx, route, response)

    # ---- what went wrong, in a transaction of its own after the rollback

    def _after_rejection(self, submit: Submit, rejected: Rejected, now: datetime) -> Response:
        with self.database.transaction() as tx:
            ctx = self._where.context(tx, submit, now)
            values = {**ctx.draft(submit.action), **submit.values}
            self._keep(ctx, submit.action, forms.kept(values, rejected.forget))
            route = self.features.forms[submit.action.route]
            args = submit.action.args[1:] if route.in_team else submit.action.args
            form = route.build(ctx, *converted(route.build, 1, args))
            card = forms.refusal_card(form, values, rejected, ctx.locale)
            return Reject(forms.with_errors(form, values, rejected), card)

    def _after_error(self, interaction: Interaction, error: BotError, now: datetime) -> Response:
        if isinstance(interaction, Joined | Left):
            return Nothing()
        values: Values = interaction.values if isinstance(interaction, Submit) else {}
        locale = Locale(self.settings.language, self.settings.zone, now)
        try:
            with self.database.transaction() as tx:
                locale = self._where.general_locale(tx, interaction.sender, now)
                ctx = self._where.context(tx, interaction, now)
                locale = ctx.locale
                if isinstance(interaction, Submit):
                    values = {**ctx.draft(interaction.action), **values}  # with the pages before this one
                    self._keep(ctx, interaction.action, forms.kept(values, frozenset()))
        except BotError:
            pass  # not in this team, or an old button: there is nothing to keep
        except Exception:
            log.exception("could not keep a draft", extra={"action": "draft.lost"})
        return Reply(core_views.problem(locale, error, values))

    def _keep(self, ctx: Context, action: Action, values: Values) -> None:
        if ctx.person is not None and values:
            ctx.store(DraftStore).save(ctx.person.id, action.encode(), values)

    # ---- the clock

    def run_due(self) -> bool:
        """Do the oldest due work, in one transaction. False when nothing is due now."""
        now = self.clock()
        due: Due | None = None
        try:
            with self.database.transaction() as tx:
                queue = DueQueue(tx, now)
                due = queue.take()
                if due is None:
                    return False
                queue.finish(due, self.features.jobs[due.kind](self.clock_context(tx, due, now), due))
                return True
        except Exception:
            log.exception("due work failed", extra={"action": due.kind if due else "due"})
            if due is None:
                raise
        with self.database.transaction() as tx:
            DueQueue(tx, now).failed(due)
        return True

    def draw(self, tx: Transaction, stale: Sequence[Stale]) -> Drawn:
        """These cards as they are now."""
        return Drawing(self.features, self.settings).draw(tx, stale, self.clock())

    def draw_at(self, tx: Transaction, tenant_id: int, platform: str, values: tuple[str, ...]) -> None:
        """Bring the cards on show at these addresses up to date: somebody is about to look."""
        outbox = OutboxStore(tx, tenant_id, self.clock())
        stale = outbox.stale_in(platform, values)
        drawn = self.draw(tx, stale)
        for one in stale:
            outbox.drawn(one, drawn[one.id])

    def clock_context(self, tx: Transaction, due: Due, now: datetime) -> Context:
        course = due.team.course if due.team else None
        language = course.language if course else self.settings.language
        locale = Locale(language, ZoneInfo(course.zone) if course else self.settings.zone, now)
        return Context(
            tx, self.features, self.settings, now, locale, due.tenant_id, team=due.team, by_clock=True
        )


def _heard(ctx: Context, route: PressRoute | FormRoute, response: Response) -> Response:
    """Whatever a guest does in a team is contact with them."""
    if route.in_team and ctx.team is not None and ctx.role in GUESTS:
        ctx.announce(PartnerContact(ctx.team.id, ctx.now))
    return response


def _platform(interaction: Interaction) -> str:
    if isinstance(interaction, Joined | Left):
        return interaction.place.platform
    return interaction.sender.account.platform


def _name(interaction: Interaction) -> str:
    """A stable name for logs: a route or a command, never people's text."""
    match interaction:
        case Command(name=name):
            return f"command.{name}"
        case Press(action=action) | Submit(action=action):
            return action.route
        case _:
            return type(interaction).__name__.lower()


__all__ = ["Bot", "Clock", "Sender", "utc_now"]
