"""Where the project is, and what day it is: the questions that only the edge may ask."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from credfolio.errors import EnvironmentProblem, UsageError

PROJECT_FILE = "mkdocs.yml"


def find_project(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a project.

    Raises `UsageError` when there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    raise UsageError(
        f"no {PROJECT_FILE} in {start} or any folder above it",
        fix="change to the project's folder, or name it with --project",
    )


def site_url(root: Path) -> str:
    """The ``site_url`` of the project's settings; "" when it says none."""
    return _setting(_settings(root), "site_url")


def site_name(root: Path) -> str:
    """The ``site_name`` of the project's settings; "" when it says none."""
    return _setting(_settings(root), "site_name")


def edit_address(root: Path) -> str:
    """Where on the forge a file is edited, when its path is put behind; "" without a forge."""
    settings = _settings(root)
    forge = forge_address(settings)
    branch = _setting(settings, "extra", "credfolio", "branch") or "main"
    return f"{forge}/edit/{branch}/" if forge else ""


def forge_address(settings: str) -> str:
    """The repository's web address in the text of a ``mkdocs.yml``; "" when it says none."""
    try:
        return _setting(settings, "extra", "credfolio", "forge").rstrip("/")
    except EnvironmentProblem:
        return ""


def _settings(root: Path) -> str:
    try:
        return (root / PROJECT_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from error


def _setting(settings: str, *names: str) -> str:
    """The word in the settings under `names`; "" when there is none."""
    # Composing only: settings may hold tags that mean something to MkDocs alone.
    try:
        node = yaml.compose(settings, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise _unreadable(error) from error
    for name in names:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for key, value in pairs if key.value == name), None)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _unreadable(error: Exception) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{PROJECT_FILE} cannot be read: {error}", fix="correct it, then run this again"
    )


def signing_time(given: datetime | None) -> str:
    """The time that a signature states: `given`, else SOURCE_DATE_EPOCH, else now; in UTC."""
    if given is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        given = datetime.fromtimestamp(int(epoch), UTC)
    moment = given or datetime.now(UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def build_date(given: date | None) -> date:
    """The date that a check or build goes by.

    `given` wins; then SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC; then today.
    """
    if given is not None:
        return given
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(
                f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}",
                fix="unset it, or set it to the output of `git log -1 --format=%ct`",
            ) from None
    return datetime.now(UTC).date()
