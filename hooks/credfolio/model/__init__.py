"""The records: frozen pydantic models, one module for each kind of file."""

from credfolio.model.award import Award
from credfolio.model.base import Record
from credfolio.model.credential import MicroCredential
from credfolio.model.educator import Educator
from credfolio.model.framework import Framework
from credfolio.model.governance import Governance
from credfolio.model.issuer import Issuer
from credfolio.model.jurisdiction import Jurisdiction
from credfolio.model.stack import Stack
from credfolio.model.synonyms import Synonyms
from credfolio.model.tombstone import Tombstone

__all__ = [
    "Award",
    "Educator",
    "Framework",
    "Governance",
    "Issuer",
    "Jurisdiction",
    "MicroCredential",
    "Record",
    "Stack",
    "Synonyms",
    "Tombstone",
]
