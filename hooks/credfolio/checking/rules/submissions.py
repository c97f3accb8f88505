"""Submissions: each is somebody's, in the right order, and decided by what its sheets say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from credfolio.checking.rules import rule
from credfolio.checking.rules.awarded import outline
from credfolio.checking.rules.references import is_there, unknown
from credfolio.checking.rules.results import words_of_points
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.records.model import MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.model.kinds import (
    ASSIGNMENTS,
    DECISIONS,
    EVENTS,
    OFFICE,
    PEOPLE,
    REQUESTS,
    SHEETS,
    SUBMISSIONS,
)
from credfolio.records.reckoned.passing import passes, points_beyond
from credfolio.records.reckoned.submission import (
    Case,
    by_number,
    cases,
    disagree,
    kept_results,
    text_of,
)
from credfolio.records.registry import Registry

_PRIVATE = (PEOPLE, SUBMISSIONS, ASSIGNMENTS, SHEETS, DECISIONS, EVENTS, REQUESTS)


@rule
def check_private_record(registry: Registry) -> Iterator[Finding]:
    """Submissions and the people in them are in a private repository.

    Everybody can read a public repository, and its history keeps what was
    deleted.

    Move `office/`, `submissions/`, and `requests/` into the private repository, which has an
    `office/records.yml`. `credfolio new records` begins one.
    """
    if registry.office is not None or OFFICE.path() in registry.broken:
        return
    tops = {kind.folder.partition("/")[0] for kind in _PRIVATE if registry.all_of(kind)}
    for top in sorted(tops):
        yield Finding(
            "private-record",
            top,
            "these are private records, and the repository has no office/records.yml",
            "move them into the private repository; `credfolio new records` begins one",
        )


@rule
def check_unknown_person(registry: Registry) -> Iterator[Finding]:
    """A person whom a private record names is in office/people/.

    Conflicts of interest and the portfolio are found there.

    Write the name of the file without `.yml`, or add the person.
    """
    for path, person, pointer in _person_pointers(registry):
        if person not in registry.people and not is_there(registry, PEOPLE.path(person)):
            yield unknown(
                "unknown-person",
                path,
                f"person {quoted(person)} is not in office/people/",
                person,
                registry.people,
                pointer,
                f"add office/people/{person}.yml.",
            )


def _person_pointers(registry: Registry) -> Iterator[tuple[str, str, Pointer]]:
    for key, submission in registry.submissions.items():
        yield SUBMISSIONS.path(key), submission.person, ("person",)
    for key, assignment in registry.assignments.items():
        for n, one in enumerate(assignment.assessors):
            yield ASSIGNMENTS.path(key), one.assessor, ("assessors", n, "assessor")
    for key, sheet in registry.sheets.items():
        yield SHEETS.path(key), sheet.id, ()
    for key, decision in registry.decisions.items():
        yield DECISIONS.path(key), decision.approved_by, ("approved_by",)
    for key, events in registry.events.items():
        for n, event in enumerate(events.events):
            if event.by:
                yield EVENTS.path(key), event.by, ("events", n, "by")
    for key, request in registry.requests.items():
        if request.answered:
            yield REQUESTS.path(key), request.answered.by, ("answered", "by")
    for name, person in registry.people.items():
        for n, coach in enumerate(person.coached_by):
            yield PEOPLE.path(name), coach, ("coached_by", n)


@rule
def check_no_submission(registry: Registry) -> Iterator[Finding]:
    """What is written about a submission is in the folder of one.

    Without submission.yml nobody knows whose work was judged, and for what.

    Move the file into the folder of its submission, or add submission.yml.
    """
    for kind in (ASSIGNMENTS, SHEETS, DECISIONS, EVENTS):
        for key in registry.all_of(kind):
            own = key.rpartition("/")[0] if kind is SHEETS else key
            path = SUBMISSIONS.path(own)
            if own not in registry.submissions and not is_there(registry, path):
                yield Finding(
                    "no-submission",
                    kind.path(key),
                    f"there is no {path}",
                    "move this file to its submission, or add that file",
                )


@rule
def check_attempt_order(registry: Registry) -> Iterator[Finding]:
    """An attempt follows the one before it, of the same person and credential.

    How many pass at first and how many try again is counted along this chain.

    Write under `follows:` the number of the attempt before, which was decided
    `resubmit`, and count attempts from 1.
    """
    yield from _open_twice(registry)
    numbers = by_number(registry)
    followed: dict[str, str] = {}
    for case in cases(registry).values():
        own = case.submission
        before = numbers.get(own.follows) if own.follows else None
        message, key = _order(case, before), "follows" if own.follows else "attempt"
        if not message and own.follows and not case.ended:
            if other := followed.get(own.follows):
                message = f"{quoted(other)} follows {quoted(own.follows)} already"
            followed[own.follows] = own.id
        if message:
            yield Finding(
                "attempt-order",
                SUBMISSIONS.path(case.key),
                message,
                "write the number of the attempt before under `follows:`, and `attempt:` one more",
                pointer=(key,),
            )


def _open_twice(registry: Registry) -> Iterator[Finding]:
    """A hint for a first attempt while another one of the same person and credential is open."""
    seen: dict[tuple[str, str], str] = {}
    for case in sorted(cases(registry).values(), key=lambda one: one.submission.submitted_on):
        own = case.submission
        if own.follows or case.ended or case.decision is not None:
            continue
        if (other := seen.setdefault((own.person, own.credential), own.id)) != own.id:
            yield Finding(
                "attempt-order",
                SUBMISSIONS.path(case.key),
                f"{quoted(other)} of the same person for the same credential is open, too",
                f"take one of the two back: `credfolio triage {own.id} --withdrawn`",
                severity="hint",
                pointer=("person",),
            )


def _order(case: Case, before: Case | None) -> str:
    """What is wrong with the place of a submission among its attempts."""
    own = case.submission
    if not own.follows:
        if own.attempt == 1:
            return ""
        return f"attempt {own.attempt} does not say which attempt it follows"
    if before is None:
        return f"there is no submission {quoted(own.follows)}"
    said = before.submission
    if (said.person, said.credential) != (own.person, own.credential):
        return f"{quoted(own.follows)} is another person's, or for another credential"
    if own.attempt != said.attempt + 1 and not (before.ended and own.attempt == said.attempt):
        return f"attempt {own.attempt} follows attempt {said.attempt}"
    if case.ended or before.ended:
        return ""  # one of the two was no attempt
    if before.decision is None or before.decision.outcome == "pass":
        how = "was passed" if before.decision else "is not decided"
        return f"{quoted(own.follows)} {how}, so there is nothing to try again"
    return ""


@rule
def check_sheet_results(registry: Registry) -> Iterator[Finding]:
    """A sheet names parts, criteria, levels, and points of the text it is judged by.

    Levels are counted, compared, and shown on the award.

    Write the id as the definition has it, in the version that the submission
    names. Open parts need a level; parts kept from an earlier attempt do not.
    """
    for case in cases(registry).values():
        text = text_of(registry, case.submission)
        if text is None:
            continue  # the credential or its version has a finding of its own
        parts = outline(text)
        for sheet in case.sheets:
            path = SHEETS.path(f"{case.key}/{sheet.id}")
            for n, result in enumerate(sheet.results):
                part = parts.get(result.part)
                key, value, known = "part", str(result.part), {str(one) for one in parts}
                if part and result.criterion and result.criterion not in part.criteria:
                    key, value, known = "criterion", result.criterion, set(part.criteria)
                elif part and result.level and result.level not in part.levels:
                    key, value, known = "level", result.level, set(part.levels)
                elif part:
                    continue
                yield unknown(
                    "sheet-results",
                    path,
                    f"{key} {quoted(value)} is not in version {case.submission.version}",
                    value,
                    known,
                    ("results", n, key),
                    "write one of " + ", ".join(sorted(known)),
                )
            if beyond := points_beyond(text, sheet.results):
                own = () if beyond.place is None else (beyond.place, "points")
                said = words_of_points(beyond)
                yield Finding("sheet-results", path, *said, pointer=("results", *own))


@rule
def check_decision_without_sheets(registry: Registry) -> Iterator[Finding]:
    """A decision rests on as many sheets as the office asks for.

    One reader's word is an opinion; the office promised two, or its own number.

    Add the sheet that is missing, or take the decision back until it is there. An
    old platform, whose number is under `old_number:`, asked for as many as it did.
    """
    if registry.office is None:
        return
    for case in cases(registry).values():
        decision = case.decision
        if decision is None or case.is_of_old_platform:
            continue
        wanted = registry.office.assessors
        own = case.decided_sheets
        firsts = case.without_third(own)
        found = len(own) if decision.basis == "agreed" else len(firsts)
        message = ""
        if found < wanted:
            message = f"it rests on {_sheets(found)}, and the office asks for {wanted}"
        elif decision.basis == "third" and len(own) == len(firsts):
            message = "its basis is a third reader, and there is no sheet of one"
        if message:
            yield Finding(
                "decision-without-sheets",
                DECISIONS.path(case.key),
                message,
                "add the sheet that is missing, or take the decision back",
                pointer=("basis",),
            )


@rule
def check_decision_differs(registry: Registry) -> Iterator[Finding]:
    """A decision says what its sheets say, and a pass meets the passing rule.

    Whoever asks why must be led from the letter to the levels.

    Correct the outcome or the basis. Where two readers disagree, the basis is
    `third`, and the third reader's sheet decides; after an appeal its own sheets.
    """
    for case in cases(registry).values():
        decision, office = case.decision, registry.office
        own = case.decided_sheets
        if decision is None or office is None or not own:
            continue
        path = DECISIONS.path(case.key)
        firsts = case.without_third(own)
        if decision.basis == "agreed" and disagree(firsts, office):
            yield Finding(
                "decision-differs",
                path,
                "its basis is that the readers agreed, and they do not",
                "ask a third reader, and write `basis: third`",
                pointer=("basis",),
            )
            continue
        is_undecided = len(own) == len(firsts) and disagree(firsts, office)
        if case.appeals and decision.basis == "appeal" and is_undecided:
            yield Finding(
                "decision-differs",
                path,
                "its basis is an appeal, and the readers of the appeal disagree",
                "take the decision back, and ask a third reader: `credfolio assign`",
                pointer=("basis",),
            )
            continue
        decisive = own[-1]
        if decisive.decision != decision.outcome:
            yield Finding(
                "decision-differs",
                path,
                f"the outcome is {decision.outcome}, and the sheet of {quoted(decisive.id)} "
                f"says {decisive.decision}",
                f"write `outcome: {decisive.decision}`, or correct the basis",
                pointer=("outcome",),
            )
        elif decision.outcome == "pass" and not _meets(registry, case, decisive.results):
            yield Finding(
                "decision-differs",
                path,
                f"the outcome is pass, and the levels of {quoted(decisive.id)} do not meet "
                "the passing rule",
                "correct the levels on a new sheet, or write `outcome: resubmit`",
                pointer=("outcome",),
            )


def _meets(registry: Registry, case: Case, results: tuple[PartResult, ...]) -> bool:
    text: MicroCredential | None = text_of(registry, case.submission)
    if text is None or not text.parts or not results:
        return True  # an old platform's decision may have no levels
    judged = {one.part for one in results}
    kept = (one for one in kept_results(registry, case) if one.part not in judged)
    return passes(text, tuple(chain(results, kept)))


def _sheets(number: int) -> str:
    return "1 sheet" if number == 1 else f"{number} sheets"
