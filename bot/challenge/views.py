"""What the challenge card and the start package say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot import dates
from bot.i18n import Locale, md
from bot.ui import Action, Block, Button, Buttons, Card, Form, Page, Text, TextField, plain
from bot.wording import sentence, shortened
from storage.challenges import Challenge
from storage.teams import Team

PROBLEM, OTHER = 700, 500
PINNED = 140


def card(
    locale: Locale, team: Team, latest: Challenge | None, partner: str, buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    title = md(_("Udfordringen · %(team)s"), team=team.name)
    after: list[Block] = [Buttons(buttons)] if buttons else []
    if latest is None:
        said: list[Block] = [plain(team.challenge[:1500])] if team.challenge else []
        said.append(md(_("Skriv den med jeres egne ord: hvad er problemet, for hvem, hvad tror I, og hvad vil I "
                         "finde ud af først?"), quiet=True))  # fmt: skip
        return Card(title, (*said, *after))
    return Card(title, (*_parts(locale, latest, partner), *after))


def _parts(locale: Locale, one: Challenge, partner: str) -> list[Block]:
    _ = locale.gettext
    blocks: list[Block] = []
    for label, text in (
        (_("Problemet"), one.problem),
        (_("For hvem"), one.whom),
        (_("Det, vi tror"), one.assumptions),
        (_("Det, vi vil finde ud af først"), one.question),
    ):
        if text:
            blocks.append(md("**%(label)s**\n", label=label) + plain(text))
    now = locale.local(locale.now)
    day = dates.day(locale.local(one.confirmed_at or one.written_at).date(), now, locale.language)
    if one.confirmed_at:
        text = _("Version %(number)s. %(partner)s sagde ja %(day)s.")
    elif partner:
        text = _("Version %(number)s fra %(day)s. %(partner)s har ikke sagt ja endnu.")
    else:
        text = _("Version %(number)s fra %(day)s.")
    who = partner or _("Partneren")
    blocks.append(md(text, quiet=True, number=one.number, day=day, partner=who))
    return blocks


def versions(locale: Locale, found: Sequence[Challenge], buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = []
    for one in found[:6]:
        day = dates.day(locale.local(one.written_at).date(), locale.local(locale.now), locale.language)
        text = md(_("**Version %(number)s**, %(day)s\n"), number=one.number, day=day)
        blocks.append(text + plain(shortened(one.problem, 400)))
    return Card(md(_("Udfordringen, version for version")), (*blocks, Buttons(buttons)))


def form(locale: Locale, action: Action, before: Mapping[str, str], partner: str) -> Form:
    _ = locale.gettext
    fields = (
        TextField(
            name="problem",
            label=_("Hvad er problemet?"),
            hint=_("Som den lokale organisation oplever det."),
            required=True,
            multiline=True,
            max_length=PROBLEM,
            value=before.get("problem", "")[:PROBLEM],
        ),
        TextField(
            name="whom",
            label=_("For hvem?"),
            hint=_("En gruppe, aldrig en person."),
            max_length=200,
            value=before.get("whom", ""),
        ),
        TextField(
            name="assumptions",
            label=_("Hvad tror I uden at vide det?"),
            hint=_("Det, I tager for givet."),
            multiline=True,
            max_length=OTHER,
            value=before.get("assumptions", ""),
        ),
        TextField(
            name="question",
            label=_("Hvad vil I finde ud af først?"),
            hint=_("Et spørgsmål, I kan prøve af på et besøg."),
            multiline=True,
            max_length=OTHER,
            value=before.get("question", ""),
        ),
    )
    who = partner or _("Jeres partner")
    note = md(_("Teamet, jeres facilitator og %(partner)s kan læse det."), quiet=True, partner=who)
    return Form(action, _("Jeres udfordring"), (Page(fields, note),), send=_("Gem"))


def pinned(locale: Locale, one: Challenge) -> Text:
    return md(
        locale.gettext("**Jeres udfordring:** %(problem)s"), problem=sentence(shortened(one.problem, PINNED))
    )


def ask_partner(locale: Locale) -> Text:
    return md(locale.gettext("Teamet har skrevet, hvad de vil arbejde med. Ser du det på samme måde?"))


def for_partner(locale: Locale, one: Challenge) -> Text:
    return md(locale.gettext("Det arbejder teamet med: %(problem)s"), problem=shortened(one.problem, 300))


# ---- the start package


def contract_offer(locale: Locale, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Nu har I mødt hinanden")),
        (
            md(_("Skriv ned, hvad I vil med hinanden, mens det er nyt: ambition, fremmøde, svartid, roller og "
                 "uenighed. Der er forslag at begynde på.")),
            md(_("Alle kan skrive med, når det passer dem."), quiet=True),
            Buttons(buttons),
        ),
    )  # fmt: skip


def challenge_offer(locale: Locale, partner: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Hvad er jeres udfordring?")),
        (
            md(_("Skriv den med jeres egne ord, så I og %(partner)s kan se, om I mener det samme."),
               partner=partner or _("jeres partner")),
            md(_("Fire korte felter. I kan rette den, når I bliver klogere."), quiet=True),
            Buttons(buttons),
        ),
    )  # fmt: skip


# ---- Monday


def unconfirmed(locale: Locale, since: date) -> Text:
    _ = locale.gettext
    return md(
        _(
            "den lokale organisation har ikke sagt ja til udfordringen, som har ventet siden %(day)s. "
            "Foreslå et møde, hvor de sammen finder ud af, hvad formålet er."
        ),
        day=dates.day(since, locale.local(locale.now), locale.language),
    )


def unconfirmed_in_many(locale: Locale) -> Text:
    return md(
        locale.gettext(
            "den lokale organisation har ikke sagt ja til udfordringen. Foreslå et møde om, hvad formålet er."
        )
    )
