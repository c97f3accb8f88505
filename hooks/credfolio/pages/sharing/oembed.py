"""What a page says to a program that embeds it (oEmbed 1.0), with the snippets in its variants.

The share panel of the page reads the same file, so that a page stays small
until somebody shares it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from credfolio.drawing.picture_canvas import MAIL_SIZE

WIDTH, HEIGHT = 480, 160


def build_oembed(
    *,
    title: str,
    author: str,
    author_url: str,
    site_name: str,
    site_url: str,
    snippets: Mapping[str, str],
    preferred: str,
    signature: Mapping[str, str],
    picture: str,
    profile: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """A rich response; `preferred` names the one of `snippets` that embedders show.

    `credfolio` is a key of our own, as the format allows: every snippet by
    name, the e-mail signature as `html` and `text`, and as `profile` the badges
    with the addresses that put them into a LinkedIn profile.
    """
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": author,
        "author_url": author_url,
        "provider_name": site_name,
        "provider_url": site_url,
        "html": snippets[preferred],
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": picture,
        "thumbnail_width": MAIL_SIZE,
        "thumbnail_height": MAIL_SIZE,
        "cache_age": 86_400,
        "credfolio": {"snippets": dict(snippets), "signature": dict(signature)}
        | ({"profile": [dict(one) for one in profile]} if profile else {}),
    }
