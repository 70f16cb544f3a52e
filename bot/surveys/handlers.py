"""Surveys: what people do. Answers are read by who gave them and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

from bot.context import Context
from bot.errors import N_, BotError, NotAllowed, NotFound, Outdated
from bot.events import TopicRaised
from bot.feature import Track
from bot.interactions import Replace, Reply, Response
from bot.names import facilitators
from bot.surveys import following, library, rounds, views
from bot.surveys.questionnaire import Questionnaire
from bot.ui import Button, Card, Form, Style, Values
from bot.wording import noted
from storage.measurements import MeasurementStore
from storage.surveys import SurveyRound, SurveyStore
from storage.teams import Role, TeamStore


class Closed(BotError):
    message = N_("Runden er lukket, så svaret kan ikke ændres mere.")


# ---- what there is


def command_of(survey: str) -> Callable[[Context, str], Response]:
    """`/samspil puls` and its like: a member's form while it is open; otherwise what it is and what may be done."""

    def command(ctx: Context, _text: str) -> Response:
        return _open_or_about(ctx, rounds.known(ctx, survey))

    return command


def _open_or_about(ctx: Context, survey: Questionnaire) -> Response:
    round_ = rounds.running(ctx, survey.id)
    if round_ is not None and ctx.role is Role.member:
        return ctx.ask("surveys/answer", round_.id)
    return Reply(_about(ctx, survey, round_))


def every(ctx: Context, _text: str) -> Response:
    """`/samspil maalinger`: all there are, those of the school's own among them."""
    found = library.known(ctx.settings.surveys).values()
    rows = [
        (survey, following.followed(ctx, survey.id), ctx.team_action("surveys/about", survey.id))
        for survey in found
    ]
    return Reply(views.every(ctx.locale, rows))


def about(ctx: Context, survey: str) -> Response:
    found = rounds.known(ctx, survey)
    return Reply(_about(ctx, found, rounds.running(ctx, found.id)))


def _about(ctx: Context, survey: Questionnaire, round_: SurveyRound | None) -> Card:
    _ = ctx.locale.gettext
    buttons: list[Button] = []
    if round_ is not None and ctx.role is Role.member:
        buttons.append(
            Button(_("Svar"), ctx.team_action("surveys/answer", round_.id), Style.primary),
        )
    elif round_ is None:
        buttons.append(_open_button(ctx, survey))
    held = rounds.history(ctx, survey.id)
    if held:
        buttons.append(Button(_("Se over tid"), ctx.team_action("surveys/trend", survey.id)))
    if ctx.role is Role.member:
        buttons.append(Button(_("Se dine egne svar"), ctx.team_action("surveys/mine", survey.id, 0)))
    if survey.weeks:
        on = following.followed(ctx, survey.id)
        label = _("Lad den ikke komme af sig selv") if on else _("Lad den komme af sig selv")
        buttons.append(Button(label, ctx.team_action("surveys/follow", survey.id, "no" if on else "yes")))
    if held:
        buttons.append(Button(_("Hent tallene (CSV)"), ctx.team_action("surveys/csv", survey.id)))
    progress = rounds.progress(ctx, survey, round_) if round_ else None
    return views.about(ctx.locale, survey, progress, round_, held[-1] if held else None, tuple(buttons))


def _open_button(ctx: Context, survey: Questionnaire) -> Button:
    """Now, or from the first week in which the team is not asked anything else."""
    _ = ctx.locale.gettext
    action = ctx.team_action("surveys/open", survey.id)
    taken = ctx.store(MeasurementStore).taken(ctx.here.id, ctx.locale.today) or rounds.running(ctx)
    return Button(
        _("Åbn den næste gang, der er plads") if taken else _("Åbn for teamet"), action, Style.primary
    )


def open_one(ctx: Context, survey: str) -> Response:
    """Now; in a week that is taken it comes by itself in the first one that is not."""
    found, _ = rounds.known(ctx, survey), ctx.locale.gettext
    if rounds.running(ctx, found.id):
        return Replace(noted(_("Den er allerede åben.")))
    try:
        round_ = rounds.begin(ctx, found, ctx.me)
    except rounds.Taken:
        day = rounds.next_free(ctx, ctx.locale.today)
        if day is None:
            raise rounds.TooLate from None
        return Replace(views.planned(ctx.locale, found, rounds.plan(ctx, found, day)))
    if round_.oral:
        return Replace(
            noted(_("Spørgsmålene er sendt til teamet. I er så få, at I taler om dem i stedet for at svare."))
        )
    return Replace(views.opened(ctx.locale, found, round_))


def follow(ctx: Context, survey: str, value: str) -> Response:
    """`yes`: it comes by itself in its weeks of the course; `no`: it does not."""
    if value not in ("yes", "no"):
        raise Outdated
    found = rounds.known(ctx, survey)
    if not found.weeks:
        raise NotFound
    at = following.choose(ctx, found, on=value == "yes")
    return Replace(views.followed(ctx.locale, found, at, on=value == "yes"))


# ---- answering


def _answering(ctx: Context, round_: SurveyRound) -> Questionnaire:
    """Raises Closed, NotAllowed."""
    if round_.closed_at is not None or ctx.now >= round_.closes_at:
        raise Closed
    survey = rounds.known(ctx, round_.survey)
    if ctx.role is Role.partner and not survey.partners:
        raise NotAllowed
    return survey


def answer_form(ctx: Context, round_id: int) -> Form:
    round_ = rounds.load(ctx, round_id)
    survey = _answering(ctx, round_)
    own = ctx.store(SurveyStore).own(ctx.me.id, ctx.private_since)
    given = next((one.given for one in own if one.round.id == round_id), {})
    action = ctx.team_action("surveys/answer", round_id)
    return views.answer_form(ctx.locale, action, survey, round_, given)


def answer(ctx: Context, values: Values, round_id: int) -> Response:
    """Nothing at all is a pass."""
    round_ = rounds.hold(ctx, round_id)
    survey = _answering(ctx, round_)
    given = {name: str(value) for name, value in values.items() if value}
    ctx.store(SurveyStore).answer(round_id, ctx.me.id, given or None)
    rounds.come_to(ctx, round_)
    return Reply(_thanks(ctx, survey, rounds.load(ctx, round_id)))


def _thanks(ctx: Context, survey: Questionnaire, round_: SurveyRound) -> Card:
    change = Button(ctx.locale.gettext("Ret svaret"), ctx.team_action("surveys/answer", round_.id))
    return views.thanks(ctx.locale, survey, round_, () if round_.closed_at else (change,))


def skip(ctx: Context, round_id: int) -> Response:
    round_ = rounds.hold(ctx, round_id)
    _answering(ctx, round_)
    ctx.store(SurveyStore).answer(round_id, ctx.me.id, None)
    rounds.come_to(ctx, round_)
    _ = ctx.locale.gettext
    back = Button(_("Svar alligevel"), ctx.team_action("surveys/answer", round_id))
    closed = rounds.load(ctx, round_id).closed_at is not None
    return Replace(noted(_("Det er fint. Du springer over denne gang."), *(() if closed else (back,))))


# ---- afterwards


def mine(ctx: Context, survey: str, page: int = 0) -> Response:
    """One's own answers over time, and how far one has moved: for nobody else."""
    found = rounds.known(ctx, survey)
    own = [
        one
        for one in ctx.store(SurveyStore).own(ctx.me.id, ctx.private_since)
        if _is_of(ctx, one.round, survey)
    ]
    own = [one for one in own if one.given]
    pages = views.own_pages(own)
    page = min(max(page, 0), len(pages) - 1)
    _ = ctx.locale.gettext
    buttons = []
    if page + 1 < len(pages):
        buttons.append(Button(_("Tidligere"), ctx.team_action("surveys/mine", survey, page + 1)))
    card = views.own(ctx.locale, found, pages[page], tuple(buttons))
    return Replace(card) if page else Reply(card)


def _is_of(ctx: Context, round_: SurveyRound, survey: str) -> bool:
    return round_.survey == survey and round_.team_id == ctx.here.id


def to_agenda(ctx: Context, round_id: int) -> Response:
    """What the result makes one talk about, on the next agenda."""
    round_ = rounds.load(ctx, round_id)
    if round_.closed_at is None:
        raise NotFound
    survey = rounds.known(ctx, round_.survey)
    team = ctx.for_team(ctx.here)
    title = views.topic(team.locale, survey)
    ctx.announce(
        TopicRaised(ctx.here.id, ctx.me.id, title, Track.process.value, source=f"surveys/{round_id}")
    )
    return Replace(noted(ctx.locale.gettext("Det står på den næste dagsorden.")))


# ---- cards


def round_card(ctx: Context, round_id: int) -> Card | None:
    """The round's one card, from its first day to its result."""
    round_ = rounds.load(ctx, round_id)
    survey = library.known(ctx.settings.surveys).get(round_.survey)
    if survey is None:
        return None
    _ = ctx.locale.gettext
    talk = Button(_("Sæt på dagsordenen"), ctx.team_action("surveys/agenda", round_.id))
    if round_.oral:
        return views.oral(ctx.locale, survey, round_, (talk,))
    if round_.closed_at is None:
        people = ctx.store(TeamStore).members(ctx.here.id, Role.facilitator)
        buttons = (
            Button(_("Svar"), ctx.team_action("surveys/answer", round_.id), Style.primary),
            Button(_("Spring over"), ctx.team_action("surveys/skip", round_.id)),
        )
        names = facilitators(ctx.locale, people)
        return views.open_card(
            ctx.locale, survey, round_, rounds.progress(ctx, survey, round_), names, buttons
        )
    over_time = Button(_("Se over tid"), ctx.team_action("surveys/trend", survey.id))
    return views.closed_card(ctx.locale, survey, round_, (talk, over_time) if round_.result else ())
