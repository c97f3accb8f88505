"""Load a project, run every rule, place what was found."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from credfolio.checking.kept_findings import check_in_parts
from credfolio.checking.rules import check_registry
from credfolio.checking.signatures import check_signatures
from credfolio.disk.kept import Kept
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.errors import EnvironmentProblem
from credfolio.findings.finding import Finding
from credfolio.project import PROJECT_FILE, UnknownTimeZone, site_day
from credfolio.records.loading.loader import Loaded, load_project, place_findings
from credfolio.records.registry import Registry


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


def check_project(
    root: Path,
    today: date,
    jobs: int = 0,
    *,
    without: Container[str] = (),
    kept: Kept | None = None,
    settled: Container[str] = (),
    beside: Path | None = None,
    trial: Path | None = None,
    signatures: bool = True,
    settings: bool = True,
) -> Checked:
    """Read and check every record below `root` as of `today`.

    `jobs` is the number of processes to use; 0 means one a core where that
    pays. The findings are the same with any number. Rules named in `without`
    do not count; tests prove by it that each is needed, and no command has it.
    What was read and found is `kept` for the next time. Signatures at `settled` paths are not
    verified; see `check_signatures`; without `signatures` the caller verifies all of them. `beside`
    is the folder of a private repository that belongs to the same project, `trial` that of an
    issuer for this computer alone. Without `settings` those of the site are not looked at.
    """
    loaded = load_project(root, jobs, kept, beside=beside, trial=trial)
    return check_loaded(
        loaded,
        root,
        today,
        jobs,
        without=without,
        kept=kept,
        settled=settled,
        beside=beside,
        signatures=signatures,
        settings=settings,
    )


def check_loaded(
    loaded: Loaded,
    root: Path,
    today: date,
    jobs: int = 0,
    *,
    without: Container[str] = (),
    kept: Kept | None = None,
    settled: Container[str] = (),
    beside: Path | None = None,
    signatures: bool = True,
    settings: bool = True,
) -> Checked:
    """Check records that are loaded already, with the options of `check_project`.

    They may differ from the disk: a command checks what it is about to write.
    """
    jobs = useful_jobs(jobs, loaded.files, _WORTH_SPLITTING)
    found: Iterator[Finding]
    if kept is None or without:

        def check(number: int) -> list[Finding]:
            return list(check_registry(loaded.registry, today, number, jobs, without))

        found = chain.from_iterable(run_slices(check, jobs, jobs))
    else:
        found = check_in_parts(loaded.registry, today, jobs, kept)
    # What stopped a file from being read, and its signature, is dropped afterwards.
    place = beside or root
    unproven = check_signatures(place, loaded.registry, jobs, settled) if signatures else ()
    told = about_settings(root) if settings else ()
    outside = (*loaded.findings, *unproven, *told)
    findings = [*found, *(finding for finding in outside if finding.rule not in without)]
    return Checked(loaded.registry, tuple(place_findings(root, findings, beside)), loaded.files)


def about_settings(root: Path) -> Iterator[Finding]:
    """What is wrong with the time zone in the settings, where the folder has settings."""
    if not (root / PROJECT_FILE).is_file():
        return
    try:
        site_day(root, date.min)
    except UnknownTimeZone as error:
        yield Finding(
            "unknown-time-zone",
            PROJECT_FILE,
            error.what,
            error.fix or "",
            line=error.line,
            column=error.column,
        )
    except EnvironmentProblem:
        return  # settings that nobody can read stop the command
