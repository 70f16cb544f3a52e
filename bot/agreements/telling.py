"""What agreements tell the rest: next steps, the agenda, who was away, the facilitator's Monday, calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from bot import thresholds
from bot.agreements import rules, views
from bot.agreements.finding import done_button, known, open_here, see_button, yes_button
from bot.agreements.rules import Answer, State
from bot.calendar import local_to_utc
from bot.context import Context
from bot.feature import CalendarEntry, GuestLine, GuestPart, News, Signal, Step, Topic, Track
from bot.i18n import Locale, md
from bot.team_parts import essentials_only
from bot.ui import Action, Block, Button, Text
from storage.agreements import Agreement, AgreementStore
from storage.teams import Role, TeamStore

SOON = timedelta(days=2)
TOLD_FOR = timedelta(days=4)  # that somebody else closed what was yours
NEWS_OF = timedelta(days=4)
FRESH = timedelta(days=7)
KEPT = 3  # agreements kept in a week that are worth praise
EVER = datetime(2000, 1, 1, tzinfo=UTC)
DAY_ENDS, AN_HOUR = time(15), timedelta(hours=1)


def steps(ctx: Context) -> Iterable[Step]:
    """Say yes; what of yours is due."""
    if ctx.person is None:
        return
    _ = ctx.locale.gettext
    for one, told in _closed_by_others(ctx, ctx.now - TOLD_FOR):
        yield Step(60, told, see_button(ctx, one))
    for one in open_here(ctx):
        if any(party.person_id == ctx.me.id and party.answer == Answer.waiting for party in one.parties):
            text = md(_("*%(text)s* venter på dit ja."), text=views.title(one))
            yield Step(25, text, yes_button(ctx, one))
        elif one.does(ctx.me.id) and one.due_on < ctx.locale.today:
            yield Step(
                14, _my(ctx, _("Din aftale *%(text)s* havde frist %(day)s."), one), see_button(ctx, one)
            )
        elif one.does(ctx.me.id) and one.due_on <= ctx.locale.today + SOON:
            yield Step(
                35, _my(ctx, _("Din aftale *%(text)s* har frist %(day)s."), one), done_button(ctx, one)
            )


def _closed_by_others(ctx: Context, since: datetime) -> list[tuple[Agreement, Text]]:
    """What was for the person to do, and somebody else has closed since then: who did, in no post of its own."""
    _, names = ctx.locale.gettext, known(ctx).names
    sentences = {
        State.done: _("%(name)s har meldt *%(text)s* klaret."),
        State.dropped: _("%(name)s har meldt, at *%(text)s* ikke længere er relevant."),
    }
    return [
        (one, md(sentences[State(one.state)], text=views.title(one), name=names[one.closed_by]))
        for one in ctx.store(AgreementStore).closed_since(ctx.here.id, since)
        if one.does(ctx.me.id) and one.closed_by not in (None, ctx.me.id) and one.closed_by in names
    ]


def _my(ctx: Context, template: str, one: Agreement) -> Text:
    return md(template, text=views.title(one), day=views.near_day(ctx.locale, one.due_on))


def for_guests(ctx: Context) -> Iterable[GuestLine]:
    """What they are a party to, without how the others stand to it."""
    people = known(ctx)
    for place, one in enumerate(open_here(ctx)):
        text = views.promise(ctx.locale, one, people)
        yield GuestLine(GuestPart.agreed, place, text, (see_button(ctx, one),))


def topics(ctx: Context) -> Iterable[Topic]:
    """Each that is past its day, or was said no to; the rest as one. What somebody raised by a press is on the
    agenda already."""
    _ = ctx.locale.gettext
    rest = []
    for one in ctx.store(AgreementStore).open(ctx.here.id):
        if one.on_agenda:
            continue
        if one.due_on < ctx.locale.today or rules.refused(one):
            yield Topic(key=f"agreements/{one.id}", title=_title(ctx, one), track=Track.task)
        else:
            rest.append(one)
    if rest:
        title = _("Jeres %(count)s åbne aftaler") % {"count": len(rest)}
        title = _title(ctx, rest[0]) if len(rest) == 1 else title
        yield Topic(key="agreements/open", title=title, track=Track.task)


def _title(ctx: Context, one: Agreement) -> str:
    return ctx.locale.gettext("Aftale: %(text)s") % {"text": views.title(one)}


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """Yours that are due, those that ask for your yes, and how many the team has kept."""
    if ctx.person is None:
        return
    _ = ctx.locale.gettext
    mine = [one for one in open_here(ctx) if one.does(ctx.me.id) and one.due_on <= ctx.locale.today + NEWS_OF]
    for one in mine[:2]:
        over = one.due_on < ctx.locale.today
        template = _("Din aftale *%(text)s* havde frist %(day)s.") if over else _("Din aftale *%(text)s* har frist %(day)s.")  # fmt: skip
        yield News(20, _my(ctx, template, one))
    for _one, told in _closed_by_others(ctx, since)[:1]:
        yield News(25, told)
    asked = [one for one in open_here(ctx) if _asks(one, ctx.me.id)]
    if asked:
        text = ctx.locale.ngettext(
            "Én aftale venter på dit ja.", "%(count)s aftaler venter på dit ja.", len(asked)
        )
        yield News(15, md(text, count=len(asked)))
    closed = ctx.store(AgreementStore).closed_since(ctx.here.id, since)
    done = sum(one.state == State.done for one in closed)
    if done and ctx.role is Role.member:
        text = ctx.locale.ngettext(
            "Teamet har klaret én aftale.", "Teamet har klaret %(count)s aftaler.", done
        )
        yield News(70, md(text, count=done))


def _asks(one: Agreement, person_id: int) -> bool:
    return any(party.person_id == person_id and party.answer == Answer.waiting for party in one.parties)


def signals(ctx: Context) -> Iterable[Signal]:
    """A number (domain.md §7), and never whose; that they keep what they promise, or the partner has said yes."""
    if essentials_only(ctx.here):
        return
    store, team_id, least = ctx.store(AgreementStore), ctx.here.id, thresholds.of(ctx.here.course)
    still_open = store.open(team_id)
    yield from _partners_yes(ctx, still_open)
    found = rules.tally(still_open, ctx.locale.today, known(ctx).present)
    if found.too_many(least.agreements_late, least.agreements_late_percent):
        yield Signal(
            kind="agreements.late",
            team_id=team_id,
            order=35,
            text=lambda locale: _late(locale, found),
            action=lambda locale: Button(
                locale.gettext("Skriv til teamet"), Action.to("monday/write", team_id, "agreements.late")
            ),
            shared_text=lambda locale: md(
                locale.gettext(
                    "flere aftaler er mere end en uge over fristen. Foreslå, at de flytter eller "
                    "slipper nogle."
                )
            ),
        )
        return
    done = sum(one.state == State.done for one in store.closed_since(team_id, ctx.now - FRESH))
    if done >= KEPT and not found.overdue:
        yield Signal(
            kind="agreements.kept",
            team_id=team_id,
            order=45,
            text=lambda locale: md(
                locale.gettext("de har klaret %(count)s aftaler på en uge, og ingen er over fristen."),
                count=done,
            ),
            action=lambda locale: Button(
                locale.gettext("Ros teamet"), Action.to("monday/praise", team_id, "agreements.kept")
            ),
            strength=True,
        )


def _partners_yes(ctx: Context, still_open: Iterable[Agreement]) -> Iterable[Signal]:
    team_id = ctx.here.id
    partners = {one.person_id for one in ctx.store(TeamStore).members(team_id, Role.partner)}
    said = rules.partner_said_yes(still_open, partners, ctx.now - FRESH)
    if said:
        yield Signal(
            kind="agreements.partner",
            team_id=team_id,
            order=18,
            text=lambda locale: md(
                locale.ngettext(
                    "den lokale organisation har sagt ja til en aftale med dem.",
                    "den lokale organisation har sagt ja til %(count)s aftaler med dem.",
                    said,
                ),
                count=said,
            ),
            action=lambda locale: Button(
                locale.gettext("Ros teamet"), Action.to("monday/praise", team_id, "agreements.partner")
            ),
            strength=True,
        )


def _late(locale: Locale, found: rules.Tally) -> Text:
    text = locale.gettext(
        "%(late)s af %(open)s aftaler er en uge eller mere over fristen. Foreslå, at de vælger, hvad der er vigtigst."
    )
    return md(text, late=found.late, open=found.open)


def calendar(ctx: Context) -> Iterable[CalendarEntry]:
    """The days on which something is to be done: for a person their own, in the team's feed everybody's."""
    store = ctx.store(AgreementStore)
    found = store.open(ctx.here.id) if ctx.person is None else store.open_of(ctx.here.id, ctx.person.id)
    for one in found:
        start = local_to_utc(one.due_on, DAY_ENDS, ctx.zone)
        yield CalendarEntry(
            uid=f"agreement-{one.id}@samspil",
            start=start,
            end=start + AN_HOUR,
            title=ctx.locale.gettext("Frist: %(text)s") % {"text": views.title(one)},
            about=ctx.here.name,
            changed_at=one.made_at,
            sequence=one.version - 1,
            busy=False,
        )


def meeting_blocks(ctx: Context, meeting_id: int) -> Iterable[Block]:
    """What was agreed at the meeting."""
    return views.at_meeting(
        ctx.locale, ctx.store(AgreementStore).of_meeting(ctx.here.id, meeting_id), known(ctx)
    )


def minutes(ctx: Context, meeting_id: int) -> Iterable[Block]:
    """The same for its minutes, with days and answers."""
    return views.in_minutes(
        ctx.locale, ctx.store(AgreementStore).of_meeting(ctx.here.id, meeting_id), known(ctx)
    )


# ---- personal data


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    rows = []
    for one in ctx.store(AgreementStore).of_person(person_id):
        label = (
            _("Aftale, du er med i") if one.has(person_id) else _("Aftale, du har skrevet eller svaret på")
        )
        rows.append((label, f"{one.text} ({one.due_on.isoformat()})"))
    return rows


def erase(ctx: Context, person_id: int) -> None:
    ctx.store(AgreementStore).erase(person_id)


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    """Every agreement, open or not, by its day."""
    store = ctx.store(AgreementStore)
    found = (*store.open(ctx.here.id), *store.closed_since(ctx.here.id, EVER))
    for one in sorted(found, key=lambda one: (one.due_on, one.id)):
        label = ctx.locale.gettext("Aftale, %(day)s") % {"day": one.due_on}
        yield label, "\n".join(text for text in (one.text, one.sign) if text)
