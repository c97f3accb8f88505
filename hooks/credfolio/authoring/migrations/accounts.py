"""A migration over several files: entries by name get the accounts that governance.yml names.

It joins a name in `people:` with the same name on an issuer's list, which is
what the check did before rights belonged to accounts, and gives the accounts on
an issuer's lists the right in `issuers:`. A name that no account has, or that
two have, stays as it is and gives no right. See ADR 0053.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from credfolio.findings.finding import Finding
from credfolio.ids import fold_name
from credfolio.records.model.kinds import GOVERNANCE, KINDS
from credfolio.records.source_text import parse_yaml

_LISTS = ("assessors", "approvers")
_ENTRY = re.compile(r"^(?P<dash> *- )(?P<brace>\{?)(?P<rest>.*)$")


def give_accounts(texts: Mapping[str, str]) -> dict[str, str]:
    """The new text of each changed file of `texts`: issuers' records and governance.yml.

    A file that cannot be edited to say exactly what is meant stays the same; the check still
    reports that its entries give no right.
    """
    path = GOVERNANCE.path()
    governance = _read(texts.get(path, ""), path)
    accounts: defaultdict[str, set[str]] = defaultdict(set)
    for one in _items(governance.get("people")):
        for key in ("name", "educator"):
            if one.get(key) and one.get("account"):
                accounts[f"{key} {fold_name(str(one[key]))}"].add(str(one["account"]))
    found: dict[str, str] = {}
    rights: dict[str, dict[str, list[str]]] = {}
    for file, text in texts.items():
        place = KINDS.place(file)
        if place is None or place.kind != "issuers":
            continue
        data = _read(text, file)
        after, rights[str(place.key)] = _issuer(text, data, accounts, file)
        if after != text:
            found[file] = after
    if governance:
        after = _governance(texts[path], governance, rights, path)
        if after != texts[path]:
            found[path] = after
    return found


def _issuer(
    text: str, data: dict[str, Any], accounts: Mapping[str, set[str]], path: str
) -> tuple[str, dict[str, list[str]]]:
    """The text of an issuer's record with accounts, and the accounts on each of its lists."""
    lines = text.split("\n")
    wanted = {**data}
    rights: dict[str, list[str]] = {}
    for key in _LISTS:
        entries = [dict(one) for one in _items(data.get(key))]
        starts = list(_starts(lines, key))
        added = 0
        for n, entry in enumerate(entries):
            known = {
                one
                for name in ("name", "educator")
                if entry.get(name)
                for one in accounts.get(f"{name} {fold_name(str(entry[name]))}", set())
            }
            account = entry.get("account") or (known.pop() if len(known) == 1 else None)
            if account is None:
                continue
            rights.setdefault(key, []).append(str(account))
            if entry.get("account") or not entry.get("name") or len(starts) != len(entries):
                continue
            at = starts[n] + added
            match = _ENTRY.match(lines[at])
            assert match is not None  # `_starts` found it
            if match["brace"]:
                lines[at] = f"{match['dash']}{{account: {account}, {match['rest']}"
            else:
                indent = " " * len(match["dash"])
                lines[at : at + 1] = [f"{match['dash']}account: {account}", indent + match["rest"]]
                added += 1
            entries[n] = {"account": account, **entry}
        if key in data:
            wanted[key] = entries
    after = "\n".join(lines)
    return (after if _read(after, path) == wanted else text), rights


def _governance(
    text: str, data: dict[str, Any], rights: Mapping[str, Mapping[str, list[str]]], path: str
) -> str:
    """The text of governance.yml with accounts for issuers that have none yet."""
    lines = text.split("\n")
    starts = list(_starts(lines, "issuers"))
    entries = [dict(one) for one in _items(data.get("issuers"))]
    if len(starts) != len(entries):
        return text
    for n in reversed(range(len(entries))):
        own = rights.get(str(entries[n].get("issuer")), {})
        if any(key in entries[n] for key in _LISTS) or not own:
            continue
        match = _ENTRY.match(lines[starts[n]])
        assert match is not None  # `_starts` found it
        words = {key: f"{key}: [{', '.join(dict.fromkeys(own[key]))}]" for key in own}
        if match["brace"]:
            more = "".join(f", {one}" for one in words.values())
            before, brace, after_it = lines[starts[n]].rpartition("}")
            lines[starts[n]] = f"{before}{more}{brace}{after_it}"
        else:
            indent = " " * len(match["dash"])
            lines[starts[n] + 1 : starts[n] + 1] = [indent + one for one in words.values()]
        entries[n] |= {key: list(dict.fromkeys(own[key])) for key in own}
    after = "\n".join(lines)
    return after if _read(after, path) == {**data, "issuers": entries} else text


def _starts(lines: list[str], key: str) -> Iterator[int]:
    """The lines on which the items of a list at the top level begin."""
    inside = False
    margin = -1
    for n, line in enumerate(lines):
        if line.startswith(f"{key}:"):
            inside = True
        elif inside and line.strip() and not line.lstrip().startswith("#"):
            if not line.startswith((" ", "- ")):
                return
            found = _ENTRY.match(line)
            if found and margin in (-1, len(found["dash"])):
                margin = len(found["dash"])
                yield n


def _items(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _read(text: str, path: str) -> dict[str, Any]:
    data = parse_yaml(text, path) if text else {}
    return {} if isinstance(data, Finding) else data
