"""*Brevet til sidste uge*: a sealed line each, opened together in the last week by those who will share it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bot.calendar import local_to_utc
from bot.context import Context
from bot.contract import rules, timing, views
from bot.errors import N_, BotError, NotFound
from bot.feature import Step
from bot.interactions import Replace, Reply, Response
from bot.names import short_names
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.contract import Contract, ContractStore, Letter
from storage.schedules import Due
from storage.teams import Role, TeamStore

OPEN_FOR = 2  # working days in which everybody chooses
SHOWN_AT = time(12)


class Sealed(BotError):
    message = N_("Brevet er lukket til den sidste uge.")


class TooLate(BotError):
    message = N_("Brevene er åbnet, så nu kan der ikke skrives flere.")


class Shown(BotError):
    message = N_("Det, I har delt, er vist. Dit brev er, som du valgte.")


def asked_key(team_id: int, person_id: int) -> str:
    return f"contract/asked/{team_id}/{person_id}"


def letters_key(team_id: int) -> str:
    return f"contract/letters/{team_id}"


def opening_day(ctx: Context) -> date:
    return ctx.days_off.working_day_from(rules.last_week(ctx.here.course.ends_on))


# ---- writing


def may_write(ctx: Context) -> bool:
    """Until they are opened."""
    contract = ctx.store(ContractStore).of_team(ctx.here.id)
    opened = contract is not None and contract.letters_at is not None
    return ctx.role is Role.member and not opened and ctx.locale.today < opening_day(ctx)


def has_written(ctx: Context) -> bool:
    return _mine(ctx) is not None


def _mine(ctx: Context) -> Letter | None:
    """Not one from before the person's way in was given anew by somebody else."""
    found, since = ctx.store(ContractStore).letters(ctx.here.id), ctx.private_since
    mine = next((one for one in found if one.person_id == ctx.me.id), None)
    return None if mine is None or (since is not None and mine.written_at < since) else mine


def form(ctx: Context) -> Form:
    if not may_write(ctx):
        raise TooLate
    action = ctx.team_action("contract/letter")
    return views.letter_form(ctx.locale, action, opening_day(ctx), again=has_written(ctx))


def write(ctx: Context, values: Values) -> Response:
    if not may_write(ctx):
        raise TooLate
    timing.begin(ctx)
    ctx.store(ContractStore).seal(ctx.here.id, ctx.me.id, str(values["line"]))
    forget = Button(ctx.locale.gettext("Slet brevet"), ctx.team_action("contract/forget"), Style.danger)
    return Reply(views.letter_written(ctx.locale, opening_day(ctx), forget))


def forget(ctx: Context) -> Response:
    """One's own line goes at once, also when it has been shared."""
    ctx.store(ContractStore).forget_letter(ctx.here.id, ctx.me.id)
    ctx.refresh(asked_key(ctx.here.id, ctx.me.id))
    ctx.refresh(letters_key(ctx.here.id))
    return Replace(noted(ctx.locale.gettext("Slettet. Det findes ikke mere.")))


def button(ctx: Context) -> Button | None:
    """The way to one's letter on `/kontrakt`: to write it, and from the last week on to read it."""
    _ = ctx.locale.gettext
    if may_write(ctx):
        again = has_written(ctx)
        label = _("Ret brevet til sidste uge") if again else _("Skriv brevet til sidste uge")
        return Button(label, ctx.team_action("contract/letter"))
    if ctx.role is Role.member and _openable(ctx, ctx.store(ContractStore).of_team(ctx.here.id)):
        return Button(_("Åbn brevet til sidste uge"), ctx.team_action("contract/open"))
    return None


# ---- the last week


def ask(ctx: Context, _due: Due) -> None:
    """Each who wrote is asked in private: share it, or keep it. The text is not in what is sent. Who is not reached finds
    it among their steps, and on `/kontrakt`."""
    store, teams = ctx.store(ContractStore), ctx.store(TeamStore)
    contract = store.of_team(ctx.here.id)
    written = {one.person_id for one in store.letters(ctx.here.id)}
    if contract is None or contract.letters_at is not None or not written:
        return
    store.change(store.held(ctx.here.id), letters_at=ctx.now)
    shown_at = _shown_at(ctx)
    for member in ctx.members:
        person = teams.person(member.person_id)
        if person is not None and person.id in written:
            ctx.post(person, asked_key(ctx.here.id, person.id), expires=shown_at)
    ctx.schedule("contract/reveal", shown_at, ctx.here.id)


def _shown_at(ctx: Context) -> datetime:
    """At the latest on the course's last day: after it nothing is shown to anybody."""
    return local_to_utc(shown_on(ctx, ctx.now.astimezone(ctx.zone).date()), SHOWN_AT, ctx.zone)


def shown_on(ctx: Context, asked_on: date) -> date:
    """When the letters of which everybody was asked on that day are shown."""
    day = asked_on
    for _ in range(OPEN_FOR):
        day = ctx.days_off.next_working_day(day)
    return min(day, max(ctx.here.course.ends_on, asked_on))


def _openable(ctx: Context, contract: Contract | None) -> Letter | None:
    """One's own, from the last week on."""
    return _mine(ctx) if contract is not None and contract.letters_at is not None else None


def steps(ctx: Context, contract: Contract | None) -> Iterable[Step]:
    """Until they have chosen; when the others' have been shown it is theirs to read, and no hurry."""
    letter = _openable(ctx, contract)
    if letter is None or contract is None or letter.answer != "waiting":
        return
    _, shown = ctx.locale.gettext, contract.shown_at is not None
    read = Button(_("Åbn brevet"), ctx.team_action("contract/open"))
    yield Step(75 if shown else 24, views.letter_step(ctx.locale, shown=shown), read)


def asked_card(ctx: Context, team_id: int, person_id: int) -> Card | None:
    """Gone when the person has chosen, or the letters are shown."""
    contract = ctx.store(ContractStore).of_team(ctx.here.id)
    if team_id != ctx.here.id or contract is None or contract.shown_at is not None:
        return None
    found = ctx.store(ContractStore).letters(ctx.here.id)
    letter = next((one for one in found if one.person_id == person_id), None)
    person = ctx.store(TeamStore).person(person_id)
    if letter is None or person is None or letter.answer != "waiting":
        return None
    read = Button(ctx.locale.gettext("Åbn brevet"), ctx.team_action("contract/open"), Style.primary)
    return views.letter_asked(ctx.locale, person.first_name, letter.written_at, read)


def open_mine(ctx: Context) -> Response:
    """One's own words, read by nobody else."""
    contract, letter = ctx.store(ContractStore).of_team(ctx.here.id), _mine(ctx)
    if contract is None or letter is None:
        raise NotFound
    if contract.letters_at is None:
        raise Sealed
    text = ctx.store(ContractStore).letter_text(ctx.here.id, ctx.me.id)
    _ = ctx.locale.gettext
    buttons = [Button(_("Slet brevet"), ctx.team_action("contract/forget"), Style.danger)]
    if contract.shown_at is None:
        buttons[:0] = [
            Button(_("Del med teamet"), ctx.team_action("contract/choose", "shared"), Style.primary),
            Button(_("Behold for mig selv"), ctx.team_action("contract/choose", "kept")),
        ]
    shared = contract.shown_at is not None and letter.answer == "shared"
    return Reply(views.own_letter(ctx.locale, text, tuple(buttons), shared=shared))


def choose(ctx: Context, answer: str) -> Response:
    """`shared` or `kept`, until they are shown: when everybody has chosen, or on the third day."""
    if answer not in ("shared", "kept"):
        raise NotFound
    store = ctx.store(ContractStore)
    contract = store.held(ctx.here.id)
    if _mine(ctx) is None:
        raise NotFound
    if contract.letters_at is None:
        raise Sealed
    if contract.shown_at is not None:
        raise Shown
    store.answer_letter(ctx.here.id, ctx.me.id, answer)
    ctx.refresh(asked_key(ctx.here.id, ctx.me.id))
    present = {one.person_id for one in ctx.members}
    left = [one for one in store.letters(ctx.here.id) if one.answer == "waiting" and one.person_id in present]
    if not left:
        reveal(ctx)
    _ = ctx.locale.gettext
    text = _("Tak. Den vises sammen med det, de andre deler.") if answer == "shared" else _("Den er kun din.")
    return Replace(noted(text))


def on_due(ctx: Context, _due: Due) -> None:
    reveal(ctx)


def reveal(ctx: Context) -> None:
    """What was shared appears together; where nobody shared nothing is said."""
    store = ctx.store(ContractStore)
    contract = store.held(ctx.here.id)
    if contract.shown_at is not None:
        return
    store.change(contract, shown_at=ctx.now)
    ctx.unschedule("contract/reveal", ctx.here.id)
    for one in store.letters(ctx.here.id):
        ctx.refresh(asked_key(ctx.here.id, one.person_id))
    if any(one.answer == "shared" for one in store.letters(ctx.here.id)):
        ctx.post(ctx.here, letters_key(ctx.here.id), expires=ctx.now + timedelta(days=3))


def card(ctx: Context, team_id: int) -> Card | None:
    contract = ctx.store(ContractStore).of_team(ctx.here.id)
    if team_id != ctx.here.id or contract is None or contract.shown_at is None:
        return None
    store = ctx.store(ContractStore)
    called = short_names(ctx.store(TeamStore).members(ctx.here.id, left=True))
    rows = [
        (called.get(one.person_id, ""), store.letter_text(ctx.here.id, one.person_id))
        for one in store.letters(ctx.here.id)
        if one.answer == "shared"
    ]
    return views.letters_card(ctx.locale, sorted(rows)) if rows else None
