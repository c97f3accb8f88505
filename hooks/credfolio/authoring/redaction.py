"""Words that nobody may read are taken out of a kept text; the digest of the whole text stays.

Text in, text out. The result is read and compared: whatever else would differ is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date

from credfolio.authoring.kept_versions import Version, read_version
from credfolio.errors import UsageError
from credfolio.records.model import KeptCredential, KeptStack
from credfolio.records.reckoned.redacted import MARK, only_removes

_NOTE = re.compile(r"^redacted:\n(?:[ ].*\n)+", re.MULTILINE)


def redacted(
    version: Version, text: str, words: Sequence[str], digest: str, on: date, reason: str
) -> str:
    """`text` without `words`, whatever their case and line ends, and with a note of it.

    `digest` is that of the whole text. Raises `UsageError` if the text does not contain them, or
    if more than prose would change.
    """
    old = read_version(version, text)
    new_text = _NOTE.sub("", text)
    for one in words:
        said = re.compile(r"\s+".join(map(re.escape, one.split())), re.IGNORECASE)
        new_text, count = said.subn(MARK, new_text) if one.strip() else (new_text, 0)
        if not count:
            raise UsageError(
                f"{version.path} does not contain {one!r}",
                fix="write the words as the text has them",
            )
    new_text = f"{new_text.rstrip()}\nredacted:\n  on: {on}\n  digest: {digest}\n"
    new_text += f"  reason: {json.dumps(reason, ensure_ascii=False)}\n"
    new = read_version(version, new_text)
    kept = KeptCredential | KeptStack
    if not (isinstance(old, kept) and isinstance(new, kept) and only_removes(old, new)):
        raise UsageError(
            f"without these words, {version.path} would ask for something else",
            fix="name fewer words: only prose can be taken out, no id, number or address",
        )
    return new_text
