"""Records + shells → files, in slices across processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from credfolio.manifest import Written
from credfolio.pages.page import Page
from credfolio.pages.site_pages import Output, SitePages, Task
from credfolio.shell import Shell
from credfolio.slices import run_slices, useful_jobs
from credfolio.writer import FileWriter

_WORTH_SPLITTING = 400
"""Fewer tasks than this are done before a second process has started."""

_SLICES_PER_JOB = 8
"""More than one, so that no process waits for a slower one and progress can be seen."""

Progress = Callable[[int, int], None]
"""``progress(done, of)``"""


def write_records(
    pages: SitePages,
    shells: Mapping[str, Shell],
    target: Path,
    jobs: int,
    progress: Progress = lambda done, of: None,
) -> tuple[list[Written], list[str]]:
    """Write every page and file of the records below `target`.

    Returns what was written and the addresses that a sitemap may name.
    `progress` is told from time to time how many records are done.
    """
    tasks = pages.tasks()
    jobs = useful_jobs(jobs, len(tasks), _WORTH_SPLITTING)
    slices = jobs * _SLICES_PER_JOB
    if jobs > 1:
        pages.prepare()

    def write(number: int) -> tuple[list[Written], list[str]]:
        return _write_slice(tasks[number::slices], shells, pages.site.url, target)

    written: list[Written] = []
    indexed: list[str] = []
    done = run_slices(write, slices, jobs)
    for number, (slice_written, slice_indexed) in enumerate(done, start=1):
        written += slice_written
        indexed += slice_indexed
        progress(number * len(tasks) // slices, len(tasks))
    return written, sorted(indexed)


def _write_slice(
    tasks: Sequence[Task], shells: Mapping[str, Shell], url: str, target: Path
) -> tuple[list[Written], list[str]]:
    files = FileWriter(target)
    written: list[Written] = []
    indexed: list[str] = []
    for task in tasks:
        for output in task():
            written.append(_write_one(output, shells, url, files))
            if isinstance(output, Page) and output.indexed:
                indexed.append(output.address)
    return written, indexed


def _write_one(output: Output, shells: Mapping[str, Shell], url: str, files: FileWriter) -> Written:
    if isinstance(output, Page):
        html = shells[output.kind].join(output, url)
        return files.write(f"{output.address}index.html", html.encode(), output.source)
    return files.write(output.path, output.data, output.source)
