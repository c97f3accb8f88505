"""The issuers that a command is about: the one that is named, or all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from credfolio.errors import CredfolioError, UsageError
from credfolio.findings.finding import quoted
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Issuer
from credfolio.records.registry import issuer_path


def named_issuer(root: Path, name: str) -> Issuer:
    """The issuer `name` of the project at `root`; raises `UsageError` where it has none."""
    return issuer_of(load_project(root).registry.issuers, name)


def named_or_all(root: Path, name: str | None) -> list[Issuer]:
    """The issuer `name`, or without one every issuer, by id; raises `UsageError`."""
    issuers = load_project(root).registry.issuers
    return [issuer_of(issuers, name)] if name else [one for _, one in sorted(issuers.items())]


def issuer_of(issuers: Mapping[str, Issuer], name: str) -> Issuer:
    """The issuer `name` among `issuers`; raises `UsageError` where it is not."""
    if name not in issuers:
        known = ", ".join(sorted(issuers)) or "none"
        raise UsageError(f"there is no readable issuer {quoted(name)}", fix=f"the issuers: {known}")
    return issuers[name]


def issuer_text(root: Path, name: str) -> str:
    """The file of the issuer `name`; raises `CredfolioError` where it cannot be read."""
    try:
        return (root / issuer_path(name)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CredfolioError(f"{issuer_path(name)} cannot be read") from error
