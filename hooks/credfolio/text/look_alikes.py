"""Names that a reader takes for one another: the skeleton of Unicode's UTS 39, section 4.

The table of confusable characters is Unicode's own, read from the package
confusable-homoglyphs: it has about 6,000 rows and is loaded when the first
name is compared. Beyond the standard, case, accents and punctuation make no
difference here: at a glance "Rosa Duárte" and "ROSA DUARTE" are one person.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_DIRECTION_MARKS = "\u200e\u200f"


@lru_cache(maxsize=1)
def _prototypes() -> Mapping[int, str]:
    """Each character that looks like something simpler → what it looks like."""
    text = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    table: dict[str, list[dict[str, str]]] = json.loads(text)
    found: dict[int, str] = {}
    for source, alike in table.items():
        source = source.strip(_DIRECTION_MARKS)
        # The package lists each pair both ways; a prototype is what many look like, and where
        # two are alone, the one that Unicode numbers first.
        if len(source) != 1 or len(alike) != 1:
            continue
        prototype = alike[0]["c"].strip(_DIRECTION_MARKS)
        if len(table.get(prototype, ())) > 1 or len(prototype) > 1 or prototype < source:
            found[ord(source)] = prototype
    return found


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """What `name` looks like at a glance: two names with one skeleton are easily confused.

    The result is for comparing only, never to be shown.
    """
    # Twice, because the likeness depends on case: "I" is like "l", and "i" is not.
    return _plain(_look(name.casefold()))


def skeletons(name: str) -> frozenset[str]:
    """Every skeleton that `name` has, as it is written and in lower case."""
    return frozenset((skeleton(name), _plain(_look(name)))) - {""}


def _look(text: str) -> str:
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    kept = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    return kept.translate(_prototypes())


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text).casefold()
    # The standard leaves out two v for a w, which most typefaces of pages invite.
    return "".join(c for c in text if c.isalnum()).replace("vv", "w")
