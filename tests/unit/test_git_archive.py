"""The ZIP of a commit stands in for a clone of the public repository."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from credfolio.checking.merge_reader import lay_records
from credfolio.checking.pair import check_pair
from credfolio.disk.git_archive import ArchivedCommit
from credfolio.disk.git_objects import TreeEntry
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
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


def packed(folder: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """A ZIP of these members in their order, with a commit's id as its comment."""
    file = folder / "made.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
        archive.comment = b"a" * 40
    return file


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "members",
    [
        [(link("catalog/a"), b"/tmp"), ("catalog/a/b", b"")],
        [(link("x/catalog/a"), b"/elsewhere/a"), ("x/catalog/a", b"")],
        [("catalog/a", b""), ("catalog/a/b", b"")],
        [("catalog/../../a", b"")],
        [("catalog//a", b"")],
        [(f"catalog/{'a/' * 5000}b", b"")],
        [],
    ],
    ids=["below a link", "twice", "below a file", "up", "no name", "long", "empty"],
)
def test_a_zip_that_git_cannot_have_made_is_refused(
    tmp_path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]]
) -> None:
    with pytest.raises(UsageError, match="no ZIP of a commit"):
        ArchivedCommit(packed(tmp_path, *members))


class Crafted:
    """A tree of links and files that no program of git would write."""

    def __init__(self, entries: Mapping[str, tuple[str, bytes]]) -> None:
        self.tree = {path: TreeEntry(mode, path, 1) for path, (mode, _) in entries.items()}
        self._blobs = {path: data for path, (_, data) in entries.items()}

    def blobs(self, _objects: object) -> Mapping[str, bytes]:
        return self._blobs


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside, laid = tmp_path / "outside", tmp_path / "laid"
    outside.mkdir()
    goal = str(outside).encode()
    for mode in ("100644", "120000"):
        crafted = Crafted({"catalog/a": ("120000", goal), "catalog/a/b": (mode, b"bad")})
        with pytest.raises(CredfolioError, match="catalog/a is not a path"):
            lay_records(crafted, crafted.tree, laid)  # type: ignore[arg-type]
    assert not list(outside.iterdir())
    crafted = Crafted({"catalog/c": ("120000", b"a\0b")})
    lay_records(crafted, crafted.tree, laid)  # type: ignore[arg-type]
    assert (laid / "catalog/c").read_bytes() == b"a\0b"
    crafted = Crafted({"catalog/d": ("100644", b""), "catalog/d/e": ("100644", b"")})
    with pytest.raises(EnvironmentProblem, match="catalog/d/e cannot be written"):
        lay_records(crafted, crafted.tree, laid)  # type: ignore[arg-type]


@pytest.mark.parametrize(("at", "bits"), [(8, b"\x01"), (10, b"\x0e"), (14, b"\0\0")])
def test_a_member_that_is_sealed_packed_otherwise_or_of_no_day_is_refused(
    tmp_path: Path, at: int, bits: bytes
) -> None:
    file = packed(tmp_path, (zipfile.ZipInfo("catalog/a", (2026, 1, 1, 0, 0, 0)), b"text"))
    data = file.read_bytes()
    entry = data.index(b"PK\1\2") + at
    file.write_bytes(data[:entry] + bits + data[entry + len(bits) :])
    with pytest.raises(UsageError, match="no ZIP of a commit"):
        ArchivedCommit(file)


def test_no_more_is_unpacked_than_the_zip_says(tmp_path: Path) -> None:
    file = packed(tmp_path, ("a", bytes(1_000_000)))
    data = file.read_bytes()
    size = data.index(b"PK\1\2") + 24
    file.write_bytes(data[:size] + (10).to_bytes(4, "little") + data[size + 4 :])
    with pytest.raises(UsageError, match="is damaged"):
        ArchivedCommit(file).file("a")


def test_what_the_disk_refuses_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="cannot be read: No such file"):
        ArchivedCommit(tmp_path / "gone.zip")
