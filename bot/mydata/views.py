"""What `/samspil minedata` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot import dates
from bot.i18n import Locale, md
from bot.keeping import Keeping, closing_day
from bot.settings import Settings
from bot.ui import Action, Block, Button, Buttons, Card, Facts, Text, plain
from storage.teams import Course

MOST_ORGANISATIONS = 10


def which(locale: Locale, names: Mapping[int, str], route: str) -> Card:
    """The account is a person in several organisations: which one is it about?"""
    _ = locale.gettext
    rows = [
        Buttons((Button(name[:75], Action.to(route, tenant_id)),))
        for tenant_id, name in list(names.items())[:MOST_ORGANISATIONS]
    ]
    return Card(
        md(_("Hvilke data gælder det?")),
        (md(_("Du er med flere steder. Dine data gemmes for sig hvert sted.")), *rows),
    )


def kept(locale: Locale, courses: Sequence[tuple[Course, Keeping]]) -> list[Text]:
    """When what goes, course by course."""
    _ = locale.gettext
    found = []
    for course, keeping in courses:
        text = _(
            "**%(course)s:** dine private tekster og kalendere slettes %(end)s, teamets fælles ting %(team)s."
        )
        closes = closing_day(course)
        end, team = (_day(locale, one) for one in (closes, closes + timedelta(days=keeping.team)))
        found.append(md(text, course=course.name, end=end, team=team))
    return found


def _day(locale: Locale, day: date) -> str:
    return dates.day(day, locale.local(locale.now), locale.language)


def overview(
    locale: Locale, rows: Sequence[tuple[str, str, int]], kept: Sequence[Text], buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    facts = tuple(
        (label, plain(text) if text else md(locale.ngettext("%(n)s gang", "%(n)s gange", n), n=n))
        for label, text, n in rows
    )
    blocks: list[Block] = [Facts(facts)] if facts else []
    note = md(
        _("Det, du kun har skrevet til dig selv, kan ingen andre læse her. Svaret ser kun du."), quiet=True
    )
    return Card(md(_("Det har jeg gemt om dig")), (*blocks, *kept, note, Buttons(buttons)))


def everything(
    locale: Locale, rows: Sequence[tuple[str, str]], page: int, pages: int, buttons: tuple[Button, ...]
) -> Card:
    _ = locale.gettext
    text = Text(())
    for index, (label, said) in enumerate(rows):
        text += md("**%(label)s**\n", label=label) + plain(said + ("\n" if index < len(rows) - 1 else ""))
    title = md(_("Alt om dig · %(page)s af %(pages)s"), page=page, pages=pages)
    blocks: list[Block] = [text] if rows else [md(_("Der er ikke gemt noget."))]
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(title, tuple(blocks))


def erase_sure(locale: Locale, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    return Card(
        md(_("Skal jeg slette alt om dig?")),
        (
            md(_("**Slettes nu:** navn, e-mail, konti, svar på tjek-ind, refleksioner, kladder og beskeder til dig.")),
            md(_("**Bliver stående uden dit navn:** det, teamet har lavet sammen, fx møder, og den sætning, I tog med "
                 "videre. Der står *tidligere medlem*.")),
            md(_("Du er derefter ikke længere med på noget team, og det kan ikke fortrydes. Sikkerhedskopier forsvinder, "
                 "når de bliver for gamle."), quiet=True),
            Buttons(buttons),
        ),
    )  # fmt: skip


def erased(locale: Locale, settings: Settings) -> Card:
    _ = locale.gettext
    text = md(_("Jeg kender dig ikke længere. Tak for denne gang."))
    blocks: list[Block] = [text]
    if settings.contact:
        blocks.append(md(_("Spørgsmål: %(contact)s."), contact=settings.contact, quiet=True))
    return Card(md(_("Det er slettet")), tuple(blocks))


# ---- staying out


def quiet_button(locale: Locale, tenant_id: int, *, stays_out: bool) -> Button:
    """The other choice than the one that counts."""
    _ = locale.gettext
    if stays_out:
        return Button(_("Skriv til mig igen"), Action.to("mydata/quiet", tenant_id, "no"))
    return Button(_("Skriv ikke, før jeg selv kommer"), Action.to("mydata/quiet", tenant_id, "yes"))


def left_alone(locale: Locale) -> str:
    return locale.gettext(
        "Jeg skriver ikke til dig, før du selv kommer. Du kan stadig være med i det hele, når du vil, "
        "og ingen får det at vide."
    )


def as_usual(locale: Locale) -> str:
    return locale.gettext("Jeg skriver til dig igen, når der er noget til dig.")


def is_left_alone(locale: Locale) -> Text:
    return md(locale.gettext("Jeg skriver ikke til dig af mig selv. Sådan har du valgt det."))
