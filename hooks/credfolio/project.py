"""Where the project is, and what day it is: the questions that only the edge may ask."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from credfolio import DOCUMENTATION
from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.text.typed_address import split_typed

PROJECT_FILE = "mkdocs.yml"
PRIVATE_FILE = "office/records.yml"
"""What a private repository has in place of `PROJECT_FILE`."""


_NOBODYS = ("example", "invalid", "test")
"""Ends of names that nobody can register (RFC 2606): an address there waits for another."""


def is_private(root: Path) -> bool:
    """Whether the project at `root` is a private repository, without a catalog of its own."""
    return (root / PRIVATE_FILE).is_file() and not (root / PROJECT_FILE).is_file()


def in_public() -> UsageError:
    """What a command that needs the public repository raises in a private one."""
    return UsageError(
        "this is the private repository, and this is done in the public one",
        fix="run it in the public repository",
    )


def find_project(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a project.

    Raises `UsageError` when there is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file() or (folder / PRIVATE_FILE).is_file():
            return folder
    raise UsageError(
        f"no {PROJECT_FILE} in {start} or any folder above it",
        fix="change to the project's folder, or name it with --project",
    )


def version_wanted(root: Path) -> str:
    """The version of the program that the project names in ``.credfolio.yml``; "" for none."""
    try:
        note = (root / ".credfolio.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    try:
        return _setting(note, "version")
    except EnvironmentProblem:  # `credfolio doctor` says what is wrong with it
        return ""


def other_version(wanted: str, running: str) -> tuple[str, str]:
    """What is wrong where a project names the version `wanted` and another runs, and the fix."""
    fix = "pip install -r requirements.txt, in the project's folder"
    if not is_older(running, wanted):
        fix = f"install credfolio {wanted}, or run `credfolio upgrade`"
    return f"this repository uses credfolio {wanted}, and {running} is running", fix


def is_older(version: str, other: str) -> bool:
    """Whether a release is older than another; what follows its numbers does not count."""
    return _numbers(version) < _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in version.split("."):
        if not part.isascii() or not part.isdigit():
            break
        found.append(int(part))
    return tuple(found)


def site_url(root: Path) -> str:
    """The ``site_url`` of the project's settings; "" when it says none."""
    return _setting(_settings(root), "site_url")


def site_name(root: Path) -> str:
    """The ``site_name`` of the project's settings; "" when it says none."""
    return _setting(_settings(root), "site_name")


def public_address(root: Path) -> str:
    """The repository's web address in the project's settings; "" when they say none."""
    return forge_address(_settings(root))


def edit_address(root: Path) -> str:
    """Where on the forge a file is edited, when its path is put behind; "" without a forge."""
    settings = _settings(root)
    forge = forge_address(settings)
    branch = _setting(settings, "extra", "credfolio", "branch") or "main"
    return f"{forge}/edit/{branch}/" if forge else ""


def forge_address(settings: str) -> str:
    """The repository's web address in the text of a ``mkdocs.yml``; "" when it says none."""
    try:
        return _setting(settings, "extra", "credfolio", "forge").rstrip("/")
    except EnvironmentProblem:
        return ""


def documentation_address(own: object) -> str:
    """Where the program's own pages are: at `own`, ``extra.credfolio.documentation``, else as we
    know; "" where neither says a published address.
    """
    address = f"{own.rstrip('/')}/" if isinstance(own, str) and own else DOCUMENTATION
    parts = split_typed(address)
    host = parts.hostname or ""
    is_published = parts.scheme in ("https", "http") and host != ""
    return address if is_published and host.rpartition(".")[2] not in _NOBODYS else ""


def own_documentation(root: Path) -> str:
    """`documentation_address` as the settings of the project at `root` say it, if they are read."""
    try:
        own = plain_setting(root, "extra", "credfolio", "documentation")
    except EnvironmentProblem:  # which `check`, `build` and `doctor` say
        own = ""
    return documentation_address(own)


def plain_setting(root: Path, *names: str) -> str:
    """The word in the settings under `names`; "" when there is none, or a tag gives it."""
    node = _node(_settings(root), *names)
    is_plain = isinstance(node, yaml.ScalarNode) and not node.tag.startswith("!")
    return str(node.value) if node is not None and is_plain else ""


def _settings(root: Path) -> str:
    try:
        return (root / PROJECT_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise (in_public() if is_private(root) else _unreadable(error)) from error


def _setting(settings: str, *names: str) -> str:
    """The word in the settings under `names`; "" when there is none."""
    node = _node(settings, *names)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _node(settings: str, *names: str) -> yaml.Node | None:
    # Composing only: settings may hold tags that mean something to MkDocs alone.
    try:
        node = yaml.compose(settings, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise _unreadable(error) from error
    for name in names:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for key, value in pairs if key.value == name), None)
    return node


def _unreadable(error: Exception) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{PROJECT_FILE} cannot be read: {error}", fix="correct it, then run this again"
    )


def signing_time(given: datetime | None) -> str:
    """The time that a signature states: `given`, else SOURCE_DATE_EPOCH, else now; in UTC."""
    if given is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        given = datetime.fromtimestamp(int(epoch), UTC)
    moment = given or datetime.now(UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class UnknownTimeZone(CredfolioError):
    """The settings name a time zone that does not exist."""

    def __init__(self, what: str, fix: str, line: int = 0, column: int = 0) -> None:
        place = f"{PROJECT_FILE}:{line}" if line else PROJECT_FILE
        super().__init__(f"{place}: {what}", fix=fix)
        self.what = what
        """The message without the place."""
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class SiteDay:
    """Today, and where it is that day."""

    day: date
    zone: str
    """The time zone in words: its IANA name, or what this computer calls its own."""
    is_setting: bool
    """Whether the project's settings name the zone."""


def site_day(root: Path, given: date | None = None) -> SiteDay:
    """The day that a command in the project at `root` goes by; see `build_date`.

    Raises `UnknownTimeZone`, also where `given` wins.
    """
    settings = "" if is_private(root) else _settings(root)
    node = _node(settings, "extra", "credfolio", "time_zone")
    if node is not None:
        name = node.value if isinstance(node, yaml.ScalarNode) else "a list"
        mark = node.start_mark
        zone = zone_of(name, mark.line + 1, mark.column + 1)
        return SiteDay(build_date(given, zone), str(zone), is_setting=True)
    day = build_date(given, None)
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return SiteDay(day, "UTC", is_setting=False)
    here = datetime.now().astimezone()
    return SiteDay(day, here.tzname() or here.strftime("%z"), is_setting=False)


def project_date(root: Path, given: date | None = None) -> date:
    """The day alone of `site_day`."""
    return site_day(root, given).day


def checked_day(root: Path, given: date | None = None) -> date:
    """The day that a check goes by: `project_date`, or today in UTC if there is no such zone.

    The check has a finding about the zone.
    """
    try:
        return project_date(root, given)
    except UnknownTimeZone:
        return build_date(given, UTC)


def zone_of(name: str, line: int = 0, column: int = 0) -> ZoneInfo:
    """The IANA time zone `name`, which is at this place of the settings; 0 for an unknown place.

    Raises `UnknownTimeZone`, with the nearest names, where there is none.
    """
    # The data is that of the locked package, so that a day is the same on every computer. A name
    # is looked up in its list first: a file system may take another spelling, and JavaScript not.
    names = zone_names()
    if name in names:
        with resources.files("tzdata").joinpath("zoneinfo", name).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    what = f"is {name!r}, which is not a time zone" if name.strip() else "is empty"
    near = _near(name, names)
    raise UnknownTimeZone(
        f"extra.credfolio.time_zone {what}",
        f"write {' or '.join(near)}" if near else "write a name such as America/Los_Angeles",
        line,
        column,
    )


def zone_names() -> frozenset[str]:
    """The names of all time zones that Python and browsers know."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return frozenset(listed) - {"Factory"}  # the zone of a computer that was never set up


def _near(name: str, names: Iterable[str]) -> list[str]:
    """Up to three names that `name` may be meant for; a city's own name finds it, too."""
    wanted = re.sub(r"[\s_]+", "_", name.strip()).casefold()
    folded = {one.casefold(): one for one in sorted(names)}
    if wanted in folded:
        return [folded[wanted]]
    cities = [one for fold, one in folded.items() if wanted and fold.endswith(f"/{wanted}")]
    return cities[:3] or [folded[one] for one in get_close_matches(wanted, folded, n=3, cutoff=0.7)]


def build_date(given: date | None, zone: tzinfo | None) -> date:
    """The date that a check or build goes by.

    `given` wins; then SOURCE_DATE_EPOCH (reproducible-builds.org); then the clock. The last two
    are days in `zone`, the site's. Without one the epoch is read in UTC, so that the same number
    is the same day everywhere, and the clock as this computer shows it.
    """
    if given is not None:
        return given
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), zone or UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(
                f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}",
                fix="unset it, or set it to the output of `git log -1 --format=%ct`",
            ) from None
    return datetime.now(zone).date()
