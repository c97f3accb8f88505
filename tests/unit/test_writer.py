"""Writing a site: nothing twice, nothing half, and always a whole site at the target."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from credfolio import writer
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.writer import (
    FileWriter,
    Written,
    begin_staging,
    discard,
    list_other_files,
    manifest_of,
    publish,
    recover,
    staging_folder,
    write_manifest,
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the site stands: one page, of the last build."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old")
    return folder


@pytest.fixture
def retired(target: Path) -> Path:
    return target.with_name(".site.retired")


def stage(target: Path, text: str = "new") -> Path:
    staging = begin_staging(target)
    (staging / "index.html").write_text(text)
    write_manifest(staging, list_other_files(staging, ()))
    return staging


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- files --------------------------------------------------------------------------------------


def test_a_file_is_written_with_its_folders_and_listed_with_its_digest(tmp_path: Path) -> None:
    written = FileWriter(tmp_path).write("a/b/index.html", b"<p>", "catalog/a/b.yml")
    assert (tmp_path / "a/b/index.html").read_bytes() == b"<p>"
    digest = hashlib.sha256(b"<p>").hexdigest()
    assert written == Written("a/b/index.html", 3, digest, "catalog/a/b.yml")


def test_two_things_at_one_address_are_an_error_that_names_the_record(tmp_path: Path) -> None:
    files = FileWriter(tmp_path)
    files.write("a/index.html", b"one", "catalog/a.yml")
    with pytest.raises(
        CredfolioError, match=r"published at a/index\.html, one from catalog/b\.yml"
    ):
        files.write("a/index.html", b"two", "catalog/b.yml")
    assert (tmp_path / "a/index.html").read_bytes() == b"one"


def test_a_page_of_docs_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.html").write_text("docs")
    with pytest.raises(CredfolioError, match="two things"):
        FileWriter(tmp_path).write("about/index.html", b"record", "")
    assert (tmp_path / "about/index.html").read_text() == "docs"


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (tmp_path / "site").mkdir()
    (tmp_path / "site/x").symlink_to(outside)
    with pytest.raises(CredfolioError):
        FileWriter(tmp_path / "site").write("x", b"data", "")
    assert not outside.exists()


def test_a_file_where_a_folder_should_be_is_a_problem_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises((CredfolioError, EnvironmentProblem)):
        FileWriter(tmp_path).write("a/index.html", b"", "")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_full_disk_is_told_in_words() -> None:
    problem = writer.disk_problem(OSError(28, os.strerror(28)), "a/index.html")
    assert "cannot write a/index.html: No space left on device" in problem.message
    assert "the old site is untouched" in (problem.fix or "")


# --- staging ------------------------------------------------------------------------------------


def test_a_build_is_prepared_beside_the_site_and_leaves_it_alone(target: Path) -> None:
    staging = stage(target)
    assert staging == staging_folder(target)
    assert staging.parent == target.parent
    assert (target / "index.html").read_text() == "old"


def test_what_an_interrupted_build_left_is_cleared_away(target: Path) -> None:
    (stage(target) / "leftover").write_text("x")
    assert names(begin_staging(target)) == []


def test_staging_makes_the_folders_above_a_new_site(tmp_path: Path) -> None:
    target = tmp_path / "far" / "away" / "site"
    publish(stage(target), target)
    assert (target / "index.html").read_text() == "new"


def test_publishing_takes_the_place_of_the_old_site_and_leaves_nothing_beside_it(
    target: Path,
) -> None:
    (target / "gone.html").write_text("old")
    publish(stage(target), target)
    assert names(target) == ["index.html"]
    assert (target / "index.html").read_text() == "new"
    assert names(target.parent) == ["site", "site.manifest.json"]


def test_a_dropped_build_leaves_the_old_site(target: Path) -> None:
    publish(stage(target, "old"), target)
    staging = stage(target)
    discard(staging)
    discard(staging)
    assert names(target.parent) == ["site", "site.manifest.json"]
    assert (target / "index.html").read_text() == "old"


# --- after an interruption ----------------------------------------------------------------------
# A swap is: target → retired, staging → target, drop retired. A kill can come between any two.


def test_killed_while_writing_the_old_site_stands(target: Path) -> None:
    stage(target, "half")
    recover(target)
    assert (target / "index.html").read_text() == "old"


def test_killed_after_the_old_site_was_moved_away_it_comes_back(
    target: Path, retired: Path
) -> None:
    stage(target)
    target.rename(retired)
    recover(target)
    assert (target / "index.html").read_text() == "old"
    assert not retired.exists()


def test_killed_after_the_new_site_took_its_place_the_old_one_is_dropped(
    target: Path, retired: Path
) -> None:
    staging = stage(target)
    target.rename(retired)
    staging.rename(target)
    recover(target)
    assert (target / "index.html").read_text() == "new"
    assert not retired.exists()


def test_killed_while_the_old_site_was_being_dropped_the_rest_goes(
    target: Path, retired: Path
) -> None:
    retired.mkdir()
    (retired / "half").write_text("old")
    recover(target)
    assert (target / "index.html").read_text() == "old"
    assert not retired.exists()


def test_the_next_build_recovers_before_it_begins(target: Path, retired: Path) -> None:
    stage(target)
    target.rename(retired)
    begin_staging(target)
    assert (target / "index.html").read_text() == "old"


def test_when_the_new_site_cannot_be_moved_the_old_one_is_put_back(
    target: Path, retired: Path
) -> None:
    with pytest.raises(EnvironmentProblem, match="cannot write site"):
        publish(target.with_name("not-there"), target)
    assert (target / "index.html").read_text() == "old"
    assert not retired.exists()


def test_recovering_where_nothing_happened_changes_nothing(target: Path) -> None:
    recover(target)
    assert names(target.parent) == ["site"]
    recover(target.parent / "never")
    assert names(target.parent) == ["site"]


# --- the manifest -------------------------------------------------------------------------------


def test_the_manifest_stands_beside_the_site_because_it_names_unlisted_pages_too(
    target: Path,
) -> None:
    publish(stage(target), target)
    assert manifest_of(target) == target.parent / "site.manifest.json"
    assert names(target) == ["index.html"]
    listed = json.loads(manifest_of(target).read_text(encoding="utf-8"))["files"]
    assert [row["path"] for row in listed] == ["index.html"]


def test_the_manifest_lists_every_file_by_path(tmp_path: Path) -> None:
    files = FileWriter(tmp_path)
    one = files.write("b/index.html", b"b", "catalog/ä.yml")
    (tmp_path / "about.html").write_text("docs")
    others = list(list_other_files(tmp_path, {one.path}))
    assert [file.path for file in others] == ["about.html"]
    write_manifest(tmp_path, [one, *others])
    manifest = json.loads(manifest_of(tmp_path).read_text(encoding="utf-8"))
    assert manifest["schema_version"] == 1
    assert [row["path"] for row in manifest["files"]] == ["about.html", "b/index.html"]
    assert manifest["files"][1] == {
        "path": "b/index.html",
        "size": 1,
        "sha256": hashlib.sha256(b"b").hexdigest(),
        "source": "catalog/ä.yml",
    }
    assert list(list_other_files(tmp_path, {one.path, "about.html"})) == []
