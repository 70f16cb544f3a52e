"""What the operator decides and the core needs to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` is where people reach the web door; `controller` and `contact` say who is responsible
    for the data; `language` and `zone` serve people whose course we do not know yet; `surveys` and `prompts` are
    the folders of the institution's own questionnaires and reflection prompts."""

    base_url: str = "http://127.0.0.1:8080"
    controller: str = ""
    contact: str = ""
    language: str = "da"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Copenhagen"))
    demo: bool = False
    surveys: Path | None = None
    prompts: Path | None = None
