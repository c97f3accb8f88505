"""A public repository and a private one that belongs to it, each with a first commit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from credfolio import __version__
from credfolio.checking.check import Checked
from credfolio.checking.pair import Pair, check_pair, check_pair_proposal
from credfolio.checking.proposal import CheckedChange
from credfolio.disk.git_objects import Repository
from proposals import TESTS, TODAY, Content, commit, git, lay

SETTINGS = """\
public:
  url: https://forge.example/district/catalog
  commit: {commit}
program: {program}
assessors: 2
"""


@dataclass(frozen=True)
class TwoRepositories:
    """Where the two are, and an empty folder for the check."""

    public: Path
    private: Path
    work: Path

    def settle(self, pinned: str = "", program: str = __version__, more: str = "") -> None:
        """Write office/records.yml: the public commit (its newest if not said), the program."""
        named = pinned or git(self.public, "rev-parse", "HEAD")
        text = SETTINGS.format(commit=named, program=program) + more
        lay(self.private, {"office/records.yml": text})

    def commit_public(self, files: Mapping[str, Content]) -> str:
        lay(self.public, files)
        return commit(self.public, "More")

    def commit_private(self, files: Mapping[str, Content]) -> str:
        lay(self.private, files)
        return commit(self.private, "More")

    def opened(self) -> Pair:
        """The pair, with an empty folder to lay the public records in."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        return Pair(self.private, Repository(self.public), self.work)

    def check(self, today: date = TODAY) -> Checked:
        return check_pair(self.opened(), today, 1)

    def propose(self, author: str, base: str = "main") -> CheckedChange:
        return check_pair_proposal(self.opened(), TODAY, base, author, 1)


def make_pair(folder: Path) -> TwoRepositories:
    """The examples' base in public, without Ana, whose home is in private with a submission."""
    public, private = folder / "public", folder / "private"
    shutil.copytree(TESTS / "examples" / "base", public)
    shutil.copytree(TESTS / "proposals" / "base", public, dirs_exist_ok=True)
    shutil.copytree(TESTS / "examples" / "private", private)
    (private / "portfolios").mkdir()
    (public / "portfolios/ana-lopez").rename(private / "portfolios/ana-lopez")
    governance = public / "catalog/governance.yml"
    lines = governance.read_text().splitlines(keepends=True)
    governance.write_text("".join(line for line in lines if "ana-lopez" not in line))
    for one in (public, private):
        git(one, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(public, "The catalog")
    pair = TwoRepositories(public, private, folder / "laid")
    pair.settle()
    commit(private, "The records")
    return pair


AGREED = (
    "consent_to_publish: {by: Tom Berg, method: signed-form, on: 2026-03-01, scope: The award.}\n"
)
_SUBMISSION = "submissions/2026/k7qm3-xw9t2"


def make_toms(made: TwoRepositories) -> None:
    """Make the submission Tom's, whose home is public; others read it, and he agreed."""
    assigned = (made.private / _SUBMISSION / "assigned.yml").read_text()
    sheet = (made.private / _SUBMISSION / "sheets/p-tom1.yml").read_text()
    lay(
        made.private,
        {
            "office/people/p-ana1.yml": "name: Tom Berg\neducator: tom-berg\n" + AGREED,
            "office/people/p-tom1.yml": None,
            f"{_SUBMISSION}/sheets/p-tom1.yml": None,
            f"{_SUBMISSION}/sheets/p-max1.yml": sheet,
            f"{_SUBMISSION}/assigned.yml": assigned.replace("p-tom1", "p-max1"),
        },
    )
    governance = (made.public / "catalog/governance.yml").read_text()
    made.commit_public({"catalog/governance.yml": "publishers: [publisher]\n" + governance})
    made.settle()
    commit(made.private, "Tom's submission")
