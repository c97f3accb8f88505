"""The gate of the benchmarks: what takes longer than was accepted, as a ratio in one run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accepted import Ratios, read_accepted, too_slow
from demo import ROOT

TAKEN = {"credfolio": 10.0, "credfolio-again": 1.0, "credfolio-award": 4.0, "hugo": 5.0}
ACCEPTED = Ratios({"credfolio-again": 0.1, "credfolio-award": 0.4}, {"credfolio": 2.0})


def test_a_run_as_fast_as_accepted_passes_and_so_does_noise() -> None:
    assert Ratios.of(TAKEN).to_hugo["credfolio"] == 2.0
    assert too_slow(ACCEPTED, Ratios.of(TAKEN)) == []
    assert too_slow(ACCEPTED, Ratios.of(TAKEN | {"credfolio-award": 4.5})) == []


def test_what_takes_longer_is_named_with_both_ratios() -> None:
    slower = Ratios.of(TAKEN | {"credfolio-award": 4.7, "credfolio-again": 1.5})
    assert too_slow(ACCEPTED, slower) == [
        "credfolio-again takes 0.15 of a first build; accepted are 0.10",
        "credfolio-award takes 0.47 of a first build; accepted are 0.40",
    ]
    assert too_slow(ACCEPTED, Ratios.of(TAKEN | {"hugo": 4.0})) == [
        "credfolio takes 2.50 of Hugo; accepted are 2.00"
    ]


def test_a_machine_that_is_slower_in_all_passes() -> None:
    assert too_slow(ACCEPTED, Ratios.of({name: 3 * took for name, took in TAKEN.items()})) == []


def test_without_hugo_only_our_own_rows_are_compared() -> None:
    own = {name: took for name, took in TAKEN.items() if name != "hugo"}
    assert too_slow(ACCEPTED, Ratios.of(own)) == []


def test_the_accepted_ratios_can_be_read_and_a_size_without_any_is_refused(tmp_path: Path) -> None:
    file = ROOT / "benchmarks/accepted.json"
    for size in json.loads(file.read_text(encoding="utf-8"))["sizes"]:
        assert 0 < read_accepted(file, size).to_first["credfolio-again"] < 1
    (tmp_path / "none.json").write_text('{"sizes": {}}')
    with pytest.raises(SystemExit, match="accepts nothing for pages-250"):
        read_accepted(tmp_path / "none.json", "pages-250")
