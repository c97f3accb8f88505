"""``credfolio new records``: the beginning of a private repository."""

from __future__ import annotations

from pathlib import Path

import click

from credfolio import __version__
from credfolio.authoring.private_repository import private_files
from credfolio.cli.new_command import new
from credfolio.cli.pair_options import public_root
from credfolio.cli.rounds_command import new_secret
from credfolio.disk.new_files import write_new_files
from credfolio.disk.source_commit import find_repository
from credfolio.errors import EnvironmentProblem, UsageError
from credfolio.project import public_address
from credfolio.rounds.blind import SECRET_FILE


@new.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--public", "url", metavar="URL", help="The address of the public repository. "
              "Default: the forge in mkdocs.yml.")  # fmt: skip
@click.pass_context
def records(ctx: click.Context, folder: Path, url: str | None) -> None:
    """Begin a private repository in DIR, for submissions and homes that are not public.

    Run it in the public repository: the new one is checked with the commit that is there now.

    \b
    Example:
      credfolio new records ../records
    """
    root = public_root(ctx)
    if root.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise UsageError(
            f"{folder} is inside the public repository",
            fix="name a folder next to it, such as ../records",
        )
    address = url or public_address(root)
    if not address:
        raise UsageError(
            "nothing says where the public repository is", fix="give its address with --public"
        )
    commit = find_repository(root).commit
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"{folder} cannot be made: {error.strerror}") from error
    files = {**private_files(address, commit, __version__), SECRET_FILE: new_secret()}
    write_new_files(folder, {path: text.encode() for path, text in files.items()})
    for path in files:
        click.echo(f"Wrote {folder / path}")
    click.echo(
        f"Next: git -C {folder} init --initial-branch main; on the forge it is a private repository"
    )
