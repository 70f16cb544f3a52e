"""What supervision says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.supervision.rules import MOST, Wrong
from bot.ui import (
    MAX_OPTIONS,
    MAX_TEXT_BLOCK,
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    Page,
    TextField,
    plain,
)
from bot.wording import shortened
from storage.supervision import Offer, Time

TIMES, PLACE, QUESTION = 600, 100, 600  # characters
LENGTHS = (15, 20, 30, 45, 60, 90, 120)  # minutes
TEAM, SHOWN = 40, 100  # characters of a team's name, and of a question at most, where there are several
MOST_BACK = 3
ROW = 5


def when(locale: Locale, moment: datetime) -> str:
    return dates.appointment(moment, locale.local(locale.now), locale.language)


def short(locale: Locale, moment: datetime) -> str:
    return dates.short(moment, locale.local(locale.now), locale.language)


def event_title(locale: Locale, team: str) -> str:
    return locale.gettext("Vejledning: %(team)s") % {"team": team}


def rows(buttons: Sequence[Button]) -> tuple[Buttons, ...]:
    return tuple(Buttons(tuple(buttons[start : start + ROW])) for start in range(0, len(buttons), ROW))


def about(locale: Locale, offer: Offer) -> str:
    """`30 minutter · lokale B2.14`."""
    return " · ".join(
        [dates.duration(offer.minutes, locale.language), *([offer.place] if offer.place else [])]
    )


# ---- offering


def new_form(locale: Locale, action: Action, teams: Sequence[tuple[int, str]], *, ask: bool = True) -> Form:
    """`ask`: which of the teams; otherwise it is for all of them."""
    _ = locale.gettext
    which = ChoicesField(
        name="teams",
        label=_("Hvilke teams?"),
        hint=_("Lad feltet stå tomt, så får alle dine teams tilbuddet."),
        options=tuple(Option(str(team_id), name[:75]) for team_id, name in teams[:MAX_OPTIONS]),
    )
    fields = (
        TextField(
            name="times",
            label=_("Hvilke tider tilbyder du?"),
            hint=_("Fx tors 9-12, fre 13.15. Et længere tidsrum deler jeg op. Højst %(most)s tider.")
            % {"most": MOST},
            required=True,
            multiline=True,
            max_length=TIMES,
        ),
        ChoiceField(
            name="minutes",
            label=_("Hvor længe hver gang?"),
            required=True,
            options=tuple(Option(str(one), dates.duration(one, locale.language)) for one in LENGTHS),
            value="30",
        ),
        TextField(
            name="place", label=_("Sted"), hint=_("Et lokale, en adresse eller et link."), max_length=PLACE
        ),
        *((which,) if ask else ()),
    )
    note = md(
        _("Teamene kan se tiderne. Hvert team kan tage én, og den første, der trykker, får den."), quiet=True
    )
    return Form(action, _("Tilbyd vejledning"), (Page(fields, note),), send=_("Tilbyd"))


def problem(locale: Locale, wrong: Wrong) -> str:
    _ = locale.gettext
    match wrong:
        case Wrong.NONE:
            return _("Skriv mindst én tid, fx tors 9-12.")
        case Wrong.TOO_MANY:
            return _("Det bliver til for mange tider. Der er plads til %(most)s på én gang.") % {"most": MOST}
        case Wrong.PAST:
            return _("En af tiderne er allerede gået.")
        case Wrong.OUTSIDE_COURSE:
            return _("En af tiderne ligger uden for forløbet.")
        case Wrong.OVERLAP:
            return _("To af tiderne overlapper hinanden.")
        case _:
            assert_never(wrong)


def offered(locale: Locale, times: int, teams: Sequence[str]) -> Card:
    """To the facilitator who offered them."""
    text = locale.ngettext(
        "Én tid er lagt ud til %(teams)s.", "%(count)s tider er lagt ud til %(teams)s.", times
    )
    more = locale.gettext("Jeg beder dem om et spørgsmål arbejdsdagen før, og så får du det at se.")
    said = md(text, count=times, teams=locale.names(list(teams)[:MAX_OPTIONS]))
    return Card(md(locale.gettext("Tiderne er lagt ud")), (said, md("%(more)s", more=more)))


def cut(text: str, room: int = SHOWN) -> str:
    return shortened(" ".join(text.split()), room)


# ---- taken back by who offers it


def withdrawn_card(locale: Locale, name: str, time: Time, another: tuple[Block, ...] = ()) -> Card:
    """In private, to the one who took it. `another`: how to have another time, until the team has one."""
    _ = locale.gettext
    text = md(
        _("%(name)s kan desværre alligevel ikke %(time)s. Tiden er ude af jeres kalender."),
        name=name or _("Jeres facilitator"),
        time=when(locale, time.starts_at),
    )
    return Card(md(_("Vejledningen er aflyst")), (text, *another))


def another(locale: Locale, buttons: tuple[Button, ...]) -> tuple[Block, ...]:
    _ = locale.gettext
    if not buttons:
        return (md(_("Spørg gerne efter en anden tid.")),)
    text = md(_("Der er flere ledige tider. Spørgsmålet, hvis I har skrevet et, følger med."))
    return text, Buttons(buttons)


# ---- in a team


def offer_card(
    locale: Locale,
    name: str,
    offer: Offer,
    left: Sequence[Time],
    of: int,
    back: Sequence[Time],
    buttons: Sequence[Button],
) -> Card:
    """The times a team can take. Those that others have taken are counted, not named. `back`: those that were the
    team's, and who offers cannot keep."""
    _ = locale.gettext
    title = md(_("%(name)s tilbyder vejledning"), name=name or _("Et tidligere medlem"))
    gone = [md(_("Tiden %(time)s er aflyst."), time=when(locale, one.starts_at)) for one in back[-MOST_BACK:]]
    if not left:
        text = md(_("Der er ikke flere ledige tider denne gang."))
        return Card(title, (*gone, md("%(about)s", about=about(locale, offer)), text))
    text = md(
        _("%(about)s. Tag en tid med ét tryk: den første, der trykker, får den. Hvert team kan tage én."),
        about=about(locale, offer),
    )
    blocks: list[Block] = [*gone, text]
    if len(left) < of:
        blocks.append(md(_("%(left)s af %(of)s tider er ledige."), left=len(left), of=of))
    return Card(title, (*blocks, *rows(buttons)))


def own_time_card(locale: Locale, name: str, offer: Offer, own: Time, buttons: tuple[Button, ...]) -> Card:
    """The team has one."""
    _ = locale.gettext
    text = md(
        _("**%(time)s** · %(about)s, med %(name)s."),
        time=when(locale, own.starts_at),
        about=about(locale, offer),
        name=name or _("Et tidligere medlem"),
    )
    blocks: list[Block] = [text]
    if own.question:
        blocks.append(plain(own.question, quote=True))
    elif buttons:
        blocks.append(md(_("Hvad vil I gerne tale om? Skriv det senest arbejdsdagen før.")))
    return Card(md(_("I har en vejledningstid")), (*blocks, *((Buttons(buttons),) if buttons else ())))


def others(locale: Locale, own: Time, buttons: Sequence[Button]) -> Card:
    _ = locale.gettext
    if not buttons:
        return Card(md(_("Der er ikke flere ledige tider denne gang.")))
    text = md(
        _(
            "I har %(time)s. Tager I en anden, bliver den fri for de andre teams, og jeres spørgsmål følger med."
        ),
        time=when(locale, own.starts_at),
    )
    return Card(md(_("Hvilken tid vil I hellere have?")), (text, *rows(buttons)))


def nothing(locale: Locale) -> Card:
    _ = locale.gettext
    text = md(_("Der er ikke lagt tider ud lige nu. Spørg jeres facilitator, hvis I har brug for en."))
    return Card(md(_("Vejledning")), (text,))


# ---- the question


def question_form(locale: Locale, action: Action, name: str, time: Time) -> Form:
    _ = locale.gettext
    field = TextField(
        name="question",
        label=_("Hvad vil I gerne tale om?"),
        hint=_("Én linje er nok."),
        required=True,
        multiline=True,
        max_length=QUESTION,
        value=time.question,
    )
    note = md(
        _("Teamet og %(name)s kan læse det. Skriv ikke navne på borgere."),
        quiet=True,
        name=name or _("facilitator"),
    )
    return Form(action, _("Spørgsmål til vejledning"), (Page((field,), note),), send=_("Gem"))


def asked(locale: Locale, name: str, at: datetime) -> Card:
    _ = locale.gettext
    text = md(
        _("%(name)s kan se det inden %(time)s. I kan rette det indtil da."),
        name=name or _("Jeres facilitator"),
        time=when(locale, at),
    )
    return Card(md(_("Tak, spørgsmålet er med")), (text,))


def ask_card(locale: Locale, name: str, time: Time, buttons: tuple[Button, ...]) -> Card:
    """In private, the working day before."""
    _ = locale.gettext
    if time.question:
        text = md(_("Vejledningen er %(time)s. Det her vil I tale om:"), time=when(locale, time.starts_at))
        return Card(
            md(_("Spørgsmålet er skrevet")), (text, plain(time.question, quote=True), Buttons(buttons))
        )
    text = md(
        _("I skal til vejledning hos %(name)s %(time)s. Hvad vil I gerne tale om? Én linje er nok."),
        name=name or _("jeres facilitator"),
        time=when(locale, time.starts_at),
    )
    return Card(md(_("Hvad skal vejledningen handle om?")), (text, Buttons(buttons)))


def day_card(locale: Locale, day: date, rows: Sequence[tuple[str, Time]]) -> Card:
    """To the facilitator: who comes, and with what."""
    _ = locale.gettext
    text = md("")
    shown = rows[: 2 * MOST]
    room = min(SHOWN, MAX_TEXT_BLOCK // max(len(shown), 1) - TEAM - len("\n13.15 · : "))
    for index, (team, one) in enumerate(shown):
        clock = dates.clock(locale.local(one.starts_at), locale.language)
        text += md("\n" if index else "") + md(
            "**%(clock)s** · %(team)s", clock=clock, team=shortened(team, TEAM)
        )
        question = cut(one.question, room) if one.question else _("intet spørgsmål endnu")
        text += md(": %(question)s", question=question)
    named = dates.relative_day(day, locale.local(locale.now), locale.language)
    return Card(md(_("Vejledning %(day)s"), day=named), (text,))
