"""``credfolio build`` without pictures, data, files of badges and search: the work that Hugo does.

For `compare.py` alone; a site like this is of no use, and its links lead nowhere.

python benchmarks/pages_only.py build --quiet
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from credfolio.building import finishing
from credfolio.cli import main
from credfolio.pages.badges.badge_files import BadgeFiles
from credfolio.pages.fragments.page import Asset, Output, Page
from credfolio.pages.open_data.published import OpenData
from credfolio.pages.outputs import definitions
from credfolio.pages.people.share_files import Sharing
from credfolio.pages.sharing.previews import Previews
from credfolio.pages.site_pages import SitePages, Task

_NOTHING = Asset("", b"")
_DATA = ("search", "data")
_SPARED = {
    Previews: ("of_definition", "of_portfolio", "of_site"),
    OpenData: ("of_credential",),
}
_SPARED_LISTS = {
    BadgeFiles: ("of_definition", "of_award", "transcript", "wallet"),
    Sharing: ("award_files", "portfolio_files"),
    Previews: ("badge_pngs",),
}


def spare() -> None:
    """Leave out what Hugo's site has not."""
    for owner, names in _SPARED.items():
        for name in names:
            _replace(owner, name, _NOTHING)
    for lists, names in _SPARED_LISTS.items():
        for name in names:
            _replace(lists, name, ())
    _replace(definitions, "text_of", _NOTHING)
    _replace(definitions, "render_facts", b"")
    _replace(finishing, "write_full_text", [])
    _replace(finishing, "find_broken_links", [])
    every = SitePages.tasks

    def tasks(pages: SitePages) -> list[Task]:
        return [_without_data(task) for task in every(pages) if task.name not in _DATA]

    setattr(SitePages, "tasks", tasks)  # noqa: B010 — for mypy a method cannot be replaced


def _replace(owner: Any, name: str, answer: object) -> None:
    assert hasattr(owner, name), f"{owner} has no {name} any more"
    setattr(owner, name, lambda *arguments, **named: answer)


def _without_data(task: Task) -> Task:
    def pages() -> Iterator[Output]:
        return (one for one in task.run() if isinstance(one, Page))

    return replace(task, run=pages)


if __name__ == "__main__":
    spare()
    main()
