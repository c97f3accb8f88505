"""Sheets of assessors → records, with what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hmac import compare_digest
from typing import Any

from credfolio.authoring.scaffold import dump
from credfolio.findings.finding import counted, quoted
from credfolio.ids import fold_account, fold_name
from credfolio.records.model import MicroCredential, Sheet
from credfolio.records.model.award import PartResult
from credfolio.records.model.kinds import SHEETS
from credfolio.records.model.submission import Assigned
from credfolio.records.reckoned.passing import part_levels, passes, passing_rule_in_words
from credfolio.records.reckoned.submission import Case, kept_results, text_of
from credfolio.records.written import written
from credfolio.rounds.blind import blind_number, sheet_token
from credfolio.rounds.conversation import how_to_note, is_missing
from credfolio.rounds.progress import Progress
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.rounds.sheet_files import SheetFile
from credfolio.text.listed import listed

_PLACE = ("id", "year", "submission")


def plan_recording(
    of: Round, secret: bytes, files: Iterable[tuple[str, SheetFile | str]]
) -> Outcome:
    """Take each sheet that is in order, by the name of its file; the others are named with why."""
    outcome = Outcome()
    taken: defaultdict[str, list[Sheet]] = defaultdict(list)
    blind: defaultdict[str, list[Progress]] = defaultdict(list)
    for found in of.all():
        blind[blind_number(secret, found.case.submission.id)].append(found)
    for name, file in files:
        checked = file if isinstance(file, str) else _checked(of, secret, file, blind, taken)
        if isinstance(checked, str):
            outcome.lines.append(Said(name, checked, {"file": name}, is_problem=True))
            continue
        found, sheet = checked
        key = found.case.key
        path = SHEETS.path(f"{key}/{sheet.id}")
        text = "".join(
            dump(field, value) for field, value in written(sheet).items() if field not in _PLACE
        )
        before = of.read(path)
        if before is not None:
            same = of.registry.sheets.get(f"{key}/{sheet.id}") == sheet
            said = "is in already" if same else "differs from the one that is in; a sheet is final"
            about = f"the sheet of {sheet.id} for {sheet.submission} {said}"
            outcome.lines.append(Said(name, about, {"file": name}, is_problem=not same))
            continue
        outcome.changes[path] = None, text.encode()
        taken[key].append(sheet)
    for key in sorted(taken):
        case = of.numbers[key.partition("/")[2]]
        outcome.lines.append(_after(of, secret, of.progress(_with(case, taken[key])), taken[key]))
    new = sum(map(len, taken.values()))
    refused = sum(one.is_problem for one in outcome.lines)
    outcome.summary = counted(new, "sheet") + (f"; {refused:,} cannot be taken" if refused else "")
    outcome.done = f"Recorded {counted(new, 'sheet')}"
    return outcome


def _with(case: Case, new: Iterable[Sheet]) -> Case:
    """The submission as it is with these sheets, in the order of their days."""
    return case.with_sheets((*case.sheets, *new))


def _checked(
    of: Round,
    secret: bytes,
    file: SheetFile,
    blind: dict[str, list[Progress]],
    taken: dict[str, list[Sheet]],
) -> tuple[Progress, Sheet] | str:
    """The submission and the record of a sheet, or why it cannot be taken."""
    number = file.number.lower()
    own = of.numbers.get(number)
    choices = [of.progress(own)] if own else blind.get(number, [])
    if not choices:
        return f"no submission has the number {quoted(file.number)}"
    asked = [(found, one) for found in choices for one in _asked(of, found, file.reader)]
    if not asked:
        return f"{quoted(file.reader)} is not asked to read {quoted(file.number)}, or declined"
    found, one = asked[0]
    case = found.case
    if why := _not_of_packet(secret, file, case.submission.id, one.assessor):
        return why
    if case.ended:
        return f"{case.submission.id} was {found.state} on {case.ended}, so nobody judges it"
    sheet = file.sheet(case.submission.year, case.submission.id, one.assessor)
    if isinstance(sheet, str):
        return sheet
    if any(other.id == sheet.id for other in taken.get(case.key, ())):
        return f"another file has a sheet of {sheet.id} for {case.submission.id}, too"
    if sheet.on > of.today or sheet.on < one.on:
        return f"it is of {sheet.on}; {one.assessor} was asked on {one.on}, and today is {of.today}"
    if not found.is_open and not any(one.id == sheet.id for one in case.sheets):
        return f"{case.submission.id} is {found.state} already; the sheet would change nothing"
    if sheet.id in found.before and not any(one.id == sheet.id for one in case.sheets):
        return f"{case.submission.id} is appealed, and {sheet.id} is not asked to read the appeal"
    return _judged(of, found, sheet) or (found, sheet)


def _not_of_packet(secret: bytes, file: SheetFile, number: str, reader: str) -> str:
    """Why a sheet is not believed to be its reader's; "" where it is.

    age does not say who sealed a file, so a sealed sheet proves it with its packet's token.
    """
    if not file.is_sealed and not file.token:
        return ""
    if not file.token:
        return f"it is sealed, and nothing in it proves that {reader} sent it; ask {reader} for it"
    token = file.token.encode("utf-8", "replace")
    if not compare_digest(token, sheet_token(secret, number, reader).encode()):
        return f"it does not come from the packet that was made for {reader}; ask {reader} for it"
    return ""


def _asked(of: Round, found: Progress, reader: str) -> list[Assigned]:
    """The entries of the assignment that mean `reader`: an id, an account, or a name."""
    entries = found.case.assignment.assessors if found.case.assignment else ()
    own = []
    for one in entries:
        person = of.registry.people.get(one.assessor)
        names = {one.assessor.casefold()}
        if person is not None:
            names |= {fold_name(person.name), fold_account(person.account or one.assessor)}
        if not one.declined_on and {reader.casefold(), fold_name(reader)} & names:
            own.append(one)
    return own


def _judged(of: Round, found: Progress, sheet: Sheet) -> str:
    """What is wrong with the levels or the decision of a sheet; "" where nothing is."""
    text = text_of(of.registry, found.case.submission)
    if text is None:
        own = found.case.submission
        return f"the text of {own.credential} {own.version} is not in the project"
    kept = kept_results(of.registry, found.case)
    if wrong := _wrong_level(text, sheet.results):
        return wrong
    judged = {(one.part, one.criterion) for one in sheet.results} | {
        (one.part, None) for one in sheet.results if one.criterion is None
    }
    kept_parts = {one.part for one in kept}
    missing = []
    for part in text.parts:
        if part.number in kept_parts or (part.number, None) in judged:
            continue
        rows = [one.id for one in part.rubric]
        open_rows = [one for one in rows if (part.number, one) not in judged]
        if open_rows or (not rows and part_levels(part)):
            missing.append(f"part {part.number}" + (f" ({', '.join(open_rows)})" if rows else ""))
    if missing:
        return f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} no level yet"
    own_parts = {one.part for one in sheet.results}
    results = (*sheet.results, *(one for one in kept if one.part not in own_parts))
    if sheet.decision == "pass" and not passes(text, results):
        return (
            "it says pass, and its levels do not meet the passing rule: "
            f"{passing_rule_in_words(text)} Ask {sheet.id} which of the two is meant"
        )
    return ""


def _wrong_level(text: MicroCredential, results: Iterable[PartResult]) -> str:
    parts = {part.number: part for part in text.parts}
    for one in results:
        part = parts.get(one.part)
        if part is None:
            return f"there is no part {one.part} in version {text.version}"
        if one.criterion and one.criterion not in {row.id for row in part.rubric}:
            return f"part {one.part} has no criterion {quoted(one.criterion)}"
        levels = [level.id for level in part_levels(part)]
        if one.level and one.level not in levels:
            return (
                f"part {one.part} has no level {quoted(one.level)}; write one of "
                f"{', '.join(levels)}"
            )
    return ""


def _after(of: Round, secret: bytes, found: Progress, new: list[Sheet]) -> Said:
    """What a submission waits for, now that these sheets are in."""
    own = found.case.submission
    facts: dict[str, Any] = {"sheets": sorted(one.id for one in new), "state": found.state}
    decisive = found.decisive
    if decisive is not None:
        how = {"agreed": "agreed", "third": "the third reader decides", "appeal": "on appeal"}
        facts |= {"basis": found.basis, "outcome": decisive.decision}
        text = f"{how[found.basis]}: {decisive.decision}; "
        if is_missing(of, found, secret):
            facts["waits_for"] = "conversation"
            text += f"a conversation about the work comes first: {how_to_note(own.id)}"
        else:
            text += "to be confirmed with `credfolio decide`"
        return Said(own.id, text, facts)
    if found.lacks_third:
        text = f"they disagree{_on_what(found)}: a third reader is needed (`credfolio assign`)"
        return Said(own.id, text, facts | {"waits_for": "third"})
    names = [one.assessor for one in found.waits_for]
    waits = f"waits for {listed(names)}" if names else "waits for readers (`credfolio assign`)"
    return Said(own.id, waits, facts | {"waits_for": names})


def _on_what(found: Progress) -> str:
    """The parts on whose levels the first readers differ."""
    parts: set[int] = set()
    first, *others = found.first_sheets
    for one in first.results:
        for other in others:
            for same in other.results:
                is_same = (same.part, same.criterion) == (one.part, one.criterion)
                if is_same and same.level != one.level:
                    parts.add(one.part)
    if not parts:
        return ""
    return f" on part{'s' if len(parts) > 1 else ''} {listed([str(one) for one in sorted(parts)])}"
