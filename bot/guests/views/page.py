"""A guest's own page. Plain words: short sentences, none of the school's own terms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feature import GuestLine, Step
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
from storage.teams import MOST_OF_A_NAME, Member, Team, first_name

FUNCTION = 60
MOST_NAME = 60
ANSWER = 1500
BOTH, ALONE = "both", "alone"


def _titled(locale: Locale, title: str, team: str) -> Text:
    """With the team's name where somebody is with several."""
    return md("%(title)s · %(team)s", title=title, team=team) if team else md("%(title)s", title=title)


def asked(locale: Locale, team: str, steps: Sequence[Step]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for step in steps:
        blocks += [step.text, Buttons((step.button,))]
    if not blocks:
        blocks = [md(_("Der er ikke noget, vi venter på fra dig lige nu."))]
    return Card(_titled(locale, _("Det vil vi gerne bede dig om"), team), tuple(blocks))


def lines(locale: Locale, title: str, team: str, found: Sequence[GuestLine]) -> Card:
    blocks: list[Block] = []
    for line in found:
        blocks.append(line.text)
        if line.buttons:
            blocks.append(Buttons(line.buttons))
    return Card(_titled(locale, title, team), tuple(blocks))


def ahead(locale: Locale, team: str, found: Sequence[GuestLine]) -> Card:
    return lines(locale, locale.gettext("Næste gang vi ses"), team, found)


def agreed(locale: Locale, team: str, found: Sequence[GuestLine]) -> Card:
    return lines(locale, locale.gettext("Det har vi aftalt"), team, found)


def who(
    locale: Locale,
    team: Team,
    members: Sequence[Member],
    facilitators: Sequence[Member],
    contact: str,
    *,
    citizen: bool,
) -> Card:
    """To a partner whole names and what the team works with; to a citizen first names."""
    _ = locale.gettext
    shown = (lambda one: first_name(one.name)) if citizen else (lambda one: one.name[:MOST_NAME])
    blocks: list[Block] = []
    if team.challenge and not citizen:
        about = _("Det arbejder vi med: %(challenge)s") % {"challenge": team.challenge[:300]}
        blocks.append(plain(about))
    text = Text(())
    for index, one in enumerate(members[:12]):
        text += md("\n" if index else "")
        text += md("**%(name)s**", name=shown(one))
        text += md(" · %(profession)s", profession=one.profession[:40]) if one.profession else md("")
    if members:
        blocks.append(text)
    if facilitators:
        names = locale.names([shown(one) for one in facilitators])
        blocks.append(md(_("%(names)s følger os fra skolen."), names=names))
    if contact:
        blocks.append(md(_("Er du i tvivl om noget, så ring eller skriv til **%(name)s**."), name=contact))
    return Card(md(_("Hvem er vi? %(team)s"), team=team.name), tuple(blocks or [md("–")]))


def yours(locale: Locale, team: str, buttons: tuple[Button, ...], *, citizen: bool) -> Card:
    """How to stop, and what is kept."""
    _ = locale.gettext
    free = _("Du kan altid sige nej eller springe over. Du behøver ikke sige hvorfor.")
    kept = (
        _(
            "Vi gemmer det fornavn, du selv har valgt, og det, du svarer her. Teamet og den, der følger dem fra "
            "skolen, kan se det."
        )
        if citizen
        else _(
            "Vi gemmer dit navn, din funktion og det, du svarer her. Teamet og den, der følger dem fra skolen, kan se det."
        )
    )
    return Card(_titled(locale, _("Du bestemmer"), team), (md(free), md(kept, quiet=True), Buttons(buttons)))


# ---- stopping


def stopped(locale: Locale, teams: Sequence[str], buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    text = md(_("Du hører ikke mere fra %(teams)s. Tak, fordi du var med."), teams=locale.names(list(teams)))
    note = md(_("Det, du har svaret, står her, til du sletter det."), quiet=True)
    return Card(md(_("Så stopper vi her")), (text, note, Buttons(buttons)))


def back(locale: Locale, team: str) -> Card:
    _ = locale.gettext
    return Card(md(_("Velkommen tilbage")), (md(_("Du er med hos %(team)s igen."), team=team),))


# ---- handing over


def handover_form(locale: Locale, action: Action) -> Form:
    _ = locale.gettext
    fields = (
        TextField(
            name="name", label=_("Hvad hedder din kollega?"), hint=_("Fornavn er nok."), required=True,
            max_length=MOST_OF_A_NAME,
        ),
        TextField(
            name="function", label=_("Hvad arbejder din kollega med?"), hint=_("Fx frivilligkoordinator"),
            required=True, max_length=FUNCTION,
        ),
        ChoiceField(
            name="stay", label=_("Og du selv?"), required=True, value=ALONE,
            options=(
                Option(ALONE, _("Min kollega tager over, og jeg stopper")),
                Option(BOTH, _("Vi er to om det")),
            ),
        ),
    )  # fmt: skip
    note = md(_("Teamet kan se det og giver din kollega et link. Sig det til din kollega først."), quiet=True)
    return Form(action, _("Giv det videre"), (Page(fields, note),), send=_("Giv videre"))


def handed(locale: Locale, name: str, team: str, *, stays: bool) -> Card:
    _ = locale.gettext
    if stays:
        text = _("Teamet skriver til %(name)s, og I er to om det nu.")
    else:
        text = _("Teamet skriver til %(name)s. Du hører ikke mere fra %(team)s. Tak, fordi du var med.")
    return Card(md(_("Tak, det er givet videre")), (md(text, name=name, team=team),))


# ---- answering


def answer_form(
    locale: Locale, action: Action, team: str, question: str, value: str, *, shared: bool
) -> Form:
    """`shared`: other teams of the course that work with the same partner may be shown the answer."""
    _ = locale.gettext
    one = TextField(
        name="answer", label=_("Dit svar"), hint=_("Et par linjer er nok."), required=True, multiline=True,
        max_length=ANSWER, value=value,
    )  # fmt: skip
    who = md(_("Alle på %(team)s og den, der følger dem fra skolen, kan læse svaret."), team=team, quiet=True)
    if shared:
        others = _(
            " Andre teams, der arbejder sammen med jer, kan også se det, så I ikke bliver spurgt om det samme igen."
        )
        who += md(others)
    note = md("*%(question)s*\n", question=question, quiet=True) + who
    return Form(action, _("Dit svar"), (Page((one,), note),))


def thanks(locale: Locale, team: str, change: Button) -> Card:
    _ = locale.gettext
    text = md(_("Tak. %(team)s kan læse dit svar nu."), team=team)
    return Card(md(_("Dit svar er sendt")), (text, Buttons((change,))))


def question_step(locale: Locale, text: str) -> Text:
    return md(locale.gettext("Vi vil gerne spørge dig: *%(question)s*"), question=text)


def own_answer(locale: Locale, question: str, answer: str) -> Text:
    return md(locale.gettext("**%(question)s**\nDit svar: %(answer)s"), question=question, answer=answer)
