"""What the commands that sign have in common: one at a time, sound records, a plan, a report."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path

import click

from credfolio.badges.openbadges.home import home_of
from credfolio.badges.signing.keystore import SigningKey
from credfolio.badges.signing.needed import Needed, needs_text
from credfolio.badges.signing.plan import Plan, plan_lines, plan_signing
from credfolio.badges.signing.sign_pending import Signed, finish_signing, sign_plans
from credfolio.badges.signing.signers import (
    Signer,
    demonstration_signers,
    signers_for,
    signers_without_keys,
)
from credfolio.checking.check import Checked, check_loaded, check_project
from credfolio.checking.rules.signed import missing_lists
from credfolio.cli.named_issuers import issuer_of
from credfolio.disk.lock import locked
from credfolio.disk.new_file import clear_drafts
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.findings.finding import counted
from credfolio.findings.report import render_findings
from credfolio.project import project_date, site_url
from credfolio.records.loading.loader import Loaded, load_project
from credfolio.records.loading.source_files import read_bytes
from credfolio.records.registry import Registry
from credfolio.records.source_text import MAX_BYTES


@contextmanager
def only_signer(root: Path) -> Iterator[None]:
    """Keep other signers away: they would allot the same places of a status list.

    What a killed one had signed takes its place, and what it had not finished goes. Raises
    `EnvironmentProblem` when another is at work.
    """
    try:
        with locked(
            root / ".credfolio-sign.lock",
            "another process is signing in this project",
            fix="wait until it has ended, then run this again",
        ):
            for kind in ("portfolios/*/credentials", "catalog/*/status"):
                for folder in root.glob(kind):
                    clear_drafts(folder)
            if placed := finish_signing(root):
                click.echo(f"{placed} files that an interrupted run had signed are in place")
            yield
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write in {root}: {error.strerror}", fix="check the folder's permissions"
        ) from error


def checked_records(
    root: Path, issuers: Collection[str] | None = None, beside: Path | None = None
) -> Registry:
    """The records. Those that badges of `issuers` (by default of all) are made from have no errors.

    What is signed stays signed, so errors there stop the signing. Errors elsewhere are counted
    aloud and stop nothing; a status list that is missing stops nothing, because signing writes it.
    """
    checked = check_project(root, project_date(root), beside=beside)
    _stop_at_errors(root, checked, issuers)
    return checked.registry


def records_and_signers(
    root: Path,
    key: SigningKey | None,
    issuer: str | None,
    demonstration: bool,
    loaded: Loaded | None = None,
    beside: Path | None = None,
) -> tuple[Registry, list[Signer]]:
    """The records, as of `checked_records`, and the issuers among them for whom `key` signs.

    `loaded` are the records as the command is about to write them, if it changes any; `beside` is a
    private repository whose homes belong to the same project.
    """
    loaded = loaded or load_project(root, 0, beside=beside)
    checked = check_loaded(loaded, root, project_date(root), beside=beside)
    try:
        who = signers(root, checked.registry, key, issuer, demonstration)
    except CredfolioError:
        # The issuer's own file may be what cannot be read.
        _stop_at_errors(root, checked, None if issuer is None else [issuer])
        raise
    _stop_at_errors(root, checked, {one.issuer for one in who})
    return checked.registry, who


def _stop_at_errors(root: Path, checked: Checked, issuers: Collection[str] | None) -> None:
    mended = {(one.rule, one.path, one.message) for one in missing_lists(checked.registry)}
    errors = [
        one
        for one in checked.findings
        if one.is_error and (one.rule, one.path, one.message) not in mended
    ]
    stopping = errors
    if errors and issuers is not None:
        unread = _unread(root, checked.registry)
        needed = [Needed(checked.registry, issuer, unread) for issuer in issuers]
        stopping = [one for one in errors if any(each.concerns(one) for each in needed)]
    if stopping:
        click.echo(render_findings(stopping, checked.files, "text"), nl=False)
        raise CredfolioError(
            "nothing is signed while the records that it is made from have errors",
            fix="correct the findings above",
        )
    if errors:
        click.echo(
            f"{len(errors)} errors elsewhere in the records; `credfolio check` shows them", err=True
        )


def _unread(root: Path, registry: Registry) -> dict[str, bytes]:
    found = {}
    for path in registry.broken:
        if needs_text(path) and isinstance(
            data := read_bytes(root / path, path, limit=MAX_BYTES), bytes
        ):
            found[path] = data
    return found


def signers(
    root: Path, registry: Registry, key: SigningKey | None, issuer: str | None, demonstration: bool
) -> list[Signer]:
    """Those for whom `key` signs, or without one all who could sign, for a plan.

    Raises `UsageError` for an issuer that does not exist.
    """
    if issuer is not None:
        issuer_of(registry.issuers, issuer)
    if demonstration and key is not None:
        return demonstration_signers(registry, key, issuer)
    if key is None:
        return signers_without_keys(registry, lambda: home_of(site_url(root)), issuer)
    return signers_for(registry, key, lambda: home_of(site_url(root)), issuer)


def homes_in(private: Path | None) -> frozenset[str]:
    """The educators whose homes are in a private repository; it may hold none."""
    top = private / "portfolios" if private else None
    if top is None or not top.is_dir():
        return frozenset()
    return frozenset(one.name for one in top.iterdir() if one.is_dir())


def tell_plans(plans: Sequence[Plan], *, err: bool, whole: bool = False) -> None:
    """Say for each signer what it is about to sign, and with which key; one by one if `whole`."""
    for plan in plans:
        if not plan:
            continue
        counts = _counts(plan.awards, plan.endorsements, plan.lists)
        click.echo(f"{plan.signer.issuer} signs {counts} with {plan.signer.method}", err=err)
        for line in plan_lines(plan) if whole else ():
            click.echo(f"  {line}", err=err)


def _counts(awards: Sized, endorsements: Sized, lists: Sized) -> str:
    """``1 award, 2 status lists``; empty where there is none of them."""
    kinds = ((awards, "award"), (endorsements, "endorsement"), (lists, "status list"))
    return ", ".join(counted(len(some), noun) for some, noun in kinds if some)


def sign_and_tell(
    root: Path,
    registry: Registry,
    who: list[Signer],
    created: str,
    replaced: str = "",
    records: Mapping[str, tuple[bytes, bytes]] | None = None,
    done: Sequence[str] = (),
    beside: Path | None = None,
) -> Signed:
    """Say who signs what with which key, sign it, and say what was written.

    `records` that change take their places in the same step; then `done` is said. Ends with 1
    when something could not be signed.
    """
    plans = plan_signing(registry, who, replaced, homes_in(beside))
    tell_plans(plans, err=True)
    result = sign_plans(root, registry, plans, created, records=records, beside=beside)
    for line in done:
        click.echo(line)
    for path in result.paths:
        click.echo(f"signed {path}")
    for path in result.logs:
        click.echo(f"noted what ended in {path}")
    for path, reason in result.refused:
        click.echo(f"not signed: {path}: {reason}", err=True)
    counts = _counts(result.awards, result.endorsements, result.status_lists)
    if counts:
        click.echo(f"{counts} signed")
    elif not result.logs:
        click.echo("Nothing to sign.")
    if result.refused:
        sys.exit(1)
    return result
