"""What passed in private becomes an award in public: with consent, once, and nothing else of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.checking.check import check_project
from credfolio.checking.proposal import check_proposal
from credfolio.cli import main
from credfolio.proof.digests import digest_of_text
from pairs import TwoRepositories, make_pair, make_toms
from proposals import TODAY, commit, git, lay
from sealed import PACKAGE

PERSON = "office/people/p-ana1.yml"
AWARD = "portfolios/tom-berg/awards/active-listening.yml"
SUBMISSION = "submissions/2026/k7qm3-xw9t2"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    """A pair in which the submission is Tom's, whose home is public; others read it."""
    made = make_pair(tmp_path)
    make_toms(made)
    return made


def publish(pair: TwoRepositories, *options: str) -> Result:
    arguments = ["--project", pair.private, "publish", "--to", pair.public]
    arguments += ["--today", TODAY.isoformat(), *options]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def test_an_award_says_what_was_earned_and_nothing_of_who_read_it(pair: TwoRepositories) -> None:
    done = publish(pair, "--write")
    assert done.exit_code == 0, done.output
    text = (pair.public / AWARD).read_text()
    assert "judged:\n  assessors: 2\n  basis: agreed\n  records: " in text
    assert git(pair.private, "rev-parse", "HEAD") in text
    for word in ("p-max1", "p-lee1", "attempt", "comment", "k7qm3"):
        assert word not in text
    known = (pair.public / "catalog/records.yml").read_text()
    assert 'riverside-usd/active-listening:\n    - "1.1"\n' in known
    assert "p-ana1" not in known


def test_an_award_says_what_the_decision_rests_on_and_how_its_educator_was_known(
    pair: TwoRepositories,
) -> None:
    digest = digest_of_text("sealed")
    sealed = f"sealed: {{id: {PACKAGE}, digest: {digest}, bytes: 9, identity: form-sign-in}}\n"
    # The definition's evidence of part 1 is a recording.
    evidence = "evidence:\n  - {part: 1, item: recording}\n"
    before = (pair.private / SUBMISSION / "submission.yml").read_text()
    talk = "events:\n  - {what: talked, on: 2026-03-01, by: p-ana1, minutes: 10, confirms: "
    lay(pair.private, {f"{SUBMISSION}/submission.yml": before + sealed + evidence})
    told = {}
    for confirms in ("no", "yes"):
        lay(pair.private, {f"{SUBMISSION}/events.yml": f"{talk}{confirms}}}\n"})
        commit(pair.private, confirms)
        assert publish(pair, "--write").exit_code == 0
        told[confirms] = (pair.public / AWARD).read_text()
        (pair.public / AWARD).unlink()
    said = "  verified_by:\n    - documents\n    - recording\n"
    assert f"{said}  identity: form-sign-in\n" in told["no"]
    assert f"{said}    - conversation\n  identity: form-sign-in\n" in told["yes"]


def test_a_publisher_may_propose_it_and_nobody_else(pair: TwoRepositories) -> None:
    base = git(pair.public, "rev-parse", "HEAD")
    publish(pair, "--write")
    proposed = check_proposal(pair.public, TODAY, base, "publisher", 1)
    assert [one for one in proposed.checked.findings if one.is_error] == []
    stranger = check_proposal(pair.public, TODAY, base, "rosa-d", 1)
    assert AWARD in {one.path for one in stranger.checked.findings if one.is_error}


def test_both_together_and_the_public_one_alone_are_clean_afterwards(
    pair: TwoRepositories,
) -> None:
    publish(pair, "--write")
    pinned = commit(pair.public, "Published")
    pair.settle(pinned)
    assert [one for one in pair.check().findings if one.is_error] == []
    alone = check_project(pair.public, TODAY, 1).findings
    assert [one for one in alone if one.is_error] == []
    commit(pair.private, "Settled")
    again = publish(pair, "--write")
    assert "0 new awards, 1 there already" in again.output


def test_nothing_is_published_without_consent_or_without_being_asked(
    pair: TwoRepositories,
) -> None:
    assert "1 new award, 0 there already" in publish(pair).output
    assert not (pair.public / AWARD).exists()
    pair.commit_private({PERSON: "name: Tom Berg\neducator: tom-berg\n"})
    done = publish(pair, "--write")
    assert "k7qm3-xw9t2: the person has not agreed" in done.output
    assert not (pair.public / AWARD).exists()


def test_an_id_of_the_private_repository_is_never_published_for_an_approver(
    pair: TwoRepositories,
) -> None:
    decision = (pair.private / SUBMISSION / "decision.yml").read_text()
    approver = decision.partition("approved_by: ")[2].partition("\n")[0]
    path = f"office/people/{approver}.yml"
    before = (pair.private / path).read_text()
    pair.commit_private({path: "name: Somebody Else\n"})
    done = publish(pair, "--write", "--json")
    left = next(one for one in json.loads(done.stdout)["lines"] if one["is_problem"])
    assert left["about"] == SUBMISSION.rpartition("/")[2]
    assert f"has no account in {path}, and no entry of `approvers` in catalog/" in left["says"]
    assert left["says"].endswith("write the account, or have the entry added")
    assert not (pair.public / AWARD).exists()
    for file in (pair.public / "catalog").rglob("*.yml"):
        assert approver not in file.read_text(), file
    pair.commit_private({path: before})
    assert publish(pair, "--write").exit_code == 0
    assert (pair.public / AWARD).is_file()


def test_the_text_of_the_version_is_kept_with_its_first_award(pair: TwoRepositories) -> None:
    kept = "catalog/riverside-usd/versions/active-listening/1.1.yml"
    text = (pair.public / "catalog/riverside-usd/active-listening.yml").read_text()
    assert f"  + {kept}\n" in publish(pair).output
    assert not (pair.public / kept).exists()
    publish(pair, "--write")
    assert (pair.public / kept).read_text() == text
    assert f"digest: {digest_of_text(text)}\n" in (pair.public / AWARD).read_text()


def test_an_award_is_of_the_text_that_is_kept_where_the_definition_says_more_by_now(
    pair: TwoRepositories,
) -> None:
    definition = "catalog/riverside-usd/active-listening.yml"
    kept = "catalog/riverside-usd/versions/active-listening/1.1.yml"
    text = (pair.public / definition).read_text()
    pair.commit_public({kept: text})
    pair.commit_public({definition: text.replace("think further", "think still further")})
    publish(pair, "--write")
    assert (pair.public / kept).read_text() == text
    assert f"digest: {digest_of_text(text)}\n" in (pair.public / AWARD).read_text()


def test_nothing_is_said_to_be_written_where_writing_fails(
    pair: TwoRepositories, tmp_path: Path
) -> None:
    awards = (pair.public / AWARD).parent
    shutil.rmtree(awards)
    awards.symlink_to(tmp_path, target_is_directory=True)
    done = publish(pair, "--write", "--json")
    assert done.exit_code != 0
    assert done.stdout == ""


def test_records_with_errors_are_not_published_and_that_is_what_is_said(
    pair: TwoRepositories,
) -> None:
    pair.commit_private({f"{SUBMISSION}/events.yml": "events: no\n"})
    assert "so nothing is published: " in publish(pair).output


def test_the_check_says_of_a_published_award_that_its_text_is_not_kept(
    pair: TwoRepositories,
) -> None:
    publish(pair, "--write")
    (pair.public / "catalog/riverside-usd/versions/active-listening/1.1.yml").unlink()
    award = (pair.public / AWARD).read_text()
    without = "".join(line for line in award.splitlines(True) if not line.startswith("digest: "))
    (pair.public / AWARD).write_text(without)
    [found] = [
        one
        for one in check_project(pair.public, TODAY, 1).findings
        if one.rule == "version-not-kept"
    ]
    assert "was awarded once by `credfolio publish`" in found.message
    assert "`credfolio versions keep --write`" in found.fix


def test_what_was_judged_by_a_text_that_is_gone_is_left_out(pair: TwoRepositories) -> None:
    definition = pair.public / "catalog/riverside-usd/active-listening.yml"
    text = definition.read_text()
    definition.write_text(text.replace('version: "1.1"', 'version: "1.2"', 1))
    assert definition.read_text() != text
    done = publish(pair, "--write")
    assert "k7qm3-xw9t2: the text of version 1.1 is not kept" in done.output
    assert not (pair.public / AWARD).exists()


def test_a_number_that_did_not_pass_is_said(pair: TwoRepositories) -> None:
    assert "aaaaa-bbbbb: no such submission passed" in publish(pair, "aaaaa-bbbbb").output


def test_without_a_clone_the_new_files_are_made_from_the_zip_of_the_commit(
    pair: TwoRepositories, tmp_path: Path
) -> None:
    pair.commit_public({"docs/index.md": "# Home\n"})
    pair.settle()
    own = commit(pair.private, "Settled")
    git(pair.public, "archive", "--format=zip", "--prefix=c/", "-o", "../public.zip", "HEAD")
    out = tmp_path / "out"
    out.mkdir()
    words = ["--project", pair.private, "publish", "--to", out, "--with", tmp_path / "public.zip"]
    words += ["--today", TODAY.isoformat(), "--write"]

    def run(*more: str) -> Result:
        return CliRunner().invoke(main, [str(one) for one in (*words, *more)])

    assert "is no commit" in run("--commit", "main").output
    assert "not at aaaaaaaaaaaa" in run("--commit", "a" * 40).output
    assert list(out.iterdir()) == []
    assert run("--commit", own, "--json").exit_code == 0
    made = {one.relative_to(out).as_posix() for one in out.rglob("*.yml")}
    kept = "catalog/riverside-usd/versions/active-listening/1.1.yml"
    assert made == {AWARD, kept, "catalog/records.yml"}
    assert f"records: {own}\n" in (out / AWARD).read_text()
    # What is in the commit is there already.
    pair.commit_public({one: (out / one).read_text() for one in made})
    pair.settle()
    commit(pair.private, "Settled")
    git(pair.public, "archive", "--format=zip", "--prefix=c/", "-o", "../public.zip", "HEAD")
    said = run().output
    assert "0 new awards, 1 there already, 0 left out\nThere is nothing to write\n" in said


def test_an_award_names_a_commit_that_holds_what_it_rests_on(pair: TwoRepositories) -> None:
    decision = f"{SUBMISSION}/decision.yml"
    text = (pair.private / decision).read_text()
    new = f"{SUBMISSION}/events.yml"
    event = "events:\n  - {what: talked, on: 2026-03-01, by: p-ana1, minutes: 10, confirms: yes}\n"
    for path, changed in ((decision, f"{text}# Confirmed.\n"), (new, event)):
        lay(pair.private, {path: changed})
        for words in ((), ("--write",), ("--commit", git(pair.private, "rev-parse", "HEAD"))):
            done = publish(pair, *words)
            assert done.exit_code == 2, done.output
            assert f'"{path}" of the records are not committed' in done.output
            assert "fix: commit and push" in done.output
        commit(pair.private, "Now it is there")
    assert not (pair.public / AWARD).exists()
    own = git(pair.private, "rev-parse", "HEAD")
    assert publish(pair, "--write").exit_code == 0
    assert f"records: {own}\n" in (pair.public / AWARD).read_text()
    assert own in (pair.public / "catalog/records.yml").read_text()


def test_the_dry_run_names_each_file_that_is_written(pair: TwoRepositories) -> None:
    def data(*words: str) -> dict[str, object]:
        return json.loads(publish(pair, "--json", *words).stdout)

    known = "catalog/records.yml"
    # No award may be published yet, and what the public may know is new all the same.
    person = (pair.private / PERSON).read_text()
    pair.commit_private({PERSON: "name: Tom Berg\neducator: tom-berg\n"})
    assert data()["changes"] == [known]
    assert f"  + {known}\n" in publish(pair).output
    done = publish(pair, "--write").output
    assert done.endswith(f"Wrote {known}; propose it as a publisher\n")
    pair.commit_private({PERSON: person})
    before = {one: one.read_bytes() for one in pair.public.rglob("*.yml")}
    named = data()["changes"]
    assert isinstance(named, list)
    done = publish(pair, "--write").output
    assert done.endswith(f"Wrote 1 award, 1 text and {known}; propose it as a publisher\n")
    now = {one: one.read_bytes() for one in pair.public.rglob("*.yml")}
    written = [one for one in sorted(now) if now[one] != before.get(one)]
    assert [one.relative_to(pair.public).as_posix() for one in written] == named
    assert data()["changes"] == []
    assert publish(pair, "--write").output.endswith("There is nothing to write\n")
