"""Records + shells → files, in slices across processes where that pays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from credfolio.inner_links import LinksOut
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


@dataclass
class WrittenRecords:
    """What was written, the addresses that a sitemap may name, and where the pages lead."""

    files: list[Written] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)
    links: LinksOut = field(default_factory=LinksOut)


def write_records(
    pages: SitePages,
    shells: Mapping[str, Shell],
    target: Path,
    jobs: int,
    progress: Progress = lambda done, of: None,
) -> WrittenRecords:
    """Write every page and file of the records below `target`.

    `progress` is told from time to time how many records are done.
    """
    tasks = pages.tasks()
    jobs = useful_jobs(jobs, len(tasks), _WORTH_SPLITTING)
    slices = jobs * _SLICES_PER_JOB
    if jobs > 1:
        pages.prepare()

    def write(number: int) -> WrittenRecords:
        return _write_slice(tasks[number::slices], shells, pages.site.url, target)

    whole = WrittenRecords()
    done = run_slices(write, slices, jobs)
    for number, part in enumerate(done, start=1):
        whole.files += part.files
        whole.indexed += part.indexed
        whole.links.merge(part.links)
        progress(number * len(tasks) // slices, len(tasks))
    whole.indexed.sort()
    return whole


def _write_slice(
    tasks: Sequence[Task], shells: Mapping[str, Shell], url: str, target: Path
) -> WrittenRecords:
    files = FileWriter(target)
    part = WrittenRecords()
    for task in tasks:
        for output in task():
            part.files.append(_write_one(output, shells, url, files))
            if isinstance(output, Page):
                part.links.add(output.head + output.body, output.address, output.source)
                if output.indexed:
                    part.indexed.append(output.address)
    return part


def _write_one(output: Output, shells: Mapping[str, Shell], url: str, files: FileWriter) -> Written:
    if isinstance(output, Page):
        html = shells[output.kind].join(output, url)
        return files.write(f"{output.address}index.html", html.encode(), output.source)
    return files.write(output.path, output.data, output.source)
