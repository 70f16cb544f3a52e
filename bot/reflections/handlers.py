"""Reflection: writing in a round, its cards, and what comes after."""

from __future__ import annotations

from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.events import MemberJoined, MemberLeft
from bot.interactions import Replace as Instead
from bot.interactions import Reply, Response
from bot.reflections import boards, rounds, rules, together, views
from bot.ui import Action, Button, Card, Form, Style, Values
from bot.wording import noted
from storage.reflections import Reflection, ReflectionStore
from storage.teams import TeamStore


class Over(BotError):
    message = N_("Skrivetiden er forbi. Din tekst kan ikke ændres i den her refleksion mere.")


# ---- writing


def _writing(ctx: Context, reflection_id: int) -> Reflection:
    round_ = rounds.hold(ctx, reflection_id)
    if round_.state != "open" or ctx.now >= round_.deadline:
        raise Over
    return round_


def write_form(ctx: Context, reflection_id: int) -> Form:
    round_ = _writing(ctx, reflection_id)
    hidden = ctx.private_since is not None and round_.opened_at < ctx.private_since
    given = None if hidden else ctx.store(ReflectionStore).text(reflection_id, ctx.me.id)
    action = ctx.team_action("reflections/write", reflection_id)
    return views.write_form(ctx.locale, action, rounds.prompt_of(ctx, round_), round_, given)


def write(ctx: Context, values: Values, reflection_id: int) -> Response:
    round_ = _writing(ctx, reflection_id)
    shared = values["share"] == "shared"
    text = boards.kept(rounds.prompt_of(ctx, round_), values)
    if not text:
        return skip(ctx, reflection_id)  # a board sent with nothing on it
    ctx.store(ReflectionStore).write(reflection_id, ctx.me.id, "shared" if shared else "kept", text)
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    buttons = (Button(_("Ret"), ctx.team_action("reflections/write", reflection_id)),)
    return Reply(views.written(ctx.locale, round_, shared=shared, buttons=buttons))


def skip(ctx: Context, reflection_id: int) -> Response:
    round_ = _writing(ctx, reflection_id)
    ctx.store(ReflectionStore).write(reflection_id, ctx.me.id, "skipped", "")
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    back = Button(_("Skriv alligevel"), ctx.team_action("reflections/write", reflection_id))
    return Instead(noted(_("Det er fint. Du tæller med som klar."), back))


def allow_name(ctx: Context, reflection_id: int, answer: str) -> Response:
    """A sharer's yes or no to their name on the text."""
    round_ = rounds.hold(ctx, reflection_id)
    if round_.state != "asking":
        raise Over
    ctx.store(ReflectionStore).allow_name(reflection_id, ctx.me.id, answer == "yes")
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    yes, no = _("Tak. Den vises med dit navn."), _("Det er fint. Den bliver hos dig.")
    return Instead(noted(yes if answer == "yes" else no))


# ---- after


def read(ctx: Context, reflection_id: int, page: int = 0) -> Response:
    """The whole shared texts, two at a time."""
    round_ = rounds.load(ctx, reflection_id)
    if round_.state != "revealed":
        raise NotFound
    texts = rounds.shown_texts(ctx, round_)
    _ = ctx.locale.gettext
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("reflections/read", reflection_id, page - 1)))
    if (page + 1) * views.PER_PAGE < len(texts):
        buttons.append(Button(_("Næste"), ctx.team_action("reflections/read", reflection_id, page + 1)))
    card = views.texts_card(ctx.locale, rounds.prompt_of(ctx, round_), texts, page, tuple(buttons))
    return Instead(card) if page else Reply(card)


def conclude_form(ctx: Context, reflection_id: int) -> Form:
    round_ = rounds.load(ctx, reflection_id)
    if round_.state != "revealed":
        raise NotFound
    action = ctx.team_action("reflections/conclude", reflection_id)
    return views.conclude_form(ctx.locale, action, round_.conclusion)


def conclude(ctx: Context, values: Values, reflection_id: int) -> Response:
    """The team's one sentence; a later one takes its place."""
    rounds.hold(ctx, reflection_id)
    ctx.store(ReflectionStore).change(
        reflection_id, conclusion=str(values["sentence"]), concluded_by=ctx.me.id
    )
    ctx.refresh(rounds.reveal_key(reflection_id))
    return Reply(noted(ctx.locale.gettext("Gemt i jeres log.")))


def log(ctx: Context, _text: str) -> Response:
    history = ctx.store(ReflectionStore).history(ctx.here.id)
    rows = [
        (one, rounds.prompt_of(ctx, one).wording(ctx.locale.language).title)
        for one in reversed(history)
        if one.conclusion
    ]
    return Reply(views.log_card(ctx.locale, rows))


# ---- cards


def round_card(ctx: Context, reflection_id: int) -> Card:
    round_ = rounds.load(ctx, reflection_id)
    prompt = rounds.prompt_of(ctx, round_)
    opener = ctx.store(TeamStore).person(round_.opened_by) if round_.opened_by else None
    name = opener.first_name if opener else ""
    if round_.state != "open":
        return views.closed_card(ctx.locale, round_, prompt, name)
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Skriv"), ctx.team_action("reflections/write", round_.id), Style.primary),
        Button(_("Spring over"), ctx.team_action("reflections/skip", round_.id)),
    )
    return views.open_card(ctx.locale, round_, prompt, rounds.ready(ctx, round_), name, buttons)


def reveal_card(ctx: Context, reflection_id: int) -> Card:
    round_ = rounds.load(ctx, reflection_id)
    texts, prompt = rounds.shown_texts(ctx, round_), rounds.prompt_of(ctx, round_)
    working = views.step_blocks(
        ctx.locale, together.on_card(ctx, round_), together.lines_on_card(ctx, round_)
    )
    _ = ctx.locale.gettext
    label = _("Ret sætningen") if round_.conclusion else _("Skriv sætningen")
    conclude = Button(label, ctx.team_action("reflections/conclude", round_.id), Style.primary)
    buttons = [conclude, *together.buttons(ctx, round_)]
    if views.is_clipped(prompt, texts, working=bool(working)):
        buttons.append(Button(_("Læs alt"), ctx.team_action("reflections/read", round_.id)))
    return views.reveal_card(ctx.locale, prompt, texts, round_.conclusion, working, tuple(buttons))


def ask_card(ctx: Context, reflection_id: int, person_id: int, why: str) -> Card | None:
    round_ = rounds.load(ctx, reflection_id)
    part = next(
        (one for one in ctx.store(ReflectionStore).parts(round_.id) if one.person_id == person_id), None
    )
    if round_.state != "asking" or part is None or part.by_name is not None:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Ja, vis den"), ctx.team_action("reflections/name", round_.id, "yes"), Style.primary),
        Button(_("Nej, behold den"), ctx.team_action("reflections/name", round_.id, "no")),
        Button(_("Læs den først"), Action.to("reflections/mine", 0)),
    )
    title = rounds.prompt_of(ctx, round_).wording(ctx.locale.language).title
    return views.ask_card(ctx.locale, rules.AskWhy(why), title, buttons)


# ---- other features' facts


def on_member(ctx: Context, _event: MemberJoined | MemberLeft) -> None:
    """Who is asked has changed: perhaps everybody is ready now."""
    running = ctx.store(ReflectionStore).running(ctx.here.id)
    if running is not None:
        rounds.come_to(ctx, running)
