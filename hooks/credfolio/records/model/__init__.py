"""The records: frozen pydantic models, one module for each kind of file."""

from credfolio.records.model.award import Award
from credfolio.records.model.base import Record
from credfolio.records.model.credential import MicroCredential
from credfolio.records.model.educator import Educator
from credfolio.records.model.figures import Figures
from credfolio.records.model.framework import Framework
from credfolio.records.model.governance import Governance
from credfolio.records.model.issuer import Issuer
from credfolio.records.model.jurisdiction import Jurisdiction
from credfolio.records.model.kept import KeptCredential, KeptStack
from credfolio.records.model.office import Office, Person, Published
from credfolio.records.model.request import Request
from credfolio.records.model.stack import Stack
from credfolio.records.model.submission import Assignment, Events, Sheet, Submission, Verdict
from credfolio.records.model.synonyms import Synonyms
from credfolio.records.model.tombstone import Tombstone

__all__ = [
    "Assignment",
    "Award",
    "Educator",
    "Events",
    "Figures",
    "Framework",
    "Governance",
    "Issuer",
    "Jurisdiction",
    "KeptCredential",
    "KeptStack",
    "MicroCredential",
    "Office",
    "Person",
    "Published",
    "Record",
    "Request",
    "Sheet",
    "Stack",
    "Submission",
    "Synonyms",
    "Tombstone",
    "Verdict",
]
