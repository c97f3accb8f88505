"""What has to be set on the forge: asked of `gh` where it is there, else a list to tick by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from credfolio.founding.first_run import TICKS, look
from fake_gh import FakeForge

FORGE = "https://github.com/district/badges"


def environment(name: str, *rules: str) -> dict[str, Any]:
    return {"name": name, "protection_rules": [{"type": rule} for rule in rules]}


SET = [
    ("/rulesets", [{"enforcement": "disabled"}, {"enforcement": "active"}]),
    (
        "/environments",
        {
            "environments": [
                environment("signing", "required_reviewers", "branch_policy"),
                environment("github-pages", "branch_policy"),
            ]
        },
    ),
    ("/variables/CREDFOLIO_PUBLISH", {"value": "true"}),
    ("/pages", {"source": {"branch": "gh-pages"}}),
    ("approval", {"approval_policy": "first_time_contributors"}),
    ("dependabot.yml", {"sha": "1" * 40}),
]


@pytest.fixture
def forge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeForge:
    made = FakeForge(tmp_path / "bin", SET)
    monkeypatch.setenv("PATH", made.path)
    return made


def test_what_is_set_has_its_tick_and_the_repository_alone_is_asked(forge: FakeForge) -> None:
    assert [done for _, done in look(FORGE)] == [True] * len(TICKS)
    assert all("repos/district/badges/" in line for line, _ in forge.asked())


@pytest.mark.parametrize(
    ("words", "answer", "done"),
    [
        ("/rulesets", [], False),
        ("/environments", {"environments": [environment("signing", "branch_policy")]}, False),
        ("/variables/CREDFOLIO_PUBLISH", {"value": "yes"}, False),
        ("/variables/CREDFOLIO_PUBLISH", None, False),
        ("/pages", {"source": {"branch": "main"}}, False),
        ("/pages", {"source": None}, None),
        ("/rulesets", {"message": "Bad credentials"}, None),
        ("approval", "<html>", None),
    ],
)
def test_what_is_not_set_or_not_known_has_none(
    forge: FakeForge, words: str, answer: Any, done: bool | None
) -> None:
    forge.answer([(words, answer), *SET])
    first = next(seen for tick, seen in look(FORGE) if f"/{tick.path}".find(words) >= 0)
    assert first is done


def test_without_a_forge_or_its_program_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert {done for _, done in look("")} == {None}
    assert {done for _, done in look(FORGE)} == {None}
    for tick in TICKS:
        assert tick.place.startswith("settings/")
        assert tick.why
        assert tick.see
