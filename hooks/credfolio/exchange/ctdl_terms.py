"""The terms of CTDL, Credential Engine's vocabulary, that export and import share."""

from __future__ import annotations

import uuid

from credfolio.records.model import MicroCredential

RESOURCES = "https://credentialengineregistry.org/resources/"

STATUS = {
    "draft": "credentialStat:Probationary",
    "beta": "credentialStat:Probationary",
    "active": "credentialStat:Active",
    "deprecated": "credentialStat:Deprecated",
    "suspended": "credentialStat:Suspended",
    "teach-out": "credentialStat:TeachOut",
    "retired": "credentialStat:Ceased",
    "cataloged": "credentialStat:Active",
}
"""Our words → theirs. Of two words with one of theirs, an import means the first."""
AUDIENCE_LEVEL = {
    "introductory": "audLevel:BeginnerLevel",
    "intermediate": "audLevel:IntermediateLevel",
    "advanced": "audLevel:AdvancedLevel",
}


CREDIT_UNIT = {
    "ceu": "creditUnit:ContinuingEducationUnit",
    "clock-hour": "creditUnit:ClockHour",
    "contact-hour": "creditUnit:ContactHour",
    "semester-hour": "creditUnit:SemesterHour",
}
"""The units of credit that CTDL has a word for; others are named in the description."""


def ctid_of(credential: MicroCredential, site_url: str) -> str:
    """The CTID that the record states, else one made from the site's address and its ids."""
    stated = credential.external_ids.get("ctid")
    return stated or made_ctid(f"{site_url}catalog/{credential.ref}")


def made_ctid(name: str) -> str:
    """A CTID for `name`, always the same one."""
    return f"ce-{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
