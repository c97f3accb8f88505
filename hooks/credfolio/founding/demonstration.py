"""The demonstration as a site of its own, for a look before one is founded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from credfolio.disk.new_files import make_folder, write_new_files
from credfolio.disk.shipped import shipped
from credfolio.errors import UsageError
from credfolio.project import PROJECT_FILE

_OWN_PAGES = ("about.md", "privacy.md", "accessibility.md")
_OF_THE_REPOSITORY = ("nav", "not_in_nav", "watch")
"""Settings that say something about pages and folders of the program's own repository."""


def lay_demonstration(folder: Path, schemas: Mapping[str, str]) -> int:
    """Write the demonstration into `folder`, which is new or empty; the number of files.

    All files are written or none. `schemas` are the JSON Schemas that editors read, by file name.
    Raises `UsageError` when the folder holds something, and `EnvironmentProblem` when the disk
    refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty", fix="name a new folder")
    source = shipped("demo")
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for top in ("catalog", "portfolios")
        for path in sorted((source / top).rglob("*"))
        if path.is_file()
    }
    files |= {f"docs/{name}": (shipped("docs") / name).read_bytes() for name in _OWN_PAGES}
    files |= {f"docs/schema/{name}": text.encode() for name, text in schemas.items()}
    files["hooks/site_records.py"] = b"from credfolio.building.hook import *\n"
    files[PROJECT_FILE] = _settings((source / PROJECT_FILE).read_text(encoding="utf-8")).encode()
    make_folder(folder)
    write_new_files(folder, files)
    return len(files)


def _settings(text: str) -> str:
    settings = yaml.safe_load(text)
    for name in _OF_THE_REPOSITORY:
        settings.pop(name, None)
    settings["theme"] = {"name": "credfolio", "language": settings["theme"]["language"]}
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=100)
