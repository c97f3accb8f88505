"""How fast private records are checked: ``python benchmarks/submissions.py [COUNT [COPIES]]``.

Writes a private repository with COUNT submissions of as many people (two sheets and a decision
each, as in the paper run of the tests) next to the example project of these, and checks both in one
process. Joining is all that this does besides checking the records: it finds the public commit and
whether it is on the main branch, and reads its records in place where the clone holds them, else
lays them out from git's objects. Both are measured: the second with one more file in the clone.

With COPIES the public repository has Tom's portfolio so many times more.
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
from proposals import TODAY, commit, folder_files, git, lay  # noqa: E402


class Watch:
    """Seconds by the clock and of one processor, from when it was made until `read`."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), sum(os.times()[:4])

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self.wall, sum(os.times()[:4]) - self.cpu


def main(count: int, copies: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = make_pair(Path(folder))
        home = folder_files(pair.public / "portfolios/tom-berg")
        more = {f"tom-berg-{n}/{path}": text for n in range(copies) for path, text in home.items()}
        if more:
            lay(pair.public / "portfolios", more)
            commit(pair.public, "More portfolios")
            pair.settle()
        files = {"office/people/p-head.yml": "name: Head\n"}
        for n, reader in enumerate(READERS):
            known = f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10}}\n"
            files[f"office/people/{reader}.yml"] = known
        for n in range(count):
            files[f"office/people/p-earn{n}.yml"] = f"name: Earner {n}\nroles: [teacher]\n"
            files |= attempt_files(n + THIRDS, n, 1, passed=n % 2 == 0)
        lay(pair.private, files)
        check, inside = vars(joining)["check_project"], [0.0, 0.0]

        def watched(*given: Any, **named: Any) -> Checked:
            watch = Watch()
            found: Checked = check(*given, **named)
            inside[:] = watch.read()
            return found

        vars(joining)["check_project"] = watched
        public = git(pair.public, "ls-files", "catalog", "portfolios").count("\n") + 1
        print(f"{count:,} submissions in {len(files):,} files, {public:,} public files")
        for how in ("read in place", "laid out"):
            opened = pair.opened()
            watch = Watch()
            checked = joining.check_pair(opened, TODAY, 1)
            wall, cpu = watch.read()
            rules = sorted({one.rule for one in checked.findings if one.is_error})
            assert len(checked.registry.submissions) > count
            assert any(opened.laid.iterdir()) == (how == "laid out")
            print(f"Public records {how}: {cpu:.1f} s of one processor, {wall:.1f} s by the clock")
            joined = f"{cpu - inside[1]:.2f} s, {wall - inside[0]:.2f} s by the clock"
            print(f"  of these, to join: {joined}; errors: {', '.join(rules) or 'none'}")
            lay(pair.public, {"catalog/.new.txt": "Not committed.\n"})


if __name__ == "__main__":
    counts = [int(one) for one in sys.argv[1:]]
    main(*(counts + [10_000, 0][len(counts) :]))
