"""Any change of one byte in a signed file is refused."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from credfolio.findings.finding import Finding
from credfolio.proof import OURS, NotProven, PublicKey, verify_document
from credfolio.proof.demonstration import DEMONSTRATION_PUBLIC
from credfolio.records.signed_file import read_signed_file
from tries import tries

EXAMPLE = Path(__file__).parents[1] / "examples" / "good" / "bad-signature"
FILES = [
    (EXAMPLE / path).read_bytes()
    for path in (
        "portfolios/ana-lopez/credentials/active-listening.json",
        "catalog/riverside-usd/status/1.json",
    )
]


def is_believed(data: bytes) -> bool:
    signed = read_signed_file(data, "x.json")
    if isinstance(signed, Finding):
        return False
    try:
        key = PublicKey("Ed25519", DEMONSTRATION_PUBLIC)
        verify_document(signed.document, lambda method: key, OURS)
    except NotProven:
        return False
    return True


def test_the_files_themselves_are_believed() -> None:
    assert all(is_believed(data) for data in FILES)


@tries(250)
@given(st.sampled_from(FILES), st.data())
def test_a_byte_that_is_changed_added_or_lost_is_refused(data: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))
    kind = draw.draw(st.sampled_from(["change", "add", "lose"]))
    byte = bytes([draw.draw(st.integers(0, 255))])
    if kind == "lose":
        changed = data[:at] + data[at + 1 :]
    elif kind == "add":
        changed = data[:at] + byte + data[at:]
    else:
        changed = data[:at] + byte + data[at + 1 :]
    if changed != data:
        assert not is_believed(changed)
