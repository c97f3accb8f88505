"""Commands that change many records, killed before any step on the disk, from each state.

A tenth of the kills here; `make audit` has them all. Signing has a file of its own.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from credfolio.disk.replaced_files import STAGING
from kill_steps import Killed, records_of

Run = Callable[..., object]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")

CREDENTIAL = "catalog/riverside-usd/active-listening.yml"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
DEMONSTRATION = ("--demonstration", "--created", "2026-06-01T12:00:00Z")
SIGN = ("sign", *DEMONSTRATION)
GOVERNANCE = "catalog/governance.yml"


def as_it_is(project: Path, run: Run) -> None:
    """Nothing has been done yet."""


def with_kept_versions(project: Path, run: Run) -> None:
    """Texts that move along with their definition."""
    kept = project / "catalog/riverside-usd/versions/active-listening/1.1.yml"
    kept.parent.mkdir(parents=True)
    kept.write_bytes((project / CREDENTIAL).read_bytes())


def signed(project: Path, run: Run) -> None:
    """Badges and status lists beside the records."""
    run(*SIGN)


def after_a_half_written_staging(project: Path, run: Run) -> None:
    """What an earlier command left that was killed before it had written everything."""
    files = project / STAGING / "files/portfolios/ana-lopez"
    files.mkdir(parents=True)
    (files / "profile.yml").write_text("display_name: Half\n", "utf-8")


def recorded(project: Path, run: Run) -> None:
    """Two awards that wait for their approver."""
    text = (project / AWARD).read_text("utf-8")
    text = text.replace("approved_by: Rosa Duarte\n", "approval: recorded\n")
    (project / AWARD).write_text(text, "utf-8")
    second = text.replace("Ana López", "Tom Berg").replace("tom-berg", "Lee Osei")
    (project / SECOND).write_text(second, "utf-8")


def recorded_with_a_kept_version(project: Path, run: Run) -> None:
    """The approval writes the digest of the text as well."""
    with_kept_versions(project, run)
    recorded(project, run)


def governed(project: Path, run: Run) -> None:
    """Accounts, which other records name as well."""
    base = Path(__file__).parents[1] / "proposals/base"
    shutil.copy(base / GOVERNANCE, project / GOVERNANCE)


SECOND = "portfolios/tom-berg/awards/active-listening.yml"


@dataclass(frozen=True)
class Command:
    """A command, and a state that it starts from."""

    words: tuple[str, ...]
    start: Callable[[Path, Run], None]

    def __str__(self) -> str:
        return f"{self.words[0]}-{self.start.__name__}"


RENAME = ("rename", "riverside-usd/active-listening", "listening", "--write")
AWARDS = ("ana-lopez/active-listening", "tom-berg/active-listening")
APPROVE = ("approve", *AWARDS, "--as", "rosa-d")
REVOKE = ("revoke", AWARDS[0], "--reason", "Issued in error.", "--as", "rosa-d", *DEMONSTRATION)
TAKEN_BACK = ("takedown", "ana-lopez", "--remove", "--revoke", "--write")

COMMANDS = (
    Command(RENAME, as_it_is),
    Command(RENAME, with_kept_versions),
    Command(RENAME, signed),
    Command(RENAME, after_a_half_written_staging),
    Command(APPROVE, recorded),
    Command(APPROVE, recorded_with_a_kept_version),
    Command(REVOKE, as_it_is),
    Command(REVOKE, signed),
    Command(("takedown", "ana-lopez", "--remove", "--write"), as_it_is),
    Command(("takedown", "tom-berg", "--remove", "--write"), governed),
    Command(("takedown", "ana-lopez", "--anonymise", "--keep-valid", "--write"), signed),
    Command((*TAKEN_BACK, *DEMONSTRATION), signed),
    Command(("takedown", "ana-lopez", "--remove", "--write"), after_a_half_written_staging),
)


def by_owner(project: Path) -> dict[str, bytes]:
    """The records; a handle that was drawn by chance is the same in every run."""
    drawn = re.compile(r"^portfolios/(?!ana-lopez/|tom-berg/)[^/]+/")
    return {
        drawn.sub("portfolios/drawn/", path): data for path, data in records_of(project).items()
    }


@pytest.fixture
def kills(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[int]]:
    """``kills(command, every=10)``: kill it before every tenth step, and let it go on."""
    monkeypatch.chdir(project)

    def killed(command: Command, every: int, first: int = 0, again: bool = False) -> Iterator[int]:
        command.start(project, run)

        def work() -> None:
            result = run(*command.words)
            assert result.exit_code == 0, result.output

        return Killed(project, work, by_owner).at(every, first, again=again)

    return killed


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_killed_command_goes_on(kills, command: Command) -> None:
    done = list(kills(command, every=10, first=COMMANDS.index(command)))
    assert len(done) >= 2


@pytest.mark.audit
@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_killed_before_each_step_goes_on(kills, command: Command) -> None:
    done = list(kills(command, every=1, again=True))
    assert len(done) >= 15  # two kills each
