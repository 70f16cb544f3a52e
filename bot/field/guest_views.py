"""What is said to the partner of a visit, and to the team of what the partner says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.field.views import clipped, when
from bot.i18n import Locale, md
from bot.ui import Block, Button, Buttons, Card, Text, plain
from storage.field import Visit
from storage.visit_answers import VisitAnswer

MOST = 3  # of the partner's people on the visit's card


# ---- to the partner, in plain words


def asked(locale: Locale, visit: Visit) -> Text:
    _ = locale.gettext
    return md(_("Vi vil gerne komme på besøg **%(when)s**. Passer det?"), when=when(locale, visit))


def answer(locale: Locale, visit: Visit, said: VisitAnswer | None, buttons: tuple[Button, ...]) -> Card:
    """Everything there is about one visit, and what can be said to it."""
    return Card(md(locale.gettext("Passer besøget dig?")), (line(locale, visit, said), Buttons(buttons)))


def line(locale: Locale, visit: Visit, said: VisitAnswer | None) -> Text:
    _ = locale.gettext
    text = md("**%(when)s**: ", when=when(locale, visit))
    text += md("%(what)s", what=visit.plan.purpose or _("vi kommer på besøg"))
    if visit.plan.look:
        text += md(_("\nVi vil gerne se: %(look)s"), look=clipped(visit.plan.look))
    if visit.plan.ask:
        text += md(_("\nVi vil gerne spørge om: %(ask)s"), ask=clipped(visit.plan.ask))
    if said is None:
        return text
    if said.suits:
        return text + md(_("\nDu har sagt, at det passer."))
    text += md(_("\nDu har sagt, at det ikke passer."))
    return text + md(" %(line)s", line=clipped(said.line)) if said.line else text


# ---- to the team


def said(locale: Locale, answers: Sequence[tuple[str, VisitAnswer]]) -> list[Text]:
    """A line for each of the partner's people who has answered."""
    return [_one(locale, name, answer) for name, answer in answers[:MOST]]


def _one(locale: Locale, name: str, answer: VisitAnswer) -> Text:
    _ = locale.gettext
    if answer.suits:
        return md(_("**%(name)s** har sagt ja til besøget."), name=name)
    text = md(_("**%(name)s** kan ikke på det tidspunkt."), name=name)
    return text + md(" %(line)s", line=clipped(answer.line)) if answer.line else text


def declined(locale: Locale, name: str, visit: Visit, line: str, buttons: tuple[Button, ...]) -> Card:
    """In private, to who planned the visit."""
    _ = locale.gettext
    text = md(_("%(name)s kan ikke %(when)s."), name=name, when=when(locale, visit))
    blocks: list[Block] = [text]
    if line:
        blocks.append(plain(clipped(line), quote=True))
    note = md(_("Flytter du besøget, bliver de spurgt igen om den nye tid."), quiet=True)
    return Card(md(_("Besøget passer ikke %(name)s"), name=name), (*blocks, Buttons(buttons), note))
