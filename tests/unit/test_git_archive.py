"""The ZIP of a commit stands in for a clone of the public repository."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from credfolio.checking.pair import check_pair
from credfolio.disk.git_archive import ArchivedCommit
from credfolio.errors import CredfolioError
from pairs import TwoRepositories, make_pair
from proposals import TODAY, git


def archived(pair: TwoRepositories, *options: str) -> Path:
    file = pair.work.with_name("catalog.zip")
    git(pair.public, "archive", "--format=zip", f"--output={file}", *options, "HEAD")
    return file


@pytest.mark.parametrize("options", [("--prefix=catalog-main/",), ()], ids=["folder", "bare"])
def test_a_zip_of_the_commit_is_read_as_a_clone_is(tmp_path: Path, options: tuple[str]) -> None:
    pair = make_pair(tmp_path)
    (pair.private / "office/people/p-bad.yml").write_text("nme: Eva\n")
    clone = pair.check()
    of_zip = replace(pair.opened(), public=ArchivedCommit(archived(pair, *options)))
    by_zip = check_pair(of_zip, TODAY, 1)
    assert clone.findings == by_zip.findings != ()
    assert clone.files == by_zip.files > 10


def test_another_commit_is_refused_with_the_commit_to_download(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    file = archived(pair)
    pinned = pair.commit_public({"catalog/note.md": "Later.\n"})
    pair.settle(pinned)
    with pytest.raises(CredfolioError, match=f"names {pinned[:12]}"):
        check_pair(replace(pair.opened(), public=ArchivedCommit(file)), TODAY, 1)


@pytest.mark.parametrize("comment", [b"", b"deadbeef", b"x" * 40])
def test_a_zip_that_names_no_commit_is_refused(tmp_path: Path, comment: bytes) -> None:
    file = tmp_path / "packed-again.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("catalog/a.yml", "a: 1\n")
        archive.comment = comment
    with pytest.raises(CredfolioError, match="does not name the commit"):
        ArchivedCommit(file)


def test_a_damaged_or_huge_zip_is_refused(tmp_path: Path) -> None:
    file = archived(make_pair(tmp_path))
    with pytest.raises(CredfolioError, match="holds more than"):
        ArchivedCommit(file, most=1_000)
    file.write_bytes(file.read_bytes()[:400])
    with pytest.raises(CredfolioError, match="no ZIP that can be read"):
        ArchivedCommit(file)
