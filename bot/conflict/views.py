"""What is said when it is hard to work together. One thought a sentence, and no more questions than needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, Form, Page, Text, TextField, plain

FIELDS = ("seen", "felt", "need", "ask")
LENGTH = 500


def step_label(locale: Locale, step: int) -> str:
    _ = locale.gettext
    return {
        1: _("1 Vi er uenige om noget"),
        2: _("2 Det er blevet personligt"),
        3: _("3 Det vokser"),
        4: _("4 Vi taler ikke sammen mere"),
    }[step]


def ladder(locale: Locale, steps: Sequence[Button], more: Sequence[Button]) -> Card:
    _ = locale.gettext
    text = _(
        "En konflikt går op ad en trappe. Hvor er du lige nu?\n*1* Vi er uenige om en sag.\n*2* Det handler om personen mere end om sagen.\n*3* Det vokser, og gamle ting bliver trukket frem.\n*4* Vi taler ikke rigtigt sammen længere, eller det er værre."
    )
    private = _("Kun du ser det her. Jeg gemmer ikke, hvad du trykker på.")
    return Card(
        md(_("Når det er svært at arbejde sammen")),
        (md(text), md(private, quiet=True), Buttons(tuple(steps)), Buttons(tuple(more))),
    )


def step(locale: Locale, number: int, facilitator: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    texts = {
        1: _(
            "Det kan I som regel selv tage. Sig, hvad du har set, og hvad du gerne vil, og spørg, hvordan den anden ser det. Jo før, jo lettere."
        ),
        2: _(
            "Skil sagen fra personen: Tal om det, der er sket, ikke om, hvordan nogen er. Det kan være svært alene, så du må gerne få hjælp til det."
        ),
        3: _(
            "Når gamle ting kommer med, er det svært at nå hinanden uden hjælp. Det er ikke et nederlag at få en tredje med."
        ),
        4: _(
            "Her er det bedst at tale med et menneske. Jeg spørger ikke om mere, og jeg kan ikke løse det for jer."
        ),
    }
    blocks: list[Block] = [md(texts[number])]
    if number > 1 and not facilitator:
        blocks.append(
            md(_("Teamet har ingen facilitator lige nu. Tal med en underviser eller en studievejleder."))
        )
    elif number > 1:
        told = _("%(facilitator)s får intet at vide, før du har set beskeden og sagt ja.")
        blocks.append(md(told, quiet=True, facilitator=facilitator))
    return Card(plain(step_label(locale, number)), (*blocks, Buttons(buttons)))


def distress(locale: Locale, facilitator: str) -> Card:
    """Static: who to turn to when somebody is in danger or it is about a child."""
    _ = locale.gettext
    whom = facilitator or _("din underviser")
    paragraphs = (
        _("**Er nogen i fare lige nu: Ring 112.**"),
        _(
            "**Er du bekymret for et barn eller en ung:** Kontakt kommunen dér, hvor barnet bor. Uden for kontortid svarer kommunens sociale døgnvagt, og politiet på 114 kan sætte dig i forbindelse med den."
        ),
        _(
            "**Underretningspligten er personlig.** Den kan ikke gives videre til teamet eller til en leder, og du skal ikke vente på de andre."
        ),
        _("**Har du brug for at tale med nogen fra forløbet:** Ring eller skriv til %(whom)s selv."),
        _("**Har du det selv svært:** Tal med en, du stoler på, din læge eller Livslinien på 70 201 201."),
    )
    quiet = _("Jeg gemmer ikke noget af det her, og jeg siger det ikke til nogen.")
    blocks = tuple(md(one, whom=whom) for one in paragraphs)
    return Card(md(_("Når det er alvorligt")), (*blocks, md(quiet, quiet=True)))


# ---- preparing


def _questions(locale: Locale) -> dict[str, tuple[str, str]]:
    """Label and hint by field."""
    _ = locale.gettext
    return {
        "seen": (_("Hvad har du set eller hørt?"), _("Det, et kamera ville have optaget.")),
        "felt": (_("Hvad gjorde det ved dig?"), ""),
        "need": (_("Hvad har du brug for?"), _("I samarbejdet, ikke af en bestemt person.")),
        "ask": (_("Hvad vil du bede om?"), _("Noget, den anden kan sige ja eller nej til.")),
    }


def prepare_form(locale: Locale, action: Action, said: Mapping[str, str]) -> Form:
    _ = locale.gettext
    fields = tuple(
        TextField(
            name=name, label=label, hint=hint, multiline=True, max_length=LENGTH, value=said.get(name, "")
        )
        for name, (label, hint) in _questions(locale).items()
    )
    note = md(
        _("Kun du kan læse det. Én linje er nok. Skriv ikke om borgere, så de kan genkendes."), quiet=True
    )
    return Form(action, _("Forbered samtalen"), (Page(fields, note),), send=_("Gem"))


def own(locale: Locale, said: Mapping[str, str], buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for name, (label, _hint) in _questions(locale).items():
        if said.get(name):
            blocks += [md("**%(label)s**", label=label), plain(said[name], quote=True)]
    how = _(
        "Bed om et kvarter på tomandshånd. Begynd med det, du har set, og spørg, hvordan den anden ser det, før du beder om noget."
    )
    private = md(_("Kun du kan læse det her."), quiet=True)
    return Card(md(_("Din forberedelse")), (*blocks, md(how), private, Buttons(buttons)))


def exported(locale: Locale, said: Mapping[str, str]) -> str:
    questions = _questions(locale)
    return "\n".join(f"{questions[name][0]} {text}" for name, text in said.items() if name in questions)


# ---- consent


def topic(locale: Locale) -> str:
    """What stands on the agenda: nothing of who, nor of what."""
    return locale.gettext("Hvordan vi taler sammen, når vi er uenige")


def agenda_consent(locale: Locale, title: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = _(
        "Teamet og jeres facilitator vil se punktet *%(title)s* på den næste dagsorden. Dit navn står der ikke."
    )
    return Card(md(_("Sæt på dagsordenen")), (md(text, title=title), Buttons(buttons)))


def told(locale: Locale, name: str, team: str) -> Text:
    """The very words the facilitator is told."""
    _ = locale.gettext
    return md(
        _("%(name)s fra %(team)s beder om hjælp til samarbejdet. Tag kontakt senest næste arbejdsdag."),
        name=name,
        team=team,
    )


def help_consent(locale: Locale, facilitator: str, words: Text, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    only = _("Ikke mere: ikke trinnet, og ikke det, du har skrevet. Teamet får ikke noget at vide.")
    return Card(
        md(_("%(facilitator)s får den her besked"), facilitator=facilitator),
        (Text(words.spans, quote=True), md(only), Buttons(buttons)),
    )


def help_card(locale: Locale, name: str, team: str, button: Button | None) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [told(locale, name, team)]
    if button is not None:
        blocks.append(Buttons((button,)))
    else:
        blocks.append(md(_("Der er givet besked om, at du tager fat i det."), quiet=True))
    private = _("Teamet ved ikke, at der er spurgt.")
    return Card(md(_("Der er bedt om hjælp")), (*blocks, md(private, quiet=True)))


def waits(locale: Locale, asked: date) -> Text:
    _ = locale.gettext
    text = _("nogen bad dig om hjælp %(day)s og har ikke hørt fra dig endnu. Kun du kan se det her.")
    return md(text, day=dates.day(asked, locale.local(locale.now), locale.language))


def coming(locale: Locale, facilitator: str) -> Card:
    _ = locale.gettext
    return Card(md(_("%(name)s tager fat i dig om det, du bad om hjælp til."), name=facilitator))
