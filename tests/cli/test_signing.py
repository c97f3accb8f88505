"""``credfolio keys``, ``sign``, ``revoke`` and ``reissue``, and what the build makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credfolio.badges.openbadges.status_list import decode_bits, set_indexes
from credfolio.badges.signing.keystore import SigningKey
from credfolio.proof import encode_public_key
from credfolio.proof.demonstration import DEMONSTRATION_PUBLIC

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
ISSUER = "catalog/riverside-usd/issuer.yml"
STATUS = "catalog/riverside-usd/status/1.json"
DID = "did:web:badges.example:credentials:issuers:riverside-usd"


@pytest.fixture
def key_file(run, tmp_path: Path) -> Path:
    """The private half of a key that riverside-usd publishes."""
    path = tmp_path / "safe" / "riverside.key"
    assert run("keys", "new", "riverside-usd", "--out", path).exit_code == 0
    return path


def revoked(project: Path) -> bool:
    document = json.loads((project / STATUS).read_text("utf-8"))
    return 0 in set_indexes(decode_bits(document["credentialSubject"]["encodedList"]))


# --- keys -------------------------------------------------------------------------------------


def test_a_new_key_is_published_and_its_private_half_is_the_owners_alone(run, project, key_file):
    secret = key_file.read_text()
    assert secret.startswith("z3u2")
    assert key_file.stat().st_mode & 0o777 == 0o600
    text = (project / ISSUER).read_text("utf-8")
    assert "  - id: key-2026\n    type: Multikey\n    public_key_multibase: z6Mk" in text
    assert secret.strip() not in text
    assert run("check").exit_code == 0


def test_notes_in_the_issuers_file_stay(run, project, tmp_path):
    before = (project / ISSUER).read_text("utf-8") + "# Ask Rosa before changing this.\n"
    (project / ISSUER).write_text(before, "utf-8")
    run("keys", "new", "riverside-usd", "--out", tmp_path / "a.key")
    assert (project / ISSUER).read_text("utf-8").startswith(before)


def test_a_private_key_never_goes_into_a_repository(run, project):
    (project / "keys").mkdir()
    result = run("keys", "new", "riverside-usd", "--out", project / "keys" / "a.key")
    assert result.exit_code == 2
    assert "must never be committed" in result.stderr
    assert not (project / "keys" / "a.key").exists()
    assert "keys:" not in (project / ISSUER).read_text("utf-8")


def test_a_key_file_is_not_written_over(run, key_file):
    before = key_file.read_text()
    result = run("keys", "new", "riverside-usd", "--out", key_file)
    assert (result.exit_code, key_file.read_text()) == (2, before)


def test_standard_output_holds_the_private_half_and_nothing_else(run):
    result = run("keys", "new", "riverside-usd", "--stdout")
    [line] = result.stdout.splitlines()
    assert line.startswith("z3u2")
    assert line not in result.stderr


def test_one_says_where_the_private_half_goes(run, project):
    result = run("keys", "new", "riverside-usd")
    assert result.exit_code == 2
    assert "say where the private half goes" in result.stderr
    assert "keys:" not in (project / ISSUER).read_text("utf-8")


def test_rotating_retires_the_old_key_and_keeps_it_published(run, project, key_file, tmp_path):
    run("keys", "rotate", "riverside-usd", "--out", tmp_path / "b.key")
    lines = run("keys", "list", "riverside-usd").stdout.splitlines()
    assert "key-2026 retired 2026-06-01" in lines[0]
    assert "key-2026-2 in use" in lines[1]
    assert run("sign", "--key-file", key_file).exit_code == 1
    assert run("sign", "--key-file", tmp_path / "b.key").exit_code == 0


def test_what_a_retired_key_signed_stays_valid(run, project, key_file):
    run("sign", "--key-file", key_file)
    run("keys", "retire", "riverside-usd", "key-2026")
    assert run("check").output.endswith("no findings\n")


# --- sign -------------------------------------------------------------------------------------


def test_signing_writes_the_credential_and_the_status_list_once(run, project, key_file):
    result = run("sign", "--key-file", key_file)
    assert result.stdout.splitlines() == [
        f"signed {SIGNED}",
        f"signed {STATUS}",
        "1 award, 1 status list signed",
    ]
    note = "Note: every badge names https://badges.example/credentials/, which is an example's."
    assert note in result.stderr.splitlines()
    document = json.loads((project / SIGNED).read_text("utf-8"))
    assert document["issuer"]["id"] == DID
    assert document["proof"][0]["verificationMethod"] == f"{DID}#key-2026"
    proof = json.loads((project / STATUS).read_text("utf-8"))["proof"]
    assert proof["verificationMethod"] == f"{DID}#key-2026"
    assert document["id"] == (
        "https://badges.example/credentials/portfolios/ana-lopez/active-listening/credential.json"
    )
    before = [(project / path).read_bytes() for path in (SIGNED, STATUS)]
    assert "Nothing to sign." in run("sign", "--key-file", key_file).stdout
    assert before == [(project / path).read_bytes() for path in (SIGNED, STATUS)]
    assert run("check").output.endswith("no findings\n")


def test_a_result_points_at_a_level_of_the_rubric(run, project, key_file):
    run("sign", "--key-file", key_file)
    subject = json.loads((project / SIGNED).read_text("utf-8"))["credentialSubject"]
    levels = {
        level["id"]: level
        for description in subject["achievement"]["resultDescription"]
        for level in description["rubricCriterionLevel"]
    }
    reached = [levels[result["achievedLevel"]] for result in subject["result"]]
    assert [level["name"] for level in reached] == ["Demonstrated", "Yes"]
    assert reached[0]["description"] == "You leave three seconds after every answer."


def test_the_key_may_come_from_the_environment_or_standard_input(
    run, project, key_file, monkeypatch
):
    monkeypatch.setenv("BADGE_KEY", key_file.read_text())
    assert run("sign", "--key-env", "BADGE_KEY").exit_code == 0
    (project / SIGNED).unlink()
    assert run("sign", "--key-stdin", answers=key_file.read_text()).exit_code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty or not set"),
        ("z6MkmrA4SbftJLmkCjXKCAzXfscGE9fadMDN7opuEEtrb2zT", "found a public Ed25519 key"),
        ("-----BEGIN PRIVATE KEY-----", "a private key begins with z"),
    ],
)
def test_what_is_no_private_key_is_refused_without_repeating_it(run, monkeypatch, text, words):
    monkeypatch.setenv("BADGE_KEY", text)
    result = run("sign", "--key-env", "BADGE_KEY")
    assert result.exit_code == 2
    assert words in result.stderr
    assert not text or text not in result.output


def test_a_key_that_no_issuer_publishes_signs_nothing(run, project, tmp_path):
    path = tmp_path / "stranger.key"
    path.write_text(SigningKey(bytes(range(32))).secret_text())
    path.chmod(0o600)
    result = run("sign", "--key-file", path)
    assert result.exit_code == 1
    assert "no issuer publishes it" in result.stderr
    assert not (project / SIGNED).exists()


def test_a_key_file_that_others_can_read_is_refused(run, key_file):
    key_file.chmod(0o644)
    assert "others on this machine can read" in run("sign", "--key-file", key_file).stderr


def test_nothing_is_signed_while_the_records_have_errors(run, project, key_file):
    (project / AWARD).write_text((project / AWARD).read_text("utf-8") + "grade: A\n", "utf-8")
    result = run("sign", "--key-file", key_file)
    assert result.exit_code == 1
    assert "unknown-key" in result.stdout
    assert not (project / SIGNED).exists()


def test_two_awards_of_an_issuer_have_two_places(run, project, key_file):
    run("sign", "--key-file", key_file)
    second = project / "portfolios/tom-berg/awards/active-listening.yml"
    text = (project / AWARD).read_text("utf-8")
    second.write_text(
        text.replace("Ana López", "Tom Berg").replace("tom-berg", "Lee Osei"), "utf-8"
    )
    assert run("sign", "--key-file", key_file).exit_code == 0
    signed = project / "portfolios/tom-berg/credentials/active-listening.json"
    assert json.loads(signed.read_text("utf-8"))["credentialStatus"]["statusListIndex"] == "1"


def test_what_a_leaked_key_signed_is_signed_again_under_the_same_ids(
    run, project, key_file, tmp_path
):
    run("sign", "--key-file", key_file)
    before = json.loads((project / SIGNED).read_text("utf-8"))
    run("keys", "rotate", "riverside-usd", "--out", tmp_path / "b.key")
    assert "Nothing to sign." in run("sign", "--key-file", tmp_path / "b.key").stdout
    result = run("sign", "--replace", "key-2026", "--key-file", tmp_path / "b.key")
    assert "1 award, 1 status list signed" in result.stdout
    after = json.loads((project / SIGNED).read_text("utf-8"))
    assert after["proof"][0]["verificationMethod"] == f"{DID}#key-2026-2"
    for document in (before, after):
        del document["proof"]
    assert after == before
    assert run("check").exit_code == 0


# --- the demonstration key --------------------------------------------------------------------


def test_a_demonstration_cannot_be_mistaken(run, project):
    assert run("sign", "--demonstration").exit_code == 0
    document = json.loads((project / SIGNED).read_text("utf-8"))
    assert document["issuer"]["id"] == f"did:key:{encode_public_key(DEMONSTRATION_PUBLIC)}"
    assert document["id"].startswith("https://credfolio-demonstration.invalid/")
    for named in (document, document["issuer"], document["credentialSubject"]["achievement"]):
        assert named["name"].startswith("TEST ")


def test_an_issuer_with_a_key_is_not_demonstrated(run, project, key_file):
    run("sign", "--demonstration")
    assert not (project / SIGNED).exists()


def test_nobody_may_publish_the_demonstration_key(run, project):
    text = (project / ISSUER).read_text("utf-8")
    key = encode_public_key(DEMONSTRATION_PUBLIC)
    item = f"keys:\n  - id: key-1\n    public_key_multibase: {key}\n    created: 2026-01-01\n"
    (project / ISSUER).write_text(text + item, "utf-8")
    assert "it is the demonstration key, which everybody has" in run("check").output


# --- revoke, reissue --------------------------------------------------------------------------


def test_revoking_writes_the_reason_and_sets_the_bit(run, project, key_file):
    run("sign", "--key-file", key_file)
    assert not revoked(project)
    credential = (project / SIGNED).read_bytes()
    arguments = ("revoke", "ana-lopez/active-listening", "--reason", "The wrong person: sorry.")
    assert run(*arguments, "--key-file", key_file).exit_code == 0
    text = (project / AWARD).read_text("utf-8")
    assert text.endswith(
        'status: revoked\nstatus_on: 2026-06-01\nstatus_reason: "The wrong person: sorry."\n'
    )
    assert revoked(project)
    assert (project / SIGNED).read_bytes() == credential
    assert run("check").exit_code == 0
    assert "revoked already" in run(*arguments).output


def test_without_a_key_the_next_signing_sets_the_bit(run, project, key_file):
    run("sign", "--key-file", key_file)
    run("revoke", "ana-lopez/active-listening", "--reason", "A mistake")
    assert not revoked(project)
    run("sign", "--key-file", key_file)
    assert revoked(project)


def test_a_changed_award_is_signed_again_only_when_asked(run, project, key_file):
    run("sign", "--key-file", key_file)
    before = json.loads((project / SIGNED).read_text("utf-8"))
    text = (
        (project / AWARD)
        .read_text("utf-8")
        .replace("name_as_awarded: Ana López", "name_as_awarded: Ana Vega")
    )
    (project / AWARD).write_text(text, "utf-8")
    assert "drifted-credential" in run("check").output
    assert run("sign", "--key-file", key_file).exit_code == 1
    assert run("reissue", "ana-lopez/active-listening", "--reason", "She married").exit_code == 0
    assert "again: the name of the educator changed" in run("sign", "--list").stdout
    assert run("sign", "--key-file", key_file).exit_code == 0
    after = json.loads((project / SIGNED).read_text("utf-8"))
    assert (after["id"], after["credentialStatus"]) == (before["id"], before["credentialStatus"])
    assert after["credentialSubject"]["identifier"][0]["identityHash"] == "Ana Vega"
    assert run("check").output.endswith("no findings\n")
    again = run("reissue", "ana-lopez/active-listening", "--reason", "Once more")
    assert "need not be issued again" in again.stderr


def test_an_unknown_award_is_named(run):
    assert run("revoke", "ana-lopez/juggling", "--reason", "x").exit_code == 2


# --- the site ---------------------------------------------------------------------------------


def test_the_site_publishes_what_is_signed_at_the_address_that_it_names(run, project, key_file):
    run("sign", "--key-file", key_file)
    assert run("build", "-q").exit_code == 0
    site = project / "site"
    at = site / "portfolios/ana-lopez/active-listening"
    assert (at / "credential.json").read_bytes() == (project / SIGNED).read_bytes()
    assert (site / "issuers/riverside-usd/status/1.json").read_bytes() == (
        project / STATUS
    ).read_bytes()
    did = json.loads((site / "issuers/riverside-usd/did.json").read_text("utf-8"))
    assert did["id"] == DID
    assert did["assertionMethod"] == [f"{DID}#key-2026"]
    page = (at / "index.html").read_text("utf-8")
    assert "Signed by Riverside Unified School District on" in page
    assert "verifierplus.org/#verify?vc=https%3A%2F%2Fbadges.example" in page
    assert '"@type":"EducationalOccupationalCredential"' in page
    badge = (at / "badge.svg").read_text("utf-8")
    assert "<openbadges:credential><![CDATA[{" in badge
    transcript = json.loads((site / "portfolios/ana-lopez/transcript.json").read_text("utf-8"))
    assert transcript["type"] == ["VerifiablePresentation"]  # no credential without a proof
    [inside] = transcript["verifiableCredential"]
    assert inside == json.loads((project / SIGNED).read_text("utf-8"))


def test_a_pending_award_has_no_credential_file_and_says_so(run, project):
    assert run("build", "-q").exit_code == 0
    at = project / "site/portfolios/ana-lopez/active-listening"
    assert sorted(path.name for path in at.iterdir()) == ["index.html", "oembed.json"]
    assert "waits for its signature" in (at / "index.html").read_text("utf-8")


def test_a_revoked_award_becomes_a_stub_in_open_badges_2(run, project, key_file):
    run("sign", "--key-file", key_file)
    run("revoke", "ana-lopez/active-listening", "--reason", "A mistake", "--key-file", key_file)
    run("build", "-q")
    at = project / "site/portfolios/ana-lopez/active-listening/assertion.json"
    assert json.loads(at.read_text("utf-8")) == {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://badges.example/credentials/portfolios/ana-lopez/active-listening/assertion.json",
        "revoked": True,
        "revocationReason": "A mistake",
    }


def test_a_file_that_does_not_verify_stops_the_build(run, project, key_file):
    run("sign", "--key-file", key_file)
    run("build", "-q")
    data = (project / SIGNED).read_bytes()
    (project / SIGNED).write_bytes(data.replace(b"Riverside Unified", b"Riverside United!"))
    result = run("build", "-q")
    assert result.exit_code == 1
    assert "error[bad-signature]" in result.output
    (project / SIGNED).write_bytes(data)
    assert run("build", "-q").exit_code == 0
