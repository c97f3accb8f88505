"""How many examples a property is tried with: fewer in `make quick`, ten times as many in audit.

The profiles `quick`, `ci` and `audit` differ in that number. None has a deadline: how long one
example takes says more about the machine's load than about the code. Only `audit` draws at random;
the others try the same examples each time, so that a change that breaks nothing fails nowhere.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

PROFILES = {"quick": 20, "ci": 100, "audit": 1000}
"""The examples of a property that asks for no number of its own."""


def register_profiles() -> None:
    """Make the profiles known and take `ci`; `--hypothesis-profile` takes another."""
    for name, examples in PROFILES.items():
        settings.register_profile(
            name,
            max_examples=examples,
            deadline=None,
            derandomize=name != "audit",
            database=None,
            print_blob=name == "audit",
            suppress_health_check=[HealthCheck.too_slow],  # the machine may be busy
        )
    settings.load_profile("ci")


def tries(number: int) -> settings:
    """Settings for a property that needs `number` examples in the profile `ci`."""
    return settings(max_examples=examples(number))


def examples(number: int, in_audit: int | None = None) -> int:
    """How many cases a test of its own loop takes that needs `number` in the profile `ci`.

    `make audit` takes `in_audit`, or ten times as many, and runs such a test only if it has the
    mark `hypothesis`.
    """
    most = settings().max_examples
    if in_audit is not None and most >= PROFILES["audit"]:
        return in_audit
    return scaled(number, most)


def scaled(number: int, examples: int) -> int:
    """`number` of the profile `ci` in a profile that has `examples` examples; at least two."""
    return max(2, number * examples // PROFILES["ci"])
