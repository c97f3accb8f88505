"""The hash of the program's own wheel, which locks need, for commands that write locks."""

from __future__ import annotations

import click

from credfolio import __version__
from credfolio.errors import EnvironmentProblem
from credfolio.founding.locks import NoDigest, wheel_digest

index_option = click.option(
    "--index",
    envvar=["PIP_INDEX_URL", "UV_DEFAULT_INDEX"],
    default="",
    metavar="URL",
    help="The index that is asked, once, for the program's own hash. Default: pip's.",
)


def own_digest(index: str) -> str:
    """The hash of the running program's wheel; raises `EnvironmentProblem` where it is unknown."""
    try:
        return wheel_digest(__version__, index)
    except NoDigest as unknown:
        raise EnvironmentProblem(
            f"the lock could not be written: {unknown}; nothing was changed",
            fix="install a release, or the file of a wheel, and run this again",
        ) from unknown
