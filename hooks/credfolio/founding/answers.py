"""The questions that the founder of a site is asked, and the answers that are taken.

The answers are written into settings, Markdown and workflows; what could mean something there
besides itself is refused here or escaped by `credfolio.founding.starter_files`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from credfolio.errors import CredfolioError
from credfolio.project import zone_of
from credfolio.text.typed_address import split_typed

_ACCOUNT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MAIL = re.compile(r"[^@\s<>\"'`()\[\]\\]+@[^@\s<>\"'`()\[\]\\]+")
_LONGEST = 120
_REPOSITORY = "https://github.com/your-district/badges"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that the files of a new site are written from."""

    name: str
    address: str
    """Begins with https:// and ends with a slash; every badge names it."""
    forge: str
    """The repository's web address without a slash at its end; "" for a site without a forge."""
    maintainers: tuple[str, ...]
    """Accounts on the forge."""
    zone: str
    """An IANA time zone."""
    language: str
    """A language tag (BCP 47)."""
    owner: str
    """An e-mail address for questions about privacy and access."""

    def as_plain(self) -> dict[str, Any]:
        """The answers as `.credfolio.yml` keeps them."""
        plain = asdict(self)
        return plain | {"maintainers": list(self.maintainers)}


class WrongAnswer(ValueError):
    """An answer that cannot be taken; the text says why and what to write."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `take` returns the answer as it is kept, or raises `WrongAnswer`."""

    name: str
    text: str
    take: Callable[[str], str]
    default: str = ""
    is_needed: bool = True


def _line(answer: str) -> str:
    text = unicodedata.normalize("NFC", answer).strip()
    # Cc: control; Cf: invisible, among them marks that turn the direction of what follows;
    # Cs: halves of letters; Zl, Zp: breaks.
    hidden = sorted({f"U+{ord(c):04X}" for c in text if _is_hidden(c)})
    if hidden:
        raise WrongAnswer(f"it holds characters that nobody sees ({', '.join(hidden)})")
    if len(text) > _LONGEST:
        raise WrongAnswer(f"it has {len(text)} characters; use at most {_LONGEST}")
    return text


def _is_hidden(letter: str) -> bool:
    # The joiners build emoji and letters of several scripts.
    kind = unicodedata.category(letter)
    return kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and letter not in "\u200c\u200d")


def _name(answer: str) -> str:
    text = _line(answer)
    if not any(letter.isalnum() for letter in text):
        raise WrongAnswer("it has no letter; write the name for the top of every page")
    return text


def _web(answer: str, example: str = "https://badges.your-district.org/") -> str:
    text = _line(answer)
    parts = split_typed(text)
    if parts.scheme != "https" or not _HOST.fullmatch((parts.hostname or "").lower()):
        raise WrongAnswer(f"write an address such as {example}")
    if parts.query or parts.fragment or parts.username or re.search(r"[\s\"'<>`{}\\^|]", text):
        raise WrongAnswer("write the address alone, without a question mark, #, @, space or quote")
    path = parts.path.rstrip("/")
    if path and re.search(r"/\.{0,2}/", f"{path}/"):
        raise WrongAnswer("write the address without /./, /../ and //")
    return text.rstrip("/")


def _accounts(answer: str) -> str:
    names = [name.removeprefix("@").lower() for name in re.split(r"[,\s]+", _line(answer)) if name]
    for name in names:
        if not _ACCOUNT.fullmatch(name) or "--" in name:
            raise WrongAnswer(
                f"{name!r} is no user name on the forge; write such as robin-example, sam-example"
            )
    if not names:
        raise WrongAnswer("name at least one user of the forge: somebody has to accept proposals")
    return ", ".join(dict.fromkeys(names))


def _zone(answer: str) -> str:
    try:
        return str(zone_of(_line(answer)))
    except CredfolioError as error:
        raise WrongAnswer(f"there is no time zone {answer!r}; {error.fix}") from None


def _language(answer: str) -> str:
    text = _line(answer)
    if not _LANGUAGE.fullmatch(text):
        raise WrongAnswer("write a language tag such as en or es")
    return text


def _mail(answer: str) -> str:
    text = _line(answer)
    host = text.rpartition("@")[2].lower()
    if not _MAIL.fullmatch(text) or not _HOST.fullmatch(host):
        raise WrongAnswer("write an e-mail address such as privacy@your-district.org")
    return text


QUESTIONS = (
    Question("name", "Name of the site, as it is at the top of every page", _name),
    Question(
        "address",
        "Address that the site will have; every badge names it, so choose one that you will keep",
        lambda answer: _web(answer) + "/",
    ),
    Question(
        "forge",
        "Address of the repository on GitHub or another forge (empty: none yet)",
        lambda answer: _web(answer, _REPOSITORY) if answer.strip() else "",
        is_needed=False,
    ),
    Question(
        "maintainers",
        "Accounts that accept proposals: user names on the forge, with commas",
        _accounts,
    ),
    Question("zone", "Time zone, which says when a day begins", _zone),
    Question("language", "Language of the pages", _language, default="en"),
    Question("owner", "E-mail address for questions about privacy and access", _mail),
)
"""What is asked, in this order; each is an option of the same name, too."""


def take_answers(given: Mapping[str, str]) -> Answers:
    """The answers as they are kept, from what was `given` for each question.

    Raises `WrongAnswer` for the first that cannot be taken, beginning with the question's name.
    """
    taken = {}
    for question in QUESTIONS:
        answer = given.get(question.name, question.default)
        if question.is_needed and not answer.strip():
            raise WrongAnswer(f"{question.name}: it is empty")
        try:
            taken[question.name] = question.take(answer)
        except WrongAnswer as wrong:
            raise WrongAnswer(f"{question.name}: {wrong}") from None
    maintainers = tuple(taken.pop("maintainers").split(", "))
    return Answers(**taken, maintainers=maintainers)
