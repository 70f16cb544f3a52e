"""Encryption at rest for what only its writer may read.

AES-256-GCM; each text is bound to where it belongs (tenant, table, person …), so that a row moved
to another place does not open. The key lives outside the database.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Sealed(Exception):
    """The text does not open here: another key, or another row's text."""


@dataclass(frozen=True)
class Vault:
    """`secrets`: the first encrypts, all open (for changing keys). Each is any text of ≥ 32 signs."""

    secrets: tuple[str, ...]

    def seal(self, text: str, *bound: str | int) -> str:
        key_id, key = self._keys()[0]
        nonce = os.urandom(NONCE)
        sealed = AESGCM(key).encrypt(nonce, text.encode(), _bound(bound))
        return f"1.{key_id}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *bound: str | int) -> str:
        try:
            _version, key_id, body = sealed.split(".", 2)
            raw = base64.urlsafe_b64decode(body)
            key = dict(self._keys())[key_id]
            return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], _bound(bound)).decode()
        except (ValueError, KeyError, InvalidTag) as error:
            raise Sealed("sealed with another key, or moved from another row") from error

    @property
    def key_ids(self) -> tuple[str, ...]:
        """Which keys these are, told apart without giving them away."""
        return tuple(key_id for key_id, _ in self._keys())

    def _keys(self) -> list[tuple[str, bytes]]:
        digests = [hashlib.sha256(b"samspil" + secret.encode()).digest() for secret in self.secrets]
        return [(hashlib.sha256(key).hexdigest()[:8], key) for key in digests]


def _bound(parts: tuple[str | int, ...]) -> bytes:
    return "/".join(str(part) for part in parts).encode()
