"""Letters of two scripts in one word: said alike wherever a name is read."""

from __future__ import annotations

from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.text.look_alikes import mixed_word

ONE_LAYOUT = "type the word again with one keyboard layout"


def mixed_letters(rule: str, path: str, name: str, pointer: Pointer) -> Finding | None:
    """The finding of `rule` for a name that mixes letters which look alike; None for none."""
    word = mixed_word(name)
    if not word:
        return None
    return Finding(
        rule,
        path,
        f"the name mixes letters that look alike from two scripts: {quoted(word)}",
        ONE_LAYOUT,
        pointer=pointer,
    )
