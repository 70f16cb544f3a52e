"""The operator's language: what `SAMSPIL_LANGUAGE` says, here and in every sentence of the command line."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.environment import language_of
from bot.i18n import Locale

LOCALE = Locale(language_of(os.environ, Path.cwd()), ZoneInfo("UTC"), datetime.now(UTC))
_ = LOCALE.gettext
ngettext = LOCALE.ngettext
