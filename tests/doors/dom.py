"""Just enough of HTML for a test to see and press what a person would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle"}
BLOCKS = {"p", "h1", "h2", "li", "div", "dt", "dd", "label", "legend", "article", "button", "option", "form"}


@dataclass(eq=False)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = None

    def walk(self) -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", **attrs: str) -> list[Node]:
        """Nodes below with this tag and these attributes; `class_` asks for one of the classes."""
        return [one for one in self.walk() if (not tag or one.tag == tag) and one._has(attrs)]

    def first(self, tag: str = "", **attrs: str) -> Node | None:
        return next(iter(self.all(tag, **attrs)), None)

    def _has(self, wanted: dict[str, str]) -> bool:
        for name, value in wanted.items():
            if name == "class_":
                if value not in self.attrs.get("class", "").split():
                    return False
            elif self.attrs.get(name.replace("_", "-")) != value:
                return False
        return True

    def above(self, tag: str) -> Node | None:
        node = self.parent
        while node is not None and node.tag != tag:
            node = node.parent
        return node

    @property
    def text(self) -> str:
        """What is written here, a line per block, without what nobody sees."""
        lines = "".join(self._pieces()).split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())

    def _pieces(self) -> Iterator[str]:
        if "hidden" in self.attrs or self.tag in ("template", "script", "style", "head"):
            return
        edge = "\n" if self.tag in BLOCKS else ""
        yield edge
        if self.tag == "input" and self.attrs.get("type") not in ("hidden", "radio", "checkbox"):
            yield self.attrs.get("value", "") + "\n"
        for child in self.children:
            if isinstance(child, Node):
                yield from child._pieces()
            else:
                yield child
        yield edge


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self._open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, parent=self._open)
        self._open.children.append(node)
        if tag not in VOID:
            self._open = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, parent=self._open)
        self._open.children.append(node)

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self._open
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self._open = node.parent

    def handle_data(self, data: str) -> None:
        if data:
            self._open.children.append(data)


def parse(html: str) -> Node:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def fields_of(form: Node) -> list[tuple[str, str]]:
    """What a browser would send for this form as it stands, without its buttons."""
    found: list[tuple[str, str]] = []
    for node in form.walk():
        name = node.attrs.get("name", "")
        if not name or "disabled" in node.attrs:
            continue
        if node.tag == "input":
            if node.attrs.get("type") in ("radio", "checkbox") and "checked" not in node.attrs:
                continue
            found.append((name, node.attrs.get("value", "")))
        elif node.tag == "textarea":
            raw = "".join(child for child in node.children if isinstance(child, str))
            found.append((name, raw.removeprefix("\n")))
        elif node.tag == "select":
            options = node.all("option")
            picked = next(
                (one for one in options if "selected" in one.attrs), options[0] if options else None
            )
            if picked is not None:
                found.append((name, picked.attrs.get("value", "")))
    return found
