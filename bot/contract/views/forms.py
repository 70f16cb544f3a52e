"""The contract's forms."""

from __future__ import annotations

from datetime import date

from bot.clauses import LONGEST
from bot.contract.views.words import day, facilitator
from bot.i18n import Locale, md
from bot.ui import MAX_FORM_TITLE, MAX_HINT, Action, Form, Page, Text, TextField
from bot.wording import shortened

COMMENT, LINE = 600, 200  # characters


def write_form(
    locale: Locale, action: Action, title: str, hint: str, text: str, name: str, *, ready: bool
) -> Form:
    """One point's wording; `ready`: the text is ours, to begin with."""
    _ = locale.gettext
    field = TextField(
        name="text",
        label=_("Jeres ordlyd"),
        hint=shortened(hint, MAX_HINT),
        required=True,
        multiline=True,
        max_length=LONGEST,
        value=text,
    )
    note = _("Det er et forslag. Ret det til, så det passer til jer. ") if ready else ""
    note += _("Teamet og %(name)s kan læse det.") % {"name": facilitator(locale, name)}
    return Form(
        action,
        shortened(title, MAX_FORM_TITLE),
        (Page((field,), md("%(note)s", note=note, quiet=True)),),
        send=_("Gem ordlyden"),
    )


def return_form(locale: Locale, action: Action, team: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="comment",
        label=_("Hvad skal de se på en gang til?"),
        hint=_("Fx: Hvad gør I, hvis to er væk samtidig?"),
        required=True,
        multiline=True,
        max_length=COMMENT,
    )
    note = md(_("Alle i %(team)s kan læse det."), team=team, quiet=True)
    return Form(action, _("Send tilbage"), (Page((field,), note),), send=_("Send til teamet"))


def letter_form(locale: Locale, action: Action, opens: date, *, again: bool) -> Form:
    """`again`: one is written already, and this takes its place."""
    _ = locale.gettext
    field = TextField(
        name="line",
        label=_("Én linje til dig selv"),
        hint=_("Hvad håber du, at du har lært eller turdet, når I er færdige?"),
        required=True,
        multiline=True,
        max_length=LINE,
    )
    return Form(
        action, _("Brev til sidste uge"), (Page((field,), _sealed(locale, opens, again=again)),),
        send=_("Luk brevet"),
    )  # fmt: skip


def _sealed(locale: Locale, opens: date, *, again: bool) -> Text:
    _ = locale.gettext
    text = _("Ingen kan læse det før %(day)s, heller ikke du. Da vælger du selv, om det skal deles.")
    if again:
        text += _(" Det kommer i stedet for det, du skrev før.")
    return md(text, day=day(locale, opens), quiet=True)
