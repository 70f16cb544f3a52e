"""Forms; each says who can read what is written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.reflections.prompt import Prompt, Theme
from bot.reflections.views.words import theme_name
from bot.ui import (
    Action,
    ChoiceField,
    ChoicesField,
    Form,
    Option,
    Page,
    Text,
    TextField,
    plain,
)
from bot.wording import shortened
from storage.reflections import Reflection

TEXT_LENGTH = 1200
SENTENCE_LENGTH = 300


def _how(locale: Locale) -> tuple[ChoiceField, ChoiceField]:
    _ = locale.gettext
    return (
        ChoiceField(
            name="time",
            label=_("Hvor lang tid?"),
            required=True,
            options=(
                Option("48", _("To døgn")),
                Option("live", _("Nu, fem minutter (I er samlet)")),
            ),
            value="48",
        ),
        ChoiceField(
            name="names",
            label=_("Vises teksterne med navn?"),
            required=True,
            options=(Option("no", _("Uden navn, hvis mindst fire deler")), Option("yes", _("Med navn"))),
            value="no",
        ),
    )


def open_form(locale: Locale, action: Action, prompt: Prompt) -> Form:
    _ = locale.gettext
    note = md(
        "**%(title)s** %(question)s\n%(seen)s",
        title=prompt.wording(locale.language).title,
        question=prompt.wording(locale.language).question,
        seen=_("Teamet kan se, at du har åbnet den. Hvad de vil dele, bestemmer de selv."),
    )
    return Form(action, _("Åbn refleksion"), (Page(_how(locale), note),), send=_("Åbn"))


def several_form(locale: Locale, action: Action, teams: Sequence[tuple[int, str]], theme: str) -> Form:
    _ = locale.gettext
    themes = tuple(Option(one.value, theme_name(locale, one)) for one in Theme)
    fields: tuple[ChoicesField | ChoiceField, ...] = (
        ChoicesField(
            name="teams",
            label=_("Hvilke teams?"),
            required=True,
            options=tuple(Option(str(team_id), name[:75]) for team_id, name in teams[:25]),
        ),
        ChoiceField(
            name="theme", label=_("Tema"), options=(Option("any", _("Det, der passer bedst til hvert team")), *themes),
            value=theme or "any",
        ),
        *_how(locale),
    )  # fmt: skip
    note = md(
        _("Hvert team får sit eget spørgsmål, som det ikke har haft før, og kan se, at du har åbnet det."),
        quiet=True,
    )
    return Form(action, _("Refleksion til flere"), (Page(fields, note),), send=_("Åbn"))


def write_form(
    locale: Locale, action: Action, prompt: Prompt, round_: Reflection, given: tuple[str, str] | None
) -> Form:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    shared_how = _("Ja, med mit navn") if round_.by_name else _("Ja, uden navn (hvis mindst fire deler)")
    fields = (
        TextField(
            name="text",
            label=_("Din tekst"),
            hint=shortened(wording.title, 100),
            required=True,
            multiline=True,
            max_length=TEXT_LENGTH,
            value=given[1] if given else "",
        ),
        ChoiceField(
            name="share",
            label=_("Vil du dele den med teamet?"),
            hint=_("Du kan ombestemme dig, indtil teksterne vises."),
            required=True,
            options=(Option("shared", shared_how), Option("kept", _("Nej, den er kun til mig"))),
            value=given[0] if given and given[0] in ("shared", "kept") else "",
        ),
    )
    note = md(
        _(
            "Deler du, kan alle i teamets kanal læse den. Deler du ikke, kan kun du. Skriv ikke om borgere, så de kan genkendes."
        ),
        quiet=True,
    )
    question = plain(wording.question + "\n") + note
    return Form(
        action, _("Skriv for dig selv"), (Page(fields, Text(question.spans, quiet=True)),), send=_("Gem")
    )


def conclude_form(locale: Locale, action: Action, given: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="sentence",
        label=_("Det tager vi med videre"),
        hint=_("Én sætning, som hele teamet kan stå ved."),
        required=True,
        max_length=SENTENCE_LENGTH,
        value=given,
    )
    note = md(_("Alle i teamet kan læse den, og den kommer i jeres log."), quiet=True)
    return Form(action, _("Én sætning"), (Page((field,), note),), send=_("Gem"))
