"""Every table there is, whichever feature owns it."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from sqlalchemy import MetaData

import storage
from storage.tables import metadata


@cache
def complete() -> MetaData:
    """The metadata with every module of `storage` imported, so that no table is missing."""
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if not module.name.startswith("storage.migrations"):
            import_module(module.name)
    return metadata
