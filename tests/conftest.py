"""What many tests share: the built demonstration, a browser, a site on a local address."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chromium import FLAGS, NAMES, SHELL, find_chromium, served
from credfolio.checking.check import check_project
from credfolio.records.registry import Registry
from demo import ROOT, SITE_PATH, TODAY, build_once
from html_tree import Page, load_page, page_addresses
from quick_disk import write_in_memory
from tries import register_profiles

if TYPE_CHECKING:  # half a second, which only tests in a browser need
    from playwright.sync_api import Browser

register_profiles()
write_in_memory(os.environ)
for _name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
    os.environ.pop(_name, None)  # a test is no step of the workflow that runs it

# What is kept is believed only with a secret, which is kept where compiled code is.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

HERE = Path(__file__).parent
BUILDS_THE_DEMONSTRATION = "demo_site"


@pytest.hookimpl(tryfirst=True)  # before `-m` leaves out what has the mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that needs the whole demonstration is too slow for `make quick`."""
    for item in items:
        if BUILDS_THE_DEMONSTRATION in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Below the folders of tests are examples: 1,700 folders without a test in them."""
    is_example = collection_path.parents[1] == HERE and collection_path.is_dir()
    return True if is_example else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Wherever a test went, the next one begins where the run did: that folder is still there."""
    try:
        return (yield)
    finally:
        os.chdir(item.config.invocation_params.dir)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for this run of the tests, whatever the number of processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def demo_site(shared_folder: Path) -> Path:
    """The repository's own project, built once by the real command."""
    return build_once(shared_folder / "demo", lambda _: ROOT)


@pytest.fixture(scope="session")
def demo() -> Registry:
    """The repository's own records."""
    return check_project(ROOT, TODAY, jobs=1).registry


class Pages:
    """The pages of a site, each parsed when it is first asked for."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.addresses = page_addresses(site)
        self.page = cache(lambda address: load_page(site, address))

    def __call__(self, address: str) -> Page:
        return self.page(address)

    def __iter__(self) -> Iterator[Page]:
        return map(self.page, self.addresses)


@pytest.fixture(scope="session")
def pages(demo_site: Path) -> Pages:
    """``pages("catalog/")`` is a page of the demonstration; iterating gives all of them."""
    return Pages(demo_site)


@pytest.fixture(scope="session")
def demo_address(demo_site: Path) -> Iterator[str]:
    """Where a browser finds the demonstration, at the path that mkdocs.yml gives it."""
    with served(demo_site, SITE_PATH) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium with an empty profile. Without one the test fails; it never skips."""
    program = find_chromium()
    if program is None:
        pytest.fail(
            f"no browser: set CREDFOLIO_CHROMIUM, or install one of {', '.join((SHELL, *NAMES))}",
            pytrace=False,
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=list(FLAGS), chromium_sandbox=False
        )
        yield chromium
        chromium.close()
