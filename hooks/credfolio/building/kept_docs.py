"""What a build needs of the pages of docs/ and the theme, kept for a build that does not make them.

Where nothing but records changed, MkDocs would make the same pages and the same shells, and takes
half of a small build for it. See ADR 0107.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from credfolio.building.build import Build
from credfolio.building.content_policy import signing_hosts
from credfolio.building.inner_links import LinksOut
from credfolio.building.inputs import is_of_records
from credfolio.building.lent_pages import LentPages
from credfolio.building.settings import Settings, Theme
from credfolio.building.shell import Shell
from credfolio.disk.manifest import Written
from credfolio.pages.fragments.page import GuideSection


@dataclass(frozen=True, slots=True)
class KeptDocs:
    """What one build made of docs/ and the theme, and the settings that it read."""

    settings: Settings
    logger: str
    """The name of the logger that the engine shows."""
    hosts: tuple[str, ...]
    """Those of `signing_hosts`, which shells name: all that they have of the records."""
    shells: Mapping[str, Shell]
    docs: Sequence[str]
    guides: Sequence[GuideSection]
    unlisted: Collection[str]
    links: LinksOut
    elsewhere: Collection[str]

    @staticmethod
    def of(build: Build, settings: Settings, logger: str) -> KeptDocs:
        """What the engine has told `build` up to here."""
        return KeptDocs(
            settings,
            logger,
            signing_hosts(build.checked.registry.signed.values()),
            dict(build.shells),
            tuple(build.docs),
            tuple(build.guides),
            sorted(build.unlisted),
            LinksOut(dict(build.links.places), list(build.links.lost)),
            sorted(build.lent.elsewhere),
        )

    def as_bytes(
        self, files: Iterable[Written], opened: Iterable[str] | None, beside: Path | None
    ) -> bytes:
        """All of it, with the `files` that were made and are in the site.

        `opened` are the files that the engine opened, None where that is unknown. Empty where
        records may be among them, or where a setting is more than text, numbers, and lists.
        """
        own, root = self.settings.own, self.settings.theme.root
        try:
            is_plain = json.loads(json.dumps(own)) == own
        except (TypeError, ValueError):
            return b""
        if not is_plain or opened is None or self.links.lost:
            return b""
        if any(is_of_records(path, root, beside) for path in opened):
            return b""
        data = {
            "settings": {
                **{name: getattr(self.settings, name) for name in _PLAIN},
                "target": str(self.settings.target),
                "own": dict(own),
            },
            "theme": [str(root), self.settings.theme.folders, self.settings.theme.language],
            "logger": self.logger,
            "hosts": self.hosts,
            "shells": {kind: shell.pieces for kind, shell in self.shells.items()},
            "docs": self.docs,
            "guides": [list(asdict(one).values()) for one in self.guides],
            "unlisted": self.unlisted,
            "links": list(self.links.places.items()),
            "elsewhere": self.elsewhere,
            "files": [[one.path, one.size, one.sha256] for one in files],
        }
        try:
            return json.dumps(data, separators=(",", ":")).encode()
        except UnicodeEncodeError:  # a folder's name may be no UTF-8
            return b""


def read_docs(raw: bytes) -> tuple[KeptDocs, list[Written]]:
    """What `KeptDocs.as_bytes` gave, and the files."""
    data: dict[str, Any] = json.loads(raw)
    root, folders, language = data["theme"]
    given = data["settings"]
    settings = Settings(
        theme=Theme(Path(root), tuple(folders), language),
        target=Path(given["target"]),
        own=given["own"],
        **{name: given[name] for name in _PLAIN},
    )
    kept = KeptDocs(
        settings,
        data["logger"],
        tuple(data["hosts"]),
        {kind: Shell(kind, tuple(pieces)) for kind, pieces in data["shells"].items()},
        data["docs"],
        [GuideSection(*one) for one in data["guides"]],
        data["unlisted"],
        LinksOut({place: (page[0], page[1]) for place, page in data["links"]}),
        data["elsewhere"],
    )
    return kept, [Written(path, size, sha, "") for path, size, sha in data["files"]]


def lend(kept: KeptDocs, files: list[Written], build: Build) -> bool:
    """Give `build` what was `kept`; False where it would be other, or the old site lacks a file."""
    if signing_hosts(build.checked.registry.signed.values()) != kept.hosts:
        return False
    if any(build.old_site.digest(file.path) != file.sha256 for file in files):
        return False
    build.shells = dict(kept.shells)
    build.docs = list(kept.docs)
    build.guides = list(kept.guides)
    build.unlisted = set(kept.unlisted)
    build.links = kept.links
    build.lent = LentPages({}, frozenset(kept.elsewhere))
    build.docs_files = files
    return True


_PLAIN = ("name", "description", "url", "docs_dir", "custom_dir", "strict")
