"""The rows that an import refuses → a table in which to correct them, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from credfolio.exchange.importing.rows import Plan
from credfolio.exchange.importing.table import Table
from credfolio.text.csv_file import render_csv

REASON = "What to correct"
"""The heading of the column with the reasons; an import ignores that column."""


def rejected_rows(plan: Plan, path: str) -> dict[int, str]:
    """The numbers of the rows with errors, each with its reasons in words."""
    reasons: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for finding in plan.findings:
        if finding.is_error and finding.path == path and finding.line in plan.read:
            if finding.rule == "import-encoding":
                continue  # said of the file
            fix = f" ({finding.fix})" if finding.fix else ""
            reasons[finding.line][f"{finding.message}{fix}"] = None
    return {number: "; ".join(reasons[number]) for number in sorted(reasons)}


def render_rejects(table: Table, plan: Plan) -> bytes:
    """CSV that the same mapping reads: the headings, the refused rows, and a column of reasons."""
    kept = [n for n, heading in enumerate(table.headings) if heading != REASON]
    rows: list[Sequence[object]] = []
    for number, reason in rejected_rows(plan, table.path).items():
        cells = plan.read[number].cells
        # A formula would come back as its text, which nobody typed.
        texts = ["" if n >= len(cells) or cells[n].formula else cells[n].text for n in kept]
        more = [cell.text for cell in cells[len(table.headings) :]]
        rows.append([*texts, reason, *more])
    headings = [*(table.headings[n] for n in kept), REASON]
    return render_csv(headings, rows, table.delimiter)
