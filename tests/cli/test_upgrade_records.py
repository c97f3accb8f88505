"""`credfolio upgrade-records`: shown first, then all files or none, also when it is killed.

A tenth of the kills here; one at each step of the disk in `make audit`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import Run
from credfolio.disk.replaced_files import STAGING, finish_replacing, replace_files
from credfolio.errors import EnvironmentProblem

MAPLE = "catalog/jurisdictions/maple.yml"


def make_old(project: Path) -> bytes:
    """Give the example's jurisdiction the form of before; returns the new form's bytes."""
    file = project / MAPLE
    new = file.read_bytes()
    file.write_bytes(new.replace(b"licence_type", b"licence_group"))
    assert file.read_bytes() != new
    return new


def test_without_write_it_shows_what_would_change_and_changes_nothing(
    project: Path, run: Run
) -> None:
    new = make_old(project)
    result = run("upgrade-records")
    assert result.exit_code == 0
    assert "-  - licence_group: All teachers\n+  - licence_type: All teachers\n" in result.output
    assert result.output.endswith("1 file would change; run it again with --write\n")
    assert (project / MAPLE).read_bytes() != new


def test_with_write_the_file_has_the_new_form_and_a_second_run_has_nothing_to_do(
    project: Path, run: Run
) -> None:
    new = make_old(project)
    assert run("upgrade-records", "--write").exit_code == 0
    assert (project / MAPLE).read_bytes() == new
    assert run("upgrade-records", "--write").output == "all records have format 2\n"
    assert not list(project.glob(f"{STAGING}*"))


def test_the_old_form_is_read_with_a_hint_until_it_is_upgraded(project: Path, run: Run) -> None:
    make_old(project)
    assert "hint[old-key]" in run("check").output
    run("upgrade-records", "--write")
    assert run("check", "--strict").exit_code == 0


def test_a_byte_order_mark_and_windows_line_ends_stay(project: Path, run: Run) -> None:
    new = b"\xef\xbb\xbf" + make_old(project).replace(b"\n", b"\r\n")
    (project / MAPLE).write_bytes(new.replace(b"licence_type", b"licence_group"))
    run("upgrade-records", "--write")
    assert (project / MAPLE).read_bytes() == new


def test_one_record_that_cannot_be_edited_stops_all(project: Path, run: Run) -> None:
    make_old(project)
    before = (project / MAPLE).read_bytes()
    (project / "catalog/jurisdictions/oak.yml").write_text("name: [\n")
    result = run("upgrade-records", "--write")
    assert result.exit_code == 1
    assert "catalog/jurisdictions/oak.yml cannot be read" in result.output
    assert (project / MAPLE).read_bytes() == before


# --- several files, all or none ---------------------------------------------------------------

FILES = {
    f"catalog/{name}/issuer.yml": (f"old {name}".encode(), f"new {name}".encode())
    for name in ("ash", "birch", "cedar", "elm")
}


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    # A killed process loses nothing that the system has already; only a power cut would.
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def grove(tmp_path: Path) -> Path:
    root = tmp_path / "grove"
    for path, (old, _) in FILES.items():
        (root / path).parent.mkdir(parents=True)
        (root / path).write_bytes(old)
    return root


def state(root: Path) -> list[bytes]:
    return [(root / path).read_bytes() for path in FILES]


OLD = [old for old, _ in FILES.values()]
NEW = [new for _, new in FILES.values()]


def test_a_file_that_changed_meanwhile_stops_all(grove: Path) -> None:
    (grove / "catalog/cedar/issuer.yml").write_bytes(b"edited")
    with pytest.raises(EnvironmentProblem, match=r"cedar.* changed while the command ran"):
        replace_files(grove, FILES)
    assert (grove / "catalog/ash/issuer.yml").read_bytes() == b"old ash"
    assert not list(grove.glob(f"{STAGING}*"))


def test_an_edit_made_after_an_interruption_is_kept(grove: Path) -> None:
    kill_at(last_step(grove) - 12, grove)
    path = "catalog/elm/issuer.yml"
    (grove / path).write_bytes(b"edited")
    finish_replacing(grove)
    assert (grove / path).read_bytes() == b"edited"
    assert state(grove)[:3] == NEW[:3]


def test_a_link_that_took_a_files_place_is_not_followed(grove: Path, tmp_path: Path) -> None:
    kill_at(last_step(grove) - 12, grove)
    outside = tmp_path / "outside.yml"
    outside.write_bytes(b"old elm")
    (grove / "catalog/elm/issuer.yml").unlink()
    (grove / "catalog/elm/issuer.yml").symlink_to(outside)
    finish_replacing(grove)
    assert outside.read_bytes() == b"old elm"


def test_a_staging_folder_that_was_committed_writes_nothing_elsewhere(tmp_path: Path) -> None:
    root, staging = tmp_path / "project", tmp_path / "project" / STAGING
    (staging / "files/new").mkdir(parents=True)
    (root / ".git/hooks").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.write_bytes(b"theirs")
    bad = ("../new", "a/../../new", str(tmp_path / "new"), "C:new", "a\\new", ".git/hooks/new")
    for path in bad:
        with suppress(OSError):
            (staging / "files" / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / "files" / path).write_bytes(b"bad")
    (staging / "files/good").write_bytes(b"good")
    digest = hashlib.sha256(b"theirs").hexdigest()
    (staging / "digests.json").write_text(json.dumps(dict.fromkeys([*bad, "good"], "")))
    (staging / "removed.json").write_text(json.dumps({"../outside": digest, str(outside): digest}))
    (staging / "complete").touch()
    before = {path for path in tmp_path.rglob("*") if staging not in path.parents}
    finish_replacing(root)
    assert outside.read_bytes() == b"theirs"
    after = {path for path in tmp_path.rglob("*") if staging not in path.parents}
    assert {path.name for path in after - before} == {"good"}
    assert not (root / ".git/hooks/new").exists()


NEVER = -1


def in_a_child(work: Callable[[], int]) -> int:
    """Run `work` in a process of its own; its number, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os._exit(work())
        os._exit(255)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(step: int, root: Path) -> int:
    """Replace the files in a process that is killed before its disk's step `step`, from 0.

    Returns how many steps it took, if nobody killed it.
    """

    def work() -> int:
        done = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal done
            touches = event in (
                "open",
                "os.mkdir",
                "os.rename",
                "os.remove",
                "os.rmdir",
                "os.chmod",
            )
            if touches and str(root) in str(arguments[0]):
                if done == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                done += 1

        sys.addaudithook(hook)
        replace_files(root, FILES)
        return done

    ended = in_a_child(work)
    assert ended == -signal.SIGKILL if step != NEVER else 0 < ended < 255
    return ended


def last_step(root: Path) -> int:
    """How many steps a run takes that nobody kills."""
    copy = root.with_name("counted")
    shutil.copytree(root, copy)
    return kill_at(NEVER, copy)


def kill_and_go_on(root: Path, step: int) -> None:
    """Kill a run at `step`; each file is old or new, and the next run makes all of them new."""
    copy = root.with_name(f"killed-{step}")
    shutil.copytree(root, copy)
    kill_at(step, copy)
    between = state(copy)
    assert all(one in pair for one, pair in zip(between, FILES.values(), strict=True))
    if not (copy / STAGING / "complete").is_file():
        assert between in (OLD, NEW)
    finish_replacing(copy)
    assert state(copy) in (OLD, NEW)
    if state(copy) == OLD:
        replace_files(copy, FILES)
    assert state(copy) == NEW
    assert [path.name for path in copy.iterdir()] == ["catalog"]
    shutil.rmtree(copy)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


@needs_fork
def test_a_tenth_of_the_kills_leaves_all_old_or_goes_on_to_all_new(grove: Path) -> None:
    steps = last_step(grove)
    assert steps > 30
    for step in range(0, steps, 10):
        kill_and_go_on(grove, step)


@needs_fork
@pytest.mark.audit
def test_a_kill_at_every_step_leaves_all_old_or_goes_on_to_all_new(grove: Path) -> None:
    for step in range(last_step(grove)):
        kill_and_go_on(grove, step)
