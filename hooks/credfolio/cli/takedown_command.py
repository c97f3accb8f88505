"""``credfolio takedown``."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import click

from credfolio.authoring.yaml_edit import set_values
from credfolio.badges.signing.keystore import SigningKey
from credfolio.building.site_commands import Options, build_site
from credfolio.checking.check import check_project
from credfolio.cli import DATE, main, project_root
from credfolio.cli.key_options import KeyOptions, key_options
from credfolio.cli.new_people import new_handle
from credfolio.cli.recorded_day import day_to_record
from credfolio.cli.signing_options import (
    checked_records,
    only_signer,
    sign_and_tell,
    signers,
)
from credfolio.disk.new_file import replace_file
from credfolio.disk.own_cache import own_cache
from credfolio.disk.replaced_files import finish_replacing
from credfolio.errors import UsageError
from credfolio.findings.finding import counted, first_of
from credfolio.findings.report import render_findings
from credfolio.project import project_date, signing_time
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Educator
from credfolio.records.registry import GOVERNANCE_PATH, Registry, educator_path
from credfolio.removing.portfolio_swap import apply_plan, list_mentions
from credfolio.removing.takedown import Plan, Way, Wish, handle_names, names_of, plan_takedown

_HISTORY = (
    "The repository's history still holds the old text. `git filter-repo --invert-paths --path "
    "{folder}/` and a forced push take it out. Every clone has to be made again; old pull requests "
    "keep what they showed until the forge's support drops them."
)
_STEPS = (
    "Commit the change, and build and publish the site. Until then the old pages stay.",
    _HISTORY,
    "The branch that the site is published from has a history, too. Publish it again without one.",
    "Forks and clones of others: ask their owners. The forge lists forks.",
    "Artifacts and caches of workflows, previews, and your own backups.",
    "Search engines: ask each to drop the address. Web archives: ask for exclusion.",
    "Copies of badges (files, wallets, social networks) are in the person's own hands.",
    "Tell the person what was done, what was not, and when.",
)
"""What no command can do from here."""


@main.command()
@click.argument("educator", metavar="EDUCATOR")
@click.option("--unlist", "way", flag_value="unlist", help="Keep the pages; list them nowhere.")
@click.option(
    "--anonymise",
    "way",
    flag_value="anonymise",
    help="Take the pages down; keep the awards in the records, without a name.",
)
@click.option("--remove", "way", flag_value="remove", help="Take the pages and the records down.")
@click.option("--revoke", is_flag=True, help="Revoke signed badges.")
@click.option("--keep-valid", is_flag=True, help="Leave signed badges valid.")
@click.option(
    "--forget-address",
    is_flag=True,
    help="Leave no tombstone at the address, because the address names the person.",
)
@click.option("--on", type=DATE, metavar="YYYY-MM-DD", help="The date to record. Default: today.")
@click.option("--build", is_flag=True, help="Build the site afterward.")
@click.option("--write", is_flag=True, help="Do it. Without it, the command says what it would do.")
@click.option("--yes", is_flag=True, hidden=True, help="The former name of --write.")
@key_options
@click.pass_context
def takedown(
    ctx: click.Context,
    educator: str,
    way: Way | None,
    revoke: bool,
    keep_valid: bool,
    forget_address: bool,
    on: date | None,
    build: bool,
    write: bool,
    yes: bool,
    keys: KeyOptions,
    created: datetime | None,
) -> None:
    """Take a person's pages and records down, and say what remains to be done elsewhere.

    Without --write, nothing changes. With a key the status lists, which wallets
    read, are signed again at once; otherwise the next `credfolio sign` does it.

    \b
    Examples:
      credfolio takedown ana-lopez --remove --revoke
      credfolio takedown ana-lopez --remove --revoke --write
    """
    root = project_root(ctx)
    if yes:
        click.echo("--yes is called --write now; the former name will go in 1.0", err=True)
    write = write or yes
    key = keys.load()
    finished = finish_replacing(root) if write else 0
    registry = load_project(root).registry
    handle = educator.strip("/").rpartition("/")[2]
    if write and handle not in registry.educators and (finished or handle in registry.tombstones):
        click.echo(f"{handle} was taken down already")
        _tell_wallets(root, key if revoke else None, registry, keys, created)
        return
    person = _person(handle, registry)
    if way is None:
        raise UsageError(
            "say what happens to the portfolio",
            fix="add --unlist, --anonymise or --remove",
        )
    if way == "unlist":
        _unlist(root, person, registry, write)
        return
    signed = [one for one in registry.signed if one[0] == person.id]
    if signed and revoke == keep_valid:
        raise UsageError(
            f"the portfolio holds {counted(len(signed), 'signed badge')}; say what happens to them",
            fix="add --revoke or --keep-valid",
        )
    at = new_handle() if forget_address else person.id
    wish = Wish(
        way, revoke, day_to_record(root, on), at, new_handle() if way == "anonymise" else ""
    )
    plan = plan_takedown(person, registry, wish)
    names = names_of(person, registry)
    _tell(plan, person, wish, write)
    if write:
        # A key that signs for nobody is refused before anything is gone.
        who = signers(root, registry, key, None, keys.demonstration) if key and revoke else []
        left = apply_plan(root, plan)
        # Its results name the person's addresses.
        if cache := own_cache(root):
            shutil.rmtree(cache, ignore_errors=True)
        click.echo("Done.")
        if who:
            _tell_wallets(root, key, registry, keys, created)
        for path in left:
            click.echo(
                f"Edit {path} by hand: it names {person.id} in a way this command cannot edit"
            )
        _tell_findings(root)
        if build:
            site = build_site(root, output=None, strict=False, options=Options())
            click.echo(f"The site is built in {site.name}/")
    mentions = [one for one in list_mentions(root, names) if not one.startswith(f"{plan.folder}/")]
    _tell_rest(plan, person, wish, mentions, has_key=key is not None, done=write)


def _tell_wallets(
    root: Path,
    key: SigningKey | None,
    registry: Registry,
    keys: KeyOptions,
    created: datetime | None,
) -> None:
    """Sign the status lists that wallets read, if there is a key."""
    who = signers(root, registry, key, None, keys.demonstration) if key else []
    if who:
        with only_signer(root):
            records = checked_records(root, {one.issuer for one in who})
            sign_and_tell(root, records, who, signing_time(created))


def _person(handle: str, registry: Registry) -> Educator:
    found = registry.educators.get(handle)
    if found is None:
        taken = handle in registry.tombstones
        raise UsageError(
            f"{handle!r} was taken down already" if taken else f"there is no educator {handle!r}",
            fix=None if taken else "give the name of the folder in portfolios/",
        )
    return found


def _unlist(root: Path, person: Educator, registry: Registry, write: bool) -> None:
    path = educator_path(person.id)
    if person.visibility != "public":
        raise UsageError(f"{person.id} is {person.visibility} already, and listed nowhere")
    if not write:
        click.echo(f"Would write `visibility: unlisted` in {path}. Add --write to do it.")
        return
    text = (root / path).read_bytes().decode("utf-8-sig")
    replace_file(root, path, set_values(text, {"visibility": "unlisted"}, path))
    click.echo(f"{path}: unlisted. Build and publish the site; search engines follow in weeks.")


def _tell(plan: Plan, person: Educator, wish: Wish, write: bool) -> None:
    """What is done, in the order of how much it matters."""
    does = "" if write else "Would "
    click.echo(f"{does}{'D' if write else 'd'}elete {plan.folder}/ with all that is in it")
    for path in plan.written:
        shown = path.replace(wish.stand_in, "…") if wish.stand_in and not write else path
        click.echo(f"{does}{'W' if write else 'w'}rite {shown}")
    for path, words in plan.mentions.items():
        if path == GOVERNANCE_PATH:
            click.echo(f"{does}{'T' if write else 't'}ake the entries of {person.id} out of {path}")
        else:
            click.echo(f"{does}{'P' if write else 'p'}ut “{words}” for {person.id} in {path}")
    if plan.signed:
        becomes = "are revoked" if wish.revoke else "stay valid for their holders"
        click.echo(f"{counted(plan.signed, 'signed badge')} {becomes}.")
    if wish.tombstone == person.id and handle_names(person):
        click.echo(
            f"The address portfolios/{person.id}/ names the person. The tombstone tells people who "
            "know the address that it was taken down; --forget-address leaves nothing there."
        )


def _tell_findings(root: Path) -> None:
    checked = check_project(root, project_date(root))
    if checked.has_errors:
        click.echo("The check now reports:")
        click.echo(render_findings(checked.findings, checked.files, "text"), nl=False)


def _tell_rest(
    plan: Plan, person: Educator, wish: Wish, mentions: list[str], *, has_key: bool, done: bool
) -> None:
    """Print what no command can do from here."""
    click.echo("\nWhat is left to do:" if done else "\nWhat will be left to do:")
    steps = list(_STEPS)
    steps[1] = steps[1].format(folder=plan.folder)
    if plan.signed and wish.revoke and not has_key:
        steps.insert(0, "Run `credfolio sign` with the issuer's key, so that wallets learn of it.")
    if mentions:
        lines = first_of(mentions, 12)
        steps.insert(
            0,
            f"These lines contain the name; change those about this person: {lines} "
            "(in versions/ with `credfolio versions redact`)",
        )
    if wish.way == "anonymise":
        kept = f"portfolios/{wish.stand_in}/" if done else "what is kept"
        steps.insert(
            0,
            f"Read {kept} once. What was earned, and when, can be enough to tell who it was where "
            "few have it.",
        )
    for number, step in enumerate(steps, start=1):
        click.echo(f"{number:2}. {step}")
    if not done:
        click.echo("\nNothing was changed. Add --write to do it.")
