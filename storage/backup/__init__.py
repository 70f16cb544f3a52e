"""A whole database as one portable file, and back, also from SQLite to PostgreSQL and the other way."""

from storage.backup.archive import Damaged, Header, erasures_in, read_header
from storage.backup.dumping import dump
from storage.backup.restoring import NotEmpty, TooNew, restore

__all__ = ["Damaged", "Header", "NotEmpty", "TooNew", "dump", "erasures_in", "read_header", "restore"]
