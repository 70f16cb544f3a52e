"""On which line of a TOML text a field stands: tomllib does not say.

The text has been read by tomllib before, so only what is valid needs to be understood here.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_KEY = re.compile(rf"[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*=")
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*\]")
_PARTS = re.compile(_PART)
# What a value consists of, as far as its end is concerned: strings and comments hide brackets and line ends.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n', re.DOTALL
)


def lines_of(text: str) -> dict[Path, int]:
    """Line numbers (from 1) of tables and keys: `("people", 2, "email") → 31`.

    What stands inside an inline table or a list has the line of its key; use `line_of` to look up.
    """
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    prefix: Path = ()
    position = 0
    while position < len(text):
        line = text.count("\n", 0, position) + 1
        if header := _HEADER.match(text, position):
            prefix = _enter(arrays, _names(header[2]), is_array=header[1] == "[[")
            found.setdefault(prefix, line)
        elif key := _KEY.match(text, position):
            found[prefix + _names(key[1])] = line
            position = key.end()
        position = _end_of_value(text, position)
    return found


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a field, or of the nearest table around it; 1 when nothing of it stands in the file."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _names(text: str) -> Path:
    return tuple(part.strip("\"'") for part in _PARTS.findall(text))


def _enter(arrays: dict[Path, int], names: Path, *, is_array: bool) -> Path:
    """The table a header opens; names of lists of tables mean their newest entry."""
    path: Path = ()
    for index, name in enumerate(names):
        path += (name,)
        if is_array and index == len(names) - 1:
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path += (arrays[path],)
    return path


def _end_of_value(text: str, position: int) -> int:
    """Behind the end of the line on which all brackets opened since `position` are closed."""
    depth = 0
    for token in _TOKEN.finditer(text, position):
        match token[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth <= 0:
                return token.end()
    return len(text)
