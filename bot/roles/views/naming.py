"""What roles are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot import dates
from bot.i18n import Locale, md
from bot.roles.history import Role, RoleKey
from bot.ui import Text
from storage.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Say:
    """How to say roles to somebody. `own`: what the team calls those it has made."""

    locale: Locale
    own: Mapping[RoleKey, str]

    def role(self, role: RoleKey) -> str:
        return self._usual().get(role) or self.own.get(role) or self.locale.gettext("egen rolle")

    def roles(self, roles: Sequence[RoleKey]) -> str:
        """`mødeleder og skribent`."""
        return self.locale.names([self.role(role) for role in roles])

    def titled(self, role: RoleKey) -> str:
        """To begin a line or a button with: `Mødeleder`."""
        name = self.role(role)
        return name[:1].upper() + name[1:]

    def _usual(self) -> Mapping[RoleKey, str]:
        _ = self.locale.gettext
        return {
            Role.CHAIR: _("mødeleder"),
            Role.NOTE_TAKER: _("skribent"),
            Role.TIMEKEEPER: _("tidsholder"),
            Role.PROCESS_LEAD: _("processtyrer"),
            Role.INTERVIEWER: _("interviewer"),
        }

    def letters(self, roles: Iterable[RoleKey]) -> dict[RoleKey, str]:
        """A letter for each role, none twice; a number where all the letters of its name are taken."""
        found: dict[RoleKey, str] = {}
        for number, role in enumerate(roles, 1):
            free = (sign for sign in self.role(role).upper() if sign.isalpha() and sign not in found.values())
            found[role] = next(free, str(number))
        return found


def meeting_text(locale: Locale, meeting: Meeting) -> Text:
    """`*Forberedelse*, tirsdag d. 17. november kl. 13.15`."""
    assert meeting.starts_at is not None
    when = dates.appointment(meeting.starts_at, locale.local(locale.now), locale.language)
    return md("*%(purpose)s*, %(when)s", purpose=meeting.purpose, when=when)
