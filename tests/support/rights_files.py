"""Changes of files that hold no record, for the table of rights."""

from __future__ import annotations

from collections.abc import Mapping

from credfolio.checking.change.rights import Row
from credfolio.records.model import Award
from credfolio.records.model.award import Reissue
from credfolio.records.model.hints import hints_of
from credfolio.records.registry import Registry
from proposals import TODAY
from rights_world import ISSUER, NEW, SHE, put, sample, without, world

PATHS: Mapping[str, str] = {
    "site folder": "catalog/README.md",
    "issuer folder": f"catalog/{ISSUER}/logo.png",
    "portfolio folder": f"portfolios/{SHE}/photo.png",
    "evidence files": f"portfolios/{SHE}/awards/work.png",
    "originals": f"portfolios/{SHE}/imported/work.json",
    "signed files": f"portfolios/{SHE}/credentials/first.json",
    "outside": "mkdocs.yml",
    "office folder": "office/README.md",
}


def file_states(row: Row) -> tuple[Registry, Registry, str]:
    """A change of a file that holds no record, and the awards around it."""
    before = after = world()
    path = PATHS[row.kind]
    if row.when == "the portfolio is new":
        return before, after, f"portfolios/{NEW}/photo.png"
    if row.kind not in ("evidence files", "originals"):
        return before, after, path
    award = before.awards[SHE, "first"]
    if row.kind == "originals":
        source = sample(hints_of(Award)["imported_from"])
        award = award.model_copy(
            update={"imported_from": source.model_copy(update={"file": "work.json"})}
        )
    if not row.when:
        bare = award.model_copy(update={"evidence": (), "imported_from": None})
        same = put(before, "awards", (SHE, "first"), bare)
        return same, same, path
    if row.when.startswith("nobody has approved"):
        award = award.model_copy(update={"approval": "recorded"})
    before = after = put(before, "awards", (SHE, "first"), award)
    if row.when.startswith("a new award"):
        return without(before, "awards", (SHE, "first")), after, path
    if row.when.startswith("a maintainer asks"):
        again = (*award.reissues, Reissue(on=TODAY, reason="A slip."))
        after = put(before, "awards", (SHE, "first"), award.model_copy(update={"reissues": again}))
    return before, after, path
