"""The lock of a new site: complete, or saying why it is not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from credfolio import __version__
from credfolio.cli import init_command, main, upgrade_command
from credfolio.cli.own_wheel import told_desk
from credfolio.disk.shipped import shipped
from credfolio.founding import locks
from credfolio.founding.answers import take_answers
from credfolio.founding.doctor import examine
from credfolio.founding.locks import (
    LOCKS,
    NoDigest,
    desk_lines,
    digest_from_index,
    digest_from_pip,
    digest_of_note,
    is_incomplete,
    locked_version,
    render_locks,
)
from credfolio.founding.repository import found

DIGEST = "ab" * 32
WHEEL = f"credfolio-{__version__}-py3-none-any.whl"
ANSWERS = take_answers(
    {"name": "Badges", "address": "https://badges.district.org/", "zone": "America/Denver"}
    | {"maintainers": "robin-example", "owner": "badges@district.org", "language": "en"}
)


def pins(text: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+==\S+)", text, re.MULTILINE))


def test_a_lock_names_each_package_that_the_site_needs_and_none_that_builds_the_program() -> None:
    ours = pins((shipped("locks") / "site.txt").read_text("utf-8"))
    theirs = pins(render_locks("1.2.3", DIGEST)["requirements.txt"])
    assert theirs - ours == {"credfolio==1.2.3"}
    left_out = {one.partition("==")[0] for one in ours - theirs}
    assert left_out == {"editables", "hatchling", "pluggy", "tomlkit", "trove-classifiers"}
    signing = pins(render_locks("1.2.3", DIGEST)["requirements-sign.txt"])
    assert signing - theirs == set()


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_with_the_own_hash_is_complete_and_each_package_has_one(path: str) -> None:
    text = render_locks("1.2.3", DIGEST)[path]
    assert not is_incomplete(text)
    assert locked_version(text) == "1.2.3"
    assert f"credfolio==1.2.3 \\\n    --hash=sha256:{DIGEST}\n" in text
    assert "://" not in text
    for package in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in package
    without = render_locks("1.2.3", "")[path]
    assert is_incomplete(without)
    assert "credfolio" not in {one.partition("==")[0] for one in pins(without)}


def test_the_hash_of_an_installation_from_a_file_is_in_its_note_or_in_the_file(
    tmp_path: Path,
) -> None:
    wheel = tmp_path / "a folder" / WHEEL
    wheel.parent.mkdir()
    wheel.write_bytes(b"a wheel")
    note = {"url": wheel.as_uri(), "archive_info": {"hashes": {"sha256": DIGEST}}}
    assert digest_of_note(json.dumps(note)) == DIGEST
    note["archive_info"] = {}
    assert digest_of_note(json.dumps(note)) == hashlib.sha256(b"a wheel").hexdigest()
    wheel.unlink()
    with pytest.raises(NoDigest, match="is gone"):
        digest_of_note(json.dumps(note))


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ('{"url": "file:///x", "dir_info": {"editable": true}}', "a folder of its source"),
        ('{"url": "https://x/y.whl", "archive_info": {}}', "is gone"),
        ("[]", "cannot be read"),
        ("{", "cannot be read"),
    ],
)
def test_an_installation_without_a_hash_says_why(note: str, said: str) -> None:
    with pytest.raises(NoDigest, match=said):
        digest_of_note(note)


def answering(plain: object) -> Callable[[str], bytes]:
    return lambda address: json.dumps(plain).encode() if address.endswith("/credfolio/") else b""


def listed(**more: object) -> dict[str, object]:
    older = {"filename": "credfolio-0.0.1-py3-none-any.whl", "hashes": {"sha256": "00" * 32}}
    return {"files": [older, {"filename": WHEEL, "hashes": {"sha256": DIGEST}, **more}]}


def test_the_index_is_asked_for_the_wheel_of_this_version() -> None:
    fetch = answering(listed(yanked=False))
    assert digest_from_index(__version__, "https://index.example/simple/", fetch) == DIGEST


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"files": []}, "has no credfolio-"),
        (listed(yanked="broken"), "withdrawn"),
        (listed(hashes={"md5": "00"}), "another form"),
        (listed(hashes={"sha256": "x"}), "no SHA-256"),
        ("<html>", "another form"),
    ],
)
def test_an_index_that_cannot_help_is_told_as_it_is(plain: object, said: str) -> None:
    with pytest.raises(NoDigest, match=said):
        digest_from_index(__version__, "https://index.example/simple", answering(plain))


def test_without_a_network_the_reason_is_one_sentence() -> None:
    def refuse(address: str) -> bytes:
        raise OSError(f"no route to {address.split('/')[2]}")

    with pytest.raises(NoDigest, match=r"does not answer \(no route to index\.example\)"):
        digest_from_index(__version__, "https://index.example/simple", refuse)


def test_without_the_address_of_an_index_pip_fetches_the_wheel() -> None:
    def download(requirement: str, folder: Path) -> None:
        (folder / WHEEL).write_bytes(requirement.encode())

    expected = hashlib.sha256(f"credfolio=={__version__}".encode()).hexdigest()
    assert digest_from_pip(__version__, download) == expected


def test_what_pip_says_is_the_reason_for_a_missing_hash() -> None:
    def refuse(requirement: str, folder: Path) -> None:
        raise OSError(f"No matching distribution found for {requirement}")

    with pytest.raises(NoDigest, match=r"pip cannot fetch .*No matching distribution"):
        digest_from_pip(__version__, refuse)


def test_a_lock_that_lacked_the_hash_is_completed_by_the_next_run_and_no_edit_is_lost(
    tmp_path: Path,
) -> None:
    found(tmp_path, ANSWERS, __version__, {})
    said = [one.what for one in examine(tmp_path, __version__) if one.topic == "lock"]
    assert [line.split()[0] for line in said] == list(LOCKS)
    (tmp_path / "requirements-sign.txt").write_text("# mine\n", encoding="utf-8")
    again = found(tmp_path, ANSWERS, __version__, {}, DIGEST)
    assert again.written == ("requirements.txt",)
    assert not is_incomplete((tmp_path / "requirements.txt").read_text("utf-8"))
    assert (tmp_path / "requirements-sign.txt").read_text("utf-8") == "# mine\n"
    assert found(tmp_path, ANSWERS, __version__, {}, DIGEST).written == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("requirements.in", "==", "==9", "requirements.in says credfolio 9"),
        ("requirements.txt", "credfolio==", "credfolio==9", "requirements.txt locks credfolio 9"),
        (".github/CODEOWNERS", "@robin", "@mallory", "is not what catalog/governance.yml says"),
        ("catalog/governance.yml", "robin-example", "sam-example", "is not what catalog/"),
    ],
)
def test_versions_and_owners_that_disagree_are_seen(
    tmp_path: Path, path: str, old: str, new: str, said: str
) -> None:
    found(tmp_path, ANSWERS, __version__, {}, DIGEST)
    assert not [one for one in examine(tmp_path, __version__) if one.topic in ("lock", "rights")]
    file = tmp_path / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    (advice,) = [one for one in examine(tmp_path, __version__) if one.topic in ("lock", "rights")]
    assert said in advice.what
    assert advice.fix


def have_desk(monkeypatch: pytest.MonkeyPatch, version: str, note: str | None) -> None:
    """Let `version` of the desk's package be installed, from what `note` says; "" for none."""

    def distribution(package: str) -> SimpleNamespace:
        assert package == "credfolio-desk"
        if not version:
            raise PackageNotFoundError(package)
        return SimpleNamespace(version=version, read_text=lambda _: note)

    monkeypatch.setattr(locks, "distribution", distribution)


FROM_FILE = json.dumps({"url": "file:///x.whl", "archive_info": {"hashes": {"sha256": DIGEST}}})
LINES = f"credfolio-desk==1.2.0 \\\n    --hash=sha256:{DIGEST}\n"


def test_the_desk_that_is_installed_is_locked_and_one_that_was_locked_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    have_desk(monkeypatch, "1.2.0", FROM_FILE)
    assert desk_lines("", "") == LINES
    site, signing = (render_locks("1.2.3", DIGEST, LINES)[path] for path in LOCKS)
    assert pins(site) - pins(signing) >= {"credfolio-desk==1.2.0"}
    assert locked_version(site) == "1.2.3"
    have_desk(monkeypatch, "", None)
    assert desk_lines(site, "") == LINES
    assert desk_lines(signing, "") == ""
    have_desk(monkeypatch, "1.3.0", FROM_FILE)
    assert desk_lines(site, "") == LINES.replace("1.2.0", "1.3.0")
    assert desk_lines("credfolio-desk==1.0 --hash=sha256:00  # mine\n", "") == ""


def test_a_desk_whose_hash_is_unknown_stays_as_the_lock_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(*_: str) -> str:
        raise NoDigest("no index answers")

    have_desk(monkeypatch, "1.3.0", None)
    monkeypatch.setattr(locks, "wheel_digest", unknown)
    assert told_desk(tmp_path, "") == ""
    assert "not in the lock" in capsys.readouterr().out
    (tmp_path / "requirements.txt").write_text(
        render_locks("1.2.3", DIGEST, LINES)["requirements.txt"]
    )
    assert told_desk(tmp_path, "") == LINES
    assert "stays in the lock as it was: no index answers" in capsys.readouterr().out


def test_the_desk_of_a_package_index_is_asked_for_by_its_own_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    have_desk(monkeypatch, "1.2.0", None)
    file = {"filename": "credfolio_desk-1.2.0-py3-none-any.whl", "hashes": {"sha256": DIGEST}}
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return json.dumps({"files": [file]}).encode()

    monkeypatch.setattr(locks, "_fetch", fetch)
    assert desk_lines("", "https://index.example/simple") == LINES
    assert asked == ["https://index.example/simple/credfolio-desk/"]


def test_a_site_gets_its_desk_by_init_or_by_upgrade_and_doctor_says_where_one_may_be_wanted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(init_command, "wheel_digest", lambda *_: DIGEST)
    monkeypatch.setattr(upgrade_command, "own_digest", lambda _: DIGEST)

    def run(root: Path, *words: str) -> str:
        return CliRunner().invoke(main, ["--project", str(root), *words]).output

    def new(name: str) -> Path:
        root = tmp_path / name
        asked = ("--maintainer", "robin-example", "--owner", "badges@district.org", "--zone", "UTC")
        address = "https://badges.district.org/"
        run(root, "init", str(root), "--name", name, "--address", address, *asked, "--yes")
        return root

    have_desk(monkeypatch, "1.2.0", FROM_FILE)
    with_desk = new("with")
    assert LINES in (with_desk / "requirements.txt").read_text("utf-8")
    assert "\ncredfolio-desk==1.2.0\n" in (with_desk / "requirements.in").read_text("utf-8")

    have_desk(monkeypatch, "", None)
    without = new("without")
    assert "desk" not in (without / "requirements.txt").read_text("utf-8")
    assert (without / "requirements.in").read_bytes().count(b"\n") == 2
    assert "no desk" not in run(without, "doctor")
    issuer = "name: Example\nkind: district\nid: example\nsealing:\n  - id: seal-example-1\n"
    issuer += f"    recipient: age1{'q' * 58}\n    created: 2026-01-01\n    held_by: Office\n"
    for root in (with_desk, without):
        (root / "catalog" / "example").mkdir()
        (root / "catalog" / "example" / "issuer.yml").write_text(issuer, "utf-8")
    assert "no desk" not in run(with_desk, "doctor")
    said = run(without, "doctor")
    assert "This site has no desk, for offices without a terminal: example\n" in said

    have_desk(monkeypatch, "1.2.0", None)
    monkeypatch.setattr(locks, "_download", refuse_download)
    said = run(without, "upgrade", "--write", "--no-compare")
    assert "The desk is not in the lock" in said, said
    have_desk(monkeypatch, "1.2.0", FROM_FILE)
    said = run(without, "upgrade", "--write", "--no-compare")
    assert "replaced: requirements.txt" in said
    assert LINES in (without / "requirements.txt").read_text("utf-8")
    assert "no desk" not in run(without, "doctor")
    have_desk(monkeypatch, "", None)
    assert "0 files written" in run(without, "upgrade", "--write", "--no-compare")


def refuse_download(requirement: str, folder: Path) -> None:
    raise OSError(f"No matching distribution found for {requirement}")
