"""What developers' own tools read agrees with what the project runs."""

from __future__ import annotations

import shlex

import yaml

from demo import ROOT


def test_hooks_before_a_commit_use_the_project_and_fetch_nothing() -> None:
    """A version of ruff of their own would say something else than `make lint`."""
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for repository in settings["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert hook["language"] == "system"
            program, *words = shlex.split(hook["entry"])
            if program == "make":
                assert f"\n{words[-1]}:" in makefile
            else:
                assert program.startswith(".venv/bin/")


def test_repositories_that_name_the_published_hooks_are_led_to_their_own() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["credfolio-check", "credfolio-codeowners"]
    for hook in hooks:
        assert hook["language"] == "fail"
        assert "`credfolio init`" in hook["entry"]
