"""Records + shells → files, in slices across processes where that pays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from credfolio.building.inner_links import LinksOut
from credfolio.building.reuse import BUCKETS, Bucket, Made, Reuse, bucket_of
from credfolio.building.shell import Shell
from credfolio.disk.kept import Kept
from credfolio.disk.manifest import Written
from credfolio.disk.old_site import OldSite
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.disk.writer import FileWriter
from credfolio.pages.fragments.page import Output, Page
from credfolio.pages.site_pages import SitePages, Task

_WORTH_SPLITTING = 400
"""Fewer tasks than this are done before a second process has started."""

Progress = Callable[[int, int], None]
"""``progress(done, of)``"""


def write_records(
    pages: SitePages,
    shells: Mapping[str, Shell],
    target: Path,
    jobs: int,
    progress: Progress = lambda done, of: None,
    *,
    kept: Kept | None = None,
    old_site: OldSite | None = None,
    theme: str = "",
) -> Made:
    """Write every page and file of the records below `target` that `old_site` does not have.

    `progress` is told from time to time how many records are done. What is
    `kept` says which files of `old_site` would be made again; `theme` is a digest of
    the templates.
    """
    unknown = pages.prepare()
    reuse = None
    if kept is not None and old_site is not None and not unknown:
        state = _state(theme, pages.state(), shells)
        reuse = Reuse(kept, old_site, state, pages.digest_of)
    tasks: list[list[Task]] = [[] for _ in range(BUCKETS)]
    for task in (every := pages.tasks()):
        tasks[bucket_of(task.name)].append(task)
    whole = Made()
    slices: list[tuple[Bucket | None, list[Task]]] = []
    for number, some in enumerate(tasks):
        bucket = reuse.bucket(number) if reuse else None
        left = _take_over(bucket, some, whole) if bucket else some
        if left or (bucket and not bucket.is_same):
            slices.append((bucket, left))
    count = whole.taken
    to_do = len(every) - count
    jobs = useful_jobs(jobs, to_do, _WORTH_SPLITTING)
    if not count:
        pages.prepare_cards()  # most of them are shown by several tasks
    if to_do >= _WORTH_SPLITTING:
        pages.prepare_templates()

    def write(number: int) -> Made:
        bucket, left = slices[number]
        return _write_slice(pages, left, shells, target, bucket)

    for number, part in enumerate(run_slices(write, len(slices), jobs)):
        whole.merge(part)
        count += len(slices[number][1])
        progress(count, len(every))
    pages.keep_templates()
    whole.indexed.sort()
    return whole


def _take_over(bucket: Bucket, tasks: Sequence[Task], whole: Made) -> list[Task]:
    """Add to `whole` what an earlier build made of `tasks`; returns those that have to run."""
    left = []
    for task in tasks:
        made = bucket.take(task.name)
        if made is None:
            left.append(task)
        else:
            whole.merge(made)
    return left


def _state(theme: str, state: str, shells: Mapping[str, Shell]) -> str:
    digest = hashlib.sha256(f"{theme}\0{state}".encode())
    for kind, shell in sorted(shells.items()):
        digest.update("\0".join(("", kind, *shell.pieces)).encode())
    return digest.hexdigest()


def _write_slice(
    pages: SitePages,
    tasks: Sequence[Task],
    shells: Mapping[str, Shell],
    target: Path,
    bucket: Bucket | None,
) -> Made:
    files = FileWriter(target)
    whole = Made()
    for task in tasks:
        with pages.reads.noting() as reads:
            made = _write_task(task, shells, pages.site.url, files)
        if bucket:
            bucket.note(task.name, reads, made)
        whole.merge(made)
    if bucket:
        bucket.save()
    return whole


def _write_task(task: Task, shells: Mapping[str, Shell], url: str, files: FileWriter) -> Made:
    made = Made(links=LinksOut())
    for output in task.run():
        made.files.append(_write_one(output, shells, url, files))
        if isinstance(output, Page):
            made.links.add(output.head + output.body, output.address, output.source)
            if output.indexed:
                made.indexed.append(output.address)
    return made


def _write_one(output: Output, shells: Mapping[str, Shell], url: str, files: FileWriter) -> Written:
    if isinstance(output, Page):
        html = shells[output.kind].join(output, url)
        return files.write(f"{output.address}index.html", html.encode(), output.source)
    return files.write(output.path, output.data, output.source)
