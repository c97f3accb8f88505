"""Hold the scripts to their standard: the npm scripts named on the command line, one by one."""

from __future__ import annotations

import os
import subprocess
import sys

from bundle import HERE, find_node

CHECKS = ("lint", "types", "test")


def main(names: list[str]) -> int:
    """Run `names`, or every check; 1 when one of them fails or Node is missing."""
    try:
        node, npm = find_node()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    runs = [
        subprocess.run([*npm, "run", "--silent", name], cwd=HERE, env=env, check=False)
        for name in names or CHECKS
    ]
    return int(any(run.returncode for run in runs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
