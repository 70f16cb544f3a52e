"""The report of `samspil course load`, as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot import dates
from bot.i18n import Locale
from bot.teams.report import Added, Changed, Missing, PersonalLink, Remark, Remarked, Report, What
from bot.teams.views.names import role
from storage.teams import Role


def text(report: Report, locale: Locale) -> str:
    _ = locale.gettext
    parts = [
        _("%(course)s er læst fra %(filename)s.") % {"course": report.course, "filename": report.filename}
    ]
    if not (report.added or report.changed or report.missing):
        parts.append(_("Intet er ændret."))
    parts += _section(_("Nyt"), [_added(locale, one) for one in report.added])
    parts += _section(_("Ændret"), [_changed(locale, one) for one in report.changed])
    missing = _("Stod ikke i filen og er ikke længere med") if report.removed else _(
        "Står ikke i filen. Intet er fjernet; det gør --remove"
    )  # fmt: skip
    parts += _section(missing, [_missing(locale, one) for one in report.missing])
    parts += _section(_("Bemærk"), [_remark(locale, one) for one in report.remarks])
    if report.codes:
        until = dates.day(
            locale.local(report.codes[0].expires_at).date(), locale.local(locale.now), locale.language
        )
        heading = _("Engangskoder: skriv /samspil start KODE i chatten senest %(day)s") % {"day": until}
        parts += _section(heading, _columns((one.name, one.code) for one in report.codes))
    if report.links:
        heading = _(
            "Personlige links: de virker én gang inden for 14 dage. Send hvert kun til den, det er til"
        )
        parts += _section(heading, _columns((_whose(one), one.url) for one in report.links))
    return "\n".join(parts) + "\n"


def sections(report: Report, locale: Locale) -> list[tuple[str, list[str]]]:
    """The same for the course lead's page: headings and lines, those that have any."""
    _ = locale.gettext
    unread = [
        _("Kolonnen %(name)s kender jeg ikke, så den er ikke læst.") % {"name": one} for one in report.unread
    ]
    found = [
        (_("Nyt"), [_added(locale, one) for one in report.added]),
        (_("Ændret"), [_changed(locale, one) for one in report.changed]),
        (_("Står ikke på listen, og bliver, hvor de er"), [_missing(locale, one) for one in report.missing]),
        (_("Bemærk"), [*unread, *(_remark(locale, one) for one in report.remarks)]),
    ]
    return [(heading, lines) for heading, lines in found if lines]


def _section(heading: str, lines: list[str]) -> list[str]:
    return ["", f"{heading}:", *(f"  {line}" for line in lines)] if lines else []


def _columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    pairs = list(rows)
    width = max(len(name) for name, _ in pairs)
    return [f"{name:<{width}}  {value}" for name, value in pairs]


def _whose(link: PersonalLink) -> str:
    return f"{link.name} ({', '.join(link.teams)})" if link.teams else link.name


def _added(locale: Locale, one: Added) -> str:
    about = one.profession or (role(locale, one.role) if one.role else "")
    if not one.team:
        return f"{one.name} ({about})" if about else one.name
    _ = locale.gettext
    text = _("%(name)s er tilbage på %(team)s") if one.back else _("%(name)s, %(about)s, på %(team)s")
    return text % {"name": one.name, "team": one.team, "about": about}


def _changed(locale: Locale, one: Changed) -> str:
    _ = locale.gettext
    what = {
        What.name: _("navn"),
        What.starts: _("begynder"),
        What.ends: _("slutter"),
        What.language: _("sprog"),
        What.zone: _("tidszone"),
        What.days_off: _("fridage"),
        What.settings: _("indstillinger"),
        What.partner: _("lokal organisation"),
        What.challenge: _("udfordring"),
        What.email: _("e-mail"),
        What.profession: _("fag"),
        What.role: _("rolle"),
        What.slack: "Slack",
        What.discord: "Discord",
        What.cluster: _("klynge"),
        What.team: _("team"),
    }[one.what]
    if one.after == "…":
        return f"{one.name}: {what}"
    return f"{one.name}: {what} {_value(locale, one, one.before)} → {_value(locale, one, one.after)}"


def _value(locale: Locale, one: Changed, value: str | date) -> str:
    if one.what is What.role:
        return role(locale, Role(str(value)))
    return value.isoformat() if isinstance(value, date) else value or "–"


def _missing(locale: Locale, one: Missing) -> str:
    _ = locale.gettext
    if not one.team:
        line = _("%(name)s (forløbsansvarlig)") % {"name": one.name}
    elif one.name == one.team:
        line = _("%(name)s, hele teamet") % {"name": one.name}
    else:
        line = _("%(name)s på %(team)s") % {"name": one.name, "team": one.team}
    return _("%(line)s (oprettet i chatten)") % {"line": line} if one.from_chat else line


def _remark(locale: Locale, one: Remarked) -> str:
    _ = locale.gettext
    match one.remark:
        case Remark.one_profession:
            text = _("%(name)s har kun ét fag: %(detail)s. Et tværprofessionelt team har flere.")
        case Remark.no_facilitator:
            text = _("%(name)s har ingen facilitator.")
        case Remark.no_members:
            text = _("%(name)s har ingen medlemmer.")
        case Remark.has_left:
            text = _(
                "%(name)s har forladt %(detail)s og er ikke føjet til igen. Facilitatoren kan gøre det i chatten."
            )
        case Remark.was_erased:
            text = _("%(name)s har slettet sine data og er sprunget over. Tag linjerne ud af filen.")
        case Remark.elsewhere:
            text = _("%(name)s er også på et andet forløb. Navn og e-mailadresse bliver, som de er.")
    return text % {"name": one.name, "detail": one.detail}
