"""The page that shows a proposal: what it asks whom, what it says, and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from chromium import served
from demo import ROOT, SITE_PATH, build, small_project
from page_checks import WIDER, violations
from raw_host import AT, COMMIT, REPO, RawHost, preview_of, raw_host, show

pytestmark = pytest.mark.browser

FILE = "catalog/riverside-usd/active-listening.yml"
PUBLISHED = ROOT / "tests/examples/base" / FILE


@pytest.fixture(scope="module")
def host() -> Iterator[RawHost]:
    with raw_host() as host:
        yield host


@pytest.fixture(scope="module")
def root(host: RawHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site whose setting names the local server as the host of raw files."""
    folder = tmp_path_factory.mktemp("proposal")
    project = small_project(folder / "project")
    for name in ("catalog", "portfolios"):
        shutil.copytree(ROOT / "tests/examples/base" / name, project / name)
    settings = yaml.safe_load((project / "mkdocs.yml").read_text())
    raw = f"{host.address}/{{repo}}/{{commit}}/{{file}}"
    settings["extra"] = {"credfolio": {"forge": "https://github.com/o/r", "raw": raw}}
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    with served(build(project, folder / "site"), SITE_PATH) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def answers(page: Page) -> str:
    return page.locator("[data-files]").inner_text()


def test_nothing_is_asked_of_anybody_before_the_button_is_pressed(page, root, host):
    host.put(FILE, PUBLISHED.read_bytes())
    host.asked.clear()
    page.goto(preview_of(root, FILE))
    expect(page.locator("[data-show]")).to_be_visible()
    said = page.locator("[data-offer]").inner_text()
    assert FILE in said
    assert REPO in said
    assert host.address.removeprefix("http://") in said
    assert "will see your network address. Nothing has been fetched yet." in said
    assert host.asked == []
    page.locator("[data-show]").click()
    expect(page.locator("[data-proposal]")).to_have_attribute("aria-busy", "false")
    ((path, headers),) = host.asked
    assert path == f"/{REPO}/{COMMIT}/{FILE}"
    assert "Cookie" not in headers
    assert "Referer" not in headers


def test_nobody_can_take_it_for_the_page_itself(page, root, host):
    text = PUBLISHED.read_text().replace("max: 200", "max: 300")
    host.put(FILE, text)
    show(page, preview_of(root, FILE))
    band = page.get_by_role("region", name="What this is")
    assert band.locator("p").first.inner_text() == (
        "A proposal. Not published, not checked by Example. By someone, from someone/their-fork; "
        "commit 012345678901. Anybody can make a link like this one."
    )
    link = band.get_by_role("link", name="Back to proposal 12")
    assert link.get_attribute("href") == "https://github.com/o/r/pull/12"
    assert page.title() == "Proposal, not published: Active Listening · Example"
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    page.mouse.wheel(0, 4_000)
    page.locator(".cf-preview__sheet h2").last.scroll_into_view_if_needed()
    expect(band).to_be_in_viewport()
    # On paper the band is on every sheet, and the words stand across it.
    page.emulate_media(media="print")
    place = page.locator("[data-band]").evaluate("e => getComputedStyle(e).display")
    assert place == "table-header-group"
    across = page.locator(".cf-proposal").evaluate("e => getComputedStyle(e, '::after').content")
    assert across == '"Proposal, not published"'
    assert page.locator(".cf-proposal__edge").count() == 2
    page.emulate_media(media="screen")
    assert page.evaluate(WIDER) == 0
    assert violations(page) == []


def test_a_commit_under_the_sites_own_name_is_not_called_its_own(page, root, host):
    host.files[f"/o/r/{COMMIT}/{FILE}"] = (200, {}, PUBLISHED.read_bytes())
    show(page, preview_of(root, FILE, repo="o/r"))
    said = page.get_by_role("region", name="What this is").inner_text()
    assert "By o" not in said
    assert "From o/r, where a commit can be anybody's;" in said


def test_what_differs_from_the_published_version_is_told_and_marked(page, root, host):
    text = PUBLISHED.read_text()
    for old, new in (("max: 200", "max: 300"), ("title: Active Listening", "title: Listening")):
        assert old in text
        text = text.replace(old, new)
    host.put(FILE, text)
    show(page, preview_of(root, FILE))
    changes = page.locator(".cf-proposal__changes")
    assert "from the published version" in changes.inner_text()
    rows = changes.locator("dl > div").all_inner_texts()
    assert rows == [
        "Title\nWas:\nActive Listening\nWould be:\nListening",
        "Part 1, prompt 1, word limit, max\nWas:\n200\nWould be:\n300",
    ]
    marked = page.locator(".cf-proposal__changed h2").all_inner_texts()
    assert "What you submit, and how it is judged changed" in marked
    assert not any(text.startswith("Behind it") for text in marked)


def test_a_new_definition_and_what_is_to_be_put_right_in_it(page, root, host):
    new = "catalog/riverside-usd/waiting.yml"
    host.put(new, "title: Waiting well\nstatus: active\nlevel: wizard\nsecret: 1\n")
    show(page, preview_of(root, new))
    assert "It is new: nothing is published under this name yet." in answers(page)
    rules = page.locator("[data-rule]").evaluate_all("all => all.map(e => e.dataset.rule)")
    # As in the command, the rules wait until every value has its shape.
    assert {"wrong-value", "unknown-key"} == set(rules)
    assert page.locator(".cf-preview__sheet h1").inner_text() == "Waiting well"
    badge = page.locator(".cf-decide .cf-decide__badge").get_attribute("src")
    assert badge.startswith("data:image/svg+xml,")
    assert "Waiting%20well" in badge


def test_several_files_are_a_list_and_each_kind_is_shown_or_named(page, root, host):
    profile = "portfolios/tom-berg/profile.yml"
    award = "portfolios/tom-berg/awards/mentoring.yml"
    for path in (profile, award):
        host.put(path, (ROOT / "tests/examples/base" / path).read_bytes())
    host.put(FILE, PUBLISHED.read_bytes())
    stack = "catalog/riverside-usd/stacks/people-first.yml"
    show(page, preview_of(root, profile, award, FILE, stack))
    listed = page.get_by_role("navigation", name="Files of the proposal").locator("li")
    assert listed.all_inner_texts() == [profile, award, FILE, stack]
    assert page.locator(".cf-preview__sheet").count() == 3
    assert page.title() == "Proposal, not published · Example"
    assert "There is no preview for this kind of file." in answers(page)
    assert not any(path.endswith(stack) for path, _ in host.asked)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("body", "more", "said"),
    [
        (b"title: x\n", {"status": 404}, "There is no such file in that commit."),
        (b"title: x\n", {"status": 500}, "The other server answered with 500."),
        (b"title: " + b"x" * 70_000, {}, "The file is larger than 65,536 bytes"),
        (b"\xff\xfetitle", {}, "The file is not text in UTF-8."),
        (b"", {"status": 302, "Location": "/elsewhere"}, "The file could not be fetched."),
        (b"a: &a [*a, *a]\n", {}, "anchors and aliases are not allowed here"),
        (b"title: !!python/object x\n", {}, "YAML tags are not allowed here"),
        (b"a: " + b"[" * 3_000, {}, "nested more than 16 deep"),
        (b"<!doctype html><script>x</script>", {}, "the file does not begin with a key"),
        (b"title: a\ntitle: b\n", {}, 'the key "title" appears twice'),
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(page, root, host, body, more, said):
    host.put("catalog/x/hostile.yml", body, **more)
    show(page, preview_of(root, "catalog/x/hostile.yml"))
    assert said in answers(page)
    assert page.locator(".cf-preview__sheet").count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"repo": "someone/../../x"}, "not written as owner/name"),
        ({"repo": "//evil.example/x"}, "not written as owner/name"),
        ({"repo": "a@evil.example/x"}, "not written as owner/name"),
        ({"commit": "main"}, "not the name of a commit"),
        ({"commit": ""}, "does not name a commit"),
        ({"pull": "12/files"}, "not a number"),
        ({"file": "../../../etc/passwd"}, "in a way that no file can be named"),
        ({"file": "catalog/x/y.yml?token=1"}, "in a way that no file can be named"),
        ({"raw": "https://evil.example/o/r/" + COMMIT + "/" + FILE}, "may read"),
        ({"raw": "javascript:alert(1)"}, "may read"),
    ],
)
def test_a_link_that_leads_elsewhere_is_refused_before_anything_is_asked(
    page, root, host, change, said
):
    host.asked.clear()
    files = [change["file"]] if "file" in change else [FILE]
    more = {name: value for name, value in change.items() if name != "file"}
    page.goto(preview_of(root, *files, **more))
    expect(page.locator("[data-offer]")).to_contain_text(said)
    assert page.locator("[data-show]").count() == 0
    assert host.asked == []


def test_the_address_of_a_file_can_be_pasted(page, root, host):
    host.put(FILE, PUBLISHED.read_bytes())
    page.goto(root + AT)
    place = page.get_by_label("The address of a file at one commit")
    place.fill("https://evil.example/x.yml")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("[data-offer]")).to_contain_text("not the address of a file at one commit")
    for address in (
        f"{host.address}/{REPO}/{COMMIT}/{FILE}",
        f"https://github.com/{REPO}/blob/{COMMIT}/{FILE}",
    ):
        place.fill(address)
        page.get_by_role("button", name="Look at it").click()
        expect(page.locator("[data-offer]")).to_contain_text(FILE)
    page.locator("[data-show]").click()
    expect(page.locator(".cf-preview__sheet h1")).to_have_text("Active Listening")


def test_only_this_page_may_ask_that_host_and_no_other(page, root, host):
    tried = """async (url) => {
      try { await fetch(url); return 'asked'; } catch { return 'refused'; }
    }"""
    page.goto(root + AT)
    assert page.evaluate(tried, f"{host.address}/x") == "asked"
    assert page.evaluate(tried, host.address.replace("127.0.0.1", "localhost")) == "refused"
    page.goto(root + "compare/")
    assert page.evaluate(tried, f"{host.address}/x") == "refused"


def test_on_a_phone_nothing_is_wider_than_the_window(browser: Browser, root: str, host: RawHost):
    host.put(FILE, PUBLISHED.read_bytes())
    options = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
    with opened(browser, **options) as page:
        show(page, preview_of(root, FILE))
        assert page.evaluate(WIDER) == 0
        assert violations(page) == []


def test_the_host_of_a_forge_at_github_is_known(demo_site: Path) -> None:
    source = (demo_site / AT / "index.html").read_text(encoding="utf-8")
    assert 'data-raw="https://raw.githubusercontent.com/{repo}/{commit}/{file}"' in source
    policy = source.split("connect-src ", 1)[1].split(";")[0]
    assert policy.replace("&#39;", "'") == "'self' https://raw.githubusercontent.com"
