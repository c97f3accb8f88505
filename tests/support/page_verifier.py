"""The verify page's own verifier in Node, compared with the command's to the letter.

It takes a tenth of the time of a browser. SVG needs one: Node reads no XML.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bundle import find_node
from credfolio.badges.verification import FixedResolver, Gone, Report, read_site, verify

ROOT = Path(__file__).parents[2]

Json = dict[str, Any]
# Words that come from a parser.
_FREE = frozenset({"not-json", "bad-did-document", "bad-key-document"})


class _Listening:
    def __init__(self, published: Mapping[str, bytes]) -> None:
        self._published = published
        self._fixed = FixedResolver(published)
        self.asked: list[str] = []

    def fetch(self, address: str) -> bytes:
        self.asked.append(address)
        if (gone := self._published.get(f"410 {address}")) is not None:
            raise Gone(address, gone)
        return self._fixed.fetch(address)


def code_of(report: Report) -> str:
    """The code of the first step that failed, or else of the first without an answer."""
    for outcome in ("fail", "unknown"):
        for step in report.steps:
            if step.outcome == outcome:
                return step.code
    return ""


def as_bytes(value: bytes | Json) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def both(
    cases: Mapping[str, bytes | Json | str],
    published: Mapping[str, bytes | Json] | Mapping[str, Mapping[str, bytes | Json]],
    now: datetime,
    *,
    of_each: bool = False,
    holder: str = "",
) -> dict[str, Report]:
    """The command's report about each of `cases`, once the page's is known to say the same.

    `published` is what the internet holds by address; with `of_each`, by the name of the case. At
    an address after "410 " the answer is that it is gone. A case that is a text is the address of a
    site.
    """
    work: dict[str, tuple[bytes | str, dict[str, bytes]]] = {}
    for name, data in cases.items():
        own: Any = published[name] if of_each else published
        documents = {address: as_bytes(value) for address, value in own.items()}
        work[name] = data if isinstance(data, str) else as_bytes(data), documents
    pages = _page(work, now, holder)
    reports, differences = {}, {}
    for name, (data, documents) in work.items():
        resolver = _Listening(documents)
        given = read_site(data, resolver) if isinstance(data, str) else data
        report = verify(given, resolver, now, holder=holder)
        reports[name] = report
        own_data = _without_free({**report.as_data(), "asked": list(dict.fromkeys(resolver.asked))})
        page = _without_free(pages[name])
        if own_data != page:
            differences[name] = [
                (key, own_data[key], page[key]) for key in own_data if own_data[key] != page[key]
            ]
    assert not differences, json.dumps(differences, indent=1)
    return reports


def _page(
    work: dict[str, tuple[bytes | str, dict[str, bytes]]], now: datetime, holder: str
) -> dict[str, Json]:
    def text(data: bytes) -> str:
        return base64.b64encode(data).decode()

    cases = {
        name: {
            "data": "" if isinstance(data, str) else text(data),
            "site": data if isinstance(data, str) else "",
            "published": {address: text(value) for address, value in documents.items()},
            "now": int(now.timestamp() * 1000),
            "holder": holder,
        }
        for name, (data, documents) in work.items()
    }
    node, _ = find_node()
    done = subprocess.run(
        [node, "--no-warnings", ROOT / "tests" / "js" / "verify_cases.mjs"],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Json] = json.loads(done.stdout)
    return found


def _without_free(data: Json) -> Json:
    steps = [step | {"words": ""} if step["code"] in _FREE else step for step in data["steps"]]
    inside = (
        {"badges": [_without_free(each) for each in data["badges"]]} if "badges" in data else {}
    )
    return {**data, "steps": steps, **inside}
