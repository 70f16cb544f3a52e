"""What guests may read, and what becomes of what they were asked: looked at whenever they are shown something, and
once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulation.book import Book, Word


def may_not(book: Book, word: Word, guest: int) -> str:
    """Why a guest may not read what somebody else wrote; "" where they may. What is not named here is internal."""
    here = book.rows(
        """SELECT role FROM membership WHERE team_id = ? AND person_id = ? AND left_at IS NULL
           AND role IN ('partner', 'guest')""",
        word.team,
        guest,
    )
    text = f"%kanarie{word.number}z%"
    if word.kind == "guests/ask":
        return _asked(book, text, guest, here)
    if _is_their_own(book, word, text, guest):
        return ""  # also afterwards: it is in what is kept of them
    if not here:
        return "a guest who is no longer with the team"
    match word.kind.partition("/")[0]:
        case "meetings":
            return _at_a_meeting(book, text)
        case "agenda":
            sql = "SELECT 1 FROM agenda_item WHERE title LIKE ? AND NOT internal"
            return "" if book.rows(sql, text) else "an item that is not for guests"
        case "field":
            sql = "SELECT 1 FROM field_visit WHERE state = 'planned'"
            return "" if here[0].role == "partner" and book.rows(sql) else "a visit that is not for guests"
        case "goals":
            return ""  # a follow-up's agenda begins with them
        case "challenge":
            return "" if here[0].role == "partner" else "the challenge is for the partner"
        case "partner":
            # Their own organisation's name stands on the challenge; the rest of the form is internal.
            theirs = here[0].role == "partner" and book.rows("SELECT 1 FROM partner WHERE name LIKE ?", text)
            return "" if theirs else "what the team has noted of the partner"
        case "closing":
            sql = "SELECT 1 FROM closing WHERE team_id = ? AND sent_at IS NOT NULL"
            return (
                "" if here[0].role == "partner" and book.rows(sql, word.team) else "not shown to the partner"
            )
        case "glossary":
            rows = book.rows("SELECT settings FROM team WHERE id = ?", word.team)
            return "" if "glossary_shared" in str(rows[0].settings) else "the glossary is the team's own"
        case _:
            return f"internal to the team: {word.kind}"


def _asked(book: Book, text: str, guest: int, here: list[Any]) -> str:
    sql = "SELECT person_id, to_one, answered_by FROM guest_question WHERE text LIKE ?"
    for row in book.rows(sql, text):
        for_any = here and here[0].role == "partner" and not row.to_one
        if not for_any and guest not in (row.person_id, row.answered_by):
            return "a question to somebody else"
    return ""


def _is_their_own(book: Book, word: Word, text: str, guest: int) -> bool:
    """An agreement they are a party to, a meeting they have voted on or are asked to, a challenge they said yes to."""
    match word.kind.partition("/")[0]:
        case "agreements":
            sql = """SELECT 1 FROM agreement a JOIN agreement_party p ON p.agreement_id = a.id
                     JOIN agreement_party o ON o.agreement_id = a.id
                     WHERE p.person_id = ? AND (a.text LIKE ? OR a.sign LIKE ? OR o.words LIKE ?)"""
            return bool(book.rows(sql, guest, text, text, text))
        case "meetings":
            sql = """SELECT 1 FROM meeting m JOIN meeting_attendance a ON a.meeting_id = m.id
                     WHERE m.purpose LIKE ? AND a.person_id = ? UNION
                     SELECT 1 FROM meeting m JOIN meeting_slot s ON s.meeting_id = m.id
                     JOIN meeting_vote v ON v.slot_id = s.id WHERE m.purpose LIKE ? AND v.person_id = ?"""
            return bool(book.rows(sql, text, guest, text, guest))
        case "challenge":
            sql = "SELECT 1 FROM challenge WHERE problem LIKE ? AND confirmed_by = ?"
        case _:
            return False
    return bool(book.rows(sql, text, guest))


def _at_a_meeting(book: Book, text: str) -> str:
    sql = "SELECT 1 FROM meeting WHERE (purpose LIKE ? OR place LIKE ?) AND type = 'internal'"
    return "a meeting without guests" if book.rows(sql, text, text) else ""


class GuestChecks:
    def __init__(self, book: Book) -> None:
        self.book = book
        self._answered: dict[int, tuple[int, str]] = {}  # question → who answered it, and what

    def daily(self) -> None:
        """An answer is given once, and is the one's who gave it: nobody else changes it."""
        sql = "SELECT id, answer, answered_by FROM guest_question WHERE state = 'answered'"
        for row in self.book.rows(sql):
            by, answer = self._answered.get(row.id, (row.answered_by, row.answer))
            if row.answered_by is not None and by is not None and row.answered_by != by:
                self.book.broken(f"question {row.id} was answered by {by}: {answer!r}, and now by {row}")
            self._answered[row.id] = (row.answered_by, row.answer)
            self.book.counts["guests' answers"] = len(self._answered)
        handed = self.book.rows(
            "SELECT COUNT(DISTINCT key) AS n FROM outbox WHERE key LIKE ?", "guests/handed/%"
        )
        self.book.counts["guests' handovers"] = handed[0].n
