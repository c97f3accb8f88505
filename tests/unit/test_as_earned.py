"""An award is judged by the version that it names, by the day on which the work was submitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from credfolio.authoring.kept_versions import Version, recover, unkept
from credfolio.checking.rules import check_registry
from credfolio.findings.finding import Finding
from credfolio.proof.digests import digest_of_text
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award, Educator, Issuer, KeptCredential, MicroCredential
from credfolio.records.model.award import Activity, Assessment, PartResult, Submission
from credfolio.records.model.credential import Change
from credfolio.records.model.issuer import Assessor
from credfolio.records.model.kept import version_number
from credfolio.records.model.part import Part
from credfolio.records.reckoned.as_earned import (
    Life,
    last_day,
    life_of,
    submission_day,
    version_on,
)
from credfolio.records.registry import Registry

TODAY = date(2026, 11, 28)


def definition(version: str, *parts: str, **more: Any) -> dict[str, Any]:
    """A credential with a yes-or-no part for each title."""
    return {
        "id": "listening",
        "issuer": "city",
        "title": "Listening",
        "version": version,
        "status": "active",
        "parts": [Part(number=n, title=t, scale="yes_no") for n, t in enumerate(parts, 1)],
        "changelog": [
            Change(version="3.0", on="2025-01-06", changes="Only one part."),
            Change(version="1.0", on="2022-01-03", changes="First published."),
        ],
        **more,
    }


def award(**more: Any) -> Award:
    base = {"id": "one", "educator": "ana", "credential": "city/listening", "version": "1.0"}
    return Award(**{**base, "awarded_on": "2024-03-01", "name_as_awarded": "Ana", **more})


def registry(
    *awards: Award, kept: dict[str, Any] | None = None, days: int | None = None
) -> Registry:
    return Registry(
        issuers={"city": Issuer(id="city", name="City", kind="district", version_grace_days=days)},
        credentials={"city/listening": MicroCredential(**definition("3.0", "Only one"))},
        credential_versions={"city/listening/1.0": KeptCredential(**kept)} if kept else {},
        awards={(one.educator, one.id): one for one in awards},
    )


def rules_of(found: Registry) -> set[str]:
    own = ("version-", "unknown-part", "unknown-level", "award-does-not-pass", "assessments")
    return {one.rule for one in check_registry(found, TODAY) if one.rule.startswith(own)}


OLD = definition("1.0", "First", "Second")
YES = [PartResult(part=1, level="yes"), PartResult(part=2, level="yes")]


def test_an_award_of_an_old_version_is_judged_by_the_text_of_that_version() -> None:
    both = [PartResult(part=1, level="yes"), PartResult(part=2, level="yes")]
    assert rules_of(registry(award(results=both), kept=OLD)) == set()
    one = award(results=both[:1])
    assert rules_of(registry(one, kept=OLD)) == {"award-does-not-pass"}


def test_levels_and_parts_that_the_old_version_never_had_are_findings() -> None:
    """The case: version 1.0 of a definition now at 3.0, dated today, with made-up results."""
    made_up = [PartResult(part=9, level="banana")]
    today = award(awarded_on="2026-11-28", results=made_up)
    assert rules_of(registry(today, kept=OLD)) == {"version-life", "unknown-part"}
    level = award(results=[PartResult(part=1, level="banana"), PartResult(part=2, level="yes")])
    assert rules_of(registry(level, kept=OLD)) == {"unknown-level"}


def test_without_the_old_text_the_award_is_named_and_its_day_is_judged_all_the_same() -> None:
    today = award(awarded_on="2026-11-28", results=[PartResult(part=9, level="banana")])
    assert rules_of(registry(today)) == {"version-life", "version-not-kept"}


def test_an_imported_award_of_an_unknown_version_is_not_judged() -> None:
    source = {"system": "elsewhere", "url": "https://elsewhere.example/1", "on": "2026-11-01"}
    one = award(awarded_on="2026-10-01", imported_from=source)
    assert rules_of(registry(one)) == set()


def test_an_imported_award_may_say_that_its_version_is_unknown_and_no_other_award_may() -> None:
    made_up = [PartResult(part=9, level="banana")]
    source = {"system": "elsewhere", "url": "https://elsewhere.example/1", "on": "2026-11-01"}
    one = award(version="unknown", results=made_up, imported_from=source)
    found = registry(one, kept=OLD)
    assert rules_of(found) == set()
    assert unkept(found, [one]) == ([], [])
    ours = registry(award(version="unknown", results=made_up), kept=OLD)
    assert [one.rule for one in check_registry(ours, TODAY) if "version" in one.rule] == [
        "unknown-version"
    ]


@pytest.mark.parametrize(
    ("on", "version"),
    [("2025-01-06", "3.0"), ("2025-01-05", "unknown"), (None, "unknown")],
)
def test_an_award_that_comes_without_a_version_gets_the_present_one_only_since_that_came(
    on: str | None, version: str
) -> None:
    one = MicroCredential(**definition("3.0", "Only one"))
    assert version_on(one, date.fromisoformat(on) if on else None) == version


def test_a_definition_that_never_changed_has_one_version_whatever_the_day() -> None:
    first = Change(version="1.0", on="2022-01-03", changes="First published.")
    one = MicroCredential(**definition("1.0", "First", changelog=[first]))
    assert version_on(one, date(2020, 1, 1)) == "1.0"


def test_assessors_are_judged_by_what_their_version_asked_of_them() -> None:
    """Today's text asks for training; that of 1.0 asked for peers who hold the credential."""
    judged = Assessment(assessor="bo", on="2024-02-20", decision="pass", results=YES)
    work = Submission(submitted_on="2024-02-15", assessments=[judged])
    held = award(id="bos", educator="bo", awarded_on="2023-01-09")
    bo = {"bo": Educator(id="bo", display_name="Bo Lind")}
    found = replace(registry(award(submissions=[work]), held), educators=bo)
    peers = {**OLD, "assessor_requirements": {"must_hold_credential": "yes"}}
    with_text = replace(registry(award(submissions=[work]), held, kept=peers), educators=bo)
    assert "assessor-not-listed" in {one.rule for one in check_registry(found, TODAY)}
    assert "assessor-not-listed" not in {one.rule for one in check_registry(with_text, TODAY)}


def test_training_is_asked_for_only_by_the_version_that_asked_for_it() -> None:
    judged = Assessment(assessor="Lee", on="2024-02-20", decision="pass", results=YES)
    one = award(submissions=[Submission(submitted_on="2024-02-15", assessments=[judged])])
    trained = {**OLD, "assessor_requirements": {"trained": "yes"}}
    for kept, expected in ((OLD, set()), (trained, {"assessor-credential"})):
        found = registry(one, kept=kept)
        city = found.issuers["city"].model_copy(update={"assessors": (Assessor(name="Lee"),)})
        listed = replace(found, issuers={"city": city})
        rules = {one.rule for one in check_registry(listed, TODAY)}
        assert rules & {"assessor-credential"} == expected


@pytest.mark.parametrize(
    ("days", "on", "counts"),
    [
        (None, "2026-01-06", True),
        (None, "2026-01-07", False),
        (0, "2025-01-06", True),
        (0, "2025-01-07", False),
        (30, "2025-02-05", True),
        (30, "2025-02-06", False),
    ],
)
def test_work_counts_for_a_version_until_its_last_day_and_its_issuers_grace(
    days: int | None, on: str, counts: bool
) -> None:
    yes = [PartResult(part=1, level="yes"), PartResult(part=2, level="yes")]
    found = rules_of(registry(award(awarded_on=on, results=yes), kept=OLD, days=days))
    assert ("version-life" not in found) is counts


def test_nothing_counts_for_a_version_before_it_came() -> None:
    yes = [PartResult(part=1, level="yes"), PartResult(part=2, level="yes")]
    assert rules_of(registry(award(awarded_on="2022-01-02", results=yes), kept=OLD)) == {
        "version-life"
    }


def test_the_day_is_that_of_the_submission_that_passed_then_of_the_work_then_of_the_award() -> None:
    on = date(2024, 2, 20)
    passed = Assessment(assessor="lee", on=on, decision="pass")
    sent_back = Assessment(assessor="lee", on=on, decision="resubmit")
    work = Activity(**{"from": "2023-09-01", "until": "2024-01-31"})
    attempts = [
        Submission(submitted_on="2024-02-01", assessments=[sent_back]),
        Submission(submitted_on="2024-02-15", attempt=2, assessments=[passed]),
    ]
    assert submission_day(award(submissions=attempts, activity=work)) == date(2024, 2, 15)
    assert submission_day(award(submissions=attempts[:1], activity=work)) == date(2024, 1, 31)
    assert submission_day(award()) == date(2024, 3, 1)


def test_a_life_ends_with_the_next_higher_version_whatever_the_order_of_the_log() -> None:
    entries = [("1.10", "2025-05-05"), ("1.2", "2023-02-02"), ("1.9", "2024-04-04")]
    log = [Change(version=version, on=on, changes="x") for version, on in entries]
    one = MicroCredential(**definition("1.10", changelog=log))
    assert life_of(one, "1.2") == Life(date(2023, 2, 2), date(2024, 4, 4))
    assert life_of(one, "1.10") == Life(date(2025, 5, 5), None)
    assert life_of(one, "1.5") == Life(None, date(2024, 4, 4))


def test_a_grace_beyond_the_calendar_has_no_last_day() -> None:
    issuer = Issuer(id="city", name="City", kind="district", version_grace_days=99_999_999)
    assert last_day(Life(None, date(2024, 1, 1)), issuer) is None


def test_one_two_and_three_numbers_can_be_the_same_version() -> None:
    assert version_number("2") == version_number("2.0") == version_number("2.0.0")
    assert version_number("1.10") > version_number("1.9")


# --- reading ----------------------------------------------------------------------------------


def load(root: Path, path: str, text: str) -> tuple[Registry, list[Finding]]:
    for name, content in {
        "catalog/city/issuer.yml": "name: City\nkind: district\n",
        "catalog/city/listening.yml": 'title: Listening\nversion: "2.0"\n',
        path: text,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8", newline="")
    loaded = load_project(root)
    return loaded.registry, [one for one in loaded.findings if one.path == path]


TEXT = 'title: Listening\nversion: "1.0"\n'
PLACE = "catalog/city/versions/listening/1.0.yml"


def test_a_kept_text_is_read_with_its_digest_whatever_ends_its_lines(tmp_path: Path) -> None:
    for n, text in enumerate((TEXT, TEXT.replace("\n", "\r\n"))):
        found, findings = load(tmp_path / str(n), PLACE, text)
        assert findings == []
        assert found.credential_versions["city/listening/1.0"].title == "Listening"
        assert found.text_digests == {PLACE: digest_of_text(TEXT)}


def test_a_kept_text_of_another_version_than_its_name_is_refused(tmp_path: Path) -> None:
    found, findings = load(tmp_path, PLACE, TEXT.replace("1.0", "1.1"))
    assert [one.rule for one in findings] == ["differs-from-path"]
    assert found.credential_versions == {}


@pytest.mark.parametrize("name", ["latest", "v1", "1.2.3.4", "1."])
def test_a_kept_text_whose_name_is_no_version_is_refused(tmp_path: Path, name: str) -> None:
    path = f"catalog/city/versions/listening/{name}.yml"
    found, findings = load(tmp_path, path, TEXT)
    assert [one.rule for one in findings] == ["bad-name"]
    assert found.credential_versions == {}


def test_no_picture_and_no_note_of_another_kind_lies_among_kept_texts(tmp_path: Path) -> None:
    _, findings = load(tmp_path, "catalog/city/versions/listening/badge.svg", "<svg/>")
    assert [one.rule for one in findings] == ["unexpected-file"]


# --- history ----------------------------------------------------------------------------------

VERSION = Version(PLACE, "city/listening", "1.0", is_stack=False)


def test_the_last_text_of_a_version_is_taken_and_texts_that_ask_for_else_are_counted() -> None:
    newest = TEXT + "competency: Listens well.\nrationale: Better words.\n"
    same = TEXT + "competency: Listens well.\n"
    other = TEXT + "competency: Listens.\n"
    of_two = TEXT.replace("1.0", "2.0")
    found = recover(VERSION, [of_two, newest, same, other])
    assert found is not None
    assert (found.text, found.demands) == (newest, 2)


@pytest.mark.parametrize("text", ["", "title: [", "title: Listening\nversion: '1.0'\nodd: 1\n"])
def test_a_text_that_cannot_be_read_is_not_taken(text: str) -> None:
    assert recover(VERSION, [text]) is None
