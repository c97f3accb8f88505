"""The theme as the engine sees it: compiled once for a program, listed without its 12,000 icons."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from credfolio.building.program import program_digest
from credfolio.disk.compiled_code import CompiledCode
from credfolio.pages.fragments.compiled_templates import CompiledTemplates

_COMPILED = CompiledTemplates()


class _ShownFiles(FileSystemLoader):
    """Finds what `FileSystemLoader` finds, and lists no hidden folder: MkDocs leaves those out."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for base, below, names in os.walk(top, followlinks=self.followlinks):
                below[:] = [name for name in below if not name.startswith(".")]
                found.update(Path(base, name).relative_to(top).as_posix() for name in names)
        return sorted(found)


def list_shown_files(theme: Any) -> None:
    """Let the environment that `theme` makes list only files that can be published."""
    made: Callable[[], Environment] = theme.get_env

    def environment() -> Environment:
        found = made()
        found.loader = _ShownFiles(theme.dirs)
        return found

    theme.get_env = environment


def compile_once(environment: Environment) -> None:
    """Use what this process, or an earlier one of the same program, has compiled.

    Nothing is kept of an environment to which a plugin gave another syntax.
    """
    usual = Environment()
    own, other = ((one.lexer, one.autoescape, [*one.extensions]) for one in (environment, usual))
    if own != other:
        return
    _COMPILED.keep_in(CompiledCode(__file__, program_digest()))
    environment.bytecode_cache = _COMPILED


def keep_compiled() -> None:
    """Keep what was compiled for the next process."""
    _COMPILED.keep()
