"""The résumé as data, against the schema that its makers publish."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft7Validator

HERE = Path(__file__).parent


def test_every_listed_resume_is_valid(node: Path, demo_site: Path) -> None:
    package = HERE / "node_modules" / "@jsonresume" / "schema"
    schema = json.loads((package / "schema.json").read_text(encoding="utf-8"))
    resumes = sorted((demo_site / "portfolios").glob("*/resume.json"))
    assert len(resumes) > 10
    for file in resumes:
        document = json.loads(file.read_text(encoding="utf-8"))
        faults = [
            f"{e.json_path}: {e.message}" for e in Draft7Validator(schema).iter_errors(document)
        ]
        assert faults == [], file.parent.name
        assert document["basics"]["name"]
        assert document["certificates"] or "work" in document or document["basics"]["label"]
