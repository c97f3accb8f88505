"""Finds words that the statements of a record's template glue together (ADR 0051)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product

from jinja2 import Environment, nodes

from credfolio.pages.fragments.template_lines import TemplateLines

LINES = Environment(extensions=[TemplateLines], trim_blocks=True, lstrip_blocks=True)
INLINE = "a|abbr|b|bdi|code|em|i|kbd|mark|q|small|span|strong|sup|time"
BOXES = (
    "cf-button",
    "cf-card__short",
    "cf-consent",
    "cf-level__text",
    "cf-row__by",
    "cf-row__note",
)
"""Classes of inline elements that the style sheets set as boxes or on lines of their own."""
ELEMENTS = ("prose", "safe")
"""Filters that write elements."""
MOST_WAYS = 64
_BOX = re.compile(rf"""class="[^"]*\b(?:{"|".join(BOXES)})\b""")
_WALL = "\n"
"""What is no word and lets none through: an element that stands on lines of its own."""
_VALUE = "\0"
_GLUED = (
    (re.compile(r"[\w.,;:!?)”’…%]\Z"), re.compile(r"[\w(“]")),
    (re.compile(r"[.,;:!?]\Z"), re.compile(_VALUE)),
)
"""What ends before a statement, and what begins after it."""


@dataclass(frozen=True)
class _Edge:
    """The text at one end of a piece of the page, and the line of its statement."""

    text: str
    line: int


@dataclass
class _Piece:
    """How the outputs of some statements can begin and end, and whether they can be nothing."""

    first: list[_Edge] = field(default_factory=list)
    last: list[_Edge] = field(default_factory=list)
    can_be_empty: bool = True


class _Reader:
    def __init__(self) -> None:
        self.found: set[int] = set()
        self.in_tag = False

    def sequence(self, body: list[nodes.Node]) -> _Piece:
        whole = _Piece()
        for node in body:
            whole = self.joined(whole, self.piece(node))
        return whole

    def joined(self, one: _Piece, other: _Piece) -> _Piece:
        for left, right in product(one.last, other.first):
            if any(a.search(left.text) and b.match(right.text) for a, b in _GLUED):
                self.found.add(right.line)
        return _Piece(
            one.first + (other.first if one.can_be_empty else []),
            other.last + (one.last if other.can_be_empty else []),
            one.can_be_empty and other.can_be_empty,
        )

    def piece(self, node: nodes.Node) -> _Piece:
        if isinstance(node, nodes.Output):
            return self.output(node)
        if isinstance(node, nodes.If):
            return self.choice(node)
        if isinstance(node, nodes.For):
            body = self.sequence(node.body)
            # What ends the last round alone meets no other round.
            if not any(one.attr in {"first", "last"} for one in node.find_all(nodes.Getattr)):
                self.joined(body, body)
            otherwise = self.sequence(node.else_)
            return _Piece(body.first + otherwise.first, body.last + otherwise.last)
        if isinstance(node, (nodes.With, nodes.FilterBlock, nodes.Scope, nodes.Block)):
            return self.sequence(node.body)
        if isinstance(node, (nodes.Macro, nodes.CallBlock, nodes.AssignBlock)):
            before, self.in_tag = self.in_tag, False
            self.sequence(node.body)
            self.in_tag = before
            if isinstance(node, nodes.CallBlock):
                wall = [_Edge(_WALL, node.lineno)]
                return _Piece(wall, wall, can_be_empty=False)
        return _Piece()

    def choice(self, node: nodes.If) -> _Piece:
        before = self.in_tag
        ways = [self.sequence(node.body)]
        for other in node.elif_:
            self.in_tag = before
            ways.append(self.sequence(other.body))
        self.in_tag = before
        ways.append(self.sequence(node.else_))
        return _Piece(
            [edge for way in ways for edge in way.first],
            [edge for way in ways for edge in way.last],
            any(way.can_be_empty for way in ways),
        )

    def output(self, node: nodes.Output) -> _Piece:
        ways = [""]
        for part in node.nodes:
            ways = [way + text for way in ways[:MOST_WAYS] for text in _texts(part)]
        opened = self.in_tag
        edges = [_Edge(self.shown(way, opened=opened), node.lineno) for way in ways]
        told = [edge for edge in edges if edge.text]
        return _Piece(told, told, len(told) < len(edges))

    def shown(self, text: str, *, opened: bool) -> str:
        """What of `text` is read on the page, with a wall for each element of its own."""
        self.in_tag = text.rfind("<") > text.rfind(">") or (opened and ">" not in text)
        if opened:  # the rest of a tag whose beginning stands before the statement
            _, closed, after = text.partition(">")
            text = _WALL + after if closed else _WALL
        boxes: list[str] = []

        def instead(tag: re.Match[str]) -> str:
            if tag[0].startswith("</"):
                return boxes.pop() if boxes else ""
            is_inline = re.match(rf"<(?:{INLINE})[\s>]", tag[0]) and not _BOX.search(tag[0])
            wall = "" if is_inline else _WALL
            if not tag[0].startswith("<br"):
                boxes.append(wall)
            return wall

        return re.sub(r"</?[a-z][^<>]*(?:>|$)", instead, text)


def _texts(part: nodes.Node) -> list[str]:
    """What a part of an output can write: a text, a value that only a page knows, or a wall."""
    if isinstance(part, nodes.TemplateData):
        return [part.data]
    if isinstance(part, nodes.Const):
        return [str(part.value)]
    if isinstance(part, nodes.CondExpr):
        return _texts(part.expr1) + (_texts(part.expr2) if part.expr2 else [""])
    if isinstance(part, nodes.Filter) and part.name in ELEMENTS:
        return [_WALL]
    is_macro = isinstance(part, nodes.Call) and "words" not in {
        name.name for name in part.node.find_all(nodes.Name)
    } | {getattr(part.node, "name", "")}
    return [_WALL if is_macro else _VALUE]


def glued_by_statements(template: str) -> list[int]:
    """The lines of statements in `template` before or inside which two words have no space.

    Every way through the template is looked at: each branch of an `if`, and its absence. A value
    is glued to the end of a sentence before it; how a value itself ends only a page knows.
    """
    reader = _Reader()
    reader.sequence(LINES.parse(template).body)
    return sorted(reader.found)
