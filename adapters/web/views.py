"""The words of the pages that are not in templates, and what the templates need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapters.web.reading import Reader, RoomContent
from bot import dates
from bot.feature import Command
from bot.i18n import Locale

DOOR = "door.svg"


@dataclass(frozen=True, slots=True)
class RoomLink:
    id: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who the frame of every page is drawn for."""

    name: str
    first_name: str
    unread: int
    rooms: tuple[RoomLink, ...]
    guest: bool
    facilitates: bool
    courses: int  # they lead


@dataclass(frozen=True, slots=True)
class Completion:
    """A line of the command box: what to write, what it does, and other words that find it."""

    name: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """A page that only says something."""

    status: int
    title: str
    lines: tuple[str, ...]
    action: Link | None = None
    picture: str = "quiet.svg"


def viewer(who: Reader) -> Viewer:
    rooms = tuple(RoomLink(team.id, team.name, team.course.name) for team in who.rooms)
    return Viewer(
        who.person.name, who.person.first_name, who.unread, rooms, who.is_guest, bool(who.facilitated),
        len(who.led),
    )  # fmt: skip


def people_line(content: RoomContent, locale: Locale) -> str:
    _ = locale.gettext
    members = locale.names(content.members)
    if not content.facilitators:
        return members
    facilitator = _("facilitator %(name)s") % {"name": locale.names(content.facilitators)}
    return f"{members} · {facilitator}" if members else facilitator


def posted_at(moment: datetime, locale: Locale) -> str:
    """`I dag kl. 9.00`, `I går kl. 9.00`, else the day and time in full."""
    _ = locale.gettext
    local = locale.local(moment)
    days = (locale.today - local.date()).days
    clock = dates.clock(local, locale.language)
    if days == 0:
        return _("I dag kl. %(time)s") % {"time": clock}
    if days == 1:
        return _("I går kl. %(time)s") % {"time": clock}
    day = dates.appointment(local, locale.local(locale.now), locale.language)
    return f"{day[:1].upper()}{day[1:]}"


def day_of(moment: datetime, locale: Locale) -> str:
    """`lørdag d. 12. december`."""
    return dates.day(locale.local(moment), locale.local(locale.now), locale.language)


def completions(commands: tuple[Command, ...], locale: Locale) -> tuple[Completion, ...]:
    """The daily commands by their own name, then everything under /samspil."""
    english = locale.language == "en"

    def line(command: Command, prefix: str) -> Completion:
        words = " ".join((command.name, command.native, command.english))
        name = command.english if english else command.name
        return Completion(f"{prefix}{name}", locale.gettext(command.about), words)

    daily = [line(command, "") for command in commands if command.daily]
    others = [line(command, "samspil ") for command in commands if not command.daily]
    return (*daily, *sorted(others, key=lambda one: one.name))


# ---- pages that only say something


def not_found(locale: Locale) -> Message:
    _ = locale.gettext
    lines = (_("Måske er adressen skrevet forkert, eller også er rummet ikke dit."),)
    return Message(404, _("Siden findes ikke"), lines, Link("/", _("Gå til start")))


def defect(locale: Locale) -> Message:
    _ = locale.gettext
    lines = (_("Det er ikke dig. Jeg har skrevet det ned. Prøv igen om lidt."),)
    return Message(500, _("Noget gik galt hos mig"), lines, Link("/", _("Gå til start")))


def odd_request(locale: Locale) -> Message:
    _ = locale.gettext
    lines = (_("Det kom ikke fra en af mine egne sider, så jeg har ikke gjort noget ved det."),)
    return Message(400, _("Det forstod jeg ikke"), lines, Link("/", _("Gå til start")))


def too_large(locale: Locale) -> Message:
    _ = locale.gettext
    lines = (_("Der er ikke gemt noget. Skriv lidt kortere, og send igen."),)
    return Message(413, _("Det var for meget på én gang"), lines, Link("/", _("Gå til start")))


def signed_out(locale: Locale, *, replaced: bool, wrote: bool = False) -> Message:
    _ = locale.gettext
    lines: tuple[str, ...]
    if replaced:
        lines = (
            _("Der er lavet et nyt link til dig, og derfor er du logget ud her."),
            _("Har du ikke selv bedt om det, så sig det til din facilitator."),
        )
        title = _("Dit link er skiftet ud")
    else:
        lines = (
            _("Samspil har ingen adgangskoder. Du kommer ind med dit personlige link."),
            _("Er du med i Slack eller på Discord, så skriv /samspil team dér, og tryk på Åbn på nettet. "
              "Så kommer du tilbage til den side, du ville se."),
            _("Er du ikke med i en chat, så bed din facilitator om et nyt link."),
        )  # fmt: skip
        title = _("Du er ikke logget ind")
    if wrote:
        lines = (_("Det, du skrev, er ikke sendt. Kopiér det herfra, før du går videre."), *lines)
    return Message(401, title, lines, picture=DOOR)


def used_link(locale: Locale) -> Message:
    _ = locale.gettext
    lines = (
        _("Et link virker én gang inden for 14 dage. Måske har du brugt det før, eller også har du fået et nyere."),
        _("Er du logget ind på en anden enhed, kan du lave et nyt link under dit navn. "
          "I Slack og på Discord får du et nyt, når du skriver /samspil team og trykker på Åbn på nettet. "
          "Ellers bed din facilitator om et."),
    )  # fmt: skip
    return Message(410, _("Linket virker ikke mere"), lines, Link("/", _("Gå til start")), DOOR)


def ended_link(locale: Locale) -> Message:
    """A guest's link that opens nothing any more."""
    _ = locale.gettext
    lines = (
        _(
            "Linket er skiftet ud eller afsluttet. Skriv eller ring til den, du kender på teamet, så får du et nyt."
        ),
    )
    return Message(410, _("Linket virker ikke mere"), lines, picture=DOOR)


def signed_off(locale: Locale) -> Message:
    _ = locale.gettext
    lines = (
        _(
            "Du kommer ind igen med et nyt link fra din facilitator, eller fra en enhed, hvor du er logget ind."
        ),
    )
    return Message(200, _("Du er logget ud"), lines, picture=DOOR)


def stale_text(who: Reader) -> str:
    """For an open page whose session has been changed for another one in the same browser."""
    _ = who.locale.gettext
    sentence = _("Siden var blevet for gammel: Du er logget ind som %(name)s nu. Kopiér det, du har skrevet, og "
                 "hent siden igen. Der er ikke gemt noget.")  # fmt: skip
    return sentence % {"name": who.person.name}


def today(locale: Locale) -> str:
    """`Torsdag d. 12. november · uge 46`."""
    day = dates.day(locale.today, locale.local(locale.now), locale.language)
    return f"{day[:1].upper()}{day[1:]} · {dates.week_label(locale.today, locale.language)}"
