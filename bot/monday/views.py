"""What the facilitator's Monday says (tone.md 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, Divider, Form, Page, Style, Text, TextField, plain
from bot.wording import count_word, noted
from storage.monday import MondayLine, MondayMessage, Note
from storage.teams import first_name

NOTE_LENGTH = 1500
MOST_SAID, ROOM = 4, 3200  # of one team in *Se alle*, and letters for them all
MOST_NAMED = 8  # teams that one line names; what more there are is counted


def message(
    locale: Locale,
    name: str,
    said: MondayMessage,
    lines: Sequence[MondayLine],
    team_names: Mapping[int, str],
    see_all: Button,
) -> Card:
    _ = locale.gettext
    week = dates.week_label(said.said_on, locale.language)
    heading = locale.ngettext(
        "Godmorgen, %(name)s. Dit team i %(week)s",
        "Godmorgen, %(name)s. Dine %(teams)s teams i %(week)s",
        said.teams,
    )
    blocks: list[Block] = []
    praise = [group for group in _groups(lines) if group[0].strength]
    needs = [group for group in _groups(lines) if not group[0].strength]
    if praise:
        blocks.append(md(_("**Værd at rose**")))
        for group in praise:
            blocks += _line(locale, group, team_names)
    if needs:
        teams = len({line.team_id for group in needs for line in group})
        if praise:
            blocks.append(Divider())
        blocks.append(md("**%(heading)s**", heading=_needs_heading(locale, teams)))
        for group in needs:
            blocks += _line(locale, group, team_names)
    blocks.append(_rest(locale, said))
    blocks.append(Buttons((see_all,)))
    return Card(md(heading, name=name, teams=said.teams, week=week), tuple(blocks))


def said_in(locale: Locale, texts: Mapping[str, str]) -> str:
    """A text that is kept in every language, in the reader's."""
    return texts.get(locale.language) or next(iter(texts.values()), "")


def _groups(lines: Sequence[MondayLine]) -> list[list[MondayLine]]:
    """Shared lines together, the others one by one, in the order they were said."""
    groups: dict[str, list[MondayLine]] = {}
    for line in lines:
        groups.setdefault(f"shared {line.kind}" if line.shared else str(line.id), []).append(line)
    return list(groups.values())


def _needs_heading(locale: Locale, teams: int) -> str:
    one = locale.gettext("Et team kan bruge dig i denne uge")
    word = count_word(locale, teams)
    many = locale.gettext("%(teams)s teams kan bruge dig i denne uge")
    return one if teams == 1 else many % {"teams": word[:1].upper() + word[1:]}


def _line(locale: Locale, group: list[MondayLine], team_names: Mapping[int, str]) -> list[Block]:
    _ = locale.gettext
    first = group[0]
    teams = [team_names.get(line.team_id, "–") for line in group]
    text = md("*%(names)s*: %(text)s", names=_named(locale, teams), text=said_in(locale, first.texts))
    if first.state == "done":
        return [text, md(_("Gjort. Tak."), quiet=True)]
    if first.state == "muted":
        return [text, md(_("Ikke relevant. Jeg nævner det ikke de næste to uger."), quiet=True)]
    buttons = [Button(said_in(locale, first.labels), Action.decode(first.action), Style.primary)]
    if not first.strength:
        buttons += [
            Button(_("Gjort"), Action.to("monday/done", first.team_id, first.id)),
            Button(_("Ikke relevant"), Action.to("monday/mute", first.team_id, first.id)),
        ]
    return [text, Buttons(tuple(buttons))]


def _rest(locale: Locale, said: MondayMessage) -> Text:
    _ = locale.gettext
    sentences = []
    if said.waiting == 1:
        sentences.append(_("Et til kan vente til næste uge."))
    elif said.waiting:
        word = count_word(locale, said.waiting)
        sentences.append(_("%(teams)s til kan vente til næste uge.") % {"teams": word.capitalize()})
    if said.calm == said.teams:
        sentences.append(_("Alle er godt i gang og behøver ikke noget fra dig nu."))
    elif said.calm == 1:
        sentences.append(_("Det sidste team er godt i gang og behøver ikke noget fra dig nu."))
    elif said.calm:
        word = count_word(locale, said.calm)
        sentences.append(
            _("De øvrige %(teams)s teams er godt i gang og behøver ikke noget fra dig nu.") % {"teams": word}
        )
    sentences.append(_("Hvert team kan selv læse, hvad der står om det."))
    return md("%(text)s", text=" ".join(sentences), quiet=True)


def door_down(locale: Locale, door: str, since: str) -> str:
    _ = locale.gettext
    text = _(
        "%(door)s har ikke svaret siden %(since)s. Beskederne ligger klar og kommer, så snart det virker igen."
    )
    return text % {"door": door, "since": since}


def posts_late(locale: Locale, since: str) -> str:
    text = locale.gettext("Nogle beskeder har været forsinkede siden %(since)s. Jeg prøver igen af mig selv.")
    return text % {"since": since}


def overview(
    locale: Locale, rows: Sequence[tuple[str, list[str]]], trouble: str = "", buttons: tuple[Button, ...] = ()
) -> Card:
    """*Se alle*: every team and what is said of it now, after what is wrong with the bot itself."""
    _ = locale.gettext
    blocks: list[Block] = [md("**%(trouble)s**", trouble=trouble)] if trouble else []
    blocks += [md("*%(team)s*: %(text)s", team=name, text=text) for name, text in _fitting(locale, rows[:30])]
    if not blocks:
        blocks.append(md(_("Du følger ingen teams lige nu.")))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Dine teams")), tuple(blocks))


def _fitting(locale: Locale, rows: Sequence[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """As much of each team, the same of them all, as one card holds; the most urgent first."""
    found: list[tuple[str, str]] = []
    for most in (*range(MOST_SAID, 0, -1), 0):
        found = [(name, _said(locale, texts, most)) for name, texts in rows]
        if sum(len(name) + len(text) for name, text in found) <= ROOM:
            break
    return found


def _said(locale: Locale, texts: list[str], most: int) -> str:
    _ = locale.gettext
    if not texts:
        return _("godt i gang.")
    left = len(texts) - most
    if left <= 0:
        return " ".join(texts)
    if not most:
        return _("%(count)s ting at se på.") % {"count": left}
    return " ".join((*texts[:most], _("Og %(count)s ting til.") % {"count": left}))


def team_page(
    locale: Locale, facilitator: str, now: list[str], lines: Sequence[MondayLine], page: Button
) -> Card:
    """What the facilitator can read about this team, and has read: the team's own page."""
    _ = locale.gettext
    blocks: list[Block] = []
    if now:
        blocks.append(md(_("**Lige nu**: %(text)s"), text=_said(locale, now, MOST_SAID)))
    for line in lines[:8]:
        blocks.append(
            md(
                "**%(week)s**: %(text)s",
                week=dates.week_label(line.said_on, locale.language),
                text=said_in(locale, line.texts),
            )
        )
    if not blocks:
        blocks.append(md(_("Der er ikke sagt noget særligt om jer de seneste fire uger.")))
    who = facilitator or _("Jeres facilitator")
    blocks.append(
        md(
            _(
                "%(who)s får en besked hver mandag om, hvad der går godt, og hvad I kan bruge hjælp til, og kan se, "
                "hvordan det står til lige nu. Det er det, I ser her."
            ),
            who=who,
            quiet=True,
        )
    )
    blocks.append(Buttons((page,)))
    return Card(md(_("Det står der om jer")), tuple(blocks))


def note_form(locale: Locale, action: Action, team: str, title: str, draft: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Din besked til teamet"),
        required=True,
        multiline=True,
        max_length=NOTE_LENGTH,
        value=draft,
    )
    note = md(_("Alle i %(team)s kan læse den. De kan se, at den er fra dig."), team=team, quiet=True)
    return Form(action, title, (Page((field,), note),), send=_("Send til teamet"))


def several_form(locale: Locale, action: Action, teams: Sequence[str]) -> Form:
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Din besked til hvert team"),
        required=True,
        multiline=True,
        max_length=NOTE_LENGTH,
    )
    note = md(
        _("Den sendes til %(teams)s. Alle i hvert team kan læse den. De kan se, at den er fra dig."),
        teams=_named(locale, teams),
        quiet=True,
    )
    return Form(action, _("Skriv til flere"), (Page((field,), note),), send=_("Send til alle"))


def sent_to_several(locale: Locale, teams: Sequence[str]) -> Card:
    """Names are said below: eight of them are more than a title holds."""
    if len(teams) == 1:
        return noted(locale.gettext("Sendt til %(team)s.") % {"team": teams[0]})
    title = md(locale.gettext("Sendt til %(count)s teams."), count=len(teams))
    return Card(title, (plain(_named(locale, teams)),))


def _named(locale: Locale, teams: Sequence[str]) -> str:
    """Some by name, and how many more there are."""
    names = list(teams)
    if len(names) > MOST_NAMED:
        names[MOST_NAMED - 1 :] = [locale.gettext("%(count)s til") % {"count": len(names) - MOST_NAMED + 1}]
    return locale.names(names)


def praise_draft(locale: Locale, evidence: str) -> str:
    _ = locale.gettext
    if not evidence:
        return ""
    return _("Hej alle. Det her har jeg lagt mærke til: %(evidence)s. Godt gået.") % {"evidence": evidence}


def write_draft(locale: Locale, evidence: str) -> str:
    _ = locale.gettext
    if not evidence:
        return ""
    return _(
        "Hej alle. Det her har jeg lagt mærke til: %(evidence)s. Hvad driller, og hvad kan jeg gøre?"
    ) % {"evidence": evidence}


def note_card(locale: Locale, note: Note) -> Card:
    _ = locale.gettext
    author = first_name(note.author) if note.author else _("jeres facilitator")
    return Card(md(_("Fra %(name)s"), name=author), (plain(note.text),))


def planned(locale: Locale) -> str:
    return locale.gettext("Mandagens besked om facilitatorens teams, når der er noget at sige")
