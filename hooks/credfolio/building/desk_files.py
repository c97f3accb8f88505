"""What the page desk/ loads on a press: Python for the browser, its libraries, and this program.

Python and libraries are those of the package `credfolio-desk`; without it there is nothing to
load, and the page says so. The program's own modules are the ones that build the site, so both
have the same rules and say the same. See ADR 0101.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePath

from credfolio.disk.shipped import PACKAGE

PLACE = "assets/desk/"
INDEX = f"{PLACE}index.json"
"""Names the folder of the files: another program has another, so no browser mixes two."""
PROGRAM = "program.json"
RUNTIME = (
    "LICENSES.txt", "packages.zip", "pyodide-lock.json", "pyodide.asm.mjs", "pyodide.asm.wasm",
    "pyodide.mjs", "python_stdlib.zip",
)  # fmt: skip

_NOT_LOADED = ("LICENSES.txt", "pyodide-lock.json", "pyodide.mjs")
"""What the page does not count: it is read by people, or too small."""

_LEFT_OUT = frozenset({"building", "forge", "founding", "links", "pages", "publishing", "shipped"})
"""Rooms that no command of a round enters."""

_DATA = (
    "badges/verification/several.json", "badges/verification/verdicts.json",
    "drawing/glyphs.json", "proof/context_files/*.json", "text/english.json",
    "rounds/messages.yml", "text/profession.txt",
)  # fmt: skip
"""What modules read. The site is public, so anything else next to them stays where it is."""


def desk_files(runtime: Path | None, package: Path = PACKAGE) -> Iterator[tuple[str, bytes]]:
    """Each file by its path in the site.

    `runtime` is the folder of `credfolio-desk`; None where that is not installed.
    """
    if runtime is None:
        return
    files = {name: (runtime / name).read_bytes() for name in RUNTIME}
    files[PROGRAM] = program_modules(package)
    digests = [hashlib.sha256(data).digest() for data in files.values()]
    folder = hashlib.sha256(b"".join(digests)).hexdigest()[:16]
    for name, data in files.items():
        yield f"{PLACE}{folder}/{name}", data
    sizes = {name: len(data) for name, data in files.items() if name not in _NOT_LOADED}
    yield INDEX, json.dumps({"folder": folder, "sizes": sizes}).encode()


def program_modules(package: Path) -> bytes:
    """The modules of the program, with their data, as JSON: path → text."""
    modules = (file for file in package.rglob("*.py") if _is_module(file.relative_to(package)))
    data = (file for pattern in _DATA for file in package.glob(pattern))
    files = {
        file.relative_to(package.parent).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted({*modules, *data})
    }
    return json.dumps(files, ensure_ascii=False).encode()


def _is_module(within: PurePath) -> bool:
    names = within.with_suffix("").parts
    return names[0] not in _LEFT_OUT and all(map(str.isidentifier, names))
