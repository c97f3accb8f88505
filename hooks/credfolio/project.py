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
    try:
        tree = yaml.compose((root / PROJECT_FILE).read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EnvironmentProblem(
            f"{PROJECT_FILE} cannot be read: {error}", fix="mend it, then run this again"
        ) from error
    # Composing only: settings may hold tags that mean something to MkDocs alone.
    for key, value in tree.value if isinstance(tree, yaml.MappingNode) else ():
        if key.value == "site_url" and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return ""


def forge_address(settings: str) -> str:
    """The repository's web address in the text of a ``mkdocs.yml``; "" when it says none."""
    try:
        node = yaml.compose(settings, yaml.SafeLoader)
    except yaml.YAMLError:
        return ""
    for name in ("extra", "credfolio", "forge"):
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for key, value in pairs if key.value == name), None)
    return str(node.value).rstrip("/") if isinstance(node, yaml.ScalarNode) else ""


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
