"""The meeting with a time: its card, the day before, an hour before, moving, cancelling, the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import dates, ics
from bot.i18n import Locale, link, md
from bot.meetings.views.words import about, number, place, reasons, short, span, where
from bot.ui import Block, Button, Buttons, Card, Divider, Facts, File, Text, plain
from storage.meetings import Meeting, MeetingType, Why

FILE_NAME = "moede.ics"


@dataclass(frozen=True, slots=True)
class Coming:
    """`can` of `asked` have said that they come."""

    can: int
    asked: int


def _what(locale: Locale, meeting: Meeting, coming: Coming | None = None) -> Text:
    text = md(
        "*%(purpose)s*, %(when)s, %(where)s.",
        purpose=meeting.purpose,
        when=span(locale, meeting),
        where=where(locale, meeting),
    )
    return text + md(" %(coming)s", coming=_coming(locale, coming)) if coming and coming.can else text


def _coming(locale: Locale, coming: Coming) -> str:
    _ = locale.gettext
    if coming.can >= coming.asked:
        words = {"number": number(locale, coming.can)}
        return _("Begge kan.") if coming.can == 2 else _("Alle %(number)s kan.") % words
    return _("%(can)s af %(asked)s kan.") % {"can": coming.can, "asked": coming.asked}


def _internal(locale: Locale, meeting: Meeting) -> list[Block]:
    """What the others are owed of an internal meeting."""
    _ = locale.gettext
    if meeting.type is not MeetingType.internal:
        return []
    rows = ((_("Hvorfor internt"), meeting.why), (_("Det fortæller vi de andre"), meeting.told_back))
    said = tuple((label, plain(text)) for label, text in rows if text)
    return [Facts(said)] if said else []


def _series(locale: Locale, after: Sequence[Meeting]) -> list[Block]:
    last = after[-1].starts_at if after else None
    if last is None:
        return []
    text = locale.ngettext(
        "Mødet gentages én gang mere, %(last)s.",
        "Mødet gentages %(count)s gange mere, sidst %(last)s.",
        len(after),
    )
    return [md(text, quiet=True, count=len(after), last=short(locale, last))]


def _one_row(blocks: Sequence[Block], own: tuple[Button, ...]) -> list[Block]:
    """The other features' blocks, and one row of everybody's buttons under them."""
    texts: list[Block] = [block for block in blocks if not isinstance(block, Buttons)]
    buttons = [button for block in blocks if isinstance(block, Buttons) for button in block.buttons]
    row = (*buttons, *own)
    return [*texts, Buttons(row)] if row else texts


def _file(meeting: Meeting) -> list[Block]:
    return [File(FILE_NAME, ics.KIND, meeting.file)] if meeting.file else []


def settled_card(
    locale: Locale,
    meeting: Meeting,
    coming: Coming | None,
    more: Sequence[Block],
    buttons: tuple[Button, ...],
    after: Sequence[Meeting] = (),
) -> Card:
    """`more` is what other features say about it: the roles. `after`: the later ones of its series."""
    _ = locale.gettext
    title = _("Mødet er ændret") if meeting.sequence else _("Så er mødet på plads")
    blocks = [
        _what(locale, meeting, coming),
        *_internal(locale, meeting),
        *_series(locale, after),
        *_one_row(more, buttons),
        *_file(meeting),
    ]
    return Card(md("%(title)s", title=title), tuple(blocks))


def cancelled_card(locale: Locale, meeting: Meeting) -> Card:
    _ = locale.gettext
    text = md(_("%(what)s Det bliver ikke til noget."), what=_what(locale, meeting))
    return Card(md(_("Mødet er aflyst")), (text, *_file(meeting)))


def before_card(
    locale: Locale,
    meeting: Meeting,
    coming: Coming | None,
    more: Sequence[Block],
    buttons: tuple[Button, ...],
) -> Card:
    """The working day before."""
    _ = locale.gettext
    assert meeting.starts_at is not None
    day = dates.relative_day(
        locale.local(meeting.starts_at).date(), locale.local(locale.now), locale.language
    )
    blocks = [_what(locale, meeting, coming), *_internal(locale, meeting), *_one_row(more, buttons)]
    return Card(md(_("I mødes %(day)s"), day=day), tuple(blocks))


def soon_card(locale: Locale, name: str, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    assert meeting.starts_at is not None
    clock = dates.clock(locale.local(meeting.starts_at), locale.language)
    text = md(
        _("Hej %(name)s. *%(purpose)s* begynder kl. %(clock)s, %(where)s."),
        name=name,
        purpose=meeting.purpose,
        clock=clock,
        where=where(locale, meeting),
    )
    return Card(md(_("Om lidt er der møde")), (text, Buttons(buttons)))


def changed_card(locale: Locale, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    """In private to those who were to come: it was moved or cancelled."""
    _ = locale.gettext
    if not buttons:
        text = md(_("%(what)s Det bliver ikke til noget."), what=_what(locale, meeting))
        return Card(md(_("Mødet er aflyst")), (text,))
    text = md(_("Nu er det %(what)s"), what=_what(locale, meeting))
    return Card(md(_("Mødet er ændret")), (text, Buttons(buttons)))


def guest_line(locale: Locale, meeting: Meeting, *, coming: bool) -> Text:
    """A meeting on the page of somebody the team works with: what it is for is no word of theirs."""
    _ = locale.gettext
    template = (
        _("**%(when)s**, %(where)s: *%(purpose)s*.")
        if coming
        else _("**%(when)s**, %(where)s: *%(purpose)s*. Du har sagt, at du ikke kan komme.")
    )
    where_to = place(locale, meeting)
    return md(template, purpose=meeting.purpose, when=span(locale, meeting), where=where_to)


def adjusted(
    locale: Locale,
    meeting: Meeting,
    times: Sequence[tuple[datetime, Why]] | None,
    buttons: tuple[Button, ...],
) -> Card:
    """To the one who changed what the meeting is; `times` were found again by it."""
    _ = locale.gettext
    text = md("*%(purpose)s* · %(about)s", purpose=meeting.purpose, about=about(locale, meeting))
    blocks: list[Block] = [text, *_internal(locale, meeting)]
    if times:
        said = md(_("Ingen andre havde stemt, så jeg har fundet nye tider ud fra det, du har valgt:"))
        blocks += [said, reasons(locale, times)]
    if buttons:
        blocks += [md(_("De andre i teamet vil gerne vide, hvorfor I mødes uden dem, og hvad de får at vide.")), Buttons(buttons)]  # fmt: skip
    return Card(md(_("Det er gemt")), tuple(blocks))


def moved(locale: Locale, meeting: Meeting) -> Card:
    """To the one who moved it."""
    _ = locale.gettext
    text = md(_("%(what)s De andre har fået besked."), what=_what(locale, meeting))
    return Card(md(_("Mødet er ændret")), (text,))


def missing_card(
    locale: Locale,
    meeting: Meeting,
    name: str,
    better: Sequence[tuple[datetime, Why]],
    buttons: tuple[Button, ...],
) -> Card:
    """In private to the proposer: somebody who has to be there cannot come after all; `better` are times to
    move it to."""
    _ = locale.gettext
    text = _("%(what)s %(name)s skal være med, men kan alligevel ikke. Skal det flyttes?")
    if better:
        text = _("%(what)s %(name)s skal være med, men kan alligevel ikke. Her er tider, der passer bedre. Ét tryk flytter mødet, og alle får besked.")  # fmt: skip
    blocks = [md(text, what=_what(locale, meeting), name=name)]
    if better:
        blocks.append(reasons(locale, better))
    return Card(md(_("%(name)s kan ikke komme"), name=name), (*blocks, Buttons(buttons)))


def repeated(locale: Locale, meeting: Meeting, starts: Sequence[datetime]) -> Card:
    """To the one who repeats it."""
    _ = locale.gettext
    text = locale.ngettext(
        "*%(purpose)s* er også %(times)s.", "*%(purpose)s* er nu også %(times)s.", len(starts)
    )
    times = locale.names([short(locale, at) for at in starts])
    more = md(_("Hvert møde kommer med roller og dagsorden, når det nærmer sig."), quiet=True)
    return Card(md(_("Mødet gentages")), (md(text, purpose=meeting.purpose, times=times), more))


def attending(locale: Locale, meeting: Meeting, button: Button, *, coming: bool) -> Card:
    """Answer to *Jeg kan ikke komme* and back. No reason is asked for or kept."""
    _ = locale.gettext
    if coming:
        title, text = _("Godt, du er med"), _what(locale, meeting)
    else:
        title = _("Noteret, du kommer ikke")
        text = md(_("Teamet kan se, hvor mange der kommer. Ingen spørger hvorfor."))
    return Card(md("%(title)s", title=title), (text, Buttons((button,))))


def proposer_absent(
    locale: Locale,
    meeting: Meeting,
    better: Sequence[tuple[datetime, Why]],
    back: Button,
    buttons: tuple[Button, ...],
) -> Card:
    """The same to whose it is to move the meeting: who suggested it, or has it to choose after them. `better` are times
    to move it to."""
    _ = locale.gettext
    noted = attending(locale, meeting, back, coming=False)
    text = _("Skal mødet flyttes?")
    if better:
        text = _("Skal mødet flyttes? Her er tider, der passer dig bedre. Ét tryk flytter mødet, og alle får besked.")  # fmt: skip
    times = (reasons(locale, better),) if better else ()
    return Card(noted.title, (*noted.blocks, md("%(text)s", text=text), *times, Buttons(buttons)))


def confirm_cancel(locale: Locale, meeting: Meeting, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    if meeting.starts_at is None:
        text = md(_("*%(purpose)s*: der er ikke brug for stemmerne mere."), purpose=meeting.purpose)
        return Card(md(_("Skal forslaget trækkes tilbage?")), (text, Buttons(buttons)))
    text = md(_("%(what)s De, der skulle komme, får besked."), what=_what(locale, meeting))
    return Card(md(_("Skal mødet aflyses?")), (text, Buttons(buttons)))


def list_card(
    locale: Locale,
    planned: Sequence[tuple[Meeting, tuple[Button, ...]]],
    more: int,
    buttons: tuple[Button, ...],
) -> Card:
    """The team's meetings, those still without a time first; `more` are not shown."""
    _ = locale.gettext
    blocks: list[Block] = []
    for meeting, own in planned:
        if blocks:
            blocks.append(Divider())
        blocks += [_listed(locale, meeting), Buttons(own)]
    if more:
        left = locale.ngettext("Og ét møde mere senere.", "Og %(count)s møder mere senere.", more)
        blocks.append(md(left, count=more, quiet=True))
    return Card(md(_("Teamets møder")), (*blocks, Divider(), Buttons(buttons)))


def _listed(locale: Locale, meeting: Meeting) -> Text:
    _ = locale.gettext
    if meeting.starts_at:
        return _what(locale, meeting)
    template = _("*%(purpose)s* · %(about)s\nTiden er ikke fundet endnu. Afstemningen lukker %(deadline)s.")
    closing = short(locale, meeting.deadline)
    return md(template, purpose=meeting.purpose, about=about(locale, meeting), deadline=closing)


def calendar_card(
    locale: Locale, meeting: Meeting | None, own: str, team: str, buttons: tuple[Button, ...]
) -> Card:
    """`own` and `team` are the addresses to subscribe to; `team` "" for who gets none."""
    _ = locale.gettext
    blocks: list[Block] = []
    if meeting and meeting.file:
        blocks += [md(_("Åbn filen, så kommer mødet i din kalender.")), *_file(meeting), Divider()]
    subscribe = _(
        "Eller abonnér på dine møder, så følger ændringer med af sig selv: vælg *abonnér fra webadresse* i din "
        "kalender, og sæt adressen ind. Den er kun din, så del den ikke."
    )
    blocks += [md(subscribe), link(own, own)]
    if team:
        blocks += [
            md(_("Teamets fælles kalender, som I gerne må dele med dem, I mødes med:")),
            link(team, team),
        ]
    return Card(md(_("Møder i din kalender")), (*blocks, Buttons(buttons)))
