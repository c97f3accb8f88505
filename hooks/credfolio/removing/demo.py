"""The demonstration: which records belong to it, and how to remove them.

``catalog/demo.txt`` names its issuers, frameworks, jurisdictions and educators, one path on
each line. Only these are ever removed, and only if git could restore them, or if the project is
no git repository.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from credfolio.disk.git_commands import run_git
from credfolio.disk.new_file import replace_file
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.ids import SHARED_FOLDERS
from credfolio.project import PROJECT_FILE
from credfolio.records.registry import GOVERNANCE_PATH

DEMO_LIST = "catalog/demo.txt"

_ID = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_ENTRY = re.compile(
    rf"catalog/(?:frameworks|jurisdictions)/{_ID}\.yml|catalog/figures/{_ID}\.json"
    rf"|catalog/(?!(?:{'|'.join(sorted(SHARED_FOLDERS))})$){_ID}|portfolios/{_ID}|demo-records"
)

_READMES = {
    "catalog/README.md": """\
# Catalog

Issuers, micro-credentials, stacks, standards and credit rules: one file for each.

Begin one: `credfolio new issuer`, then `credfolio new credential`.

[Where the files go](../docs/contributing/files.md)
""",
    "portfolios/README.md": """\
# Portfolios

One folder for each educator: `profile.yml`, and `awards/`.

Before you add a real person read [Privacy](../docs/privacy.md).

Begin one: `credfolio new educator`.
""",
}


@dataclass(frozen=True, slots=True)
class Demo:
    """The demonstration's records that are still in a project."""

    paths: tuple[str, ...]
    """Its folders and files that exist."""
    issuers: int
    credentials: int
    stacks: int
    frameworks: int
    jurisdictions: int
    educators: int
    awards: int


def load_demo(root: Path) -> Demo | None:
    """The demonstration in the project at `root`; None if it has been removed.

    Raises `CredfolioError` if the list names a path that is no record's.
    """
    try:
        lines = (root / DEMO_LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(f"cannot read {DEMO_LIST}: {error}") from error
    paths = []
    for number, line in enumerate(lines, start=1):
        path = line.partition("#")[0].strip().rstrip("/")
        if not path:
            continue
        if not _ENTRY.fullmatch(path):
            raise CredfolioError(
                f"{DEMO_LIST}:{number}: {path!r} is not the place of a record",
                fix="write catalog/ISSUER, catalog/frameworks/ID.yml or portfolios/EDUCATOR",
            )
        if os.path.lexists(root / path):
            paths.append(path)
    files = [file for path in paths for file in _records(root, path)]
    issuers = sum(file.endswith("/issuer.yml") for file in files)
    stacks = sum("/stacks/" in file for file in files)
    frameworks = sum(file.startswith("catalog/frameworks/") for file in files)
    jurisdictions = sum(file.startswith("catalog/jurisdictions/") for file in files)
    in_catalog = sum(file.startswith("catalog/") for file in files)
    return Demo(
        tuple(paths),
        issuers=issuers,
        credentials=in_catalog - issuers - stacks - frameworks - jurisdictions,
        stacks=stacks,
        frameworks=frameworks,
        jurisdictions=jurisdictions,
        educators=sum(file.endswith("/profile.yml") for file in files),
        awards=sum("/awards/" in file for file in files),
    )


def list_unsaved(root: Path, paths: Iterable[str]) -> list[str]:
    """Files at `paths` that git could not restore; none if the project is no git repository."""
    named = list(paths)
    if not named:
        return []
    try:
        answer = run_git(
            root, *("status", "--porcelain", "-z", "--untracked-files=all", "--"), *named
        )
    except EnvironmentProblem:
        return []
    if answer.code != 0:
        return []
    # Each entry is two letters, a space and the path from the repository's root; a deleted file is
    # no loss any more.
    entries = answer.out.decode("utf-8", "replace").split("\0")
    return sorted(entry[3:] for entry in entries if entry[:2].strip() and "D" not in entry[:2])


def remove_demo(root: Path, demo: Demo, settings: str) -> None:
    """Delete what `demo` names, and the demonstration's settings and descriptions.

    `settings` is the text of ``mkdocs.yml``, which loses the demonstration's settings. The list
    is deleted last, so that an interrupted removal can be repeated. Raises `EnvironmentProblem`
    if the disk refuses.
    """
    changed = without_demo_settings(settings)
    try:
        for path in demo.paths:
            place = root / path
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink()
        for folder in ("catalog/frameworks", "catalog/jurisdictions"):
            if (root / folder).is_dir() and not any((root / folder).iterdir()):
                (root / folder).rmdir()
    except OSError as error:
        raise EnvironmentProblem(
            f"cannot remove {error.filename}: {error.strerror}",
            fix="check the permissions, and run it again",
        ) from error
    for path, text in _READMES.items():
        readme = root / path
        if readme.is_file() and "demonstration" in readme.read_text(encoding="utf-8"):
            replace_file(root, path, text)
    governance = root / GOVERNANCE_PATH
    if governance.is_file() and "demonstration" in governance.read_text(encoding="utf-8"):
        governance.unlink()  # rights for accounts that nobody has; one's own file says nothing so
    replace_file(root, PROJECT_FILE, changed)
    (root / DEMO_LIST).unlink()


def without_demo_settings(text: str) -> str:
    """``mkdocs.yml`` without the demonstration's notice, featured credentials and copyright.

    Everything else stays the same, including notes.

    Raises `UsageError` if the text is no YAML.
    """
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UsageError(
            f"{PROJECT_FILE} cannot be read: {error}", fix="correct it, then run this again"
        ) from error
    doomed = []
    if isinstance(tree, MappingNode):
        # One's own line about copyright stays.
        doomed += [
            (key, value)
            for key, value in tree.value
            if key.value == "copyright" and "demonstration" in str(value.value)
        ]
    settings = _value(_value(tree, "extra"), "credfolio")
    if isinstance(settings, MappingNode) and not settings.flow_style:
        doomed += [pair for pair in settings.value if pair[0].value in ("notice", "featured")]
    lines = text.splitlines(keepends=True)
    for key, value in sorted(doomed, key=lambda pair: -int(pair[0].start_mark.line)):
        del lines[key.start_mark.line : _last_line(value) + 1]
    return "".join(lines)


def _value(node: Node | None, name: str) -> Node | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == name:
                found: Node = value
                return found
    return None


def _last_line(node: Node) -> int:
    """The last line of a value, before the blank lines and notes after it."""
    if isinstance(node, SequenceNode | MappingNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        # A block's mark follows the blank lines that follow it.
        source = end.buffer[: end.pointer] if end.buffer else ""
        blank = len(source) - len(source.rstrip("\n \0"))
        return int(end.line) - source[len(source) - blank :].count("\n")
    return int(end.line)


def _records(root: Path, path: str) -> list[str]:
    if path.endswith(".yml"):
        return [path]
    return [
        file.relative_to(root).as_posix()
        for file in sorted((root / path).rglob("*.yml"))
        if not file.is_symlink()
    ]
