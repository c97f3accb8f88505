"""What it costs to take in sealed work: ``python benchmarks/sealed_work.py``.

300 sealed submissions, each of 18 KB of answers and three documents of 200 KB, are opened, checked,
and recorded by the command, in one process.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests/support"))

import pyrage  # noqa: E402
from click.testing import CliRunner  # noqa: E402

from credfolio.cli import main as credfolio  # noqa: E402
from pairs import make_pair  # noqa: E402
from proposals import commit, lay  # noqa: E402
from sealed import archive, sealed  # noqa: E402

PIECE = 200_000
ANSWERS = {f"1/prompt/{n}": {"v": "an answer " * 450} for n in range(4)}
KEY = pyrage.x25519.Identity.generate()


def intake(count: int = 300) -> None:
    """Print how long so many sealed files take from the folder to the records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pair = make_pair(folder)
        drop = folder / "drop"
        drop.mkdir()
        people = {}
        for n in range(count):
            people[f"office/people/p-n{n}.yml"] = f"name: Eva {n}\naddress: e{n}@d.example\n"
            who = {"name": f"Eva {n}", "district_address": f"e{n}@d.example"}
            files = {f"evidence/00{one}.pdf": os.urandom(PIECE) for one in (1, 2, 3)}
            made = archive(files, ANSWERS, person=who, id=f"3b241101-e2bb-4255-8caf-{n:012d}")
            (drop / f"{n}.age").write_bytes(sealed(made, str(KEY.to_public())))
        lay(pair.private, people)
        commit(pair.private, "People")
        (folder / "key").write_text(str(KEY))
        words = ["--project", pair.private, "intake", drop, "--with", pair.public]
        words += ["--key", folder / "key", "--today", "2026-05-04", "--write"]
        wall, cpu = time.perf_counter(), time.process_time()
        done = CliRunner().invoke(credfolio, [str(one) for one in words])
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        size = sum(one.stat().st_size for one in (drop / "in").iterdir()) / count / 1e3
        print(f"{done.output.splitlines()[-2]}: {wall:.1f} s, {cpu:.1f} s of processor,")
        print(f"{size:.0f} KB each")


if __name__ == "__main__":
    intake()
