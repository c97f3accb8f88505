"""The disk's side of a takedown: another folder replaces a folder, completely or not at all.

Everything changes in one step with the records of others that name the person: see
`credfolio.disk.replaced_files`, which finishes what was interrupted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from credfolio.disk.replaced_files import replace_files
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.findings.finding import Finding
from credfolio.records.loading.source_files import read_text
from credfolio.removing.entries import without_person
from credfolio.removing.takedown import Plan


def apply_plan(root: Path, plan: Plan) -> list[str]:
    """Carry out `plan`; returns the records, by path, that could not be edited safely.

    Raises `EnvironmentProblem` if the disk refuses; the portfolio is then unchanged.
    """
    changed: dict[str, tuple[bytes | None, bytes | None]] = {}
    left = []
    for path, words in sorted(plan.mentions.items()):
        text = read_text(root / path, path)
        after = (
            None if isinstance(text, Finding) else without_person(text, path, plan.person, words)
        )
        if after is None or isinstance(text, Finding):
            left.append(path)
        elif after != text:
            changed[path] = (root / path).read_bytes(), after.encode()
    try:
        _drop_what_holds_nothing(root / plan.folder)
        for file in sorted((root / plan.folder).rglob("*")):
            if file.is_file():
                changed[file.relative_to(root).as_posix()] = file.read_bytes(), None
    except OSError as error:
        raise _problem(error, plan.folder) from error
    for path, text in plan.written.items():
        changed[path] = None, text.encode()
    replace_files(root, changed)
    return left


def _drop_what_holds_nothing(folder: Path) -> None:
    """Delete links, which no record is read through, and empty folders."""
    for place, _, _ in os.walk(folder, topdown=False):
        for one in Path(place).iterdir():
            if one.is_symlink():
                one.unlink()
        if place != str(folder) and not any(Path(place).iterdir()):
            Path(place).rmdir()


def list_mentions(root: Path, names: Iterable[str]) -> Iterator[str]:
    """``path:line`` of each line of a text file that contains one of `names`."""
    word = re.compile(
        "|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names if name), re.IGNORECASE
    )
    for top in ("catalog", "portfolios", "docs", "mkdocs.yml", "README.md", "CHANGELOG.md"):
        for path in _texts(root, top):
            try:
                lines = (root / path).read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                continue
            for number, line in enumerate(lines, start=1):
                if word.search(line):
                    yield f"{path}:{number}"


def _texts(root: Path, top: str) -> Iterator[str]:
    if (root / top).is_file():
        yield top
    for folder, folders, names in os.walk(root / top):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if file.suffix in (".yml", ".md", ".txt", ".json") and not file.is_symlink():
                yield file.relative_to(root).as_posix()


def _problem(error: OSError, path: str) -> CredfolioError:
    return EnvironmentProblem(
        f"cannot change {path}: {error.strerror}",
        fix="check the folder's permissions, and run it again; nothing is half taken down",
    )
