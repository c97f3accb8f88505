"""Verifying badges, our own and other people's: named steps, in words for those who decide.

Pure: no disk, network or clock. What a badge refers to is asked of a `Resolver`.
"""

from credfolio.badges.verification.report import About, Report, Step
from credfolio.badges.verification.resolving import (
    FirstOf,
    FixedResolver,
    Gone,
    NoResolver,
    Resolver,
    Unresolved,
)
from credfolio.badges.verification.site_badges import SiteBadges, read_site
from credfolio.badges.verification.verify import verify

__all__ = [
    "About",
    "FirstOf",
    "FixedResolver",
    "Gone",
    "NoResolver",
    "Report",
    "Resolver",
    "SiteBadges",
    "Step",
    "Unresolved",
    "read_site",
    "verify",
]
