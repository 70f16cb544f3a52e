"""*Forløbsplakaten*: one page of what the team shares. No names of anybody, and nothing that was not shown to all."""

from __future__ import annotations

from bot.closing import package_views as views
from bot.context import Context
from bot.i18n import md
from bot.ui import MAX_TITLE, Block, Card, Divider, Facts, Text, plain
from bot.wording import shortened
from storage.agreements import AgreementStore
from storage.challenges import ChallengeStore
from storage.closings import ClosingStore
from storage.decisions import DecisionStore
from storage.field import FieldStore
from storage.goals import GoalStore
from storage.meetings import MeetingStore, PlaceKind

DECISIONS, SIGNS = 4, 4
LONG, SHORT = 420, 150


def card(ctx: Context, partner: str) -> Card:
    """What stands first is the challenge, then facts in a row, then sections; `adapters` set it on one page."""
    challenge = ctx.store(ChallengeStore).latest(ctx.here.id)
    _ = ctx.locale.gettext
    problem = challenge.problem if challenge else ctx.here.challenge
    blocks: list[Block] = [plain(shortened(problem, LONG))] if problem else []
    facts = [(_("Sammen med"), partner)] if partner else []
    facts += [(label, str(count)) for label, count in _numbers(ctx) if count]
    if facts:
        blocks.append(Facts(tuple((label, plain(text)) for label, text in facts)))
    blocks.append(Divider())
    question = challenge.question if challenge else ""
    said = ctx.store(ClosingStore).of_team(ctx.here.id)
    for title, lines in (
        (_("Det ville vi finde ud af"), [question] if question else []),
        (_("Det besluttede vi undervejs"), _decisions(ctx)),
        (_("Tegn på, at det lykkedes"), _signs(ctx)),
        (_("Det er vi kommet frem til"), [one.text for one in said.conclusions]),
        (_("Det anbefaler vi"), [views.to_whom(ctx.locale, one) for one in said.recommendations]),
        (_("Tak"), [said.thanks] if said.thanks else []),
    ):
        if lines:
            blocks.append(views.section(title, [shortened(line, LONG) for line in lines]))
    if len(blocks) == 1:
        blocks.append(
            md(_("Plakaten fyldes af det, I skriver: udfordringen, beslutninger, mål og afslutning."))
        )
    return Card(_title(ctx), tuple(blocks))


def _title(ctx: Context) -> Text:
    return plain(shortened(f"{ctx.here.name} · {ctx.here.course.name}", MAX_TITLE))


def _numbers(ctx: Context) -> list[tuple[str, int]]:
    """Counts of the team's, never of anybody's."""
    _ = ctx.locale.gettext
    met = [
        one
        for one in ctx.store(MeetingStore).settled(ctx.here.id)
        if one.starts_at and one.starts_at < ctx.now
    ]
    visits = ctx.store(FieldStore).logged(ctx.here.id)
    kept = ctx.store(AgreementStore).closed_since(ctx.here.id, ctx.now.replace(year=2000))
    return [
        (_("Møder"), len(met)),
        (_("Heraf ansigt til ansigt"), sum(one.place_kind is not PlaceKind.online for one in met)),
        (_("Besøg i felten"), len(visits)),
        (_("Timer i felten"), round(sum(one.plan.minutes for one in visits) / 60)),
        (_("Aftaler holdt"), sum(one.state == "done" for one in kept)),
    ]


def _decisions(ctx: Context) -> list[str]:
    found = ctx.store(DecisionStore).decisions(ctx.here.id, DECISIONS * 3)
    open_to_all = [one for one in found if not one.internal][:DECISIONS]
    return [shortened(one.text, SHORT) for one in reversed(open_to_all)]


def _signs(ctx: Context) -> list[str]:
    reached = [one for one in ctx.store(GoalStore).of_team(ctx.here.id) if one.state == "reached"]
    return [shortened(one.sign or one.text, SHORT) for one in reached[:SIGNS]]
