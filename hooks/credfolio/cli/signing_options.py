"""What the commands that sign have in common: where the key comes from, what time it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from credfolio.badges.openbadges.home import home_of
from credfolio.badges.signing.keystore import (
    DEMONSTRATION_KEY,
    SigningKey,
    load_key_file,
    load_key_variable,
    parse_key,
)
from credfolio.badges.signing.sign_pending import (
    Signed,
    Signer,
    demonstration_signers,
    sign_pending,
    signers_for,
)
from credfolio.checking.check import Checked, check_project
from credfolio.disk.lock import locked
from credfolio.disk.new_file import clear_drafts
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.findings.report import render_findings
from credfolio.project import build_date, site_url
from credfolio.proof.multikey import KeyKind
from credfolio.records.registry import Registry

F = TypeVar("F", bound=Callable[..., Any])


def key_options(command: F) -> F:
    """Add ``--key-file``, ``--key-env``, ``--key-stdin``, ``--demonstration`` and ``--created``."""
    for option in (
        click.option(
            "--created",
            type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]),
            metavar="YYYY-MM-DDTHH:MM:SSZ",
            help="The time that the signature states, instead of SOURCE_DATE_EPOCH or the clock.",
        ),
        click.option(
            "--demonstration",
            is_flag=True,
            help="Sign with the demonstration key that everybody has, for issuers without keys.",
        ),
        click.option("--key-stdin", is_flag=True, help="Read the private key from standard input."),
        click.option("--key-env", metavar="NAME", help="The environment variable that holds it."),
        click.option(
            "--key-file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="The file that holds the private key.",
        ),
    ):
        command = option(command)
    return command


def load_key(
    key_file: Path | None,
    key_env: str | None,
    key_stdin: bool,
    demonstration: bool,
    kind: KeyKind = "Ed25519",
) -> SigningKey | None:
    """The key that the options name; None when they name none.

    Raises `UsageError` when they name two, or one that is not of `kind`.
    """
    key = _named_key(key_file, key_env, key_stdin, demonstration)
    if key is None or key.kind == kind:
        return key
    if kind == "P-256":
        raise UsageError(
            f"tokens are signed with a P-256 key, and this is an {key.kind} key",
            fix="make one with `credfolio keys new ISSUER --curve p256`",
        )
    raise UsageError(
        f"badges are signed with an Ed25519 key, and this is a {key.kind} key",
        fix="give the issuer's Ed25519 key; this one is for `credfolio sign --jwt`",
    )


def _named_key(
    key_file: Path | None, key_env: str | None, key_stdin: bool, demonstration: bool
) -> SigningKey | None:
    given = [bool(key_file), bool(key_env), key_stdin, demonstration]
    if sum(given) > 1:
        raise UsageError("more than one key is named", fix="give one of the key options")
    if key_file:
        return load_key_file(key_file)
    if key_env:
        return load_key_variable(key_env)
    if key_stdin:
        return parse_key(sys.stdin.read(1_000), "standard input")
    return DEMONSTRATION_KEY if demonstration else None


@contextmanager
def only_signer(root: Path) -> Iterator[None]:
    """Keep other signers away, who would give out the same places of a status list.

    What a killed one left in the folders of signed files goes. Raises
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
            yield
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot write in {root}: {error.strerror}", fix="check the folder's permissions"
        ) from error


def checked_records(root: Path) -> Checked:
    """The records, which must be without errors: what is signed stays signed."""
    checked = check_project(root, build_date(None))
    if checked.has_errors:
        click.echo(render_findings(checked.findings, checked.files, "text"), nl=False)
        raise CredfolioError(
            "nothing is signed while the records have errors", fix="correct the findings above"
        )
    return checked


def signers(
    root: Path, registry: Registry, key: SigningKey, issuer: str | None, demonstration: bool
) -> list[Signer]:
    """Those for whom `key` signs; raises `UsageError` for an issuer that does not exist."""
    if issuer is not None and issuer not in registry.issuers:
        raise UsageError(
            f"there is no issuer {issuer!r}", fix="name the issuer's folder in catalog/"
        )
    if demonstration:
        return demonstration_signers(registry, key, issuer)
    return signers_for(registry, key, lambda: home_of(site_url(root)), issuer)


def sign_and_tell(
    root: Path, registry: Registry, who: list[Signer], created: str, replaced: str = ""
) -> Signed:
    """Sign, say what was written, and end with 1 when something could not be signed."""
    result = sign_pending(root, registry, who, created, replaced=replaced)
    for path in [*result.awards, *result.endorsements, *result.status_lists]:
        click.echo(f"signed {path}")
    for path, reason in result.refused:
        click.echo(f"not signed: {path}: {reason}", err=True)
    said = f", {len(result.endorsements)} endorsements" if result.endorsements else ""
    words = f"{len(result.awards)} awards{said}, {len(result.status_lists)} status lists signed"
    is_something = result.awards or result.endorsements or result.status_lists
    click.echo(words if is_something else "Nothing to sign.")
    if result.refused:
        sys.exit(1)
    return result
