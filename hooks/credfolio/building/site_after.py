"""A site as it would be after a change of its repository, built in a folder that goes again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from credfolio.building.mkdocs_site import Options
from credfolio.building.site_commands import build_site
from credfolio.disk.git_commands import run_git
from credfolio.disk.writer import disk_problem
from credfolio.errors import CredfolioError, EnvironmentProblem

_FOLDERS = ("catalog", "portfolios", "docs", "theme", "hooks")


@contextmanager
def site_after(
    root: Path, files: Mapping[str, bytes | None], options: Options
) -> Iterator[tuple[Path, Path]]:
    """A copy of the project at `root` with `files` changed, and the site that it makes.

    `files` are new contents by path, None for a file that goes. Both folders are gone afterward.
    Raises `CredfolioError` when that site cannot be built, and `EnvironmentProblem` when the disk
    refuses.
    """
    with tempfile.TemporaryDirectory(prefix="credfolio-") as name:
        project = Path(name) / "project"
        try:
            _lay(root, files, project)
        except OSError as error:
            raise disk_problem(error) from error
        try:
            site = build_site(project, output=Path(name) / "site", strict=False, options=options)
        except EnvironmentProblem:
            raise
        except CredfolioError as error:
            raise CredfolioError(
                f"the site could not be built afterward: {error.message}; nothing was changed",
                fix=error.fix,
            ) from error
        yield project, site


def _lay(root: Path, files: Mapping[str, bytes | None], project: Path) -> None:
    for path in _files_of(root):
        if path not in files and (root / path).is_file() and not (root / path).is_symlink():
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / path, project / path)
    for path, data in files.items():
        if data is not None:
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            (project / path).write_bytes(data)


def _files_of(root: Path) -> list[str]:
    """What git would commit; outside of a repository what a build reads."""
    listed = run_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed.code == 0:
        names = listed.out.decode("utf-8", "surrogateescape").split("\0")
        return sorted({name for name in names if name})
    below = [path for top in _FOLDERS for path in (root / top).rglob("*")]
    return [path.relative_to(root).as_posix() for path in (*root.iterdir(), *below)]
