"""Published figures: bands only, and each term once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

from credfolio.checking.rules import rule
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model.figures import Band, Figures, Group
from credfolio.records.model.kinds import FIGURES
from credfolio.records.reckoned.bands import (
    COARSE,
    HOURS,
    MONEY,
    WHOLE,
    is_fifths,
    is_rate,
    is_size,
    is_sum,
    is_within,
)
from credfolio.records.registry import Registry

_AGAIN = "write the file again with `credfolio figures --out`"


@rule
def check_figures_band(registry: Registry) -> Iterator[Finding]:
    """Figures from private records are bands that `credfolio figures` writes.

    Whoever knows all but one of an exact number of people knows the last one.

    Write the file with `credfolio figures --out`.
    """
    for name, figures in registry.figures.items():
        for pointer, band, is_known in _bands(figures):
            if not is_known(band):
                most = "no end" if band.most is None else band.most
                yield Finding(
                    "figures-band",
                    FIGURES.path(name),
                    f"from {band.least} to {most} is no band that `credfolio figures` writes here",
                    _AGAIN,
                    pointer=pointer,
                )
        for pointer, said in _too_fine(figures):
            yield Finding(
                "figures-band",
                FIGURES.path(name),
                f"of so few pairs `credfolio figures` writes 0.0, 0.4, or 0.8, and not {said}",
                _AGAIN,
                pointer=pointer,
            )


@rule
def check_figures_overlap(registry: Registry) -> Iterator[Finding]:
    """A term is counted once for each issuer, or once for all issuers together.

    What two terms that overlap say can be subtracted, and the rest is a few people.

    Delete one of the two, or count a term that begins after the other ends.
    """
    for (first, one), (second, other) in combinations(sorted(registry.figures.items()), 2):
        is_shared = one.issuer == other.issuer or None in (one.issuer, other.issuer)
        if is_shared and _overlap(one, other):
            yield Finding(
                "figures-overlap",
                FIGURES.path(second),
                f"it counts cases that {quoted(first)} counts, too",
                f"delete one of the two, or count days that {FIGURES.path(first)} does not",
            )


def _overlap(one: Figures, other: Figures) -> bool:
    starts = [figures.starts or date.min for figures in (one, other)]
    ends = [figures.until or date.max for figures in (one, other)]
    return max(starts) <= min(ends)


_Test = Callable[[Band], bool]


def _too_fine(figures: Figures) -> Iterator[tuple[Pointer, str]]:
    """Each coefficient that is finer than those of so few pairs, with its place."""
    for n, agreed in enumerate(figures.agreement):
        for field in ("alpha", "ac1"):
            said = getattr(agreed, field)
            if agreed.pairs.least < WHOLE * figures.small and said not in COARSE:
                yield ("agreement", n, field), said


def _bands(figures: Figures) -> Iterator[tuple[Pointer, Band, _Test]]:
    """Every band with its place, and the test that it has to pass."""

    def is_a_size(band: Band) -> bool:
        return is_size(band, figures.small)

    if figures.whole is not None:
        yield from _of_group(figures.whole, ("all",), is_a_size)
    for n, table in enumerate(figures.tables):
        for m, group in enumerate(table.groups):
            yield from _of_group(group, ("tables", n, "groups", m), is_a_size)
    if figures.waiting is not None:
        yield ("waiting", "late"), figures.waiting.late, is_rate
        yield ("waiting", "third_readings"), figures.waiting.third_readings, is_rate
        for field in ("half_within", "most_within"):
            days = getattr(figures.waiting, field)
            yield ("waiting", field), Band(least=days, most=days), lambda one: one.least % 5 == 0
    for n, use in enumerate(figures.use):
        yield ("use", n, "reported"), use.reported, is_rate
        limits = MONEY if use.what == "money_spent" else HOURS
        yield ("use", n, "typical"), use.typical, is_within(limits)
        yield ("use", n, "together"), use.together, is_sum
    for n, had in enumerate(figures.support):
        yield ("support", n, "cases"), had.cases, is_rate
    for n, agreed in enumerate(figures.agreement):
        yield ("agreement", n, "pairs"), agreed.pairs, is_a_size
        raw = is_rate if agreed.pairs.least >= WHOLE * figures.small else is_fifths
        yield ("agreement", n, "raw"), agreed.raw, raw


def _of_group(group: Group, at: Pointer, is_a_size: _Test) -> Iterator[tuple[Pointer, Band, _Test]]:
    yield (*at, "cases"), group.cases, is_a_size
    for field in ("not_at_first", "passed", "tried_again", "passed_later"):
        band = getattr(group, field)
        if band is not None:
            yield (*at, field), band, is_rate
