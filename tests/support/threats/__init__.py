"""What a hostile change can try: one entry for each row of the threats that we know.

Each is a change to the small project of tests/examples/base. `refused_by` names
all the rules that are shown at once, and `refused_then_by` those that wait for
the files of the change. With all of them switched off it passes, with any one
of them on it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from proposals import TESTS, Content

OFFICE = "riverside-office"
GOVERNANCE = "catalog/governance.yml"
CREDENTIAL = "catalog/riverside-usd/active-listening.yml"
NEW = "catalog/riverside-usd/wait-time.yml"
ISSUER = "catalog/riverside-usd/issuer.yml"
PROFILE = "portfolios/ana-lopez/profile.yml"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
NEW_AWARD = "portfolios/tom-berg/awards/active-listening.yml"


@dataclass(frozen=True)
class Threat:
    """A hostile change, and the rules that refuse it."""

    what: str
    refused_by: frozenset[str]
    change: Mapping[str, Content]
    author: str = OFFICE
    before: Mapping[str, Content] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    """The accounts that approve the change on the forge."""
    module: str = ""
    """Where the change puts another git repository."""
    refused_then_by: frozenset[str] = frozenset()
    """Rules about files that the change leaves alone. They speak once its own files pass."""


def refused(*rules: str) -> frozenset[str]:
    return frozenset(rules)


def base_text(path: str, *changes: tuple[str, str]) -> str:
    """A file of the base with words replaced; each must be there."""
    folder = "proposals" if path == "catalog/governance.yml" else "examples"
    text = (TESTS / folder / "base" / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (path, old)
        text = text.replace(old, new, 1)
    return text


GENUINE = '{outcome: verified, words: "Verified: signed by the issuer it names."}'
"""What nobody but the check may say."""


def imported_award(checked: str, **changes: str) -> str:
    """An award that was made elsewhere, with what its record says of the check."""
    says = {"system": "Old Platform", "awarded_on": "2026-05-20", **changes}
    return (
        "credential: riverside-usd/active-listening\n"
        f'version: "1.1"\nawarded_on: {says["awarded_on"]}\n'
        "name_as_awarded: Tom Berg\napproved_by: rosa-d\napproval: recorded\n"
        f"imported_from: {{system: {says['system']}, url: 'https://old.example/7', "
        f"file: active-listening.json, on: 2026-05-25, checked: {checked}}}\n"
    )


OLD_BADGE = """\
{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
 "id": "https://old.example/7", "issuedOn": "2026-05-20T10:00:00Z",
 "badge": {"type": "BadgeClass", "name": "Active Listening",
           "issuer": {"type": "Issuer", "name": "Old Platform"}}}
"""
OLD_BADGE_AT = "portfolios/tom-berg/imported/active-listening.json"
UNDECIDED = (
    '{outcome: undecided, words: "Cannot tell: what the issuer publishes could not be looked up. '
    'Nothing here says that it is false."}'
)

TOMS_AWARD = """\
credential: riverside-usd/active-listening
version: "1.1"
awarded_on: 2026-05-20
name_as_awarded: Tom Berg
approved_by: rosa-d
approval: recorded
results:
  - {part: 1, level: demonstrated}
  - {part: 2, level: "yes"}
"""
"""An award that is in order, and that nobody has approved yet."""


def approved(award: str, how: str = "approved") -> str:
    """The text of a recorded award, said to be approved."""
    return award.replace("recorded", f"{how}\napproved_on: 2026-05-30")


APPROVED = approved(TOMS_AWARD)
"""The same award, said to be approved."""

JUDGED = (
    TOMS_AWARD
    + """\
submissions:
  - submitted_on: 2026-05-04
    assessments:
      - assessor: lee-o
        on: 2026-05-11
        decision: pass
        results:
          - {part: 1, level: demonstrated}
          - {part: 2, level: "yes"}
"""
)
"""An award that is in order, with the assessment it rests on."""
