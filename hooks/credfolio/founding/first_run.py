"""What to set once on the forge before a site publishes by itself, each as a line to tick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
    is_absent: bool = False
    """Whether it is right where the forge knows nothing of it."""


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


_OF_SITE_ALONE = (
    f"actions/variables/{VARIABLE}",
    "environments",
)
"""What is asked about publishing by the public repository, which a pair leaves to the other."""

PUBLIC_TICKS = (
    *(one for one in TICKS if one.path not in _OF_SITE_ALONE or "signing" in one.what),
    Tick(
        f"Repository variable {VARIABLE} is unset",
        "settings/variables/actions",
        "its workflows hold no key to the private homes, and would stop at each publication",
        "only the private repository or the office's computer publishes",
        f"actions/variables/{VARIABLE}",
        lambda answer: answer["value"] != "true",
        is_absent=True,
    ),
)
"""Of the public one of two repositories."""

PRIVATE_TICKS = (
    Tick(
        "The repository is private",
        "settings",
        "its history keeps names, numbers, and decisions permanently",
        "the page of the repository is not found without a sign-in",
        "",
        lambda answer: answer["private"] is True,
    ),
    Tick(
        "Ruleset for main: a pull request, the check Records",
        "settings/rules",
        "without it anybody who may write changes decisions unseen",
        "a proposal with an error cannot be merged",
        "rulesets",
        lambda answer: any(one["enforcement"] == "active" for one in answer),
    ),
    Tick(
        "Environment publishing: main only",
        "settings/environments",
        "no other branch may publish; without it the office's computer does, `deploy --with`",
        "the job Deploy names it",
        "environments",
        lambda answer: "branch_policy" in _rules(answer, "publishing"),
    ),
    Tick(
        "Its secret PUBLIC_TOKEN, which may write the public repository's contents alone",
        "settings/environments",
        "the built site is pushed to the public repository",
        "the job Deploy ends with a commit on gh-pages there",
        "environments/publishing/secrets",
        lambda answer: any(one["name"] == "PUBLIC_TOKEN" for one in answer["secrets"]),
    ),
    Tick(
        f"Repository variable {VARIABLE} = true",
        "settings/variables/actions",
        "until then its workflow publishes nothing",
        "the next push to main there runs publish",
        f"actions/variables/{VARIABLE}",
        lambda answer: answer["value"] == "true",
    ),
)
"""Of the private one."""


def web_address(remote: str) -> str:
    """A remote's address as the forge's page has it, without anybody's name or token.

    "" for one that is no address of a forge, such as a folder.
    """
    scp = re.fullmatch(r"(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!/)(\S+)", remote)
    parts = split_typed(f"ssh://{scp[1]}/{scp[2]}" if scp else remote)
    if parts.scheme not in ("https", "ssh") or not parts.hostname:
        return ""
    return f"https://{parts.hostname}/{parts.path.strip('/').removesuffix('.git')}"


def look(forge: str, ticks: Iterable[Tick] = TICKS) -> Iterator[tuple[Tick, bool | None]]:
    """Each line with whether it is done, as `gh` says; None where it could not be asked.

    `forge` is the repository's web address; "" asks nothing. Of a repository that does not exist,
    or that the account of `gh` does not see, nothing is known: the forge answers as it does where
    something is not set.
    """
    try:
        repository = repository_name(split_typed(forge).path.strip("/"))
    except CredfolioError:
        repository = ""
    if repository and not _is_seen(repository):
        repository = ""
    for tick in ticks:
        yield tick, _is_done(tick, repository) if repository else None


def _is_seen(repository: str) -> bool:
    try:
        ask(f"repos/{repository}")
    except CredfolioError:
        return False
    return True


def _is_done(tick: Tick, repository: str) -> bool | None:
    try:
        answer = ask(f"repos/{repository}/{tick.path}".rstrip("/"))
    except CredfolioError as error:
        return tick.is_absent if "404" in error.message else None
    try:
        return bool(tick.is_done(answer))
    except (KeyError, TypeError, AttributeError, IndexError):
        return None
