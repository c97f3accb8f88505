"""The disk's side of a takedown: another folder replaces a folder, completely or not at all.

Everything changes in one step with the records of others that name the person: see
`credfolio.disk.replaced_files`, which finishes what was interrupted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    folder = root / plan.folder
    try:
        _drop_what_holds_nothing(folder)
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
        inside = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
    except OSError as error:
        raise _problem(error, plan.folder) from error

    def read(path: str) -> bytes | None:
        text = read_text(root / path, path)
        return None if isinstance(text, Finding) else (root / path).read_bytes()

    changed, left = changes_of(plan, inside, read)
    replace_files(root, changed)
    return left


def changes_of(
    plan: Plan, inside: Mapping[str, bytes], read: Callable[[str], bytes | None]
) -> tuple[dict[str, tuple[bytes | None, bytes | None]], list[str]]:
    """The files that `plan` changes, old and new, and those that it cannot edit safely.

    `inside` are the files of the folder that goes, and `read` gives the bytes of any other.
    """
    changed: dict[str, tuple[bytes | None, bytes | None]] = {}
    left = []
    for path, words in sorted(plan.mentions.items()):
        raw = read(path)
        try:
            text = None if raw is None else raw.decode("utf-8-sig")
        except UnicodeDecodeError:  # what cannot be read is not written back
            text = None
        after = None if text is None else without_person(text, path, plan.person, words)
        if after is None:
            left.append(path)
        elif after != text:
            changed[path] = raw, after.encode()
    changed |= {path: (raw, None) for path, raw in inside.items()}
    for path, text in plan.written.items():
        changed[path] = inside.get(path), text.encode()
    return changed, left


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
