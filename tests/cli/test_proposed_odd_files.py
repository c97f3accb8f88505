"""`credfolio answer --propose` where a file is not what a page has, or two facts are one."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_proposed_answers import ANA, NUMBER, RECORD, SURE, TOM, ask, changed, propose, texts
from test_proposed_answers import pair as pair

from pairs import AGREED, TwoRepositories

PERSON = "office/people/p-ana1.yml"


def refused(pair: TwoRepositories, *words: str) -> str:
    """What is said where nothing is changed."""
    before = texts(pair.private) | texts(pair.public)
    done = propose(pair, *words, "--write")
    assert done.exit_code == 1, done.output
    assert before == texts(pair.private) | texts(pair.public)
    return done.output


@pytest.mark.parametrize("what", ["hide", "correct"])
def test_a_profile_that_is_no_text_is_said_with_its_line(pair: TwoRepositories, what: str) -> None:
    profile = pair.public / TOM / "profile.yml"
    line = profile.read_bytes().count(b"\n") + 1
    profile.write_bytes(profile.read_bytes() + "# Jos\xe9\n".encode("latin-1"))
    ask(pair, what, TOM, "Headline: Coach")
    said = refused(pair)
    assert f"{TOM}profile.yml cannot be read, line {line}:" in said
    assert "UTF-8" in said


def test_a_person_whose_file_is_no_text_is_said(pair: TwoRepositories) -> None:
    person = pair.private / PERSON
    person.write_bytes(person.read_bytes() + AGREED.encode() + b"# \xe9\n")
    ask(pair, "consent-ends", ANA)
    done = propose(pair, *SURE, "--write")
    assert done.exit_code != 0
    assert (pair.private / ANA / "profile.yml").is_file()


def test_a_record_that_is_no_text_is_never_written_back(pair: TwoRepositories) -> None:
    issuer = pair.public / "catalog/riverside-usd/issuer.yml"
    before = issuer.read_bytes() + b"# Jos\xe9, tom-berg\n"
    issuer.write_bytes(before)
    ask(pair, "not-me", TOM)
    done = propose(pair, *SURE, "--write")
    assert "by hand: catalog/riverside-usd/issuer.yml names tom-berg" in done.output
    assert issuer.read_bytes() == before


def test_a_home_with_a_large_file_goes_whole(pair: TwoRepositories) -> None:
    large = pair.public / TOM / "talk.bin"
    large.write_bytes(b"\x00" * 50_000_000)
    ask(pair, "not-me", TOM)
    done = propose(pair, *SURE, "--write")
    assert done.exit_code == 0, done.output
    assert [one.name for one in (pair.public / TOM).iterdir()] == ["tombstone.yml"]


@pytest.mark.parametrize("to", ["profile.yml", "awards", "nowhere"])
def test_a_link_in_a_home_is_said_and_not_left_beside_the_tombstone(
    pair: TwoRepositories, to: str
) -> None:
    link = pair.public / TOM / "old"
    link.symlink_to(to)
    ask(pair, "not-me", TOM)
    said = refused(pair, *SURE)
    assert f"{TOM}old is a link, and would stay next to the tombstone" in said
    link.unlink()
    assert propose(pair, *SURE, "--write").exit_code == 0


def test_a_request_is_not_done_while_another_record_names_the_person(
    pair: TwoRepositories,
) -> None:
    """Her home is in the private repository, and a list of the public one names her."""
    path = "catalog/riverside-usd/issuer.yml"
    listed = (pair.public / path).read_text()
    own = "assessors:\n  - {educator: ana-lopez, trained_on: 2025-01-05}\n"
    pair.commit_public({path: listed.replace("assessors:\n", own)})
    pair.settle()
    person = pair.private / PERSON
    person.write_text(person.read_text() + AGREED)
    ask(pair, "consent-ends", ANA)
    said = refused(pair, *SURE)
    assert f"first, by hand: {path} names ana-lopez; write “Former assessor 1”" in said
    assert "run `credfolio pin`, and propose this again" in said
    assert "answered" not in (pair.private / RECORD).read_text()

    pair.commit_public({path: listed})
    pair.settle()
    assert f"{ANA}tombstone.yml" in changed(pair, *SURE)[0]
    assert "outcome: done\n" in (pair.private / RECORD).read_text()


def test_a_field_that_is_given_twice_is_refused(pair: TwoRepositories) -> None:
    ask(pair, "correct", TOM)
    two = ("--set", "headline", "One", "--set", "headline", "Two")
    done = propose(pair, *two)
    assert (done.exit_code, "--set gives headline more than once" in done.output) == (2, True)
    assert NUMBER not in done.stdout


def test_line_ends_stay_as_they_are(pair: TwoRepositories) -> None:
    profile: Path = pair.private / ANA / "profile.yml"
    before = profile.read_text()
    profile.write_bytes(before.replace("\n", "\r\n").encode())
    ask(pair, "correct", ANA, "Headline: Coach")
    assert changed(pair)[0] == {f"{ANA}profile.yml"}
    after = profile.read_bytes()
    assert after.count(b"\r\n") == after.count(b"\n")
    assert b"headline: Coach\r\n" in after
    ask(pair, "hide", ANA)
    changed(pair)
    after = profile.read_bytes()
    assert b"visibility: private\r\n" in after
    assert after.count(b"\r\n") == after.count(b"\n")
