"""Key files have one work factor, and a recipient with a slip is none."""

from __future__ import annotations

import pyrage
import pytest

from credfolio.proof.age_key import WORK_FACTOR, fingerprint, recipient_kind, seal_key_file

# Of the age specification's own test vectors (C2SP, CCTV).
SECRET = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6"
RECIPIENT = str(pyrage.x25519.Identity.from_str(SECRET).to_public())


def counting(number: int) -> bytes:
    return bytes(range(number))


def test_a_key_file_opens_elsewhere_with_its_passphrase_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert WORK_FACTOR == 18
    # The same form at a factor that takes no seconds.
    monkeypatch.setattr("credfolio.proof.age_key.WORK_FACTOR", 10)
    made = seal_key_file(f"# ours\n{SECRET}\n", "six words are enough", counting)
    assert made.splitlines()[1].split()[-1] == b"10"
    assert SECRET in pyrage.passphrase.decrypt(made, "six words are enough").decode()


def test_a_recipient_with_a_slip_is_none() -> None:
    assert recipient_kind(RECIPIENT) == "x25519"
    for place in range(5, len(RECIPIENT), 7):
        letter = "q" if RECIPIENT[place] != "q" else "p"
        slip = RECIPIENT[:place] + letter + RECIPIENT[place + 1 :]
        assert recipient_kind(slip) == "", slip
        with pytest.raises(pyrage.RecipientError):
            pyrage.x25519.Recipient.from_str(slip)
    assert recipient_kind(RECIPIENT[:-1]) == recipient_kind("age1") == recipient_kind("") == ""
    assert recipient_kind(SECRET.lower()) == ""


def test_a_fingerprint_is_twenty_digits_in_fives() -> None:
    assert [len(part) for part in fingerprint(RECIPIENT).split("-")] == [5, 5, 5, 5]
    assert fingerprint(RECIPIENT) != fingerprint(RECIPIENT[:-1] + "q")
