"""What Windows does differently, with fakes: programs, files held open, drives, output, links."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path, PureWindowsPath
from urllib.request import url2pathname

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.cli import output_streams
from credfolio.disk import secret_commands, systems
from credfolio.disk.git_commands import run_git
from credfolio.errors import EnvironmentProblem
from credfolio.founding import locks
from credfolio.publishing import pages_branch
from tries import tries

WINDOWS = types.SimpleNamespace(platform="win32")


def test_no_program_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proposal's checkout may hold a git.exe, and Windows would look there first."""
    monkeypatch.setattr(systems, "sys", WINDOWS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "git.exe").touch()
    (tmp_path / "tools").mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", "tools", str(tmp_path / "programs"))))
    with pytest.raises(FileNotFoundError):
        systems.program_path("git")
    with pytest.raises(EnvironmentProblem, match="git is not installed"):
        run_git(tmp_path, "status")
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "git.exe").touch()
    assert systems.program_path("git") == str(tmp_path / "programs" / "git.exe")


def test_a_file_that_a_scanner_holds_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    class Held(type(tmp_path)):  # type: ignore[misc]
        def replace(self, target: Path) -> Path:
            if len(waited) < 3:
                raise PermissionError(13, "The process cannot access the file")
            return Path(self).replace(target)

    monkeypatch.setattr(systems, "sys", WINDOWS)
    monkeypatch.setattr(systems, "time", types.SimpleNamespace(sleep=waited.append))
    (tmp_path / "new").write_text("new")
    (tmp_path / "old").write_text("old")
    systems.rename(Held(tmp_path / "new"), tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new"
    assert len(waited) == 3


def test_a_file_that_stays_held_is_an_error_and_elsewhere_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(systems, "time", types.SimpleNamespace(sleep=waited.append))

    class Held(type(tmp_path)):  # type: ignore[misc]
        def replace(self, target: Path) -> Path:
            raise PermissionError(13, "The process cannot access the file")

    with pytest.raises(PermissionError):
        systems.rename(Held(tmp_path / "new"), tmp_path / "old")
    assert not waited
    monkeypatch.setattr(systems, "sys", WINDOWS)
    with pytest.raises(PermissionError):
        systems.rename(Held(tmp_path / "new"), tmp_path / "old")
    assert 1 < sum(waited) < 2


def test_read_only_objects_of_git_go_with_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "sys", WINDOWS)
    made_writable: list[str] = []
    rmtree = shutil.rmtree

    def remove(folder: Path, *, ignore_errors: bool) -> None:
        if made_writable:
            rmtree(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(systems, "shutil", types.SimpleNamespace(rmtree=remove))
    object_ = tmp_path / "run" / "objects" / "ab" / "cd"
    object_.parent.mkdir(parents=True)
    object_.touch(0o444)
    chmod = Path.chmod

    def note(path: Path, mode: int) -> None:
        made_writable.append(path.name)
        chmod(path, mode)

    monkeypatch.setattr(Path, "chmod", note)
    systems.remove_folder(tmp_path / "run")
    assert "cd" in made_writable
    assert not (tmp_path / "run").exists()


def test_what_a_run_left_behind_goes_after_a_day_where_processes_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_branch, "sys", WINDOWS)
    for name, age in (("1-new", 60), ("2-old", 90_000)):
        (tmp_path / name).mkdir()
        then = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (then, then))
    pages_branch._clear_ended(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["1-new"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            r'"C:\Program Files\op.exe" read C:\keys\first',
            [r"C:\Program Files\op.exe", "read", r"C:\keys\first"],
        ),
        ('op --vault="My keys" --item=""', ["op", "--vault=My keys", "--item="]),
        ('"a""b" c', ["ab", "c"]),
        ('op "" it\'s', ["op", "", "it's"]),
        (r'op "C:\My keys\\" "say \"yes\""', ["op", "C:\\My keys\\", 'say "yes"']),
        ("  op\t a  ", ["op", "a"]),
        ("", []),
    ],
)
def test_a_command_line_has_the_words_that_a_program_gets(
    line: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "sys", WINDOWS)
    assert systems.words_of_line(line) == words
    with pytest.raises(ValueError, match="No closing quotation"):
        systems.words_of_line(f'{line} "')


WORDS = st.lists(st.text('ab \t\\"', max_size=6), min_size=1, max_size=4)


@tries(200)
@given(words=WORDS)
def test_what_python_makes_one_line_comes_apart_into_the_same_words(words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(systems, "sys", WINDOWS)
        assert systems.words_of_line(subprocess.list2cmdline(words)) == words


def test_a_path_in_a_message_is_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert systems.as_word(Path("our files")) == "'our files'"
    monkeypatch.setattr(systems, "sys", WINDOWS)
    assert systems.as_word(PureWindowsPath(r"C:\Our files")) == r'"C:\Our files"'
    assert systems.as_word(PureWindowsPath(r"C:\badges")) == r"C:\badges"
    assert systems.as_word(PureWindowsPath(r"C:\it's")) == '"C:\\it\'s"'
    assert systems.as_word(PureWindowsPath(r"C:\$(id)'s")) == r"'C:\$(id)''s'"
    assert systems.as_word(PureWindowsPath("C:\\a`b")) == r"'C:\a`b'"
    assert systems.as_word(PureWindowsPath("C:\\\u201c\u2019")) == "'C:\\\u201c\u2019\u2019'"


def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("new", "there"):
        (tmp_path / name).write_text(name)
    with pytest.raises(FileExistsError):
        systems.rename_to_new(tmp_path / "new", tmp_path / "there")
    assert (tmp_path / "there").read_text() == "there"
    monkeypatch.setattr(systems, "sys", WINDOWS)
    monkeypatch.delattr(os, "link")  # whose second name a scanner might hold
    systems.rename_to_new(tmp_path / "new", tmp_path / "free")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["free", "there"]


def test_a_new_file_that_a_scanner_holds_is_waited_for_and_a_name_that_is_taken_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    trouble: list[OSError] = [PermissionError(13, "held"), PermissionError(13, "held")]

    class Held(type(tmp_path)):  # type: ignore[misc]
        def rename(self, target: Path) -> Path:
            if trouble:
                raise trouble.pop()
            return Path(self).rename(target)

    monkeypatch.setattr(systems, "sys", WINDOWS)
    monkeypatch.setattr(systems, "time", types.SimpleNamespace(sleep=waited.append))
    (tmp_path / "new").write_text("new")
    systems.rename_to_new(Held(tmp_path / "new"), tmp_path / "free")
    assert (tmp_path / "free").read_text() == "new"
    assert len(waited) == 2
    trouble.append(FileExistsError(17, "there"))
    with pytest.raises(FileExistsError):
        systems.rename_to_new(Held(tmp_path / "free"), tmp_path / "other")
    assert len(waited) == 2


def test_a_folder_is_tried_after_the_last_wait_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    tries_after: list[int] = []
    monkeypatch.setattr(systems, "sys", WINDOWS)
    monkeypatch.setattr(systems, "time", types.SimpleNamespace(sleep=waited.append))
    held = types.SimpleNamespace(rmtree=lambda _, **__: tries_after.append(len(waited)))
    monkeypatch.setattr(systems, "shutil", held)
    systems.remove_folder(tmp_path)
    assert tries_after == [0, 1, 2, 3, 4, 5, 6]


def test_a_program_that_gives_a_secret_is_not_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "sys", WINDOWS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programs").mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join((".", str(tmp_path / "programs"))))
    for folder, said in ((tmp_path, "theirs"), (tmp_path / "programs", "ours")):
        for line in ("op", "op.exe"):
            with pytest.raises(EnvironmentProblem, match="cannot be run"):
                secret_commands.ask_program(line, "the key")
        (folder / "op.exe").write_text(f"#!/bin/sh\necho {said}\n")
        (folder / "op.exe").chmod(0o755)
    for line in ("op", "op.exe", str(tmp_path / "programs/op.exe")):
        assert secret_commands.ask_program(line, "the key") == "ours"


def test_the_address_of_a_wheel_with_a_drive_is_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip notes file:///C:/…, and what follows the host is no path there."""
    wheel = tmp_path / "a b.whl"
    wheel.write_bytes(b"x")
    monkeypatch.setattr(locks, "url2pathname", lambda path: url2pathname(path.removeprefix("/C:")))
    note = f'{{"url": "file:///C:{tmp_path.as_posix()}/a%20b.whl", "archive_info": {{}}}}'
    assert locks.digest_of_note(note).startswith("2d711642b726b044")


@pytest.mark.parametrize(
    ("platform", "encoding", "shown"),
    [
        ("win32", "cp1252", "李 – ü".encode()),
        ("linux", "latin-1", b"? ? \xfc"),
        ("linux", "utf-8", "李 – ü".encode()),
    ],
)
def test_output_in_a_file_takes_every_letter(
    monkeypatch: pytest.MonkeyPatch, platform: str, encoding: str, shown: bytes
) -> None:
    """`credfolio check > findings.txt` must not end at a name that the code page lacks."""
    monkeypatch.setattr(output_streams, "sys", types.SimpleNamespace(platform=platform))
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    output_streams.let_everything_through(stream)
    stream.write("李 – ü")
    stream.flush()
    assert raw.getvalue() == shown
    output_streams.let_everything_through(sys.stdout)  # whatever pytest has there
