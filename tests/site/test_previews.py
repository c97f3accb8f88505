"""Every page that is shared has a picture, and the tags that lead to it."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from credfolio.records.registry import Registry

HERE = "https://tamarack.example/credentials/"
TAG = re.compile(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">')


def tags(site: Path, address: str) -> dict[str, str]:
    return dict(TAG.findall((site / address / "index.html").read_text(encoding="utf-8")))


def test_each_kind_of_page_names_a_picture_that_is_there(demo_site: Path, demo: Registry) -> None:
    pages = ["", *(f"catalog/{ref}/" for ref in demo.credentials)]
    pages += [f"portfolios/{one.id}/" for one in demo.listed_educators]
    pages += [
        f"portfolios/{e}/{a}/"
        for (e, a) in demo.signed
        if (demo_site / f"portfolios/{e}/{a}").exists()
    ]
    for page in pages:
        found = tags(demo_site, page)
        assert found["og:url"] == HERE + page
        assert found["og:title"], page
        picture = demo_site / found["og:image"].removeprefix(HERE)
        assert picture.is_file(), page
        assert picture.stat().st_size <= 60_000
        with Image.open(picture) as opened:
            assert opened.size == (1200, 630)


def test_nobody_who_is_unlisted_is_drawn(demo_site: Path, demo: Registry) -> None:
    for educator in demo.educators.values():
        own = demo_site / "portfolios" / educator.id / "preview.png"
        assert own.exists() == (educator.visibility == "public")
