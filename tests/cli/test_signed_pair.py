"""Signed badges of homes in a private repository: there, with places that no public badge gets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_published_pair import Both, save
from test_published_pair import both as both

from credfolio.badges.openbadges.home import credential_json, status_list
from credfolio.disk import replaced_files
from pages_remote import git

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
LIST = "catalog/riverside-usd/status/5001.json"


@pytest.fixture
def key(both: Both, tmp_path: Path) -> Path:
    """The key of the issuer of both repositories, whose public half is committed and pinned."""
    made = tmp_path / "riverside.key"
    done = both.run("keys", "new", "riverside-usd", "--out", made)
    assert done.exit_code == 0, done.output
    settle(both)
    return made


def settle(both: Both) -> None:
    save(both.public, "Signed")
    git(both.public, "push", "-q", "origin", "main")
    both.settle()


def sign(both: Both, key: Path, *words: object) -> str:
    done = both.run("sign", "--key-file", key, *words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("is_there", [True, False])
def test_a_private_repository_without_homes_stops_no_signing(
    both: Both, key: Path, is_there: bool
) -> None:
    home = both.private / "portfolios"
    shutil.move(home / "ana-lopez", both.public / "portfolios/ana-lopez")
    if not is_there:  # git keeps no empty folder
        home.rmdir()
    settle(both)
    beside = ("--with", both.private)
    assert f"{SIGNED}: new, place 0" in sign(both, key, "--dry-run", *beside)
    assert "1 award" in sign(both, key, *beside)
    assert (both.public / SIGNED).is_file()
    assert home.exists() is is_there


def public_badge_of_nora(both: Both) -> None:
    shutil.copytree(both.public / "portfolios/tom-berg", both.public / "portfolios/new-berg")
    profile = both.public / "portfolios/new-berg/profile.yml"
    profile.write_text(profile.read_text().replace("Tom Berg", "Nora Lind"))
    text = (both.private / "portfolios/ana-lopez/awards/active-listening.yml").read_text()
    (both.public / "portfolios/new-berg/awards/active-listening.yml").write_text(text)


def test_a_badge_of_a_private_home_is_signed_there_and_its_list_is_public(
    both: Both, key: Path
) -> None:
    beside = ("--with", both.private)
    listed = both.run("sign", "--list", *beside)
    assert (listed.exit_code, "Nothing to sign." in listed.output) == (0, False), listed.output
    assert "ana-lopez/active-listening" in listed.output
    assert f"{SIGNED}: new, place 0 in status list 5001" in sign(both, key, "--dry-run", *beside)
    assert not (both.private / SIGNED).exists()
    sign(both, key, *beside)
    badge = json.loads((both.private / SIGNED).read_text())
    assert badge["credentialStatus"]["statusListCredential"].endswith("/status/5001.json")
    assert badge["proof"]
    assert (both.public / LIST).is_file()
    assert not (both.public / "portfolios/ana-lopez").exists()
    assert not (both.private / "catalog").exists()
    assert "Nothing to sign." in sign(both, key, *beside)
    settle(both)
    done = both.run("check", "--with", both.public, where=both.private)
    assert done.exit_code == 0, done.output
    assert ".cache" not in git(both.private, "status", "--porcelain", "--untracked-files=all")
    assert both.run("check").exit_code == 0
    site = both.public.with_name("out")
    done = both.run("build", "--quiet", "--output", site, *beside)
    assert done.exit_code == 0, done.output
    published = site / credential_json("ana-lopez", "active-listening")
    assert published.read_bytes() == (both.private / SIGNED).read_bytes()
    assert (site / status_list("riverside-usd", 5001)).read_bytes() == (
        both.public / LIST
    ).read_bytes()
    done = both.run("verify", published, "--site", site)
    assert done.exit_code == 0, done.output


def test_the_public_repository_alone_gives_no_place_of_a_private_badge_away(
    both: Both, key: Path
) -> None:
    sign(both, key, "--with", both.private)
    settle(both)
    before = (both.public / LIST).read_bytes()
    public_badge_of_nora(both)
    said = sign(both, key, "--dry-run")
    assert "place 0 in status list 1" in said
    assert "5001" not in said
    sign(both, key)
    assert (both.public / LIST).read_bytes() == before

    # An end of hers is marked by a run that sees her home, and stays marked by others.
    award = both.private / "portfolios/ana-lopez/awards/active-listening.yml"
    end = "status: revoked\nstatus_on: 2026-05-01\nstatus_reason: Issued in error.\n"
    award.write_text(award.read_text() + end)
    assert "marks 0" in sign(both, key, "--dry-run", "--with", both.private)
    sign(both, key, "--with", both.private)
    marked = (both.public / LIST).read_bytes()
    assert marked != before
    assert "Nothing to sign." in sign(both, key)
    assert (both.public / LIST).read_bytes() == marked


def test_a_run_that_ends_between_the_two_goes_on(
    both: Both, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = replaced_files._finish  # type: ignore[attr-defined]

    def stop(root: Path, name: str) -> int:
        if root == both.private and (root / name).is_dir():
            raise KeyboardInterrupt
        return real(root, name)

    with monkeypatch.context() as patch:
        patch.setattr(replaced_files, "_finish", stop)
        assert both.run("sign", "--key-file", key, "--with", both.private).exit_code != 0
    assert (both.public / LIST).is_file()
    assert not (both.private / SIGNED).exists()
    sign(both, key, "--with", both.private)
    assert (both.private / SIGNED).is_file()
    settle(both)
    done = both.run("check", "--with", both.public, where=both.private)
    assert done.exit_code == 0, done.output


def test_a_badge_signed_in_public_keeps_its_place_when_its_home_moves(
    both: Both, key: Path
) -> None:
    """Also once the home is gone from the private repository, and whoever signs, and moves."""
    moved = both.run("move-home", "ana-lopez", "--to", both.public, where=both.private)
    assert moved.exit_code == 0, moved.output
    assert "last_place" not in moved.output
    assert f"{SIGNED}: new, place 0 in status list 1" in sign(both, key, "--dry-run")
    sign(both, key)
    moved = both.run("move-home", "ana-lopez", "--to", both.private)
    assert "catalog/riverside-usd/issuer.yml: `last_place` keeps their places" in moved.output
    issuer = both.public / "catalog/riverside-usd/issuer.yml"
    assert 'last_place: "1/0"\n' in issuer.read_text()
    assert "ana-lopez" not in issuer.read_text()
    public_badge_of_nora(both)
    for beside in ((), ("--with", both.private)):
        assert "place 1 in status list 1" in sign(both, key, "--dry-run", *beside)
    sign(both, key)
    settle(both)
    done = both.run("check", "--with", both.public, where=both.private)
    assert "status-place" not in done.output
    assert done.exit_code == 0, done.output
    assert both.run("check").exit_code == 0

    # Nora's home moves and comes back: what is noted only grows.
    for folder, there in ((both.public, both.private), (both.private, both.public)):
        again = both.run("move-home", "new-berg", "--to", there, where=folder)
        assert again.exit_code == 0, again.output
    assert 'last_place: "1/1"\n' in issuer.read_text()
    assert issuer.read_text().count("last_place") == 1
    assert "last_place" not in both.run("move-home", "new-berg", "--to", both.private).output


def test_who_moves_signed_badges_there_hears_how_to_sign_from_now_on(both: Both, key: Path) -> None:
    sign(both, key, "--with", both.private)
    back = both.run("move-home", "ana-lopez", "--to", both.public, where=both.private)
    assert "signed file" not in back.output
    there = both.run("move-home", "ana-lopez", "--to", both.private)
    assert "1 signed file moved along" in there.output
