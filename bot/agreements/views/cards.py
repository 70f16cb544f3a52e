"""What the cards about agreements say, to the team and to one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import dates
from bot.agreements import rules
from bot.agreements.rules import State, Tally
from bot.agreements.views.words import Known, day, near_day, party_names, row, title
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, Choice, Divider, Facts, Option, Text, plain
from storage.agreements import Agreement
from storage.goals import Goal


@dataclass(frozen=True, slots=True)
class Points:
    """The point of the contract an agreement stands on ("": none), those there are by id, and what picks one."""

    chosen: str
    titles: Mapping[str, str]
    action: Action | None


Row = tuple[Agreement, tuple[Button, ...]]
ON_MEETINGS_CARD, MOST_ON_MEETINGS_CARD = 60, 3  # letters, agreements
MOST_IN_MINUTES = 6
MOST_ASKED = 5  # agreements that one private card asks about; the others are in the list


def _rows(locale: Locale, rows: Sequence[Row], known: Known) -> list[Block]:
    blocks: list[Block] = []
    for one, buttons in rows:
        blocks.append(row(locale, one, known))
        if buttons:
            blocks.append(Buttons(buttons))
    return blocks


# ---- `/aftale`


def overview(
    locale: Locale, mine: Sequence[Row], others: Sequence[Row], known: Known, buttons: tuple[Button, ...]
) -> Card:
    """The team's open agreements, the reader's own first."""
    _ = locale.gettext
    blocks = _rows(locale, mine, known)
    if others:
        if mine:
            blocks.append(Divider())
        blocks += _rows(locale, others, known)
    if not blocks:
        blocks.append(md(_("Der er ingen åbne aftaler lige nu.")))
        blocks.append(
            md(_("Har I aftalt noget mundtligt, så skriv det ned her. Det tager et minut."), quiet=True)
        )
    return Card(md(_("Jeres aftaler")), (*blocks, Buttons(buttons)))


def counts(
    locale: Locale, team: str, tally: Tally, done: int, mine: Sequence[Row], known: Known, button: Button
) -> Card:
    """For the facilitator: how many, not which; and those they are a party to themselves."""
    _ = locale.gettext
    facts = Facts(
        (
            (_("Åbne"), plain(str(tally.open))),
            (_("Venter på ja"), plain(str(tally.waiting))),
            (_("Over fristen"), plain(str(tally.overdue))),
            (_("Klaret de seneste fire uger"), plain(str(done))),
        )
    )
    note = md(_("Du ser kun tal her. Teamet ser selv aftalerne med */aftale*."), quiet=True)
    blocks: list[Block] = [facts, note]
    if mine:
        blocks += [md(_("Aftaler, du selv er med i:")), *_rows(locale, mine, known)]
    return Card(md(_("Aftaler i %(team)s"), team=team), (*blocks, Buttons((button,))))


def detail(
    locale: Locale,
    one: Agreement,
    known: Known,
    goal: Goal | None,
    goals: tuple[Action, Sequence[Goal]] | None,
    points: Points,
    moved_from: Sequence[date],
    buttons: Sequence[tuple[Button, ...]],
) -> Card:
    """One agreement, whole. `goals`: which it can be tied to, by which action; `moved_from`: its former days."""
    _ = locale.gettext
    rows: list[tuple[str, Text]] = [
        (_("Hvem"), plain(party_names(locale, one.doers, known))),
        (_("Senest"), plain(day(locale, one.due_on))),
    ]
    if one.others:
        rows.append((_("Aftalt med"), plain(party_names(locale, one.others, known))))
    if one.sign:
        rows.append((_("Tegn på succes"), plain(one.sign)))
    if goal:
        rows.append((_("Hører til målet"), plain(goal.text)))
    if points.chosen in points.titles:
        rows.append((_("Bygger på kontrakten"), plain(points.titles[points.chosen])))
    if moved_from:
        former = ", ".join(
            dates.short_day(each, locale.local(locale.now), locale.language) for each in moved_from
        )
        rows.append((_("Tidligere datoer"), plain(former)))
    blocks: list[Block] = [Facts(tuple(rows)), *_answers(locale, one, known)]
    if goals and goals[1]:
        options = tuple(Option(str(each.id), each.text[:75]) for each in goals[1])
        blocks.append(Choice(_("Knyt den til et mål"), goals[0], options, str(goal.id) if goal else None))
    if points.action:
        options = tuple(Option(clause, title[:75]) for clause, title in points.titles.items())
        selected = points.chosen if points.chosen in points.titles else None
        blocks.append(Choice(_("Knyt den til kontrakten"), points.action, options, selected))
    blocks += [Buttons(each) for each in buttons if each]
    return Card(md("%(text)s", text=title(one, 140)), tuple(blocks))


def _answers(locale: Locale, one: Agreement, known: Known) -> list[Block]:
    """Who has said yes, noted by whom; whose yes is awaited; whether it was carried along."""
    _ = locale.gettext
    said = []
    for party in one.parties:
        if party.kind == "partner" and party.answered_at and party.answered_by:
            by = known.names.get(party.answered_by, _("tidligere medlem"))
            when = day(locale, locale.local(party.answered_at).date())
            template = _("%(name)s har sagt ja.") if party.answer == "yes" else _("%(name)s har sagt nej.")
            noted_by = _("Det skrev %(by)s ned %(day)s.") % {"by": by, "day": when}
            name = party_names(locale, [party], known)
            said.append(f"{_first(template % {'name': name})} {noted_by}")
    refused = [party for party in rules.refused(one) if party.kind != "partner"]
    if refused:
        said.append(_first(_("%(name)s har sagt nej.") % {"name": party_names(locale, refused, known)}))
    waiting = rules.awaited(one, known.present)
    if waiting:
        said.append(_("Venter på ja fra %(name)s.") % {"name": party_names(locale, waiting, known)})
    if not said:
        said.append(_("Alle har sagt ja."))
    if one.carried:
        said.append(
            locale.ngettext("Taget med fra ét møde.", "Taget med fra %(meetings)s møder.", one.carried)
            % {"meetings": one.carried}
        )
    return [md("%(said)s", said=" ".join(said), quiet=True)]


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- after a press


def made(locale: Locale, one: Agreement, known: Known, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    waiting = [party for party in one.parties if party.answer == "waiting"]
    blocks: list[Block] = [row(locale, one, known)]
    if any(party.kind == "partner" for party in waiting):
        blocks.append(
            md(_("Når den anden part har sagt ja, så tryk på *De har sagt ja* på aftalen."), quiet=True)
        )
    blocks.append(Buttons(buttons))
    return Card(md(_("Aftalen er skrevet ned")), tuple(blocks))


def closed(locale: Locale, one: Agreement, state: State, by: str, buttons: tuple[Button, ...]) -> Card:
    """What became of it; `by` when it was somebody else, a moment before."""
    _ = locale.gettext
    if state is State.done:
        text = _("%(name)s har allerede meldt den klaret.") if by else _("Tak. Godt, at den er klaret.")
    else:
        text = (
            _("%(name)s har allerede taget den af listen.")
            if by
            else _("Den er taget af listen. Det er helt fint.")
        )
    return Card(
        md("%(text)s", text=text % {"name": by} if by else text),
        (md("*%(text)s*", text=title(one)), Buttons(buttons)),
    )


def help_card(locale: Locale, one: Agreement, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Godt, at du spørger")),
        (md(_("*%(text)s*: hvordan vil du have hjælp?"), text=title(one)), Buttons(buttons)),
    )


# ---- posted in private


def asked(locale: Locale, name: str, rows: Sequence[Row], known: Known) -> Card:
    """Their yes is asked for."""
    _ = locale.gettext
    one = len(rows) == 1
    hello = _("Hej %(name)s. Siger du ja til den her aftale?") if one else _("Hej %(name)s. Siger du ja til de her aftaler?")  # fmt: skip
    blocks = _rows(locale, rows[:MOST_ASKED], known)
    blocks.append(
        md(
            _("En aftale gælder, når begge parter siger ja. Du må gerne sige nej eller foreslå noget andet."),
            quiet=True,
        )
    )
    return Card(md(hello, name=name), tuple(blocks))


def due(
    locale: Locale, name: str, rows: Sequence[Row], closed: Sequence[Agreement], listed_on: date | None
) -> Card:
    """How it goes with what was due (tone.md, model 10). `listed_on`: when the team sees what is still open."""
    _ = locale.gettext
    blocks: list[Block] = []
    if len(rows) == 1:
        one, buttons = rows[0]
        template = _("Aftalen *%(text)s* havde frist %(day)s. Hvordan står det til med den?")
        blocks += [md(template, text=title(one), day=near_day(locale, one.due_on)), Buttons(buttons)]
    elif rows:
        blocks.append(md(_("De her aftaler har haft frist. Hvordan står det til med dem?")))
        for one, buttons in rows[:MOST_ASKED]:
            blocks.append(md(_("*%(text)s* · frist %(day)s"), text=title(one), day=day(locale, one.due_on)))
            blocks.append(Buttons(buttons))
    for one in closed[:MOST_ASKED]:
        done = one.state == State.done
        line = _("*%(text)s* er klaret. Tak.") if done else _("*%(text)s* er taget af listen.")
        blocks.append(md(line, text=title(one)))
    if rows and listed_on:
        one_left = _(
            "Kun du ser denne besked. Er aftalen stadig åben %(day)s, kommer den med på teamets liste."
        )
        more = _("Kun du ser denne besked. Det, der stadig er åbent %(day)s, kommer med på teamets liste.")
        blocks.append(md(one_left if len(rows) == 1 else more, day=near_day(locale, listed_on), quiet=True))
    return Card(md(_("Hej %(name)s"), name=name), tuple(blocks))


def refused(locale: Locale, one: Agreement, who: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("%(name)s siger nej til *%(text)s*. Tal sammen om, hvad der kan lade sig gøre."), name=_first(who),
              text=title(one))  # fmt: skip
    return Card(md(_("En aftale skal måske laves om")), (text, Buttons(buttons)))


def joined(locale: Locale, one: Agreement, who: str, button: Button) -> Card:
    text = md(locale.gettext("%(name)s hjælper dig med *%(text)s*."), name=who, text=title(one))
    return Card(md(locale.gettext("Der er hjælp på vej")), (text, Buttons((button,))))


def changed(locale: Locale, one: Agreement, known: Known, button: Button) -> Card:
    return Card(md(locale.gettext("Aftalen er lavet om")), (row(locale, one, known), Buttons((button,))))


# ---- in the team's channel


def team_list(
    locale: Locale,
    waiting: Sequence[Row],
    overdue: Sequence[Agreement],
    loose: Sequence[Row],
    others: int,
    known: Known,
    button: Button,
) -> Card:
    """The team's one card: what waits for them, without saying who is late."""
    _ = locale.gettext
    blocks: list[Block] = []
    for one, buttons in loose:
        blocks.append(
            md(
                _("*%(text)s* er fri, for %(name)s er ikke længere i teamet. Hvem tager den?"),
                text=title(one),
                name=party_names(locale, one.doers, known),
            )
        )
        blocks.append(Buttons(buttons))
    blocks += _rows(locale, waiting, known)
    if overdue:
        blocks.append(
            md(_("**Over fristen:** Kan I hjælpe hinanden, eller skal noget flyttes eller slippes?"))
        )
        lines = "\n".join(
            _("%(text)s · frist %(day)s") % {"text": title(one), "day": day(locale, one.due_on)}
            for one in overdue
        )
        blocks.append(plain(lines))
    if others:
        blocks.append(
            md(
                locale.ngettext("Én aftale mere er i gang.", "%(count)s aftaler mere er i gang.", others),
                count=others,
                quiet=True,
            )
            if blocks
            else md(
                locale.ngettext("Én aftale er i gang.", "%(count)s aftaler er i gang.", others), count=others
            )
        )
    if not blocks:
        blocks.append(md(_("Alt er klaret. Godt gået.")))
    return Card(md(_("Jeres aftaler")), (*blocks, Buttons((button,))))


def helping(locale: Locale, one: Agreement, known: Known, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    who = party_names(locale, one.doers, known)
    if not one.help_wanted:
        text = md(_("*%(text)s*: nu er %(names)s fælles om den."), text=title(one), names=who)
        return Card(md(_("Der er hjælp på vej")), (text, Buttons(buttons)))
    text = md(_("%(names)s vil gerne have hjælp til *%(text)s*, senest %(day)s."), names=who, text=title(one),
              day=day(locale, one.due_on))  # fmt: skip
    return Card(md(_("Har du tid til at hjælpe?")), (text, Buttons(buttons)))


def at_meeting(locale: Locale, agreements: Sequence[Agreement], known: Known) -> list[Block]:
    """What was agreed at a meeting, shortly, for its card."""
    if not agreements:
        return []
    lines = [
        f"{title(one, ON_MEETINGS_CARD)}: {party_names(locale, one.doers[:2], known)}"
        for one in agreements[:MOST_ON_MEETINGS_CARD]
    ]
    if len(agreements) > MOST_ON_MEETINGS_CARD:
        lines.append(locale.gettext("%(count)s til") % {"count": len(agreements) - MOST_ON_MEETINGS_CARD})
    heading = md("**%(title)s**", title=locale.gettext("Aftalt"))
    return [heading + plain("\n" + "\n".join(lines))]


def in_minutes(locale: Locale, agreements: Sequence[Agreement], known: Known) -> list[Block]:
    """The same for its minutes."""
    if not agreements:
        return []
    heading = md("**%(title)s**", title=locale.gettext("Aftalt"))
    first, *more = (row(locale, one, known) for one in agreements[:MOST_IN_MINUTES])
    return [heading + plain("\n") + first, *more]
