"""Where settings come from: the environment, and `.env` in the folder one stands in."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from adapters.settings import NAMES, Settings, WrongSetting, read
from bot.errors import N_
from bot.i18n import LANGUAGES


def language_of(environ: Mapping[str, str], folder: Path) -> str:
    """The operator's language, also when something else is wrong."""
    try:
        wanted = gathered(environ, folder).get("SAMSPIL_LANGUAGE", "da")
    except WrongSetting:
        wanted = environ.get("SAMSPIL_LANGUAGE", "da")
    return wanted if wanted in LANGUAGES else "da"


def load(environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings of the environment and of `.env` in `folder`; the environment goes first.

    An empty value counts as none. Raises WrongSetting.
    """
    return read(gathered(environ, folder))


def gathered(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The settings by name, each trimmed, none empty."""
    path = folder / ".env"
    written: Mapping[str, str | None] = {}
    if path.is_file():
        try:
            written = dotenv_values(path, encoding="utf-8", interpolate=False)
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(".env", N_("%(name)s kan ikke læses. Den skal være tekst i UTF-8.")) from error
        _refuse_misspelt(written)
    found = {name: environ.get(name, "").strip() or (written.get(name) or "").strip() for name in NAMES}
    return {name: value for name, value in found.items() if value}


def _refuse_misspelt(written: Mapping[str, str | None]) -> None:
    """A name in `.env` that is nearly one of ours would be silently without effect."""
    for name in written:
        if name in NAMES:
            continue
        near = difflib.get_close_matches(name.upper(), NAMES, n=1, cutoff=0.8)
        if near or name.startswith("SAMSPIL_"):
            better = near[0] if near else ", ".join(one for one in NAMES if one.startswith("SAMSPIL_"))
            raise WrongSetting(
                name, N_("%(name)s i .env kender jeg ikke. Mente du %(better)s?"), better=better
            )
