"""`web/passing/rule.js` beside the command's passing rule, over many random results."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator

from bundle import find_node
from credfolio.records.model import MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.reckoned.answer_form import judging
from credfolio.records.reckoned.passing import part_levels, passes
from credfolio.records.registry import Registry
from demo import ROOT

RULE = (ROOT / "web" / "passing" / "rule.js").as_uri()
ASK = """
import { passes } from %s;
const cases = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(cases.map(([rule, results]) => passes(rule, results))));
"""


def test_the_script_and_the_command_agree_when_a_submission_passes(demo: Registry) -> None:
    dice = random.Random(20)
    cases = [
        (judging(credential), results, passes(credential, results))
        for credential in demo.credentials.values()
        for results in random_results(credential, dice)
    ]
    expected = [passed for *_, passed in cases]
    assert {True, False} == set(expected)
    asked = [[rule, [one.model_dump(mode="json") for one in given]] for rule, given, _ in cases]
    done = subprocess.run(
        [find_node()[0], "--input-type=module", "--eval", ASK % json.dumps(RULE)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == expected


def random_results(credential: MicroCredential, dice: random.Random) -> Iterator[list[PartResult]]:
    """Forty submissions; mostly at the best level, or hardly any would pass."""
    for _ in range(40):
        results = []
        for part in credential.parts:
            levels = [level.id for level in part_levels(part)]
            if not levels:
                continue
            criteria: list[str | None] = [one.id for one in part.rubric]
            weights = [6, *(1 for _ in levels[1:])]
            results += [
                PartResult(part=part.number, criterion=one, level=dice.choices(levels, weights)[0])
                for one in criteria or [None]
                if dice.random() < 0.97
            ]
        yield results
