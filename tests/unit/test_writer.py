"""Writing the files of a site: nothing twice, nothing half."""

from __future__ import annotations

import hashlib
import os
import resource
import sys
from pathlib import Path

import pytest

from credfolio.disk import writer
from credfolio.disk.manifest import Written
from credfolio.disk.writer import FileWriter
from credfolio.errors import CredfolioError, EnvironmentProblem


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


def test_a_disk_that_takes_only_a_part_of_a_file_is_an_error(tmp_path: Path) -> None:
    # As a full disk does: the first write is cut short without a word, the second is refused.
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(EnvironmentProblem, match=r"cannot write a\.html: File too large"):
            FileWriter(tmp_path).write("a.html", b"x" * 5_000, "")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
