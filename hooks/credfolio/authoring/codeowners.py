"""governance.yml → CODEOWNERS: the accounts that the forge asks to review each file."""

from __future__ import annotations

from collections.abc import Iterable

from credfolio.records.model import Governance

CODEOWNERS_PATH = ".github/CODEOWNERS"

_HEAD = """\
# Made by `credfolio codeowners` from catalog/governance.yml; changed there and not here.
# The last line that fits a file counts. The forge obeys it only with a rule for the main branch
# that asks for a review from code owners{place}
"""


def render_codeowners(governance: Governance, documentation: str) -> str:
    """The text of the file, which leads to the program's own pages at `documentation`; "" for none.

    Maintainers own everything. Editors own their issuer's folder and what else
    they look after, together with the maintainers; who may judge and the
    issuer's keys are in issuer.yml, so that file stays with the maintainers.
    """
    maintainers = governance.maintainers
    rows = [("*", maintainers)] if maintainers else []
    for access in governance.issuers:
        owners = (*access.editors, *maintainers)
        rows.append((f"/catalog/{access.issuer}/", owners))
        rows.append((f"/catalog/{access.issuer}/issuer.yml", maintainers or owners))
        rows.append((f"/catalog/{access.issuer}/status/", maintainers or owners))
        rows += [(f"/catalog/frameworks/{name}.yml", owners) for name in access.frameworks]
        rows += [(f"/catalog/jurisdictions/{name}.yml", owners) for name in access.jurisdictions]
    carers: dict[str, list[str]] = {}
    for access in governance.issuers:
        for educator in access.educators:
            carers.setdefault(educator, []).extend(access.editors)
    for educator, editors in carers.items():
        rows.append((f"/portfolios/{educator}/", (*editors, *maintainers)))
    lines = [f"{path} {_accounts(owners)}" for path, owners in rows if owners]
    place = f": {documentation}contributing/governance/" if documentation else ""
    return _HEAD.format(place=place) + "".join(f"{line}\n" for line in lines)


def _accounts(accounts: Iterable[str]) -> str:
    return " ".join(f"@{account}" for account in dict.fromkeys(accounts))
