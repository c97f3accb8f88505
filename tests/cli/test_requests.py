"""A request of somebody without an account: in by a file, due on a day, answered by a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credfolio.cli import main
from credfolio.records.reckoned.submission_number import number_of
from pairs import TwoRepositories, make_pair
from proposals import TODAY, lay

HOME = "portfolios/ana-lopez/"
REQUEST = {
    "credfolio_request": 1,
    "id": "5f0c7a52-8c1e-4a5b-9d1f-2f2f0f6f7a11",
    "issuer": "riverside-usd",
    "what": "hide",
    "about": HOME,
    "text": "I moved: away.\nPlease hide it.",
    "name": "Ana López",
    "address": "ana@d.example",
    "made_at": "2026-06-01T08:00:00Z",
}


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    made = make_pair(tmp_path)
    (tmp_path / "in-tray").mkdir()
    return made


def tray(pair: TwoRepositories) -> Path:
    return pair.work.with_name("in-tray")


def put(pair: TwoRepositories, **changes: object) -> str:
    """Lay a request into the tray; its number."""
    data = json.dumps({**REQUEST, **changes}).encode()
    (tray(pair) / "from-a-mail.json").write_bytes(data)
    return number_of(data)


def run(pair: TwoRepositories, command: str, *words: object) -> Result:
    arguments = ["--project", pair.private, command, *words, "--with", pair.public]
    done = CliRunner().invoke(main, [str(one) for one in [*arguments, "--today", TODAY]])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def test_a_request_becomes_a_record_with_a_clock_and_an_answer_ends_it(
    pair: TwoRepositories,
) -> None:
    number = put(pair)
    done = run(pair, "intake", tray(pair), "--write")
    assert done.exit_code == 0, done.output
    record = pair.private / f"requests/2026/{number}.yml"
    assert "due: 2026-06-15\n" in record.read_text()  # ten business days after 1 June
    assert not (tray(pair) / "from-a-mail.json").exists()
    assert list(tray(pair).rglob("*.json")) == []  # it was in clear, and is in its record
    assert [one for one in pair.check().findings if one.is_error] == []
    due = run(pair, "due", "--days", "10")
    assert f"{number}  due on 2026-06-15: office has to answer a request" in due.output

    told = run(pair, "answer", number)
    assert "about portfolios/ana-lopez/: hide it" in told.output
    assert "by the school): the request gives ana@d.example" in told.output
    assert "write `visibility: private` in portfolios/ana-lopez/profile.yml" in told.output
    assert "takedown" not in told.output  # what --propose does is what is said
    answered = run(pair, "answer", number, "--done", "--by", "p-rosa", "--write")
    assert answered.exit_code == 0, answered.output
    assert "outcome: done\n" in record.read_text()
    assert "I moved: away." in record.read_text()
    assert [one for one in pair.check().findings if one.is_error] == []
    assert number not in run(pair, "due", "--days", "10").output
    again = run(pair, "answer", number, "--decline", "No.", "--by", "p-rosa", "--write")
    assert (again.exit_code, "answered already" in again.output) == (1, True)


def test_the_days_are_those_that_the_issuer_promises_and_late_is_said(
    pair: TwoRepositories,
) -> None:
    issuer = "catalog/riverside-usd/issuer.yml"
    text = (pair.public / issuer).read_text() + "requests: {days: 2}\n"
    pair.commit_public({issuer: text})
    pair.settle()
    number = put(pair)
    run(pair, "intake", tray(pair), "--write")
    record = pair.private / f"requests/2026/{number}.yml"
    assert "due: 2026-06-03\n" in record.read_text()
    late = (
        record.read_text().replace("2026-06-01", "2026-05-26").replace("2026-06-03", "2026-05-28")
    )
    record.write_text(late)
    done = run(pair, "due")
    assert (done.exit_code, "was due on 2026-05-28, late" in done.output) == (1, True)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"what": "pay me"}, "expected one of hide, correct"),
        ({"about": "../../etc/passwd"}, "about"),
        ({"issuer": "nobody"}, '"nobody", which is no issuer'),
        ({"more": 1}, "more"),
        ({"text": "x" * 4001}, "text"),
        ({"text": ""}, "some text"),
        ({"text": " "}, "some text"),
    ],
)
def test_what_is_no_request_is_refused_in_a_sentence(
    pair: TwoRepositories, changes: dict[str, object], why: str
) -> None:
    number = put(pair, **changes)
    done = run(pair, "intake", tray(pair), "--write")
    assert done.exit_code == 1
    assert why in done.output
    assert list((pair.private / "requests").rglob("*.yml")) == []
    assert (tray(pair) / "refused" / f"{number}-from-a-mail.json").exists()


def test_a_file_that_is_nothing_and_a_sealed_one_without_a_key_are_said(
    pair: TwoRepositories,
) -> None:
    (tray(pair) / "a.json").write_bytes(b"[" * 60_000)
    (tray(pair) / "b.age").write_bytes(b"age-encryption.org/v1\n")
    done = run(pair, "intake", tray(pair), "--write")
    assert "nested too deeply" in done.output
    assert "give the file with the key under --key" in done.output
    assert (tray(pair) / "b.age").exists()


def test_a_decline_needs_a_person_and_an_unknown_number_is_said(pair: TwoRepositories) -> None:
    assert run(pair, "answer", "aaaaa-bbbbb").exit_code == 1
    assert run(pair, "answer", "aaaaa-bbbbb", "--done").exit_code == 2
    done = run(pair, "answer", "aaaaa-bbbbb", "--decline", " ", "--by", "p-rosa")
    assert (done.exit_code, "nothing says why" in done.output) == (2, True)


def test_a_request_without_an_address_is_doubted_where_the_roster_has_none_either(
    pair: TwoRepositories,
) -> None:
    number = put(pair, address=None)
    doubt = "ask p-ana1 (no address is on file"
    assert doubt in run(pair, "intake", tray(pair)).output
    assert (tray(pair) / "from-a-mail.json").exists()  # nothing was written
    run(pair, "intake", tray(pair), "--write")
    told = run(pair, "answer", number).output
    assert doubt in told
    assert "tell p-ana1 (no address is on file" in told


def test_who_is_told_is_whom_the_office_knows_and_not_whom_a_request_names(
    pair: TwoRepositories,
) -> None:
    person = pair.private / "office/people/p-ana1.yml"
    lines = [one for one in person.read_text().splitlines() if not one.startswith("address:")]
    person.write_text("\n".join([*lines, "address: ana@schools.example.org", ""]))
    told = {}
    for what in ("hide", "not-me"):
        number = put(pair, what=what, address="ana@home.example.org")
        run(pair, "intake", tray(pair), "--write")
        told[what] = run(pair, "answer", number).output
    assert "ask p-ana1 at ana@schools.example.org: the request names another" in told["hide"]
    assert ", tell p-ana1 at ana@schools.example.org, and record it" in told["hide"]
    assert "home.example.org" not in told["hide"]
    assert ", tell ana@home.example.org, and record it" in told["not-me"]


def test_figures_of_an_issuer_that_is_none_are_not_counted(pair: TwoRepositories) -> None:
    done = run(pair, "figures", "--issuer", "nobody")
    assert (done.exit_code, '"nobody" is no issuer' in done.output) == (2, True)


@pytest.mark.parametrize(
    ("what", "award", "step"),
    [
        ("hide", "active-listening/", "visibility: private` in portfolios/ana-lopez/awards/"),
        ("correct", "", "correct portfolios/ana-lopez/profile.yml"),
        ("hide", "", "--propose`\n"),
        ("correct", "", "--propose`; say it with `--set FIELD VALUE`\n"),
        ("consent-ends", "", "credfolio takedown ana-lopez --remove"),
        ("consent-ends", "", "--propose`; say how you made sure with --checked\n"),
        ("consent-ends", "active-listening/", "write `visibility: private` in portfolios/ana"),
        ("consent-ends", "active-listening/", "--propose`\n"),
        ("photo", "", "under `photo:`"),
        ("photo", "", "--propose`; give the photo as `--photo FILE` with `--alt`, or `--no-ph"),
        ("not-me", "", "compare portfolios/ana-lopez/profile.yml with the roster"),
        ("not-me", "active-listening/", "then `credfolio revoke ana-lopez/active-listening`"),
    ],
)
def test_each_kind_says_how_it_is_done(
    pair: TwoRepositories, what: str, award: str, step: str
) -> None:
    lay(
        pair.private,
        {
            "requests/2026/k7qm3-xw9t3.yml": f"what: {what}\nabout: {HOME}{award}\n"
            "issuer: riverside-usd\nname: Ana López\nreceived_on: 2026-06-01\ndue: 2026-06-15\n"
        },
    )
    assert step in run(pair, "answer", "k7qm3-xw9t3").output
