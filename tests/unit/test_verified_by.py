"""What a decision rests on: the work that was read, and of attempts before what still counts."""

from __future__ import annotations

from datetime import date

import pytest

from credfolio.authoring.published_award import verified_by
from credfolio.records.model import Submission, Verdict
from credfolio.records.model.submission import HandedIn
from credfolio.records.reckoned.submission import by_number
from credfolio.records.registry import Registry

FIRST, SECOND = "k7qm3-xw9t2", "abcde-fghjk"


def attempt(number: str, attempt: int, *evidence: HandedIn) -> Submission:
    return Submission(
        year="2026",
        id=number,
        person="p-ana1",
        credential="a/b",
        version="1",
        attempt=attempt,
        follows=FIRST if attempt == 2 else None,
        submitted_on=date(2026, attempt, 1),
        evidence=evidence,
    )


def decided(number: str, outcome: str, *kept: int) -> Verdict:
    return Verdict(
        year="2026",
        id=number,
        outcome=outcome,
        basis="agreed",
        approved_by="p-rosa",
        on=date(2026, 3, 1),
        kept_parts=kept,
    )


@pytest.mark.parametrize(("kept", "rests"), [((), ["documents"]), ((2,), ["documents"]),
                                             ((1,), ["documents", "recording"])])  # fmt: skip
def test_an_attempt_before_counts_by_the_parts_that_were_kept(
    kept: tuple[int, ...], rests: list[str]
) -> None:
    recording = HandedIn(part=1, kind="video")
    registry = Registry(
        submissions={
            f"2026/{FIRST}": attempt(FIRST, 1, recording),
            f"2026/{SECOND}": attempt(SECOND, 2),
        },
        decisions={
            f"2026/{FIRST}": decided(FIRST, "resubmit", *kept),
            f"2026/{SECOND}": decided(SECOND, "pass"),
        },
    )
    assert list(verified_by(registry, by_number(registry)[SECOND])) == rests
