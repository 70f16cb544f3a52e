"""`/kontrakt`, and a version to read or print."""

from __future__ import annotations

from bot import waiting, weblinks
from bot.clauses import ordered
from bot.context import Context
from bot.contract import drafting, letters, rules, standing, timing, views
from bot.contract.rules import Stage, State
from bot.contract.standing import Standing, load
from bot.errors import NotFound
from bot.interactions import Replace, Reply, Response
from bot.ui import Action, Button, Card, Style
from bot.wording import noted
from storage.contract import Version
from storage.teams import Role, Team, TeamStore

ROOM, MOST = 2800, 8  # letters and points of a page to read


def command(ctx: Context, _text: str) -> Response:
    """Where there is something to write, the draft; else where the contract is."""
    now = load(ctx)
    if ctx.role is Role.member and now.stage in (Stage.draft, Stage.returned) and now.active is None:
        return Reply(drafting.card(ctx, now))
    return Reply(home(ctx, now))


def show(ctx: Context) -> Response:
    return Replace(home(ctx, load(ctx)))


def home(ctx: Context, now: Standing) -> Card:
    """Where the contract is, and what this person can do about it."""
    return views.home(ctx.locale, status(ctx, now), _buttons(ctx, now), _picks(ctx, now))


def status(ctx: Context, now: Standing) -> views.Status:
    version, active = now.version, now.active
    names = standing.facilitator_names(ctx)
    return views.Status(
        stage=now.stage,
        points=len(now.draft),
        number=version.number if version else 0,
        changed=version is not None and bool(now.changes(version)),
        signed=standing.signed(ctx, version) if version else rules.Count(0, len(ctx.members)),
        on_paper=version.on_paper if version else False,
        comment=version.comment if version else "",
        facilitator=names,
        turn_to=_turn_to(ctx, version),
        approved_on=ctx.locale.local(active.decided_at).date() if active and active.decided_at else None,
        by_facilitator=active is not None and active.decided_by is not None,
        review=timing.review_week(ctx),
        applies=active.number if active and version and active.id != version.id else 0,
    )


def _turn_to(ctx: Context, version: Version | None) -> str:
    """Who to turn to when nobody has answered for days, as a sentence; "" otherwise."""
    asked_at = version.asked_at if version and version.state == State.waiting else None
    return waiting.turn_to(ctx) if asked_at and waiting.long(ctx, asked_at) else ""


def _buttons(ctx: Context, now: Standing) -> list[tuple[Button, ...]]:
    _ = ctx.locale.gettext
    rows = [tuple(_of_version(ctx, now))]
    if ctx.role is not Role.member:
        if now.draft and now.unsent:
            rows.append((Button(_("Se udkastet"), ctx.team_action("contract/draft", 0)),))
        return rows
    more = [Button(_("Ret et punkt"), ctx.team_action("contract/draft", 0))]
    if now.unsent:
        more.append(drafting.send_button(ctx))
    if now.version and now.version.pending:
        more.append(Button(_("Træk den tilbage"), ctx.team_action("contract/back", now.version.number)))
    if letter := letters.button(ctx):
        more.append(letter)
    rows.append(tuple(more))
    if now.active and now.active.clauses:
        rows.append((Button(_("Noget holder ikke"), ctx.team_action("contract/trouble")),))
    return rows


def _of_version(ctx: Context, now: Standing) -> list[Button]:
    """What can be done with the version that counts."""
    version, _ = now.version, ctx.locale.gettext
    if version is None or version.state == State.returned:
        return []
    buttons = []
    if version.state == State.active and ctx.role is Role.member and now.to_review:
        buttons.append(still_button(ctx, version))
    buttons += _decisions(ctx, now, version)
    if version.clauses:
        buttons.append(Button(_("Læs den"), ctx.team_action("contract/read", version.number, 0)))
        buttons += _printed(ctx, version)
    return buttons


def _decisions(ctx: Context, now: Standing, version: Version) -> list[Button]:
    """Sign it; approve it or send it back."""
    _ = ctx.locale.gettext
    if ctx.role is Role.member:
        waits = version.state in (State.signing, State.waiting, State.active)
        if waits and not version.on_paper and ctx.me.id not in version.signers:
            return [sign_button(ctx, now, version)]
        return []
    if ctx.role is not Role.facilitator or not version.pending:
        return []
    buttons = []
    if rules.may_approve(version.state, standing.signed(ctx, version), version.sent_at, ctx.now):
        action = ctx.team_action("contract/approve", version.number)
        buttons.append(Button(_("Godkend kontrakten"), action, Style.primary))
    return [*buttons, return_button(ctx, ctx.here, version)]


def return_button(ctx: Context, team: Team, version: Version) -> Button:
    label = ctx.locale.gettext("Send tilbage med en kommentar")
    return Button(label, Action.to("contract/return", team.id, version.number))


def sign_button(ctx: Context, now: Standing, version: Version) -> Button:
    """*Stadig ok* for a version that only changes one they have said yes to (the team: that somebody has)."""
    _, before = ctx.locale.gettext, now.before(version)
    has = before is not None and (ctx.person is None or ctx.me.id in before.signers)
    label = _("Stadig ok") if has else _("Skriv under")
    return Button(label, ctx.team_action("contract/sign", version.number), Style.primary)


def still_button(ctx: Context, version: Version) -> Button:
    return Button(
        ctx.locale.gettext("Stadig ok"), ctx.team_action("contract/still", version.number), Style.primary
    )


def _printed(ctx: Context, version: Version) -> list[Button]:
    _ = ctx.locale.gettext
    action = ctx.team_action("contract/read", version.number, 0)
    return [
        Button(_("Udskriv"), url=weblinks.paper(ctx.settings, action)),
        Button(_("Hent som PDF"), url=weblinks.pdf(ctx.settings, action)),
    ]


def _picks(ctx: Context, now: Standing) -> views.Pick | None:
    """*Holdt vi §3?*"""
    active = now.active
    if ctx.role is not Role.member or active is None or not active.clauses:
        return None
    options = [
        (clause, f"{number}. {standing.title_of(ctx, clause)}")
        for number, clause in enumerate(ordered(active.clauses), start=1)
    ]
    label = ctx.locale.gettext("Spørg til et punkt ved tjek-ind")
    return views.Pick(label, ctx.team_action("contract/question"), options)


# ---- a version


def read(ctx: Context, number: int, page: int = 0) -> Response:
    now = load(ctx)
    return Reply(this_page(ctx, now, now.numbered(number), page))


def this_page(ctx: Context, now: Standing, version: Version, number: int) -> Card:
    """A page of a version as it was sent, with what is new in it; in private, or on paper."""
    changed = now.changes(version)
    new = {one.clause: one for one in changed}
    points = [
        views.Clause(place, standing.title_of(ctx, clause), version.clauses[clause], new.get(clause))
        for place, clause in enumerate(ordered(version.clauses), start=1)
    ]
    gone = [standing.title_of(ctx, one.clause) for one in changed if one.kind is rules.Kind.gone]
    found = rules.pages([one.size for one in points], ROOM, MOST)
    if not 0 <= number < len(found):
        raise NotFound
    _ = ctx.locale.gettext
    buttons: list[Button] = []
    if number + 1 < len(found):
        buttons.append(Button(_("Vis mere"), ctx.team_action("contract/read", version.number, number + 1)))
    elif version == now.version:
        buttons += _decisions(ctx, now, version)
    if number == 0:
        buttons += _printed(ctx, version)
    else:
        buttons.append(Button(_("Tilbage"), ctx.team_action("contract/show")))
    return views.version_card(
        ctx.locale,
        ctx.here.name,
        version.number,
        [points[place] for place in found[number]],
        gone if number == 0 else [],
        views.standing_line(ctx.locale, status(ctx, now)) if version == now.version else None,
        _signers(ctx, version) if number + 1 == len(found) else None,
        tuple(buttons),
    )


def _signers(ctx: Context, version: Version) -> views.Signers | None:
    """By name when everybody in the team has signed: else the names would say who has not."""
    if version.state not in (State.active, State.replaced) or not version.signatures:
        return None
    people = {one.person_id: one.name for one in ctx.store(TeamStore).members(ctx.here.id, left=True)}
    names = sorted(people[one] for one in version.signers if one in people)
    former = len(version.signatures) - len(names)
    count = standing.signed(ctx, version)
    on = ctx.locale.local(version.decided_at).date() if version.decided_at else None
    return views.Signers(tuple(names) if count.all else (), former, count, on)


def approved(ctx: Context, version: Version) -> Card:
    read_it = Button(ctx.locale.gettext("Læs den"), ctx.team_action("contract/read", version.number, 0))
    return views.approved(ctx.locale, ctx.here.name, () if version.on_paper else (read_it,))


# ---- reminders off


def mute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, **{timing.NO_REMINDERS: True})
    _ = ctx.locale.gettext
    again = Button(_("Send dem igen"), ctx.team_action("contract/unmute"))
    return Reply(noted(_("Jeg minder dig ikke mere om kontrakten. Du finder den med /kontrakt."), again))


def unmute(ctx: Context) -> Response:
    ctx.store(TeamStore).set_person_settings(ctx.me, **{timing.NO_REMINDERS: None})
    return Replace(noted(ctx.locale.gettext("Jeg minder dig igen om kontrakten, når den venter på dig.")))
