"""What a submission has nothing of, so that an office need not open it to see that."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from credfolio.records.model import MicroCredential
from credfolio.rounds.archive import Package
from credfolio.rounds.naming import answers_of


def missing_from(
    text: MicroCredential, package: Package, kept: Collection[int]
) -> Iterator[tuple[int, str]]:
    """The number of a part, and the question or the piece of evidence that it lacks.

    Parts in `kept` passed before and are not asked. Whether what is there is enough, readers say.
    """
    manifest = package.manifest
    given = {(one.part, one.item) for one in manifest.files}
    given |= {(one.part, one.item) for one in manifest.links}
    answers = answers_of(package.worksheet)
    for part in text.parts:
        if part.number in kept:
            continue
        for n, prompt in enumerate(part.prompts, 1):
            if f"{part.number}/prompt/{prompt.id}" not in answers:
                yield part.number, prompt.label or f"question {n}"
        for item in part.evidence_items:
            if item.need == "required" and (part.number, item.id) not in given:
                yield part.number, item.title
