"""One-time codes by which a facilitator becomes known, and how often an account has tried one.

A code has 60 random bits; only its SHA-256 is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage.database import Transaction
from storage.store import Store
from storage.teams.tables import start_attempts, start_codes

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are taken for one another; 32, so five bits each
GROUPS, GROUP = 3, 4
VALID = timedelta(days=30)
MOST_ATTEMPTS = 5
PER = timedelta(hours=1)


def code_hash(code: str) -> str:
    """However it is written: small letters, spaces, with or without dashes."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(signs.encode()).hexdigest()


class StartCodeStore(Store):
    def issue(self, person_id: int) -> str:
        """A new code for the person, `ABCD-EFGH-JKLM`. Earlier ones go on working: they may be under way."""
        groups = ["".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS)]
        code = "-".join(groups)
        self.insert(
            start_codes, person_id=person_id, hash=code_hash(code), expires_at=self.now + VALID, used_at=None
        )
        return code

    def forget(self, person_id: int) -> None:
        """One has been used: the person's others are of no use any more."""
        self.delete(start_codes, start_codes.c.person_id == person_id)


def may_try(tx: Transaction, platform: str, value: str, now: datetime) -> bool:
    """Note an attempt by this account; False when it has had its five of this hour."""
    account = hashlib.sha256(f"{platform}/{value}".encode()).hexdigest()
    tx.connection.execute(start_attempts.delete().where(start_attempts.c.at <= now - PER))
    tx.connection.execute(tx.insert(start_attempts).values(account_hash=account, at=now))
    count = select(func.count()).where(start_attempts.c.account_hash == account)
    tried: int = tx.connection.execute(count).scalar_one()
    return tried <= MOST_ATTEMPTS
