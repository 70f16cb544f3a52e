"""What is said when one facilitator asks another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import dates, picking
from bot.i18n import Locale, md
from bot.overview import views
from bot.overview.rules import Facts
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Form,
    Page,
    TextField,
    plain,
)

LENGTH = 1500


def ask_form(locale: Locale, action: Action, others: Sequence[tuple[int, str]]) -> Form:
    _ = locale.gettext
    fields = (
        picking.field("who", _("Hvem vil du spørge?"), others, _("Skriv personens fulde navn.")),
        TextField(name="text", label=_("Dit spørgsmål"), required=True, multiline=True, max_length=LENGTH),
    )
    note = _(
        "Kun den, du vælger, kan læse det, sammen med det, der står på teamets side. Teamet kan se, at du har spurgt, men ikke om hvad. Skriv ikke navne på studerende eller borgere."
    )
    return Form(action, _("Spørg en facilitator"), (Page(fields, md(note, quiet=True)),), send=_("Send"))


def answer_form(locale: Locale, action: Action, team: str, asker: str, before: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="text", label=_("Dit svar"), required=True, multiline=True, max_length=LENGTH, value=before
    )
    note = md(_("Kun %(name)s kan læse det. Det er om %(team)s."), name=asker, team=team, quiet=True)
    return Form(action, _("Svar en facilitator"), (Page((field,), note),), send=_("Send"))


def asked_card(locale: Locale, asker: str, team: str, answered: bool, read: Button) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [
        md(_("Kun du og %(name)s kan læse det."), name=asker, quiet=True),
        Buttons((read,)),
    ]
    if answered:
        blocks.insert(0, md(_("Du har svaret.")))
    return Card(md(_("%(name)s spørger dig til råds om %(team)s"), name=asker, team=team), tuple(blocks))


def answered_card(locale: Locale, asked: str, team: str, read: Button) -> Card:
    title = md(locale.gettext("%(name)s har svaret dig om %(team)s"), name=asked, team=team)
    return Card(title, (Buttons((read,)),))


def whole(
    locale: Locale,
    names: tuple[str, str],
    team: str,
    asked: str,
    answer: str,
    facts: Facts | None,
    buttons: tuple[Button, ...],
) -> Card:
    """`facts`: the team's, for who facilitates."""
    _ = locale.gettext
    blocks: list[Block] = [plain(asked, quote=True)]
    if answer:
        blocks += [md(_("**%(name)s svarer**"), name=names[1]), plain(answer, quote=True)]
    if facts:
        blocks += [md(_("Det, der står på teamets side:")), views.rows(locale, facts)]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("%(name)s spørger om %(team)s"), name=names[0], team=team), tuple(blocks))


def for_the_team(locale: Locale, asker: str, day: date) -> str:
    text = locale.gettext("%(name)s spurgte en anden facilitator til råds %(day)s.")
    return text % {"name": asker, "day": dates.day(day, locale.local(locale.now), locale.language)}
