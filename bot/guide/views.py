"""What the guide says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feature import Command, Step
from bot.i18n import Locale, link, md
from bot.ui import Action, Block, Button, Buttons, Card, Divider, Form, Page, Text, TextField
from storage.teams import Team

AT_HAND = ("hjaelp", "start")  # this very card, and what only somebody not yet known writes


def guide(
    locale: Locale, team: str, steps: Sequence[tuple[Step, str]], commands: Sequence[Command], more: str = ""
) -> Card:
    """Next steps (each with the team's name where there are several), then everything that can be written. `more`: the
    address of the help pages, "" of none."""
    _ = locale.gettext
    title = md(_("Lige nu · %(team)s"), team=team) if team else md(_("Lige nu"))
    blocks = _steps(steps)
    if not blocks:
        blocks = [md(_("Der er ikke noget, der venter på dig lige nu."))]
    text = _commands(locale, commands)
    if more:
        text += md("\n") + link(_("Hjælp på nettet"), more)
    return Card(title, (*blocks, Divider(), text))


def _steps(steps: Sequence[tuple[Step, str]]) -> list[Block]:
    blocks: list[Block] = []
    for step, team in steps:
        blocks.append(md("**%(team)s**: ", team=team) + step.text if team else step.text)
        blocks.append(Buttons((step.button,)))
    return blocks


def _commands(locale: Locale, commands: Sequence[Command]) -> Text:
    """The daily ones with a line each; the others by name alone, for those who know what they look for."""
    _ = locale.gettext
    daily = [one for one in commands if one.daily]
    others = sorted(_name(locale, one) for one in commands if not one.daily and one.name not in AT_HAND)
    names = ", ".join(others)
    if not daily:
        return md(_("Efter */samspil* kan du skrive: %(names)s."), names=names, quiet=True)
    text = md(_("Det kan du skrive:"), quiet=True)
    for one in daily:
        text += md("\n*/%(name)s* %(about)s", name=_name(locale, one), about=_(one.about))
    return text + md(_("\nOg efter */samspil*: %(names)s."), names=names) if others else text


def _name(locale: Locale, command: Command) -> str:
    return command.english if locale.language == "en" else command.name


def begin(locale: Locale, team: Team, steps: Sequence[tuple[Step, str]], *, facilitator: bool) -> Card:
    """*Kom i gang (2 minutter)*."""
    _ = locale.gettext
    if facilitator:
        intro = _("Jeg holder rytmen, og teamet gør resten. Du ser, hvor mange der er med, og mandag morgen får du et "
                  "kort overblik.")  # fmt: skip
    else:
        intro = _(
            "Jeg skriver, når teamet skal noget. Du svarer med knapperne, når det passer dig. Én "
            "linje er nok."
        )
    blocks: list[Block] = [md("%(intro)s", intro=intro)]
    found = _steps(steps)
    if found:
        blocks += found
    else:
        blocks.append(md(_("Der er ikke noget, du skal gøre lige nu. Jeg skriver, når der er.")))
    blocks.append(md(_("Skriv */samspil hjaelp*, når du vil se, hvad der giver mening."), quiet=True))
    return Card(md(_("Kom i gang · %(team)s"), team=team.name), tuple(blocks))


# ---- language


def choose_language(locale: Locale) -> Card:
    _ = locale.gettext
    buttons = Buttons(
        (
            Button("Dansk", Action.to("guide/language", "da")),
            Button("English", Action.to("guide/language", "en")),
        )
    )
    text = md(_("Det gælder det, jeg skriver til dig. Teamets kort står på forløbets sprog."))
    return Card(md(_("Hvilket sprog vil du læse?")), (text, buttons))


def zone_form(locale: Locale, place: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="place",
        label=_("Hvor er du?"),
        hint=_("En by, fx Lissabon eller New York. Lad det være tomt, når du er, hvor teamet er."),
        value=place,
        max_length=60,
    )
    note = md(_("Det gælder de tider, jeg skriver til dig. Kun du kan se det."), quiet=True)
    return Form(Action.to("guide/zone"), _("Din tidszone"), (Page((field,), note),), send=_("Gem"))


def no_such_zone(locale: Locale) -> Card:
    _ = locale.gettext
    button = Button(_("Skriv en anden by"), Action.to("guide/zone"))
    return Card(
        md(_("Det sted kender jeg ikke. Skriv en by, fx Lissabon eller New York.")), (Buttons((button,)),)
    )


def zone_set(locale: Locale, place: str) -> Card:
    """`place` is "" where the team is."""
    _ = locale.gettext
    if not place:
        return Card(md(_("Så skriver jeg tider, som teamet har dem")))
    text = md(
        _("Tider, du selv skriver, er teamets. Skriv */samspil tidszone hjemme*, når du er tilbage."),
        quiet=True,
    )
    return Card(md(_("Så skriver jeg tiderne, som de er i %(place)s"), place=place), (text,))


def language_set(locale: Locale) -> Card:
    """In the language that was chosen."""
    _ = locale.gettext
    return Card(
        md(_("Så skriver jeg dansk til dig")),
        (md(_("Teamets kort står stadig på forløbets sprog."), quiet=True),),
    )
