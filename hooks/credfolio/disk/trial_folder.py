"""The folder of an issuer that exists on this computer only, and the address it is served at.

Only `credfolio serve` reads it. The folder ignores itself, so git never takes it.
"""

from __future__ import annotations

from pathlib import Path

from credfolio.text.typed_address import split_typed

FOLDER = ".credfolio-trial"
HOME = "home"
"""The file with the address that the issuer's badges name."""
HOST = "localhost"
FIRST_PORT = 8000
"""The port that `credfolio serve` tries first."""


def trial_address(site_url: str, port: int) -> str:
    """Where a trial's documents say they are, if the site at `site_url` is served at `port`."""
    path = split_typed(site_url).path.strip("/")
    return f"https://{HOST}:{port}/" + (f"{path}/" if path else "")


def served_trial(root: Path, served_at: str) -> Path | None:
    """The trial of the project at `root`, if its badges name the address that is served."""
    at = _home(root)
    return root / FOLDER if at and at == served_at.replace("http://", "https://", 1) else None


def trial_port(root: Path) -> int | None:
    """The port that the badges of the project's trial name; None without a trial."""
    try:
        return split_typed(_home(root)).port
    except ValueError:
        return None


def _home(root: Path) -> str:
    folder = root / FOLDER
    try:
        return "" if folder.is_symlink() else (folder / HOME).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
