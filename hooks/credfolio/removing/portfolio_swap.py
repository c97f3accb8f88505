"""The disk's side of a takedown: a folder goes and another takes its place, whole or not at all.

What is new is prepared in folders whose names begin with a dot, which no reader
of records opens. Two renames then do it; a run that is interrupted between them
is undone by the next.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from credfolio.disk.new_file import replace_file, write_new_file
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.findings.finding import Finding
from credfolio.records.loading.source_files import read_text
from credfolio.records.source_text import parse_yaml
from credfolio.removing.takedown import Plan, rename_in_data, rename_in_text

_NEW, _GONE = ".new", ".gone"


def recover(root: Path) -> None:
    """Undo what an interrupted takedown began, or finish what it had decided."""
    portfolios = root / "portfolios"
    try:
        for gone in sorted(portfolios.glob(f".*{_GONE}")):
            place = portfolios / gone.name[1 : -len(_GONE)]
            waiting = portfolios / f".{place.name}{_NEW}"
            if waiting.exists() and not place.exists():
                gone.rename(place)
            else:
                shutil.rmtree(gone)
        for new in portfolios.glob(f".*{_NEW}"):
            shutil.rmtree(new)
    except OSError as error:
        raise _problem(error, "portfolios") from error


def apply_plan(root: Path, plan: Plan) -> list[str]:
    """Carry `plan` out; records that could not be edited safely are returned, by path.

    Raises `EnvironmentProblem` when the disk refuses; the portfolio is then
    there as before.
    """
    handle = plan.folder.rpartition("/")[2]
    left = [
        path
        for path, words in sorted(plan.mentions.items())
        if not _rename_in_file(root, path, handle, words)
    ]
    portfolios = root / "portfolios"
    place, gone = portfolios / handle, portfolios / f".{handle}{_GONE}"
    folders = sorted({path.split("/")[1] for path in plan.written})
    try:
        for path, text in plan.written.items():
            _, folder, rest = path.split("/", 2)
            write_new_file(root, f"portfolios/.{folder}{_NEW}/{rest}", text)
        for folder in folders:
            if folder != handle:
                (portfolios / f".{folder}{_NEW}").rename(portfolios / folder)
        place.rename(gone)
        if handle in folders:
            (portfolios / f".{handle}{_NEW}").rename(place)
    except (OSError, CredfolioError) as error:
        recover(root)
        if isinstance(error, CredfolioError):
            raise
        raise _problem(error, plan.folder) from error
    recover(root)  # what has gone is deleted
    return left


def list_mentions(root: Path, names: Iterable[str]) -> Iterator[str]:
    """``path:line`` of each line of a text file that has one of `names` in it."""
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


def _rename_in_file(root: Path, path: str, handle: str, words: str) -> bool:
    text = read_text(root / path, path)
    if isinstance(text, Finding):
        return False
    before = parse_yaml(text, path)
    changed = rename_in_text(text, handle, words)
    if isinstance(before, Finding):
        return False
    if parse_yaml(changed, path) != rename_in_data(before, handle, words):
        return False
    replace_file(root, path, changed)
    return True


def _problem(error: OSError, path: str) -> CredfolioError:
    return EnvironmentProblem(
        f"cannot change {path}: {error.strerror}",
        fix="check the folder's permissions, and run it again; nothing is half taken down",
    )
