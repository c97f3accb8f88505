"""``credfolio build`` and ``credfolio serve``."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import click

from credfolio.building.unchanged import Wanted, site_of_same_build
from credfolio.cli import main, project_root, today_option
from credfolio.cli.progress import show_progress


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
@click.option(
    "--with",
    "private",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A clone of the private repository, whose homes are published as far as each allows.",
)
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
    """
    root = project_root(ctx)
    same = site_of_same_build(Wanted(root, output, strict, today, private))
    if same is not None:
        click.echo(same.said, err=True, nl=False)
        site = same.target
    else:
        from credfolio.building.site_commands import ENGINE, Options, build_site

        _show_log(ENGINE, logging.WARNING if quiet else logging.INFO)
        options = Options(today, jobs or 0, show_progress, private)
        site = build_site(root, output=output, strict=strict, options=options)
    if not quiet:
        click.echo(f"The site is in {show_path(site)}")


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on.",
)
@click.option("--strict", is_flag=True, help="Do not show a build with hints or warnings.")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.pass_context
def serve(ctx: click.Context, port: int, strict: bool, open_browser: bool) -> None:
    """Show the site on this machine; rebuild it when a file changes.

    While a file is broken, the last good pages stay. Ctrl-C ends it.
    """
    from credfolio.building.site_commands import ENGINE, serve_site

    _show_log(ENGINE, logging.INFO)
    serve_site(
        project_root(ctx),
        address=f"127.0.0.1:{port}",
        strict=strict,
        open_browser=open_browser,
    )


class _Echo(logging.Handler):
    """Writes to what standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), err=True)


def _show_log(engine: str, level: int) -> None:
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
