"""Who proposes and who has approved, as the forge knows; a change says nothing about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from credfolio.errors import CredfolioError, EnvironmentProblem, UsageError
from credfolio.forge.gh import ask, ask_all

_QUEUE = re.compile(r"/pr-([0-9]+)-[0-9a-f]+\Z")
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,60}(?:\[bot\])?")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal on the forge."""

    number: int
    author: str
    head: str
    """The commit that is proposed."""
    reviewers: tuple[str, ...]
    """Who has approved exactly this commit, sorted."""


def proposal_number(word: str) -> int:
    """The number in `word`: itself, or the end of a merge queue's branch, which holds one.

    Raises `UsageError` when there is none.
    """
    found = _QUEUE.search(word)
    number = found[1] if found else word
    if not re.fullmatch(r"[0-9]{1,12}", number, re.ASCII):
        raise UsageError(f"no proposal has the number {word!r}", fix="write its number alone")
    return int(number)


def read_proposal(repository: str, number: int, expected: str = "") -> Proposal:
    """The proposal `number` of `repository`.

    Raises `CredfolioError` when its commit is not the `expected` one ("" expects none), and
    `EnvironmentProblem` when the answer lacks an account or a commit.
    """
    pull = ask(f"repos/{repository}/pulls/{number}")
    author, head = _word(pull, _ACCOUNT, "user", "login"), _word(pull, _COMMIT, "head", "sha")
    if expected and expected != head:
        raise CredfolioError(
            f"the proposal has moved on to {head}; that commit has a run of its own",
            fix="look at the newest run",
        )
    reviews = ask_all(f"repos/{repository}/pulls/{number}/reviews")
    return Proposal(number, author, head, _approvers(reviews, head))


def _approvers(reviews: list[Any], head: str) -> tuple[str, ...]:
    """Those whose last word is an approval of the commit `head`."""
    last: dict[str, tuple[str, str]] = {}
    for review in reviews:
        state = review.get("state") if isinstance(review, dict) else None
        # A comment leaves what its author said before; somebody who is gone has no account.
        if state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED") and review.get("user"):
            who = _word(review, _ACCOUNT, "user", "login")
            last[who] = (state, str(review.get("commit_id")))
    return tuple(sorted(who for who, said in last.items() if said == ("APPROVED", head)))


def open_proposal(repository: str, owner: str, branch: str, head: str) -> int | None:
    """The number of the open proposal of `owner`'s `branch` at the commit `head`, if any."""
    pulls = ask(f"repos/{repository}/pulls", state="open", head=f"{owner}:{branch}")
    for pull in pulls if isinstance(pulls, list) else ():
        if _word(pull, _COMMIT, "head", "sha") == head and type(pull.get("number")) is int:
            number: int = pull["number"]
            return number
    return None


def preview_address(site: str, number: int, source: str, head: str) -> str:
    """Where the live site shows a proposal; "" where one of the parts is not what it should be.

    `site` is the site's address, `source` the repository that the proposal comes from.
    """
    is_site = re.fullmatch(r"https://[A-Za-z0-9.:/_~-]+", site)
    is_source = re.fullmatch(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+", source)
    if not is_site or not is_source or not _COMMIT.fullmatch(head):
        return ""
    return f"{site.rstrip('/')}/contribute/preview/?pull={number}&repo={source}&commit={head}"


def _word(answer: Any, form: re.Pattern[str], *names: str) -> str:
    for name in names:
        answer = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(answer, str) or not form.fullmatch(answer):
        raise EnvironmentProblem(
            f"the forge gave no usable {'.'.join(names)}", fix="run the job again"
        )
    return answer
