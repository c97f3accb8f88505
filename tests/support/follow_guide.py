"""Follow "Start your own" with an installed wheel, on any system; for the workflow `systems`.

    python tests/support/follow_guide.py WHEEL REPORT     on each system; or the wheel's folder
    python tests/support/follow_guide.py --compare REPORT…

The guide's own lines are run in its order, in a new folder and a new virtual environment, with
answers as options, since nobody is there to ask. The site is published to a bare repository. The
report says how many commands and seconds it took, and the digest of the demonstration's site,
which is the same on every system.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shlex
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "start-your-own.md"
EXAMPLES = ROOT / "docs" / "contributing" / "files.md"
EPOCH = "1795348800"  # the day that the demonstration is made for
KEY = "~/.config/credfolio/example-district.key"
ANSWERS = {
    "init": "--name 'Badges of a District' --address https://badges.district.test/ --zone UTC "
    "--maintainer sam-example --owner badges@district.test --yes",
    "new issuer": "--name 'Example District Schools' --kind district --no-ask",
    "new credential": "--title 'Active Listening' --no-ask",
    "new educator": "--name 'Robin Example' --visibility public --consent-method signed-form "
    "--consent-scope 'portfolio and awards' --no-ask",
    "new award": "--approved-by alex-placeholder --assessor jordan-sample --result 1=clear "
    "--result 2=yes --no-ask",
}
"""What somebody would type who follows the guide."""


def blocks(guide: Path) -> list[tuple[str, str]]:
    """The fenced blocks: language, or "" where there is none, and text."""
    text = guide.read_text(encoding="utf-8")
    return re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def run(words: list[str], folder: Path, **more: str) -> str:
    """Run a command; a failure ends the program with all that it printed."""
    left_out = ("PYTHONPATH", "VIRTUAL_ENV")
    done = subprocess.run(
        words,
        cwd=folder,
        env={k: v for k, v in os.environ.items() if k not in left_out} | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0 or "Traceback" in done.stderr:
        sys.exit(f"{shlex.join(words)}: {done.returncode}\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout + done.stderr


def install(wheel: Path, folder: Path) -> Path:
    """The wheel in a virtual environment of its own, with the libraries that were tested."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    lock = ROOT / "requirements" / "site.txt"
    run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)], ROOT)
    run([*pip, "--no-deps", str(wheel)], ROOT)
    return python


def fill_in(folder: Path) -> None:
    """The complete examples of "Where the files go", as one types them."""
    for kind, block in blocks(EXAMPLES):
        name, _, text = block.partition("\n")
        path = name.removeprefix("# file: ")
        if kind == "yaml" and path.startswith("catalog/") and "governance" not in path:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


def words_of(line: str, python: Path) -> list[str]:
    """The guide's line as a list of words, with what its questions would be answered."""
    words = shlex.split(line, comments=True)
    name = next((one for one in ANSWERS if line.startswith(f"credfolio {one}")), "")
    words += shlex.split(ANSWERS[name]) if name else []
    # A shell of Linux or macOS would put the home in; the program does it, too.
    return [str(python), "-m", "credfolio", *words[1:]]


def follow(python: Path, place: Path) -> int:
    """Follow the guide in a new folder of `place`; the number of its commands."""
    folder, forge = place / "badges", place / "forge.git"
    folder.mkdir()
    run(["git", "init", "-q", "--bare", str(forge)], place)
    who = {f"GIT_{one}_NAME": "Robin" for one in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{one}_EMAIL": "robin@example.org" for one in ("AUTHOR", "COMMITTER")}
    number = 0
    for kind, block in blocks(GUIDE):
        for line in block.splitlines() if not kind else ():
            if line.startswith("credfolio new award"):
                fill_in(folder)
                # Where somebody is there to ask, this is part of the next line.
                run(words_of("credfolio new educator robin-example", python), folder, **who)
            said = run(words_of(line, python), folder, **who)
            number += 1
            if line == "credfolio init":
                run(["git", "remote", "add", "origin", str(forge)], folder)
            print(f"{line}\n    {said.strip().splitlines()[-1] if said.strip() else ''}")
    live = run(["git", "ls-tree", "-r", "--name-only", "gh-pages"], forge).split()
    if "portfolios/robin-example/active-listening/credential.json" not in live:
        sys.exit("the signed badge is not live")
    if left := run(["git", "status", "--porcelain"], folder):
        sys.exit(f"something is left to commit:\n{left}")
    return number


def demonstration(python: Path, place: Path) -> str:
    """The digest of the demonstration's site, built for a fixed day."""
    folder = place / "demonstration"
    run([str(python), "-m", "credfolio", "demo", "show", str(folder)], place)
    run(
        [str(python), "-m", "credfolio", "build", "--quiet", "--jobs", "1"],
        folder,
        SOURCE_DATE_EPOCH=EPOCH,
    )
    manifest = json.loads((folder / "site.manifest.json").read_text(encoding="utf-8"))
    return str(manifest["tree"])


def compare(reports: list[Path]) -> None:
    """End the program with an error when two systems built different sites."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in reports]
    for one in found:
        print(f"{one['system']}: {one['commands']} commands, {one['seconds']} s, {one['tree']}")
    if len({one["tree"] for one in found}) != 1:
        sys.exit("the same records made different sites")


def main() -> int:
    if sys.argv[1] == "--compare":
        compare([Path(word) for word in sys.argv[2:]])
        return 0
    wheel, report = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    if wheel.is_dir():
        wheel = next(wheel.glob("*.whl"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        place = Path(made).resolve()
        begun = time.monotonic()
        python = install(wheel, place / "venv")
        number = follow(python, place)
        seconds = round(time.monotonic() - begun)
        plain = {
            "system": f"{platform.system()} {platform.machine()}, Python {sys.version.split()[0]}",
            "commands": number + 4,  # those of the block that installs
            "seconds": seconds,
            "tree": demonstration(python, place),
        }
    report.write_text(json.dumps(plain) + "\n", encoding="utf-8")
    print(report.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
