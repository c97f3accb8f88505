"""Records + shells → files, in slices across processes where that pays."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from credfolio.errors import CredfolioError
from credfolio.pages.page import Page
from credfolio.pages.site_pages import Output, SitePages, Task
from credfolio.shell import Shell
from credfolio.writer import FileWriter, Written

_WORTH_SPLITTING = 400
"""Fewer tasks than this are done before a second process has started."""

_SLICES_PER_JOB = 4
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
    jobs = _useful_jobs(jobs, len(tasks))
    if jobs == 1:
        return _write_slice(tasks, shells, pages.site.url, target, progress)
    slices = jobs * _SLICES_PER_JOB
    written: list[Written] = []
    indexed: list[str] = []
    # Forked children see the registry without a copy of it being sent to them. Freezing keeps
    # the collector from touching, and so copying, the pages they share.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, _take_work, (tasks, shells, pages.site.url, target, slices)) as pool:
        done = pool.imap(_write_numbered, range(slices))
        for number, (slice_written, slice_indexed, problem) in enumerate(done, start=1):
            if problem is not None:
                raise problem
            written += slice_written
            indexed += slice_indexed
            progress(number * len(tasks) // slices, len(tasks))
    gc.unfreeze()
    return written, sorted(indexed)


def _useful_jobs(jobs: int, tasks: int) -> int:
    if tasks < _WORTH_SPLITTING or sys.platform not in ("linux", "darwin"):
        return 1
    return max(1, min(jobs or os.cpu_count() or 1, 8))


_WORK: tuple[Sequence[Task], Mapping[str, Shell], str, Path, int] | None = None


def _take_work(
    tasks: Sequence[Task], shells: Mapping[str, Shell], url: str, target: Path, slices: int
) -> None:
    global _WORK  # the one way to hand a forked worker what cannot be pickled
    _WORK = (tasks, shells, url, target, slices)


def _write_numbered(
    number: int,
) -> tuple[list[Written], list[str], CredfolioError | None]:
    assert _WORK is not None
    tasks, shells, url, target, slices = _WORK
    try:
        written, indexed = _write_slice(tasks[number::slices], shells, url, target)
    except CredfolioError as error:
        return [], [], error
    return written, indexed, None


def _write_slice(
    tasks: Sequence[Task],
    shells: Mapping[str, Shell],
    url: str,
    target: Path,
    progress: Progress = lambda done, of: None,
) -> tuple[list[Written], list[str]]:
    files = FileWriter(target)
    written: list[Written] = []
    indexed: list[str] = []
    for number, task in enumerate(tasks):
        if number % 20 == 0:
            progress(number, len(tasks))
        for output in task():
            written.append(_write_one(output, shells, url, files))
            if isinstance(output, Page) and output.indexed:
                indexed.append(output.address)
    return written, sorted(indexed)


def _write_one(output: Output, shells: Mapping[str, Shell], url: str, files: FileWriter) -> Written:
    if isinstance(output, Page):
        html = shells[output.kind].join(output, url)
        return files.write(f"{output.address}index.html", html.encode(), output.source)
    return files.write(output.path, output.data, output.source)
