"""Pictures of a team's numbers, as SVG: pure functions, values in and bytes out. No words of our own are in
them; views give the labels, and the alternative text that says the same.

A picture is stored while a handler works (`kept.keep`), never while a card is drawn. The doors turn the SVG
into the PNG that chats take, in a process of its own (`adapters/pictures.py`).
"""

from bot.pictures.kept import keep
from bot.pictures.line import Point, line
from bot.pictures.matrix import Cell, Key, Row, matrix

__all__ = ["Cell", "Key", "Point", "Row", "keep", "line", "matrix"]
