"""What a site's repository still lacks, in plain words; nothing is changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from credfolio.authoring.codeowners import CODEOWNERS_PATH, render_codeowners
from credfolio.disk.git_commands import run_git
from credfolio.disk.shipped import east_asian_fonts
from credfolio.errors import CredfolioError, EnvironmentProblem
from credfolio.findings.finding import first_of
from credfolio.founding.generated import NOTE, Founded, blob_id, read_note
from credfolio.founding.locks import DESK, LOCKS, is_incomplete, locked_version
from credfolio.founding.overrides import unadapted_overrides
from credfolio.project import PROJECT_FILE, other_version, own_documentation, zone_of
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import (
    GOVERNANCE_PATH,
    Registry,
    credential_path,
    educator_path,
)

BLANK = "FILL IN"
"""Where a generated page waits for the founder's own words."""

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")

_OWN_PAGES = ("about.md", "privacy.md", "accessibility.md")


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do: what is wrong, and what fixes it."""

    topic: str
    what: str
    fix: str

    def as_plain(self) -> dict[str, str]:
        """The same as JSON has it."""
        return asdict(self)


def examine(root: Path, version: str) -> list[Advice]:
    """Everything that the repository at `root` needs before its site can be relied on.

    `version` is that of the running program. Raises `EnvironmentProblem` for a file that cannot
    be read.
    """
    try:
        note = read_note(root)
    except CredfolioError as error:
        return [Advice("note", error.message, error.fix or "")]
    advice = [*_about_program(root, note, version), *_about_settings(root)]
    if note is not None:
        advice += [*_about_locks(root, note), *_about_overrides(root, note)]
    registry = load_project(root).registry
    advice += [*_about_owners(root, registry), *_about_letters(root, registry)]
    advice += [*_about_theme(root), *_about_own_pages(root)]
    return [*advice, *_about_git(root)]


def _about_program(root: Path, note: Founded | None, version: str) -> Iterator[Advice]:
    if (root / "hooks" / "credfolio").is_dir():
        yield Advice(
            "program",
            "hooks/credfolio/ holds a copy of the program, which may run in place of the one that "
            "is installed",
            "delete hooks/credfolio/",
        )
    if note is None:
        yield Advice("note", f"{NOTE} is missing", "run `credfolio init` in an empty folder")
        return
    if note.version != version:
        yield Advice("version", *other_version(note.version, version))
    if lost := [path for path in note.files if not os.path.lexists(root / path)]:
        yield Advice("files", f"missing: {', '.join(lost)}", "run `credfolio init`")


def _about_locks(root: Path, note: Founded) -> Iterator[Advice]:
    wanted = re.search(r"^credfolio==(\S+)", _text(root, "requirements.in"), re.MULTILINE)
    if wanted and wanted[1] != note.version:
        yield Advice(
            "lock",
            f"requirements.in says credfolio {wanted[1]}, and {NOTE} says {note.version}",
            "bring both back with `git checkout`; `credfolio upgrade` changes them together",
        )
    for path in LOCKS:
        lock = _text(root, path)
        if not lock:
            continue  # `init` writes it again, which the advice about missing files says
        if is_incomplete(lock):
            yield Advice(
                "lock",
                f"{path} is incomplete: the program's own hash is missing, so workflows cannot "
                "install it",
                "run `credfolio init` again with a connection",
            )
        elif locked_version(lock) != note.version:
            yield Advice(
                "lock",
                f"{path} locks credfolio {locked_version(lock)}, and {NOTE} says {note.version}",
                "run `credfolio upgrade`, which writes both",
            )


def _about_overrides(root: Path, note: Founded) -> Iterator[Advice]:
    for path in unadapted_overrides(root, note):
        yield Advice(
            "theme",
            f"theme/{path} replaces the program's file, which has changed since it was copied",
            "compare the two, and edit or delete yours; for colors and fonts, own.css is enough",
        )


def _about_letters(root: Path, registry: Registry) -> Iterator[Advice]:
    """Names that preview pictures would leave out, for want of a font."""
    if (east_asian_fonts() / "index.json").is_file() or "preview_fonts:" in _text(
        root, PROJECT_FILE
    ):
        return
    names = [
        *((educator_path(one.id), one.display_name) for one in registry.educators.values()),
        *((credential_path(ref), one.title) for ref, one in registry.credentials.items()),
    ]
    if found := sorted(path for path, name in names if _EAST_ASIAN.search(name)):
        yield Advice(
            "fonts",
            f"preview pictures leave out the Chinese, Japanese or Korean letters of "
            f"{first_of(found, 3)}",
            'install the fonts: pip install "credfolio[cjk]"',
        )


def without_desk(root: Path) -> list[str]:
    """The issuers that take sealed submissions at a site that has no desk, by their ids.

    An office may work with commands alone, so this is nothing that the repository lacks.
    """
    if DESK in _text(root, "requirements.txt"):
        return []
    issuers = load_project(root).registry.issuers.values()
    return sorted(one.id for one in issuers if any(key.retired is None for key in one.sealing))


def _about_owners(root: Path, registry: Registry) -> Iterator[Advice]:
    governance = registry.governance
    if governance is None:
        yield Advice(
            "rights",
            f"{GOVERNANCE_PATH} is missing or cannot be read, so every proposal is refused",
            "run `credfolio check`, which says what is wrong with it",
        )
    elif _text(root, CODEOWNERS_PATH) != render_codeowners(governance, own_documentation(root)):
        yield Advice(
            "rights",
            f"{CODEOWNERS_PATH} is not what {GOVERNANCE_PATH} says, so the wrong people are asked",
            "run `credfolio codeowners`",
        )


def _text(root: Path, path: str) -> str:
    try:
        return (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def changed_files(root: Path, note: Founded) -> list[str]:
    """The generated files that somebody has changed since."""
    return [
        path
        for path, blob in sorted(note.files.items())
        if (root / path).is_file()
        and blob not in (blob_id(data := (root / path).read_bytes()), _with_plain_ends(data))
    ]


def _with_plain_ends(data: bytes) -> str:
    """The id of the same text with plain line ends: Windows may have written others."""
    return blob_id(data.replace(b"\r\n", b"\n"))


def _about_settings(root: Path) -> Iterator[Advice]:
    try:
        settings = yaml.safe_load((root / PROJECT_FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise EnvironmentProblem(f"cannot read {PROJECT_FILE}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yield Advice("settings", f"{PROJECT_FILE} cannot be read: {error}", "correct it")
        return
    settings = settings if isinstance(settings, dict) else {}
    if settings.get("plugins") != []:
        yield Advice(
            "settings",
            "MkDocs loads a search of its own on every page",
            f"write plugins: [] in {PROJECT_FILE}",
        )
    address = str(settings.get("site_url") or "")
    if not address.startswith("https://") or not address.endswith("/"):
        yield Advice(
            "settings", f"site_url is {address!r}", "write https://… with a slash at the end"
        )
    elif is_example(address):
        yield Advice(
            "settings",
            f"{address} is an example's address, and every badge names it",
            "write the address that you will keep",
        )
    yield from _about_day(settings)


def is_example(address: str) -> bool:
    """Whether a site's address, with a slash at its end, is under a name that nobody can own."""
    return re.search(r"\.(?:example|invalid|test|localhost)/", address) is not None


def _about_day(settings: dict[str, Any]) -> Iterator[Advice]:
    extra = settings.get("extra")
    own = extra.get("credfolio") if isinstance(extra, dict) else None
    zone = own.get("time_zone") if isinstance(own, dict) else None
    if zone is None:
        yield Advice(
            "day",
            "no time zone is set, so a day begins where the computer is that builds the site",
            f"write extra.credfolio.time_zone in {PROJECT_FILE}, such as America/Chicago",
        )
        return
    try:
        zone_of(str(zone))
    except CredfolioError as error:
        yield Advice("day", error.message, error.fix or "")


def _about_theme(root: Path) -> Iterator[Advice]:
    own = root / "theme" / "main.html"
    if own.is_file() and re.search(
        r"""extends\s+['"]main\.html['"]""", own.read_text(encoding="utf-8", errors="replace")
    ):
        yield Advice(
            "theme",
            "theme/main.html extends itself",
            'write {% extends "page.html" %}, which is the program\'s page',
        )


def _about_own_pages(root: Path) -> Iterator[Advice]:
    for name in _OWN_PAGES:
        page = root / "docs" / name
        if not page.is_file():
            yield Advice("pages", f"docs/{name} is missing", "run `credfolio init`, and fill it in")
            continue
        if blanks := _blanks(page):
            yield Advice(
                "pages",
                f"docs/{name} waits for your words in line {', '.join(blanks)}",
                f"replace each {BLANK} by what is true for you",
            )


def _blanks(page: Path) -> list[str]:
    """The numbers of the lines of a page that wait for the founder's words."""
    lines = page.read_text(encoding="utf-8", errors="replace").splitlines()
    return [str(number) for number, line in enumerate(lines, 1) if BLANK in line]


def unfinished(root: Path, address: str) -> Iterator[str]:
    """What readers of the published site would notice, in a clause each."""
    if is_example(address):
        yield f"{address} is an example's address, and every badge names it"
    own = [f"docs/{name}" for name in _OWN_PAGES if (root / "docs" / name).is_file()]
    if waiting := [name for name in own if _blanks(root / name)]:
        yield f"{BLANK} still stands in {', '.join(waiting)}"


def _about_git(root: Path) -> Iterator[Advice]:
    try:
        if run_git(root, "rev-parse", "--git-dir").code != 0:
            yield Advice("git", "the folder is in no git repository", "run `git init`")
        elif run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").code != 0:
            yield Advice("git", "nothing is committed yet", 'git add ., then git commit -m "Begin"')
    except EnvironmentProblem as error:
        yield Advice("git", error.message, error.fix or "")
