"""The handles of people in a roster. The importer keeps the list, so that the next import finds
them.

The list never holds what identifies people in the roster, often an e-mail address: only a
digest of it, with a key that is in the list.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field

from credfolio.findings.finding import Finding, quoted
from credfolio.ids import fold_name, is_id
from credfolio.text.csv_file import render_csv

_PERSON = "Person "


@dataclass(slots=True)
class HandleList:
    """Handles by digest of a person's key; `salt` is the number that keys the digests."""

    salt: str
    new_handle: Callable[[], str]
    """Makes a new random handle at each call."""
    handles: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        """The handle of the person whom the roster knows by `key`, or ""."""
        return self.handles.get(self._digest(key), "")

    def add(self, key: str, handle: str, name: str) -> None:
        """Record the person's handle."""
        self.handles[self._digest(key)] = handle
        self.names[handle] = name

    def _digest(self, key: str) -> str:
        folded = fold_name(key).encode()
        return hashlib.blake2b(folded, key=self.salt.encode(), digest_size=12).hexdigest()

    def render(self, kept: Callable[[str], bool]) -> bytes:
        """The list as CSV, of those handles that are `kept`."""
        rows = [
            (digest, handle, self.names.get(handle, ""))
            for digest, handle in self.handles.items()
            if kept(handle)
        ]
        return render_csv((f"{_PERSON}{self.salt}", "Handle", "Name"), sorted(rows))


def read_handle_list(raw: bytes, path: str, new_handle: Callable[[], str]) -> HandleList | Finding:
    """The list in `raw`, which `HandleList.render` made, or what is wrong with it."""
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    salt = rows[0][0].removeprefix(_PERSON) if rows and rows[0] else ""
    if not salt or not salt.isalnum() or len(salt) > 64 or not rows[0][0].startswith(_PERSON):
        return _refused(path, "this is not a list of handles that an import wrote", 1)
    found = HandleList(salt, new_handle)
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        if len(row) < 2 or not is_id(row[1].strip()):
            return _refused(path, f"{quoted(row[1] if len(row) > 1 else '')} is no handle", number)
        found.handles[row[0].strip()] = row[1].strip()
        found.names[row[1].strip()] = row[2].strip() if len(row) > 2 else ""
    return found


def _refused(path: str, message: str, line: int) -> Finding:
    fix = "name the file that --handles wrote, as it was written, or one that does not exist yet"
    return Finding("import-handles", path, message, fix, line=line, column=1)
