"""The bytes of a text file → its text, or the question which letters are meant.

A byte order mark or valid UTF-8 decides. Anything else is a guess, and a guess never decides
how a name is spelled: if a letter depends on it, the finding is an error until the mapping
names the encoding.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from credfolio.findings.finding import Finding, quoted

MAX_BYTES = 64 * 1_048_576
_SAMPLE = 64 * 1024
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LEGACY = (
    "cp1252", "mac_roman", "cp1250", "cp1254", "cp1257", "cp1251", "cp437", "cp850", "mac_latin2",
)  # fmt: skip
"""Encodings that spreadsheets on school computers write, the most frequent first."""
_MOST_WORDS = 200
_WORD = re.compile(r"""[^\s,;"|]*[^\x00-\x7f][^\s,;"|]*""")
_TWICE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]+")
_TWO_SCRIPTS = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_LINE_END = re.compile(r"\r\n|\r|\n")


class NoText(Exception):
    """The bytes are no text; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def decode(raw: bytes, path: str, encoding: str = "") -> tuple[str, list[Finding]]:
    """The text in `raw`, and what the importer must confirm before anything is written.

    `encoding` is the one that the mapping names, or "". Raises `NoText`.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            # A mark is never wrong, so it also corrects what a mapping says of another file.
            text = _as(raw, name, path).removeprefix("\ufeff")
            return text, _damaged(text, path, encoding)
    if encoding:
        text = _as(raw, encoding, path)
        return text, _damaged(text, path, encoding)
    if b"\x00" in raw[:_SAMPLE]:
        # UTF-16 without a mark: every other byte of plain letters is 0.
        first, second = raw[:_SAMPLE:2].count(0), raw[1:_SAMPLE:2].count(0)
        if 4 * max(first, second) < min(len(raw), _SAMPLE):
            raise _not_text(path)
        return _as(raw, "utf-16-be" if first > second else "utf-16-le", path), []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guessed(raw, path, error.start)
    return text, _damaged(text, path, "")


def _guessed(raw: bytes, path: str, start: int) -> tuple[str, list[Finding]]:
    names = _candidates(raw, start)
    texts = {name: text for name in names if (text := _try(raw, name)) is not None}
    # No name is written half in Latin and half in Cyrillic letters.
    texts = {name: text for name, text in texts.items() if not _TWO_SCRIPTS.search(text)}
    if not texts:
        _as(raw, "utf-8", path)  # raises, with the place
    guess, text = next(iter(texts.items()))
    words = _differing(list(texts.values()))
    place = _line(text, next(iter(_WORD.finditer(text))).start())
    if not words:
        shown = _WORD.search(text)
        return text, [
            Finding(
                "import-encoding",
                path,
                f"the file is not UTF-8 and was read as {guess}, "
                f"so this is {quoted(shown[0] if shown else '')}",
                "if that is wrong, save it as “CSV UTF-8” or name `encoding:` in the mapping",
                "hint",
                line=place,
                column=1,
            )
        ]
    readings: dict[str, str] = {}
    for number, name in enumerate(texts):
        said = " ".join(_shown([word[number] for word in words], words))
        readings.setdefault(said, name)
    told = "; ".join(f"{name}: {said}" for said, name in readings.items())
    more = f" (and {len(words) - _MOST_WORDS:,} more words)" if len(words) > _MOST_WORDS else ""
    return text, [
        Finding(
            "import-encoding",
            path,
            "the file is not UTF-8, and how names are spelled depends on its encoding. "
            f"{told}{more}",
            f"write `encoding: {guess}`, or the one that spells them right, in the mapping; "
            "or save the table as “CSV UTF-8”",
            line=_line(text, text.find(words[0][0])),
            column=1,
        )
    ]


def _candidates(raw: bytes, start: int) -> list[str]:
    """Encodings that the bytes may be in, the most frequent one first."""
    sample = raw[max(0, start - _SAMPLE // 2) : start + _SAMPLE // 2]
    found = from_bytes(sample, cp_isolation=list(_LEGACY), threshold=0.2, enable_fallback=False)
    plausible = {name for match in found for name in match.could_be_from_charset}
    # Excel's own encoding comes first even where the library thinks another one likelier: it
    # judges by frequent letters, and a list of names has none.
    return [name for name in _LEGACY if name in plausible or name == "cp1252"]


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _differing(texts: list[str]) -> list[tuple[str, ...]]:
    """Each word whose letters are not the same in all `texts`, which are equally long."""
    found: dict[tuple[str, ...], None] = {}
    end = 0
    for match in re.finditer(r"[^\x00-\x7f]", texts[0]):
        at = match.start()
        if at < end:
            continue
        start, end = _word_at(texts[0], at)
        word = tuple(text[start:end] for text in texts)
        if any(
            any(letter.isalpha() for letter in letters) and len(set(letters)) > 1
            for letters in zip(*word, strict=True)
        ):
            found[word] = None
    return list(found)


def _word_at(text: str, at: int) -> tuple[int, int]:
    start, end = at, at + 1
    while start and text[start - 1] not in ' ,;\t"\r\n|':
        start -= 1
    while end < len(text) and text[end] not in ' ,;\t"\r\n|':
        end += 1
    return start, end


def _shown(said: list[str], words: list[tuple[str, ...]]) -> list[str]:
    """All words, or enough of them to show each uncertain letter."""
    if len(words) <= _MOST_WORDS:
        return said
    seen: set[str] = set()
    first = []
    for number, word in enumerate(words):
        letters = {letter for letter in word[0] if ord(letter) > 127}
        if letters - seen or number < _MOST_WORDS // 2:
            first.append(said[number])
            seen |= letters
    return first[:_MOST_WORDS]


def _damaged(text: str, path: str, encoding: str) -> list[Finding]:
    """Letters that were lost before the file was saved; no encoding restores them."""
    if "\ufffd" in text:
        at = text.find("\ufffd")
        start, end = _word_at(text, at)
        return [
            Finding(
                "import-encoding",
                path,
                f"letters were lost before the file was saved, as in {quoted(text[start:end])}",
                "export the table again from where it comes from, as “CSV UTF-8”",
                line=_line(text, at),
                column=1,
            )
        ]
    if encoding:
        return []  # somebody has looked, and says that the letters are meant
    for match in _TWICE.finditer(text):
        start, end = _word_at(text, match.start())
        word = text[start:end]
        try:
            meant = word.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        if not meant.replace("’", "").isalpha():
            continue
        return [
            Finding(
                "import-encoding",
                path,
                f"{quoted(word)} looks like {quoted(meant)} after it was opened in a wrong "
                "encoding and saved again",
                "export the table again from where it comes from; if the letters are right, "
                "write `encoding: utf-8` in the mapping",
                line=_line(text, match.start()),
                column=1,
            )
        ]
    return []


def _line(text: str, at: int) -> int:
    return len(_LINE_END.findall(text, 0, max(at, 0))) + 1


def _as(raw: bytes, encoding: str, path: str) -> str:
    try:
        text = raw.decode(encoding)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise NoText(
                Finding(
                    "import-encoding",
                    path,
                    f"the file is not text in {encoding}: byte {error.start + 1:,} cannot be read",
                    "save it as “CSV UTF-8” in the spreadsheet program",
                    line=raw.count(b"\n", 0, error.start) + 1,
                    column=1,
                )
            ) from None
        raise NoText(
            Finding(
                "import-table",
                path,
                f"{quoted(encoding)} is no encoding that is known here",
                "write `encoding: cp1252`, mac_roman, utf-8 or utf-16",
            )
        ) from None
    if "\x00" in text:
        raise _not_text(path)
    return text


def _not_text(path: str) -> NoText:
    return NoText(
        Finding(
            "import-table",
            path,
            "the file holds bytes that are not text",
            "save it as CSV from the spreadsheet program",
        )
    )
