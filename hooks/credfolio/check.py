"""Load a project, run every rule, place what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from credfolio.finding import Finding
from credfolio.loader import load_project, place_findings
from credfolio.registry import Registry
from credfolio.rules import check_registry


@dataclass(frozen=True, slots=True)
class Checked:
    """A loaded project and everything that was found in it."""

    registry: Registry
    findings: tuple[Finding, ...]
    files: int

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


def check_project(root: Path, today: date) -> Checked:
    """Read and check every record below `root` as of `today`."""
    loaded = load_project(root)
    findings = [*loaded.findings, *check_registry(loaded.registry, today)]
    return Checked(loaded.registry, tuple(place_findings(root, findings)), loaded.files)
