"""``credfolio verify``: what it takes, what it prints, how it ends."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import badge_site
from badge_site import BASE
from code_pictures import code_picture
from credfolio.badges.resolver import NetworkResolver

NOW = ("--now", "2026-06-01")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "built"
    badge_site.write_site(folder)
    return folder


def badge_file(site: Path, name: str) -> Path:
    return site / "portfolios" / "robin" / name / "credential.json"


def test_a_badge_in_force_ends_in_0_and_says_why(run, site):
    result = run("verify", badge_file(site, "active-listening"), "--site", site, *NOW)
    assert result.exit_code == 0
    assert result.output.startswith("Verified: signed by the issuer it names, unchanged")
    for name in ("format", "signature", "issuer", "status", "dates", "subject"):
        assert f"\n  {name:10} yes " in result.output
    assert f"taken as what is published at {BASE}." in result.output


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("revoked", "Genuine, but the issuer has revoked it."),
        ("expired", "Genuine, but it has expired: it was in force only until an earlier date."),
        ("unknown-issuer", "Unchanged since it was signed, but who signed it is not known."),
    ],
)
def test_a_badge_that_is_not_in_force_ends_in_1(run, site, name, summary):
    result = run("verify", badge_file(site, name), "--site", site, *NOW)
    assert result.exit_code == 1
    assert result.output.startswith(summary)
    assert "Verified" not in result.output


def test_without_a_place_to_look_it_ends_in_1_and_asks_for_one(run, site):
    result = run("verify", badge_file(site, "active-listening"), *NOW)
    assert result.exit_code == 1
    assert result.output.startswith(
        "Cannot tell: what the issuer publishes could not be looked up."
    )
    assert "name a built site with --site, or say --online" in result.output


def test_json_holds_every_step(run, site):
    result = run("verify", badge_file(site, "revoked"), "--site", site, "--json", *NOW)
    data = json.loads(result.output)
    assert (data["schema_version"], data["now"]) == (2, "2026-06-01T12:00:00Z")
    report = data["reports"][0]
    assert (report["verdict"], report["reason"]) == ("ended", "revoked")
    assert [step["outcome"] for step in report["steps"]] == ["pass"] * 3 + ["fail", *["pass"] * 2]


def test_a_built_site_is_verified_badge_by_badge(run, site):
    result = run("verify", site, *NOW)
    assert result.exit_code == 1
    assert result.output.endswith("looked at 7 badges: 2 ended, 1 unknown, 4 verified\n")


def test_an_address_of_the_site_is_read_from_its_folder(run, site):
    address = f"{BASE}portfolios/robin/active-listening/credential.json"
    assert run("verify", address, "--site", site, *NOW).exit_code == 0


def test_the_badge_next_to_a_page_with_a_byte_order_mark_is_read(run, site):
    folder = "portfolios/robin/active-listening"
    (site / folder / "index.html").write_bytes(b"\xef\xbb\xbf<!doctype html><title>x</title>")
    assert run("verify", f"{BASE}{folder}/", "--site", site, *NOW).exit_code == 0


def test_an_address_is_not_asked_for_without_leave(run):
    result = run("verify", "https://badges.example/x.json")
    assert result.exit_code == 2
    assert "add --online" in result.output


def test_an_address_that_the_site_does_not_have_ends_in_3(run, site):
    result = run("verify", f"{BASE}nothing.json", "--site", site)
    assert result.exit_code == 3
    assert "the site has no file there" in result.output


def test_a_known_issuer_can_be_named(run, site):
    did = badge_site.badges()["unknown-issuer"]["issuer"]["id"]
    badge = badge_file(site, "unknown-issuer")
    assert run("verify", badge, "--site", site, "--issuer", did, *NOW).exit_code == 0


@pytest.mark.parametrize("what", ["nowhere.json", "docs"])
def test_nothing_to_verify_ends_in_2(run, what):
    assert run("verify", what).exit_code == 2


def test_a_folder_that_is_no_site_ends_in_2(run, site, tmp_path):
    result = run("verify", badge_file(site, "revoked"), "--site", tmp_path)
    assert result.exit_code == 2
    assert "is no built site" in result.output


def test_a_badge_can_come_on_standard_input(run, site):
    text = badge_file(site, "active-listening").read_text()
    assert run("verify", "-", "--site", site, *NOW, answers=text).exit_code == 0


def test_the_address_of_a_site_gives_a_line_for_each_badge(run, site):
    sitemap = f"<urlset><url><loc>{BASE}portfolios/robin/</loc></url></urlset>"
    (site / "sitemap.xml").write_text(sitemap)
    badges = badge_site.badges()
    listed = [badges["active-listening"], badges["revoked"]]
    presentation = {"type": "VerifiablePresentation", "verifiableCredential": listed}
    (site / "portfolios" / "robin" / "transcript.json").write_text(json.dumps(presentation))
    result = run("verify", BASE, "--site", site, *NOW)
    assert result.exit_code == 1
    assert "The portfolios that the site lists have 2 badges." in result.output
    rows = result.output.partition("badges in it:\n")[2].splitlines()
    assert rows[0].endswith(": Verified: signed by the issuer it names, unchanged, and in force "
                            "on this date.")  # fmt: skip
    assert rows[1].endswith(
        ": Genuine, but the issuer has revoked it. Do not accept it. Ask the issuer for the reason."
    )


def test_the_holders_address_is_compared_and_not_said(run, site):
    code = {"type": "IdentityObject", "hashed": True, "identityType": "emailAddress"}
    digest = hashlib.sha256(b"robin@school.examplesalt").hexdigest()
    subject = badge_site.credential("x")["credentialSubject"]
    subject["identifier"] = [{**code, "salt": "salt", "identityHash": f"sha256${digest}"}]
    file = site / "badge.json"
    file.write_text(json.dumps(badge_site.signed(badge_site.credential(
        "x", credentialSubject=subject))))  # fmt: skip
    for address, ends in (("robin@school.example", 0), ("tom@school.example", 1)):
        result = run("verify", file, "--site", site, "--recipient", address, *NOW)
        assert result.exit_code == ends
        assert address not in result.output
    assert result.output.startswith("Not made out to the address that you gave.")


def test_the_address_in_a_code_is_shown_and_not_opened_with_online_neither(
    run, tmp_path, monkeypatch
):
    monkeypatch.setattr(NetworkResolver, "fetch", lambda *_: pytest.fail("it was opened"))
    address = f"{BASE}portfolios/robin/active-listening/credential.json"
    file = tmp_path / "certificate.jpg"
    file.write_bytes(code_picture(address, "jpeg"))
    for options in ((), ("--online",)):
        result = run("verify", file, *options, *NOW)
        assert result.exit_code == 1
        headline, advice, code, empty = result.output.splitlines()[:4]
        assert headline.startswith("No badge was found in this file.")
        assert advice == "Ask for the badge's file or its address."
        assert code.endswith(f"Look at its address, then run: credfolio verify --online {address}")
        assert empty == ""
    report = json.loads(run("verify", file, "--json", *NOW).output)["reports"][0]
    assert report["picture_code"] == {"address": address, "words": code}
