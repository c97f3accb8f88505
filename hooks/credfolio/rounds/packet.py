"""What one reader gets: the text of the version, answers, and evidence, without whose they are.

`packet.json` and stored files below `evidence/`, in a zip that is sealed for the reader. The page
assess/ builds its sheet from it. Text is plain: nobody can prove who sealed a packet, so nothing
in it may become a page's markup. See ADR 0097.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Collection, Mapping, Sequence
from typing import IO, Any

from credfolio.proof.age_key import fingerprint
from credfolio.records.model import Issuer, MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.model.issuer import SealingKey
from credfolio.records.model.part import Level, Part, WordLimit
from credfolio.records.reckoned.answer_form import ItemForm, PartForm, judging, part_form
from credfolio.records.reckoned.passing import part_levels, passing_rule_in_words
from credfolio.rounds.archive import Package, files_of
from credfolio.rounds.naming import answers_of
from credfolio.text.prose import plain_text

PACKET = "packet.json"
ENDING = ".packet.age"
_NO_DAY = (1980, 1, 2, 0, 0, 0)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def sheet_text(text: MicroCredential, kept: Sequence[PartResult]) -> dict[str, Any]:
    """The version as the sheet of assess/ shows it; what is in `kept` is not judged again."""
    return {
        "ref": text.ref,
        "title": text.title,
        "version": text.version,
        "language": text.language,
        "rule": passing_rule_in_words(text),
        "ai_policy": _paragraphs(text.ai_policy),
        "judging": judging(text),
        "kept": [
            one.model_dump(
                mode="json", exclude_none=True, include={"part", "criterion", "level", "points"}
            )
            for one in kept
        ],
        "parts": [_part(part_form(part), part) for part in text.parts],
    }


def _part(form: PartForm, part: Part) -> dict[str, Any]:
    return {
        "number": part.number,
        "title": part.title,
        "intro": [*_paragraphs(part.purpose), *_paragraphs(part.intro)],
        "questions": [
            {
                "key": key,
                "label": prompt.label or "",
                "text": plain_text(prompt.text),
                "more": [plain_text(one) for one in prompt.guiding_questions],
                "limit": _limit(limit),
            }
            for prompt, key, limit in form.prompts
        ],
        "items": [_item(one) for one in form.items],
        "checks": [{"key": key, "text": plain_text(check)} for key, check in form.checks],
        "notes": _paragraphs(part.notes),
        "guide": _paragraphs(part.scoring_guide),
        "levels": [_level(one, form.passing) for one in part_levels(part)],
        "rubric": [
            {
                "id": one.id,
                "name": one.name,
                "text": plain_text(one.text or ""),
                "levels": {level: plain_text(words) for level, words in one.levels.items()},
            }
            for one in part.rubric
        ],
    }


def _item(form: ItemForm) -> dict[str, Any]:
    pieces = [{"key": one.key, "label": one.label} for one in form.pieces]
    return {
        "id": form.item.id,
        "title": form.item.title,
        "text": plain_text(form.item.description or ""),
        "need": form.item.need,
        "consent_key": f"{form.key}/consent" if form.item.consent_needed else "",
        "limit": _limit(form.limit),
        "pieces": pieces or [{"key": form.key, "label": form.item.title}],
    }


def _level(level: Level, passing: Collection[str]) -> dict[str, Any]:
    return {
        "id": level.id,
        "name": level.name,
        "text": plain_text(level.description or ""),
        "points": None if level.points is None else float(level.points),
        "passing": level.id in passing,
    }


def _limit(limit: WordLimit | None) -> dict[str, Any] | None:
    if limit is None:
        return None
    return {"min": limit.min or 0, "max": limit.max or 0, "kind": limit.kind}


def _paragraphs(text: str | None) -> list[str]:
    return [plain_text(one) for one in _PARAGRAPH.split(text or "") if one.strip()]


def packet_of(
    text: MicroCredential,
    issuer: Issuer,
    package: Package,
    kept: Sequence[PartResult],
    reader: Mapping[str, str],
) -> dict[str, Any]:
    """``packet.json``; `reader` has the blind number, who reads, the token, the due day, and what
    is said of a conversation."""
    sheet, manifest = sheet_text(text, kept), package.manifest
    asked = {one["key"] for part in sheet["parts"] for one in _fields(part)}
    answers = answers_of(package.worksheet)
    return {
        "credfolio_packet": 1,
        **reader,
        "office": {
            "name": issuer.name,
            "keys": [_key(one) for one in issuer.sealing if one.retired is None],
        },
        "sheet": sheet,
        "answers": {key: words for key, words in answers.items() if key in asked},
        "ai_use": [one.model_dump(mode="json", exclude_none=True) for one in manifest.ai_use],
        "links": [one.model_dump(mode="json", exclude_none=True) for one in manifest.links],
        "files": [
            one.model_dump(mode="json", exclude_none=True, exclude={"original", "sha256"})
            for one in manifest.files
        ],
    }


def _fields(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*part["questions"], *(one for item in part["items"] for one in item["pieces"])]


def _key(key: SealingKey) -> dict[str, str]:
    return {
        "id": key.id,
        "recipient": key.recipient,
        "held_by": key.held_by,
        "fingerprint": fingerprint(key.recipient),
    }


def write_packet(
    out: IO[bytes], packet: Mapping[str, Any], clear: IO[bytes], package: Package
) -> None:
    """The archive of a packet into `out`; `clear` is the opened submission."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        # Half a character of a pair, which JSON can hold, becomes a question mark.
        data = json.dumps(packet, ensure_ascii=False).encode("utf-8", "replace")
        archive.writestr(zipfile.ZipInfo(PACKET, _NO_DAY), data)
        for name, stream in files_of(clear, package):
            info = zipfile.ZipInfo(name, _NO_DAY)
            info.file_size = next(o.bytes for o in package.manifest.files if o.name == name)
            with archive.open(info, "w") as target:
                shutil.copyfileobj(stream, target, 1 << 20)
