"""A project for a preview: settings, theme, hooks and pages of the base, records of a change.

Of the change only plain files in catalog/ and portfolios/ are taken; links are left out, and
nothing is run. The pages say at the top that they are a proposal.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from credfolio.disk.writer import disk_problem
from credfolio.project import PROJECT_FILE

_OF_THE_BASE = ("docs", "theme", "hooks")
_RECORDS = ("catalog", "portfolios")
_SETTINGS = """\
INHERIT: settings.yml
extra:
  credfolio:
    notice: A proposal that nobody has accepted yet. Do not rely on it, and do not pass it on.
"""


def lay_preview(base: Path, change: Path, target: Path) -> None:
    """Make the folder `target`; raises `EnvironmentProblem` when the disk refuses."""
    try:
        target.mkdir(parents=True)
        for name in _OF_THE_BASE:
            if (base / name).is_dir():
                shutil.copytree(base / name, target / name)
        for name in _RECORDS:
            _copy_plain_files(change / name, target / name)
        shutil.copyfile(base / PROJECT_FILE, target / "settings.yml")
        (target / PROJECT_FILE).write_text(_SETTINGS, encoding="utf-8", newline="\n")
    except OSError as error:
        raise disk_problem(error) from error


def _copy_plain_files(source: Path, target: Path) -> None:
    """Copy files and folders below `source`; follow no link, take no name with a dot in front."""
    if source.is_symlink() or not source.is_dir():
        return
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.is_symlink() or entry.name.startswith("."):
            continue
        if entry.is_dir():
            _copy_plain_files(entry, target / entry.name)
        elif entry.is_file():
            shutil.copyfile(entry, target / entry.name, follow_symlinks=False)
