"""Commands of a private repository, killed before any step on the disk: nothing is half there.

A tenth of the kills here; `make audit` has them all.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from kill_steps import Killed
from pairs import TwoRepositories, make_pair
from proposals import TODAY, commit, lay

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")

DECISION = "submissions/2026/k7qm3-xw9t2/decision.yml"
COHORT = (
    "Name,Credential,Version,Submitted,Outcome,Decided,Submission id\n"
    "Eva Lund,Active Listening,1.1,2026-01-10,resubmit,2026-01-20,1\n"
    "Eva Lund,Active Listening,1.1,2026-02-10,passed,2026-02-20,2\n"
    "Otto Berg,Active Listening,1.1,2026-01-11,resubmit,2026-01-20,3\n"
)


def publishing(made: TwoRepositories) -> None:
    """Ana's home is public, and she agreed."""
    home = made.private / "portfolios/ana-lopez"
    award = home / "awards/active-listening.yml"
    award.unlink()
    profile = home / "profile.yml"
    profile.write_text(profile.read_text().replace("pinned: [active-listening]\n", ""))
    home.rename(made.public / "portfolios/ana-lopez")
    person = (made.private / "office/people/p-ana1.yml").read_text()
    agreed = "consent_to_publish: {by: Ana, method: signed-form, on: 2026-03-01, scope: All.}\n"
    lay(made.private, {"office/people/p-ana1.yml": person + agreed})
    made.settle(commit(made.public, "Ana's home"))
    commit(made.private, "Ana agreed")


def importing(made: TwoRepositories) -> None:
    """A table of an old platform."""
    (made.public.parent / "cohort.csv").write_text(COHORT)


def bringing_sheets(made: TwoRepositories) -> None:
    """Three readers' results of an old platform, of whom the third decided."""
    table = COHORT.replace("Otto Berg", "Eva Lund").splitlines()[:2]
    (made.public.parent / "cohort.csv").write_text("\n".join(table))
    words = [*("--project", made.private, "import", "cohort", made.public.parent / "cohort.csv"),
             *("--with", made.public, "--system", "Old", "--approved-by", "p-rosa", "--write"),
             *("--today", TODAY)]  # fmt: skip
    done = CliRunner().invoke(main, [str(one) for one in words])
    assert done.exit_code == 0, done.output
    (made.public.parent / "sheets.csv").write_text(
        "Submission id,Reviewer,Judged on,Decision\n"
        "1,p-lee1,2026-01-12,pass\n1,p-tom1,2026-01-13,resubmit\n1,p-max1,2026-01-19,resubmit\n"
    )


def bringing_people(made: TwoRepositories) -> None:
    """One new person, and one who gets more lines."""
    (made.public.parent / "people.csv").write_text(
        "Name,E-mail\nEva Lund,eva@a.example\nAna López,ana@a.example\n"
    )


def destroying(made: TwoRepositories) -> None:
    """One sealed file is past its days."""
    made.settle(more="keep_sealed_days: 30\n")
    decision = (made.private / DECISION).read_text()
    lay(made.private, {DECISION: decision + "told_on: 2026-03-23\n"})
    (made.public.parent / "drop").mkdir()
    (made.public.parent / "drop/k7qm3-xw9t2.age").write_bytes(b"age")


@dataclass(frozen=True)
class Command:
    """A command, and what it starts from."""

    start: Callable[[TwoRepositories], None]
    words: tuple[str, ...]
    fewest: int
    """How many steps on the disk it has at least."""

    def __str__(self) -> str:
        return "-".join(self.words[:2])


COMMANDS = (
    Command(publishing, ("publish", "--to", "public", "--write"), 8),
    Command(
        importing,
        ("import", "cohort", "cohort.csv", "--with", "public", "--system", "Old",
         "--approved-by", "p-rosa", "--write"),
        25,
    ),
    Command(
        bringing_sheets,
        ("import", "sheets", "sheets.csv", "--with", "public", "--system", "Old", "--write"),
        15,
    ),
    Command(bringing_people, ("import", "people", "people.csv", "--with", "public", "--write"), 8),
    Command(
        destroying,
        ("destroy", "--with", "public", "--sealed", "drop", "--by", "p-rosa", "--write"),
        10,
    ),
)  # fmt: skip


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Records of both repositories and sealed work, by path; nobody reads a draft's name."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for top in ("public/catalog", "public/portfolios", "private/office", "private/submissions",
                    "drop")
        for file in sorted((folder / top).rglob("*"))
        if file.is_file() and not file.name.startswith(".")
    }  # fmt: skip


@pytest.fixture
def kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[int]]:
    def killed(command: Command, every: int, first: int = 0, again: bool = False) -> Iterator[int]:
        folder = tmp_path / "both"
        folder.mkdir()
        command.start(make_pair(folder))
        monkeypatch.chdir(folder)

        def work() -> None:
            # Ids that are drawn by chance are the same in every run.
            drawn = count()
            monkeypatch.setattr(secrets, "choice", lambda digits: digits[next(drawn) % 20])
            words = ["--project", "private", *command.words, "--today", TODAY.isoformat()]
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, done.output

        return Killed(folder, work, files_of, fewest=command.fewest).at(every, first, again=again)

    return killed


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_killed_command_goes_on(kills, command: Command) -> None:
    assert list(kills(command, every=10, first=COMMANDS.index(command)))


@pytest.mark.audit
@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_killed_before_each_step_goes_on(kills, command: Command) -> None:
    assert len(list(kills(command, every=1, again=True))) >= command.fewest
