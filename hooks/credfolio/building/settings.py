"""What a build reads besides the records: the settings in mkdocs.yml, fonts, records as written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from credfolio.building.moved_addresses import Moved
from credfolio.errors import CredfolioError
from credfolio.pages.fragments.page import Site
from credfolio.records.loading.source_files import read_text
from credfolio.text.typed_address import split_typed


@dataclass(frozen=True, slots=True)
class Theme:
    """What the project's settings say of how pages look."""

    root: Path
    """The project's folder."""
    folders: tuple[str, ...]
    """Where templates are looked for; the project's own come first."""
    language: str
    """A language tag (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What mkdocs.yml says, as far as a build of records needs it."""

    theme: Theme
    target: Path
    """Where the site is."""
    name: str
    description: str
    url: str
    docs_dir: str
    custom_dir: str
    strict: bool
    own: Mapping[str, Any]
    """The program's own settings."""


_KNOWN = frozenset(
    (
        *("forge", "raw", "branch", "featured", "notice", "preview_fonts", "badge_files"),
        *("guides", "time_zone", "moved_pages", "documentation"),
    )
)
_GITHUB = "https://github.com/"
_GITHUB_RAW = "https://raw.githubusercontent.com/{repo}/{commit}/{file}"


def read_site(
    own: Mapping[str, Any],
    *,
    name: str,
    description: str,
    url: str,
    today: date,
    time_zone: str = "",
    moved: Moved = (),
) -> Site:
    """What pages need to know of the site; raises `CredfolioError` for a setting that is none.

    `today` and `time_zone` are those of `credfolio.project.site_day`.
    """
    if unknown := set(own) - _KNOWN:
        raise CredfolioError(
            f"mkdocs.yml: extra.credfolio.{sorted(unknown)[0]} is not known",
            fix=f"there are {', '.join(sorted(_KNOWN))}",
        )
    badge_files = own.get("badge_files", "all")
    if badge_files not in ("all", "signed"):
        raise CredfolioError(
            f"mkdocs.yml: extra.credfolio.badge_files is {badge_files!r}",
            fix="write all or signed",
        )
    forge = str(own.get("forge") or "").rstrip("/")
    return Site(
        name=name,
        url=url if not url or url.endswith("/") else url + "/",
        today=today,
        description=description,
        forge=forge,
        raw=_raw(own, forge),
        edit_url=f"{forge}/edit/{own.get('branch') or 'main'}/" if forge else "",
        new_url=f"{forge}/new/{own.get('branch') or 'main'}" if forge else "",
        issue_url=f"{forge}/issues/new" if forge else "",
        featured=tuple(own.get("featured") or ()),
        badge_files=badge_files,
        time_zone=time_zone,
        moved=moved,
    )


def _raw(own: Mapping[str, Any], forge: str) -> str:
    """The address of one file of a commit: GitHub's is known, others are a setting."""
    raw = str(own.get("raw") or "")
    if not raw:
        return _GITHUB_RAW if forge.startswith(_GITHUB) else ""
    parts = split_typed(raw)
    is_trial = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    is_whole = all(raw.count(f"{{{name}}}") == 1 for name in ("repo", "commit", "file"))
    is_host = re.fullmatch(r"[a-z0-9.-]+(:\d{1,5})?", parts.netloc)
    if not (parts.scheme == "https" or is_trial) or not is_host or not is_whole:
        raise CredfolioError(
            f"mkdocs.yml: extra.credfolio.raw is {raw!r}",
            fix="write an https address with {repo}, {commit} and {file} in it, once each, such as "
            "https://git.example.org/{repo}/raw/commit/{commit}/{file}",
        )
    return raw


def load_preview_fonts(root: Path, own: Mapping[str, Any]) -> list[bytes]:
    """The maintainers' own fonts, for letters that the packaged one lacks.

    Raises `CredfolioError` for a font that cannot be read.
    """
    fonts = []
    for name in own.get("preview_fonts") or ():
        try:
            fonts.append((root / str(name)).read_bytes())
        except OSError as error:
            raise CredfolioError(
                f"mkdocs.yml: extra.credfolio.preview_fonts names {name}, which cannot be read "
                f"({error.strerror})",
                fix="write the font's path, from the project's folder",
            ) from error
    return fonts


def authored(root: Path, path: str) -> bytes | None:
    """The record at `path` as its authors wrote it, with plain line ends; None if it is gone."""
    text = read_text(root / path, path)
    return text.encode() if isinstance(text, str) else None
