"""The verify page as it is built, and what the browser's check and the command share."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import material
import pytest
from jinja2 import Environment, FileSystemLoader, TemplateNotFound

from bundle import MORE_CONTEXTS, PINNED, more_contexts, pinned
from credfolio.badges.verification.report import STEPS
from credfolio.building.content_policy import content_policy, signing_hosts
from credfolio.pages.badges.verify_page import QUESTIONS, SCRIPT, build_verify_page, check_address
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.site_pages import SHELL_KINDS
from credfolio.proof import contexts
from credfolio.proof.demonstration import DEMONSTRATION_HOME, DENIED_KEYS
from credfolio.proof.multikey import decode_public_key
from credfolio.records.model import Issuer
from credfolio.records.registry import Registry
from credfolio.records.signed_file import SignedFile
from demo import ROOT, TODAY

HOME = "https://badges.example/credentials/"
SIGNED = SignedFile("a.json", b"{}", "https://x.example/a", "", "", "", "", 0)


class WithoutBundle(FileSystemLoader):
    """The theme in a clone where nothing was bundled."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template == SCRIPT:
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def page(loader: type[FileSystemLoader], issuers: dict[str, Issuer] | None = None) -> str:
    folders = [str(ROOT / "theme"), str(Path(material.__file__).parent / "templates")]
    renderer = Renderer(loader(folders), Site("Example", HOME, TODAY))
    return build_verify_page(renderer, (issuers or {}).items()).body


def test_the_page_asks_the_commands_questions_in_the_commands_order() -> None:
    assert tuple(question.step for question in QUESTIONS) == STEPS


def test_a_site_that_was_built_without_the_script_says_so() -> None:
    without = page(WithoutBundle)
    assert "This copy of the site cannot check badges." in without
    assert "<script" not in without
    whole = page(FileSystemLoader)
    assert "This copy of the site cannot check badges." not in whole
    assert f'{SCRIPT}"></script>' in whole


def test_the_page_knows_its_own_issuers_by_their_published_keys(demo: Registry) -> None:
    issuer = demo.issuers["lake-harlow-schools"].model_copy(update={"name": "A & B \"'<b>"})
    html = page(FileSystemLoader, {"did:web:badges.example:issuers:x": issuer})
    (data,) = (part.split('"', 1)[0] for part in html.split('data-issuers="')[1:])
    assert "<" not in data
    plain = data.replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<")
    assert json.loads(plain.replace("&gt;", ">").replace("&amp;", "&")) == {
        "did:web:badges.example:issuers:x": {
            "name": "A & B \"'<b>",
            "path": "catalog/lake-harlow-schools/",
        }
    }


@pytest.mark.parametrize(("home", "start"), [(HOME, "https%3A%2F%2F"), ("", "portfolios%2F")])
def test_an_award_names_its_credential_in_full_where_the_sites_address_is_known(
    demo: Registry, home: str, start: str
) -> None:
    award = demo.awards["amara-okafor-lind", "formative-questioning-2025"]
    address = check_address(award, Site("Example", home, TODAY))
    assert address.startswith(f"verify/?credential={start}")
    assert address.endswith("%2Famara-okafor-lind%2Fformative-questioning-2025%2Fcredential.json")


def test_only_pages_that_check_badges_may_ask_other_sites() -> None:
    issuers = ("https://one.example", "https://two.example")
    wide = {
        kind: found[1].strip()
        for kind in SHELL_KINDS
        if (found := re.search(r"connect-src 'self'([^;]*)", content_policy("", kind, "", issuers)))
        and found[1]
    }
    assert wide == {
        "verify": "https:",
        "portfolio": "https://one.example https://two.example",
        "award": "https://one.example https://two.example",
    }


def test_the_hosts_of_a_check_are_those_of_issuers_and_their_lists() -> None:
    signed = [
        replace(SIGNED, issuer="did:web:schools.example%3A8443:issuers:a", status_list=""),
        replace(SIGNED, issuer="https://state.example/i", status_list="https://lists.example/1"),
        replace(SIGNED, issuer="did:key:z6Mk", status_list="https://demonstration.invalid/1.json"),
    ]
    assert signing_hosts(signed) == (
        "https://lists.example",
        "https://schools.example:8443",
        "https://state.example",
    )


def test_the_large_script_is_loaded_by_the_verify_page_alone(demo_site: Path) -> None:
    loaded = [
        path.relative_to(demo_site).as_posix()
        for path in demo_site.rglob("index.html")
        if SCRIPT in path.read_text(encoding="utf-8")
    ]
    assert loaded == ["verify/index.html"]


def test_the_browser_has_the_commands_contexts_to_the_byte_and_its_list_of_keys() -> None:
    bundled = json.loads(PINNED.read_text(encoding="utf-8"))
    assert bundled == json.loads(pinned())
    more = json.loads(MORE_CONTEXTS.read_text(encoding="utf-8"))
    assert more == json.loads(more_contexts())
    digests = {
        address: hashlib.sha256(text.encode()).hexdigest()
        for address, text in {**bundled["contexts"], **more}.items()
    }
    assert digests == {address: source["sha256"] for address, source in contexts._SOURCES.items()}
    assert {decode_public_key(key) for key in bundled["deniedKeys"]} == DENIED_KEYS
    assert bundled["demonstrationHome"] == DEMONSTRATION_HOME


def test_what_the_page_loads_first_is_at_most_64_kilobytes_compressed(demo_site: Path) -> None:
    built = demo_site / "assets" / "built"
    first, waiting = set(), {"verify.js"}
    while waiting:
        name = waiting.pop()
        first.add(name)
        text = (built / name).read_text(encoding="utf-8")
        # What is imported as a whole; `import("…")` waits until it is needed.
        waiting |= set(re.findall(r'from"\./([\w-]+\.js)"', text)) - first
    size = sum(len(gzip.compress((built / name).read_bytes(), 9)) for name in first)
    assert 20_000 < size <= 64_000


def test_what_is_bundled_comes_with_its_licences(demo_site: Path) -> None:
    text = (demo_site / "assets" / "built" / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("jsonld", "rdf-canonize", "@scure/base", "lru-cache"):
        assert f"{name} " in text
    assert text.count("Copyright") >= 5
