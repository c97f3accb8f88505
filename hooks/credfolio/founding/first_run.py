"""What to set once on the forge before a site publishes by itself, each as a line to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from credfolio.errors import CredfolioError
from credfolio.forge.gh import ask, repository_name
from credfolio.text.typed_address import split_typed

VARIABLE = "CREDFOLIO_PUBLISH"


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to set: where, why, and how to see that it worked."""

    what: str
    place: str
    """The part of the repository's address where it is set."""
    why: str
    see: str
    path: str
    """What the forge's API is asked, below the repository."""
    is_done: Callable[[Any], bool]


def _environment(answer: Any, name: str) -> Any:
    found = [one for one in answer["environments"] if one["name"] == name]
    return found[0] if found else {}


def _rules(answer: Any, name: str) -> set[str]:
    return {rule["type"] for rule in _environment(answer, name).get("protection_rules", ())}


TICKS = (
    Tick(
        "Ruleset for main: a pull request, a review from code owners, the check Records",
        "settings/rules",
        "without it anybody who may write changes records unseen",
        "a proposal that touches another issuer's folder cannot be merged",
        "rulesets",
        lambda answer: any(one["enforcement"] == "active" for one in answer),
    ),
    Tick(
        "Environment signing: main only, a reviewer, the secret SIGNING_KEY",
        "settings/environments",
        "only the signing job gets the key, and a person lets it",
        "the job Sign waits for a review",
        "environments",
        lambda answer: {"required_reviewers", "branch_policy"} <= _rules(answer, "signing"),
    ),
    Tick(
        "Environment github-pages: main only",
        "settings/environments",
        "no other branch may publish",
        "the job Deploy names it",
        "environments",
        lambda answer: "branch_policy" in _rules(answer, "github-pages"),
    ),
    Tick(
        f"Repository variable {VARIABLE} = true",
        "settings/variables/actions",
        "until then nothing is published, also in copies and forks",
        "the next push to main runs publish",
        f"actions/variables/{VARIABLE}",
        lambda answer: answer["value"] == "true",
    ),
    Tick(
        "Pages: deploy from the branch gh-pages, after the first publish",
        "settings/pages",
        "the host serves what the job Deploy wrote",
        "the site opens at its address",
        "pages",
        lambda answer: answer["source"]["branch"] == "gh-pages",
    ),
    Tick(
        "Approval for runs of first-time contributors: somebody presses Approve and run",
        "settings/actions",
        "such a run waits, and is deleted after 30 days",
        "a first proposal shows the button; tell reviewers to look for it",
        "actions/permissions/fork-pr-contributor-approval",
        lambda answer: bool(answer["approval_policy"]),
    ),
    Tick(
        "Dependabot for actions",
        "settings/security_analysis",
        "actions are pinned, and somebody has to propose newer ones",
        "a proposal within a week or two",
        "contents/.github/dependabot.yml",
        lambda answer: bool(answer["sha"]),
    ),
)


def look(forge: str) -> Iterator[tuple[Tick, bool | None]]:
    """Each line with whether it is done, as `gh` says; None where it could not be asked.

    `forge` is the repository's web address; "" asks nothing.
    """
    try:
        repository = repository_name(split_typed(forge).path.strip("/"))
    except CredfolioError:
        repository = ""
    for tick in TICKS:
        yield tick, _is_done(tick, repository) if repository else None


def _is_done(tick: Tick, repository: str) -> bool | None:
    try:
        answer = ask(f"repos/{repository}/{tick.path}")
    except CredfolioError as error:
        return False if "404" in error.message else None
    try:
        return bool(tick.is_done(answer))
    except (KeyError, TypeError, AttributeError, IndexError):
        return None
