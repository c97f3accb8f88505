"""Note every file that the program's repository ever had, for `make history`.

`credfolio migrate` knows the program's files in a copy by it. What is committed and what is staged
counts; records and settings are a site's own and are left out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from credfolio.founding.program_files import DIGEST_BYTES, TABLE, digest_of, is_sites_own

ROOT = Path(__file__).parents[2]


def git(*arguments: str) -> list[str]:
    """The entries, separated by zero bytes, that git prints."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")


def files_ever() -> set[tuple[str, str]]:
    """Path and git's id of each file that a commit or the index has."""
    found = set()
    # With -m a merge is compared with each parent, so what it alone has is named, too.
    log = git("log", "-m", "--root", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=")
    for about, path in zip(log[::2], log[1::2], strict=False):
        found.add((path, about.split()[3]))
    for entry in git("ls-files", "--stage", "-z"):
        about, _, path = entry.partition("\t")
        if path:
            found.add((path, about.split()[1]))
    return {(path, blob) for path, blob in found if set(blob) != {"0"} and not is_sites_own(path)}


def main() -> int:
    files = files_ever()
    digests = sorted({digest_of(*file) for file in files} | {digest_of(path) for path, _ in files})
    TABLE.write_bytes(b"".join(digests))
    print(f"{len(files):,} files, {len(digests) * DIGEST_BYTES:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
