"""Ask Lighthouse about pages of a built site; it installs what lighthouse/package-lock.json names.

.venv/bin/python benchmarks/lighthouse.py [SITE] [-- options of lighthouse/measure.mjs]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "web"), str(ROOT / "tests" / "support")]

from bundle import find_node, install_packages  # noqa: E402
from chromium import find_chromium  # noqa: E402

PAGES = (
    "",
    "catalog/",
    "catalog/tamarack-teachers-association/first-year-mentor/",
    "portfolios/",
    "portfolios/elena-marsh/",
    "portfolios/amara-okafor-lind/",
    "portfolios/elena-marsh/first-year-mentor/",
    "verify/",
    "plan/",
    "portfolios/amara-okafor-lind/transcript/",
    "stacks/",
    "compare/",
    "resources/",
    "assess/",
    "assess/?credential=open-classroom-alliance/formative-questioning",
    "contribute/credential/",
    "questions/",
    "figures/",
)


def main(arguments: list[str]) -> int:
    site = ROOT / "site"
    if arguments and arguments[0] != "--":
        site = Path(arguments.pop(0))
    node, npm = find_node()
    folder = HERE / "lighthouse"
    if not (folder / "node_modules" / "lighthouse").is_dir():
        install_packages(folder, node, npm)
    command = [str(node), "measure.mjs", str(site.resolve()), "--path", "/credentials/"]
    # An address may be empty, so that options stand before the pages.
    return subprocess.run(
        [*command, *arguments[1:], "--", *PAGES],
        cwd=folder,
        env={**os.environ, "CHROME_PATH": str(find_chromium(shell=False))},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
