"""What a phone loads for a page, compressed as a static host does, and at most how much.

The limits stand in docs/reference/performance.md. Scores and times are measured by
benchmarks/lighthouse, because a shared machine makes them differ from run to run.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from credfolio.pages.fragments import addresses
from credfolio.records.registry import Registry

LOADED = re.compile(
    r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"|<img [^>]*src="([^"]+)"'
)
# Bundles have no modules beside them; one that had would add to the weight.
IMPORTED = re.compile(r"""\bimport\s*(?:[^"';()]*\bfrom\s*)?["'](\.{1,2}/[^"']+)["']""")
# Search is loaded when a reader turns to it.
ON_USE = re.compile(r'import\(new URL\("((?:engine|finder)\.js)",import\.meta\.url\)\.href\)')
SQUEEZED = {".html", ".css", ".js", ".svg"}

KB = 1_000
PORTFOLIO_ALONE, WHOLE = 60 * KB, 250 * KB
# Per kind of page: itself, and its style sheets and scripts. A little above what they are today.
ALONE = {"home": 9, "catalog": 17, "credential": 24, "portfolio": 20, "award": 11}
SHARED = {"home": 13, "catalog": 24.4, "credential": 18.7, "portfolio": 22.5, "award": 18.5}


@cache
def weight(site: Path, path: str) -> int:
    data = (site / path).read_bytes()
    return len(gzip.compress(data, 6)) if Path(path).suffix in SQUEEZED else len(data)


def loaded(site: Path, page: str) -> set[str]:
    """The files that a page loads: what it names, and what its scripts import."""
    html = (site / page).read_text(encoding="utf-8")
    found: set[str] = set()
    waiting = [join(dirname(page), next(filter(None, m.groups()))) for m in LOADED.finditer(html)]
    while waiting:
        path = normpath(waiting.pop())
        if path in found:
            continue
        found.add(path)
        if path.endswith(".js"):
            text = (site / path).read_text(encoding="utf-8")
            waiting += [join(dirname(path), name) for name in IMPORTED.findall(text)]
    return found


def pages_of(kind: str, demo: Registry) -> list[str]:
    if kind == "home":
        return ["index.html"]
    if kind == "catalog":
        return ["catalog/index.html"]
    if kind == "credential":
        return [f"catalog/{ref}/index.html" for ref in demo.credentials]
    people = [one.id for one in demo.listed_educators]
    if kind == "portfolio":
        return [f"portfolios/{one}/index.html" for one in people]
    awards = (award for one in people for award in demo.awards_by_educator[one])
    return [f"{addresses.award(award)}index.html" for award in awards]


@pytest.mark.parametrize("kind", ALONE)
def test_a_page_stays_light(demo_site: Path, demo: Registry, kind: str) -> None:
    pages = [page for page in pages_of(kind, demo) if (demo_site / page).is_file()]
    assert pages
    for page in pages:
        files = loaded(demo_site, page)
        scripts_and_styles = {file for file in files if file.endswith((".css", ".js"))}
        own = weight(demo_site, page)
        shared = sum(weight(demo_site, file) for file in scripts_and_styles)
        pictures = sum(weight(demo_site, file) for file in files - scripts_and_styles)
        assert own <= ALONE[kind] * KB, page
        assert shared <= SHARED[kind] * KB, (page, sorted(files))
        assert own + shared + pictures <= WHOLE, page
        if kind == "portfolio":
            assert own + pictures <= PORTFOLIO_ALONE, page


def test_what_checks_usual_badges_stays_light(demo_site: Path) -> None:
    """Rarer suites, older vocabularies and the reader of codes are loaded when one is met."""
    scripts = {file for file in loaded(demo_site, "verify/index.html") if "built/verify" in file}
    assert "assets/built/verify.js" in scripts
    assert 50 * KB < sum(weight(demo_site, file) for file in scripts) <= 64 * KB, scripts


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("catalog/index.html", 4),  # some credit ends, so days.js is among them
        ("plan/index.html", 2),
        ("compare/index.html", 2),
        ("catalog/juniper-university/action-research-cycle/worksheet/index.html", 3),
    ],
)
def test_a_page_loads_one_file_for_each_script(demo_site: Path, page: str, most: int) -> None:
    scripts = sorted(file for file in loaded(demo_site, page) if file.endswith(".js"))
    assert 2 <= len(scripts) <= most, scripts
    assert all(file.startswith("assets/built/") for file in scripts)
    for file in scripts:
        text = (demo_site / file).read_text(encoding="utf-8")
        # Sealing is loaded when somebody presses the button for it.
        assert ON_USE.sub("", text).count("import(") == ("worksheet" in file), file


def test_only_pages_with_buttons_of_the_plan_load_what_they_need(demo_site: Path) -> None:
    with_buttons = set()
    for page in demo_site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        held = [one for one in ("plan-add", "plan", "compare") if f"assets/built/{one}.js" in html]
        if "data-plan-add=" in html or "data-compare=" in html:
            with_buttons.add(page)
            assert len(held) == 1, page
        assert len(held) < 2, page
    assert len(with_buttons) > 50
    for path in ("resources", "verify", "portfolios", "assess", "guides", "issuers"):
        html = (demo_site / path / "index.html").read_text(encoding="utf-8")
        assert "plan-add.js" not in html
        assert "built/credfolio.js" in html
        assert "data-plan-count" in html


def test_a_site_publishes_no_script_that_no_page_loads(demo_site: Path) -> None:
    published = {file.relative_to(demo_site).as_posix() for file in demo_site.rglob("*.js")}
    named = {
        normpath(join(dirname(page.relative_to(demo_site).as_posix()), match))
        for page in demo_site.rglob("*.html")
        for match in re.findall(r'<script[^>]* src="([^"]+)"', page.read_text(encoding="utf-8"))
    }
    home = "/credentials/"  # the page for lost addresses names all from there
    waiting = {path.removeprefix(home) for path in named} & published
    reached: set[str] = set()
    while waiting:
        script = waiting.pop()
        reached.add(script)
        text = (demo_site / script).read_text(encoding="utf-8")
        parts = re.findall(r'(?:from|import\()\s*"(\./[\w-]+\.js)"', text) + ON_USE.findall(text)
        waiting |= {normpath(join(dirname(script), part)) for part in parts} - reached
    # The worksheet's script registers the service worker and loads what seals, and that of judging
    # what opens packets; both have a worker, and so has the desk.
    by_name = (
        ("worksheet", "seal"),
        ("seal", "sealing_worker"),
        ("assess", "packet"),
        ("packet", "opening_worker"),
        ("desk", "desk_worker"),
    )
    for script, name in by_name:
        text = (demo_site / f"assets/built/{script}.js").read_text(encoding="utf-8")
        assert f"{name}.js" in text
        reached.add(f"assets/built/{name}.js")
    assert published - {"worksheet-offline.js"} <= reached


def test_no_page_of_a_record_loads_the_style_sheet_of_the_guides(
    demo_site: Path, demo: Registry
) -> None:
    for kind in ALONE:
        page = pages_of(kind, demo)[0]
        assert not any("stylesheets/main" in file for file in loaded(demo_site, page)), page
    assert any("stylesheets/main" in file for file in loaded(demo_site, "guides/index.html"))
