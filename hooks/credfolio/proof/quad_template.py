"""The N-Quads of one shape of document, with places for its values.

RDFC-1.0 in the one case that credentials are: every blank node is told apart by the quads it
is in (section 4.4.3, steps 3 to 4). If two are not, this module gives no answer.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from credfolio.proof.document_shape import is_address, shape_of, with_values
from credfolio.proof.terms import undefined_terms

_MARK = "credfolio-token"
_SIMPLE = frozenset({"IRI", "blank node", "literal"})

Part = str | int
"""Text of a line, or the number of a value in the list that lines are filled from."""


class NotTemplated(ValueError):
    """A shape whose quads do not follow from its values in a plain way."""


@dataclass(frozen=True, slots=True)
class QuadTemplate:
    """`lines` in no order. Values 0 to `texts` are literals, as many again are addresses, and
    then the blank nodes follow; `about` are the lines that contain each of those.
    """

    lines: tuple[tuple[Part, ...], ...]
    texts: int
    about: tuple[tuple[int, ...], ...]

    def fill(self, values: Sequence[str]) -> str | None:
        """The canonical N-Quads with `values`; None where two blank nodes look alike."""
        first = 2 * self.texts
        filled = [_escaped(value) for value in values]
        filled += values
        filled += ["_:z"] * len(self.about)
        hashes: dict[str, int] = {}
        for number, its_lines in enumerate(self.about, first):
            filled[number] = "_:a"
            quads = sorted(self._line(n, filled) for n in its_lines)
            filled[number] = "_:z"
            hashes[hashlib.sha256("".join(quads).encode()).hexdigest()] = number
        if len(hashes) < len(self.about):
            return None
        for n, (_, number) in enumerate(sorted(hashes.items())):
            filled[number] = f"_:c14n{n}"
        return "".join(sorted(self._line(n, filled) for n in range(len(self.lines))))

    def _line(self, number: int, filled: Sequence[str]) -> str:
        return "".join(
            [part if isinstance(part, str) else filled[part] for part in self.lines[number]]
        )


def record_template(document: dict[str, Any]) -> QuadTemplate:
    """The template of the shape of `document`; raises `NotTemplated`, and whatever pyld raises."""
    from credfolio.proof.rdf import to_quads

    shape = shape_of(document)
    if any(_MARK in part for part in shape.key if isinstance(part, str)):
        raise NotTemplated("a text of the shape looks like a token")
    tokens = {
        value: f"https://{_MARK}.invalid/{n}/" if is_address(value) else f"{_MARK} {n}"
        for n, value in enumerate(shape.values)
    }
    numbers = {token: n for n, token in enumerate(tokens.values())}
    recorder = _Recorder(numbers)
    example = with_values(document, tokens)
    if next(undefined_terms(example), None):
        raise NotTemplated("a value is where only an address may be")
    for quad in to_quads(example):
        recorder.add(quad)
    return recorder.template()


class _Recorder:
    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers
        self._blank: dict[str, int] = {}
        self._lines: list[tuple[Part, ...]] = []
        self._about: defaultdict[int, list[int]] = defaultdict(list)
        self._used: set[int] = set()
        self._kinds: Counter[tuple[object, ...]] = Counter()
        self._varied: set[tuple[object, ...]] = set()

    def add(self, quad: dict[str, Any]) -> None:
        line: list[Part] = []
        subject, graph = self._node(quad["subject"]), self._node(quad.get("name"))
        about = (subject, quad["predicate"]["value"], graph)
        self._kinds[about] += 1
        line += [*subject, " ", *self._node(quad["predicate"]), " "]
        target = self._target(quad["object"])
        if any(isinstance(part, int) for part in target):
            self._varied.add(about)
        else:
            self._kinds[*about, "fixed"] += 1
        line += [*target, *([" ", *graph] if graph else []), " .\n"]
        for part in {part for part in line if isinstance(part, int)}:
            if part >= 2 * len(self._numbers):
                self._about[part].append(len(self._lines))
        self._lines.append(tuple(_joined(line)))

    def template(self) -> QuadTemplate:
        if self._used != set(self._numbers.values()):
            raise NotTemplated("a value does not come out as it is")
        # A value that happens to equal a fixed one would be the same quad, written once.
        if any(self._kinds[*about, "fixed"] for about in self._varied):
            raise NotTemplated("a value is next to a fixed one")
        first = 2 * len(self._numbers)
        about = tuple(tuple(self._about[first + n]) for n in range(len(self._blank)))
        return QuadTemplate(tuple(self._lines), len(self._numbers), about)

    def _node(self, node: dict[str, Any] | None) -> tuple[Part, ...]:
        if node is None:
            return ()
        value: str = node["value"]
        if node["type"] == "blank node":
            return (self._blank_number(value),)
        if node["type"] != "IRI":
            raise NotTemplated("a subject, predicate or graph of another kind")
        return ("<", self._place(value, len(self._numbers)), ">")

    def _target(self, node: dict[str, Any]) -> tuple[Part, ...]:
        if node["type"] not in _SIMPLE:
            raise NotTemplated("an object of another kind")
        if node["type"] != "literal":
            return self._node(node)
        from credfolio.proof.rdf import literal_ending

        return ('"', self._place(node["value"], 0, is_literal=True), '"' + literal_ending(node))

    def _place(self, text: str, offset: int, *, is_literal: bool = False) -> Part:
        if (number := self._numbers.get(text)) is not None:
            self._used.add(number)
            return number + offset
        if _MARK in text:
            raise NotTemplated("a value does not come out as it is")
        return _escaped(text) if is_literal else text

    def _blank_number(self, name: str) -> int:
        return 2 * len(self._numbers) + self._blank.setdefault(name, len(self._blank))


def _joined(line: Sequence[Part]) -> list[Part]:
    """The parts of a line, with adjacent texts joined."""
    joined: list[Part] = []
    for part in line:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        else:
            joined.append(part)
    return joined


def _escaped(text: str) -> str:
    # As pyld writes it, so that both ways agree; what is signed has no control character but LF.
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
