"""A facilitator asks another of the same course about a team: one person, who can read and answer it. The team sees
that it was asked, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot import picking
from bot.context import Context
from bot.errors import N_, BotError, NotAllowed, NotFound, Rejected
from bot.interactions import Reply, Response
from bot.overview import colleague_views as views
from bot.overview import gathering
from bot.ui import Action, Button, Card, Form, Style, Values
from bot.wording import noted
from storage.colleagues import ColleagueStore, Question
from storage.overview import OverviewStore
from storage.teams import Role, Team, TeamStore

MOST_TEAMS = 25  # buttons on a card


class NobodyElse(BotError):
    message = N_("Der er ingen anden facilitator på forløbet.")


def asked_key(question_id: int) -> str:
    return f"overview/asked/{question_id}"


def answered_key(question_id: int) -> str:
    return f"overview/answered/{question_id}"


# ---- to ask


def which(ctx: Context) -> Response:
    """From outside a team's place: about which of theirs."""
    teams = ctx.store(TeamStore).teams_of(ctx.me.id, Role.facilitator)
    if not teams:
        raise NotAllowed
    buttons = [Button(team.name[:75], Action.to("overview/ask", team.id)) for team in teams[:MOST_TEAMS]]
    return Reply(noted(ctx.locale.gettext("Hvilket team vil du spørge om?"), *buttons))


def ask_form(ctx: Context) -> Form:
    others = _others(ctx)
    if not others:
        raise NobodyElse
    return views.ask_form(ctx.locale, ctx.team_action("overview/ask"), others)


def _others(ctx: Context) -> list[tuple[int, str]]:
    found = ctx.store(ColleagueStore).facilitators(ctx.here.course.id)
    return [one for one in found if one[0] != ctx.me.id]


def ask(ctx: Context, values: Values) -> Response:
    """To the one who was picked, in private."""
    chosen = picking.picked(str(values["who"]), _others(ctx))
    asked = ctx.store(TeamStore).person(chosen) if chosen is not None else None
    if asked is None:
        raise Rejected({"who": ctx.locale.gettext("Det er ikke en af forløbets andre facilitatorer.")})
    question_id = ctx.store(ColleagueStore).ask(ctx.here.id, ctx.me.id, asked.id, str(values["text"]))
    ctx.post(asked, asked_key(question_id))
    text = ctx.locale.gettext("Sendt til %(name)s. Teamet kan se, at du har spurgt, men ikke om hvad.")
    return Reply(noted(text % {"name": asked.first_name}))


# ---- to read and answer


def _mine(ctx: Context, question_id: int) -> Question:
    """One the person asked or was asked. Raises NotFound, also for what was written before this session may see."""
    question = ctx.store(ColleagueStore).question(question_id)
    since = ctx.private_since
    if question is None or not question.between(ctx.me.id) or (since and question.asked_at < since):
        raise NotFound
    return question


def _in_team(ctx: Context, question: Question) -> Context:
    """As its team; who reads stays who reads."""
    team = ctx.store(TeamStore).team(question.team_id)
    if team is None:
        raise NotFound
    return replace(ctx, team=team)


def _still_facilitates(ctx: Context, question: Question, team: Team) -> bool:
    """Whether it is still theirs to look after: who asked that team, who was asked one of the course's."""
    if question.asker_id == ctx.me.id:
        return ctx.store(TeamStore).role_in(team.id, ctx.me.id) is Role.facilitator
    found = ctx.store(ColleagueStore).facilitators(team.course.id)
    return any(person_id == ctx.me.id for person_id, _name in found)


def read(ctx: Context, question_id: int) -> Response:
    """What was asked and answered; to who still facilitates, with the team's facts as its page has them."""
    question = _mine(ctx, question_id)
    inside = _in_team(ctx, question)
    asked, answer = ctx.store(ColleagueStore).words(question)
    buttons: tuple[Button, ...] = ()
    facts = None
    here = _still_facilitates(ctx, question, inside.here)
    if here:
        [facts] = gathering.facts_of(ctx.store(OverviewStore), [inside.here], ctx.now)
    if here and question.asked_id == ctx.me.id:
        _ = ctx.locale.gettext
        label = _("Ret svaret") if answer else _("Svar")
        buttons = (Button(label, Action.to("overview/answer", question.id), Style.primary),)
    names = _names(ctx, question)
    return Reply(views.whole(ctx.locale, names, inside.here.name, asked, answer, facts, buttons))


def _to_answer(ctx: Context, question_id: int) -> tuple[Question, Context]:
    """One they were asked, and its team. Raises NotFound, and NotAllowed for who facilitates no longer."""
    question = _mine(ctx, question_id)
    if question.asked_id != ctx.me.id:
        raise NotFound
    inside = _in_team(ctx, question)
    if not _still_facilitates(ctx, question, inside.here):
        raise NotAllowed
    return question, inside


def answer_form(ctx: Context, question_id: int) -> Form:
    question, inside = _to_answer(ctx, question_id)
    before = ctx.store(ColleagueStore).words(question)[1]
    asker, _asked = _names(ctx, question)
    return views.answer_form(
        ctx.locale, Action.to("overview/answer", question_id), inside.here.name, asker, before
    )


def answer(ctx: Context, values: Values, question_id: int) -> Response:
    question, inside = _to_answer(ctx, question_id)
    asker = ctx.store(TeamStore).person(question.asker_id)
    if asker is None:
        raise NotFound
    ctx.store(ColleagueStore).answer(question, str(values["text"]))
    inside.post(asker, answered_key(question.id))
    ctx.refresh(asked_key(question.id))
    text = ctx.locale.gettext("Tak. %(name)s kan læse dit svar.")
    return Reply(noted(text % {"name": asker.first_name}))


def _names(ctx: Context, question: Question) -> tuple[str, str]:
    """Who asked, and who was asked ("" when they are erased)."""
    teams = ctx.store(TeamStore)
    found = [teams.person(one) if one else None for one in (question.asker_id, question.asked_id)]
    asker, asked = (one.first_name if one else "" for one in found)
    return asker, asked


# ---- cards: they say that there is something to read, and the words stay where they are sealed


def asked_card(ctx: Context, question_id: int) -> Card | None:
    return _card(ctx, question_id, answered=False)


def answered_card(ctx: Context, question_id: int) -> Card | None:
    return _card(ctx, question_id, answered=True)


def _card(ctx: Context, question_id: int, *, answered: bool) -> Card | None:
    question = ctx.store(ColleagueStore).question(question_id)
    if question is None or question.asked_id is None:
        return None
    inside, (asker, asked) = _in_team(ctx, question), _names(ctx, question)
    read_it = Button(ctx.locale.gettext("Læs"), Action.to("overview/read", question_id), Style.primary)
    if answered:
        return views.answered_card(ctx.locale, asked, inside.here.name, read_it)
    return views.asked_card(ctx.locale, asker, inside.here.name, question.answered, read_it)


# ---- a person's own


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    rows = []
    for question, asked, answer in ctx.store(ColleagueStore).of_person(person_id, ctx.private_since):
        if question.asker_id == person_id:
            rows.append((_("Spørgsmål til en anden facilitator"), asked))
        elif answer:
            rows.append((_("Svar til en anden facilitator"), answer))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    _draw_again(ctx, ctx.store(ColleagueStore).erase(person_id))


def end(ctx: Context, _people: tuple[int, ...]) -> None:
    """What was asked about the team goes with the course."""
    _draw_again(ctx, ctx.store(ColleagueStore).end(ctx.here.id))


def _draw_again(ctx: Context, question_ids: Iterable[int]) -> None:
    """Cards of what is not there any more go, with the name on them."""
    for question_id in question_ids:
        ctx.refresh(asked_key(question_id))
        ctx.refresh(answered_key(question_id))
