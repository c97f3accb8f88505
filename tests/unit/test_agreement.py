"""Agreement, against values that others published."""

from __future__ import annotations

import pytest

from credfolio.records.reckoned.agreement import ac1, agreement, alpha

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A, B, and C.
BINARY = list(zip("0100000010", "1110010000", strict=True))
NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
FOUR_READERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
UNITS = [[one for one in unit if one != "."] for unit in zip(*FOUR_READERS, strict=True)]


def test_alpha_of_two_readers_and_two_values() -> None:
    assert alpha(BINARY) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_readers_and_several_values() -> None:
    assert alpha(NOMINAL) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_many_readers_who_did_not_all_read_everything() -> None:
    assert alpha(UNITS) == pytest.approx(0.743, abs=5e-4)
    assert alpha(UNITS, "ordinal", "12345") == pytest.approx(0.815, abs=5e-4)


def test_ac1_where_nearly_everybody_passes() -> None:
    # K. L. Gwet, "Kappa statistic is not satisfactory" (2002): 118, 5, 2, and 0 of 125.
    pairs = [("yes", "yes")] * 118 + [("yes", "no")] * 5 + [("no", "yes")] * 2
    assert ac1(pairs) == pytest.approx(0.9408, abs=5e-5)
    found = alpha(pairs)
    assert found is not None
    assert found < 0


def test_without_variation_alpha_says_nothing_and_the_others_say_one() -> None:
    found = agreement([("pass", "pass")] * 40)
    assert found is not None
    assert (found.raw, found.alpha, found.ac1) == (1.0, None, 1.0)


def test_few_pairs_are_not_stated() -> None:
    assert agreement([("pass", "pass")] * 29) is None
    assert agreement([("pass", "pass")] * 30) is not None
