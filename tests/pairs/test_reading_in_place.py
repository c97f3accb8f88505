"""Public records are read where they lie only while they are those of the pinned commit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from credfolio.checking.check import Checked
from credfolio.checking.pair import check_pair
from credfolio.disk.kept import Kept
from pairs import TwoRepositories, make_pair
from proposals import TODAY, commit, git, lay

DEFINITION = "catalog/riverside-usd/active-listening.yml"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    return make_pair(tmp_path)


def told(checked: Checked) -> tuple[object, ...]:
    """What a check found, and of which texts and records."""
    registry = checked.registry
    texts = tuple(sorted(registry.text_digests.items()))
    return checked.findings, checked.files, texts, registry.credentials, registry.educators


def _edited(public: Path) -> None:
    lay(public, {DEFINITION: "title: [not what was committed\n"})


def _edited_behind_the_back_of_git(public: Path) -> None:
    git(public, "update-index", "--assume-unchanged", DEFINITION)
    _edited(public)


def _one_file_more(public: Path) -> None:
    lay(public, {"catalog/new/credential.yml": "title: New\n"})


def _one_file_less(public: Path) -> None:
    (public / DEFINITION).unlink()


def _a_folder_more(public: Path) -> None:
    (public / "portfolios/somebody").mkdir()


def _a_link(public: Path) -> None:
    (public / DEFINITION).rename(public / "aside.yml")
    (public / DEFINITION).symlink_to(public / "aside.yml")


def _a_folder_that_is_a_link(public: Path) -> None:
    (public / "portfolios").rename(public / "aside")
    (public / "portfolios").symlink_to(public / "aside")


def _a_newer_commit(public: Path) -> None:
    _edited(public)
    commit(public, "Newer than the pinned one")


@pytest.mark.parametrize(
    "differ",
    [
        _edited,
        _edited_behind_the_back_of_git,
        _one_file_more,
        _one_file_less,
        _a_folder_more,
        _a_link,
        _a_folder_that_is_a_link,
        _a_newer_commit,
    ],
)
def test_public_records_are_read_in_place_only_where_they_are_the_pinned_ones(
    pair: TwoRepositories, differ: Callable[[Path], None]
) -> None:
    opened = pair.opened()
    in_place = check_pair(opened, TODAY, 1)
    assert not any(opened.laid.iterdir())
    differ(pair.public)
    opened = pair.opened()
    laid = check_pair(opened, TODAY, 1)
    assert (opened.laid / DEFINITION).is_file()
    assert told(laid) == told(in_place)


def test_what_somebody_writes_during_the_check_does_not_count(
    pair: TwoRepositories,
) -> None:
    class Editing(Kept):
        """Keeps nothing; somebody saves a file while the check reads."""

        def read(self, key: str) -> bytes | None:
            _edited(pair.public)
            return None

    expected = told(pair.check())
    opened = pair.opened()
    assert told(check_pair(opened, TODAY, 1, kept=Editing(None, 0))) == expected
    assert (opened.laid / DEFINITION).is_file()
