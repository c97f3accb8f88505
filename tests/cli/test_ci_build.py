"""``credfolio ci build``: runs on one computer after another, with what the last one left."""

from __future__ import annotations

import marshal
import os
import shutil
import tarfile
import zlib
from pathlib import Path

import pytest
from test_build import tree

from credfolio.building import finishing, site_build, site_commands, unchanged
from credfolio.cli import ci_build
from credfolio.disk import carried, own_cache
from credfolio.errors import CredfolioError
from credfolio.records.loading import read_ahead
from proposals import commit, git

RECORD = "portfolios/ana-lopez/profile.yml"
TOM = "portfolios/tom-berg/index.html"
RUN = ("ci", "build", "--output", "site", "--kept", "../kept")


@pytest.fixture
def runs(run, project):
    """The project as a repository, cloned anew at the same path for each run."""
    (project / ".gitignore").write_text("/site/\n/site.manifest.json\n/.site.*\n", encoding="utf-8")
    git(project, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(project, "The records")
    project.rename(project.with_name("origin"))
    checkout(project)
    os.chdir(project)
    return run


def checkout(project: Path) -> None:
    """A new computer: other numbers and times of files, nothing but what is committed and kept.

    What is kept has been through an archive, as the forge's own does it.
    """
    kept, archive = project.with_name("kept"), project.with_name("kept.tar")
    if kept.exists():
        with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as stream:
            stream.add(kept, "kept")
        shutil.rmtree(kept)
        with tarfile.open(archive) as stream:
            stream.extractall(project.parent, filter="tar")
    if project.exists():
        shutil.rmtree(project)
    git(project.parent, "clone", "--quiet", "--no-local", "origin", "project")
    os.chdir(project)


def change_a_record(project: Path, path: str = RECORD) -> None:
    file = project.with_name("origin") / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("display_name: ", "display_name: Dr. ", 1), encoding="utf-8")
    commit(project.with_name("origin"), "A change")


@pytest.fixture
def taken(monkeypatch):
    """How many tasks each run took from the last one, and did not do."""
    found = []
    real = finishing.write_records

    def write_records(*arguments, **options):
        made = real(*arguments, **options)
        found.append(made.taken)
        return made

    monkeypatch.setattr(finishing, "write_records", write_records)
    return found


def assert_as_from_nothing(run, project: Path) -> None:
    site, manifest = tree(project / "site"), (project / "site.manifest.json").read_bytes()
    for folder in ("site", ".cache"):
        shutil.rmtree(project / folder, ignore_errors=True)
    assert run("build", "-q").exit_code == 0
    assert tree(project / "site") == site
    assert (project / "site.manifest.json").read_bytes() == manifest


def refuse(root, **options):
    raise CredfolioError("pages of docs/ are made")


def test_a_run_takes_from_the_last_one_what_did_not_change(runs, project, taken, monkeypatch):
    secret = own_cache.own_secret()
    assert runs(*RUN).output == "keep=true\n"
    brought = project.with_name("kept").joinpath("secret").read_bytes()
    assert own_cache.own_secret() == secret != brought, "what others can read is believed later"
    change_a_record(project)
    checkout(project)
    with monkeypatch.context() as patch:
        patch.setattr(site_commands, "build_site", refuse)
        assert runs(*RUN).output == "keep=true\n"
        checkout(project)
        assert runs(*RUN).output == "keep=false\n", "the same site would be kept a second time"
    assert taken[0] == 0
    assert 0 < taken[1] < taken[2]
    page = project.with_name("origin") / "docs/about.md"
    page.write_text("# About\n\nWho we ARE.\n", encoding="utf-8")  # as long as before
    commit(page.parent, "Another page")
    checkout(project)
    assert runs(*RUN).output == "keep=true\n"
    assert "Who we ARE" in (project / "site/about/index.html").read_text("utf-8")
    assert "Dr. " in (project / "site/portfolios/ana-lopez/index.html").read_text("utf-8")
    assert git(project, "status", "--porcelain") == ""
    assert_as_from_nothing(runs, project)


def test_what_was_damaged_on_the_way_is_made_again(runs, project, taken):
    runs(*RUN)
    change_a_record(project)
    kept = project.with_name("kept")
    page = kept / "site" / TOM
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Tom", b"Tim"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    (kept / "site/stranger.html").write_text("left over", encoding="utf-8")
    for file in sorted(kept.glob("cache/p*/*"))[::2]:
        file.write_bytes(file.read_bytes()[:-1])
    checkout(project)
    assert runs(*RUN).exit_code == 0
    assert_as_from_nothing(runs, project)


def test_what_another_program_left_is_of_no_use_and_of_no_harm(runs, project, taken, monkeypatch):
    runs(*RUN)
    checkout(project)
    for module in (ci_build, site_build, unchanged):
        monkeypatch.setattr(module, "program_digest", lambda: "another")
    assert runs(*RUN).output == "keep=true\n", "it is of use to the next run of this program"
    assert_as_from_nothing(runs, project)


def test_what_a_commit_puts_in_these_places_is_believed_with_no_secret(runs, project, taken):
    """Whoever opens a proposal can read the secret in what the main branch kept."""
    runs(*RUN)
    kept, origin = project.with_name("kept"), project.with_name("origin")
    shutil.copytree(kept / "cache", origin / ".cache/credfolio")
    git(origin, "add", "--force", ".cache")
    commit(origin, "Forged")
    secret = (kept / "secret").read_bytes()
    checkout(project)
    done = runs(*RUN)
    assert "git keeps .cache/credfolio/" in done.output
    assert done.output.endswith("keep=false\n")
    assert taken == [0, 0]
    assert (kept / "secret").read_bytes() == secret


def test_a_site_that_cannot_be_kept_is_built_all_the_same(runs, project, monkeypatch):
    def refuse(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(carried, "make_cache_folder", refuse)
    done = runs(*RUN)
    assert "nothing is left for the next run: " in done.output
    assert done.output.endswith("keep=false\n")
    assert (project / "site/index.html").is_file()


@pytest.mark.parametrize(
    ("site", "kept"),
    [
        (".", "../kept"), ("..", "../kept"), ("site", ".."), ("site", "site/kept"),
        ("site", ".cache/credfolio"), ("kept/site", "kept"), ("site", "catalog"),
        (".git", "../kept"), (".cache", "../kept"), ("../thesis", "../kept"),
    ],
)  # fmt: skip
def test_no_other_file_is_removed(runs, project, site, kept):
    project.with_name("thesis").mkdir()
    project.with_name("thesis").joinpath("thesis.txt").touch()
    (project / ".cache/other").mkdir(parents=True)
    (project / ".cache/other/file").touch()
    before = git(project, "status", "--porcelain", "--ignored")
    assert runs("ci", "build", "--output", site, "--kept", kept).exit_code == 2
    assert git(project, "status", "--porcelain", "--ignored") == before
    assert project.with_name("thesis").joinpath("thesis.txt").exists()


def test_a_build_that_fails_leaves_all_for_the_next_one(runs, project, taken):
    runs(*RUN)
    record = project.with_name("origin") / RECORD
    right = record.read_text(encoding="utf-8")
    record.write_text("{", encoding="utf-8")
    commit(record.parent, "A fault")
    checkout(project)
    (project / "site").mkdir()
    (project / "site/index.html").touch()
    failed = runs(*RUN)
    assert failed.exit_code == 1
    assert f"what earlier runs left is in {project.with_name('kept')} again" in failed.output
    assert f"{project / 'site'} has no site now" in failed.output
    assert not (project / "site").exists()
    without = runs(*RUN[:-1], "../none")
    assert f"{project / 'site'} has no site now" in without.output
    assert "what earlier runs left" not in without.output
    record.write_text(right.replace("display_name: ", "display_name: Dr. "), encoding="utf-8")
    commit(record.parent, "Mended")
    checkout(project)
    assert runs(*RUN).output == "keep=true\n"
    assert taken[-1] > 0
    assert_as_from_nothing(runs, project)


def test_what_cannot_be_brought_is_told_and_made(runs, project, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    runs(*RUN)
    checkout(project)
    monkeypatch.setattr(carried, "_move", refuse)
    done = runs(*RUN)
    assert done.exit_code == 0
    assert "nothing of earlier runs is used: No space left on device" in done.output
    assert (project / "site/index.html").is_file()


def texts_in(cache: Path) -> bytes:
    """All that the entries in `cache` hold, unpacked; what is drawn has no text."""
    found = []
    for file in cache.rglob("*"):
        if file.is_file() and file.parent.name != "previews":
            found.append(data := file.read_bytes()[32:])  # after its seal
            if file.parent.name == "parsed":
                found += awards_in(marshal.loads(data))
    return b"\n".join(found)


def awards_in(value: object) -> list[bytes]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        return [one for part in value for one in awards_in(part)]
    return [zlib.decompress(value)] if isinstance(value, bytes) and value[:1] == b"x" else []


@pytest.mark.parametrize("is_last", [False, True])
def test_who_is_gone_is_gone_from_what_is_kept(runs, project, monkeypatch, is_last):
    monkeypatch.setattr(read_ahead, "crc32", lambda name: 0 if is_last else 1)
    runs(*RUN)
    kept, origin = project.with_name("kept"), project.with_name("origin")
    name = b"Ana"
    assert name in texts_in(kept / "cache"), "or there is nothing to look for"
    shutil.rmtree(origin / "portfolios/ana-lopez")
    commit(origin, "Gone")
    checkout(project)
    done = runs(*RUN)
    assert done.output == "keep=true\n", done.output
    assert name not in texts_in(kept / "cache")
    assert_as_from_nothing(runs, project)
