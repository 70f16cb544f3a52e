"""Minutes and decisions: what they register. The team, facilitator included, reads and writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.context import Context
from bot.errors import N_
from bot.events import AccountAdded, AgreementsChanged, MeetingHeld, MemberJoined
from bot.feature import TEAM, Command, Feature, FormRoute, News, PersonalData, PressRoute, Retention, Step
from bot.i18n import md
from bot.minutes import making, recording, searching, sending
from bot.ui import Button, Style
from bot.wording import shortened
from storage.decisions import DecisionStore
from storage.meetings import MeetingStore
from storage.minutes import MinutesState, MinutesStore

LATELY = timedelta(days=7)  # minutes that wait longer than that are not asked for any more


def steps(ctx: Context) -> Iterable[Step]:
    """For the note-taker: minutes that wait for a last word."""
    if ctx.role not in TEAM or ctx.person is None:
        return
    for minutes in ctx.store(MinutesStore).of_team(ctx.here.id, 1):
        meeting = ctx.store(MeetingStore).meeting(ctx.here.id, minutes.meeting_id)
        waits = (
            minutes.state is MinutesState.draft and sending.note_taker(ctx, minutes.meeting_id) == ctx.me.id
        )
        if meeting is None or meeting.starts_at is None or not waits or meeting.starts_at < ctx.now - LATELY:
            continue
        _ = ctx.locale.gettext
        text = md(_("Referatet af *%(purpose)s* er ikke sendt endnu."), purpose=meeting.purpose)
        button = Button(_("Skriv i referatet"), ctx.team_action("minutes/write", meeting.id), Style.primary)
        yield Step(35, text, button)


def news(ctx: Context, since: datetime) -> Iterable[News]:
    """What was decided meanwhile, in a line."""
    decided = ctx.store(DecisionStore).decisions(ctx.here.id, 21, since=since)
    if not decided:
        return
    _ = ctx.locale.gettext
    text = md(_("I har besluttet: %(text)s"), text=shortened(decided[0].text, 160))
    more = len(decided) - 1
    if more:
        said = ctx.locale.ngettext("og én ting til", "og %(count)s ting til", more) % {"count": more}
        text += md(" (%(said)s)", said=said)
    yield News(10, text)


def export(ctx: Context, person_id: int) -> list[tuple[str, str]]:
    _ = ctx.locale.gettext
    rows = [(_("Skrevet ned på et møde"), one.text) for one in ctx.store(DecisionStore).of_person(person_id)]
    headings = {"minutes": _("Referat, du har skrevet i"), "correction": _("Rettelse, du har foreslået")}
    written = ctx.store(MinutesStore).written_by(person_id)
    return [*rows, *((headings[what], text) for what, text in written)]


def erase(ctx: Context, person_id: int) -> None:
    """What the team wrote down stays the team's; nobody's name is on it."""
    ctx.store(DecisionStore).erase(person_id)
    for _team_id, meeting_id in ctx.store(MinutesStore).erase(person_id):
        ctx.refresh(making.key(meeting_id))


def keepsakes(ctx: Context) -> Iterable[tuple[str, str]]:
    """Meeting by meeting: what was written down, and the minutes' own words."""
    decisions = ctx.store(DecisionStore)
    for minutes in reversed(ctx.store(MinutesStore).of_team(ctx.here.id, making.ALL)):
        meeting = ctx.store(MeetingStore).meeting(ctx.here.id, minutes.meeting_id)
        if meeting is None or meeting.starts_at is None:
            continue
        said = [f"{one.title}: {one.text}" for one in decisions.of_meeting(ctx.here.id, meeting.id)]
        text = "\n".join(one for one in (*said, minutes.text) if one)
        if text:
            when = ctx.locale.local(meeting.starts_at).date()
            label = ctx.locale.gettext("Møde %(day)s: %(purpose)s")
            yield label % {"day": when, "purpose": meeting.purpose}, text


feature = Feature(
    name="minutes",
    commands=(
        Command(
            name="referat",
            handler=sending.command,
            about=N_("Læs referatet af jeres seneste møde"),
            english="minutes",
            native="referat",
            hint=N_("ord, du leder efter"),
        ),
        Command(
            name="beslutninger",
            handler=searching.command,
            about=N_("Find det, I har besluttet"),
            english="decisions",
            native="beslutninger",
            hint=N_("ord, du leder efter"),
        ),
    ),
    presses={
        "minutes/away": PressRoute(recording.away),
        "minutes/send": PressRoute(sending.send),
        "minutes/read": PressRoute(sending.read, paper=True),
        "minutes/open": PressRoute(sending.open_),
        "minutes/versions": PressRoute(sending.versions),
        "minutes/corrections": PressRoute(sending.corrections),
        "minutes/take": PressRoute(sending.take),
        "minutes/leave": PressRoute(sending.leave),
        "minutes/more": PressRoute(searching.more),
    },
    forms={
        "minutes/decide": FormRoute(recording.decide_form, recording.decide),
        "minutes/note": FormRoute(recording.note_form, recording.note),
        "minutes/rewrite": FormRoute(recording.rewrite_form, recording.rewrite),
        "minutes/write": FormRoute(sending.write_form, sending.write),
        "minutes/correct": FormRoute(sending.correct_form, sending.correct),
    },
    cards={"minutes/card": making.card, "minutes/ask": sending.ask_card},
    jobs={"minutes/send": sending.send_by_itself, "minutes/final": sending.final},
    on={
        MeetingHeld: sending.on_held,
        AgreementsChanged: making.on_agreements,
        MemberJoined: making.on_joined,
        AccountAdded: making.on_joined,
    },
    steps=steps,
    news=news,
    personal_data=PersonalData(
        ("meeting_record", "minutes", "minutes_present", "minutes_version", "minutes_correction"),
        export,
        erase,
    ),
    retention=Retention(
        team=("meeting_record", "minutes", "minutes_present", "minutes_version", "minutes_correction")
    ),
    keepsakes=keepsakes,
)
