"""``credfolio publish``: awards of the private repository, into a clone of the public one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from credfolio import __version__
from credfolio.authoring.published_award import plan_publishing
from credfolio.cli import main, today_option
from credfolio.cli.pair_options import private_root
from credfolio.cli.private_records import public_day
from credfolio.cli.rounds_command import OFFICE
from credfolio.disk.git_archive import ArchivedCommit
from credfolio.disk.new_file import clear_drafts, replace_file, write_new_file
from credfolio.disk.new_files import finish_interrupted, write_new_files
from credfolio.disk.source_commit import (
    READ_OF_RECORDS,
    find_repository,
    head_commit,
    uncommitted,
)
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding, counted, printable, quoted
from credfolio.records.loading.source_files import read_text
from credfolio.records.model.kinds import EDUCATORS, PUBLISHED
from credfolio.records.model.office import COMMIT_PATTERN
from credfolio.rounds.said import Outcome, Said
from credfolio.text.listed import listed


@main.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]...")
@click.option(
    "--to",
    "public",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A clone of the public repository, on a branch of its own.",
)
@click.option(
    "--with",
    "archive",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Without a clone: the ZIP of the public commit; --to then gets the new files alone.",
)
@click.option("--commit", help="The commit of the private records; where git says it, that one.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option("--write", "writes", is_flag=True, help="Write the awards. Without it, nothing is.")
@today_option
@click.pass_context
def publish(
    ctx: click.Context,
    numbers: tuple[str, ...],
    public: Path,
    archive: Path | None,
    commit: str | None,
    as_json: bool,
    writes: bool,
    today: date | None,
) -> None:
    """Write the awards of submissions that passed into the public repository.

    Only for people who agreed and whose home is there; by default for all of them. The text of
    each version is kept with its awards. What is there stays as it is. A publisher of
    catalog/governance.yml proposes the result.

    \b
    Example:
      credfolio publish --to ../badges --write
    """
    root = private_root(ctx, "awards are published from submissions")
    day = public_day(archive or public, today)
    if writes:
        finish_interrupted(public)
        clear_drafts((public / PUBLISHED.path()).parent)
    if commit is not None and not re.fullmatch(COMMIT_PATTERN, commit):
        raise UsageError(
            f"{quoted(commit)} is no commit", fix="copy it from the forge: 40 digits and a to f"
        )
    office = OFFICE.get()(
        root,
        archive or public,
        day,
        as_json=as_json,
        writes=writes,
        otherwise="nothing is published",
    )
    registry = office.round.registry
    read = _reader(public, archive)
    homes = [one for one in registry.educators if read(EDUCATORS.path(one)) is not None]
    own = _commit_of(root, commit)
    plan = plan_publishing(registry, homes, own, __version__, read, numbers)

    def is_new(path: str) -> bool:
        return not (public / path).exists() and read(path) is None

    new = {path: text for path, text in plan.awards.items() if is_new(path)}
    kept = {path: text for path, text in plan.kept.items() if is_new(path)}
    # What is there changes with awards, or when somebody names numbers.
    own_text = read_text(public / PUBLISHED.path(), PUBLISHED.path())
    there = own_text if isinstance(own_text, str) else read(PUBLISHED.path())
    tells = there is None or (there != plan.known and bool(new or numbers))
    known = [PUBLISHED.path()] if tells else []
    number = plan.there + len(plan.awards) - len(new)
    wrote = [counted(len(new), "award")] * bool(new) + [counted(len(kept), "text")] * bool(kept)
    told = Outcome(
        [Said(number, why, is_problem=True) for number, why in plan.left]
        + [Said(path, "is new") for path in (*kept, *new)]
        + [Said(path, "is new" if there is None else "changes") for path in known],
        summary=f"{counted(len(new), 'new award')}, {number:,} there already, "
        f"{len(plan.left):,} left out",
        done=f"Wrote {listed([*wrote, *known])}; propose it as a publisher"
        if wrote or known
        else "There is nothing to write",
    )
    data = {
        **office.as_data("publish", told),
        "changes": sorted([*kept, *new, *known]),
        "written": writes,
    }
    if writes:
        # First what the public may know: a version that is frozen too early harms nobody.
        for path in known:
            save = replace_file if (public / path).exists() else write_new_file
            save(public, path, plan.known)
        files = {**kept, **new}
        write_new_files(public, {name: text.encode() for name, text in files.items()})
    later = "Nothing is written yet. Run it again with --write."
    lines = (
        f"- {one.about}: {one.text}" if one.is_problem else f"+ {one.about}" for one in told.lines
    )
    text = (*(f"  {printable(one)}" for one in lines), told.summary, told.done if writes else later)
    office.tell(data, told.done if writes else "", text)


def _commit_of(root: Path, said: str | None) -> str:
    """The commit that an award names: what it rests on is in there, as far as git can tell.

    Raises `UsageError` where git says another one than `said`, or that records wait for a commit.
    """
    head = head_commit(root)
    if said and not head:
        return said  # nobody here can tell
    found = find_repository(root).commit
    if said is not None and said != found:
        raise UsageError(
            f"the records are at commit {found[:12]}, not at {printable(said[:12])}",
            fix="leave --commit out, or check out the commit that it names",
        )
    if waiting := uncommitted(root, READ_OF_RECORDS):
        more = f" and {counted(len(waiting) - 1, 'other file')}" if len(waiting) > 1 else ""
        raise UsageError(
            f"{quoted(waiting[0])}{more} of the records are not committed, and an award names "
            "the commit that it rests on",
            fix="commit and push the records, then publish",
        )
    return found


def _reader(public: Path, archive: Path | None) -> Callable[[str], str | None]:
    """What gives the text of a public file by its path: in the folder, or in the commit's ZIP."""
    records = ArchivedCommit(archive) if archive else None

    def read(path: str) -> str | None:
        raw = records.file(path) if records else b""
        text = raw.decode("utf-8", "replace") if raw else read_text(public / path, path)
        return None if isinstance(text, Finding) else text

    return read
