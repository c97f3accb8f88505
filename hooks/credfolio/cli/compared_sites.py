"""What a change of a site's repository does to its addresses, said before it is made."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import click

from credfolio.building.site_after import site_after
from credfolio.building.site_commands import ENGINE, Options
from credfolio.cli.build_command import show_log
from credfolio.cli.progress import show_progress
from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import first_of
from credfolio.publishing.audit import compare, explain
from credfolio.publishing.built_site import load_manifest
from credfolio.publishing.earlier_site import earlier_site
from credfolio.records.loading.loader import load_project

compare_option = click.option(
    "--compare/--no-compare",
    default=True,
    show_default=True,
    help="Build the site as it would be, and compare its addresses with the live site's.",
)
allow_vanished_option = click.option(
    "--allow-vanished",
    is_flag=True,
    help="Do it even if addresses disappear without a reason in the records.",
)


def refuse_lost_addresses(
    root: Path, files: Mapping[str, bytes | None], private: Path | None, *, allowed: bool
) -> None:
    """Say what happens to the addresses of the site at `root` when `files` change.

    They are compared with the live site, else with the last build; `private` is the repository of
    the other homes in it. Raises `CredfolioError` when one would be lost without a reason in the
    records, unless that is `allowed`, and `UsageError` where homes are in it that nobody named.
    """
    before = earlier_site(root, "origin", "gh-pages", root / "site")
    if before is None:
        click.echo(
            "No earlier site to compare with: nothing is published, and there is no last build."
        )
    elif before.has_private and private is None:
        raise UsageError(
            f"{before.words} has homes of a private repository, whose addresses cannot be compared "
            "without it",
            fix="name a clone of it, --with ../records; or leave the comparison out, --no-compare",
        )
    show_log(ENGINE, logging.ERROR)
    with site_after(root, files, Options(None, 0, show_progress, private)) as (project, site):
        after = load_manifest(site).files
        if before is None:
            click.echo(f"The site can be built: {len(after):,} files.")
            return
        # Contents follow from dates in the history as well, which the copy lacks.
        difference = compare(dict.fromkeys(before.paths, ""), dict.fromkeys(after, ""))
        vanished = explain(
            difference.vanished, after, load_project(project, beside=private).registry
        )
    click.echo(f"The site, compared with {before.words}:")
    lost = [one.path for one in vanished if not one.reason]
    click.echo(
        f"  {difference.kept:,} files stay, {len(difference.appeared):,} are new, "
        f"{len(vanished) - len(lost):,} go for a reason, {len(lost):,} would be lost"
    )
    if lost and not allowed:
        raise CredfolioError(
            f"addresses would be lost: {first_of(lost, 3)}; nothing was changed",
            fix="let them lead on with former_ids or extra.credfolio.moved_pages, or add "
            "--allow-vanished",
        )
