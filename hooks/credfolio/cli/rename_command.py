"""``credfolio rename``."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio.authoring.migrations.plan import render_difference
from credfolio.authoring.renaming import Plan, Rename, plan_rename
from credfolio.cli import main
from credfolio.cli.pair_options import check_private, public_root
from credfolio.disk.replaced_files import finish_replacing, replace_files
from credfolio.errors import UsageError
from credfolio.findings.finding import counted
from credfolio.ids import fold, is_id
from credfolio.records.loading.loader import load_project
from credfolio.records.loading.record_files import list_files, read_records
from credfolio.records.model.kinds import CREDENTIALS, KINDS, STACKS, Kind
from credfolio.records.reckoned.former_ids import present_ids
from credfolio.records.registry import Registry


@main.command()
@click.argument("old", metavar="ISSUER/OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--write",
    is_flag=True,
    help="Change the files. Without it, the command only shows the difference.",
)
@click.option(
    "--with",
    "private",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=check_private,
    help="A clone of the private repository, whose records get the new id, too.",
)
@click.pass_context
def rename(ctx: click.Context, old: str, new: str, write: bool, private: Path | None) -> None:
    """Give a micro-credential or a stack another id, and keep the old address.

    The old id is kept under `former_ids`, and every record that names it gets
    the new one. Kept versions move along. Signed badges stay as they are and
    stay valid. With --write all files are changed or none. With a private
    repository, submissions and people there follow, also after the rename.

    \b
    Example:
      credfolio rename riverside-usd/active-listening listening --write
    """
    root = public_root(ctx)
    for place in (root, private):
        if write and place and (finished := finish_replacing(place)):
            click.echo(f"finished an interrupted change: {finished:,} files")
    registry = load_project(root).registry
    there_already = f"{old.partition('/')[0]}/{new}"
    if present_ids(registry).get(old) == there_already:
        click.echo(f"{old} is called {new} already; nothing to change")
        kind = CREDENTIALS if there_already in registry.credentials else STACKS
        _rename_private(private, Rename(kind, old, there_already), write=write)
        return
    one = Rename(_kind_of(old, registry), old, there_already)
    _refuse_taken(one, new, registry)
    paths = list_files(root)
    there = set(paths)
    for path in paths:
        if (target := one.moved(path)) != path and target in there:
            raise UsageError(f"{target} is there already", fix="choose another id")
    files = read_records(root, paths)
    plan = plan_rename(files, one)
    if write:
        _write(root, files, plan)
    else:
        _tell_difference(files, plan)
    number = len(plan.changed)
    changed = counted(number, "file")
    if write:
        click.echo(f"{old} is {one.new} now, in {changed}; run `credfolio check`, and propose it")
    else:
        click.echo(f"{changed} would change; run it again with --write")
    _rename_private(private, one, write=write)


def _rename_private(private: Path | None, one: Rename, *, write: bool) -> None:
    """The same in the records of a private repository: all of its files are changed, or none."""
    if private is None:
        return
    files = read_records(private, list_files(private))
    plan = plan_rename(files, one)
    if write and plan.changed:
        _write(private, files, plan)
    elif plan.changed:
        _tell_difference(files, plan)
    changed = counted(len(plan.changed), "file")
    click.echo(
        f"{changed} of {private} changed; name the new public commit in office/records.yml there"
        if write
        else f"{changed} of {private} would change"
    )


def _kind_of(reference: str, registry: Registry) -> Kind:
    if "/" not in reference:
        raise UsageError(
            f"{reference!r} is not the id of a micro-credential or a stack",
            fix="write ISSUER/ID; issuers and handles keep their ids, because signed badges name "
            "them; change `name:` or `display_name:` instead",
        )
    for kind in (CREDENTIALS, STACKS):
        if reference in registry.all_of(kind):
            return kind
    raise UsageError(
        f"there is no readable micro-credential or stack {reference!r}",
        fix="write it as issuer/id, as its file is named in catalog/",
    )


def _refuse_taken(rename: Rename, new: str, registry: Registry) -> None:
    """Raise `UsageError` where the new id is none, or leads to something already."""
    place = KINDS.place(rename.kind.path(rename.new)) if is_id(new) else None
    if place is None or place.kind != rename.kind.name:
        raise UsageError(
            f"{new!r} cannot be an id here",
            fix="use lower-case letters, digits and hyphens; `issuer` is the issuer's own file",
        )
    issuer = rename.old.partition("/")[0]
    for definitions in (registry.credentials, registry.stacks):
        for one in definitions.values():
            own = one.ref == rename.old
            names = {one.id, *one.aliases} if own else {one.id, *one.aliases, *one.former_ids}
            if one.issuer == issuer and fold(new) in map(fold, names):
                raise UsageError(
                    f"{new!r} leads to {one.ref} already",
                    fix="choose another id"
                    if not own or new == one.id
                    else "delete the line under `aliases:` in a separate change first",
                )


def _write(root: Path, files: dict[str, bytes], plan: Plan) -> None:
    """Put all of `plan` into the project, or nothing."""
    changed: dict[str, tuple[bytes | None, bytes | None]] = {
        path: (files.get(path), data) for path, data in plan.changed.items()
    }
    changed |= {path: (files[path], None) for path in plan.moved}
    replace_files(root, changed)


def _tell_difference(files: dict[str, bytes], plan: Plan) -> None:
    before = {target: path for path, target in plan.moved.items()}
    for path, data in plan.changed.items():
        old = before.get(path, path)
        if old != path:
            click.echo(f"{old} becomes {path}")
        texts = (files[old].decode("utf-8-sig"), data.decode("utf-8-sig"))
        for line in render_difference(path, *texts):
            click.echo(line)
