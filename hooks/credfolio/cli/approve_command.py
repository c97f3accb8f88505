"""``credfolio approve``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from credfolio.authoring.yaml_edit import set_in_nth, set_values
from credfolio.checking.rules.awarded import assessments, issuers_of
from credfolio.cli import DATE, main, project_root
from credfolio.cli.private_records import beside_option, registry_at
from credfolio.cli.recorded_day import day_to_record
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.errors import UsageError
from credfolio.ids import fold_account
from credfolio.records.model import Award
from credfolio.records.model.governance import ACCOUNT_PATTERN
from credfolio.records.reckoned.approvers import approver_entries, may_approve
from credfolio.records.registry import Registry, award_path, issuer_path, version_path


@main.command()
@click.argument("awards", metavar="EDUCATOR/AWARD…", nargs=-1, required=True)
@click.option(
    "--as",
    "account",
    envvar="CREDFOLIO_AUTHOR",
    metavar="ACCOUNT",
    help="Your account on the forge. Default: the variable CREDFOLIO_AUTHOR.",
)
@click.option(
    "--one-person",
    is_flag=True,
    help="You assessed it as well, and catalog/governance.yml allows that for the issuer.",
)
@click.option("--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record. Default: today.")
@beside_option
@click.pass_context
def approve(
    ctx: click.Context,
    awards: tuple[str, ...],
    account: str | None,
    one_person: bool,
    on: date | None,
    public: Path | None,
) -> None:
    """Approve awards that are recorded, as an approver of their issuer.

    The digest of each file of evidence is written next to its name. The approval
    counts once you propose it from this account. All of the awards are changed
    or none.

    \b
    Example:
      credfolio approve ana-lopez/active-listening --as rosa-d
    """
    root = project_root(ctx)
    if not account or not _is_account(account):
        raise UsageError(
            "an approval is the act of an account, and none was named",
            fix="give your account on the forge with --as, or in CREDFOLIO_AUTHOR",
        )
    finish_replacing(root)
    registry = registry_at(root, public)
    day = day_to_record(public or root, on)
    wanted = "one-person" if one_person else "approved"
    changed: dict[str, tuple[bytes, bytes]] = {}
    unjudged: set[str] = set()
    for name in dict.fromkeys(awards):
        educator, _, award = name.partition("/")
        found = registry.awards.get((educator, award))
        if found is None:
            raise UsageError(
                f"there is no readable award {name!r}",
                fix="write it as educator/award, as its file is in portfolios/",
            )
        path = award_path(educator, award)
        if found.approval == wanted and found.approved_by == fold_account(account):
            click.echo(f"{path}: approved by {fold_account(account)} already")
            continue  # by this account, perhaps in a run that was interrupted
        if found.approval != "recorded":
            raise UsageError(
                f"{name} does not wait for an approval",
                fix="approve only awards that say `approval: recorded`",
            )
        if day < found.awarded_on:
            raise UsageError(
                f"{name} was awarded on {found.awarded_on}, after {day}",
                fix="correct the date after --on",
            )
        _refuse_unlisted(registry, found, fold_account(account), day)
        values = {
            "approved_by": fold_account(account),
            "approval": wanted,
            "approved_on": day.isoformat(),
        }
        digest = registry.text_digests.get(version_path(found))
        if found.digest is None and digest is not None:
            values["digest"] = digest
        data = (root / path).read_bytes()
        text = set_values(data.decode("utf-8-sig"), values, path)
        for n, one in enumerate(found.evidence):
            picture = registry.pictures.get(f"{path.rpartition('/')[0]}/{one.file}")
            if one.source == "issuer" and one.file and picture is not None:
                text = set_in_nth(text, "evidence", n, {"digest": picture.digest}, path)
        changed[path] = data, text.encode("utf-8")
        if not (found.judged or found.imported_from or any(assessments(found))):
            unjudged.add(path)
    if changed:
        replace_files(root, changed)
    for path in changed:
        click.echo(f"{path}: approved by {fold_account(account)}")
        if path in unjudged:
            click.echo("No assessor is recorded; `submissions:` of the award would name one.")
    click.echo("Propose this from your own account: `credfolio check --base` compares the two.")


def _refuse_unlisted(registry: Registry, award: Award, account: str, day: date) -> None:
    """What the check would refuse is not written in the first place."""
    issuers = issuers_of(registry, award)
    if not issuers:
        return
    entries = approver_entries(registry, issuers, account)
    if not entries:
        named = " or ".join(issuer.id for issuer in issuers)
        listed = [one for issuer in issuers for one in issuer.approvers if may_approve([one], day)]
        names = dict.fromkeys(one.account or one.educator or one.name or "" for one in listed)
        entry = f"`account: {account}` in their entry below `approvers:` of "
        entry += issuer_path(issuers[0].id)
        raise UsageError(
            f"{account} is not on the list of approvers of {named}; "
            + (f"the approvers are: {', '.join(names)}" if names else "nobody is on it"),
            fix=f"approve as one of them; a new approver first needs {entry}"
            if names
            else f"write {entry}",
        )
    if not may_approve(entries, day):
        raise UsageError(
            f"{account} was an approver until {entries[0].until}, before {day}",
            fix="have somebody approve it who is on the list on that day, or correct `until:` in "
            f"{issuer_path(issuers[0].id)}",
        )


def _is_account(account: str) -> bool:
    return re.fullmatch(ACCOUNT_PATTERN, account) is not None
