"""Swapping sites: always a whole one at the target, with its own manifest."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from credfolio.disk import staging
from credfolio.disk.manifest import Origin, Written, parse_manifest, tree_hash
from credfolio.disk.staging import (
    begin_staging,
    discard,
    lock_target,
    manifest_of,
    publish,
    recover,
    staging_folder,
    write_manifest,
)
from credfolio.disk.writer import FileWriter, list_other_files
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError


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


def whole(target: Path) -> str:
    """The one word of the site at `target`, whose manifest is exactly its own."""
    listed = parse_manifest(manifest_of(target).read_text(encoding="utf-8"), "manifest")
    assert listed.tree == tree_hash(list_other_files(target, ()))
    return (target / "index.html").read_text()


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


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


@pytest.mark.parametrize("held", [("thesis.txt",), (".git", "index.html")])
def test_a_folder_with_files_that_no_build_made_is_not_replaced(
    tmp_path: Path, held: tuple[str, ...]
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in held:
        (folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=held[0]):
        begin_staging(folder)
    assert names(folder) == sorted(held)


def test_a_site_of_another_program_is_replaced_as_one_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("of MkDocs", encoding="utf-8")
    assert names(begin_staging(folder)) == []


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


@pytest.mark.parametrize("can_exchange", [True, False], ids=["one step", "two renames"])
def test_killed_before_any_step_of_the_swap_the_site_and_its_manifest_are_a_pair(
    tmp_path: Path, can_exchange: bool
) -> None:
    found = []
    for step in range(12):
        target = tmp_path / str(step) / "site"
        publish(stage(target, "old"), target)
        if not killed_at(step, target, can_exchange):
            break
        if can_exchange:
            assert (target / "index.html").is_file()  # before anybody repairs anything
        recover(target)
        found.append(whole(target))
        assert names(target.parent) == ["site", "site.manifest.json"]
    assert found == sorted(found, reverse=True)
    assert {"old", "new"} <= set(found)
    assert step > 4


def killed_at(step: int, target: Path, can_exchange: bool) -> bool:
    """Publish in a process that ends just before its `step`-th change on the disk."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    staging_ = stage(target, "new")
    done = iter(range(100))

    def ending(change: Callable[..., object]) -> Callable[..., object]:
        def changed(*args: object, **kwargs: object) -> object:
            if next(done) == step:
                os._exit(9)
            return change(*args, **kwargs)

        return changed

    Path.rename, Path.replace = ending(Path.rename), ending(Path.replace)  # type: ignore[method-assign,assignment]
    swap = staging._exchange if can_exchange else lambda one, other: False
    staging._exchange = ending(swap)  # type: ignore[assignment]
    staging._remove = ending(staging._remove)  # type: ignore[assignment]
    publish(staging_, target)
    os._exit(0)


def test_a_manifest_is_never_given_to_another_site(target: Path) -> None:
    publish(stage(target, "old"), target)
    (target.parent / ".site.new-1.manifest.json").write_text("of a folder that is no more")
    recover(target)
    assert whole(target) == "old"


def test_a_second_build_of_the_same_folder_is_refused_and_told_who_is_at_work(
    target: Path,
) -> None:
    code = (
        "import sys; from pathlib import Path; from credfolio.disk.staging import lock_target\n"
        "lock = lock_target(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(staging.__file__).parents[1])},
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        words = rf"another build or deploy is working on site \(process {first.pid}\)"
        with pytest.raises(EnvironmentProblem, match=words):
            lock_target(target)
        first.kill()
    lock_target(target).release()  # a killed one keeps nobody out
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


def test_the_manifest_says_which_commit_the_site_was_built_from(target: Path) -> None:
    staging_ = begin_staging(target)
    write_manifest(staging_, [Written("a", 1, "0" * 64, "")], Origin("a" * 40, clean=True))
    text = manifest_of(staging_).read_text(encoding="utf-8")
    assert parse_manifest(text, "m").origin == Origin("a" * 40, clean=True)


def test_the_tree_hash_sees_paths_and_contents_and_no_order() -> None:
    one, two = Written("a", 1, "0" * 64, "x"), Written("b", 1, "1" * 64, "y")
    assert tree_hash([one, two]) == tree_hash([two, one])
    assert tree_hash([one]) != tree_hash([one, two])
    assert tree_hash([one]) != tree_hash([Written("a", 1, "2" * 64, "x")])
    assert tree_hash([one]) == tree_hash([Written("a", 1, "0" * 64, "another record")])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"files": {}}',
        '{"files": [1]}',
        '{"files": [{"path": "a"}]}',
        "[" * 100_000,
        *(
            json.dumps({"files": [{"path": path, "size": 1, "sha256": "0" * 64}]})
            for path in ("../a", "/a", "a//b", "a/./b", ".git/config", "a\\b", "a\n", "", 3)
        ),
        json.dumps({"files": [{"path": "a", "size": 1, "sha256": "0" * 64}] * 2}),
        json.dumps({"tree": "0" * 64, "files": []}),
    ],
)
def test_a_manifest_that_is_none_is_told_in_words(text: str) -> None:
    with pytest.raises(CredfolioError, match=r"^m is not the list of a site's files"):
        parse_manifest(text, "m")
