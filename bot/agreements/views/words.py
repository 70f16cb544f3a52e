"""What agreements and the people in them are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import dates
from bot.agreements import rules
from bot.agreements.rules import Kind
from bot.i18n import Locale, md
from bot.ui import Button, Buttons, Card, Text
from bot.wording import shortened
from storage.agreements import Agreement, Party

TEXT, SIGN, WORDS = 200, 200, 60  # characters
IN_A_LIST, IN_A_SENTENCE = 160, 100  # of a text among others
MOST_NAMED, PARTNERS_NAME = 4, 60


@dataclass(frozen=True, slots=True)
class Known:
    """What everybody is called: people by id (also who has left), those present, and the partner's name."""

    names: Mapping[int, str]
    present: Collection[int]
    partner: str


def day(locale: Locale, when: date) -> str:
    """`fredag d. 13. november`."""
    return dates.day(when, locale.local(locale.now), locale.language)


def near_day(locale: Locale, when: date) -> str:
    """`i går`, `i morgen`, else the day."""
    return dates.relative_day(when, locale.local(locale.now), locale.language)


def partner(locale: Locale, known: Known, words: str = "") -> str:
    """`Kirkens Korshær`, `Kirkens Korshær (lederen)`."""
    name = shortened(known.partner, PARTNERS_NAME) or locale.gettext("den lokale organisation")
    return f"{name} ({words})" if words else name


def party_name(locale: Locale, party: Party, known: Known) -> str:
    _ = locale.gettext
    match Kind(party.kind):
        case Kind.team:
            return _("hele teamet")
        case Kind.partner:
            return partner(locale, known, party.words)
        case _:
            found = known.names.get(party.person_id) if party.person_id is not None else None
            return found or _("tidligere medlem")


def party_names(locale: Locale, parties: Sequence[Party], known: Known) -> str:
    """Those there is room for, and how many more."""
    names = [party_name(locale, one, known) for one in parties]
    if len(names) > MOST_NAMED:
        rest = len(names) - MOST_NAMED + 1
        names[MOST_NAMED - 1 :] = [locale.gettext("%(count)s til") % {"count": rest}]
    return locale.names(names)


def row(locale: Locale, one: Agreement, known: Known) -> Text:
    """`*Ring til foreningen*: Jonas, senest fredag d. 13. november · venter på ja fra Amira`."""
    line = promise(locale, one, known)
    return line + md("%(more)s", more="".join(f" · {piece}" for piece in standing(locale, one, known)))


def promise(locale: Locale, one: Agreement, known: Known) -> Text:
    """What, who and when, and not how it stands."""
    _ = locale.gettext
    if one.due_on < locale.today:
        template = _("*%(text)s*: %(who)s, frist %(day)s")
    else:
        template = _("*%(text)s*: %(who)s, senest %(day)s")
    who = party_names(locale, one.doers, known)
    return md(template, text=title(one, IN_A_LIST), who=who, day=day(locale, one.due_on))


def standing(locale: Locale, one: Agreement, known: Known) -> list[str]:
    """Whose yes is awaited or was a no, and how often it was moved."""
    _ = locale.gettext
    said = []
    waiting, refused = rules.awaited(one, known.present), rules.refused(one)
    if refused:
        said.append(_("%(names)s har sagt nej") % {"names": party_names(locale, refused, known)})
    elif waiting:
        said.append(_("venter på ja fra %(names)s") % {"names": party_names(locale, waiting, known)})
    if one.moved:
        said.append(
            locale.ngettext("flyttet én gang", "flyttet %(times)s gange", one.moved) % {"times": one.moved}
        )
    return said


def title(one: Agreement, longest: int = IN_A_SENTENCE) -> str:
    """Its text, short enough to stand in a sentence or on an agenda."""
    return shortened(one.text, longest)


def said(template: str, one: Agreement, *buttons: Button) -> Card:
    """A sentence about an agreement; the template may name its `text`."""
    return Card(md(template, text=title(one)), (Buttons(buttons),))
