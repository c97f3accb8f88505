"""``credfolio ci pending`` and ``ci sign``: they import what requirements/sign.txt has, no more."""

from __future__ import annotations

import os
from pathlib import Path

import click

from credfolio.badges.signing.plan import plan_signing
from credfolio.cli.ci_command import ci, push_token, remote_option, results_option
from credfolio.cli.key_options import KeyOptions, Passphrase
from credfolio.cli.pair_options import public_root
from credfolio.cli.sign_command import sign_all
from credfolio.cli.signing_options import records_and_signers
from credfolio.forge.pushing import commit_and_push, head_commit, right_to_push
from credfolio.forge.runner import write_results
from credfolio.project import signing_time

SIGNED = ("portfolios/*/credentials/*.json", "catalog/*/status/*.json", "catalog/*/status/*.jsonl")
"""What signing writes: badges and endorsements, status lists, and the logs next to them."""
_KEYS = "SIGNING_KEY"
_PASSPHRASE = "SIGNING_PASSPHRASE"


@ci.command()
@results_option
@click.pass_context
def pending(ctx: click.Context, results: Path | None) -> None:
    """Count what waits for a signature: awards, endorsements, status lists.

    Needs no key. The result is `number`. What belongs to an issuer that
    publishes no key is not counted, because nobody could sign it.

    \b
    Example:
      credfolio ci pending
    """
    registry, who = records_and_signers(public_root(ctx), None, None, False)
    plans = plan_signing(registry, who)
    kinds = [kind for one in plans for kind in (one.awards, one.endorsements, one.lists)]
    logs = [noted for one in plans for noted in one.endings]
    write_results(results, {"number": str(sum(map(len, kinds)) + len(logs))})


@ci.command()
@remote_option
@click.option(
    "--branch",
    envvar="CREDFOLIO_BRANCH",
    required=True,
    help="The branch to push to. Default: the variable CREDFOLIO_BRANCH.",
)
@results_option
@click.pass_context
def sign(ctx: click.Context, remote: str, branch: str, results: Path | None) -> None:
    """Sign what waits, commit the signed files alone, and push them.

    Every variable whose name begins with SIGNING_KEY and that is not empty
    holds a key; SIGNING_PASSPHRASE opens those that are protected. The result is
    `commit`. Never forced: if somebody was quicker, the next run signs.

    \b
    Example:
      credfolio ci sign --branch main
    """
    root = public_root(ctx)
    created = signing_time(None)
    for name in sorted(os.environ):
        if name.startswith(_KEYS) and os.environ[name]:
            protected = Passphrase(_PASSPHRASE, None)
            key = KeyOptions(None, name, False, None, False, protected).load()
            assert key is not None
            sign_all(root, key, created)
    with right_to_push(remote, push_token()):
        if not commit_and_push(root, SIGNED, "Sign what waits", remote, branch):
            click.echo("nothing was signed", err=True)
    write_results(results, {"commit": head_commit(root)})
