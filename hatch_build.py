"""What goes into a wheel besides the package: theme, pages in Markdown, locks, demonstration.

Hatchling calls this when it builds; credfolio.disk.shipped says where each part is then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = "credfolio/shipped"
MADE = "theme/assets/built/credfolio.js"
ADDRESS = "hooks/credfolio/__init__.py"
PLACEHOLDER = "https://credfolio.example/"
LOCKS = ("district.txt", "sign.txt")


class ShippedFiles(BuildHookInterface):  # type: ignore[misc]
    """Adds the files to a wheel; a source archive names its own in pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill `force_include`; raises `RuntimeError` when the scripts were not bundled.

        An editable installation uses the repository's own folders, and comes before bundling.
        """
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        if not (root / MADE).is_file():
            raise RuntimeError(f"{MADE} is missing: run `make bundle` first")
        if PLACEHOLDER in (root / ADDRESS).read_text(encoding="utf-8"):
            self.app.display_warning(f"{ADDRESS}: DOCUMENTATION waits for the published address")
        included = build_data["force_include"]
        for file in shipped_files(root):
            path = file.relative_to(root).as_posix()
            top = path.split("/")[0]
            place = path if top in ("theme", "docs") else f"demo/{path}"
            if top == "requirements":
                place = f"locks/{file.name}"
            included[str(file)] = f"{SHIPPED}/{place}"


def shipped_files(root: Path) -> Iterator[Path]:
    """Every file that a wheel holds besides the package, sorted.

    Left out: decision records, and scripts that are bundled into others.
    """
    yield root / "mkdocs.yml"
    yield from (root / "requirements" / name for name in LOCKS)
    for top in ("theme", "docs", "catalog", "portfolios"):
        for file in sorted((root / top).rglob("*")):
            within = file.relative_to(root).parts
            is_bundled = file.suffix == ".js" and within[:2] == ("theme", "assets")
            if (
                file.is_file()
                and within[:2] != ("docs", "adr")
                and (not is_bundled or within[2] == "built")
                and not any(part.startswith(".") for part in within)
            ):
                yield file
