"""The public holidays of a country.

Denmark's are reckoned here, held against the library in the tests: every course needs them, and the library loads its 250
countries for any one of them (11 MiB, and a tenth of a second at the start). It is loaded where another country is asked for.
"""

from __future__ import annotations

from datetime import date, timedelta

DENMARK = "DK"
_FIXED = ((1, 1), (12, 25), (12, 26))
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)  # skærtorsdag, langfredag, påske, Kristi himmelfart, pinse
_PRAYER_DAY, _LAST_PRAYER_DAY = 26, 2023  # store bededag, and its last year


def is_known(country: str) -> bool:
    """Whether `country` (ISO 3166, two letters) is one whose public holidays are known."""
    if country == DENMARK:
        return True
    import holidays

    return country in holidays.list_supported_countries()


def public_holidays(country: str, year: int) -> frozenset[date]:
    """Those of one year. Raises NotImplementedError for a country that is not known."""
    if country == DENMARK:
        return _danish(year)
    import holidays

    return frozenset(holidays.country_holidays(country, years=year))


def _danish(year: int) -> frozenset[date]:
    after = (*_FROM_EASTER, _PRAYER_DAY) if year <= _LAST_PRAYER_DAY else _FROM_EASTER
    moving = {easter(year) + timedelta(days=days) for days in after}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher)."""
    golden, century = year % 19, year // 100
    solar = century - century // 4 - (8 * century + 13) // 25 + 15
    moon = (19 * golden + solar) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
