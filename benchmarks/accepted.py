"""Which ratios of processor time were accepted, and what is slower now.

Processor time of one run, because the machine may be busy; ratios, because machines differ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ALLOWANCE = 1.15
"""How much more than accepted is still noise."""


@dataclass(frozen=True)
class Ratios:
    """What each contender took, divided by what others of the same run took."""

    to_first: Mapping[str, float]
    """By a first build of credfolio."""
    to_hugo: Mapping[str, float]
    """By Hugo; empty without it."""

    @classmethod
    def of(cls, taken: Mapping[str, float]) -> Ratios:
        """The ratios of one run; `taken` is in seconds of processor, by name."""

        def to(other: str) -> dict[str, float]:
            base = taken.get(other)
            return {n: s / base for n, s in taken.items() if n != other} if base else {}

        return cls(to("credfolio"), to("hugo"))


def read_accepted(file: Path, size: str) -> Ratios:
    """The ratios that `file` accepts for `size`; raises `SystemExit` where it has none."""
    sizes = json.loads(file.read_text(encoding="utf-8"))["sizes"]
    if size not in sizes:
        raise SystemExit(f"{file} accepts nothing for {size}; it has {', '.join(sorted(sizes))}")
    return Ratios(sizes[size]["to_first"], sizes[size]["to_hugo"])


def too_slow(accepted: Ratios, now: Ratios) -> list[str]:
    """A line for each ratio that is above what was accepted."""
    pairs = (
        ("a first build", accepted.to_first, now.to_first),
        ("Hugo", accepted.to_hugo, now.to_hugo),
    )
    return [
        f"{name} takes {ratio:.2f} of {other}; accepted are {limit:.2f}"
        for other, limits, ratios in pairs
        for name, limit in sorted(limits.items())
        if (ratio := ratios.get(name, 0.0)) > limit * ALLOWANCE
    ]
