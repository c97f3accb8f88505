"""The addresses that a site has before something changes: those that are live, or a build's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from credfolio.disk.source_commit import find_repository
from credfolio.errors import CredfolioError
from credfolio.publishing.built_site import load_manifest
from credfolio.publishing.commit_stream import NO_JEKYLL
from credfolio.publishing.pages_branch import open_branch
from credfolio.publishing.remote import find_remote

_OF_THE_HOST = frozenset((NO_JEKYLL, "CNAME"))


@dataclass(frozen=True, slots=True)
class EarlierSite:
    """What is published or built, before a change."""

    words: str
    """Where it is, for people."""
    paths: frozenset[str]
    has_private: bool = False
    """Whether homes of a private repository are in it."""


def earlier_site(root: Path, remote: str, branch: str, built: Path) -> EarlierSite | None:
    """The live site on `branch` of `remote`, else the one `built` last; None without either."""
    try:
        repository = find_repository(root)
        with open_branch(repository, find_remote(repository.top, remote), branch) as live:
            found = live.fetch()
    except CredfolioError:  # no git, no remote, or it does not answer: there may be a build
        found = None
    if found and found.files:
        return EarlierSite(
            f"the branch {branch} of {remote}",
            frozenset(found.files) - _OF_THE_HOST,
            bool(found.records),
        )
    try:
        last = load_manifest(built)
        return EarlierSite("the last build", frozenset(last.files), bool(last.origin.records))
    except CredfolioError:
        return None
