"""Letters the team sends from its own mail: our words, short and warm, one for each kind of request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from bot.guests.rules import Letter
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, Style, Text, plain


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    body: str


def write(locale: Locale, about: Letter, guest: str, team: str, writer: str, link: str) -> Written:
    """The letter in the guest's language, with the link on a line of its own."""
    _ = locale.gettext
    subject, why = _said(locale, about, team)
    body = "\n\n".join(
        (
            _("Kære %(name)s") % {"name": guest},
            why,
            link,
            _(
                "Linket er dit eget. Du behøver ikke oprette noget, og du kan altid sige nej. Er det nemmere at "
                "ringe eller skrive til mig, så gør bare det."
            ),
            _("Venlig hilsen\n%(name)s, %(team)s") % {"name": writer, "team": team},
        )
    )
    return Written(subject, body)


def _said(locale: Locale, about: Letter, team: str) -> tuple[str, str]:
    _ = locale.gettext
    match about:
        case Letter.hello:
            subject = _("Din side hos %(team)s")
            why = _("Vi glæder os til at arbejde sammen med dig. Her er din egen side. På den kan du se, hvem vi er, "
                    "hvornår vi ses, og hvad vi har aftalt:")  # fmt: skip
        case Letter.vote:
            subject = _("Hvornår passer det dig? %(team)s")
            why = _("Vi er ved at finde en tid at mødes på og vil gerne vide, hvad der passer dig. Det tager et minut at "
                    "svare her:")  # fmt: skip
        case Letter.visit:
            subject = _("Snart ses vi. %(team)s")
            why = _(
                "Vi glæder os til at se dig. Her kan du se, hvor og hvornår, og sige til, hvis det ikke passer:"
            )
        case Letter.agreement:
            subject = _("Er vi enige? %(team)s")
            why = _("Vi har skrevet ned, hvad vi har aftalt, så ingen glemmer det. Vil du se, om vi har forstået det "
                    "rigtigt? Du siger ja eller nej her:")  # fmt: skip
        case Letter.question:
            subject = _("Et spørgsmål fra %(team)s")
            why = _(
                "Vi har et spørgsmål, som du nok ved mere om end os. Et par linjer er nok, og du svarer her:"
            )
        case never:
            assert_never(never)
    return subject % {"team": team}, why


def card(locale: Locale, guest: str, letter: Written, mail: str | None, buttons: tuple[Button, ...]) -> Card:
    """To the one on the team who asked for it. `mail` opens the letter in their own program, where the door
    can do that."""
    _ = locale.gettext
    how = (
        _("Åbn brevet i dit eget mailprogram, eller kopiér teksten. Ret endelig i den.")
        if mail
        else _("Kopiér teksten over i din egen mail eller besked. Ret endelig i den.")
    )
    blocks: list[Block] = [md(how), plain(f"{letter.subject}\n\n{letter.body}", quote=True)]
    first = (Button(_("Åbn som mail"), style=Style.primary, url=mail),) if mail else ()
    note = md(_("Linket er kun til %(name)s, og det virker hver gang, til I afslutter det. Jeg siger til, hvis der ikke "
                "er kommet svar om tre arbejdsdage."), name=guest, quiet=True)  # fmt: skip
    return Card(md(_("Skriv til %(name)s"), name=guest), (*blocks, Buttons((*first, *buttons)), note))


def call(locale: Locale, name: str, guest: str, buttons: tuple[Button, ...]) -> Card:
    """In private to the one who wrote, once."""
    _ = locale.gettext
    text = md(
        _("Hej %(name)s. Jeg har ikke set noget svar fra %(guest)s i tre arbejdsdage. Et kort opkald hjælper tit."),
        name=name, guest=guest,
    )  # fmt: skip
    note = md(
        _("Får du svaret i telefonen, kan du skrive det ned her. Så bliver %(guest)s ikke spurgt igen."),
        guest=guest,
        quiet=True,
    )
    return Card(md(_("Prøv at ringe til %(guest)s"), guest=guest), (text, Buttons(buttons), note))


def waiting_step(locale: Locale, guest: str) -> Text:
    return md(locale.gettext("Der venter noget på svar fra *%(guest)s*."), guest=guest)
