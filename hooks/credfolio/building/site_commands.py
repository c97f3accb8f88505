"""Building and serving from the command line: the engine's own commands, our options and errors."""

from __future__ import annotations

import logging
import os
import socket
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from credfolio.building.engine import (
    ENGINE,
    Abort,
    CountHandler,
    MkDocsConfig,
    MkDocsException,
    PluginError,
    load_config,
)
from credfolio.building.engine import build as engine_build
from credfolio.building.engine import serve as engine_serve
from credfolio.building.inputs import opened_files
from credfolio.building.mkdocs_site import BUILT, OPTIONS, Options
from credfolio.building.own_templates import templates_told
from credfolio.building.site_build import RecordsRefused
from credfolio.building.unchanged import Built, Inputs, Wanted
from credfolio.building.watching import state_of
from credfolio.disk.trial_folder import FIRST_PORT, trial_port
from credfolio.disk.trial_folder import HOST as TRIAL_HOST
from credfolio.disk.writer import disk_problem
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.project import PROJECT_FILE

HOST = "127.0.0.1"
_TRIED = 20


def build_site(root: Path, *, output: Path | None, strict: bool, options: Options) -> Path:
    """Build the project at `root` and return where the site is.

    Raises `CredfolioError` when the records, the theme or the disk stop it.
    """
    inputs = Inputs(Wanted(root, output, strict, options.today, options.beside))
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger(ENGINE).addHandler(warnings)
    try:
        with templates_told(root), opened_files() as opened:
            config = load_config(
                config_file=str(root / PROJECT_FILE),
                site_dir=str(output.resolve()) if output else None,
                strict=strict or None,
            )
            _look_at(config, inputs)
            config.extra[OPTIONS] = options
            config.plugins.on_startup(command="build", dirty=False)
            build_log = logging.getLogger(f"{ENGINE}.commands.build")
            build_log.addFilter(_is_news)
            try:
                engine_build(config)
            finally:
                build_log.removeFilter(_is_news)
                config.plugins.on_shutdown()
        built: Built | None = config.extra.get(BUILT)
        if built and not warnings.get_counts():
            inputs.keep(built, opened)
    except MkDocsException as error:
        raise _cause(error) from error
    except OSError as error:  # MkDocs' own copying, before the records' turn
        raise disk_problem(error) from error
    finally:
        logging.getLogger(ENGINE).removeHandler(warnings)
    return Path(config.site_dir)


_READ_FILES_ALONE = ("credfolio.", f"{ENGINE}.", "mkdocs.", "material.plugins.search.")
"""Whose plugins make the same of the same files: no clock, no network, no variables."""


def _look_at(config: MkDocsConfig, inputs: Inputs) -> None:
    """Look at the folders that the settings name; doubt what a site's own code might read."""
    installed = [Path(path) for path in sysconfig.get_paths().values()]
    folders = [Path(config.docs_dir), *map(Path, config.theme.dirs)]
    inputs.add(
        folder for folder in folders if not any(folder.is_relative_to(place) for place in installed)
    )
    handlers = [one for event in config.plugins.events.values() for one in event]
    settings = Path(config.config_file_path).read_text(encoding="utf-8")
    known = all(one.__module__.startswith(_READ_FILES_ALONE) for one in handlers)
    if not known or "!ENV" in settings:
        inputs.doubt()


def serve_site(
    root: Path,
    *,
    port: int,
    strict: bool,
    open_browser: bool,
    wait: Callable[[CredfolioError], None] | None = None,
) -> None:
    """Build in a folder of its own, show it on this computer, and build again on every change.

    Where records stop the first build, `wait` is told the error, and when it returns the build is
    tried again; without it the error is raised. Raises `CredfolioError` when something else stops
    it, and `EnvironmentProblem` when another program has the port.
    """
    address = f"{find_host(root, port)}:{port}"
    while True:
        try:
            with templates_told(root):
                engine_serve(
                    config_file=str(root / PROJECT_FILE),
                    dev_addr=address,
                    strict=strict or None,
                    open_in_browser=open_browser,
                )
        except MkDocsException as error:
            cause = _cause(error)
            if wait is None or not isinstance(cause, RecordsRefused):
                raise cause from error
            wait(cause)
        except OSError as error:
            raise _taken(port, error) from error
        else:
            return


def find_host(root: Path, port: int) -> str:
    """The name that the site at `root` is shown under: the one that its trial's badges have."""
    return TRIAL_HOST if trial_port(root) == port else HOST


def find_port(wanted: int | None) -> int:
    """A port that nobody has: `wanted`, or the first free one from `FIRST_PORT` on.

    Asked before anything is built. Raises `EnvironmentProblem` where `wanted` is in use.
    """
    ports = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + _TRIED)
    reason: OSError | None = None
    for port in ports:
        with socket.socket() as probe:
            # As the server does: a port that was in use a moment ago may be taken again.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name != "nt")
            try:
                probe.bind((HOST, port))
            except OSError as error:
                reason = error
            else:
                return port
    assert reason is not None
    raise _taken(ports[-1], reason) from reason


def wait_for_change(root: Path, sleep: Callable[[float], None]) -> None:
    """Return when a record, an own page or the settings at `root` changed; `sleep` in between."""
    before = state_of(root)
    while state_of(root) == before:
        sleep(0.5)


def _taken(port: int, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"cannot serve at {HOST}:{port}: {error.strerror}", fix="choose another port with --port"
    )


def _is_news(record: logging.LogRecord) -> bool:
    # MkDocs logs an error of ours before it raises; the command says it again, with the fix.
    error = sys.exc_info()[1]
    return not (isinstance(error, PluginError) and record.getMessage() == str(error))


def _cause(error: BaseException) -> CredfolioError:
    """What stopped MkDocs: our own error where one did, with its exit code."""
    # MkDocs logs an error of ours and raises an Abort in its place, which says nothing.
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, CredfolioError):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, Abort):
        return CredfolioError("the build was stopped; see above")
    return CredfolioError(str(error))


__all__ = ["ENGINE", "Options", "build_site", "find_port", "serve_site", "wait_for_change"]
