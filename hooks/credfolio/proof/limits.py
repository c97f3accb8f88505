"""What a check accepts: sizes, depth, and how strict it is about form."""

from __future__ import annotations

from dataclasses import dataclass

EDDSA_RDFC = "eddsa-rdfc-2022"
EDDSA_JCS = "eddsa-jcs-2022"
ECDSA_RDFC = "ecdsa-rdfc-2019"
ECDSA_JCS = "ecdsa-jcs-2019"
EDDSA_2022 = "eddsa-2022"
"""What `eddsa-rdfc-2022` was called in 2023."""
ED25519_2020 = "Ed25519Signature2020"
"""A kind of proof, which has no cryptosuite."""
ECDSA_SD = "ecdsa-sd-2023"
"""Its holder chooses what is shown."""
ALL_SUITES = (
    EDDSA_RDFC,
    EDDSA_JCS,
    ECDSA_RDFC,
    ECDSA_JCS,
    ECDSA_SD,
    EDDSA_2022,
    ED25519_2020,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Passed to everything that reads what is signed. Sizes are bytes of JSON."""

    max_bytes: int
    max_depth: int
    max_proofs: int
    suites: tuple[str, ...]
    """The cryptosuites that are checked; a proof of any other is not judged."""
    max_items: int | None = None
    """The most items of one list."""
    max_integer: int | None = None
    """The largest whole number, of either sign."""
    allows_byte_order_mark: bool = False
    is_own_form: bool = False
    """Whether proofs and token headers must have exactly the form that `sign` writes."""


OURS = Limits(
    max_bytes=64 * 1024,
    max_depth=24,
    max_proofs=1,
    suites=(EDDSA_RDFC,),
    max_items=2_000,
    is_own_form=True,
)
"""For the signed files of a project, which only `credfolio sign` writes."""

FOREIGN = Limits(
    max_bytes=1_048_576,
    max_depth=32,
    max_proofs=5,
    suites=ALL_SUITES,
    # What JavaScript holds exactly: beyond it two readers may see two numbers.
    max_integer=2**53 - 1,
    allows_byte_order_mark=True,
)
"""For badges from anywhere, and for what they refer to."""
