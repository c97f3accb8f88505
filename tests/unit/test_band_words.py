"""What the page of figures says of agreement between readers."""

from __future__ import annotations

from credfolio.pages.fragments.band_words import agreement
from credfolio.records.model.figures import Agreed, Band


def said(pairs: Band) -> str:
    raw = Band(least=80, most=100)
    return agreement(Agreed(pairs=pairs, raw=raw, alpha="0.4", ac1="0.8"), small=10)


def test_a_coefficient_of_few_pairs_is_said_as_the_band_that_it_is() -> None:
    assert said(Band(least=20, most=99)) == (
        "80–100% of 20 to 99 pairs. Krippendorff's alpha 0.2 to 0.6, Gwet's AC1 0.6 or more."
    )
    assert said(Band(least=100)) == (
        "80–100% of 100 or more pairs. Krippendorff's alpha 0.4, Gwet's AC1 0.8."
    )
