"""Why a signed document is not believed: a code for programs, and words for people."""

from __future__ import annotations


class NotProven(Exception):
    """`code` names the rule, `words` are whole sentences."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words

    @property
    def reason(self) -> str:
        """The words as they follow a colon in a finding."""
        first, _, rest = self.words.partition(" ")
        return f"{first.lower() if first.istitle() else first} {rest}".rstrip(". ")


class Refusal(NotProven):
    """A document breaks a rule."""


class IssuerRefusal(Refusal):
    """What the issuer publishes contradicts the badge; the signature itself was not reached."""


class Undecided(NotProven):
    """A needed document or method is unavailable; the badge is not at fault."""
