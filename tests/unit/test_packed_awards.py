"""Awards that are held as bytes: the same to whoever asks, and few of them records at once."""

from __future__ import annotations

import marshal
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from credfolio.checking.check import check_project
from credfolio.disk.kept import Kept
from credfolio.records.loading import packed_awards
from credfolio.records.loading.loader import load_project
from credfolio.records.loading.packed_awards import PackedAwards, pack, unpack
from credfolio.records.loading.plain_records import Plain, from_plain, to_plain
from credfolio.records.model import Award
from credfolio.records.model.award_facts import facts_of
from credfolio.records.registry import Registry
from demo import ROOT
from synth_catalog import TODAY
from synthesize import Size, synthesize


@pytest.fixture(scope="module")
def live() -> Registry:
    """The demonstration, each award as it was read."""
    return load_project(ROOT).registry


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PackedAwards:
    """The same awards, packed, with only one educator's as records at a time."""
    monkeypatch.setattr(packed_awards, "MOST_OPEN", 0)
    found = load_project(ROOT, 1, Kept(tmp_path, 500_000_000, "this program")).registry.awards
    assert isinstance(found, PackedAwards)
    return found


def test_whoever_asks_gets_what_was_read(live: Registry, packed: PackedAwards) -> None:
    assert list(packed.items()) == list(live.awards.items())
    assert len(packed) == len(live.awards) > 50
    for key in (*live.awards, ("nobody", "x"), (next(iter(live.awards))[0], "x"), "x", None):
        assert (key in packed) == (key in live.awards)
        assert packed.get(key) == live.awards.get(key)  # type: ignore[arg-type]


def test_facts_are_those_of_the_records(live: Registry, packed: PackedAwards) -> None:
    every = [facts_of(award) for award in live.awards.values()]
    assert list(packed.facts) == list(Registry(awards=packed).award_facts()) == every
    assert list(live.award_facts()) == every
    assert {one.issuer_id for one in every} == {one.issuer_id for one in live.awards.values()}


def test_each_educator_has_the_newest_award_first(live: Registry, packed: PackedAwards) -> None:
    expected: defaultdict[str, list[Award]] = defaultdict(list)
    for award in sorted(
        live.awards.values(), key=lambda one: (one.awarded_on, one.id), reverse=True
    ):
        expected[award.educator].append(award)
    for registry in (live, Registry(awards=packed)):
        found = registry.awards_by_educator
        assert list(found) == list(expected)
        assert {name: list(awards) for name, awards in found.items()} == expected
        assert found.get("nobody", ()) == ()
    assert Registry(awards=packed).holders == live.holders


def test_few_are_records_at_once(
    live: Registry, packed: PackedAwards, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 12
    monkeypatch.setattr(packed_awards, "MOST_OPEN", most)
    for key in packed:
        assert packed[key] is packed[key]
        held = [len(found) for found in packed._open.values()]
        assert sum(held) == packed._number_open
        assert sum(held) <= most or len(held) == 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records without signatures; rules look at signed awards one by one."""
    root = tmp_path_factory.mktemp("made")
    synthesize(root, Size(4, 12, 40), seed=5)
    return root


def test_a_check_finds_the_same_and_rules_on_the_whole_ask_for_no_record(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All awards of a state as records would be a gigabyte, and seconds for each such rule."""
    revived = []
    revive = from_plain

    def count(model: type[Award], values: Plain) -> Award:
        revived.append(values["id"])
        return revive(model, values)

    monkeypatch.setattr(packed_awards, "from_plain", count)
    monkeypatch.setattr(packed_awards, "MOST_OPEN", 0)
    found = check_project(made, TODAY, 1)
    assert not revived
    kept = Kept(tmp_path, 500_000_000, "this program")
    assert check_project(made, TODAY, 1, kept=kept).findings == found.findings
    assert len(revived) >= len(found.registry.awards)
    revived.clear()
    # Nothing changed, so only rules on the whole run.
    assert check_project(made, TODAY, 1, kept=kept).findings == found.findings
    assert not revived


def test_awards_in_two_folders_of_one_educator_are_all_there(live: Registry) -> None:
    (key, first), (_, other) = list(live.awards.items())[:2]
    held = PackedAwards()
    held.put_packed((key[0], "a"), pack({"a": to_plain(first)}))
    held.put_packed((key[0], "b"), pack({"b": to_plain(other)}))
    held.put((key[0], "c"), first)
    assert list(held.values()) == [first, other, first]
    assert [one.version for one in held.facts] == [first.version, other.version, first.version]


@pytest.mark.parametrize("left", [None, "{", "credential: unknown\n"])
def test_of_an_award_that_is_gone_or_broken_nothing_is_kept(
    tmp_path: Path, left: str | None
) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests/examples/base", root)
    award = root / "portfolios/ana-lopez/awards/active-listening.yml"
    gone = award.with_name("gone.yml")
    gone.write_text(award.read_text("utf-8").replace("Ana", "Formerly Ana"), encoding="utf-8")
    kept = Kept(tmp_path / "kept", 500_000_000, "this program")
    load_project(root, 1, kept)
    assert "Formerly Ana" in names_in(tmp_path / "kept")
    if left is None:
        gone.unlink()
    else:
        gone.write_text(left, encoding="utf-8")
    load_project(root, 1, kept)
    found = names_in(tmp_path / "kept")
    assert "Ana" in found
    assert "Formerly" not in found


def names_in(kept: Path) -> str:
    """The awards in the entries there, unpacked."""
    entries = [marshal.loads(file.read_bytes()[32:]) for file in kept.iterdir() if file.is_file()]
    files = [file for entry in entries if isinstance(entry, dict) for file in entry.values()]
    return " ".join(str(unpack(file[3])) for file in files if file[3])
