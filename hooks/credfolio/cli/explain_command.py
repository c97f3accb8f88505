"""``credfolio explain``: what a rule means, without a network."""

from __future__ import annotations

import click

from credfolio.cli import main
from credfolio.disk.shipped import shipped
from credfolio.errors import UsageError
from credfolio.ids import nearest


@main.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Say what RULE asks, with an example and what fixes it.

    RULE is the word in brackets behind "error" or "hint", such as award-end.

    \b
    Example:
      credfolio explain award-end
    """
    folder = shipped("docs") / "reference" / "rules"
    known = sorted(path.stem for path in folder.glob("*.md") if path.stem != "index")
    if rule not in known:
        near = nearest(rule, known)
        raise UsageError(
            f"there is no rule {rule!r}",
            fix=f"did you mean {near}?" if near else "copy the word from a finding",
        )
    click.echo((folder / f"{rule}.md").read_text(encoding="utf-8").strip())
