"""Which program makes pages of the Markdown in docs/: MkDocs, or ProperDocs, its continuation.

The only module that imports either. ProperDocs has every module of MkDocs under
its own name and can lend them the old one, so the choice is made before the
first import, once for a process:

- under ``mkdocs build`` or ``properdocs build``, the one that is running;
- else what ``CREDFOLIO_ENGINE`` names, ``mkdocs`` or ``properdocs``;
- else MkDocs where it is installed, and ProperDocs where it is not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from credfolio.errors import EnvironmentProblem, UsageError

_KNOWN = ("mkdocs", "properdocs")


def choose_engine() -> str:
    """The name of the engine's own package, and the root of its loggers; makes it ready.

    Raises `UsageError` for a name that is neither, `EnvironmentProblem` when
    what was asked for is not installed.
    """
    if (running := sys.modules.get("mkdocs")) is not None:
        return running.__name__  # ProperDocs lends its own module to the name
    name = os.environ.get("CREDFOLIO_ENGINE", "")
    if name and name not in _KNOWN:
        raise UsageError(
            f"CREDFOLIO_ENGINE is {name!r}", fix=f"use one of {', '.join(_KNOWN)}, or unset it"
        )
    found = [one for one in _KNOWN if find_spec(one) is not None]
    if not found or (name and name not in found):
        raise EnvironmentProblem(
            f"{name or 'mkdocs'} is not installed", fix=f"pip install {name or 'mkdocs'}"
        )
    name = name or found[0]
    if name == "properdocs":
        import_module("properdocs.replacement")
    return name


ENGINE = choose_engine()

from mkdocs.commands.build import build  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import (  # noqa: E402
    Abort,
    ConfigurationError,
    MkDocsException,
    PluginError,
)
from mkdocs.structure.files import File, Files, InclusionLevel  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils import CountHandler  # noqa: E402


class Server(Protocol):
    """What shows a site while one works on it, as far as it is asked for anything."""

    builder: Callable[[], None]

    def watch(self, path: str) -> None: ...


def serve(**options: Any) -> None:
    """Serve the site; a build does without what it takes to watch files and answer requests."""
    import_module("mkdocs.commands.serve").serve(**options)


__all__ = [
    "ENGINE",
    "Abort",
    "ConfigurationError",
    "CountHandler",
    "File",
    "Files",
    "InclusionLevel",
    "MkDocsConfig",
    "MkDocsException",
    "Page",
    "PluginError",
    "Server",
    "build",
    "load_config",
    "serve",
]
