"""Forms; each says who can read what is written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Locale, md
from bot.prompts.library import GOALS
from bot.prompts.prompt import Prompt, Theme
from bot.prompts.words import goal_name, theme_name
from bot.reflections import boards
from bot.ui import (
    MAX_OPTION_LABEL,
    Action,
    AnyField,
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
from storage.own_reflections import OwnReflection
from storage.reflections import Reflection

TEXT_LENGTH = 1200
PART_LENGTH = 300  # of one field of a board: all of them together are no longer than a text
ALONE_LENGTH = 3000
PER_FORM_PAGE = 4  # fields, and the note
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
            label=_("Skal teksterne vises med navn?"),
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


def several_form(
    locale: Locale, action: Action, teams: Sequence[tuple[int, str]], theme: str, *, ask: bool = True
) -> Form:
    """`ask`: which of the teams; otherwise it is for all of them."""
    _ = locale.gettext
    themes = tuple(Option(one.value, theme_name(locale, one)) for one in Theme)
    which = ChoicesField(
        name="teams",
        label=_("Hvilke teams?"),
        required=True,
        options=tuple(Option(str(team_id), name[:75]) for team_id, name in teams[:25]),
    )
    fields: tuple[ChoicesField | ChoiceField, ...] = (
        *((which,) if ask else ()),
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
    """A board has a field for each of its parts; the last question is whether to share."""
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    shared_how = _("Ja, med mit navn") if round_.by_name else _("Ja, uden navn (hvis mindst fire deler)")
    share = ChoiceField(
        name="share",
        label=_("Vil du dele den med teamet?"),
        hint=_("Du kan ombestemme dig, indtil teksterne vises."),
        required=True,
        options=(Option("shared", shared_how), Option("kept", _("Nej, den er kun til mig"))),
        value=given[0] if given and given[0] in ("shared", "kept") else "",
    )
    note = md(
        _(
            "Deler du, kan alle i teamets kanal læse den. Deler du den ikke, kan kun du læse den. Skriv ikke om borgere, så de kan genkendes."
        ),
        quiet=True,
    )
    question = Text((plain(wording.question + "\n") + note).spans, quiet=True)
    fields: tuple[AnyField, ...] = (*_texts(locale, prompt, given[1] if given else ""), share)
    pages = [fields[start : start + PER_FORM_PAGE] for start in range(0, len(fields), PER_FORM_PAGE)]
    return Form(action, _("Skriv for dig selv"), tuple(Page(page, question) for page in pages), send=_("Gem"))


def _texts(locale: Locale, prompt: Prompt, text: str) -> tuple[TextField, ...]:
    """What is to be written: one text, or a board's parts, any of which may be left empty."""
    words = boards.given(prompt, text)
    if not prompt.parts:
        hint = shortened(prompt.wording(locale.language).title, 100)
        return (
            TextField(
                name="text", label=locale.gettext("Din tekst"), hint=hint, required=True, multiline=True,
                max_length=TEXT_LENGTH, value=words["text"],
            ),
        )  # fmt: skip
    return tuple(
        TextField(
            name=part.id, label=part.asked(locale.language).label, hint=part.asked(locale.language).hint,
            multiline=True, max_length=PART_LENGTH, value=words.get(part.id, ""),
        )
        for part in prompt.parts
    )  # fmt: skip


def alone_form(locale: Locale, action: Action, prompt: Prompt | None, own: OwnReflection | None) -> Form:
    """`prompt` None: to a question of their own. `own`: what is there already."""
    _ = locale.gettext
    text = TextField(
        name="text",
        label=_("Din tekst"),
        required=True,
        multiline=True,
        max_length=ALONE_LENGTH,
        value=own.text if own else "",
    )
    question = TextField(
        name="question",
        label=_("Hvad vil du tænke over?"),
        required=True,
        max_length=SENTENCE_LENGTH,
        value=own.question if own else "",
    )
    seen = md(_("Kun du kan læse det. Skriv ikke om borgere, så de kan genkendes."), quiet=True)
    note = seen
    if prompt is not None:
        wording = prompt.wording(locale.language)
        note = Text((plain(f"{wording.title}. {wording.question}\n") + seen).spans, quiet=True)
    goal = ChoiceField(
        name="goal",
        label=_("Hvilket læringsmål handler det om?"),
        hint=_("Så tæller det med i din læringsjournal. Du må gerne springe over."),
        options=tuple(
            Option(str(number), f"{number} {goal_name(locale, number)}"[:MAX_OPTION_LABEL])
            for number in GOALS
        ),
        value=str(own.goal) if own and own.goal else "",
    )
    fields = (text,) if prompt else (question, text, goal)
    return Form(action, _("Skriv for dig selv"), (Page(fields, note),), send=_("Gem"))


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
