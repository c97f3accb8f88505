"""Definitions: complete enough for their status, and of one competency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credfolio.authoring.scaffold import example_texts
from credfolio.checking.rules import own_rule
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.record_text import texts
from credfolio.findings.finding import Finding, quoted
from credfolio.findings.words import said
from credfolio.records.model import Educator, Issuer, MicroCredential, Stack
from credfolio.records.reckoned.definition import missing_for_active
from credfolio.records.registry import (
    Registry,
    credential_path,
    educator_path,
    issuer_path,
    stack_path,
)

# Educators can earn it now, or could until recently: what they read must be complete.
OPEN_STATUSES = frozenset({"beta", "active", "deprecated", "suspended", "teach-out", "retired"})


@own_rule
def check_incomplete_definition(registry: Registry) -> Iterator[Finding]:
    """A definition that is offered says everything an educator needs before starting.

    That is: one competency, a key method with research, what to submit and how, how it is
    judged, how long it takes, and what it costs.

    Write what is missing, or set `status: draft` until it is there. For `status: beta` this is
    a hint.
    """
    for reference, credential in registry.credentials.items():
        if credential.status not in OPEN_STATUSES:
            continue
        # A picture without words is picture-alt's to report.
        missing = [m.words for m in missing_for_active(credential) if m.key != "image_alt"]
        if missing:
            yield _incomplete(credential_path(reference), credential, missing)
    for reference, stack in registry.stacks.items():
        if stack.status not in OPEN_STATUSES:
            continue
        needed = {"a summary": stack.summary, "a version": stack.version}
        missing = [words for words, value in needed.items() if not value]
        if missing:
            yield _incomplete(stack_path(reference), stack, missing)


def _incomplete(path: str, definition: MicroCredential | Stack, missing: list[str]) -> Finding:
    return Finding(
        "incomplete-definition",
        path,
        *said("incomplete-definition", status=definition.status, missing=", ".join(missing)),
        severity="hint" if definition.status == "beta" else "error",
        pointer=("status",),
    )


@own_rule
def check_example_left(registry: Registry) -> Iterator[Finding]:
    """What a site offers holds none of the examples of a new file.

    Educators would look for a book that does not exist.

    Write your own, or delete the example. A draft may keep it; for `status: beta` this is a hint.
    """
    offered: list[tuple[str, Issuer | Educator | MicroCredential | Stack]] = [
        *((issuer_path(name), issuer) for name, issuer in registry.issuers.items()),
        *((educator_path(name), educator) for name, educator in registry.educators.items()),
        *((credential_path(r), c) for r, c in registry.credentials.items()),
        *((stack_path(r), s) for r, s in registry.stacks.items()),
    ]
    examples = example_texts()
    for path, record in offered:
        status = record.status if isinstance(record, MicroCredential | Stack) else "active"
        if status not in OPEN_STATUSES:
            continue
        found = [(text.pointer, text.text) for text in texts(record)]
        if isinstance(record, MicroCredential):
            found += [(("research", n, "doi"), r.doi or "") for n, r in enumerate(record.research)]
        for pointer, text in found:
            if text.strip() in examples:
                yield Finding(
                    "example-left",
                    path,
                    f"{pointer[0]} still says {quoted(text)}, the example of a new file",
                    "write your own, or delete the lines of the example",
                    severity="hint" if status == "beta" else "error",
                    pointer=pointer,
                )


# A point behind one of these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|Dr|Mr|Mrs|Ms|St|No|approx|incl|U\.S)|\b[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?][\"'”\u2019)*_]*\s+(?=[\"'“\u2018(*_]*[A-Z0-9])")


def sentences(text: str) -> int:
    """How many sentences a text has; abbreviations and initials end none."""
    text = " ".join(text.split())
    ends = list(_SENTENCE_END.finditer(text))
    return 1 + sum(not _ABBREVIATION.search(text[: end.start() + 1]) for end in ends)


@own_rule
def check_summary_length(registry: Registry) -> Iterator[Finding]:
    """A summary has at most two sentences.

    Cards and previews cut off a third.

    Keep what helps someone choose; the rest belongs in the rationale.
    """
    summaries = [(credential_path(r), c.summary) for r, c in registry.credentials.items()]
    summaries += [(stack_path(r), s.summary) for r, s in registry.stacks.items()]
    for path, summary in summaries:
        if summary and (count := sentences(summary)) > 2:
            yield Finding(
                "summary-length",
                path,
                *said("summary-length", count=count),
                severity="hint",
                pointer=("summary",),
            )


_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE)
_AND = re.compile(r"\band\b", re.IGNORECASE)


PATTERNS = {
    "sentence_end": _SENTENCE_END,
    "abbreviation": _ABBREVIATION,
    "list": _LIST,
    "and": _AND,
}
"""By name, for the form in the browser."""


@own_rule
def check_single_competency(registry: Registry) -> Iterator[Finding]:
    """A micro-credential recognizes one competency, stated in one sentence.

    That is the difference from a course: its holders can do this one thing.

    Keep the sentence that the evidence shows. For a second competency write a second
    credential, and combine the two in a stack.
    """
    for reference, credential in registry.credentials.items():
        competency = credential.competency
        if not competency:
            continue
        if (count := sentences(competency)) > 1:
            words = said("single-competency: sentences", count=count)
        elif _LIST.search(competency):
            words = said("single-competency: list")
        # Honest sentences were seen with four.
        elif (count := len(_AND.findall(competency))) > 4:
            words = said("single-competency: ands", count=count)
        else:
            continue
        yield Finding(
            "single-competency",
            credential_path(reference),
            *words,
            severity="hint",
            pointer=("competency",),
        )


@own_rule
def check_time_estimate(registry: Registry) -> Iterator[Finding]:
    """The time estimate is a range of hours from the smaller to the larger.

    Educators filter the catalog by hours, so the numbers must be usable.

    Write the hours from start to submission; both may be the same number.
    """
    for reference, credential in registry.credentials.items():
        time = credential.time_estimate
        if time is None:
            continue
        path = credential_path(reference)
        if time.max_hours == 0:
            yield Finding(
                "time-estimate",
                path,
                *said("time-estimate: nothing"),
                pointer=("time_estimate", "max_hours"),
            )
        elif time.min_hours > time.max_hours:
            yield Finding(
                "time-estimate",
                path,
                *said("time-estimate", min=time.min_hours, max=time.max_hours),
                pointer=("time_estimate", "min_hours"),
            )


@own_rule
def check_no_alignment(registry: Registry) -> Iterator[Finding]:
    """An active credential aligns to a standard, or says why not.

    Districts and states look for credentials by the standards that they have
    adopted.

    Add `alignments:`, or say in `no_alignment_reason:` why none fits.
    """
    for reference, credential in registry.credentials.items():
        if credential.status != "active" or credential.no_alignment_reason:
            continue
        if not credential.alignments:
            yield Finding(
                "no-alignment",
                credential_path(reference),
                *said("no-alignment"),
                severity="hint",
                pointer=("status",),
            )


@own_rule
def check_submission_route(registry: Registry) -> Iterator[Finding]:
    """If evidence is submitted through a link, the definition has the link.

    Nobody who has finished the work should have to ask where to send it.

    Add `url:` to the submission route, or choose `kind: email` and say in `instructions:` what
    to do.
    """
    for reference, credential in registry.credentials.items():
        route = credential.submission_route
        if route is None or route.kind == "email" or route.url:
            continue
        yield Finding(
            "submission-route",
            credential_path(reference),
            *said("submission-route", kind=route.kind),
            severity="error" if credential.status in OPEN_STATUSES else "hint",
            pointer=("submission_route",),
        )


@own_rule
def check_changelog_version(registry: Registry) -> Iterator[Finding]:
    """A changelog has an entry for the current version.

    Readers of an older version look there for what changed.

    Add an entry with the version, its date and what changed.
    """
    yield from found_by_rows(registry, "changelog-version")
