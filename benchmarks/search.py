"""What a phone loads to search a synthetic catalog, how long indexing and answers take, and
whether queries made from the catalog's own topics are answered.

python benchmarks/search.py --credentials 2000 [--work FOLDER] [--site FOLDER]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from synthesize import Size, synthesize

REPOSITORY = Path(__file__).resolve().parent.parent
_FOLDERS = ("hooks", "tests/support", "web")
sys.path[:0] = [str(REPOSITORY / folder) for folder in _FOLDERS]

from bundle import find_node  # noqa: E402
from chromium import FLAGS, find_chromium, served  # noqa: E402
from credfolio.building.full_text import BUNDLE, write_full_text  # noqa: E402
from credfolio.records.loading.loader import load_project  # noqa: E402
from credfolio.text.search_words import SynonymGroups  # noqa: E402
from search_page import count  # noqa: E402
from search_site import write_search_site  # noqa: E402
from synth_queries import made_queries, table  # noqa: E402

FILTERED = "catalog/?topic=literacy&hours=5-10"
QUERIES = ("feedback", "rubric evidence", "vocabulary misconception")
NEW_WORDS = ("feedback", "rubric", "student", "evidence", "reflection", "colleague")
_PARTS = ("built/search.js", "built/engine.js", "finder.css", "search/")


def found_what_was_meant(project: Path, site: Path, work: Path) -> str:
    """How many of the queries made from the topics of `project` are answered, and what failed."""
    rows = table(made_queries(load_project(project).registry))
    (work / "made.tsv").write_text(rows, encoding="utf-8")
    command = [find_node()[0], REPOSITORY / "benchmarks/finding/run.mjs", site]
    command += ["--queries", work / "made.tsv"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    failed = "".join(f"\n  {one['seat']}: {one['query']}" for one in told["failed"])
    return (
        f"{told['queries']} queries of its topics: {told['success']:.1%} within three, "
        f"mean reciprocal rank {told['reciprocal']:.3f}{failed}"
    )


def apart(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor and megabytes that `act` takes, in a process of its own."""
    if (child := os.fork()) == 0:
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit("the process that measures ended with an error")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def index_again(site: Path) -> tuple[float, float]:
    """Seconds of processor and megabytes that indexing takes, in a process of its own."""
    text = site / "search/text"
    addresses = [
        f"catalog/{file.relative_to(text).with_suffix('').as_posix()}/"
        for file in sorted(text.rglob("*.txt"))
    ]
    with tempfile.TemporaryDirectory() as folder:
        staging = Path(folder)
        (staging / "search").mkdir()
        (staging / "search/text").symlink_to(text)
        shutil.copy(site / "search/index.json", staging / "search")
        return apart(lambda: write_full_text(staging, addresses, SynonymGroups([]), "en"))


def loaded(browser: Browser, base: str, site: Path, address: str) -> tuple[float, int, int]:
    """Kilobytes (compressed as a static host would), files and results of a first answer."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url.removeprefix(base).split("?")[0]))
    page.goto(base + address)
    page.wait_for_selector("body:not([data-searching]) .cf-shows b:not(:empty)", timeout=60_000)
    page.wait_for_timeout(1000)
    found = count(page)
    files = [site / path for path in paths if any(part in path for part in _PARTS)]
    size = sum(min(len(data), len(gzip.compress(data, 6))) for data in map(Path.read_bytes, files))
    context.close()
    return size / 1000, len(files), found


def answer_ms(page: Page) -> tuple[float, float]:
    """Milliseconds of one more choice, and of a new search for two words, with all pieces there."""
    filtered, searched = page.evaluate(
        """async () => {
              const { SearchIndex, ask } = await import("../assets/built/engine.js");
              const index = await SearchIndex.load("../search/index.json");
              const kind = index.kinds.credentials;
              const chosen = { role: ["teacher"], level: ["advanced"] };
              const search = async () => (await ask(index, "feedback rubric")).found.credentials.scores;
              await search();
              (await index.fullText()).found.clear();
              const started = performance.now();
              const scores = await search();
              kind.sorted(kind.filter(chosen, scores).passing, "relevance", scores);
              const words = performance.now();
              kind.filter(chosen, scores);
              return [performance.now() - words, words - started];
            }"""  # noqa: E501
    )
    return float(filtered), float(searched)


def shown_ms(page: Page, word: str) -> float:
    """Milliseconds from sending a word to its cards, laid out on the page."""
    return float(
        page.evaluate(
            """word => new Promise((done) => {
              const form = document.querySelector("[data-catalog-search]");
              form.querySelector("input").value = word;
              const started = performance.now();
              const laidOut = () => {
                document.body.getBoundingClientRect();
                done(performance.now() - started);
              };
              document.addEventListener("credfolio:cards", laidOut, { once: true });
              form.requestSubmit();
            })""",
            word,
        )
    )


def shown_anew(page: Page) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds until the cards of each new word are laid out, with what is loaded for it; the
    same once its pieces are there; and of those the page's processor time, which other programs
    on the machine move less.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def processor() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration") * 1000

    loading = [shown_ms(page, word) for word in NEW_WORDS]
    walls, processors = [], []
    for word in NEW_WORDS * 3:
        before = processor()
        walls.append(shown_ms(page, word))
        processors.append(processor() - before)
    return loading, walls, processors


def told(times: list[float]) -> str:
    return f"{min(times):.0f} to {max(times):.0f} ms, median {median(times):.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--credentials", type=int, default=2_000)
    parser.add_argument("--work", type=Path, help="records and site are kept there, and reused")
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site", help="a built site")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        project, site = work / f"p{given.credentials}", work / f"s{given.credentials}"
        if not project.exists():
            synthesize(project, Size(given.credentials, 20, 20), 1)
        if not site.exists():
            apart(lambda: write_search_site(project, site, given.site))
        seconds, megabytes = index_again(site)
        print(f"{given.credentials:,} credentials")
        print(f"full-text indexing   {seconds:.1f} s of processor, {megabytes:.0f} MB")
        print(found_what_was_meant(project, site, work))
        with served(site, "/bench/") as base, sync_playwright() as playwright:
            program = find_chromium()
            browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
            for address in (FILTERED, *(f"catalog/?q={q.replace(' ', '+')}" for q in QUERIES)):
                size, files, found = loaded(browser, base, site, address)
                print(f"{address:<42} {size:6.0f} KB in {files} files, {found:,} found")
            page = browser.new_page()
            page.goto(f"{base}catalog/")
            times = [answer_ms(page) for _ in range(3)]
            print(f"another choice       {min(t[0] for t in times):.0f} ms")
            print(f"two words, anew      {min(t[1] for t in times):.0f} ms")
            page.goto(f"{base}catalog/?q=lesson")
            page.wait_for_selector("body:not([data-searching]) .cf-shows b:not(:empty)")
            loading, walls, processors = shown_anew(page)
            print(f"a new word shown     {told(loading)}, with its pieces loaded")
            print(f"pieces there         {told(walls)}; processor {told(processors)}")
            browser.close()
        print(f"files of full text   {sum(1 for _ in (site / BUNDLE).rglob('*')):,}")


if __name__ == "__main__":
    main()
