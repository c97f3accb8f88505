"""Authority: who may change what, by the rights before the change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from credfolio.checking.change import Change, change_rule, dated_change_rule
from credfolio.checking.change.rights.judge import findings
from credfolio.checking.change.standing import names_account, standing
from credfolio.findings.finding import Finding, quoted
from credfolio.records.model import Issuer
from credfolio.records.model.base import Piece
from credfolio.records.model.issuer import Official
from credfolio.records.reckoned.persons import Entry
from credfolio.records.registry import GOVERNANCE_PATH, Registry
from credfolio.text.look_alikes import person_skeletons


@change_rule
def check_no_governance(change: Change) -> Iterator[Finding]:
    """The base says who may change what, in catalog/governance.yml.

    Without it nobody has a right that a program could look up, and a change that adds the file
    could give its author any right.

    A maintainer writes the file and puts it on the main branch without a proposal. After that
    it is changed by proposals of maintainers.
    """
    if change.before.governance is None:
        yield Finding(
            "no-governance",
            GOVERNANCE_PATH,
            "as of the base there is no such file that can be read, so nobody may change anything",
            "a maintainer adds it to the main branch first",
        )


@dated_change_rule
def check_may_not_change(change: Change, today: date) -> Iterator[Finding]:
    """The author of a change may change every file in it.

    Editors own an issuer's folder. Its editors, assessors and approvers own its awards. An
    educator, and the issuers that look after the portfolio, own a portfolio. Maintainers own
    everything else. What counts is catalog/governance.yml before the change.

    Take the file out, or ask somebody who may to propose it. If the account should have the
    right, a maintainer adds it to catalog/governance.yml first.
    """
    yield from findings(change, today, "may-not-change")


@dated_change_rule
def check_second_look(change: Change, today: date) -> Iterator[Finding]:
    """Some changes are allowed and still worth a second look.

    An editor may rename an issuer, and maintainers may give themselves a right. The reviewer
    should notice it among everything else in the change.

    There is nothing to fix. Ask the person or the issuer that the hint names, by another way
    than the proposal.
    """
    yield from findings(change, today, "second-look")


@dated_change_rule
def check_claimed_address(change: Change, today: date) -> Iterator[Finding]:
    """Former handles and issuer ids are added, and old ids given up, by a maintainer.

    An address leads to the person who claims it. Otherwise anybody could take the handle of
    somebody who has not joined yet, or an issuer's old name. An address that is given up leads
    nowhere, or later to somebody else.

    Undo the change of the line, and ask a maintainer. The maintainer makes sure that the same
    person or issuer really used the address. You may give up your own former handle.
    """
    yield from findings(change, today, "claimed-address")


@change_rule
def check_issuer_keys(change: Change) -> Iterator[Finding]:
    """Only a maintainer changes the keys of an issuer.

    Anyone who may add a key can sign anything in the issuer's name, or read what is sealed for it.

    Have a maintainer propose it. Before the merge, compare the key with the
    issuer by phone or in person; the hint is a reminder.
    """
    own = standing(change)
    for file, old, new in change.records("issuers"):
        before, after = (_keys(one) if one else {} for one in (old, new))
        if new is None or before == after:
            continue
        where, name = next(
            one for one in sorted(before.keys() | after.keys()) if before.get(one) != after.get(one)
        )
        yield Finding(
            "issuer-keys",
            file.path,
            f"the key {quoted(name)} was added, changed or removed",
            "compare it with the issuer before this is merged"
            if own.is_maintainer
            else "take it out of the change; a maintainer proposes keys",
            severity="hint" if own.is_maintainer else "error",
            pointer=(where,) if getattr(new, where) else (),
        )


def _keys(issuer: Issuer) -> dict[tuple[str, str], Piece]:
    """The keys that sign, and those that submissions are sealed for, by list and id."""
    return {
        (where, key.id): key
        for where, keys in (("keys", issuer.keys), ("sealing", issuer.sealing))
        for key in keys
    }


@change_rule
def check_people_lists(change: Change) -> Iterator[Finding]:
    """Nobody writes an entry about themselves among assessors, approvers and officials.

    The issuer says in public who assesses, who approves and whose name is on a certificate. The
    reviewer always sees a change of these lists as a hint, because an entry says what an
    account's right covers and when it ends. The right itself is in catalog/governance.yml.

    Have another editor of the issuer propose the entry. If the entry is somebody else's,
    nothing needs fixing; the reviewer asks the issuer. A name that is on another issuer's lists
    comes with the same account there, or from a maintainer.
    """
    own = standing(change)
    for file, old, new in change.records("issuers"):
        if new is None:
            continue
        for key in ("assessors", "approvers", "official"):
            known, listed = _entries(old, key), _entries(new, key)
            for entry in (one for one in listed if one not in known):
                is_self = names_account(change.before, entry, change.author)
                other = _namesake(change, new, entry)
                if other is not None:
                    yield Finding(
                        "people-lists",
                        file.path,
                        f"{quoted(_called(entry))} under {key} has the name of "
                        f"{quoted(other[0])}, who is on the lists of {other[1]}",
                        f"write the account by which {other[1]} names this person, or have a "
                        "maintainer propose it",
                        severity="hint" if own.is_maintainer else "error",
                        pointer=(key,),
                    )
                yield Finding(
                    "people-lists",
                    file.path,
                    f"{change.author} wrote an entry about themselves under {key}"
                    if is_self
                    else f"{change.author} wrote {quoted(_called(entry))} under {key}",
                    "have another editor propose it"
                    if is_self
                    else "ask the issuer whether this is right",
                    severity="error" if is_self else "hint",
                    pointer=(key,),
                )
            for entry in (one for one in known if one not in listed):
                if _called(entry) in map(_called, listed):
                    continue
                yield Finding(
                    "people-lists",
                    file.path,
                    f"{change.author} took {quoted(_called(entry))} from {key}",
                    "ask the issuer whether this is right",
                    severity="hint",
                )


def _entries(issuer: Issuer | None, key: str) -> tuple[Entry | Official, ...]:
    """Everybody under a key of an issuer's record."""
    found = getattr(issuer, key, None) or ()
    return found if isinstance(found, tuple) else (found,)


def _namesake(change: Change, issuer: Issuer, entry: Entry | Official) -> tuple[str, str] | None:
    """Somebody on another issuer's lists of the base with the name of a new entry, and where.

    An entry with the same account or portfolio is that person.
    """
    registry = change.before
    forms = person_skeletons(_name_of(registry, entry))
    keys = {getattr(entry, "account", None), getattr(entry, "educator", None)} - {None}
    for other in registry.issuers.values():
        for key in ("assessors", "approvers", "official"):
            for one in _entries(other, key) if other.id != issuer.id else ():
                its = {getattr(one, "account", None), getattr(one, "educator", None)}
                if forms & person_skeletons(_name_of(registry, one)) and not keys & its:
                    return _name_of(registry, one), other.id
    return None


def _name_of(registry: Registry, entry: Entry | Official) -> str:
    if entry.name:
        return entry.name
    person = registry.educators.get(getattr(entry, "educator", None) or "")
    return person.display_name if person else ""


def _called(entry: Entry | Official) -> str:
    """The name of a person on a list, which tells a changed entry from a new one."""
    if isinstance(entry, Official):
        return entry.name
    return entry.educator or entry.account or entry.name or ""


@change_rule
def check_co_issuer(change: Change) -> Iterator[Finding]:
    """Only a partner's own editor names that issuer as a partner in a definition.

    The partner's name is on the badge, and its assessors may judge for it.

    Have an editor of the partner propose the line, or a maintainer who has
    asked there.
    """
    own = standing(change)
    if own.is_maintainer:
        return
    for file, old, new in change.records("credentials"):
        for n, name in enumerate(new.co_issuers if new else ()):
            if name in own.issuers or (old and name in old.co_issuers):
                continue
            yield Finding(
                "co-issuer",
                file.path,
                f"{change.author} is not an editor of {quoted(name)}, the new co-issuer",
                f"have an editor of {name} or a maintainer propose it",
                pointer=("co_issuers", n),
            )
