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
"""Units of credit that CTDL has a term for; the description names others."""


def ctid_of(credential: MicroCredential, site_url: str) -> str:
    """The CTID in the record, or one made from the site's address and the record's ids."""
    stated = credential.external_ids.get("ctid")
    return stated or made_ctid(f"{site_url}catalog/{credential.ref}")


def made_ctid(name: str) -> str:
    """A CTID for `name`; the same name always gives the same CTID."""
    return f"ce-{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
