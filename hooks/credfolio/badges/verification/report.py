"""What a verification found: named steps, in words for the person who has to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from credfolio.proof.refusal import Refusal, Undecided

StepName = Literal["format", "signature", "issuer", "status", "dates", "subject"]
Outcome = Literal["pass", "fail", "unknown", "skipped"]
Verdict = Literal["verified", "failed", "undecided"]

STEPS: tuple[StepName, ...] = ("format", "signature", "issuer", "status", "dates", "subject")

# Without each of these nothing may be called verified. The subject is not among them: no
# arithmetic can say that the person at the counter is the person whom a badge is about.
DECIDING: tuple[StepName, ...] = ("format", "signature", "issuer", "status", "dates")


@dataclass(frozen=True, slots=True)
class Step:
    """One question and its answer. `code` is for programs, `words` for people."""

    name: StepName
    outcome: Outcome
    code: str
    words: str

    def as_data(self) -> dict[str, str]:
        return {
            "name": self.name,
            "outcome": self.outcome,
            "code": self.code,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class About:
    """What a credential says about itself. Nothing here is proven unless the steps say so."""

    kind: str = ""
    address: str = ""
    title: str = ""
    issuer: str = ""
    issuer_name: str = ""
    subject: str = ""

    def as_data(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "id": self.address,
            "title": self.title,
            "issuer": self.issuer,
            "issuer_name": self.issuer_name,
            "subject": self.subject,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to "may I rely on this?", with its reasons."""

    steps: tuple[Step, ...]
    about: About = field(default_factory=About)

    def step(self, name: StepName) -> Step:
        return next(step for step in self.steps if step.name == name)

    @property
    def verdict(self) -> Verdict:
        if any(step.outcome == "fail" for step in self.steps):
            return "failed"
        if all(self.step(name).outcome == "pass" for name in DECIDING):
            return "verified"
        return "undecided"

    @property
    def summary(self) -> str:
        return _summary(self)

    def as_data(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "verdict": self.verdict,
            "summary": self.summary,
            "credential": self.about.as_data(),
            "steps": [step.as_data() for step in self.steps],
        }


class StepBook:
    """Collects the answers of one run; what was never asked comes out as skipped."""

    def __init__(self) -> None:
        self._steps: dict[StepName, Step] = {}
        self.about = About()

    def note(self, name: StepName, outcome: Outcome, code: str, words: str) -> None:
        self._steps[name] = Step(name, outcome, code, words)

    def has(self, name: StepName) -> bool:
        return name in self._steps

    def answer(self, name: StepName, check: Callable[[], None]) -> None:
        """Answer one step; its trouble does not keep the next one from its answer."""
        try:
            check()
        except Refusal as refusal:
            self.note(name, "fail", refusal.code, refusal.words)
        except Undecided as gap:
            self.note(name, "unknown", gap.code, gap.words)

    def report(self) -> Report:
        return Report(
            tuple(
                self._steps.get(name) or Step(name, "skipped", "not-reached", _SKIPPED[name])
                for name in STEPS
            ),
            self.about,
        )


_SKIPPED: dict[StepName, str] = {
    "format": "Not looked at.",
    "signature": "Not looked at, because the file could not be read as a badge.",
    "issuer": "Not looked at, because there is nothing sound to look it up by.",
    "status": "Not looked at, because it is not certain who made this badge.",
    "dates": "Not looked at, because the dates themselves could have been changed.",
    "subject": "Not looked at, because the content could have been changed.",
}

# The first of these steps that failed gives the summary.
_FAILED: tuple[tuple[StepName, str], ...] = (
    ("format", "Refused: this is not a badge that can be relied on."),
    (
        "signature",
        "Not genuine: the signature does not fit what this file says now.",
    ),
    ("issuer", "Not accepted: what the issuer publishes contradicts this badge."),
    ("status", "Not in force, as far as can be seen."),
    ("dates", "Not in force on this date."),
    ("subject", "Refused: what it says about its holder makes no sense."),
)


_VERIFIED = "Verified: signed by the issuer it names, unchanged, and in force on this date."
_BARE_LIST = "A list of badges that is not signed itself; each badge in it counts by itself."
_UNKNOWN_SIGNER = (
    "Unchanged since it was signed, but who signed it is not known. "
    "Nothing here says that it is false; ask the issuer."
)
_FORCE_UNKNOWN = (
    "Unchanged and signed by the issuer it names, but whether it is still in force could "
    "not be found out."
)
_NO_ANSWER = (
    "No answer: the signature could not be checked from here. Nothing here says that it is false."
)


def _summary(report: Report) -> str:
    if report.verdict == "verified":
        return _VERIFIED
    for name, words in _FAILED:
        if (step := report.step(name)).outcome == "fail":
            # "Genuine" is said only where the issuer is known.
            genuine = "Genuine, but " if report.step("issuer").outcome == "pass" else ""
            special = _BY_CODE.get(step.code, "")
            text = genuine + special if special.startswith(_OF_THE_ISSUER) else special
            return _capital(text) if text else words
    if report.step("signature").code == "transcript-unsigned":
        return _BARE_LIST
    if report.step("signature").outcome == "pass":
        if report.step("issuer").outcome != "pass":
            return _BY_CODE.get(report.step("issuer").code) or _UNKNOWN_SIGNER
        return _FORCE_UNKNOWN
    return _NO_ANSWER


_BY_CODE: dict[str, str] = {
    "revoked": "the issuer has revoked it.",
    "suspended": "the issuer has suspended it.",
    "expired": "Expired: it was in force only until an earlier date.",
    "not-yet-valid": "Not in force yet: it begins at a later date.",
    "unsigned": "Not proven: this file carries no signature, so anybody could have written it.",
    "demonstration": (
        "A demonstration and nothing more: anybody could have made it. "
        "Do not accept it for anything."
    ),
    "hosted-revoked": "The issuer has revoked this badge.",
}

_OF_THE_ISSUER = "the issuer has"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


SUMMARIES = frozenset(
    {
        *(_VERIFIED, _BARE_LIST, _UNKNOWN_SIGNER, _FORCE_UNKNOWN, _NO_ANSWER),
        *(words for _, words in _FAILED),
        *map(_capital, _BY_CODE.values()),
        *(f"Genuine, but {words}" for words in _BY_CODE.values()),
    }
)
"""Every sentence that can be the summary of a check."""
