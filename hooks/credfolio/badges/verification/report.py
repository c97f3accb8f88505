"""What a verification found: named steps, in words for the person who has to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from credfolio.badges.verification.verdicts import (
    Group,
    Verdict,
    group_of,
    groups,
    order,
    outcome_of,
)
from credfolio.proof.refusal import NotProven

StepName = Literal["format", "signature", "issuer", "status", "dates", "subject"]
Outcome = Literal["pass", "fail", "unknown", "skipped"]

SCHEMA_VERSION = 2

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
    holder: str = ""
    """What the holder is called."""

    def as_data(self, version: int) -> dict[str, str]:
        later = {"holder": self.holder} if version > 1 else {}
        return {
            "kind": self.kind,
            "id": self.address,
            "title": self.title,
            "issuer": self.issuer,
            "issuer_name": self.issuer_name,
            "subject": self.subject,
            **later,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to "may I rely on this?", with its reasons."""

    steps: tuple[Step, ...]
    about: About = field(default_factory=About)
    badges: tuple[Report, ...] = ()
    """What was found about each badge of a list."""

    def step(self, name: StepName) -> Step:
        return next(step for step in self.steps if step.name == name)

    @property
    def reason(self) -> Group:
        """Why the verdict is what it is: the first step that has the gravest answer."""
        found = [group_of(step.name, step.outcome, step.code) for step in self.steps]
        for verdict in order():
            for group in found:
                if group is not None and group.verdict == verdict:
                    return group
        if not all(self.step(name).outcome == "pass" for name in DECIDING):
            return groups()["no-answer"]
        codes = (self.step("signature").code, self.step("status").code)
        return groups()[next((_VERIFIED[code] for code in codes if code in _VERIFIED), "verified")]

    @property
    def verdict(self) -> Verdict:
        return self.reason.verdict

    @property
    def outcome(self) -> Literal["verified", "failed", "undecided"]:
        """The verdict in the three words of version 1, which records of imported badges keep."""
        return _OUTCOMES[self.verdict]

    @property
    def summary(self) -> str:
        reason = self.reason
        if reason.published and self.step("signature").code == "hosted":
            return reason.published
        # "Genuine" is said only where the issuer is known.
        return reason.headline if self.step("issuer").outcome == "pass" else _unproven(reason)

    @property
    def advice(self) -> str:
        """What the reader should do now."""
        return self.reason.advice

    def as_data(self, version: int = SCHEMA_VERSION) -> dict[str, Any]:
        """The report for programs, in the form of version 2 or 1."""
        verdict = {"verdict": self.outcome, "summary": self.summary}
        inside = [_inner(badge) for badge in self.badges]
        if version > 1:
            verdict = {
                "verdict": self.verdict,
                "reason": self.reason.name,
                "summary": self.summary,
                "do": self.advice,
            }
        return {
            "schema_version": version,
            **verdict,
            "credential": self.about.as_data(version),
            "steps": [step.as_data() for step in self.steps],
            **({"badges": inside} if inside and version > 1 else {}),
        }


def _inner(badge: Report) -> dict[str, Any]:
    return {name: value for name, value in badge.as_data().items() if name != "schema_version"}


_VERIFIED = {"hosted": "published", "shown-in-part": "part", "superseded": "replaced"}
_OUTCOMES: dict[Verdict, Literal["verified", "failed", "undecided"]] = {
    "verified": "verified",
    "false": "failed",
    "ended": "failed",
    "unknown": "undecided",
}


def _unproven(group: Group) -> str:
    return group.unproven or group.headline


class StepBook:
    """Collects the answers of one run; what was never asked comes out as skipped."""

    def __init__(self) -> None:
        self._steps: dict[StepName, Step] = {}
        self.about = About()
        self.badges: tuple[Report, ...] = ()

    def note(self, name: StepName, outcome: Outcome, code: str, words: str) -> None:
        self._steps[name] = Step(name, outcome, code, words)

    def has(self, name: StepName) -> bool:
        return name in self._steps

    def passes(self, name: StepName) -> bool:
        """Whether the step was answered, and well."""
        return name in self._steps and self._steps[name].outcome == "pass"

    def fails(self, name: StepName) -> bool:
        """Whether the answer to the step counts against the badge."""
        return name in self._steps and self._steps[name].outcome == "fail"

    def add(self, name: StepName, words: str) -> None:
        """Say more in the answer to a step."""
        step = self._steps[name]
        self._steps[name] = replace(step, words=f"{step.words} {words}")

    def answer(self, name: StepName, check: Callable[[], None]) -> None:
        """Answer one step; its trouble does not keep the next one from its answer."""
        try:
            check()
        except NotProven as trouble:
            self.note_trouble(name, trouble)

    def note_trouble(self, name: StepName, trouble: NotProven) -> None:
        """Note what kept a step from passing; the table says whether it counts against it."""
        self.note(name, outcome_of(trouble.code), trouble.code, trouble.words)

    def report(self) -> Report:
        return Report(
            tuple(
                self._steps.get(name) or Step(name, "skipped", "not-reached", _SKIPPED[name])
                for name in STEPS
            ),
            self.about,
            self.badges,
        )


_SKIPPED: dict[StepName, str] = {
    "format": "Not looked at.",
    "signature": "Not looked at, because another question has no good answer.",
    "issuer": "Not looked at, because nothing shows that all of it is unchanged.",
    "status": "Not looked at, because it is not certain who made it.",
    "dates": "Not looked at, because the dates themselves could have been changed.",
    "subject": "Not looked at, because the content could have been changed.",
}


SUMMARIES = frozenset(
    words
    for group in groups().values()
    for words in (group.headline, group.unproven, group.published)
    if words
)
"""Every sentence that can be the summary of a check."""
