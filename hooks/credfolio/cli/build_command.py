"""``credfolio build`` and ``credfolio serve``."""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credfolio.building.unchanged import Compared, Wanted, compare
from credfolio.cli import main, today_option
from credfolio.cli.pair_options import private_option, public_root
from credfolio.cli.progress import show_progress
from credfolio.disk.trial_folder import trial_port
from credfolio.disk.uncollected import uncollected
from credfolio.errors import CredfolioError
from credfolio.findings.colors import shown_on

if TYPE_CHECKING:
    from credfolio.building.build import Options


@main.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the site here. Default: the site_dir of mkdocs.yml.",
)
@click.option("--strict", is_flag=True, help="Count hints and warnings as errors.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="How many processes to use. Default: one per core."
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing unless something is wrong.")
@private_option
@today_option
@click.pass_context
def build(
    ctx: click.Context,
    output: Path | None,
    strict: bool,
    jobs: int | None,
    quiet: bool,
    private: Path | None,
    today: date | None,
) -> None:
    """Check the records and build the whole site.

    The old site stays until the new one is complete.

    Exits with 1 when the records have errors; nothing is written then.

    \b
    Examples:
      credfolio build
      credfolio build --quiet --output ../preview
    """
    root = public_root(ctx)
    known = compare(Wanted(root, output, strict, today, private))
    if known.same is not None:
        said = shown_on(sys.stderr, known.same.said)
        click.echo(said, err=True, nl=False)
        site = known.same.target
    else:
        with uncollected():
            from credfolio.building.build import Options

            options = Options(today, jobs or 0, show_progress, private)
            level = logging.WARNING if quiet else logging.INFO
            site = _build(root, output, strict, options, level, known)
    if not quiet:
        click.echo(f"The site is in {show_path(site)}")


def _build(
    root: Path, output: Path | None, strict: bool, options: Options, level: int, known: Compared
) -> Path:
    if known.inputs is not None:
        from credfolio.building.build_again import DocsDiffer, build_again
        from credfolio.building.kept_docs import read_docs

        kept, files = read_docs(known.docs)
        show_log(kept.logger.partition(".")[0], level)
        try:
            return build_again(kept, files, known.docs, options, known.inputs)
        except DocsDiffer as other:
            options = replace(options, told=other.said)
    # Only now, because it takes a while to load.
    from credfolio.building.site_commands import ENGINE, build_site

    show_log(ENGINE, level)
    return build_site(root, output=output, strict=strict, options=options)


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port to listen on. Default: the first free one from 8000 on.",
)
@click.option("--strict", is_flag=True, help="Do not show a build with hints or warnings.")
@click.option(
    "--open/--no-open",
    "open_browser",
    default=None,
    help="Open the browser. Default: on a terminal of a computer with a screen.",
)
@click.pass_context
def serve(ctx: click.Context, port: int | None, strict: bool, open_browser: bool | None) -> None:
    """Show the site on this machine; rebuild it when a file changes.

    While a file is broken, the last good pages stay; where one is broken from
    the start, a terminal waits for the correction. Ctrl-C ends it.

    Exits with 3 when another program has the port.

    \b
    Example:
      credfolio serve --port 8080 --open
    """
    from credfolio.building.site_commands import ENGINE, find_port, serve_site, wait_for_change

    show_log(ENGINE, logging.INFO)
    root = public_root(ctx)
    at = find_port(port or trial_port(root))
    is_watched = sys.stdin.isatty() and sys.stderr.isatty()
    if open_browser is None:
        open_browser = is_watched and _has_screen()

    def wait(error: CredfolioError) -> None:
        click.echo(f"credfolio: {error.message}", err=True)
        click.echo("  fix: correct the findings above and save; it goes on then", err=True)
        wait_for_change(root, time.sleep)

    serve_site(
        root,
        port=at,
        strict=strict,
        open_browser=open_browser,
        wait=wait if is_watched else None,
    )


def _has_screen() -> bool:
    # Elsewhere Python would open a browser of the terminal, in place of what is printed here.
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Echo(logging.Handler):
    """Writes to what standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), err=True)


def show_log(engine: str, level: int) -> None:
    """Show what the build says, from `level` on, on standard error; `engine` names its loggers."""
    logger = logging.getLogger(engine)
    logger.setLevel(level)
    if not any(isinstance(handler, _Echo) for handler in logger.handlers):
        handler = _Echo()
        handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
        logger.addHandler(handler)


def show_path(path: Path) -> str:
    """`path` as seen from the folder that the command runs in."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
