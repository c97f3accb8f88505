"""What is known of a shape of documents, as bytes that can be kept from run to run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from credfolio.proof.quad_template import Part, QuadTemplate

_FORM = 1


@dataclass(slots=True)
class Met:
    """A shape that was met before. Its template is recorded when it is met again."""

    template: QuadTemplate | None = None
    is_plain: bool = True
    """Whether a template was found, or not yet looked for."""
    compared: int = 0
    """How often the template gave what pyld gives."""


def met_to_bytes(met: Met) -> bytes:
    """`met` as JSON; the same `met` gives the same bytes."""
    template = met.template and [met.template.lines, met.template.texts, met.template.about]
    return json.dumps([_FORM, template, met.is_plain, met.compared]).encode()


def met_from_bytes(data: bytes) -> Met | None:
    """What `met_to_bytes` made into `data`; None for anything else."""
    try:
        form, template, is_plain, compared = json.loads(data)
        if form != _FORM or type(is_plain) is not bool or type(compared) is not int:
            return None
        found = None if template is None else _template(*template)
        return Met(found, is_plain, compared)
    except (ValueError, TypeError):
        return None


def _template(lines: list[list[Any]], texts: int, about: list[list[int]]) -> QuadTemplate:
    most = 2 * texts + len(about)
    if not all(_is_part(part, most) for line in lines for part in line):
        raise ValueError("a part of a line is neither a text nor the number of a value")
    if not all(0 <= number < len(lines) for numbers in about for number in numbers):
        raise ValueError("a blank node is in a line that does not exist")
    return QuadTemplate(
        tuple(tuple(line) for line in lines), texts, tuple(tuple(numbers) for numbers in about)
    )


def _is_part(part: Part, most: int) -> bool:
    return isinstance(part, str) or (type(part) is int and 0 <= part < most)
