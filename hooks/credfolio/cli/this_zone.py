"""Which time zone this computer is set to."""

from __future__ import annotations

from tzlocal import get_localzone_name

from credfolio.project import zone_names


def zone_of_this_computer() -> str:
    """The IANA name of this computer's time zone; UTC where it has none that browsers know."""
    try:
        name = get_localzone_name()
    except LookupError:  # the system's files contradict each other
        name = "UTC"
    return name if name in zone_names() else "UTC"
