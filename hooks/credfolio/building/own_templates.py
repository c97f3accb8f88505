"""Templates in a site's own theme folder that could never be rendered, before they are tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from credfolio.errors import CredfolioError

_EXTENDS = re.compile(r"""\{%-?\s*extends\s+['"]([^'"]+)['"]""")


def refuse_circles(own: Path, folders: Sequence[Path]) -> None:
    """Raise `CredfolioError` when a template below `own` extends itself, also by way of others.

    `folders` are those of the theme, in the order in which a template is looked for.
    """
    for file in sorted(own.rglob("*.html")):
        name = file.relative_to(own).as_posix()
        seen = [name]
        while parent := _parent(seen[-1], folders):
            if parent in seen:
                line = _line(file)
                way = " → ".join((*seen, parent))
                raise CredfolioError(
                    f"theme/{name}:{line}: the template extends itself: {way}",
                    fix='write {% extends "page.html" %} in theme/main.html; page.html is the '
                    "program's own page",
                )
            seen.append(parent)


def _parent(name: str, folders: Sequence[Path]) -> str:
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if file is None:
        return ""
    found = _EXTENDS.search(file.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""


def _line(file: Path) -> int:
    text = file.read_text(encoding="utf-8", errors="replace")
    found = _EXTENDS.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
