"""From a copy of the program's repository to a small one: records, own pages and settings stay.

What belongs to the program is recognized by the copy's own history. A file whose contents came in
with a first commit, or with a merge of the program's branch, and that nobody changed is the
program's and goes. What somebody changed is never deleted without being asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from credfolio.authoring.codeowners import CODEOWNERS_PATH, render_codeowners
from credfolio.disk.git_commands import run_git
from credfolio.disk.replaced_files import replace_files
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.founding.answers import QUESTIONS, Answers, WrongAnswer, take_answers
from credfolio.founding.generated import NOTE, Founded, blob_id, render_note
from credfolio.founding.overrides import original_theme
from credfolio.founding.starter_files import starter_files
from credfolio.project import PROJECT_FILE, forge_address
from credfolio.records.loading.loader import load_project

PROGRAM = "hooks/credfolio/"
_RECORDS = ("catalog/", "portfolios/")
_MAY_BE_OWN = ("docs/", "theme/")
_TEXTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", ".gitignore", ".gitattributes")
_FILE, _LINK = "100", "120"
"""How the modes of files and of symbolic links begin in git's trees."""
_OURS = ("nav", "not_in_nav", "watch", "docs_dir", "site_dir", "use_directory_urls")
"""Settings about pages and folders of the program's own repository."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What becomes small, and how."""

    files: Mapping[str, tuple[bytes | None, bytes | None]]
    """Path → bytes before and after; None for a file that is not there."""
    removed: tuple[str, ...]
    own: tuple[str, ...]
    """Files outside of the records that stay because somebody changed or wrote them."""
    changed_program: tuple[str, ...]
    """Files of the program that somebody changed; they go only where that was asked for."""
    links: tuple[str, ...] = ()
    """Symbolic links of the program, which go as well."""


def plan_migration(
    root: Path,
    given: Mapping[str, str],
    version: str,
    schemas: Mapping[str, str],
    digest: str,
) -> Migration:
    """What would happen to the copy at `root`; nothing is written.

    `given` are answers, by question, that settings do not have. Raises `UsageError` where `root` is
    no such copy, has uncommitted changes, or lacks an answer.
    """
    tracked = _tracked(root)
    if not any(path.startswith(PROGRAM) for path in tracked):
        raise UsageError(
            f"{PROGRAM} is missing, so this is no copy of the program's repository",
            fix="run `credfolio init` for a new site, or `credfolio upgrade` for a founded one",
        )
    if run_git(root, "status", "--porcelain").out:
        raise UsageError("there are changes that are not committed", fix="commit or undo them")
    came = _came_with_the_program(root)
    starter = starter_files(_answers(root, given), version, schemas, digest)
    settings = (root / PROJECT_FILE).read_bytes()
    starter[PROJECT_FILE] = small_settings(settings.decode("utf-8")).encode()
    if governance := load_project(root).registry.governance:
        starter[CODEOWNERS_PATH] = render_codeowners(governance).encode()
    removed, own, changed = [], [], []
    for path, blob in tracked.items():
        if path == PROJECT_FILE or path.startswith(_RECORDS):
            continue
        if blob in came.get(path, ()):
            removed.append(path)
        elif path not in came or path.startswith(_MAY_BE_OWN) or path in _TEXTS:
            own.append(path)
        else:
            changed.append(path)
    kept = {*own, *(path for path in tracked if path.startswith(_RECORDS))}
    after: dict[str, bytes | None] = dict.fromkeys((*removed, *changed))
    after |= {path: text for path, text in starter.items() if path not in kept}
    recorded = {path: blob_id(text) for path, text in starter.items()}
    note = Founded(version, _answers(root, given), recorded, original_theme())
    after[NOTE] = render_note(note).encode()
    files = {path: (_read(root, path), text) for path, text in after.items()}
    files = {path: pair for path, pair in files.items() if pair[0] != pair[1]}
    links = [
        path
        for path, blob in _listed(_git(root, "ls-tree", "-r", "-z", "HEAD"), _LINK)
        if blob in came.get(path, ())
    ]
    return Migration(files, tuple(removed), tuple(own), tuple(changed), tuple(links))


def apply_migration(root: Path, plan: Migration) -> None:
    """Do it: all files of a plan, or none. Raises `EnvironmentProblem`; git has what was there."""
    replace_files(root, plan.files)
    try:
        for path in plan.links:
            (root / path).unlink(missing_ok=True)
            for folder in (root / path).parents:
                if folder == root or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
    except OSError as error:
        raise EnvironmentProblem(
            f"{error.filename} cannot be removed: {error.strerror}", fix="remove it by hand"
        ) from error


def small_settings(text: str) -> str:
    """Settings of a copy as a small repository has them; notes and everything else stay."""
    blocks = re.split(r"(?m)^(?=[A-Za-z_#])", text)
    kept, notes = [], []
    for block in blocks:
        if block.startswith("#"):
            notes.append(block)  # it is about the block that follows
            continue
        name = block.partition(":")[0]
        if name not in _OURS:
            kept += [*notes, _theme(block) if name == "theme" else block]
        notes = []
    return "".join([*kept, *notes])


def _theme(block: str) -> str:
    block = re.sub(r"(?m)^(  name:) .*$", r"\1 credfolio", block)
    return re.sub(r"(?m)^  font: .*\n", "", block)


def _tracked(root: Path) -> dict[str, str]:
    """Path → blob of each regular file that is committed."""
    return dict(_listed(_git(root, "ls-tree", "-r", "-z", "HEAD"), _FILE))


def _came_with_the_program(root: Path) -> dict[str, set[str]]:
    """Path → the blobs that first commits and merged branches had at it."""
    found: dict[str, set[str]] = {}
    first = _git(root, "rev-list", "--max-parents=0", "HEAD").decode().split()
    merges = _git(root, "rev-list", "--min-parents=2", "--parents", "--first-parent", "HEAD")
    merged = [parent for line in merges.decode().splitlines() for parent in line.split()[2:]]
    for commit in dict.fromkeys((*first, *merged)):
        tree = _git(root, "ls-tree", "-r", "-z", commit)
        listed = [*_listed(tree, _FILE), *_listed(tree, _LINK)]
        # A branch without the program in it is the owner's own work.
        if any(path.startswith(PROGRAM) for path, _ in listed):
            for path, blob in listed:
                found.setdefault(path, set()).add(blob)
    return found


def _listed(tree: bytes, mode: str) -> Iterator[tuple[str, str]]:
    for line in tree.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        if head.startswith(mode):
            yield path, head.split()[2]


def _answers(root: Path, given: Mapping[str, str]) -> Answers:
    text = (root / PROJECT_FILE).read_text(encoding="utf-8")
    try:
        settings = yaml.safe_load(text)
        own = settings["extra"]["credfolio"]
        language = settings["theme"].get("language", "en")
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CredfolioError(
            f"{PROJECT_FILE} has no theme or no extra.credfolio", fix="correct it"
        ) from error
    governance = load_project(root).registry.governance
    known = {
        "name": str(settings.get("site_name", "")),
        "address": str(settings.get("site_url", "")),
        "forge": forge_address(text),
        "maintainers": ", ".join(governance.maintainers if governance else ()),
        "zone": str(own.get("time_zone", "")),
        "language": str(language),
    }
    try:
        return take_answers(known | {name: text for name, text in given.items() if text})
    except WrongAnswer as wrong:
        name = str(wrong).partition(":")[0]
        asked = next(question for question in QUESTIONS if question.name == name)
        raise UsageError(
            f"{asked.text}: {str(wrong).partition(': ')[2]}",
            fix=f"correct {PROJECT_FILE} or catalog/governance.yml, or add --{name}",
        ) from None


def _git(root: Path, *arguments: str) -> bytes:
    done = run_git(root, *arguments)
    if done.code != 0:
        raise EnvironmentProblem(
            f"git cannot read this repository: {done.reason}",
            fix="fetch its whole history with `git fetch --unshallow`",
        )
    return done.out


def _read(root: Path, path: str) -> bytes | None:
    file = root / path
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None
