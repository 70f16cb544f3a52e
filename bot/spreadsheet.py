"""People's own words in a file for Excel, which must not reckon with them."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t")  # what a cell begins with that Excel takes for a formula


def safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def plain(cell: str) -> str:
    """As it was before `safe`, also from a file that Excel wrote."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
