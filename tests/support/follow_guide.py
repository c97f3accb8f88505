"""Follow "Start your own" with an installed wheel, on any system; for the workflow `systems`.

    python tests/support/follow_guide.py WHEEL REPORT     on each system; or the wheel's folder
    python tests/support/follow_guide.py --compare REPORT…

The guide's own lines are run in its order in the shell that it names: bash, and on Windows the
PowerShell that comes with it. `pip install credfolio` takes the wheel. Answers are options, since
nobody is there to ask, and the site is published to a bare repository. The report says how many
commands and seconds it took, and the digest of each file of the demonstration's site, built with
the libraries that were tested; they are the same on every system.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "start-your-own.md"
EXAMPLES = ROOT / "docs" / "contributing" / "files.md"
EPOCH = "1795348800"  # the day that the demonstration is made for
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
    said = done.stdout + done.stderr
    if done.returncode != 0 or "Traceback" in said:
        sys.exit(f"{words}: {done.returncode}\n{said[-6000:]}")
    return said


def fill_in(folder: Path) -> None:
    """The complete examples of "Where the files go", as one types them."""
    for kind, block in blocks(EXAMPLES):
        name, _, text = block.partition("\n")
        path = name.removeprefix("# file: ")
        if kind == "yaml" and path.startswith("catalog/") and "governance" not in path:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


def install_block(is_windows: bool) -> list[str]:
    """The guide's lines that install the program on this system."""
    found = [block for kind, block in blocks(GUIDE) if kind == "text" and "pip install" in block]
    return next(one for one in found if ("Scripts" in one) == is_windows).splitlines()


def answered(line: str) -> str:
    """The guide's line, with what its questions would be answered."""
    name = next((one for one in ANSWERS if line.startswith(f"credfolio {one}")), "")
    return f"{line} {ANSWERS[name]}" if name else line


def lines_of_guide(forge: Path, is_windows: bool) -> tuple[list[str], int]:
    """Every line to run, and how many of them are the guide's."""
    own = [line for kind, block in blocks(GUIDE) if not kind for line in block.splitlines()]
    install = install_block(is_windows)
    lines = [*install]
    for line in own:
        if line.startswith("credfolio new award"):
            call = "& " if is_windows else ""
            lines.append(f"{call}'{sys.executable}' '{Path(__file__).resolve()}' --fill-in")
            # Where somebody is there to ask, this is part of the next line.
            lines.append(answered("credfolio new educator robin-example"))
        lines.append(answered(line))
        if line == "credfolio init":
            lines.append(f"git remote add origin '{forge}'")
    return lines, len(install) + len(own)


def script(lines: list[str], is_windows: bool) -> str:
    """The lines as a script of the system's shell that ends at the first failure."""
    if not is_windows:
        return "\n".join(["set -e", *(f"echo '$' {_shown(line)}\n{line}" for line in lines), ""])
    stop = "if ($LASTEXITCODE) { exit $LASTEXITCODE }"
    return "\n".join(f"Write-Output {_shown(line)}\n{line}\n{stop}" for line in lines) + "\n"


def _shown(line: str) -> str:
    return "'" + line.replace("'", "") + "'"


def follow(wheel: Path, place: Path) -> tuple[Path, int]:
    """Follow the guide in `place`; the Python that it installed, and how many commands it took."""
    forge = place / "forge.git"
    run(["git", "init", "-q", "--bare", str(forge)], place)
    is_windows = os.name == "nt"
    lines, number = lines_of_guide(forge, is_windows)
    file = place / ("guide.ps1" if is_windows else "guide.sh")
    # The older PowerShell reads UTF-8 only by its mark.
    file.write_text(script(lines, is_windows), encoding="utf-8-sig" if is_windows else "utf-8")
    shell = ["bash"]
    if is_windows:
        shell = ["powershell", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass"]
        shell.append("-File")
    who = {f"GIT_{one}_NAME": "Robin" for one in ("AUTHOR", "COMMITTER")}
    who |= {f"GIT_{one}_EMAIL": "robin@example.org" for one in ("AUTHOR", "COMMITTER")}
    # `pip install credfolio` takes this wheel, whatever an index has under that name.
    (place / "wheel.txt").write_text(f"credfolio @ {wheel.as_uri()}\n", encoding="utf-8")
    more = who | {"PIP_CONSTRAINT": str(place / "wheel.txt"), **_chosen_python()}
    print(run([*shell, str(file)], place, **more))
    folder = place / "badges"
    live = run(["git", "ls-tree", "-r", "--name-only", "gh-pages"], forge).split()
    if "portfolios/robin-example/active-listening/credential.json" not in live:
        sys.exit("the signed badge is not live")
    if left := run(["git", "status", "--porcelain"], folder):
        sys.exit(f"something is left to commit:\n{left}")
    return folder / ".venv" / ("Scripts/python.exe" if is_windows else "bin/python"), number


def _chosen_python() -> dict[str, str]:
    """Let Windows' launcher take the Python that runs this, where it knows it."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        asked = subprocess.run(["py", f"-{version}", "--version"], capture_output=True, check=False)
    except OSError:
        return {}
    return {} if asked.returncode else {"PY_PYTHON": version}


def take_tested(python: Path, wheel: Path) -> None:
    """The libraries that were tested, in place of the newest ones."""
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    lock = ROOT / "requirements" / "site.txt"
    run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)], ROOT)
    run([*pip, "--no-deps", "--force-reinstall", str(wheel)], ROOT)


def demonstration(python: Path, place: Path) -> dict[str, str]:
    """The digest of each file of the demonstration's site, built for a fixed day."""
    folder = place / "demonstration"
    run([str(python), "-m", "credfolio", "demo", "show", str(folder)], place)
    run(
        [str(python), "-m", "credfolio", "build", "--quiet", "--jobs", "1"],
        folder,
        SOURCE_DATE_EPOCH=EPOCH,
    )
    manifest = json.loads((folder / "site.manifest.json").read_text(encoding="utf-8"))
    return {one["path"]: one["sha256"] for one in manifest["files"]}


def compare(reports: list[Path]) -> None:
    """End the program with an error, naming files, when two systems built different sites."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in reports]
    first = found[0]["files"]
    differing: dict[str, list[str]] = {}
    for one in found:
        print(f"{one['system']}: {one['commands']} commands, {one['seconds']} s")
        for path in {*first, *one["files"]}:
            if first.get(path) != one["files"].get(path):
                differing.setdefault(path, []).append(one["system"])
    for path, systems in sorted(differing.items())[:40]:
        print(f"{path}: not as on {found[0]['system']}: {', '.join(systems)}")
    if differing:
        sys.exit(f"the same records made different sites: {len(differing)} files")


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if sys.argv[1] == "--compare":
        compare([Path(word) for word in sys.argv[2:]])
        return 0
    if sys.argv[1] == "--fill-in":
        fill_in(Path.cwd())
        return 0
    wheel, report = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    if wheel.is_dir():
        wheel = next(wheel.glob("*.whl"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        place = Path(made).resolve()
        begun = time.monotonic()
        python, number = follow(wheel, place)
        seconds = round(time.monotonic() - begun)
        take_tested(python, wheel)
        version = run([str(python), "-c", "import platform as p; print(p.python_version())"], place)
        plain = {
            "system": f"{platform.system()} {platform.machine()}, Python {version.strip()}",
            "commands": number,
            "seconds": seconds,
            "files": demonstration(python, place),
        }
    report.write_text(json.dumps(plain) + "\n", encoding="utf-8")
    print({name: value for name, value in plain.items() if name != "files"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
