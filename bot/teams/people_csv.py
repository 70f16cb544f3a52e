"""A list of people as Danish Excel saves it → rows of cells by what they are. Nothing of the database is known here.

Semicolons, commas or tabs; UTF-8 with or without its mark, Windows-1252, or Excel's "Unicode text". Every cell passes
the text boundary, also those of columns nobody asked for.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from bot import spreadsheet
from bot.errors import N_
from bot.teams import problems
from bot.teams.problems import CourseFileError, Problem
from bot.teams.rules import NAME, PROFESSION
from bot.teams.team_table import PARTNER
from bot.text import TextTooLong, clean, find_cpr, mask_cpr

MOST_BYTES = 128 * 1024
MOST_ROWS = 1000
MOST_OF_A_CELL = 254
SEPARATORS = ";,\t"

NOT_CSV = N_("Filen er ikke en CSV-fil. Vælg Gem som i Excel, og så CSV.")
NOTHING = N_("Der står ingen personer i filen.")
TOO_MANY_ROWS = N_("Der er plads til %(limit)s linjer i én fil.")
NEEDS_COLUMNS = N_("Den første linje har overskrifter. Disse mangler: %(columns)s.")
TWO_COLUMNS = N_("Der er to kolonner med det samme. Slet den ene.")
TOO_MANY_CELLS = N_("Der er flere felter på linjen, end der er overskrifter.")
UNCLOSED = N_("Der er et anførselstegn, som ikke bliver lukket igen.")

COLUMNS = {  # what a column may be called, without case, spaces and signs
    "team": ("hold", "team", "holdnavn", "teamnavn", "gruppe", "group", "teamname"),
    "name": ("navn", "name", "fuldenavn", "fuldtnavn", "fullname", "deltager"),
    "first": ("fornavn", "fornavne", "firstname", "givenname"),
    "last": ("efternavn", "lastname", "surname", "familyname"),
    "email": ("email", "mail", "emailadresse", "mailadresse", "emailaddress", "epost"),
    "profession": ("fag", "profession", "faglighed", "uddannelse", "studie", "education"),
    "role": ("rolle", "role"),
    "cluster": ("klynge", "cluster"),
    "partner": ("partner", "lokalorganisation", "localorganisation", "samarbejdspartner"),
    "language": ("sprog", "language"),
}
LENGTHS = {"team": NAME, "name": NAME, "profession": PROFESSION, "partner": PARTNER, "cluster": 40}
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by what they are; `line` as Excel counts them where no cell has a line break."""

    line: int
    cells: dict[str, str]

    def cell(self, what: str) -> str:
        return self.cells.get(what, "")


@dataclass(slots=True)
class Sheet:
    """`headings` as the file writes them, by what they are; `unknown` columns were not read."""

    filename: str
    rows: list[Row] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, what: str, message: str, /, **values: str | int) -> None:
        self.problems.append(Problem(line, self.headings.get(what, ""), message, values))

    def fail(self, line: int, message: str, /, **values: str | int) -> CourseFileError:
        return CourseFileError(self.filename, [*self.problems, Problem(line, "", message, values)])


def read(content: bytes, filename: str) -> Sheet:
    """Raises CourseFileError where it is no list at all; what is wrong with a line is in `problems`."""
    sheet = Sheet(mask_cpr(filename)[:80])
    if len(content) > MOST_BYTES:
        raise sheet.fail(1, problems.TOO_BIG, limit=MOST_BYTES // 1024)
    text = _decoded(sheet, content)
    lines = _lines(sheet, text)
    if not lines:
        raise sheet.fail(1, NOTHING)
    known = _headings(sheet, *lines[0])
    if len(lines) > MOST_ROWS + 1:
        raise sheet.fail(lines[MOST_ROWS + 1][0], TOO_MANY_ROWS, limit=MOST_ROWS)
    for line, cells in lines[1:]:
        sheet.rows.append(_row(sheet, known, line, cells))
    if not sheet.rows:
        raise sheet.fail(1, NOTHING)
    return sheet


def _decoded(sheet: Sheet, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text or content.startswith(b"PK"):
        raise sheet.fail(1, NOT_CSV)
    return text


def _lines(sheet: Sheet, text: str) -> list[tuple[int, list[str]]]:
    """The lines with anything on them: (number, cells)."""
    first = text.split("\n", 1)[0].rstrip("\r")
    told = re.fullmatch(rf"sep=([{SEPARATORS}])", first)
    if told:
        text = text.split("\n", 1)[1] if "\n" in text else ""
        first = text.split("\n", 1)[0]
    separator = told[1] if told else max(SEPARATORS, key=first.count)
    reader, found, start = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), [], 1
    start += bool(told)
    skipped = start - 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((start, cells))
            start = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise sheet.fail(start, UNCLOSED) from error
    return found


def _headings(sheet: Sheet, line: int, cells: list[str]) -> list[str]:
    """What each column is, "" for one that is not read. Raises CourseFileError without those that must be there."""
    by_name = {name: what for what, names in COLUMNS.items() for name in names}
    known = []
    for cell in cells:
        text = _cleaned(sheet, line, "", cell, MOST_OF_A_CELL)
        what = by_name.get(_SIGNS.sub("", text.casefold()), "")
        if what and what in sheet.headings:
            sheet.note(line, what, TWO_COLUMNS)
            what = ""
        elif what:
            sheet.headings[what] = text
        elif text:
            sheet.unknown.append(text[:NAME])
        known.append(what)
    missing = [
        name for name, there in (("Navn", _has_name(sheet)), ("Hold", "team" in sheet.headings)) if not there
    ]
    if missing:
        raise sheet.fail(line, NEEDS_COLUMNS, columns=", ".join(missing))
    return known


def _has_name(sheet: Sheet) -> bool:
    return "name" in sheet.headings or {"first", "last"} <= sheet.headings.keys()


def _row(sheet: Sheet, known: list[str], line: int, cells: list[str]) -> Row:
    found: dict[str, str] = {}
    for number, cell in enumerate(cells):
        what = known[number] if number < len(known) else ""
        text = _cleaned(sheet, line, what, cell, LENGTHS.get(what, MOST_OF_A_CELL))
        if number >= len(known) and text:
            sheet.note(line, "", TOO_MANY_CELLS)
            break
        if what:
            found[what] = text
    if not found.get("name"):
        whole = " ".join(one for one in (found.get("first", ""), found.get("last", "")) if one)
        found["name"] = _cleaned(sheet, line, "first", whole, NAME)
    return Row(line, found)


def _cleaned(sheet: Sheet, line: int, what: str, cell: str, most: int) -> str:
    """ "" when something is wrong that has been noted."""
    cell = spreadsheet.plain(" ".join(cell.split()))
    if find_cpr(cell):
        sheet.note(line, what, problems.CPR)
        return ""
    try:
        return clean(cell, max_length=most, multiline=False)
    except TextTooLong as error:
        sheet.note(line, what, problems.TOO_LONG, length=error.length, limit=error.limit)
        return ""


def written(rows: list[list[str]]) -> bytes:
    """As Danish Excel opens it: semicolons, a mark that says UTF-8, and no cell that is a formula."""
    text = io.StringIO()
    safe = [[spreadsheet.safe(cell) for cell in row] for row in rows]
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(safe)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
