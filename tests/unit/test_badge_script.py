"""`web/preview/badge.js` draws the badge that the build draws, byte for byte."""

from __future__ import annotations

import json
import subprocess
from itertools import product

from bundle import find_node
from credfolio.drawing.badge import LEVEL_MARKS, OUTLINES, TOPIC_HUES, BadgeFace, draw_badge
from credfolio.drawing.badge_small import draw_small, own_glyphs
from credfolio.pages.proposal.drawing_data import drawing_data
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.registry import Registry
from demo import ROOT

SCRIPT = (ROOT / "web" / "preview" / "badge.js").as_uri()
ASK = """
import { drawBadge, drawSmall } from %s;
const { faces, drawing, glyph } = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(faces.map((face) => [
  drawBadge(face, drawing), drawSmall(face, glyph, drawing),
])));
"""
GLYPH = "atom"
TITLES = (
    "A Word of Thanks", "the and", "d'accord", "«Élan» vital", "ßtraße", "ﬁne", "İstanbul",
    "క్రియ పాఠం", "王 小明", "ليلى", "4 Us", "… — …", "a\u0301b c", "Ⅷ Ⅸ", "A\x0bB\x85C & <D>",
    "ǅ x", "🙂 Smile", "",
)  # fmt: skip


def test_every_definition_has_the_same_badge_in_the_browser(demo: Registry) -> None:
    definitions: list[MicroCredential | Stack] = [*demo.credentials.values(), *demo.stacks.values()]
    faces = [
        BadgeFace(
            id=f"{one.issuer}/stacks/{one.id}" if one.ref in demo.stacks else one.ref,
            title=one.title,
            issuer_kind=demo.issuers[one.issuer].kind,
            topic=one.topics[0] if one.topics else "",
            level=one.level or "",
            is_stack=one.ref in demo.stacks,
        )
        for one in definitions
    ]
    assert len(faces) > 35
    kinds, topics = (*OUTLINES, "unheard-of"), (*TOPIC_HUES, "career-pathways", "")
    levels = ("", *LEVEL_MARKS)
    for n, (title, kind) in enumerate(product(TITLES, kinds)):
        face = BadgeFace(
            id=f"issuer-{n % 7}/credential-{n}",
            title=title,
            issuer_kind=kind,
            topic=topics[n % len(topics)],
            level=levels[n % len(levels)],
            is_stack=n % 5 == 0,
        )
        faces.append(face)
    names = ("id", "title", "issuer_kind", "topic", "level", "is_stack")
    asked = [{name: getattr(face, name) for name in names} for face in faces]
    done = subprocess.run(
        [find_node()[0], "--input-type=module", "--eval", ASK % json.dumps(SCRIPT)],
        input=json.dumps({"faces": asked, "drawing": drawing_data(), "glyph": own_glyphs()[GLYPH]}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    for face, drawn in zip(faces, json.loads(done.stdout), strict=True):
        assert drawn == [draw_badge(face), draw_small(face, GLYPH)], face
