"""Two texts word by word: what is in both, what went out, and what came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "out", "in"]

_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_ALIKE = 0.45
"""Below this, two texts have so little in common that words set against words explain nothing."""
_AROUND = 30
"""Characters that are shown of what stays the same, before and after a change."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are in both texts, or in one of them."""

    kind: Kind
    text: str


def runs(before: str, after: str) -> Iterator[Run]:
    """The two texts as one, in the order of reading; what went out comes before what came in."""
    if not before or not after:
        yield Run("in" if after else "out", after or before)
        return
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield Run("out", before)
        yield Run("in", after)
        return
    held: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal" and not (was.isspace() and held and held[-1].kind != "same"):
            held.append(Run("same", was))
        else:
            # A space between two changed words belongs to the change, or it would be in pieces.
            held += [Run("out", was)] if was else []
            held += [Run("in", now)] if now else []
    yield from _joined(held)


def _joined(several: Sequence[Run]) -> Iterator[Run]:
    """Runs with what was taken out before what came in, neighbors of one kind in one."""
    out = new = ""
    for run in (*several, Run("same", "")):
        if run.kind == "out":
            out += run.text
        elif run.kind == "in":
            new += run.text
        else:
            if out:
                yield Run("out", out)
            if new:
                yield Run("in", new)
            out = new = ""
            if run.text:
                yield run


def in_one_line(several: Iterable[Run]) -> str:
    """Runs as plain text, such as ``… of [-teh-]{+the+} students …``, with a few words around."""
    told = list(several)
    line = ""
    for n, run in enumerate(told):
        text = " ".join(run.text.split(" "))
        if run.kind == "out":
            line += f"[-{text}-]"
        elif run.kind == "in":
            line += f"{{+{text}+}}"
        else:
            line += _shortened(text, is_first=n == 0, is_last=n == len(told) - 1)
    return " ".join(line.split())


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    if is_first:
        return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"
    if is_last:
        return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"
    if len(text) <= 2 * _AROUND:
        return text
    return f"{text[:_AROUND].rpartition(' ')[0]} … {text[-_AROUND:].partition(' ')[2]}"
