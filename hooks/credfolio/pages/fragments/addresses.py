"""Where each record is published. One table, so that two things never share an address."""

from __future__ import annotations

from credfolio.records.model import Award, MicroCredential, Stack

CATALOG = "catalog/"
PORTFOLIOS = "portfolios/"
STACKS = "stacks/"
ISSUERS = "issuers/"
TOPICS = "topics/"
AUDIENCES = "audiences/"
EVIDENCE = "evidence/"
RESOURCES = "resources/"
FRAMEWORKS = "frameworks/"
JURISDICTIONS = "jurisdictions/"
VERIFY = "verify/"
COMPARE = "compare/"
PLAN = "plan/"
ASSESS = "assess/"
RECEIPT = "receipt/"
DESK = "desk/"
MESSAGES = "messages/"
FIGURES = "figures/"
QUESTIONS = "questions/"
CONTRIBUTE = "contribute/"
CREDENTIAL_BUILDER = "contribute/credential/"
AWARD_FORM = "contribute/award/"
PORTFOLIO_FORM = "contribute/portfolio/"
PROPOSAL = "contribute/preview/"
REQUEST = "contribute/request/"
STYLEGUIDE = "styleguide/"


def credential(record: MicroCredential | str) -> str:
    reference = record if isinstance(record, str) else record.ref
    return f"catalog/{reference}/"


def stack(record: Stack | str) -> str:
    issuer_id, _, stack_id = (record if isinstance(record, str) else record.ref).partition("/")
    return f"{stacks_of(issuer_id)}{stack_id}/"


def stacks_of(issuer_id: str) -> str:
    return f"catalog/{issuer_id}/stacks/"


def request(about: str, issuer: str = "") -> str:
    """Where somebody asks for a change of the page at `about`, of an issuer's office."""
    return f"{REQUEST}?about={about}" + (f"&issuer={issuer}" if issuer else "")


def definition(record: MicroCredential | Stack) -> str:
    """The page of what an award is of."""
    return stack(record) if isinstance(record, Stack) else credential(record)


def version(record: MicroCredential | Stack, number: str = "") -> str:
    """The page of a kept version of a definition: its own, or the one with this number."""
    return f"{definition(record)}versions/{number or record.version}/"


def issuer(issuer_id: str) -> str:
    return f"catalog/{issuer_id}/"


def topic(topic_id: str) -> str:
    return f"topics/{topic_id}/"


def audience(role: str) -> str:
    return f"audiences/{role}/"


def evidence(kind: str) -> str:
    return f"evidence/{kind}/"


def framework(framework_id: str) -> str:
    return f"frameworks/{framework_id}/"


def jurisdiction(jurisdiction_id: str) -> str:
    return f"jurisdictions/{jurisdiction_id}/"


def educator(educator_id: str) -> str:
    return f"portfolios/{educator_id}/"


def award(record: Award) -> str:
    return f"portfolios/{record.educator}/{record.id}/"


def badge(address: str) -> str:
    """The picture of the credential or stack at `address`."""
    return f"{address}badge.svg"


def badge_small(address: str) -> str:
    """The badge of the definition at `address` for 40 pixels and less."""
    return f"{address}badge-small.svg"


def badge_png(address: str) -> str:
    """The badge of the definition at `address` as a small PNG, for e-mails."""
    return f"{address}badge.png"


def transcript(educator_id: str) -> str:
    """All awards of an educator on one sheet, for a personnel office."""
    return f"portfolios/{educator_id}/transcript/"


def facts(address: str) -> str:
    """The facts of the credential or stack at `address`, for scripts."""
    return f"{address}facts.json"


def worksheet(record: MicroCredential | str) -> str:
    return f"{credential(record)}worksheet/"
