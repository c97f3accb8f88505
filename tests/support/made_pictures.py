"""Small pictures as programs save them, and the result of reading one."""

from __future__ import annotations

import io

from PIL import Image

from credfolio.findings.finding import Finding
from credfolio.records.picture import Picture, read_picture


def raster(
    kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "#1f4e46" if mode != "L" else 80).save(out, kind, **options)
    return out.getvalue()


def picture(raw: bytes, path: str) -> Picture:
    found = read_picture(raw, path)
    assert isinstance(found, Picture), found
    return found


def refusal(raw: bytes, path: str) -> Finding:
    found = read_picture(raw, path)
    assert isinstance(found, Finding), "it was let through"
    assert found.path == path
    assert found.fix
    assert len(found.message) < 300
    return found
