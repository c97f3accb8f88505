"""Load a project, run every rule, place what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from credfolio.finding import Finding
from credfolio.loader import load_project, place_findings
from credfolio.registry import Registry
from credfolio.rules import check_registry
from credfolio.slices import run_slices, useful_jobs
from credfolio.verified import check_signatures


@dataclass(frozen=True, slots=True)
class Checked:
    """A loaded project and everything that was found in it."""

    registry: Registry
    findings: tuple[Finding, ...]
    files: int

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


_WORTH_SPLITTING = 2_000


def check_project(root: Path, today: date, jobs: int = 0) -> Checked:
    """Read and check every record below `root` as of `today`.

    `jobs` is the number of processes to use; 0 means one a core where that
    pays. The findings are the same with any number.
    """
    loaded = load_project(root, jobs)
    jobs = useful_jobs(jobs, loaded.files, _WORTH_SPLITTING)

    def check(number: int) -> list[Finding]:
        return list(check_registry(loaded.registry, today, number, jobs))

    found = chain.from_iterable(run_slices(check, jobs, jobs))
    findings = [*loaded.findings, *found, *check_signatures(root, loaded.registry, jobs)]
    return Checked(loaded.registry, tuple(place_findings(root, findings)), loaded.files)
