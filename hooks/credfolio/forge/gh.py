"""Runs `gh`, the forge's own program, for all of this room.

Every run is a list of arguments, not a line for a shell, and what is sent goes in on standard
input. The token stays in the environment (GH_TOKEN), where `gh` looks for it: arguments can be
read by every process of the machine.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from typing import Any

from credfolio.disk.systems import program_path
from credfolio.errors import EnvironmentProblem, UsageError

_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")


def run_gh(*arguments: str, data: str = "") -> str:
    """Run `gh` with `data` on its standard input; what it printed.

    Raises `EnvironmentProblem` when there is no `gh` or it fails.
    """
    try:
        done = subprocess.run(
            [program_path("gh"), *arguments], input=data.encode(), capture_output=True, check=False
        )
    except OSError as error:
        raise EnvironmentProblem(
            f"gh cannot be run: {error.strerror}",
            fix="install the forge's program `gh`, and set GH_TOKEN",
        ) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").split("\n")
        reason = next((line.strip() for line in said if line.strip()), f"code {done.returncode}")
        raise EnvironmentProblem(
            f"gh {' '.join(arguments[:2])} failed: {reason[:300]}",
            fix="check that GH_TOKEN is set, and what the job's `permissions` allow",
        )
    return done.stdout.decode("utf-8", "replace")


def ask(path: str, **fields: str) -> Any:
    """What the forge's API answers at `path`; `fields` are the query."""
    query = [word for name, value in fields.items() for word in ("-f", f"{name}={value}")]
    return _parse(run_gh("api", "-X", "GET", path, *query))[0]


def ask_all(path: str) -> list[Any]:
    """The entries of a list at `path`, from all of its pages."""
    pages = _parse(run_gh("api", "--paginate", path))
    return [entry for page in pages for entry in (page if isinstance(page, list) else [page])]


def send(method: str, path: str, body: Mapping[str, Any]) -> None:
    """Send `body` as JSON to `path`."""
    run_gh("api", "-X", method, path, "--input", "-", "--silent", data=json.dumps(body))


def repository_name(text: str) -> str:
    """`text`, if it is ``owner/name``; raises `UsageError` otherwise."""
    if not _REPOSITORY.fullmatch(text):
        raise UsageError(f"{text!r} is not a repository", fix="write it as owner/name")
    return text


def _parse(text: str) -> list[Any]:
    """The JSON values in `text`; `gh` prints those of several pages one after the other."""
    decoder = json.JSONDecoder()
    found, at = [], 0
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found.append(value)
            at += len(text[at:]) - len(text[at:].lstrip())
    except (ValueError, RecursionError) as error:
        raise EnvironmentProblem(
            "gh printed something other than JSON", fix="run the job again"
        ) from error
    if not found:
        raise EnvironmentProblem("gh printed nothing", fix="run the job again")
    return found
