"""How many awards there are, as of the base, of each version of a definition."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from credfolio.checking.change import Change


@lru_cache(maxsize=2)
def _awarded(change: Change) -> Counter[tuple[str, str, str]]:
    """How many awards there are, as of the base, of each version of each definition."""
    return Counter(
        ("stacks" if award.stack else "credentials", reference, award.version)
        for award in change.before.awards.values()
        if award.has_known_version and (reference := award.stack or award.credential)
    )


def awards_of(change: Change, kind: str, key: str) -> dict[str, int]:
    """The number of awards of each version of one definition; `kind` is credentials or stacks."""
    found = {
        version: number
        for (its_kind, reference, version), number in _awarded(change).items()
        if its_kind == kind and reference == key
    }
    # How many awards there are in a private repository is not public; that there is one, is.
    published = change.before.published
    private = published.awarded.get(key, ()) if published and kind == "credentials" else ()
    return {**dict.fromkeys(private, 1), **found}
