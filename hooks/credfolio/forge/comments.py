"""The one comment under a proposal, and the one issue about links: written once, then updated."""

from __future__ import annotations

import json

from credfolio.findings.comment import MARK
from credfolio.forge.gh import ask_all, run_gh, send

_WRITER = "github-actions[bot]"
_TITLE = "Links that lead nowhere"


def put_comment(repository: str, number: int, body: str) -> None:
    """Write `body`, which begins with `MARK`, under a proposal, in place of an earlier one."""
    for comment in ask_all(f"repos/{repository}/issues/{number}/comments"):
        is_ours = comment["user"] and comment["user"]["login"] == _WRITER
        if is_ours and str(comment["body"]).startswith(MARK):
            path = f"repos/{repository}/issues/comments/{int(comment['id'])}"
            send("PATCH", path, {"body": body})
            return
    send("POST", f"repos/{repository}/issues/{number}/comments", {"body": body})


def put_links_issue(repository: str, body: str, *, is_well: bool) -> None:
    """Open the issue about links with `body`, or update it; close it where all `is_well`."""
    where = ("--repo", repository)
    search = ("--state", "open", "--author", _WRITER, "--search", f'in:title "{_TITLE}"')
    found = json.loads(run_gh("issue", "list", *where, *search, "--json", "number") or "[]")
    number = str(int(found[0]["number"])) if found else ""
    if is_well:
        if number:
            said = "Every link leads somewhere again."
            run_gh("issue", "close", number, *where, "--comment", said)
    elif number:
        run_gh("issue", "edit", number, *where, "--body-file", "-", data=body)
    else:
        run_gh("issue", "create", *where, "--title", _TITLE, "--body-file", "-", data=body)
