"""What a check knows and which code means what, as the reference prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from credfolio.badges.verification.revocation_list import REVOCATION_LIST
from credfolio.badges.verification.status import FORMS
from credfolio.badges.verification.verdicts import Verdict, codes, groups
from credfolio.badges.verification.verify import KINDS, MODELS
from credfolio.proof.contexts import CONTEXTS
from credfolio.proof.limits import ALL_SUITES, ECDSA_SD
from credfolio.proof.public_key import KeyKind
from credfolio.proof.web_token import ALGORITHMS


def render_known() -> str:
    """Markdown: everything that can be judged, then the codes of each verdict by their reason."""
    suites = [f"{_code(suite)} (derived)" if suite == ECDSA_SD else _code(suite)
              for suite in ALL_SUITES]  # fmt: skip
    known = {
        "Credentials": [*dict.fromkeys(KINDS.values()), "any other of a model below"],
        "Older badges": ["Open Badges 2.0, hosted or in a token"],
        "Files": ["JSON in UTF-8 or UTF-16", "JWT", "PNG and SVG with the badge inside",
                  "presentations, transcripts, and arrays of badges"],
        "Models": map(_code, MODELS),
        "Proofs": suites,
        "Tokens": map(_code, ALGORITHMS),
        "Keys": get_args(KeyKind),
        "Issuers": ["`did:web`", "`did:key`", "https with a key at the same host or in its name"],
        "Status": map(_code, [*(form.entry for form in FORMS), REVOCATION_LIST]),
        "Vocabularies": map(_code, sorted(CONTEXTS)),
    }  # fmt: skip
    lines = [f"- {name}: {', '.join(values)}." for name, values in known.items()]
    for verdict in get_args(Verdict):
        reasons = [
            f"{name} ({', '.join(map(_code, found))})" if found else name
            for name, group in groups().items()
            if group.verdict == verdict
            for found in [_codes_of(name)]
        ]
        lines.append(f"- {_code(verdict)}: {'; '.join(reasons)}.")
    half = len(known)
    between = "Anything else is `unknown`. The codes, by verdict and reason:"
    return "\n".join(["Known are:", "", *lines[:half], "", between, "", *lines[half:]])


def _codes_of(group: str) -> Iterable[str]:
    return sorted(code for code, name in codes().items() if name == group)


def _code(text: str) -> str:
    return f"`{text}`"
