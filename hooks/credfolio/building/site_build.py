"""A build from the first record to the published folder, whoever makes the pages of docs/."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import replace

from credfolio.building.build import Build, Options
from credfolio.building.closing import write_crawler_notes
from credfolio.building.finishing import (
    refuse_links,
    site_pages,
    take_place,
    write_pages,
    write_texts,
)
from credfolio.building.inputs import end_docs
from credfolio.building.kept_docs import KeptDocs
from credfolio.building.moved_addresses import read_moved
from credfolio.building.program import program_digest
from credfolio.building.settings import Settings, read_site
from credfolio.building.unchanged import Built
from credfolio.checking.check import Checked, check_project
from credfolio.disk.compiled_code import folder_of_made
from credfolio.disk.manifest import NOWHERE, Origin
from credfolio.disk.old_site import OldSite
from credfolio.disk.own_cache import own_shelf
from credfolio.disk.source_commit import READ_BY_A_BUILD, commits_of, origin_of
from credfolio.disk.staging import begin_staging, lock_target, write_manifest
from credfolio.disk.trial_folder import served_trial
from credfolio.disk.uncollected import uncollected
from credfolio.disk.writer import list_other_files
from credfolio.errors import CredfolioError
from credfolio.findings.colors import shown_on
from credfolio.findings.report import render_findings
from credfolio.project import site_day
from credfolio.proof.canonical import templates_kept_in


class RecordsRefused(CredfolioError):
    """The records have errors; what they are has been printed."""


@uncollected()
def begin_build(settings: Settings, options: Options, *, serving: bool) -> Build:
    """Check the records, and make a folder next to the target.

    Raises `RecordsRefused` when they have errors, and `CredfolioError` when something else stops
    the build; nothing has been touched then.
    """
    root, target = settings.theme.root, settings.target
    commits = ("", "") if serving else commits_of(root, options.beside)
    options.progress("Reading the records")
    shelf = own_shelf(root, program_digest(), folder_of_made())
    try:
        day = site_day(root, options.today)
        site = read_site(
            settings.own,
            name=settings.name,
            description=settings.description,
            url=settings.url,
            today=day.day,
            time_zone=day.zone if day.is_setting else "",
            moved=read_moved(root, settings.own.get("moved_pages")),
        )
        jobs = 1 if serving else options.jobs
        trial = served_trial(root, site.url) if serving else None
        with templates_kept_in(shelf.templates):
            checked = check_project(
                root, site.today, jobs, kept=shelf.parsed, beside=options.beside, trial=trial
            )
    finally:
        options.progress("")
    said = _tell_findings(checked, settings, options.told, serving)
    lock = lock_target(target)
    staging = begin_staging(target)
    old_site = OldSite(target, None if serving else shelf.sites)  # that folder is temporary
    if serving:
        # A server has threads, and a fork drops them.
        options = replace(options, jobs=1, trial=trial)
    return Build(
        site, checked, target, staging, lock, commits, options, serving, shelf, old_site, said
    )


def _tell_findings(checked: Checked, settings: Settings, told: str, serving: bool) -> str:
    """Print the findings, unless they were `told`, and return that text.

    Raises `RecordsRefused` where they stop a build.
    """
    said = ""
    if checked.findings:
        said = render_findings(checked.findings, checked.files, "text")
        if said != told:
            print(shown_on(sys.stderr, said), end="", file=sys.stderr)
    if checked.has_errors or (settings.strict and checked.findings):
        kept = "" if serving else "; the site was left as it was"
        raise RecordsRefused(
            f"the records have findings that stop a build{kept}",
            fix="correct the findings above, then build again",
        )
    return said


def finish_build(
    build: Build,
    settings: Settings,
    log: logging.Logger,
    refuse: Callable[[], None] = lambda: None,
) -> Built | None:
    """Write the records, the sitemap and the manifest; take the old site's place.

    `refuse` is asked before anything is published, and raises what stops that. Returns what the
    next build may compare itself with; None where that cannot be said. Raises `CredfolioError`.
    """
    folder, theme = build.staging, settings.theme
    opened = end_docs()
    docs = KeptDocs.of(build, settings, log.name)
    pages = site_pages(build, theme, settings.own)
    records = write_pages(build, theme, pages, folder)
    records.files += write_texts(build, theme, pages, folder, records.files)
    listed = [url for url in build.docs if url not in build.unlisted]
    notes = write_crawler_notes(folder, build.site.url, [*listed, *records.indexed])
    refuse()
    rest = build.docs_files
    if rest is None:
        known = [file.path for file in (*records.files, *notes)]
        rest = [*list_other_files(folder, known)]
    else:
        records.reused += [file.path for file in rest]
    files = [*records.files, *notes, *rest]
    refuse_links(build, folder, records, files)
    origin = _origin(build, settings)
    tree = write_manifest(folder, files, origin)
    take_place(build, files, records.reused)
    log.info("Wrote %d files from %d records", len(records.files), build.checked.files)
    if (origin.commit, origin.records) != build.commits or build.serving:
        return None
    raw = build.docs_raw or docs.as_bytes(rest, opened, build.options.beside)
    return Built(build.target, build.site.today, build.commits, tree, build.said, raw)


def _origin(build: Build, settings: Settings) -> Origin:
    """The commit that this build was made from, when it has not changed while it was read."""
    if build.serving or not build.commits[0]:
        return NOWHERE
    inputs = (*READ_BY_A_BUILD, settings.docs_dir, settings.custom_dir or "theme")
    origin = origin_of(settings.theme.root, inputs, build.options.beside)
    is_same = (origin.commit, origin.records) == build.commits
    return origin if is_same else replace(origin, clean=False)
