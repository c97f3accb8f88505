"""Files of a change: which may be in it, their kind, and how many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule, dated_change_rule
from credfolio.checking.change.rights.judge import findings
from credfolio.checking.change.standing import issuer_of_path, issuers_of_award, standing
from credfolio.findings.finding import Finding, counted
from credfolio.records.model.kinds import KINDS


@dated_change_rule
def check_outside_file(change: Change, today: date) -> Iterator[Finding]:
    """A contributor changes files in catalog/ and portfolios/ only.

    Everything else is the program, its settings and its pages. They decide what
    all others see, so only a maintainer may change them.

    Take the file out of the change. If the program or its pages should change,
    open an issue, or ask a maintainer to propose it.
    """
    yield from findings(change, today, "outside-file")


@change_rule
def check_hidden_file(change: Change) -> Iterator[Finding]:
    """No name in catalog/ or portfolios/ begins with a dot.

    Folders do not show such files, and some of them make git or the forge hide
    a change or read a file differently.

    Take the file out of the change. If your computer creates it, tell git to
    ignore it everywhere.
    """
    for file in change.files:
        is_hidden = any(part.startswith(".") for part in file.path.split("/"))
        if file.is_record_file and is_hidden and file.how != "removed":
            yield Finding(
                "hidden-file",
                file.path,
                "its name begins with a dot, so nobody who reads the folder sees it",
                "take it out of the change",
            )


_FORMS = {
    "link": "a link to another place",
    "module": "another git repository",
    "program": "marked as a program",
}


@change_rule
def check_file_kind(change: Change) -> Iterator[Finding]:
    """A change adds only plain files to catalog/ and portfolios/.

    A link, or a repository inside the repository, can show something other than
    what was reviewed, now or later. A record is never executable.

    Replace it with a copy of the file. If it is marked as executable, remove
    the mark with `git update-index --chmod=-x`.
    """
    for file in change.files:
        if file.is_record_file and file.form != "file" and file.how != "removed":
            yield Finding(
                "file-kind",
                file.path,
                f"this is {_FORMS[file.form]}, not a plain file",
                "remove the mark with `git update-index --chmod=-x`"
                if file.form == "program"
                else "replace it with a copy of the file",
            )


@change_rule
def check_signed_file(change: Change) -> Iterator[Finding]:
    """Signed credentials and status lists are never part of a proposed change.

    The job that has the key writes them after a merge. A signed file in a change could be an
    old one that undoes a revocation.

    Take the file out of the change: `git checkout origin/main -- FILE`. To end an award use
    `credfolio revoke`; publishing signs waiting awards.
    """
    for file in change.files:
        if KINDS.is_signed(file.path):
            yield Finding(
                "signed-file",
                file.path,
                "lines of the log of endings were changed or removed, and it only grows"
                if file.path in change.shortened
                else f"a signed file was {file.how}; only publishing writes here",
                "take it out of the change; what waits for a signature is signed when it is merged",
            )


@change_rule
def check_one_issuer(change: Change) -> Iterator[Finding]:
    """A change concerns the records of one issuer.

    Only that issuer's people need to read it, and undoing it touches nobody else's records.

    Make one change for each issuer. Only a maintainer may change several at once.
    """
    if standing(change).is_maintainer:
        return
    shared: set[str] = set()
    first = ""
    awards = {file.path: new or old for file, old, new in change.records("awards")}
    for file in change.files:
        issuer = issuer_of_path(file.path)
        award = awards.get(file.path)
        names = {issuer} if issuer else set(issuers_of_award(change, award) if award else ())
        if not names:
            continue
        if not first:
            shared, first = names, file.path
        elif not (shared := shared & names or shared) & names:
            other, this = sorted(shared)[0], sorted(names)[0]
            yield Finding(
                "one-issuer",
                file.path,
                f"this belongs to {this}, and {first} to {other}",
                f"propose the records of {this} in a separate change",
            )


@change_rule
def check_change_size(change: Change) -> Iterator[Finding]:
    """A change is small enough to be read.

    Nobody reads six hundred files with care, and a large change can hide anything. `limits:` in
    catalog/governance.yml sets the maximum.

    Split it: one credential, or the awards of one day. A maintainer and a publisher may
    propose more, and get a hint.
    """
    own = standing(change)
    limits = own.limits
    lines = sum(file.lines for file in change.files)
    files = len(change.files)
    if files <= limits.files and lines <= limits.lines:
        return
    yield Finding(
        "change-size",
        change.files[0].path,
        f"the change has {counted(files, 'file')} and {counted(lines, 'line')}; "
        f"one may have {counted(limits.files, 'file')} and {counted(limits.lines, 'line')}",
        "split it into smaller changes, each about one thing",
        severity="hint" if own.is_maintainer or own.is_publisher else "error",
    )
