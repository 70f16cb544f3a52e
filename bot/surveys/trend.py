"""A questionnaire over time, from what its rounds published: a picture, the same in words, and as CSV."""

from __future__ import annotations

import csv
import io

from bot import pictures
from bot.context import Context
from bot.i18n import Locale
from bot.interactions import Reply, Response
from bot.spreadsheet import safe
from bot.surveys import rounds, views
from bot.surveys.questionnaire import Kind, Questionnaire
from bot.surveys.rules import SCORE
from bot.ui import File, Picture
from storage.audit import Deed
from storage.pictures import PictureStore
from storage.surveys import SurveyRound

MOST = 8  # rounds in a picture
CSV = "text/csv"


def show(ctx: Context, survey: str) -> Response:
    """What fewer than four said, or would tell what one of them said, is a gap."""
    found = rounds.known(ctx, survey)
    held = [one for one in rounds.history(ctx, found.id) if not one.oral][-MOST:]
    if not any(one.result for one in held):
        return Reply(views.too_little(ctx.locale, found))
    picture = None if found.kind is Kind.CHOICE else _picture(ctx, found, held)
    return Reply(views.trend(ctx.locale, found, held, picture))


def _picture(ctx: Context, survey: Questionnaire, held: list[SurveyRound]) -> Picture:
    alt = views.in_words(ctx.locale, survey, held)
    drawn = pictures.matrix(*views.matrix(ctx.locale, survey, held))
    return pictures.keep(ctx, f"surveys/{survey.id}", drawn, alt)


def export(ctx: Context, survey: str) -> Response:
    """For the team and its facilitator: what was published, and nothing else. Answers are never in it."""
    found = rounds.known(ctx, survey)
    held = [one for one in rounds.history(ctx, found.id) if one.result]
    if not held:
        return Reply(views.too_little(ctx.locale, found))
    content = _csv(ctx.locale, found, held, ctx.here.name).encode(
        "utf-8-sig"
    )  # Danish Excel reads UTF-8 by its mark
    ctx.audit(Deed.exported)
    key = f"surveys/{found.id}.csv"
    sha256 = ctx.store(PictureStore).keep(ctx.here.id, key, CSV, content, with_names=False)
    return Reply(views.csv_card(ctx.locale, found, File(f"{found.id}.csv", CSV, sha256)))


def _csv(locale: Locale, survey: Questionnaire, held: list[SurveyRound], team: str) -> str:
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(
        ("team", "survey", "form", "week", "question", "answers", "mean", "spread", "option", "share")
    )
    for one in held:
        week = f"{one.week // 100}-W{one.week % 100:02}"
        head = (safe(team), survey.id, one.form, week)
        for name in (*(item.id for item in survey.asked(one.form)), SCORE):
            number = one.result.get(name)
            if number is None:
                continue
            if "shares" in number:
                for option, share in zip(survey.en.steps, number["shares"], strict=False):
                    rows.writerow((*head, name, "4+", "", "", safe(option), share))
            else:
                figures = [views.decimal(locale, number[key]) for key in ("mean", "spread")]
                rows.writerow((*head, name, "4+", *figures, "", ""))
    return text.getvalue()
