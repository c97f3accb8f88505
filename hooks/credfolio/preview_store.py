"""Drawn previews, kept between builds by what they were drawn from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


class PreviewStore:
    """A folder of pictures. Losing it costs time and nothing else.

    A picture is written beside its place and renamed, so that a build that is
    killed, or two at once, leave whole ones. A folder that cannot be written
    to is done without.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """The picture of `key`, drawn where it is not kept yet."""
        place = self._folder / f"{key}.png"
        try:
            return place.read_bytes()
        except OSError:
            picture = draw()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f".{key}.{os.getpid()}"
            beside.write_bytes(picture)
            beside.replace(place)
        except OSError:
            pass
        return picture
