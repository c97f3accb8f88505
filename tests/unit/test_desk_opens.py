"""The page desk/ opens what the command opens, and says the same of what it cannot."""

from __future__ import annotations

import itertools
import json
import subprocess
from base64 import b64decode
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import get_args

import pyrage

from bundle import find_node
from credfolio.desk.office import Desk, FileFault
from credfolio.disk.sealed_files import CannotOpen, SealingKey
from credfolio.errors import UsageError
from demo import ROOT
from sealed import DEMONSTRATION_KEYS

PHRASE = "six words are enough"
# Sealed at a work factor of 10, which takes no time: a key, and a text that is none.
KEY_FILE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBBQUVDQXdRRkJnY0lDUW9MREEwT0R3IDEwCkRTK3M4SU9K"
    "b3ZsTGtzamFBL1pNNWNQTkRBK0kvK2ZTTjZ2YlhlU0pOOUUKLS0tIG94djZyWlEzMTR6RGhrMDhNY1NuTkYvRlNP"
    "TFVFeUJPTUsrMTZBYm5tVDgKAAECAwQFBgcICQoLDA0ODz7PehUeTArLhW0nN1b9Nn9ug62GEXDvDrxBWSi9+Iou"
    "koBj5jcf3eu22AiEodwZLI04Dzggm5x54IOETB3hq9t9k7VoGY7M6YUA6u7t6Sv8P2P1jffPhPqQ9+8="
)
NO_KEY_FILE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBBQUVDQXdRRkJnY0lDUW9MREEwT0R3IDEwCkRTK3M4SU9K"
    "b3ZsTGtzamFBL1pNNWNQTkRBK0kvK2ZTTjZ2YlhlU0pOOUUKLS0tIG94djZyWlEzMTR6RGhrMDhNY1NuTkYvRlNP"
    "TFVFeUJPTUsrMTZBYm5tVDgKAAECAwQFBgcICQoLDA0ODxftU1QiA5ghu1paixoC38I91yrmuIk="
)
OPEN = ROOT / "tests" / "support" / "open_sealed.mjs"
KEY, OTHER = (pyrage.x25519.Identity.generate() for _ in range(2))
TEXT = b"an answer " * 7_000


def by_page(keys: Sequence[tuple[Path, str]], files: Sequence[Path] = ()) -> list[str]:
    """What the page's code says of each key file with its passphrase, and of each sealed file."""
    node, _ = find_node()
    named = [{"file": str(file), "phrase": phrase} for file, phrase in keys]
    job = json.dumps({"keys": named, "files": [str(file) for file in files]})
    done = subprocess.run([node, OPEN], input=job.encode(), stdout=subprocess.PIPE, check=True)
    said: list[str] = json.loads(done.stdout)
    return said


def sealed_files() -> Mapping[str, bytes]:
    """A sealed file, plain and for mail, cut and changed in its head, at its seams, and behind."""
    own, other = (pyrage.x25519.Recipient.from_str(str(one.to_public())) for one in (KEY, OTHER))
    good = pyrage.encrypt(TEXT, [other, own])
    armored = pyrage.encrypt(TEXT[:2_000], [own], armored=True)
    end = good.index(b"\n---") + 1
    body = end + 48  # where the header's MAC ends
    files = {"good": good, "armored": armored, "lines": armored.replace(b"\n", b"\r\n")}
    files["blank"] = b" \r\n\n" + armored
    files |= {"other": pyrage.encrypt(b"x", [other]), "empty": b"", "text": b"hello"}
    files |= {"phrase": KEY_FILE, "more": good + b"x"}
    files |= {"v2": good.replace(b"/v1", b"/v2"), "space": b"\n" + armored}
    cuts = (5, 22, 60, end, end + 20, body, body + 12, body + 16, body + 17, 1_000, 65_000)
    files |= {f"cut {n}": good[:n] for n in (*cuts, body + 16 + 65_552, len(good) - 1)}
    for n in (3, 25, 80, end + 5, end + 30, body + 3, body + 20, 1_000, len(good) - 3):
        changed = bytearray(good)
        changed[n] ^= 1
        files[f"changed {n}"] = bytes(changed)
    files |= {"armored cut": armored[:-40], "armored short": armored[:100]}
    return files | {"armored more": armored + b"more"}


def test_what_can_be_opened_and_what_cannot_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(str(KEY))
    key = SealingKey(tmp_path / "key", str)
    desk, files, expected = Desk(), [], {}
    for name, data in sealed_files().items():
        file = tmp_path / f"{name}.age"
        file.write_bytes(data)
        files.append(file)
        try:
            expected[name] = key.read(file, lambda clear: clear.read().decode())
        except CannotOpen as error:
            expected[name] = error.in_one_line()
    _, *said_of = by_page([(tmp_path / "key", "")], files)
    found = dict(zip(expected, said_of, strict=True))
    for name, why in itertools.product(found, get_args(FileFault)):
        if found[name] == why:
            desk.cannot_open(name, why)
            found[name] = desk.opened[name].in_one_line()
    assert found == expected
    assert len({*expected.values()}) == 5


def test_a_key_file_is_opened_as_the_command_opens_it(tmp_path: Path) -> None:
    cases = [
        (KEY_FILE, PHRASE),
        (f"# public key\n{DEMONSTRATION_KEYS[0]}\n".encode(), ""),
        (KEY_FILE, "seven words"),
        (NO_KEY_FILE, PHRASE),
        (b"no key", ""),
        (KEY_FILE[:-9], PHRASE),
    ]
    keys, expected = [], []
    for n, (raw, phrase) in enumerate(cases):
        keys.append((tmp_path / str(n), phrase))
        keys[-1][0].write_bytes(raw)
        try:
            expected.append(SealingKey(keys[-1][0], partial(str, phrase)).recipient)
        except UsageError as error:
            expected.append("phrase" if "passphrase" in error.message else "key")
    assert by_page(keys) == expected
    assert expected[2:] == ["phrase", "key", "key", "phrase"]
