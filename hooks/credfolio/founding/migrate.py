"""From a copy of the program's repository to a small one: records, own pages and settings stay.

A file that has the path and the contents of one in any version of the program is the program's and
goes, whatever the copy's history looks like. What somebody changed is never deleted without being
asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from credfolio.authoring.codeowners import CODEOWNERS_PATH, render_codeowners
from credfolio.disk.git_commands import run_git
from credfolio.disk.replaced_files import replace_files
from credfolio.disk.systems import remove_folder
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.founding.answers import QUESTIONS, Answers, WrongAnswer, take_answers
from credfolio.founding.generated import NOTE, Founded, blob_id, render_note
from credfolio.founding.overrides import original_theme
from credfolio.founding.program_files import ProgramFiles, is_sites_own
from credfolio.founding.starter_files import starter_files
from credfolio.founding.upgrade import NEVER_REPLACED
from credfolio.project import PROJECT_FILE, documentation_address, forge_address, own_documentation
from credfolio.records.loading.loader import load_project

PROGRAM = "hooks/credfolio/"
_RECORDS = ("catalog/", "portfolios/")
_MAY_BE_OWN = ("docs/", "theme/")
_TEXTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", ".gitignore", ".gitattributes")
_FILE, _LINK = "100", "120"
"""How the modes of files and of symbolic links begin in git's trees."""
MOVED = "moved-pages.txt"
"""The file of addresses that lead on; `extra.credfolio.moved_pages` names it."""
_MADE = ("styleguide/",)
"""Pages of developers that no file of docs/ is for."""
_IGNORED = ("theme/assets/built", "web/node_modules")
_MOVED_HEAD = """\
# Pages that this site used to have, and where each leads on, so that no address is lost.
"""
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
    lent: Collection[str] = (),
    commit: str = "",
    desk: str = "",
) -> Migration:
    """What would happen to the copy at `root`; nothing is written.

    `given` are answers, by question, that settings do not have; `lent` are the pages, below docs/,
    that the program will show on the site. All files of `commit` count as the
    program's besides those that are known. Raises `UsageError` where `root` is no such copy, has
    uncommitted changes, or lacks an answer.
    """
    tracked = _tracked(root)
    if not any(path.startswith(PROGRAM) for path in tracked):
        raise UsageError(
            f"{PROGRAM} is missing, so this is no copy of the program's repository",
            fix="run `credfolio init` for a new site, or `credfolio upgrade` for a founded one",
        )
    if run_git(root, "status", "--porcelain").out:
        raise UsageError("there are changes that are not committed", fix="commit or undo them")
    program = _program_files(root, commit)
    home = own_documentation(root)
    starter = starter_files(_answers(root, given), version, schemas, digest, home, desk)
    if governance := load_project(root).registry.governance:
        starter[CODEOWNERS_PATH] = render_codeowners(governance, home).encode()
    removed, own, changed = [], [], []
    for path, blob in tracked.items():
        if is_sites_own(path):
            continue
        if program.has(path, blob):
            removed.append(path)
        elif not program.has_path(path) or path.startswith(_MAY_BE_OWN) or path in _TEXTS:
            own.append(path)
        else:
            changed.append(path)
    settings = (root / PROJECT_FILE).read_bytes().decode("utf-8")
    if gone := _pages_that_go((*removed, *changed), {*starter, *(f"docs/{path}" for path in lent)}):
        named = _moved_file(settings)
        leads = named or MOVED
        if named and named not in tracked:
            raise CredfolioError(
                f"extra.credfolio.moved_pages names {named}, which is not committed",
                fix="correct the path, from the project's folder, or delete the line",
            )
        starter[leads] = _moved(_read(root, leads), gone, _home(settings))
    else:
        named, leads = "", MOVED
    starter[PROJECT_FILE] = small_settings(settings, leads_on=bool(gone) and not named).encode()
    kept = {*own, *(path for path in tracked if path.startswith(_RECORDS))} - {leads}
    after: dict[str, bytes | None] = dict.fromkeys((*removed, *changed))
    after |= {path: text for path, text in starter.items() if path not in kept}
    # Settings and owners are this site's own text, which no upgrade may replace by a generated one.
    theirs = (leads, *NEVER_REPLACED)
    recorded = {path: blob_id(text) for path, text in starter.items() if path not in theirs}
    note = Founded(version, _answers(root, given), recorded, original_theme())
    after[NOTE] = render_note(note).encode()
    files = {path: (_read(root, path), text) for path, text in after.items()}
    files = {path: pair for path, pair in files.items() if pair[0] != pair[1]}
    links = [
        path
        for path, blob in _listed(_git(root, "ls-tree", "-r", "-z", "HEAD"), _LINK)
        if program.has(path, blob)
    ]
    return Migration(files, tuple(removed), tuple(own), tuple(changed), tuple(links))


def apply_migration(root: Path, plan: Migration) -> None:
    """Do it: all files of a plan, or none. Raises `EnvironmentProblem`; git has what was there."""
    replace_files(root, plan.files)
    try:
        for path in plan.links:
            (root / path).unlink(missing_ok=True)
            _drop_empty(root, (root / path).parent)
        for folder in _made_in(root, plan.removed):
            remove_folder(folder)
            _drop_empty(root, folder.parent)
    except OSError as error:
        raise EnvironmentProblem(
            f"{error.filename} cannot be removed: {error.strerror}", fix="remove it by hand"
        ) from error


def _made_in(root: Path, removed: Iterable[str]) -> Iterator[Path]:
    """What the program made in the copy and git ignores: compiled code, packages, and the scripts
    that would stand before those of the installed program.
    """
    for folder in sorted({(root / path).parent for path in removed if path.endswith(".py")}):
        yield folder / "__pycache__"
    for name in _IGNORED:
        if not (root / name).is_symlink() and not _git(root, "ls-files", "--", name):
            yield root / name


def _drop_empty(root: Path, folder: Path) -> None:
    """Remove `folder` below `root` and those above it, up to one that holds something."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _pages_that_go(removed: Iterable[str], stay: Collection[str]) -> list[str]:
    """The addresses of the pages of docs/ among `removed`, without those that `stay`; sorted."""
    pages = (path for path in removed if path.startswith("docs/") and path.endswith(".md"))
    names = (path.removeprefix("docs/").removesuffix(".md") for path in pages if path not in stay)
    found = {f"{name}/".removesuffix("index/") for name in names} - {""}
    return sorted({*found, *_MADE}) if found else []


def _moved_file(settings: str) -> str:
    """The file of addresses that lead on that the settings name already."""
    named = yaml.safe_load(settings)["extra"]["credfolio"].get("moved_pages")
    return PurePosixPath(str(named)).as_posix() if named else ""


def _home(settings: str) -> str:
    """Where the pages that go are, besides here."""
    own = yaml.safe_load(settings)["extra"]["credfolio"].get("documentation")
    if home := documentation_address(own):
        return home
    raise CredfolioError(
        "the program's pages that go from this site have no published address to lead on to",
        fix="write it in mkdocs.yml, as extra.credfolio.documentation: https://…/",
    )


def _moved(before: bytes | None, pages: Iterable[str], home: str) -> bytes:
    """The file of addresses that lead on: what is there, and the `pages` that it lacks."""
    text = _MOVED_HEAD.encode() if before is None else before
    known = {words[0] for line in text.splitlines() if (words := line.split())}
    if not text.endswith(b"\n"):
        text += b"\n"
    lines = (f"{page} {home}{page}\n".encode() for page in pages if page.encode() not in known)
    return text + b"".join(lines)


def small_settings(text: str, *, leads_on: bool = False) -> str:
    """Settings of a copy as a small repository has them; notes and everything else stay.

    With `leads_on` they name the file of addresses that lead on.
    """
    # A note at the line's beginning in the midst of a block belongs to that block.
    blocks = re.split(r"(?m)^(?=[A-Za-z_]|#(?!.*\n(?:(?:#.*|[ \t]*)\n)*[ \t-]+\S))", text)
    kept, notes = [], []
    for block in blocks:
        if block.startswith("#"):
            notes.append(block)  # it is about the block that follows
            continue
        name = block.partition(":")[0]
        if name not in _OURS:
            if name == "extra" and leads_on:
                block = re.sub(r"(?m)^  credfolio:.*\n", rf"\g<0>    moved_pages: {MOVED}\n", block)
            kept += [*notes, _theme(block) if name == "theme" else block]
        notes = []
    return "".join([*kept, *notes])


def _theme(block: str) -> str:
    block = re.sub(r"(?m)^(  name:) .*$", r"\1 credfolio", block)
    return re.sub(r"(?m)^  font: .*\n", "", block)


def _tracked(root: Path) -> dict[str, str]:
    """Path → blob of each regular file that is committed."""
    return dict(_listed(_git(root, "ls-tree", "-r", "-z", "HEAD"), _FILE))


def _program_files(root: Path, commit: str) -> ProgramFiles:
    if not commit:
        return ProgramFiles()
    if commit.startswith("-"):
        raise UsageError(f"{commit!r} is no commit", fix="name a commit or a branch")
    done = run_git(root, "ls-tree", "-r", "-z", commit)
    if done.code:
        raise UsageError(
            f"there is no commit {commit} here: {done.reason}",
            fix="fetch the program's repository first, then name its branch: upstream/main",
        )
    listed = [*_listed(done.out, _FILE), *_listed(done.out, _LINK)]
    return ProgramFiles(file for file in listed if not is_sites_own(file[0]))


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
