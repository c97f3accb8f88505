"""What findings say of the form of a file: whether it can be read, and has its record's shape."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ANCHOR = "anchors and aliases are not allowed here ({found})"
_ADD_KEY = "add a line `{key}: …`"
_UNKNOWN_KEY = "the key {key} is unknown in {place}"
COPY_ADDRESS = "copy the address from the browser, beginning with https://"

READING_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    # --- reading ------------------------------------------------------------------------------
    "file-too-large": (
        "the file is larger than {most} bytes",
        "split the text, or move long material to a linked resource",
    ),
    "control-character": (
        "the text contains the control character U+{code}",
        "delete it; it is invisible, so retype the words around it",
    ),
    "not-utf-8": (
        "the file is not UTF-8 text: byte 0x{byte} does not fit",
        'save it again as "UTF-8" in your editor',
    ),
    "yaml-syntax": (
        "this is not YAML from here on: {problem}",
        "look at the line above too: a missing quote, colon or space, or indentation that jumps",
    ),
    "yaml-feature: anchor": (
        _ANCHOR, "write the text out where it is needed; quote a value that begins with & or *",
    ),
    "yaml-feature: alias": (
        _ANCHOR, "write the text out where it is needed; quote a value that begins with *",
    ),
    "yaml-feature: tag": (
        "YAML tags are not allowed here ({found})",
        "leave the tag out; quote a value that begins with !",
    ),
    "yaml-feature: key": (
        "a list or mapping cannot be a key",
        'quote the text if it is meant as words, as in "{{…}}"',
    ),
    "yaml-feature: document": (
        "a second document begins here", "keep one record in each file; delete the line ---",
    ),
    "yaml-feature: merge": ("merge keys (<<) are not allowed here", "write the keys out"),
    "too-deep": (
        "lists and mappings are nested more than {most} deep",
        "flatten the record; no record needs more than 8 levels",
    ),
    "duplicate-key": (
        "the key {key} appears twice in the same place",
        "keep one and delete the other",
    ),
    "not-a-record": (
        "the file does not begin with a key",
        "begin each line with a key and a colon, as in `title: Active listening`",
    ),
    "missing-key": ("{key} is missing", _ADD_KEY),
    "missing-key: empty": ("{key} is empty", "write the value after the colon"),
    "missing-key: inside": ("{key} is missing in {place}", _ADD_KEY),
    "unknown-key": ("the key {key} is unknown", "Your own keys go under `extra:`."),
    "unknown-key: near": (
        "the key {key} is unknown",
        "did you mean {guess}? Your own keys go under `extra:`.",
    ),
    "unknown-key: inside": (_UNKNOWN_KEY, "delete it, or move the words to a known key"),
    "unknown-key: inside, near": (_UNKNOWN_KEY, "did you mean {guess}? Otherwise delete it."),
    "wrong-value": ("{name}: {expected}", "{fix}"),
    "wrong-value: value": ("{name}: {expected}, found {value}", "{fix}"),
    "wrong-value: keys": ("{name}: {expected}, found keys and values", "{fix}"),
    "wrong-value: list": ("{name}: {expected}, found a list", "{fix}"),
    "wrong-value: nothing": ("{name}: {expected}, found nothing", "{fix}"),
    "wrong-value: empty entry": (
        "{name}: this entry of the list is empty", "write the entry, or delete it with its hyphen",
    ),
    "wrong-value: record": ("the record", ""),
    "differs-from-path": (
        "{key} is {value}, but the file's place says {place}",
        "write `{key}: {id}`, or move the file",
    ),
    # --- what a value is expected to be -------------------------------------------------------
    "expected: choice": ("expected one of {words}", "Choose one of the words listed."),
    "expected: choice, near": (
        "expected one of {words}", "did you mean {guess}? Choose one of the words listed.",
    ),
    "expected: date": (
        "expected a real date written YYYY-MM-DD",
        "write the date as YYYY-MM-DD, such as 2026-05-31",
    ),
    "expected: amount": (
        "expected a number such as 3 or 0.5",
        "write digits, with a point for fractions and no unit",
    ),
    "expected: count": ("expected a whole number such as 12", "write digits only"),
    "expected: yes or no": ("expected yes or no", "write yes or no"),
    "expected: link": ("expected a web address beginning https://", COPY_ADDRESS),
    "expected: link, user": ("expected a web address without a user name in it", COPY_ADDRESS),
    "expected: link, port": ("expected a web address without a port number", COPY_ADDRESS),
    "expected: link, host": ("expected a web address with a public host name", COPY_ADDRESS),
    "expected: link, name": (
        "expected a web address with a host name that cannot be taken for another",
        "write it in the letters of one alphabet, without `xn--`, `%` or a dot at the end",
    ),
    "expected: one line": (
        "expected one line of plain text", "join the lines, or shorten the text",
    ),
    "expected: file name": (
        "expected the name of a file in the same folder, such as badge.svg",
        "put the file next to the record and write only its name",
    ),
    "expected: color": (
        "expected a color of six digits, such as 2a6f62",
        "write six digits such as 2a6f62, without a # before them",
    ),
    "expected: text": (
        "expected text", "write plain text after the colon; quote it if it contains ': '",
    ),
    "expected: list": (
        "expected a list", "begin each item on its own line with a hyphen and a space",
    ),
    "expected: keys": (
        "expected keys and values", "write the keys on the lines below, two spaces in",
    ),
    "expected: shorter": ("expected at most {most} characters", "shorten the text"),
    "expected: some text": ("expected some text", "write the text, or delete the key"),
    "expected: id": (
        "expected an id: lower-case letters, digits and hyphens",
        "write it like active-listening",
    ),
    "expected: reference": (
        "expected a reference of the form issuer/credential",
        "write the issuer's folder, a slash and the file's name without .yml",
    ),
    "expected: language": ("expected a language tag", "write en, es, fr-CA and so on"),
    "expected: version": ("expected a version", "write it like 1, 1.2 or 1.2.3"),
    "expected: version of an award": (
        "expected a version",
        "write it like 1, 1.2 or 1.2.3; `unknown` if the award was imported and nobody knows it",
    ),
    "expected: doi": ("expected a DOI", "write it like 10.1000/182, without https://doi.org/"),
    "expected: e-mail": (
        "expected the e-mail address of a role", "write an address like badges@district.example",
    ),
    "expected: commit": (
        "expected the whole name of a commit, of 40 characters",
        "write all of them, as `git rev-parse HEAD` prints them",
    ),
    "expected: person": (
        "expected the id of a person: p- and 4 to 20 lower-case letters and digits",
        "write it like p-rosa1",
    ),
    "expected: holidays": (
        "expected a country, or a part of one", "write it like US or US-NY",
    ),
    "expected: salt": (
        "expected 32 to 128 hexadecimal digits", "write what `openssl rand -hex 16` prints",
    ),
    "expected: account": ("expected a user name on the forge", "write it without @"),
    "expected: digest": (
        "expected a digest, which begins with uEi", "copy it whole, as the program wrote it",
    ),
    "expected: recipient": (
        "expected the public half of a key, which begins with age1", "copy it whole",
    ),
    "expected: place": ("expected a place in a status list", "write it like 1/42"),
    "expected: another form": (
        "expected another form", "see the reference of this record for the form",
    ),
})  # fmt: skip
"""Part of `credfolio.findings.words.WORDS`."""
