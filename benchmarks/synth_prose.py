"""Prose of realistic length and shape, drawn from a word list."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from synth_words import (
    ADJECTIVES,
    CONNECTORS,
    DETERMINERS,
    GERUNDS,
    LINKS,
    NOUNS,
    VERBS,
)

T = TypeVar("T")

_MARKED_UP_SHARE = 0.25


class Prose:
    """Writes for one record; the same seed always writes the same."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.random.random() * len(items))]

    def some(self, items: Sequence[T], least: int, most: int) -> list[T]:
        """Between `least` and `most` different items, in the order of `items`."""
        count = min(self.random.randint(least, most), len(items))
        chosen = set(self.random.sample(range(len(items)), count))
        return [item for n, item in enumerate(items) if n in chosen]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def thing(self) -> str:
        """A noun with its company: three words."""
        return f"{self.pick(DETERMINERS)} {self.pick(ADJECTIVES)} {self.pick(NOUNS)}"

    def clause(self) -> str:
        """Eight to twelve words."""
        return f"{self.thing()} {self.pick(VERBS)} {self.thing()} {self.pick(LINKS)} {self.thing()}"

    def sentence(self, length: int = 18) -> str:
        """One sentence of about `length` words."""
        words = self.clause()
        count = 10
        while count < length - 4:
            words += f"{self.pick((',', ''))} {self.pick(CONNECTORS)} {self.clause()}"
            count += 11
        return words[0].upper() + words[1:] + "."

    def plain(self, words: int) -> str:
        """One paragraph of about `words` words without markup."""
        sentences = []
        left = words
        while left > 5:
            length = min(self.random.choice((10, 12, 16, 20, 22)), max(left, 10))
            sentences.append(self.sentence(length))
            left -= 10 if length < 15 else 21
        return " ".join(sentences or [self.sentence(10)])

    def prose(self, words: int) -> str:
        """About `words` words of Markdown; a quarter of such texts have markup in them."""
        if not self.chance(_MARKED_UP_SHARE):
            return self.plain(words)
        shape = self.random.random()
        if shape < 0.35 or words < 25:
            return self._with_inline(self.plain(words))
        if shape < 0.7:
            items = "\n".join(f"- {self.sentence(10)}" for _ in range(max(2, words // 20)))
            return f"{self.plain(words // 2)}\n\n{items}"
        return f"{self.plain(words // 2)}\n\n{self._with_inline(self.plain(words - words // 2))}"

    def line(self, words: int) -> str:
        """As `prose`, but in one line: emphasis, code or a link at most."""
        text = self.plain(words)
        return self._with_inline(text) if self.chance(_MARKED_UP_SHARE) else text

    def _with_inline(self, text: str) -> str:
        words = text.split(" ")
        at = self.random.randrange(1, max(2, len(words) - 3))
        word = words[at].strip(".,")
        tail = words[at][len(word) :]
        mark = self.pick(
            (f"*{word}*", f"**{word}**", f"[{word}](https://example.org/{word.lower()})")
        )
        return " ".join((*words[:at], mark + tail, *words[at + 1 :]))

    def title(self) -> str:
        """A heading of three to five words."""
        noun = f"{self.pick(ADJECTIVES)} {self.pick(NOUNS)}"
        ending = f" {self.pick(LINKS)} {self.pick(NOUNS)}" if self.chance(0.5) else ""
        return f"{self.pick(GERUNDS)} {noun}{ending}"

    def question(self) -> str:
        """A question of about fourteen words."""
        opening = self.pick(("What did you notice when", "How do you know that", "Why is it that"))
        return f"{opening} {self.clause()}?"
