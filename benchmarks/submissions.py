"""How fast private records are checked: ``python benchmarks/submissions.py [SUBMISSIONS]``.

Writes a private repository with so many submissions of as many people (two sheets and a decision
each, as in the paper run of the tests) next to the example project of these, and checks both in one
process. Joining is all that this does besides checking the records: it finds the public commit and
whether it is on the main branch, reads its records from git's objects, and lays them out.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests/support"))

from credfolio.checking import pair as joining  # noqa: E402
from credfolio.checking.check import Checked  # noqa: E402
from pairs import make_pair  # noqa: E402
from paper_run import READERS, THIRDS, attempt_files  # noqa: E402
from proposals import TODAY, lay  # noqa: E402


class Watch:
    """Seconds by the clock and of one processor, from when it was made until `read`."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), sum(os.times()[:4])

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self.wall, sum(os.times()[:4]) - self.cpu


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = make_pair(Path(folder))
        files = {"office/people/p-head.yml": "name: Head\n"}
        for n, reader in enumerate(READERS):
            known = f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10}}\n"
            files[f"office/people/{reader}.yml"] = known
        for n in range(count):
            files[f"office/people/p-earn{n}.yml"] = f"name: Earner {n}\nroles: [teacher]\n"
            files |= attempt_files(n + THIRDS, n, 1, passed=n % 2 == 0)
        lay(pair.private, files)
        opened = pair.opened()
        check, inside = vars(joining)["check_project"], [0.0, 0.0]

        def watched(*given: Any, **named: Any) -> Checked:
            watch = Watch()
            found: Checked = check(*given, **named)
            inside[:] = watch.read()
            return found

        vars(joining)["check_project"] = watched
        watch = Watch()
        checked = joining.check_pair(opened, TODAY, 1)
        wall, cpu = watch.read()
        rules = sorted({one.rule for one in checked.findings if one.is_error})
        assert len(checked.registry.submissions) > count
        print(f"{count:,} submissions in {len(files):,} files: {cpu:.1f} s of one processor")
        print(f"Of these, to join: {cpu - inside[1]:.2f} s; {wall - inside[0]:.2f} s by the clock")
        print(f"{wall:.1f} s by the clock; errors: {', '.join(rules) or 'none'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
