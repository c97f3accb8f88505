"""``credfolio build`` and ``credfolio serve``."""

from __future__ import annotations

import logging
import os
import sys
import time
from datetime import date
from pathlib import Path

import click

from credfolio.building.unchanged import Wanted, site_of_same_build
from credfolio.cli import main, today_option
from credfolio.cli.pair_options import private_option, public_root
from credfolio.cli.progress import show_progress
from credfolio.disk.trial_folder import trial_port
from credfolio.disk.uncollected import uncollected
from credfolio.errors import CredfolioError
from credfolio.findings.colors import shown_on


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
    same = site_of_same_build(Wanted(root, output, strict, today, private))
    if same is not None:
        said = shown_on(sys.stderr, same.said)
        click.echo(said, err=True, nl=False)
        site = same.target
    else:
        with uncollected():
            from credfolio.building.site_commands import ENGINE, Options, build_site

            show_log(ENGINE, logging.WARNING if quiet else logging.INFO)
            options = Options(today, jobs or 0, show_progress, private)
            site = build_site(root, output=output, strict=strict, options=options)
    if not quiet:
        click.echo(f"The site is in {show_path(site)}")


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
