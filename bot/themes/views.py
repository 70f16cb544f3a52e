"""What the themes say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.prompts.prompt import Theme
from bot.prompts.themes import Layer, Layers
from bot.prompts.words import theme_name
from bot.ui import Action, Block, Button, Buttons, Card, plain


def all_card(locale: Locale, themes: Sequence[tuple[Theme, Action]]) -> Card:
    _ = locale.gettext
    buttons = [Button(theme_name(locale, theme), action) for theme, action in themes]
    text = md(_("Hvert tema har lidt viden, et spørgsmål og noget, I kan gøre med det samme."))
    return Card(md(_("Seks temaer")), (text, Buttons(tuple(buttons[:3])), Buttons(tuple(buttons[3:]))))


def theme_card(locale: Locale, theme: Theme, layers: Sequence[tuple[Layer, Action]], back: Action) -> Card:
    _ = locale.gettext
    about = {
        Theme.LEADERSHIP: _("Hvordan I tager ansvar, når ingen er chef."),
        Theme.ORGANISATION: _("Hvem der er med, hvem der gør hvad, og hvornår I ses."),
        Theme.MEETINGS: _("Hvad et møde er til for, og hvem der passer på måden, I mødes på."),
        Theme.PARTICIPATION: _("Hvem der bliver hørt, og hvem der er med til at bestemme."),
        Theme.EFFECT: _("Hvad I vil kunne se, når det virker."),
        Theme.PROFESSIONS: _("Hvad fagene kan hver for sig, og hvad loven siger om at dele."),
    }[theme]
    buttons = tuple(Button(layer_name(locale, layer), action) for layer, action in layers)
    others = Buttons((Button(_("Se alle temaer"), back),))
    return Card(plain(theme_name(locale, theme)), (plain(about), Buttons(buttons), others))


def layer_name(locale: Locale, layer: Layer) -> str:
    _ = locale.gettext
    return {
        Layer.KNOWLEDGE: _("Få lidt viden"),
        Layer.REFLECTION: _("Tænk over det"),
        Layer.PRACTICE: _("Gør noget ved det"),
    }[layer]


def layer_card(locale: Locale, layers: Layers, layer: Layer, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [plain(layers.text(layer, locale.language))]
    if layer is Layer.KNOWLEDGE:
        blocks.append(md(_("Vores egne ord. Mere at læse: %(by)s."), quiet=True, by=layers.by))
    if layer is Layer.REFLECTION:
        blocks.append(md(_("Det, du skriver, er kun dit."), quiet=True))
    title = md(
        "%(theme)s · %(layer)s",
        theme=theme_name(locale, layers.theme),
        layer=layer_name(locale, layer).lower(),
    )
    return Card(title, (*blocks, Buttons(buttons)))


def tool_name(locale: Locale, command: str) -> str:
    """What a press that opens this command says."""
    _ = locale.gettext
    return {
        "kontrakt": _("Åbn kontrakten"),
        "roller": _("Se rollerne"),
        "opgaver": _("Se opgaverne"),
        "aftale": _("Skriv en aftale"),
        "tjekind": _("Gå til tjek-ind"),
        "dagsorden": _("Åbn dagsordenen"),
        "moede": _("Find et mødetidspunkt"),
        "gaester": _("Inviter nogen udefra"),
        "partner": _("Åbn partnerkortet"),
        "felt": _("Planlæg et besøg"),
        "maal": _("Se jeres mål"),
        "tegn": _("Se efter tegn"),
        "ordbog": _("Åbn fagordbogen"),
        "faglighed": _("Tag en runde om fag"),
        "begreber": _("Se begreberne"),
    }.get(command, command)
