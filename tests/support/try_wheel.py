"""Build the wheel twice, install it alone, build a site with it, compare; for `make test-wheel`.

The wheel and the archive of the source have the same bytes whenever they are built from the same
files. The site is the demonstration in a small repository as a district has one; its record pages
must be those of ``site/``, which `make strict` has just built.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from quick_disk import write_in_memory

ROOT = Path(__file__).parents[2]
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
ADDRESS = "https://badges.district.test/"
ANSWERS = (
    *("--name", "Badges of a District", "--address", ADDRESS, "--maintainer", "robin-example"),
    *("--owner", "badges@district.test"),
)
OWN_PAGES = ("about.md", "privacy.md", "accessibility.md")
GUIDES = ("accessibility-report", "glossary", "guides", "how-it-works", "licences", "reference")
ABOUT_PAGES = (
    *("sitemap.xml", "sitemap.xml.gz", "contribute/index.html"),
    *("search/index.json", "search/full-text/index.json"),
)
"""What names pages in Markdown, of which the small repository has fewer."""

PIECE_OF_SEARCH = re.compile(r"search/[0-9a-f]{10}/.*\.json")


def run(*command: str | Path, cwd: Path, **more: str) -> None:
    """Run a command; a failure ends the program with what it printed last."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{(done.stdout + done.stderr)[-3000:]}")


def build_wheel(source: Path, folder: Path) -> Path:
    """The wheel of the project at `source`, in `folder`."""
    options = ("--no-deps", "--no-build-isolation", "--disable-pip-version-check", "-q")
    run(sys.executable, "-m", "pip", "wheel", ".", *options, "-w", folder, cwd=source, **EPOCH)
    return next(folder.glob("*.whl"))


def wheel_from_archive(folder: Path) -> Path:
    """The wheel that the archive of the source makes, without this repository."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT, **EPOCH)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    return build_wheel(source, folder / "wheel")


def record_files(site: Path) -> Iterator[str]:
    """The files of a site that are made from records, by their paths."""
    own = {Path(name).stem for name in OWN_PAGES}
    beside = own | set(GUIDES) | {"adr", "contributing", "styleguide", "assets"}
    for path in sorted(site.rglob("*")):
        within = path.relative_to(site)
        if not path.is_file() or PIECE_OF_SEARCH.fullmatch(within.as_posix()):
            continue
        if within.parts[0] not in beside and within.as_posix() not in ABOUT_PAGES:
            yield within.as_posix()


def pieces_of_records(site: Path) -> dict[str, bytes]:
    """What search loads about records; guides are searched, too, and change where it lies."""
    return {
        path.name: path.read_bytes()
        for path in (site / "search").rglob("*.json")
        if PIECE_OF_SEARCH.fullmatch(path.relative_to(site).as_posix())
        and not path.name.startswith("others")
    }


def try_locks(own: Path, wheel: Path, pip: tuple[str | Path, ...], *names: str) -> None:
    """See that locks of a new site name this very wheel, and that pip takes it by its hash."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for name in names:
        lock = (own / name).read_text(encoding="utf-8")
        package = wheel.name.partition("-")[0].replace("_", "-")
        line = re.search(rf"^{package}==.+\n    --hash=sha256:(\w+)\n", lock, re.MULTILINE)
        if not line or line[1] != digest:
            sys.exit(f"{name} does not lock {wheel.name}, which was installed")
        (own / "one.txt").write_text(line[0], encoding="utf-8")
    offline = ("--no-index", "--find-links", wheel.parent, "--no-deps", "--ignore-installed")
    run(*pip, "--dry-run", "--require-hashes", *offline, "-r", own / "one.txt", cwd=own)
    (own / "one.txt").unlink()


def install_libraries(folder: Path) -> tuple[Path, tuple[str | Path, ...]]:
    """What a site needs, in an empty environment at `folder`: its Python, and how it installs."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    lock = ROOT / "requirements" / "site.txt"
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock, cwd=folder)
    return python, pip


def main() -> int:
    write_in_memory(os.environ)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with ThreadPoolExecutor(1) as beside:  # a core is free once the checks have passed
            installing = beside.submit(install_libraries, folder / "installed")
            first, second = (build_wheel(ROOT, folder / name) for name in ("first", "second"))
            third = wheel_from_archive(folder / "archive")
            python, pip = installing.result()
        if not first.read_bytes() == second.read_bytes() == third.read_bytes():
            sys.exit("two wheels of the same files differ")
        print(f"{first.name}: {first.stat().st_size:,} bytes, the same three times")

        run(*pip, "--no-deps", first, cwd=folder)

        district = folder / "district"
        program = (python, "-m", "credfolio")
        run(*program, "demo", "show", district, cwd=folder)
        run(*program, "build", "--strict", "--quiet", cwd=district)
        ours, theirs = ROOT / "site", district / "site"
        names = sorted(record_files(ours))
        if names != sorted(record_files(theirs)):
            lost = set(names) ^ set(record_files(theirs))
            sys.exit(f"only one of the two sites has {', '.join(sorted(lost)[:9])}")
        _, differ, errors = filecmp.cmpfiles(ours, theirs, names, shallow=False)
        if differ or errors:
            sys.exit(f"the two sites differ in {', '.join((differ + errors)[:9])}")
        pieces = pieces_of_records(ours)
        if not pieces or pieces != pieces_of_records(theirs):
            sys.exit("the two sites differ in what search loads about records")
        print(f"the installed program built the same {len(names):,} files from records")

        fonts = build_wheel(ROOT / "fonts", folder / "fonts")
        code = "from credfolio.building.preview_fonts import PreviewFonts as P; "
        code += "raise SystemExit(bool([*P().of('\u674e', ['sc'])]) != {})"
        run(python, "-c", code.format(False), cwd=folder)
        run(*pip, "--no-deps", fonts, cwd=folder)
        run(python, "-c", code.format(True), cwd=folder)
        print(f"{fonts.name}: {fonts.stat().st_size:,} bytes, found where it is installed")

        desk = build_wheel(ROOT / "desk", folder / "desk")
        run(*pip, "--no-deps", desk, cwd=folder)

        own = folder / "own"
        run(*program, "init", own, *ANSWERS, "--yes", cwd=folder)
        try_locks(own, first, pip, "requirements.txt", "requirements-sign.txt")
        try_locks(own, desk, pip, "requirements.txt")
        run(*program, "check", "--strict", cwd=own)
        run(*program, "build", "--strict", "--quiet", cwd=own)
        sitemap = (own / "site" / "sitemap.xml").read_text(encoding="utf-8")
        for path in (
            "adr/",
            "contributing/",
            "reference/rules/",
            "guides/operations/",
            "styleguide",
        ):
            if f"{ADDRESS}{path}" in sitemap:
                sys.exit(f"the sitemap of a new site names {path}")
        if not (own / "site" / "assets" / "desk" / "index.json").is_file():
            sys.exit("a site that is built with credfolio-desk has no Python for its desk")
        print(f"{desk.name}: {desk.stat().st_size:,} bytes, found where it is installed")
        print(f"a new site has {sitemap.count('<loc>')} addresses in its sitemap")
    return 0


if __name__ == "__main__":
    sys.exit(main())
