"""The end of a build: notes for crawlers, every link inside the site followed, the manifest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from credfolio.building.inner_links import LinksOut, check_inner_links
from credfolio.building.shell import Shell
from credfolio.disk.manifest import Written
from credfolio.disk.writer import FileWriter
from credfolio.errors import CredfolioError
from credfolio.findings.finding import Finding
from credfolio.findings.report import render_findings
from credfolio.pages.sitemap import build_robots, build_sitemap
from credfolio.text.typed_address import split_typed

_MOST_SHOWN = 20
"""Broken links that are printed; one fault in a template breaks them by the thousand."""


def write_crawler_notes(folder: Path, url: str, addresses: Iterable[str]) -> list[Written]:
    """Write ``robots.txt`` and the sitemap of `addresses`, in the place of MkDocs' own."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (folder / name).unlink(missing_ok=True)  # it knows pages of docs/ only
    files = FileWriter(folder)
    assets = (build_robots(url), *build_sitemap(url, addresses))
    return [files.write(asset.path, asset.data, "") for asset in assets]


def find_broken_links(
    url: str,
    shells: Mapping[str, Shell],
    links: LinksOut,
    files: set[str],
    read: Callable[[str], str],
) -> list[Finding]:
    """What leads nowhere: from `links`, the shells around records, and the page of lost readers.

    `files` are the paths of the site, `read` gives the text of one.
    """
    for kind, shell in shells.items():
        links.add("".join(shell.pieces[::2]), "", f"theme/record.html ({kind})")
    if (lost := "404.html") in files:
        base = split_typed(url).path or "/"
        links.add(read(lost), lost, f"theme/{lost}", base)
    return list(check_inner_links(links, files, read))


def refuse_broken_links(broken: list[Finding], records: int) -> None:
    """Print what leads nowhere and raise `CredfolioError`; nothing happens where all is well."""
    if not broken:
        return
    print(render_findings(broken[:_MOST_SHOWN], records, "text"), end="", file=sys.stderr)
    links = "1 link of the site leads" if len(broken) == 1 else f"{len(broken)} links lead"
    raise CredfolioError(
        f"{links} nowhere; the site was left as it was",
        fix="correct the links above, then build again",
    )
