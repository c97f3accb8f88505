"""An award judged in a private repository says what the decision rests on, and whose it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from demo import ROOT, build_once, small_project
from html_tree import load_page

AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
PAGE = "portfolios/ana-lopez/active-listening/"
JUDGED = """\
judged:
  assessors: 2
  basis: agreed
  records: 3f1c0de
"""
HOW = """\
  verified_by: [documents, recording, conversation]
  identity: form-sign-in
"""


@pytest.fixture(scope="module")
def sites(shared_folder: Path) -> dict[str, Path]:
    """The examples' base with Ana López's award as judged elsewhere, without notes and with."""

    def site(name: str, judged: str) -> Path:
        def project(folder: Path) -> Path:
            small_project(folder)
            for part in ("catalog", "portfolios"):
                shutil.copytree(ROOT / "tests" / "examples" / "base" / part, folder / part)
            award = folder / AWARD
            text, _, _ = award.read_text("utf-8").partition("submissions:")
            award.write_text(text + judged, encoding="utf-8", newline="\n")
            return folder

        return build_once(shared_folder / name, project)

    return {"then": site("judged-then", JUDGED), "now": site("judged-now", JUDGED + HOW)}


def facts(site: Path) -> dict[str, str]:
    """Each term of the award's page with what is said of it."""
    main = load_page(site, PAGE).main
    terms, said = list(main.all("dt")), list(main.all("dd"))
    assert len(terms) == len(said) > 3
    return {
        " ".join(term.text.split()): " ".join(one.text.split())
        for term, one in zip(terms, said, strict=True)
    }


def test_the_page_says_what_the_decision_rests_on_and_how_the_educator_was_known(
    sites: dict[str, Path],
) -> None:
    now, then = facts(sites["now"]), facts(sites["then"])
    assert now["Verified by"] == "the documents, a recording and a conversation with the educator"
    assert now["Educator known"] == "by a sign-in when it was submitted"
    assert now.keys() - then.keys() == {"Verified by", "Educator known"}
