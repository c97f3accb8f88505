"""The settings in mkdocs.yml: where a proposal's files are read from."""

from __future__ import annotations

import pytest

from credfolio.building.content_policy import content_policy
from credfolio.building.settings import read_site
from credfolio.errors import CredfolioError
from demo import TODAY


def raw(**own: str) -> str:
    return read_site(own, name="x", description="", url="", today=TODAY).raw


def test_the_host_of_raw_files_is_known_for_github_and_set_for_others() -> None:
    github = "https://raw.githubusercontent.com/{repo}/{commit}/{file}"
    assert raw(forge="https://github.com/o/r/") == github
    assert raw(forge="https://git.example.org/o/r") == ""
    own = "https://git.example.org/{repo}/raw/commit/{commit}/{file}"
    assert raw(forge="https://git.example.org/o/r", raw=own) == own
    assert raw(raw="http://127.0.0.1:8000/{repo}/{commit}/{file}")


@pytest.mark.parametrize(
    "text",
    [
        "http://git.example.org/{repo}/{commit}/{file}",
        "https://git.example.org/{repo}/{commit}",
        "https://git.example.org/{repo}/{repo}/{commit}/{file}",
        "https://user@git.example.org/{repo}/{commit}/{file}",
        "https://git.example.org; script-src */{repo}/{commit}/{file}",
        "https://{repo}/{commit}/{file}",
        "javascript:{repo}{commit}{file}",
        "https://[bad/{repo}/{commit}/{file}",
    ],
)
def test_a_host_that_could_be_any_other_is_refused(text: str) -> None:
    with pytest.raises(CredfolioError, match=r"extra\.credfolio\.raw"):
        raw(raw=text)


def test_one_kind_of_page_may_ask_that_host() -> None:
    host = "https://raw.example/{repo}/{commit}/{file}"
    assert "connect-src 'self' https://raw.example;" in content_policy("", "proposal", host)
    assert "raw.example" not in content_policy("", "builder", host)
    assert "connect-src 'self';" in content_policy("", "proposal", "")
