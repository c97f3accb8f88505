"""An example for each command's help, with the words that its user would type.

One table, so that a new command without an example is noticed (tests/cli/test_help.py).
"""

from __future__ import annotations

from collections.abc import Mapping

import click

_PRIVATE = "--with ../public"

EXAMPLES: Mapping[str, str] = {
    "appeal": f'appeal k7qm3-xw9t2 --note "Page 2 was not read." {_PRIVATE} --write',
    "assign": f"assign {_PRIVATE} --write",
    "audit": "audit ../site-before site",
    "build": "build --strict --output public",
    "check": "check --base origin/main --author robin-teaches",
    "codeowners": "codeowners --check",
    "decide": f"decide k7qm3-xw9t2 --by p-rosa {_PRIVATE} --write",
    "demo remove": "demo remove --time-zone America/Denver",
    "deploy": "deploy --dry-run",
    "destroy": f"destroy {_PRIVATE} --sealed ../sealed --by rosa-d --write",
    "due": f"due {_PRIVATE} --days 7",
    "export csv": "export csv --issuer riverside-usd --output awards.csv",
    "export ctdl": "export ctdl --issuer riverside-usd --output ctdl.json",
    "export json": "export json --educator tom-berg --output tom.json",
    "export licensing": (
        f"export licensing --jurisdiction maple {_PRIVATE} --from 2026-01-01 --output office.csv"
    ),
    "export registry": "export registry --for dcc --issuer riverside-usd --output registry.json",
    "export zip": "export zip --educator tom-berg --output tom.zip",
    "figures": f"figures {_PRIVATE} --from 2026-01-01 --out figures.yml",
    "import badge": "import badge badge.png --educator tom-berg --online --write",
    "import cohort": (
        f'import cohort spring.csv {_PRIVATE} --system "Old platform" --approved-by p-rosa --write'
    ),
    "import csv": "import csv spring-awards.csv --map spring-awards.yml --write",
    "import ctdl": "import ctdl ctdl.json --issuer riverside-usd --write",
    "import issue-form": "import issue-form proposal.md --write",
    "intake": f"intake ../arrived --key office.key {_PRIVATE} --write",
    "keys list": "keys list riverside-usd",
    "keys new": "keys new riverside-usd --out ~/riverside.key --protect",
    "keys retire": "keys retire riverside-usd key-1",
    "keys rotate": "keys rotate riverside-usd --out ~/riverside-2.key",
    "letter": f"letter k7qm3-xw9t2 --out ../letters {_PRIVATE} --write",
    "links": "links --page links.html",
    "move-home": "move-home tom-berg --to ../private",
    "new award": (
        "new award tom-berg/listening --credential riverside-usd/active-listening --result 1=met"
    ),
    "new credential": 'new credential riverside-usd/wait-time --title "Wait Time"',
    "new educator": 'new educator tom-berg --name "Tom Berg" --role teacher',
    "new issuer": 'new issuer riverside-usd --name "Riverside Schools" --kind district',
    "new records": "new records ../private --public .",
    "new stack": 'new stack riverside-usd/people-first --title "People First"',
    "publish": "publish k7qm3-xw9t2 --to ../public --write",
    "record": f"record sheet.yml {_PRIVATE} --write",
    "reference": "reference --check",
    "reissue": 'reissue tom-berg/listening --reason "The name was misspelled."',
    "schema": "schema --check",
    "sealing list": "sealing list riverside-usd",
    "sealing new": 'sealing new riverside-usd --out office.key --held-by "Rosa Duarte"',
    "sealing open": "sealing open work.age --key office.key --out ../opened",
    "sealing retire": "sealing retire riverside-usd key-1",
    "serve": "serve --port 8080 --open",
    "status": f"status k7qm3-xw9t2 {_PRIVATE}",
    "takedown": "takedown tom-berg --remove --revoke",
    "triage": f'triage k7qm3-xw9t2 --return "Part 2 is missing." {_PRIVATE} --write',
    "upgrade-records": "upgrade-records --write",
    "verify": "verify badge.png --online",
    "versions digests": "versions digests --write",
    "versions keep": "versions keep --write",
    "versions recover": "versions recover --write",
}
"""Command → what follows ``credfolio``. Other commands have examples in their own help."""


def add_examples(command: click.Command, name: str) -> None:
    """Put the example of a command, and of those below it, at the end of its help."""
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            add_examples(inner, f"{name} {word}")
    elif name in EXAMPLES and "Example" not in (command.help or "") and not command.epilog:
        command.epilog = f"\b\nExample:\n  credfolio {EXAMPLES[name]}"
