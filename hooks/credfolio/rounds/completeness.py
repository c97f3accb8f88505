"""What a submission has nothing of, so that an office need not open it to see that.

The page says the same before it seals (web/seal/left_out.js): tests/conformance/left-out.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from credfolio.findings.finding import quoted
from credfolio.records.model import MicroCredential
from credfolio.records.reckoned.answer_form import ItemForm, part_form
from credfolio.rounds.archive import Package
from credfolio.rounds.naming import answers_of


@dataclass(frozen=True)
class Lacking:
    """A question without an answer, or needed evidence that is not all there."""

    part: int
    what: str
    there: int = 0
    wanted: int = 1

    def __str__(self) -> str:
        if self.there:
            return (
                f"part {self.part} has {self.there} of {self.wanted} pieces of {quoted(self.what)}"
            )
        return f"part {self.part} has nothing for {quoted(self.what)}"


def missing_from(
    text: MicroCredential, package: Package, kept: Collection[int]
) -> Iterator[Lacking]:
    """What is lacking, in the order of the definition.

    Parts in `kept` passed before and are not asked. Whether what is there is enough, readers say.
    """
    manifest = package.manifest
    given = Counter((one.part, one.item) for one in manifest.files)
    given.update((one.part, one.item) for one in manifest.links)
    answers = answers_of(package.worksheet)
    for part in text.parts:
        if part.number in kept:
            continue
        form = part_form(part)
        for n, (prompt, key, _) in enumerate(form.prompts, 1):
            if key not in answers:
                yield Lacking(part.number, prompt.label or f"question {n}")
        for one in form.items:
            if one.item.need != "required":
                continue
            there = _written(one, answers) + given[part.number, one.item.id]
            # Of hours and the like, which are counted with one number, one file may hold many.
            wanted = len(one.pieces) or 1
            if there < wanted:
                yield Lacking(part.number, one.item.title, there, wanted)


def _written(form: ItemForm, answers: Collection[str]) -> int:
    """How many pieces were written on the worksheet itself."""
    return sum(piece.key in answers for piece in form.pieces) if form.written else 0
