"""Signing that is killed before any step on the disk, from each state that it can start from.

A tenth of the kills here; `make audit` has them all, and at least two hundred.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kill_steps import Killed

Run = Callable[..., object]

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
STATUS = "catalog/riverside-usd/status/1.json"
SIGN = ("sign", "--demonstration", "--created", "2026-06-01T12:00:00Z")
REVOKED = "status: revoked\nstatus_on: 2026-05-20\nstatus_reason: Issued in error.\n"
SECOND = "portfolios/tom-berg/awards/active-listening.yml"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


def nothing_signed(project: Path, run: Run) -> None:
    """No badge, and no status list."""


def badge_without_list(project: Path, run: Run) -> None:
    """What an older version left when it was killed between a badge and its first list."""
    run(*SIGN)
    shutil.rmtree(project / "catalog/riverside-usd/status")


def revoked_before_it_was_signed(project: Path, run: Run) -> None:
    """A new list with a mark, and the badge that it marks."""
    with (project / AWARD).open("a") as record:
        record.write(REVOKED)


def revoked_after_it_was_signed(project: Path, run: Run) -> None:
    """A list to sign again, while another badge is new."""
    run(*SIGN)
    revoked_before_it_was_signed(project, run)
    text = (project / AWARD).read_text("utf-8").removesuffix(REVOKED)
    text = text.replace("Ana López", "Tom Berg").replace("tom-berg", "Lee Osei")
    (project / SECOND).write_text(text, "utf-8")


def to_be_issued_again(project: Path, run: Run) -> None:
    """A badge to sign again under the same id."""
    run(*SIGN)
    text = (project / AWARD).read_text("utf-8")
    text = text.replace("name_as_awarded: Ana López", "name_as_awarded: Ana Vega")
    (project / AWARD).write_text(text, "utf-8")
    run("reissue", "ana-lopez/active-listening", "--reason", "She married.")


STATES = (
    nothing_signed,
    badge_without_list,
    revoked_before_it_was_signed,
    revoked_after_it_was_signed,
    to_be_issued_again,
)


def signed_files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for kind in ("portfolios/*/credentials/*.json", "catalog/*/status/*")
        for path in project.glob(kind)
    }


@pytest.fixture
def killed(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[int]]:
    """Start from a state, and sign again and again, killed before a later step each time."""

    def sign() -> None:
        result = run(*SIGN)
        assert result.exit_code == 0, result.output

    def kills(start: Callable[[Path, Run], None], every: int, **how: Any) -> Iterator[int]:
        start(project, run)
        whole = lambda: run("check").exit_code == 0  # noqa: E731
        yield from Killed(project, sign, signed_files, whole).at(every, **how)

    monkeypatch.chdir(project)
    return kills


@pytest.mark.parametrize("start", STATES, ids=lambda start: start.__name__)
def test_a_killed_signing_goes_on(killed, start: Callable[[Path, Run], None]) -> None:
    done = list(killed(start, every=10, first=STATES.index(start)))
    assert len(done) >= 2


@pytest.mark.audit
@pytest.mark.parametrize("start", STATES, ids=lambda start: start.__name__)
def test_signing_killed_before_each_step_goes_on(
    killed, start: Callable[[Path, Run], None]
) -> None:
    done = list(killed(start, every=1, again=True))
    assert len(done) >= 20  # two kills each, from five states: two hundred
