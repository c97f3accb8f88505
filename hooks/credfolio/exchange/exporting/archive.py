"""Files → one ZIP: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_WHEN = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can hold; nobody's clock is in the file

README = """\
Everything of {owner}, taken out of a credfolio project.

records/          The files as they are in the project: YAML records, pictures, and in
                  credentials/ the signed Open Badges. The signed files prove themselves; any
                  Open Badges 3.0 verifier reads them, and any wallet keeps them.
export.json       All records in one file, for programs.
awards.csv        The awards, one a row, for spreadsheets.
credentials.csv   The definitions, one a row.

To go on elsewhere with credfolio, copy catalog/ and portfolios/ out of records/ into the new
project. The files hold everything that was recorded, also what the site does not show. Look
before you publish them.
"""


def render_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP with `files`, sorted by path."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[path])
    return stream.getvalue()
