"""The boundary for what people write in forms: every submit's values pass here before a handler."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.errors import Rejected
from bot.i18n import Locale, md
from bot.text import TextTooLong, clean, find_cpr, mask_cpr
from bot.ui import (
    Action,
    AnyField,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    ScaleField,
    Style,
    TextField,
    TimeField,
    Value,
    Values,
    plain,
)

SHORT = 60  # a date or time somebody typed
MOST_SHOWN = 700  # characters of each refused text that the private card gives back


def checked(form: Form, values: Values, locale: Locale, page: int | None = None) -> Values:
    """The values as they may be stored: cleaned, of the form's fields only, "" where nothing was given.

    With `page` only that page's fields. Raises Rejected with one sentence per field that will not do.
    """
    fields = form.fields if page is None else form.pages[page].fields
    good: Values = {}
    errors: dict[str, str] = {}
    forget: set[str] = set()
    for field in fields:
        try:
            good[field.name] = _checked(field, values.get(field.name, ""), locale)
        except _Refused as refused:
            errors[field.name] = refused.sentence
            if refused.forget:
                forget.add(field.name)
    if errors:
        raise Rejected(errors, frozenset(forget))
    return good


class _Refused(Exception):
    def __init__(self, sentence: str, *, forget: bool = False) -> None:
        self.sentence = sentence
        self.forget = forget


def _checked(field: AnyField, value: Value, locale: Locale) -> Value:
    _ = locale.gettext
    if isinstance(field, ChoicesField):
        picked = value if isinstance(value, tuple) else ((value,) if value else ())
        known = {option.value for option in field.options}
        if not set(picked) <= known:
            raise _Refused(_("Vælg noget fra listen."))
        if field.required and not picked:
            raise _Refused(_("Vælg mindst én."))
        return picked
    text = _cleaned(field, value if isinstance(value, str) else ", ".join(value), locale)
    if field.required and not text:
        raise _Refused(_("Her skal der stå noget."))
    match field:
        case ChoiceField():
            if text and text not in {option.value for option in field.options}:
                raise _Refused(_("Vælg noget fra listen."))
        case ScaleField():
            if text and text not in {str(step + 1) for step in range(len(field.steps))}:
                raise _Refused(_("Vælg et af trinene."))
        case TextField() | DateField() | TimeField():
            pass
        case _:
            assert_never(field)
    return text


def _cleaned(field: AnyField, value: str, locale: Locale) -> str:
    _ = locale.gettext
    limit = field.max_length if isinstance(field, TextField) else SHORT
    multiline = isinstance(field, TextField) and field.multiline
    try:
        text = clean(value, max_length=limit, multiline=multiline)
    except TextTooLong as error:
        sentence = _("Det er lidt for langt: %(length)s tegn, og der er plads til %(limit)s.")
        raise _Refused(sentence % {"length": error.length, "limit": error.limit}) from error
    if find_cpr(text):
        raise _Refused(_("Det ligner et CPR-nummer. Fjern det, og send igen."), forget=True)
    return text


def kept(values: Values, forget: frozenset[str]) -> Values:
    """What a draft may hold of refused values: nothing of the fields named, never a CPR number."""
    return {
        name: value
        for name, value in values.items()
        if name not in forget
        and not any(find_cpr(text) for text in ([value] if isinstance(value, str) else value))
    }


def with_errors(form: Form, values: Values, rejected: Rejected) -> Form:
    """The form as it was sent, CPR numbers masked, with a sentence at each field to look at again."""
    masked = {name: mask_cpr(v) if isinstance(v, str) else v for name, v in values.items()}
    return replace(form.filled(masked), errors=rejected.errors)


def refusal_card(form: Form, values: Values, rejected: Rejected, locale: Locale) -> Card:
    """The same for doors that cannot show errors in a form: what to look at, the text, and *Ret*."""
    _ = locale.gettext
    labels = {field.name: field.label for field in form.fields}
    blocks = []
    for name, sentence in rejected.errors.items():
        if name in rejected.forget:
            blocks.append(
                md(
                    _(
                        "Der står noget, der ligner et CPR-nummer, i feltet *%(field)s*. Derfor har jeg ikke gemt "
                        'noget. Skriv fx "borgeren" i stedet, og send igen. Her er din tekst uden nummeret:'
                    ),
                    field=labels.get(name, name),
                )
            )
        else:
            blocks.append(md("**%(field)s**: %(sentence)s", field=labels.get(name, name), sentence=sentence))
        value = values.get(name, "")
        if isinstance(value, str) and value.strip():
            cleaned = clean(mask_cpr(value), max_length=len(value) + 1, multiline=True)
            blocks.append(plain(cleaned[:MOST_SHOWN], quote=True))
    page = _page_of(form, next(iter(rejected.errors), ""))
    button = Button(_("Ret"), open_form(form.action, page), Style.primary)
    return Card(md(_("Se lige på det igen")), (*blocks, Buttons((button,))))


def _page_of(form: Form, name: str) -> int:
    for index, page in enumerate(form.pages):
        if any(field.name == name for field in page.fields):
            return index
    return 0


def open_form(action: Action, page: int = 0) -> Action:
    """The action of a button that opens a form (again) at a page, filled in with its draft."""
    return Action("core/form", (str(page), *action.route.split("/"), *action.args))


def next_page_card(form: Form, page: int, locale: Locale) -> Card:
    """The private card between two pages where a form cannot follow a form (Discord)."""
    _ = locale.gettext
    button = Button(_("Fortsæt"), open_form(form.action, page), Style.primary)
    progress = _("%(page)s af %(pages)s") % {"page": page + 1, "pages": len(form.pages)}
    return Card(
        md("%(title)s · %(progress)s", title=form.title, progress=progress),
        (md(_("Det første er gemt. Der er lidt mere."), quiet=True), Buttons((button,))),
    )
