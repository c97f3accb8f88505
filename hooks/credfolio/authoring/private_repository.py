"""The first files of a private repository."""

from __future__ import annotations

import json
from collections.abc import Mapping

from credfolio.authoring.scaffold import dump
from credfolio.records.model.kinds import KINDS, OFFICE, PRIVATE_TOPS
from credfolio.records.model.schema import json_schemas

_README = """\
# Private records

The people and submissions of the office that keeps them, and the portfolios that are not public.
They belong to {url}.

- `office/records.yml`: how the office works, and which commit of the public repository it is at.
- `office/people/`: one file for each person.
- `submissions/`: one folder for each submission; the work itself is kept elsewhere.
- `requests/`: what people asked about their pages.
- `.github/workflows/`: the forge checks each change together with the public repository, and, once
  the repository variable `CREDFOLIO_PUBLISH` is `true`, publishes the site of both.
- `portfolios/`: homes that are unlisted or private.

Clone the public repository next to this one, and check both: `credfolio check --with ../badges`.
After each change there, `credfolio pin --with ../badges` names its newest commit here.

Begin with the people who read and decide: `credfolio new person --with ../badges`, or their list
with `credfolio import people`. `office/people/p-rosa1.yml`:

```yaml
# yaml-language-server: $schema=../../docs/schema/person.schema.json
name: Rosa Example
account: rosa-example # on the forge
assesses: {{trained_on: 2026-01-15}} # left out for who does not judge
```

Educators have a `name` and, with a portfolio, its id: `educator: ana-example`. Attempts and sheets
of an old platform come from its spreadsheets: `credfolio import cohort` and `import sheets`.

What arrives sealed, `credfolio intake` records; what comes otherwise,
`credfolio new submission --with ../badges`, such as `submissions/2026/2026-0001/submission.yml`:

```yaml
# yaml-language-server: $schema=../../../docs/schema/submission.schema.json
person: p-ana1
credential: example-district/active-listening
version: "1.0"
submitted_on: 2026-03-02
# attempt: 2, and follows: 2026-0001, where it is another try
```

Then say that it is complete, and ask its readers: `credfolio triage 2026-0001`, `credfolio assign`,
both with `--with ../badges --write`. Sheets for work that was not sealed: `assign --sheets FOLDER`.

`publish` needs three things: `publishers:` in `catalog/governance.yml`, `consent_to_publish` in
the person's file, and in those of readers and approvers the `account` that `issuer.yml` lists.

`.credfolio-round` is the secret behind the numbers and packets of assessors: those who judge may
not read this repository.
"""

_SETTINGS = """\
# yaml-language-server: $schema=../docs/schema/office.schema.json
# How the office works. Only a maintainer changes this file.

# The public repository, and the commit of it that these records were checked with.
{public}
# Both repositories are checked by the same version of the program.
{program}
# How many people read each submission, and when a third is asked: decision or level.
assessors: 2
third_on: decision

# Groups of fewer people are folded in figures.
small: 10
"""


WORKFLOW = ".github/workflows/check.yml"
PUBLISHING = ".github/workflows/publish.yml"

_CHECK = """\
# Checks these records together with the public repository that they belong to. The program is the
# one that the public repository names; nothing of a change is run, and no secret is within reach.
name: check
on:
  pull_request:
  push:
    branches: [main]
permissions: {}
concurrency:
  group: check-${{ github.event.pull_request.number || github.sha }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}
jobs:
  records:
    name: Records
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      contents: read # for the checkout
    steps:
      - name: Fetch the records
        uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          path: records
          fetch-depth: 0 # the base has to be in reach
          persist-credentials: false
      - name: Fetch the public repository
        env:
          PUBLIC: @PUBLIC@
        run: git clone --quiet -- "$PUBLIC" public
      - name: Set up Python
        uses: actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0
        with:
          python-version: "3.13"
      - name: Install the program that the public repository names
        run: |
          python3 -m venv program
          program/bin/pip install --quiet --require-hashes --only-binary :all: \\
            -r public/requirements.txt
      - name: Check both as one project
        env:
          BASE: ${{ github.event.pull_request.base.sha }}
          CREDFOLIO_AUTHOR: ${{ github.event.pull_request.user.login }}
        run: |
          program/bin/credfolio --project records check --with public --format github \\
            ${BASE:+--base "$BASE"}
"""

_LAST = "      - name: Check both as one project"

_PUBLISH = """\
# Builds the site from both repositories, and publishes it. Nothing runs until the repository
# variable CREDFOLIO_PUBLISH is true here; in the public repository leave it unset, because its
# workflows do not see these homes. The secret PUBLIC_TOKEN may write the contents of the public
# repository, and nothing else; the public one holds no key to this one.
name: publish
on:
  push:
    branches: [main]
  schedule:
    - cron: "47 3 * * *"
  workflow_dispatch:
permissions: {}
concurrency:
  group: publish
  cancel-in-progress: false # a half-published site is worse than an old one
jobs:
  build:
    name: Build
    if: ${{ vars.CREDFOLIO_PUBLISH == 'true' }}
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    permissions:
      contents: read # for the checkout
    steps:
@FETCH@
      - name: Check and build
        run: program/bin/credfolio --project public build --quiet --with records --output site
      - name: Hand the site on
        uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: site
          path: |
            site
            site.manifest.json
          include-hidden-files: true # .well-known/
          retention-days: 1 # it has the homes that are not listed
          if-no-files-found: error
  deploy:
    name: Deploy
    needs: build
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    environment: publishing # holds the token; main only
    permissions:
      contents: read # for the checkout
    steps:
@FETCH@
      - name: Take the site
        uses: actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0
        with:
          name: site
      - name: Publish
        env:
          CREDFOLIO_TOKEN: ${{ secrets.PUBLIC_TOKEN }}
          CREDFOLIO_REMOTE: @PUBLIC@
        run: program/bin/credfolio --project public ci deploy site --with records
"""


_IGNORED = """\
# Submitted work never enters git, not even sealed, and no key does: git cannot forget.
*.age
*.age.txt
*.key
/drop/
/in/
/refused/
/sealed/
/packets/
/sheets/
/letters/
/.cache/
"""


def private_files(url: str, commit: str, program: str) -> Mapping[str, str]:
    """The text of each file that a new private repository begins with, by its path."""
    settings = _SETTINGS.format(
        public=dump("public", {"url": url, "commit": commit}), program=dump("program", program)
    )
    files = {OFFICE.path(): settings, "README.md": _README.format(url=url)}
    files[".gitignore"] = _IGNORED
    fetch = _CHECK[_CHECK.index("      - name: Fetch the records") : _CHECK.index(_LAST)].rstrip()
    for path, text in ((WORKFLOW, _CHECK), (PUBLISHING, _PUBLISH.replace("@FETCH@", fetch))):
        files[path] = text.replace("@PUBLIC@", json.dumps(url))
    own = (kind.schema for kind in KINDS if kind.pattern.partition("/")[0] in PRIVATE_TOPS)
    schemas = json_schemas()
    for name in (*own, "educator", "award"):
        text = json.dumps(schemas[name], ensure_ascii=False, indent=2)
        files[f"docs/schema/{name}.schema.json"] = f"{text}\n"
    return files
