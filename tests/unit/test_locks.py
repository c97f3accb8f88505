"""The lock of a new site: complete, or saying why it is not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from credfolio import __version__
from credfolio.disk.shipped import shipped
from credfolio.founding.answers import take_answers
from credfolio.founding.doctor import examine
from credfolio.founding.locks import (
    LOCKS,
    NoDigest,
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
