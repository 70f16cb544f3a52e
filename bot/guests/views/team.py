"""The team's side: whom it works with, and what it asks them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import dates
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
    plain,
)
from bot.wording import shortened
from storage.guests import Asked, Question
from storage.teams import MOST_OF_A_NAME, Member, Role, first_name

QUESTION = 200
ANSWER = 1500
FUNCTION = 60
SHOWN_ANSWER = 240
ANYBODY = "any"
NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Shown:
    """A guest in the team's list: when they last did something here, and were last written to."""

    name: str
    member: Member
    acted_at: datetime | None
    written_at: datetime | None


def role_name(locale: Locale, role: Role) -> str:
    _ = locale.gettext
    return _("partner") if role is Role.partner else _("borger")


def listed(
    locale: Locale, rows: Sequence[tuple[Shown, tuple[Button, ...]]], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for one, presses in rows:
        blocks += [_line(locale, one), Buttons(presses)]
    if not rows:
        blocks.append(
            md(_("Her kan I give en kontakt hos partneren, en borger eller en netværksperson en side uden konto. De kan "
                 "stemme om tider, sige ja til aftaler og svare på spørgsmål."))
        )  # fmt: skip
    return Card(md(_("Dem, I arbejder sammen med")), (*blocks, Buttons(buttons)))


def _line(locale: Locale, one: Shown) -> Text:
    _ = locale.gettext
    about = one.member.profession or role_name(locale, one.member.role)
    text = md("**%(name)s** · %(about)s", name=one.name, about=about[:FUNCTION])
    if one.acted_at:
        return text + md(_("\nSvarede sidst %(day)s"), day=_day(locale, one.acted_at))
    if one.written_at:
        return text + md(_("\nI skrev sidst %(day)s"), day=_day(locale, one.written_at))
    return text + md(_("\nHar ikke fået sit link endnu"))


def _day(locale: Locale, moment: datetime) -> str:
    return dates.day(locale.local(moment), locale.local(locale.now), locale.language)


def one(locale: Locale, shown: Shown, buttons: tuple[Button, ...]) -> Card:
    return Card(md("%(name)s", name=shown.name), (_line(locale, shown), Buttons(buttons)))


def form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    fields = (
        ChoiceField(
            name="role", label=_("Hvem er det?"), required=True, value=Role.partner.value,
            options=(
                Option(Role.partner.value, _("En kontakt hos partneren")),
                Option(Role.guest.value, _("Borgeren")),
                Option(NETWORK, _("Borgerens netværksperson")),
            ),
        ),
        TextField(
            name="name", label=_("Fornavn"), hint=_("Borgere og netværkspersoner vælger selv, hvad de kaldes her."),
            required=True, max_length=MOST_OF_A_NAME,
        ),
        TextField(
            name="function", label=_("Funktion hos partneren"),
            hint=_("Fx frivilligkoordinator. Ikke for borgere."), max_length=FUNCTION,
        ),
    )  # fmt: skip
    note = md(
        _(
            "Alle i teamet og jeres facilitator kan se det. Skriv ikke efternavn, telefon, mail eller andet om borgere."
        ),
        quiet=True,
    )
    return Form(action, _("Ny kontakt"), (Page(fields, note),), send=_("Tilføj"))


def too_many(locale: Locale) -> str:
    return locale.gettext("Der er plads til otte. Afslut først en, der ikke er med mere.")


def needs_function(locale: Locale) -> str:
    return locale.gettext("Skriv, hvad kontakten laver hos partneren.")


def only_first_name(locale: Locale) -> str:
    return locale.gettext("Skriv kun et fornavn her.")


def no_details(locale: Locale) -> str:
    return locale.gettext("Skriv ikke telefon, mail eller adresse her. Dem har I selv.")


def added(locale: Locale, name: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("%(name)s har nu sin egen side. Skriv til %(name)s med linket, når I er klar."), name=name)
    return Card(md(_("%(name)s er med"), name=name), (text, Buttons(buttons)))


def end_sure(locale: Locale, name: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Så virker linket ikke mere, og %(name)s bliver ikke spurgt om noget. Det, I har aftalt, bliver stående."),
              name=name)  # fmt: skip
    return Card(md(_("Er %(name)s ikke længere med?"), name=name), (text, Buttons(buttons)))


def noted(locale: Locale, text: str, buttons: tuple[Button, ...] = ()) -> Card:
    blocks: list[Block] = [md("%(text)s", text=text)]
    return Card(md(locale.gettext("Noteret")), (*blocks, *((Buttons(buttons),) if buttons else ())))


# ---- to the one who looks after a guest


def stopped(locale: Locale, guest: str) -> Card:
    _ = locale.gettext
    text = md(_("%(name)s vil ikke have flere spørgsmål herfra. Det er helt i orden, og I behøver ikke spørge hvorfor."),
              name=guest)  # fmt: skip
    return Card(md(_("%(name)s har sagt stop"), name=guest), (text,))


def handed(locale: Locale, guest: str, colleague: Member, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(
        _(
            "%(name)s har givet det videre til **%(colleague)s** (%(function)s), som venter på et link fra jer."
        ),
        name=guest,
        colleague=first_name(colleague.name),
        function=colleague.profession or "–",
    )
    return Card(md(_("%(name)s har givet det videre"), name=guest), (text, Buttons(buttons)))


# ---- questions


def questions(
    locale: Locale,
    partner: str,
    rows: Sequence[tuple[Question, str, tuple[Button, ...]]],
    more: int,
    buttons: tuple[Button, ...],
) -> Card:
    """(question, who answered or is to, its presses)."""
    _ = locale.gettext
    blocks: list[Block] = []
    for question, name, presses in rows:
        text = md("**%(text)s**", text=question.text)
        if question.open:
            text += md(_("\nVenter på svar fra %(name)s"), name=name or _("partneren"))
        else:
            text += md("\n%(answer)s", answer=shortened(question.answer, SHOWN_ANSWER))
            text += md(_("\nSvar fra %(name)s"), name=name or _("partneren"))
        blocks.append(text)
        if presses:
            blocks.append(Buttons(presses))
    if not rows:
        blocks.append(md(_("I har ikke spurgt om noget endnu.")))
    if more:
        blocks.append(md(locale.gettext("Og %(n)s ældre."), n=more, quiet=True))
    title = md(_("Spørgsmål til %(partner)s"), partner=partner or _("partneren"))
    return Card(title, (*blocks, Buttons(buttons)))


def asked_before(locale: Locale, partner: str, found: Sequence[Asked], buttons: tuple[Button, ...]) -> Card:
    """Before a question is written: what others have asked the same partner."""
    _ = locale.gettext
    blocks: list[Block] = [
        md(
            _("Andre teams arbejder også sammen med %(partner)s. Det er der allerede spurgt om:"),
            partner=partner,
        )
    ]
    for one in found:
        answer = shortened(one.answer, SHOWN_ANSWER) if one.answer else _("(svaret er på vej)")
        blocks.append(md("**%(text)s**\n%(answer)s", text=one.text, answer=answer))
    return Card(md(_("Måske ved vi det allerede")), (*blocks, Buttons(buttons)))


def ask_form(locale: Locale, action: Action, people: Sequence[tuple[int, str]]) -> Form:
    _ = locale.gettext
    text = TextField(
        name="text", label=_("Hvad vil I gerne vide?"), hint=_("Ét spørgsmål ad gangen er nemmest at svare på."),
        required=True, max_length=QUESTION,
    )  # fmt: skip
    options = (
        Option(ANYBODY, _("Den hos partneren, der svarer først")),
        *(Option(str(i), n) for i, n in people),
    )
    to = ChoiceField(name="to", label=_("Hvem spørger I?"), options=options, value=ANYBODY, required=True)
    note = md(
        _("Teamet, jeres facilitator og den, I spørger, kan læse det. Skriv ikke navne på borgere."),
        quiet=True,
    )
    return Form(action, _("Nyt spørgsmål"), (Page((text, to), note),), send=_("Gem"))


def ask_saved(locale: Locale, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Spørgsmålet står på siden, og det kommer på jeres dagsorden, til der er svar."))
    return Card(md(_("Spørgsmålet er gemt")), (text, Buttons(buttons)))


def note_form(locale: Locale, action: Action, question: str, value: str, *, shared: bool) -> Form:
    _ = locale.gettext
    answer = TextField(
        name="answer", label=_("Hvad var svaret?"), hint=_("Kort, og uden navne på borgere."), required=True,
        multiline=True, max_length=ANSWER, value=value,
    )  # fmt: skip
    note = md("*%(question)s*\n", question=question, quiet=True)
    note += md(_("Teamet og jeres facilitator kan læse det."))
    if shared:
        note += md(_(" Andre teams med samme partner kan også se det."))
    return Form(action, _("Skriv svaret ned"), (Page((answer,), note),), send=_("Gem"))


def answered(locale: Locale, question: str, answer: str, name: str, buttons: tuple[Button, ...]) -> Card:
    """In private to the one who asked."""
    _ = locale.gettext
    text = md("**%(question)s**", question=question)
    return Card(
        md(_("%(name)s har svaret"), name=name or _("Partneren")),
        (text, plain(answer, quote=True), Buttons(buttons)),
    )


def topic(locale: Locale, question: str) -> str:
    return locale.gettext("Spørgsmål til partneren: %(question)s") % {"question": question}


def news(locale: Locale, question: str) -> Text:
    return md(locale.gettext("Partneren har svaret på *%(question)s*."), question=question[:120])
