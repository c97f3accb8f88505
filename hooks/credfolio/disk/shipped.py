"""What the program brings besides its code: theme, pages, demonstration, fonts.

In an installed wheel all of it is inside the package; in the program's own
repository everything keeps the place where it is written (ADR 0080).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parents[1]
"""The folder of the package `credfolio`."""

Name = Literal["theme", "docs", "demo", "locks"]

_IN_WHEEL = PACKAGE / "shipped"
_REPOSITORY = PACKAGE.parents[1]
_IN_REPOSITORY: dict[Name, str] = {
    "theme": "theme",
    "docs": "docs",
    "demo": ".",
    "locks": "requirements",
}


def is_installed() -> bool:
    """Whether this is an installed wheel, and not the program's own repository."""
    return _IN_WHEEL.is_dir()


def shipped(name: Name) -> Path:
    """The folder of what is called `name`.

    ``theme`` holds templates, styles and bundled scripts; ``docs`` the pages in Markdown; ``demo``
    the demonstration's ``catalog``, ``portfolios`` and ``mkdocs.yml``; ``locks`` the
    tested versions of what the program needs.
    """
    return _IN_WHEEL / name if is_installed() else _REPOSITORY / _IN_REPOSITORY[name]


def desk_runtime() -> Path | None:
    """The folder of Python for the page desk/: the package `credfolio-desk`, where there is one."""
    spec = find_spec("credfolio_desk")
    if spec and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    return None


def east_asian_fonts() -> Path:
    """The folder of fonts for Chinese, Japanese and Korean; it may be missing.

    Installed, they are a package of their own, `credfolio-fonts-cjk`.
    """
    spec = find_spec("credfolio_fonts_cjk")
    if spec and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    return _REPOSITORY / "web" / "generated" / "fonts"
