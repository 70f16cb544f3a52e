"""What the contract tells the rest: next steps, the agenda, who was away, the facilitator's Monday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot import dates, thresholds, waiting
from bot.context import Context
from bot.contract import ladder, letters, rules, standing
from bot.contract.rules import Stage, State
from bot.contract.standing import Standing, load
from bot.feature import Awaited, News, Signal, Step, Topic, Track, Waiting
from bot.i18n import Locale, md
from bot.ui import Action, Button, Style
from storage.contract import ContractStore
from storage.teams import Role

FRESH = timedelta(days=7)  # one approved longer ago has been praised


def steps(ctx: Context) -> Iterable[Step]:
    """Sign, write along, look at it again, open one's letter; for the facilitator: approve."""
    if ctx.role is Role.facilitator:
        yield from _facilitators(ctx)
    elif ctx.role is Role.member:
        now = load(ctx)
        yield from letters.steps(ctx, now.contract)
        yield from _members(ctx, now)
        yield from _asked(ctx)


def _members(ctx: Context, now: Standing) -> Iterable[Step]:
    _ = ctx.locale.gettext
    version = now.version
    if now.contract is None or ctx.here.course.ends_on < ctx.locale.today:
        return
    if now.stage in (Stage.draft, Stage.returned):
        if now.active is None:
            action = ctx.team_action("contract/draft", 0)
            yield Step(40, md(_("I er ved at skrive jeres samarbejdskontrakt. Foreslå en ordlyd, eller ret en.")),
                       Button(_("Skriv på kontrakten"), action))  # fmt: skip
    elif version is not None and not version.on_paper and ctx.me.id not in version.signers:
        text = (
            _("Jeres samarbejdskontrakt gælder, og der er plads til din underskrift.")
            if now.stage is Stage.active
            else _("Jeres samarbejdskontrakt er klar til underskrift.")
        )
        action = ctx.team_action("contract/read", version.number, 0)
        yield Step(22, md(text), Button(_("Læs og skriv under"), action, Style.primary))
    elif now.to_review and version is not None:
        said = {one.person_id for one in version.signatures if one.still_at}
        if ctx.me.id not in said:
            yield Step(45, md(_("Midtvejs: holder jeres samarbejdskontrakt stadig?")),
                       Button(_("Se kontrakten"), ctx.team_action("contract/show")))  # fmt: skip


def _asked(ctx: Context) -> Iterable[Step]:
    """For who asked for a talk, when nobody has answered: who else there is."""
    store = ctx.store(ContractStore)
    unseen = dict(store.unseen_concerns(ctx.here.id))
    for one in store.concerns_of(ctx.me.id) if unseen else ():
        if one.id in unseen and waiting.long(ctx, unseen[one.id]):
            action = ctx.team_action("contract/concern", one.clause, "ask")
            yield from waiting.step(ctx, unseen[one.id], Button(ctx.locale.gettext("Spørg igen"), action))
            return


def _facilitators(ctx: Context) -> Iterable[Step]:
    now = load(ctx)
    version = now.version
    if version is None or not version.pending:
        return
    if rules.may_approve(version.state, standing.signed(ctx, version), version.sent_at, ctx.now):
        _ = ctx.locale.gettext
        text = md(_("%(team)s venter på, at du ser på deres samarbejdskontrakt."), team=ctx.here.name)
        yield Step(20, text, Button(_("Se kontrakten"), ctx.team_action("contract/show"), Style.primary))


def topics(ctx: Context) -> Iterable[Topic]:
    """Where the team talks: while it is being written, and halfway."""
    now = load(ctx)
    if now.contract is None:
        return
    _ = ctx.locale.gettext
    if now.to_review:
        title = _("Kontrakten midtvejs: behold, ændr eller drop")
        yield Topic(key="contract/review", title=title, track=Track.process)
    elif now.active is None and now.stage in (Stage.draft, Stage.returned):
        title = _("Samarbejdskontrakten: tal jer frem til en ordlyd")
        yield Topic(key="contract/draft", title=title, track=Track.process)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    active = load(ctx).active
    if ctx.role is Role.member and active and active.decided_at and active.decided_at > since:
        text = ctx.locale.gettext("Jeres samarbejdskontrakt er godkendt.")
        yield News(30, md(text))


# ---- Monday


def signals(ctx: Context) -> Iterable[Signal]:
    """domain.md §7: unsigned after a week; waits for the facilitator; never looked at again; or there it is. And
    that somebody has asked the facilitator for a talk."""
    now, team_id, least = load(ctx), ctx.here.id, thresholds.of(ctx.here.course)
    version, active = now.version, now.active
    begun = max(ctx.here.starts_on, ctx.here.course.starts_on)
    if version is not None and version.state == State.waiting:
        if version.asked_at and rules.too_long(version.asked_at, ctx.now, least.contract_waits_days):
            yield _waits(team_id, ctx.locale.local(version.asked_at).date())
    elif active is None:
        if rules.should_be_signed(begun, ctx.locale.today, least.contract_unsigned_days):
            yield _unsigned(ctx, now)
    elif now.to_review:
        review_at = now.contract.review_at if now.contract else None
        late = rules.too_long(review_at, ctx.now, least.contract_review_days)
        if review_at and late and not rules.looked_at(standing.still_ok(ctx, active)):
            yield _unreviewed(team_id, ctx.locale.local(review_at).date())
    elif active.decided_at and active.decided_at > ctx.now - FRESH:
        yield _approved(team_id)
    for concern_id, asked_at in ctx.store(ContractStore).unseen_concerns(team_id):
        asked = ctx.locale.local(asked_at).date()
        late = ctx.days_off.working_days_since(asked, ctx.locale.today) > least.help_waits_days
        if late and ladder.was_told(ctx, concern_id):
            yield _wants_to_talk(team_id, concern_id, asked)
            return


def waits(ctx: Context) -> Iterable[Waiting]:
    """A version for the facilitator's yes, and who has asked for a talk."""
    store = ctx.store(ContractStore)
    for version in store.versions(ctx.here.id):
        if version.state == State.waiting and version.asked_at:
            yield Waiting(Awaited.approval, version.asked_at)
    for _concern_id, asked_at in store.unseen_concerns(ctx.here.id):
        yield Waiting(Awaited.help, asked_at)


def _write(locale: Locale, team_id: int, kind: str) -> Button:
    return Button(locale.gettext("Skriv til teamet"), Action.to("monday/write", team_id, kind))


def _waits(team_id: int, since: date) -> Signal:
    return Signal(
        kind="contract.waits",
        team_id=team_id,
        order=12,
        text=lambda locale: md(
            locale.gettext(
                "deres samarbejdskontrakt har ventet på dig siden %(day)s. Godkend den, eller skriv, hvad du mener."
            ),
            day=dates.day(since, locale.local(locale.now), locale.language),
        ),
        action=lambda locale: Button(
            locale.gettext("Se kontrakten"), Action.to("contract/show", team_id), Style.primary
        ),
    )


def _unsigned(ctx: Context, now: Standing) -> Signal:
    team_id, version = ctx.here.id, now.version if now.stage is Stage.signing else None
    count = standing.signed(ctx, version) if version else rules.Count(0, 0)
    return Signal(
        kind="contract.unsigned",
        team_id=team_id,
        order=32,
        text=lambda locale: md(
            locale.gettext(
                "samarbejdskontrakten er sendt til underskrift, og %(said)s af %(of)s har skrevet under. Spørg, hvad der skal til."
            )
            if version
            else locale.gettext(
                "de har ikke en samarbejdskontrakt endnu. Foreslå 20 minutter om ambition og fremmøde."
            ),
            said=count.said,
            of=count.of,
        ),
        action=lambda locale: _write(locale, team_id, "contract.unsigned"),
        shared_text=lambda locale: md(
            locale.gettext(
                "samarbejdskontrakten er ikke på plads endnu. Foreslå 20 minutter om ambition og fremmøde."
            )
        ),
    )


def _unreviewed(team_id: int, asked: date) -> Signal:
    return Signal(
        kind="contract.review",
        team_id=team_id,
        order=55,
        text=lambda locale: md(
            locale.gettext(
                "de har ikke set på kontrakten, siden de blev spurgt %(day)s. Spørg, hvad de vil beholde, ændre eller droppe."
            ),
            day=dates.day(asked, locale.local(locale.now), locale.language),
        ),
        action=lambda locale: _write(locale, team_id, "contract.review"),
        shared_text=lambda locale: md(
            locale.gettext("der er ikke set på kontrakten midtvejs. Spørg: behold, ændr eller drop?")
        ),
    )


def _wants_to_talk(team_id: int, concern_id: int, asked: date) -> Signal:
    """With their yes: they asked the facilitator themselves."""
    return Signal(
        kind="contract.concern",
        team_id=team_id,
        order=4,
        text=lambda locale: md(
            locale.gettext(
                "nogen bad dig om en snak %(day)s og har ikke hørt fra dig endnu. Kun du kan se det her."
            ),
            day=dates.day(asked, locale.local(locale.now), locale.language),
        ),
        action=lambda locale: Button(
            locale.gettext("Jeg tager fat i det"),
            Action.to("contract/seen", team_id, concern_id),
            Style.primary,
        ),
        personal=True,
    )


def _approved(team_id: int) -> Signal:
    return Signal(
        kind="contract.active",
        team_id=team_id,
        order=20,
        text=lambda locale: md(locale.gettext("deres samarbejdskontrakt er på plads.")),
        action=lambda locale: Button(
            locale.gettext("Ros teamet"), Action.to("monday/praise", team_id, "contract.active")
        ),
        strength=True,
    )


# ---- personal data


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    store = ctx.store(ContractStore)
    rows = [
        (_("Ordlyd, du har foreslået til kontrakten"), one.text)
        for one in store.written_by(person_id)
        if one.text
    ]
    signed = _("Version %(number)s, %(day)s")
    rows += [
        (_("Kontrakt, du har skrevet under på"),
         signed % {"number": number, "day": ctx.locale.local(at).date().isoformat()})
        for _team, number, at in store.signed_by(person_id)
    ]  # fmt: skip
    rows += [
        (_("Din kommentar til en kontrakt"), one.comment)
        for one in store.decided_by(person_id)
        if one.comment
    ]
    rows += [(_("Dit brev til sidste uge"), text) for text in store.letters_of(person_id, ctx.private_since)]
    rows += [
        (_("Punkt i kontrakten, du har bedt om en snak om"), standing.title_of(ctx, one.clause))
        for one in store.concerns_of(person_id)
    ]
    return rows


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(ContractStore).erase(person_id)


def end(ctx: Context, _people: tuple[int, ...]) -> None:
    """Letters that were not shared are opened by nobody any more, and who asked for a talk is nobody's to know."""
    ctx.store(ContractStore).forget_private(ctx.here.id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    """The contract that applies, point by point; and the letters that were shared."""
    store = ctx.store(ContractStore)
    version = store.applying(ctx.here.id)
    for clause, text in (version.clauses if version else {}).items():
        yield ctx.locale.gettext("Kontrakt: %(title)s") % {"title": standing.title_of(ctx, clause)}, text
    contract = store.of_team(ctx.here.id)
    for letter in store.letters(ctx.here.id) if contract and contract.shown_at else ():
        if letter.answer == "shared":
            yield ctx.locale.gettext("Brev til sidste uge"), store.letter_text(ctx.here.id, letter.person_id)
