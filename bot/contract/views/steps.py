"""When a point does not hold: what is said in private, and to whom with a yes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.ui import MAX_FIELD_LABEL, Action, Block, Button, Buttons, Card, Choice, Option, plain
from bot.wording import noted, shortened


def which_point(locale: Locale, action: Action, points: Sequence[tuple[str, int, str]]) -> Card:
    _ = locale.gettext
    options = tuple(
        Option(clause, shortened(f"{number}. {title}", 75)) for clause, number, title in points[:25]
    )
    text = md(_("Vælg det punkt, det handler om. Kun du ser det her, og jeg gemmer ikke, hvad du vælger."))
    return Card(md(_("Noget holder ikke")), (text, Choice(_("Punkt"), action, options)))


def steps_card(
    locale: Locale,
    number: int,
    title: str,
    text: str,
    own_steps: str,
    names: str,
    buttons: tuple[Button, ...],
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [plain(text, quote=True)]
    if own_steps:
        blocks.append(md(_("Det har I aftalt, når en aftale ikke holder:"), quiet=True))
        blocks.append(plain(own_steps, quote=True))
    lines = [
        _("Tal først med den, det handler om."),
        _("Hjælper det ikke, så tag punktet op på et møde."),
    ]
    if names:
        lines.append(_("Går det stadig ikke, så bed %(names)s om en snak.") % {"names": names})
    blocks.append(plain("\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))))
    blocks.append(
        md(_("Du vælger selv trinnet. Ingen får noget at vide, før du har sagt ja til det."), quiet=True)
    )
    heading = md(_("Punkt %(number)s: %(title)s"), number=number, title=title)
    return Card(heading, (*blocks, Buttons(buttons)))


def talk_card(locale: Locale, back: Button) -> Card:
    _ = locale.gettext
    lines = [
        _("Find et roligt øjeblik, kun jer to."),
        _("Sig, hvad du har set, og hvad det betyder for dig. Ikke, hvordan den anden er."),
        _("Spørg, hvordan det ser ud for den anden, og lyt, til den anden er færdig."),
        _("Aftal én ting, I vil prøve, og hvornår I taler om den igen."),
    ]
    text = plain("\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1)))
    return Card(md(_("Hjælp til samtalen")), (text, Buttons((back,))))


def topic(locale: Locale, number: int, title: str) -> str:
    """On the agenda: the point, and nobody."""
    return locale.gettext("Kontrakten, punkt %(number)s (%(title)s): hvordan går det?") % {
        "number": number,
        "title": title,
    }


def raise_consent(locale: Locale, title: str) -> Card:
    _ = locale.gettext
    note = md(_("Dit navn står ikke ved det."), quiet=True)
    return Card(md(_("Det her ser teamet på dagsordenen")), (plain(title, quote=True), note))


def concern_consent(locale: Locale, names: str, number: int, title: str) -> Card:
    _ = locale.gettext
    text = _(
        'At du gerne vil tale om punkt %(number)s, "%(title)s". Ikke andet, og teamet får det ikke at vide.'
    )
    return Card(md(_("Det her får %(names)s at vide"), names=names), (md(text, number=number, title=title),))


def concern_card(locale: Locale, name: str, team: str, title: str, button: Button | None) -> Card:
    _ = locale.gettext
    text = _(
        '%(name)s i %(team)s vil gerne tale med dig om "%(title)s" i deres kontrakt. Teamet ved det ikke.'
    )
    blocks: list[Block] = [md(text, name=name, team=team, title=title)]
    blocks.append(
        Buttons((button,))
        if button
        else md(_("%(name)s ved, at der er taget fat i det."), name=name, quiet=True)
    )
    return Card(md(_("%(name)s vil gerne tale med dig"), name=name), tuple(blocks))


def coming(locale: Locale, name: str, title: str) -> Card:
    text = locale.gettext('%(name)s tager fat i dig om "%(title)s". Kun I to ved det.')
    return noted(text % {"name": name, "title": title})


def question(locale: Locale, number: int, title: str) -> str:
    """Short enough to be a field's label."""
    text = locale.gettext("Holdt vi §%(number)s, %(title)s?") % {"number": number, "title": title}
    return shortened(text, MAX_FIELD_LABEL)
