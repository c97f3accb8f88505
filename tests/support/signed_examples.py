"""Write the signed files of the rules' examples anew: ``python tests/support/signed_examples.py``.

Needed only when the form of a credential changes. The reports are then taken
over with ``CREDFOLIO_ACCEPT=1 pytest tests/examples``.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from credfolio.badges.openbadges.home import Home
from credfolio.badges.signing.keystore import DEMONSTRATION_KEY, SigningKey
from credfolio.badges.signing.plan import plan_signing
from credfolio.badges.signing.sign_pending import sign_plans
from credfolio.badges.signing.signers import Signer, demonstration_signers
from credfolio.badges.signing.tokens import sign_tokens
from credfolio.proof import encode_public_key
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import Registry

EXAMPLES = Path(__file__).parents[1] / "examples"
CREATED = "2026-05-04T09:00:00Z"
SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
STATUS = "catalog/riverside-usd/status/1.json"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
ISSUER = "catalog/riverside-usd/issuer.yml"
TOM = "portfolios/tom-berg/awards/mentoring.yml"
REVOKED = "status: revoked\nstatus_on: 2026-05-03\nstatus_reason: Issued in error.\n"
TOKEN = SIGNED.replace(".json", ".jwt")
ENDORSED = "portfolios/ana-lopez/credentials/active-listening/mira-holt-2025-12-20.json"
ENDORSEMENT = """\
endorsements:
  - by: Mira Holt
    relation: Colleague
    text: She waits, and then the student goes on.
    on: 2025-12-20
    accepted: yes
"""
HOME = Home("https://badges.example/credentials/")
KEY = SigningKey(bytes(range(32)))
TOKEN_KEY = SigningKey(bytes(range(1, 33)), "P-256")
"""Keys for examples: as public as the demonstration's, but not on the list of denied keys."""


def base() -> Path:
    folder = Path(tempfile.mkdtemp()) / "project"
    shutil.copytree(EXAMPLES / "base", folder)
    return folder


def sign(project: Path, registry: Registry, who: Sequence[Signer]) -> None:
    """Sign everything in `project` that waits for it."""
    sign_plans(project, registry, plan_signing(registry, who), CREATED)


def signed_by_demonstration() -> Path:
    project = base()
    registry = load_project(project).registry
    who = demonstration_signers(registry, DEMONSTRATION_KEY, "riverside-usd")
    sign(project, registry, who)
    return project


def with_key(text: str, retired: str = "") -> str:
    return (
        text
        + f"keys:\n  - id: key-2025\n    public_key_multibase: {encode_public_key(KEY.public)}\n"
        + "    created: 2025-01-06\n"
        + (f"    retired: {retired}\n" if retired else "")
    )


def signed_by_key() -> Path:
    project = base()
    registry = load_project(project).registry
    method = HOME.method("riverside-usd", "key-2025")
    sign(project, registry, [Signer("riverside-usd", HOME, method, KEY)])
    return project


def _with(project: Path, path: str, text: str) -> None:
    (project / path).write_text((project / path).read_text("utf-8") + text, encoding="utf-8")


def marked_and_taken_back() -> dict[str, bytes]:
    """Ana's award is revoked and not marked; Tom's is marked and no longer revoked."""
    project = base()
    whole = (project / TOM).read_bytes()
    _with(project, TOM, REVOKED)
    registry = load_project(project).registry
    sign(project, registry, demonstration_signers(registry, DEMONSTRATION_KEY, None))
    (project / TOM).write_bytes(whole)
    _with(project, AWARD, REVOKED)
    paths = [path.relative_to(project) for path in project.rglob("*.json")]
    return {path.as_posix(): (project / path).read_bytes() for path in (*paths, Path(AWARD))}


def with_tokens() -> dict[str, bytes]:
    """Ana's badge and its token, by keys that her issuer publishes."""
    project = signed_by_key()
    text = f"  - id: key-2026-p256\n    public_key_multibase: {TOKEN_KEY.public_text()}\n"
    keyed = with_key((project / ISSUER).read_text("utf-8")) + text + "    created: 2026-01-06\n"
    (project / ISSUER).write_text(keyed, encoding="utf-8")
    registry = load_project(project).registry
    method = HOME.method("riverside-usd", "key-2026-p256")
    sign_tokens(project, registry, [Signer("riverside-usd", HOME, method, TOKEN_KEY)])
    return {path: (project / path).read_bytes() for path in (SIGNED, STATUS, ISSUER, TOKEN)}


def with_endorsement() -> dict[str, bytes]:
    project = base()
    _with(project, AWARD, ENDORSEMENT)
    registry = load_project(project).registry
    who = demonstration_signers(registry, DEMONSTRATION_KEY, "riverside-usd")
    sign(project, registry, who)
    return {path: (project / path).read_bytes() for path in (SIGNED, STATUS, AWARD, ENDORSED)}


def lay(rule: str, kind: str, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        target = EXAMPLES / kind / rule / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def main() -> None:
    demo = signed_by_demonstration()
    good = {path: (demo / path).read_bytes() for path in (SIGNED, STATUS)}
    award, issuer = (demo / AWARD).read_text("utf-8"), (demo / ISSUER).read_text("utf-8")
    for rule in ("bad-signed-file", "bad-signature", "signed-without-award", "status-place"):
        lay(rule, "good", good)
    lay("bad-signed-file", "bad", {**good, SIGNED: good[SIGNED].replace(b",", b", ", 1)})
    forged = good[SIGNED].replace(b"Riverside Unified School", b"Riverside Unified Schools")
    lay("bad-signature", "bad", {**good, SIGNED: forged})
    lay("signed-without-award", "bad", {**good, SIGNED.replace("active-", "past-"): good[SIGNED]})
    lay("status-place", "bad", {SIGNED: good[SIGNED]})
    lay("status-list", "bad", marked_and_taken_back())
    marked = marked_and_taken_back()
    marked.pop(AWARD)
    marked[TOM] = (EXAMPLES / "base" / TOM).read_bytes() + REVOKED.encode()
    lay("status-list", "good", marked)
    tokens = with_tokens()
    former = award.replace('version: "1.1"', 'version: "1.0"').encode()
    keyed_issuer = with_key(issuer).encode()
    lay("late-signature", "bad", {AWARD: former, ISSUER: keyed_issuer})
    hidden = former + b"show_results: no\n"
    lay("late-signature", "good", {AWARD: hidden, ISSUER: keyed_issuer})
    lay("signed-token", "good", tokens)
    without_key = tokens[ISSUER].partition(b"  - id: key-2026-p256")[0]
    lay("signed-token", "bad", {**tokens, ISSUER: without_key})
    said = with_endorsement()
    lay("signed-endorsement", "good", said)
    lay(
        "signed-endorsement",
        "bad",
        {**said, AWARD: said[AWARD].replace(b"She waits", b"They wait")},
    )
    changed = award.replace("name_as_awarded: Ana López", "name_as_awarded: Ana Lopez Garcia")
    reissue = "reissues:\n  - {on: 2026-05-06, reason: She has married.}\n"
    lay("drifted-credential", "bad", {**good, AWARD: changed.encode()})
    lay("drifted-credential", "good", {**good, AWARD: (changed + reissue).encode()})
    keyed = signed_by_key()
    published = {path: (keyed / path).read_bytes() for path in (SIGNED, STATUS)}
    lay("signing-key", "bad", {**good, ISSUER: with_key(issuer).encode()})
    lay(
        "signing-key",
        "good",
        {**published, ISSUER: with_key(issuer, "2026-05-25").encode()},
    )


if __name__ == "__main__":
    main()
