"""Building and serving from the command line: the engine's own commands, our options and errors."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from credfolio.building.engine import (
    ENGINE,
    Abort,
    MkDocsException,
    PluginError,
    load_config,
)
from credfolio.building.engine import build as engine_build
from credfolio.building.engine import serve as engine_serve
from credfolio.building.mkdocs_site import OPTIONS, Options, RecordsRefused
from credfolio.disk.writer import disk_problem
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.project import PROJECT_FILE


def build_site(root: Path, *, output: Path | None, strict: bool, options: Options) -> Path:
    """Build the project at `root` and return where the site is.

    Raises `CredfolioError` when the records, the theme or the disk stop it.
    """
    try:
        config = load_config(
            config_file=str(root / PROJECT_FILE),
            site_dir=str(output.resolve()) if output else None,
            strict=strict or None,
        )
        config.extra[OPTIONS] = options
        config.plugins.on_startup(command="build", dirty=False)
        build_log = logging.getLogger(f"{ENGINE}.commands.build")
        build_log.addFilter(_is_news)
        try:
            engine_build(config)
        finally:
            build_log.removeFilter(_is_news)
            config.plugins.on_shutdown()
    except MkDocsException as error:
        raise _cause(error) from error
    except OSError as error:  # MkDocs' own copying, before the records' turn
        raise disk_problem(error) from error
    return Path(config.site_dir)


def serve_site(root: Path, *, address: str, strict: bool, open_browser: bool) -> None:
    """Build in a folder of its own, show it at `address`, and build again on every change.

    Raises `CredfolioError` when the first build fails, and `EnvironmentProblem`
    when another program has the address.
    """
    try:
        engine_serve(
            config_file=str(root / PROJECT_FILE),
            dev_addr=address,
            strict=strict or None,
            open_in_browser=open_browser,
        )
    except MkDocsException as error:
        raise _cause(error) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot serve at {address}: {error.strerror}", fix="choose another port with --port"
        ) from error


def _is_news(record: logging.LogRecord) -> bool:
    # MkDocs logs an error of ours before it raises; the command says it again, with the fix.
    error = sys.exc_info()[1]
    return not (isinstance(error, PluginError) and record.getMessage() == str(error))


def _cause(error: BaseException) -> CredfolioError:
    """What stopped MkDocs: our own error where one did, with its exit code."""
    # MkDocs logs an error of ours and raises an Abort in its place, which says nothing.
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, RecordsRefused):
            return CredfolioError(str(cause), fix="correct the findings above, then build again")
        if isinstance(cause, CredfolioError):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, Abort):
        return CredfolioError("the build was stopped; see above")
    return CredfolioError(str(error))


__all__ = ["ENGINE", "Options", "build_site", "serve_site"]
