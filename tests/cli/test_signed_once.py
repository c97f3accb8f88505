"""Signing and verifying do what is new and nothing else; endorsements come and go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credfolio.badges.signing import sign_pending as signing
from credfolio.checking import signatures as verified

AWARDS = "portfolios/ana-lopez/awards"
FIRST = f"{AWARDS}/active-listening.yml"
SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
ENDORSED = "portfolios/ana-lopez/credentials/active-listening/mira-holt-2025-12-20.json"
ENDORSEMENT = """\
endorsements:
  - by: Mira Holt
    relation: Colleague
    text: She waits, and then the student goes on.
    on: 2025-12-20
    accepted: yes
"""


@pytest.fixture
def key_file(run, tmp_path: Path) -> Path:
    path = tmp_path / "safe" / "riverside.key"
    assert run("keys", "new", "riverside-usd", "--out", path).exit_code == 0
    return path


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Which documents are signed, and which are verified, by their ids; the work is done."""
    done: dict[str, list[str]] = {"signed": [], "verified": []}
    sign, verify = signing.sign_document, verified.verify_document

    def signs(document, *arguments):
        done["signed"].append(document["id"])
        return sign(document, *arguments)

    def verifies(document, *arguments):
        done["verified"].append(document["id"])
        return verify(document, *arguments)

    monkeypatch.setattr(signing, "sign_document", signs)
    monkeypatch.setattr(verified, "verify_document", verifies)
    return done


def test_after_one_new_award_one_is_signed_and_one_is_verified(run, project, key_file, work):
    run("sign", "--key-file", key_file)
    assert run("build", "-q").exit_code == 0
    assert len(work["signed"]) == len(work["verified"]) == 2  # the award and the status list
    second = (project / FIRST).read_text().replace("Ana López", "Tom Berg")
    second = second.replace("tom-berg", "Lee Osei")
    (project / "portfolios/tom-berg/awards/active-listening.yml").write_text(second)
    for done in work.values():
        done.clear()
    assert run("sign", "--key-file", key_file).exit_code == 0
    assert run("build", "-q").exit_code == 0
    at = "https://badges.example/credentials/portfolios/tom-berg/active-listening/"
    assert work == {"signed": [f"{at}credential.json"], "verified": [f"{at}credential.json"]}
    for done in work.values():
        done.clear()
    assert "Nothing to sign" in run("sign", "--key-file", key_file).output
    assert run("build", "-q").exit_code == 0
    assert work == {"signed": [], "verified": []}


def test_an_endorsement_is_signed_later_than_its_badge_and_published(run, project, key_file):
    run("sign", "--key-file", key_file)
    badge = (project / SIGNED).read_bytes()
    with (project / FIRST).open("a") as record:
        record.write(ENDORSEMENT)
    assert "1 endorsement waits" in run("sign", "--list").output
    assert "1 endorsement signed" in run("sign", "--key-file", key_file).output
    assert (project / SIGNED).read_bytes() == badge
    assert run("build", "-q").exit_code == 0
    at = project / "site/portfolios/ana-lopez/active-listening"
    published = at / "endorsements" / Path(ENDORSED).name
    assert published.read_bytes() == (project / ENDORSED).read_bytes()
    said = json.loads(published.read_text("utf-8"))
    assert said["credentialSubject"]["id"] == json.loads(badge)["id"]
    page = (at / "index.html").read_text("utf-8")
    assert "Endorsement by Mira Holt, recorded and signed by the issuer" in page


def test_what_nobody_stands_by_any_more_stops_the_build_until_its_file_is_gone(
    run, project, key_file
):
    before = (project / FIRST).read_text()
    (project / FIRST).write_text(before + ENDORSEMENT)
    run("sign", "--key-file", key_file)
    (project / FIRST).write_text(before)
    result = run("build", "-q")
    assert result.exit_code == 1
    assert "error[signed-endorsement]" in result.output
    (project / ENDORSED).unlink()
    assert run("build", "-q").exit_code == 0


def test_a_large_site_publishes_what_is_signed_and_nothing_made_of_it(run, project, key_file):
    run("sign", "--key-file", key_file)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "    badge_files: signed\n")
    assert run("build", "-q").exit_code == 0
    at = project / "site/portfolios/ana-lopez/active-listening"
    assert sorted(path.name for path in at.iterdir()) == ["credential.json", "index.html"]
    assert not (at.parent / "transcript.json").exists()
    page = (at / "index.html").read_text("utf-8")
    assert "credential.json" in page
    assert "badge.svg" not in page.partition("Proof")[2].partition("</dd>")[0]
    settings.write_text(settings.read_text().replace("signed", "some"))
    result = run("build", "-q")
    assert result.exit_code != 0
    assert "extra.credfolio.badge_files is 'some'\n  fix: write all or signed" in result.output
