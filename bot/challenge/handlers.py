"""The challenge card: written by the team, confirmed by the partner, one version after the other."""

from __future__ import annotations

from collections.abc import Iterable

from bot import sensitive, weblinks
from bot.challenge import views
from bot.context import Context
from bot.errors import NotFound, Outdated
from bot.events import TopicRaised, TopicsChanged
from bot.feature import GuestLine, GuestPart, Step, Topic, Track
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.challenges import Challenge, ChallengeStore
from storage.partners import PartnerStore
from storage.teams import Role, TeamStore

PARTS = ("problem", "whom", "assumptions", "question")


def partner_name(ctx: Context) -> str:
    """What the team calls its partner, else what the course file does; "" where there is none."""
    return ctx.store(PartnerStore).partner(ctx.here.id).name or ctx.here.partner


# ---- the card


def command(ctx: Context, _text: str) -> Response:
    return Reply(_card(ctx))


def show(ctx: Context) -> Response:
    return Replace(_card(ctx))


def _card(ctx: Context) -> Card:
    latest = ctx.store(ChallengeStore).latest(ctx.here.id)
    _ = ctx.locale.gettext
    buttons = []
    if ctx.role is Role.member:
        label = _("Ret udfordringen") if latest else _("Skriv udfordringen")
        buttons.append(Button(label, ctx.team_action("challenge/write"), Style.primary))
    if latest and latest.number > 1:
        buttons.append(Button(_("Vis tidligere versioner"), ctx.team_action("challenge/versions")))
    if latest:
        paper = ctx.team_action("challenge/paper")
        buttons.append(Button(_("Udskriv"), url=weblinks.paper(ctx.settings, paper)))
    return views.card(ctx.locale, ctx.here, latest, partner_name(ctx), tuple(buttons))


def paper(ctx: Context) -> Response:
    """As a page to print."""
    return Reply(views.card(ctx.locale, ctx.here, _latest(ctx), partner_name(ctx), ()))


def versions(ctx: Context) -> Response:
    back = Button(ctx.locale.gettext("Tilbage"), ctx.team_action("challenge/show"))
    found = ctx.store(ChallengeStore).versions(ctx.here.id)
    return Replace(views.versions(ctx.locale, found, (back,)))


def _latest(ctx: Context) -> Challenge:
    found = ctx.store(ChallengeStore).latest(ctx.here.id)
    if found is None:
        raise NotFound
    return found


# ---- writing


def form(ctx: Context) -> Form:
    latest = ctx.store(ChallengeStore).latest(ctx.here.id)
    before = {name: getattr(latest, name) for name in PARTS} if latest else {"problem": ctx.here.challenge}
    return views.form(ctx.locale, ctx.team_action("challenge/write"), before, partner_name(ctx))


def write(ctx: Context, values: Values) -> Response:
    """A new version, unless nothing is new. The partner is asked anew."""
    store, texts = ctx.store(ChallengeStore), {name: str(values[name]) for name in PARTS}
    ctx.store(TeamStore).hold_team(ctx.here.id)
    latest = store.latest(ctx.here.id)
    if latest is None or any(getattr(latest, name) != text for name, text in texts.items()):
        store.write(ctx.here.id, ctx.me.id, texts)
        ctx.announce(TopicsChanged(ctx.here.id))
    card = _card(ctx)
    warning = sensitive.warning(ctx.locale, *texts.values())
    return Reply(card.with_blocks(warning) if warning else card)


# ---- the partner


def read(ctx: Context) -> Response:
    latest = _latest(ctx)
    _ = ctx.locale.gettext
    yes = Button(
        _("Ja, sådan ser vi det"), ctx.team_action("challenge/confirm", latest.number), Style.primary
    )
    talk = Button(_("Den vil jeg gerne tale om"), ctx.team_action("challenge/talk", latest.number))
    buttons = () if latest.confirmed_at else (yes, talk)
    return Reply(views.card(ctx.locale, ctx.here, latest, partner_name(ctx), buttons))


def confirm(ctx: Context, number: int) -> Response:
    """For the version they read: a newer one is another question."""
    latest = _latest(ctx)
    if latest.number != number:
        raise Outdated
    if latest.confirmed_at is None:
        ctx.store(ChallengeStore).confirm(ctx.here.id, number, ctx.me.id)
        ctx.announce(TopicsChanged(ctx.here.id))
    undo = Button(ctx.locale.gettext("Fortryd"), ctx.team_action("challenge/unconfirm", number))
    return Replace(noted(ctx.locale.gettext("Tak. Så ved teamet, at I ser det på samme måde."), undo))


def unconfirm(ctx: Context, number: int) -> Response:
    if _latest(ctx).number != number:
        raise Outdated
    ctx.store(ChallengeStore).confirm(ctx.here.id, number, None)
    ctx.announce(TopicsChanged(ctx.here.id))
    return Replace(noted(ctx.locale.gettext("Det er trukket tilbage.")))


def talk(ctx: Context, number: int) -> Response:
    """On the team's next agenda."""
    if _latest(ctx).number != number:
        raise Outdated
    title = ctx.for_team(ctx.here).locale.gettext("Udfordringen: vores partner vil gerne tale om den")
    ctx.announce(TopicRaised(ctx.here.id, ctx.me.id, title, Track.task.value, f"challenge/talk/{number}"))
    return Replace(noted(ctx.locale.gettext("Tak. Teamet tager det op på sit næste møde.")))


# ---- what others show


def steps(ctx: Context) -> Iterable[Step]:
    """First for as long as it is to be written or confirmed."""
    latest = ctx.store(ChallengeStore).latest(ctx.here.id)
    _ = ctx.locale.gettext
    if ctx.role is Role.partner and latest and latest.confirmed_at is None:
        button = Button(_("Læs udfordringen"), ctx.team_action("challenge/read"))
        yield Step(20, views.ask_partner(ctx.locale), button)
    if ctx.role is Role.member and latest is not None:
        button = Button(_("Se udfordringen"), ctx.team_action("challenge/show"))
        yield Step(80, views.pinned(ctx.locale, latest), button)


def topics(ctx: Context) -> Iterable[Topic]:
    """What the team does not know yet: a version that the partner has not said yes to."""
    latest = ctx.store(ChallengeStore).latest(ctx.here.id)
    if latest and latest.confirmed_at is None and partner_name(ctx):
        title = ctx.locale.gettext("Udfordringen: ser %(partner)s det på samme måde?")
        yield Topic(
            key=f"challenge/{latest.number}", title=title % {"partner": partner_name(ctx)}, track=Track.task
        )


def for_guests(ctx: Context) -> Iterable[GuestLine]:
    latest = ctx.store(ChallengeStore).latest(ctx.here.id)
    if ctx.role is Role.partner and latest:
        yield GuestLine(GuestPart.agreed, 5, views.for_partner(ctx.locale, latest))


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    for one in reversed(ctx.store(ChallengeStore).versions(ctx.here.id)):
        label = ctx.locale.gettext("Udfordringen, version %(number)s") % {"number": one.number}
        yield label, "\n".join(text for text in (getattr(one, name) for name in PARTS) if text)


# ---- personal data


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    store = ctx.store(ChallengeStore)
    _ = ctx.locale.gettext
    rows = [
        (_("Udfordringen, som du skrev den"), "\n".join(filter(None, (getattr(one, name) for name in PARTS))))
        for one in store.of_person(person_id)
    ]
    return rows + [
        (_("En udfordring, du har sagt ja til"), one.problem) for one in store.confirmed_by(person_id)
    ]


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(ChallengeStore).erase(person_id)
