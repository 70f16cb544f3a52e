"""What the glossary says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import wordbook
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    Option,
    Page,
    Text,
    TextField,
)
from bot.wording import shortened
from storage.glossary import Meaning, Word

WORD, MEANING = 60, 300
SHOWN, MOST_SAID = 900, 14  # of a word's meanings: characters, and how many are said
PAPER, ON_PAPER = 3600, 12  # of a printed page: characters, and words
TO_GUESTS = 6  # words on a guest's page


def _who(locale: Locale, meaning: Meaning) -> str:
    _ = locale.gettext
    return _("tidligere medlem") if meaning.person_id is None else _("uden fag")


def _word(locale: Locale, word: Word) -> Text:
    """The word, and under it a line for each who has said what they mean by it."""
    text = md("**%(word)s**", word=word.word)
    if not word.meanings:
        return text + md("\n%(text)s", text=locale.gettext("Ingen har skrevet, hvad det betyder, endnu."))
    said = word.meanings[:MOST_SAID]
    each = SHOWN // len(said) - 40
    for one in said:
        who = shortened(one.profession, 35) or _who(locale, one)
        text += md("\n*%(who)s*: %(said)s", who=who, said=wordbook.in_one_line(one.text, each))
    if left := len(word.meanings) - len(said):
        text += md("\n%(text)s", text=locale.gettext("Og %(count)s til.") % {"count": left})
    return text


def in_lines(locale: Locale, word: Word) -> str:
    """The word and all of its meanings, as plain text."""
    said = [f"{one.profession or _who(locale, one)}: {one.text}" for one in word.meanings]
    return "\n".join([word.word, *said])


def list_card(
    locale: Locale,
    shown: Sequence[tuple[Word, tuple[Button, ...]]],
    buttons: tuple[Button, ...],
    *,
    shared: bool,
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for word, presses in shown:
        blocks.append(_word(locale, word))
        if presses:
            blocks.append(Buttons(presses))
    if not shown:
        blocks.append(md(_("Her samler I ord, der betyder noget forskelligt i jeres fag.")))
    if shared:
        blocks.append(md(_("Partneren kan læse den på sin side."), quiet=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Jeres fagordbog")), tuple(blocks))


def word_card(locale: Locale, word: Word, buttons: tuple[Button, ...]) -> Card:
    return Card(md(locale.gettext("Gemt i fagordbogen")), (_word(locale, word), Buttons(buttons)))


def _meaning(locale: Locale, profession: str, value: str, *, required: bool) -> TextField:
    _ = locale.gettext
    hint = (
        _("Fx sådan, som du ville forklare det for de andre. Det vises som: %(profession)s.")
        if profession
        else ""
    )
    return TextField(
        name="meaning",
        label=_("Hvad betyder det i dit fag?"),
        hint=shortened(hint % {"profession": profession}, 100) if hint else "",
        required=required,
        multiline=True,
        max_length=MEANING,
        value=value,
    )


def _note(locale: Locale) -> Text:
    text = locale.gettext(
        "Teamet og jeres facilitator kan læse det, og din betydning vises med dit fag. Viser I fagordbogen for partneren, kan partneren også."
    )
    return md(text, quiet=True)


def new_form(locale: Locale, action: Action, profession: str, known: Mapping[str, str]) -> Form:
    """`known`: words from a board, to pick instead of writing one."""
    _ = locale.gettext
    word = TextField(
        name="word",
        label=_("Eller et andet ord") if known else _("Hvilket ord?"),
        hint=_("Et ord eller to, fx sag."),
        required=not known,
        max_length=WORD,
    )
    fields: tuple[ChoiceField | TextField, ...] = (word, _meaning(locale, profession, "", required=False))
    if known:
        options = tuple(Option(key, text) for key, text in known.items())
        fields = (ChoiceField(name="known", label=_("Et ord fra runden"), options=options), *fields)
    return Form(action, _("Et ord til fagordbogen"), (Page(fields, _note(locale)),), send=_("Gem"))


def step(locale: Locale, word: Word, action: Action) -> tuple[Text, Button]:
    _ = locale.gettext
    text = md(_("*%(word)s* står i jeres fagordbog. Hvad betyder det hos dig?"), word=word.word)
    return text, Button(_("Skriv, hvad det betyder i dit fag"), action)


def mean_form(locale: Locale, action: Action, word: Word, profession: str, mine: str) -> Form:
    field = _meaning(locale, profession, mine, required=False)
    note = Text((md("*%(word)s*\n", word=word.word) + _note(locale)).spans, quiet=True)
    title = locale.gettext("Hvad betyder ordet?")
    return Form(action, title, (Page((field,), note),), send=locale.gettext("Gem"))


def for_guests(locale: Locale, found: Sequence[Word], url: str) -> tuple[Text, Button]:
    _ = locale.gettext
    text = md(_("**Ord, vi bruger**"))
    for word in found[:TO_GUESTS]:
        meanings = wordbook.meanings_of(word, 200)
        text += md("\n*%(word)s*: %(meanings)s", word=word.word, meanings=meanings)
    return text, Button(_("Se alle ordene"), url=url)


def paper_pages(locale: Locale, found: Sequence[Word]) -> list[list[Text]]:
    """As many words on each page as it holds; at least one page."""
    pages, size = [list[Text]()], 0
    for word in found:
        text = _word(locale, word)
        if pages[-1] and (size + len(text.plain) > PAPER or len(pages[-1]) == ON_PAPER):
            pages.append([])
            size = 0
        pages[-1].append(text)
        size += len(text.plain)
    return pages


def paper_card(locale: Locale, team: str, shown: Sequence[Text], more: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [*shown] or [md(_("Her er ikke noget endnu."))]
    if more:
        blocks.append(Buttons(more))
    return Card(md(_("Fagordbog · %(team)s"), team=team), tuple(blocks))
