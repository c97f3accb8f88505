"""What our readers of age make of files that others made: ``age_vectors.py FOLDER``.

FOLDER has the test vectors of C2SP's CCTV (its folder `age/testdata`, or that of the npm package
`cctv-age`); none of them is kept here. Each is opened by the reader of the command and by the one
of the pages, as these open submissions, packets, and key files. Printed are the vectors that were
taken and must not be, or were refused and must not be; it ends with 1 when there are any that
`KNOWN` does not name.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage

from credfolio.disk.sealed_files import CannotOpen, SealingKey

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "web"))

from bundle import find_node  # noqa: E402

PAGE = ROOT / "benchmarks" / "age_vectors.mjs"
_POST_QUANTUM = "AGE-SECRET-KEY-PQ-1"

KNOWN: dict[str, frozenset[str]] = {
    # pyrage 1.4 takes a line of a recipient without its body. The header's MAC is checked all the
    # same, so only whoever knows the file's key can have written it.
    "command": frozenset({"stanza_missing_body", "stanza_missing_final_line"}),
    "pages": frozenset(),
}
"""Vectors on which a library is known to differ, by reader."""


@dataclass(frozen=True)
class Vector:
    """A file, what opens it, and what must come of it."""

    name: str
    file: Path
    keys: tuple[str, ...]
    phrases: tuple[str, ...]
    payload: str
    """SHA-256 of what is in it; "" where it must be refused."""


def vectors(folder: Path, work: Path) -> Iterator[Vector]:
    """The vectors in `folder`, each with its file below `work`."""
    for path in sorted(folder.iterdir()):
        head, _, body = path.read_bytes().partition(b"\n\n")
        lines = [line.split(": ", 1) for line in head.decode().splitlines()]
        said = dict(lines)
        if said.get("compressed") == "zlib":
            body = zlib.decompress(body)
        file = work / f"{path.name}.age"
        file.write_bytes(body)
        keys = tuple(value for key, value in lines if key == "identity")
        phrases = tuple(value for key, value in lines if key == "passphrase")
        payload = said["payload"] if said["expect"] == "success" else ""
        yield Vector(path.name, file, keys, phrases, payload)


def by_command(vector: Vector, work: Path) -> str:
    """SHA-256 of what the command's reader opens; "" where it refuses."""
    for phrase in vector.phrases:
        try:
            return hashlib.sha256(
                pyrage.passphrase.decrypt(vector.file.read_bytes(), phrase)
            ).hexdigest()
        except pyrage.DecryptError:
            continue
    for number, key in enumerate(vector.keys):
        file = work / f"{vector.name}.{number}.key"
        file.write_text(key)
        try:
            opened = SealingKey(file, lambda: "")
            return opened.read(vector.file, lambda clear: hashlib.sha256(clear.read()).hexdigest())
        except CannotOpen:
            continue
    return ""


def by_pages(found: list[Vector]) -> dict[str, str]:
    """By name: SHA-256 of what the pages' reader opens; "" where it refuses."""
    node, _ = find_node()
    job = [
        {"name": one.name, "file": str(one.file), "keys": one.keys, "phrases": one.phrases}
        for one in found
    ]
    done = subprocess.run(
        [node, PAGE], input=json.dumps(job).encode(), stdout=subprocess.PIPE, check=True
    )
    said: dict[str, str] = json.loads(done.stdout)
    return said


def main(folder: Path) -> int:
    """Print what differs; 1 when something does that is not known."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        every = list(vectors(folder, work))
        # Post-quantum recipients are refused by the check, so nothing is ever sealed for them.
        own = [one for one in every if not any(key.startswith(_POST_QUANTUM) for key in one.keys)]
        read = {
            "command": {one.name: by_command(one, work) for one in own},
            "pages": by_pages(own),
        }
    unknown = 0
    print(f"{len(own)} vectors of {len(every)}; {len(every) - len(own)} are for other keys")
    for reader, said in read.items():
        taken = {one.name for one in own if said[one.name] and not one.payload}
        refused = {one.name for one in own if one.payload and not said[one.name]}
        changed = {
            one.name for one in own if one.payload and said[one.name] not in (one.payload, "")
        }
        new = (taken | refused | changed) - KNOWN[reader]
        unknown += len(new)
        print(f"{reader}: {len(taken)} taken wrongly, {len(refused)} refused wrongly")
        for word, names in (("taken", taken), ("refused", refused), ("changed", changed)):
            for one in sorted(names):
                print(f"  {word}: {one}" + ("" if one in new else " (known)"))
    return 1 if unknown else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: age_vectors.py FOLDER (CCTV's age/testdata)")
    sys.exit(main(Path(sys.argv[1])))
