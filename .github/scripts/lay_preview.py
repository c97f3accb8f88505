"""A project for a preview: settings, theme, hooks and pages of one, records of another.

``lay_preview.py TRUSTED CHANGE TARGET``. Of the change only plain files in
catalog/ and portfolios/ are taken; links are left out, and nothing is run. The
pages say at the top that they are a proposal.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

TAKEN = ("docs", "theme", "hooks")
RECORDS = ("catalog", "portfolios")
SETTINGS = """\
INHERIT: settings.yml
extra:
  credfolio:
    notice: A proposal that nobody has accepted yet. Do not rely on it, and do not pass it on.
"""


def lay_preview(trusted: Path, change: Path, target: Path) -> None:
    """Make the folder `target`; raises `OSError` when the disk refuses."""
    target.mkdir(parents=True)
    for name in TAKEN:
        shutil.copytree(trusted / name, target / name)
    for name in RECORDS:
        copy_plain_files(change / name, target / name)
    shutil.copyfile(trusted / "mkdocs.yml", target / "settings.yml")
    (target / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")


def copy_plain_files(source: Path, target: Path) -> None:
    """Copy files and folders below `source`; follow no link, take no name with a dot in front."""
    if source.is_symlink() or not source.is_dir():
        return
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.is_symlink() or entry.name.startswith("."):
            continue
        if entry.is_dir():
            copy_plain_files(entry, target / entry.name)
        elif entry.is_file():
            shutil.copyfile(entry, target / entry.name, follow_symlinks=False)


if __name__ == "__main__":
    lay_preview(*map(Path, sys.argv[1:4]))
