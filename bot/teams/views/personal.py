"""What is stored of a person, in rows of plain text."""

from __future__ import annotations

from bot import dates
from bot.i18n import Locale
from bot.names import platform
from bot.teams.views import staff
from bot.teams.views.names import role
from storage.teams import Account, Member, Person, Team
from storage.teams.claims import Claim


def person(locale: Locale, one: Person) -> list[tuple[str, str]]:
    _ = locale.gettext
    language = {"da": "dansk", "en": "English"}.get(one.language, _("forløbets"))
    rows = [(_("Navn"), one.name), (_("E-mail"), one.email), (_("Sprog"), language)]
    if one.preferred:
        rows.append((_("Beskeder kommer på"), platform(locale, one.preferred)))
    if one.notice_version:
        rows.append((_("Oplysning vist"), _("version %(version)s") % {"version": one.notice_version}))
    rows += [(_("Valg"), key) for key, value in one.settings.items() if value]
    return [(label, text) for label, text in rows if text]


def membership(locale: Locale, team: Team, one: Member) -> tuple[str, str]:
    _ = locale.gettext
    joined = dates.day(locale.local(one.joined_at).date(), locale.local(locale.now), locale.language)
    about = f"{role(locale, one.role)}, {one.profession}" if one.profession else role(locale, one.role)
    if one.until is not None:
        until = staff.day(locale, staff.last_day(locale, one.until))
        about = _("%(about)s (vikar til og med %(day)s)") % {"about": about, "day": until}
    return team.name, _("%(about)s, siden %(day)s") % {"about": about, "day": joined}


def account(locale: Locale, one: Account) -> tuple[str, str]:
    return locale.gettext("Konto på %(platform)s") % {"platform": platform(locale, one.platform)}, one.value


def claim(locale: Locale, one: Claim) -> tuple[str, str]:
    _ = locale.gettext
    when = dates.day(locale.local(one.claimed_at).date(), locale.local(locale.now), locale.language)
    label = _("Det er mig, %(platform)s") % {"platform": platform(locale, one.platform)}
    return label, _("%(account)s, %(day)s") % {"account": one.account_name or one.value, "day": when}
