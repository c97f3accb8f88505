"""What is checked of a public and a private repository together, before their records are.

Each explanation has the form of a rule's docstring, as those of `reading`.
"""

from __future__ import annotations

PAIR_RULES: dict[str, str] = {
    "two-homes": """
An educator has one home: a folder in the public repository or in the private one.

Of two folders nobody knows which one has the consent, so nothing private is read then.

Delete one of the two. `credfolio move-home` moves a home, and its address stays; then commit both
repositories, and name the new commit of the public one in office/records.yml.
""",
    "public-commit": """
The private records name a commit on the main branch of the public repository, not an old one.

They are checked with the definitions and rights of that commit. One that is on no main branch was
reviewed by nobody, and could give its author any right.

Run `credfolio pin`, which writes the newest commit of the main branch there. After 30 days
without a change of it, a hint reminds of it.
""",
    "other-program": """
Both repositories are checked by the same version of the program.

Two versions may read the same file differently, and each would be right.

Install the version that the message names, or bring both repositories up to date and write the
new one under `program:` in office/records.yml.
""",
}
