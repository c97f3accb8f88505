"""The closed vocabularies of the records, in the field's own words."""

from __future__ import annotations

from typing import Literal, get_args

CredentialStatus = Literal[
    "draft", "cataloged", "beta", "active", "deprecated", "suspended", "teach-out", "retired"
]
"""Life of a definition; the words of Credential Engine's lifecycle plus draft, cataloged and beta.

cataloged: shown here as its issuer states it elsewhere, and awarded there.
"""

StackLevel = Literal["stack", "bundle", "endorsement", "distinction"]

IssuerKind = Literal["district", "state", "nonprofit", "university", "association", "vendor"]

IssuerStatus = Literal["active", "closed"]

JurisdictionKind = Literal["state", "district", "country", "region"]

AudienceRole = Literal[
    "teacher",
    "special-educator",
    "counselor",
    "librarian",
    "coach",
    "mentor",
    "paraeducator",
    "principal",
    "teacher-leader",
    "pre-service",
    "district",
    "family-liaison",
]

GradeBand = Literal["early-childhood", "elementary", "middle", "high", "postsecondary", "adult"]

CredentialLevel = Literal["introductory", "intermediate", "advanced", "leadership"]

EvidenceType = Literal[
    "project-or-lesson-plan",
    "student-work",
    "video",
    "audio",
    "observation",
    "reflection",
    "data",
    "portfolio",
    "strategy",
    "survey",
    "test",
]

Medium = Literal["text", "document", "image", "audio", "video", "slides", "spreadsheet", "link"]
"""The form in which an evidence item is submitted."""

ResourceKind = Literal[
    "article",
    "video",
    "podcast",
    "course",
    "book",
    "template",
    "tool",
    "community",
    "newsletter",
]

ResourceStatus = Literal["live", "moved", "dead"]

WhoPays = Literal["educator", "district", "state", "issuer", "funder"]

SubmissionKind = Literal["url", "email", "form", "pull-request", "issue"]

PartAuthor = Literal["educator", "student", "colleague", "observer"]

PartScale = Literal["pass_fail", "yes_no", "levels", "points"]

EvidenceNeed = Literal["required", "optional", "example"]

LimitKind = Literal["limit", "guide"]

LimitScope = Literal["response", "item", "part"]

CreditUnit = Literal[
    "ceu",
    "clock-hour",
    "contact-hour",
    "credit",
    "semester-hour",
    "salary-hour",
    "graduate",
]

CorrectionKind = Literal["spelling", "link"]
"""What may be set right in a version that was awarded."""

IncentiveKind = Literal["stipend", "salary-lane", "release-time", "recognition", "fee-paid"]

Visibility = Literal["public", "unlisted", "private"]
"""public: listed everywhere; unlisted: built but named nowhere; private: not built."""

ConsentMethod = Literal["signed-form", "online-form", "e-mail", "in-person"]

AwardStatus = Literal["active", "revoked", "corrected", "superseded", "withdrawn"]
"""`expired` is not among them: it is computed from the date."""

Approval = Literal["recorded", "approved", "one-person"]
"""recorded: nobody has approved it yet; one-person: approved by the one who assessed it."""

BackDating = Literal[
    "late-paperwork",
    "transferred-records",
    "appeal",
    "system-change",
    "leave-or-illness",
    "disaster-or-closure",
]
"""Why an award is recorded long after its date."""

JudgedBasis = Literal["agreed", "third", "appeal"]

KnownBy = Literal["roster-address", "office", "form-sign-in", "in-person"]
"""How it is known whose sealed work is: its address is on the roster, a clerk settled it, a form
with a sign-in brought it, or the educator came."""

VerifiedBy = Literal["documents", "recording", "observation", "conversation"]
"""What a decision rests on; recording: video or sound; observation: what somebody saw there."""

Decision = Literal["pass", "resubmit"]

ThirdReader = Literal["decision", "level"]
"""decision: a third person reads when two decide differently; level: when any level differs."""

RequestKind = Literal["hide", "correct", "consent-ends", "photo", "not-me"]
"""What somebody asks for about a page about them."""

RequestOutcome = Literal["done", "declined", "proposed"]
"""proposed: the change is made for the public repository, which has not accepted it yet."""

MarkForm = Literal["last", "commitment"]
"""last: the number's last characters; commitment: a code that its office alone can compute."""

Confirms = Literal["yes", "no"]

SubmissionEvent = Literal[
    "triaged", "returned", "withdrawn", "appealed", "coach-met", "talked", "closed", "destroyed"
]
"""returned: sent back as incomplete, which is no attempt; destroyed: the sealed work is gone;
talked: somebody who does not judge it talked with the educator about the work."""

ConversationRule = Literal["none", "required", "sample"]
"""Whether somebody talks with each educator about the work: all, or some drawn by lot."""

AskedConversation = Literal["required", "sample"]
"""The same, as a definition asks for it."""

AiUse = Literal["none", "language", "ideas", "drafting"]
"""language: spelling and wording; ideas: suggestions; drafting: text that was kept."""

SupportKind = Literal["time", "coach", "colleagues", "leader", "technology", "materials", "money"]
"""What helps an educator; time: released from other duties; leader: a principal's backing."""

EvidenceSource = Literal["issuer", "holder"]

StudentData = Literal["none", "deidentified", "consented"]

ImportOutcome = Literal["verified", "undecided", "failed"]
"""The verdicts of `credfolio verify`, in the three words of its first form."""

LearningKind = Literal[
    "article",
    "video",
    "podcast",
    "course",
    "book",
    "workshop",
    "conference",
    "observation",
    "community",
]


def values(vocabulary: object) -> tuple[str, ...]:
    """The words of one vocabulary, in the order they are written above."""
    return get_args(vocabulary)
