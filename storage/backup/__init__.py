"""A whole database as one portable file, and back, also from SQLite to PostgreSQL and the other way."""

from storage.backup.archive import Damaged, Header, read_header
from storage.backup.dump import dump
from storage.backup.restore import NotEmpty, TooNew, restore

__all__ = ["Damaged", "Header", "NotEmpty", "TooNew", "dump", "read_header", "restore"]
