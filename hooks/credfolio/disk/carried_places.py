"""Where a build may take what another computer left for it: nobody's files are in these places."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from credfolio.disk.git_commands import run_git
from credfolio.disk.kept import CACHE
from credfolio.disk.spare import spare_of
from credfolio.disk.staging import find_other, is_beside
from credfolio.errors import EnvironmentProblem, UsageError

CACHE_NAME, SITE_NAME, STATE_NAME, SECRET_NAME = "cache", "site", "state", "secret"
DRAFT_NAME = "secret.new"
MARKER_NAME = "credfolio-kept.txt"
"""What says of a folder that it is ours, and may be replaced."""
_OURS = {CACHE_NAME, SITE_NAME, STATE_NAME, SECRET_NAME, DRAFT_NAME, MARKER_NAME}


def refuse_places(folder: Path, root: Path, target: Path) -> None:
    """Raise `UsageError` where `take` or `keep` would remove what neither of them has made.

    Raises `EnvironmentProblem` where git cannot say what the checkout is.
    """
    trees = _trees_of(root)
    _refuse_target(root.resolve(), target, trees)
    _refuse_kept(folder, root.resolve(), target, trees)
    if other := find_other_in(folder):
        raise UsageError(
            f"{folder} has files that no build left there, such as {other}",
            fix="name a folder of its own with --kept",
        )


def find_other_in(folder: Path) -> str:
    """The name of something in `folder` that `keep` must not replace; "" where it may.

    What cannot be listed has no such name: see `keep`, which leaves it alone.
    """
    names = set[str]()
    with suppress(OSError):
        if not folder.is_symlink():
            names = {one.name for one in folder.iterdir()}
    if others := names - _OURS:
        return min(others)
    return "" if MARKER_NAME in names else min(names, default="")


def find_kept_by_git(root: Path, target: Path) -> str:
    """The first file in git among the places that `take` fills, "" for none.

    It is named as from the top of its repository. A name that differs in the case of letters alone
    counts, because some disks take it for the same; and so does a link or another repository that
    a place is in. Raises `EnvironmentProblem` where git cannot say it.
    """
    places = [(root.resolve() / CACHE).parent, target]
    listed = Path()
    for tree in _trees_of(root):
        inside = [one for one in map(_absolute, places) if one.is_relative_to(tree)]
        inside = [one for one in inside if listed == Path() or not one.is_relative_to(listed)]
        if inside and (found := _find_in(tree, inside, target)):
            return found
        listed = tree
    return ""


def _find_in(tree: Path, places: Iterable[Path], target: Path) -> str:
    said = run_git(tree, "-c", "core.fsmonitor=false", "ls-files", "-z")
    if said.code:
        raise _unknown(said.reason)
    names = {place.relative_to(tree).as_posix().casefold() for place in places}
    above = {parent.as_posix() for name in names for parent in Path(name).parents}
    below = tuple(f"{name}/" for name in names)
    site = _absolute(target)  # asks the disk, so once and not for each file
    is_in_tree, beside = site.is_relative_to(tree), ""
    if is_in_tree and site.parent != tree:
        beside = f"{site.parent.relative_to(tree).as_posix().casefold()}/"
    for raw in said.out.split(b"\0"):
        path = os.fsdecode(raw)
        known = path.casefold()
        if known in names or known in above or known.startswith(below):
            return path
        if is_in_tree and known.startswith(beside):
            name = known[len(beside) :].partition("/")[0]
            if name and _is_made_beside(target, name):
                return path
    return ""


def _trees_of(root: Path) -> list[Path]:
    """The work tree that the project is in, and those that this one is a submodule of."""
    trees = []
    said = run_git(root.resolve(), "rev-parse", "--show-toplevel")
    if said.code or not said.text:
        raise _unknown(said.reason)
    while said.code == 0 and (found := os.fsdecode(said.out.rstrip(b"\r\n"))):
        trees.append(Path(found).resolve())
        said = run_git(trees[-1], "rev-parse", "--show-superproject-working-tree")
    return trees


def _unknown(reason: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"git cannot say which files it keeps: {reason}",
        fix="run this in a clone of the repository",
    )


def _refuse_target(top: Path, target: Path, trees: list[Path]) -> None:
    place, own = _absolute(target), f"name a folder of its own, such as --output {top / 'site'}"
    if any(_is_in(one, target.resolve()) for one in (top, *trees)):
        raise UsageError(f"{target} would replace other files", fix=own)
    within = next((one for one in (top, *trees) if place.is_relative_to(one)), None)
    steps = place.relative_to(within).parts if within else ()
    is_hidden = any(step.startswith(".") for step in steps)
    if is_hidden or any(step.casefold() == ".git" for step in place.parts):
        raise UsageError(f"{target} is for other files than a site's", fix=own)
    for parent in target.parents:
        if parent.is_symlink() and any(_absolute(parent).is_relative_to(one) for one in trees):
            raise UsageError(f"{parent} is a link in the project", fix=own)
    try:
        other = "" if target.is_symlink() else find_other(target)
    except OSError as error:
        raise EnvironmentProblem(
            f"{target} cannot be read: {error.strerror}", fix="check its permissions"
        ) from error
    if other:
        raise UsageError(
            f"{target} has files that no build has made, such as {other}",
            fix="name a folder of its own with --output, or move these files away",
        )


def _refuse_kept(folder: Path, top: Path, target: Path, trees: list[Path]) -> None:
    fix = "name a folder of its own outside of the checkout, such as --kept ../kept"
    cache, site = top / CACHE, target.resolve()
    for kept in (folder.resolve(), _absolute(folder)):
        if any(_is_in(kept, tree) or _is_in(tree, kept) for tree in trees):
            raise UsageError(f"{folder} is in the checkout, which a commit can fill", fix=fix)
        apart = ((site, kept), (kept, site), (cache, kept), (kept, cache), (site, cache))
        if any(_is_in(one, other) for one, other in (*apart, (cache, site))):
            raise UsageError(f"{target} and {folder} would replace other files", fix=fix)
        if any(_is_made_beside(site, name) for name in _under(kept, site)):
            raise UsageError(f"{folder} is a place of a build of {target}", fix=fix)


def _is_made_beside(target: Path, name: str) -> bool:
    return is_beside(target, name) or name.casefold() == spare_of(target).name.casefold()


def _under(kept: Path, site: Path) -> Iterator[str]:
    """The name next to `site` that `kept` has or is in, if any."""
    if kept != site.parent and kept.is_relative_to(site.parent):
        yield kept.relative_to(site.parent).parts[0]


def _is_in(one: Path, other: Path) -> bool:
    """Whether `one` is `other` or in it, also on a disk that takes "Site" and "site" for one."""
    return Path(str(one).casefold()).is_relative_to(str(other).casefold())


def _absolute(path: Path) -> Path:
    """`path` with the links in the folders above it followed, and not itself."""
    return path.absolute().parent.resolve() / path.name
