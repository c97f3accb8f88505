"""What has to be set on the forge: asked of `gh` where it is there, else a list to tick by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from credfolio.founding.first_run import PRIVATE_TICKS, PUBLIC_TICKS, TICKS, Tick, look, web_address
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
    ("repos/district/badges", {"private": False}),
]


@pytest.fixture
def forge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeForge:
    made = FakeForge(tmp_path / "bin", SET)
    monkeypatch.setenv("PATH", made.path)
    return made


def test_what_is_set_has_its_tick_and_the_repository_alone_is_asked(forge: FakeForge) -> None:
    assert [done for _, done in look(FORGE)] == [True] * len(TICKS)
    assert all("repos/district/badges" in line for line, _ in forge.asked())


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


PAIR_SET = [
    ("/variables/CREDFOLIO_PUBLISH", None),
    ("publishing/secrets", {"secrets": [{"name": "PUBLIC_TOKEN"}]}),
    ("/environments", {"environments": [environment("publishing", "branch_policy"),
                                        environment("signing", "required_reviewers",
                                                    "branch_policy")]}),
]  # fmt: skip


def test_of_a_pair_each_repository_has_its_own_list(forge: FakeForge) -> None:
    forge.answer([*PAIR_SET, *SET])  # the first says that the variable is not there
    assert {one.what: done for one, done in look(FORGE, PUBLIC_TICKS) if not done} == {}
    forge.answer([SET[2], *PAIR_SET, ("repos/district/records", {"private": True}), *SET])
    public = {one.what for one, done in look(FORGE, PUBLIC_TICKS) if not done}
    assert public == {"Repository variable CREDFOLIO_PUBLISH is unset"}


@pytest.mark.parametrize("ticks", [TICKS, PUBLIC_TICKS, PRIVATE_TICKS])
@pytest.mark.parametrize("answer", [None, "<html>"])
def test_of_a_repository_that_is_misspelt_or_not_seen_nothing_is_known(
    forge: FakeForge, ticks: tuple[Tick, ...], answer: Any
) -> None:
    """The forge says of each thing there that it is not found, as of a variable that is unset."""
    forge.answer([("repos/district/bagdes", answer)])
    assert {done for _, done in look("https://github.com/district/bagdes", ticks)} == {None}


@pytest.mark.parametrize(
    ("words", "answer", "lacks"),
    [
        ("", {}, ""),
        ("records", {"private": False}, "The repository is private"),
        ("publishing/secrets", {"secrets": []}, "Its secret PUBLIC_TOKEN"),
        ("publishing/secrets", None, "Its secret PUBLIC_TOKEN"),
        ("/variables/CREDFOLIO_PUBLISH", None, "Repository variable CREDFOLIO_PUBLISH = true"),
        ("/environments", {"environments": []}, "Environment publishing"),
    ],
)
def test_what_a_private_repository_lacks_is_named(
    forge: FakeForge, words: str, answer: Any, lacks: str
) -> None:
    right = [
        ("rulesets", SET[0][1]),
        ("publishing/secrets", PAIR_SET[1][1]),
        ("/environments", PAIR_SET[2][1]),
        ("/variables/CREDFOLIO_PUBLISH", {"value": "true"}),
        ("records", {"private": True}),
    ]
    right = [(key, answer if key == words else value) for key, value in right]
    forge.answer(right)
    missing = [one.what for one, done in look("https://github.com/district/records", PRIVATE_TICKS)
               if not done]  # fmt: skip
    assert [one.startswith(lacks) for one in missing] == ([True] if lacks else [])


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/district/records.git", "https://github.com/district/records"),
        ("https://robin:secret@github.com/district/records", "https://github.com/district/records"),
        ("git@github.com:district/records.git", "https://github.com/district/records"),
        (
            "ssh://git@forge.example:2222/district/records.git",
            "https://forge.example/district/records",
        ),
        ("../records.git", ""),
        ("/srv/git/records", ""),
        ("C:\\git\\records", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_remote_is_that_of_its_page(remote: str, address: str) -> None:
    assert web_address(remote) == address
