"""Bands of figures in words."""

from __future__ import annotations

from credfolio.pages.fragments import words
from credfolio.records.model.figures import Agreed, Band, Spent, Use, Waiting
from credfolio.records.reckoned.bands import WHOLE

SPENT: dict[Spent, str] = {
    "hours": "Hours of work",
    "coaching_hours": "Hours of coaching",
    "money_spent": "Money",
}


def size(band: Band) -> str:
    """``10 to 19``, ``100 or more``, ``up to 19``."""
    if band.most is not None and not band.least:
        return f"up to {words.number(band.most)}"
    return between(band)


def between(band: Band) -> str:
    """``5 to 10`` of hours or money; ``40 or more`` without an upper end."""
    if band.most is None:
        return f"{words.number(band.least)} or more"
    return f"{words.number(band.least)} to {words.number(band.most)}"


def rate(band: Band | None) -> str:
    """``40–60%``, ``48%``, ``at most 5%``; a dash where nothing is said."""
    if band is None:
        return "–"
    if band.least == band.most:
        return f"{band.least}%"
    if (band.least, band.most) == (0, 5):
        return "at most 5%"
    if (band.least, band.most) == (95, 100):
        return "at least 95%"
    return f"{band.least}–{band.most}%"


def waiting(told: Waiting) -> str:
    half, most = told.half_within, told.most_within
    return f"Half within {half}, nine in ten within {most}; {rate(told.late)} late."


_USE = "Typically {typical} for a case; {together} together. {reported} of cases report it."


def use(told: Use) -> str:
    return _USE.format(
        typical=between(told.typical),
        together=between(told.together),
        reported=rate(told.reported),
    )


def agreed_on(told: Agreed) -> str:
    if not told.scale:
        return "Two readers decide alike"
    levels = words.join((one.replace("-", " ") for one in told.scale), "or")
    return f"Two readers choose the same level: {levels}"


_AGREED = "{raw} of {pairs} pairs. Krippendorff's alpha {alpha}, Gwet's AC1 {ac1}."


_COARSE = {"0.0": "below 0.2", "0.4": "0.2 to 0.6", "0.8": "0.6 or more"}
"""What a coefficient of few pairs stands for."""


def agreement(told: Agreed, small: int) -> str:
    """How two readers agree, in figures whose groups have at least `small` people."""
    meant = {} if told.pairs.least >= WHOLE * small else _COARSE
    return _AGREED.format(
        raw=rate(told.raw),
        pairs=size(told.pairs),
        alpha=meant.get(told.alpha, told.alpha),
        ac1=meant.get(told.ac1, told.ac1),
    )
