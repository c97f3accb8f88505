"""What a run would sign is said first, and an error elsewhere in the records stops nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
OTHER = "portfolios/tom-berg/credentials/mentoring.json"
OTHER_AWARD = "portfolios/tom-berg/awards/mentoring.yml"
ISSUER = "catalog/riverside-usd/issuer.yml"
STATUS = "catalog/riverside-usd/status/1.json"
METHOD = "did:web:badges.example:credentials:issuers:riverside-usd#key-2026"
REVOKED = "status: revoked\nstatus_on: 2026-05-20\nstatus_reason: Issued in error.\n"


@pytest.fixture
def key_file(run, tmp_path: Path) -> Path:
    path = tmp_path / "safe" / "riverside.key"
    assert run("keys", "new", "riverside-usd", "--out", path).exit_code == 0
    return path


def add(project: Path, path: str, text: str) -> None:
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")


# --- the plan ---------------------------------------------------------------------------------


def test_a_plan_says_who_signs_what_with_which_key_and_signs_nothing(run, project, key_file):
    plan = [
        f"riverside-usd signs 1 award, 1 status list with {METHOD}",
        f"  {SIGNED}: new, place 0 in status list 1",
        f"  {STATUS}: new",
        "Nothing was signed.",
    ]
    for key in (("--key-file", key_file), ()):  # who reviews a plan need not have the key
        result = run("sign", "--dry-run", *key)
        assert result.exit_code == 0
        assert result.stdout.splitlines() == plan
    assert not (project / SIGNED).exists()
    assert not (project / STATUS).exists()


def test_signing_says_the_plan_before_it_signs(run, key_file):
    note = "Note: every badge names https://badges.example/credentials/, which is an example's."
    result = run("sign", "--key-file", key_file)
    assert result.stderr.splitlines() == [
        note,
        f"riverside-usd signs 1 award, 1 status list with {METHOD}",
    ]
    assert run("sign", "--key-file", key_file).stderr.splitlines() == [note]


def test_a_plan_names_the_places_that_are_marked(run, project, key_file):
    run("sign", "--key-file", key_file)
    add(project, AWARD, REVOKED)
    assert f"  {STATUS}: again, marks 0\n" in run("sign", "--dry-run").stdout


def test_a_plan_of_tokens_names_each_file(run, project, key_file, tmp_path):
    run("sign", "--key-file", key_file)
    tokens = tmp_path / "safe" / "tokens.key"
    run("keys", "new", "riverside-usd", "--curve", "p256", "--out", tokens)
    result = run("sign", "--jwt", "--dry-run", "--key-file", tokens)
    at = SIGNED.replace(".json", ".jwt")
    assert f"riverside-usd signs {at} with {METHOD}-p256\nNothing was signed." in result.stdout
    assert not (project / at).exists()


# --- errors elsewhere -------------------------------------------------------------------------

ELSEWHERE = {
    "an unknown key in another issuer's award": (OTHER_AWARD, "grade: A\n"),
    "an award of nobody that is no record": ("portfolios/tom-berg/awards/x.yml", "\x00\n"),
    "another issuer's issuer.yml": ("catalog/hillcrest-university/issuer.yml", "zzz: 1\n"),
    "another issuer's definition": ("catalog/hillcrest-university/mentoring.yml", "zzz: 1\n"),
    "synonyms": ("catalog/synonyms.yml", "zzz: 1\n"),
    "a framework that nothing refers to": ("catalog/frameworks/zzz.yml", "zzz: 1\n"),
    "a portfolio without awards of the issuer": ("portfolios/tom-berg/profile.yml", "zzz: 1\n"),
    "a tombstone without a place of the issuer": ("portfolios/gone/tombstone.yml", "zzz: 1\n"),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_error_that_the_issuers_badges_are_not_made_from_stops_nothing(
    run, project, key_file, name
):
    add(project, *ELSEWHERE[name])
    assert run("check").exit_code == 1
    result = run("sign", "--issuer", "riverside-usd", "--key-file", key_file)
    assert result.exit_code == 0, result.output
    assert "errors elsewhere in the records; `credfolio check` shows them" in result.stderr
    assert (project / SIGNED).exists()


def test_one_issuers_error_does_not_stop_a_key_of_another(run, project, key_file):
    """The job gives no --issuer: whose key it is says whose records count."""
    add(project, *ELSEWHERE["an unknown key in another issuer's award"])
    assert run("sign", "--key-file", key_file).exit_code == 0


NEEDED = {
    "the award": (AWARD, "grade: A\n"),
    "the award, which cannot be read at all": (AWARD, "\x00"),
    "the definition": ("catalog/riverside-usd/active-listening.yml", "zzz: 1\n"),
    "the issuer": (ISSUER, "zzz: 1\n"),
    "the earner": ("portfolios/ana-lopez/profile.yml", "zzz: 1\n"),
    "a tombstone with a place of the issuer": (
        "portfolios/gone/tombstone.yml",
        "zzz: 1\nkept_places: [riverside-usd/1/0]\n",
    ),
}


@pytest.mark.parametrize("name", NEEDED)
def test_an_error_in_what_a_badge_is_made_from_stops_its_issuer(run, project, key_file, name):
    add(project, *NEEDED[name])
    result = run("sign", "--issuer", "riverside-usd", "--key-file", key_file)
    assert result.exit_code == 1
    assert f"{NEEDED[name][0]}:" in result.stdout, result.output
    assert "nothing is signed while the records that it is made from have errors" in result.stderr
    assert not (project / SIGNED).exists()


def test_a_mark_stays_while_its_award_cannot_be_read(run, project, key_file):
    """The other issuer's list is not signed again without the award's mark."""
    other = project.parent / "safe" / "hillcrest.key"
    run("keys", "new", "hillcrest-university", "--out", other)
    add(project, OTHER_AWARD, REVOKED)
    assert run("sign", "--key-file", other).exit_code == 0
    before = (project / "catalog/hillcrest-university/status/1.json").read_bytes()
    add(project, OTHER_AWARD, "grade: A\n")
    assert "status/1.json" not in run("sign", "--dry-run").stdout.partition("hillcrest")[2]
    assert (project / "catalog/hillcrest-university/status/1.json").read_bytes() == before


def test_a_badge_without_its_list_gets_one(run, project, key_file):
    run("sign", "--key-file", key_file)
    (project / STATUS).unlink()
    assert "error[status-place]" in run("check").output
    result = run("sign", "--key-file", key_file)
    assert (result.exit_code, result.stdout) == (
        0,
        f"signed {STATUS}\n1 status list signed\n",
    )
    assert run("check").exit_code == 0


def test_a_tombstone_does_not_revoke_a_badge_that_is_still_there(run, project, key_file):
    run("sign", "--key-file", key_file)
    stone = project / "portfolios/gone/tombstone.yml"
    stone.parent.mkdir()
    for key in ("revoked_places", "kept_places"):
        stone.write_text(f"taken_down_on: 2026-05-30\n{key}: [riverside-usd/1/0]\n", "utf-8")
        assert "error[status-place]" in run("check").output
    stone.write_text("taken_down_on: 2026-05-30\nkept_places: [riverside-usd/1/7]\n", "utf-8")
    assert "status-place" not in run("check").output
