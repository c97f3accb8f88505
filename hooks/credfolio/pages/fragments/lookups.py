"""Names that fragments ask for by id."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.renderer import ROOT, Renderer
from credfolio.records.model import Educator, Issuer, MicroCredential, Stack
from credfolio.records.model.base import Alignment, Credit
from credfolio.records.picture import Picture
from credfolio.records.registry import Registry


class Lookups:
    """Answers the small questions of the fragments, from the registry."""

    def __init__(self, registry: Registry, site: Site, renderer: Renderer) -> None:
        self._registry = registry
        self._site = site
        self._statements = {
            (framework.id, statement.code): statement.text
            for framework in registry.frameworks.values()
            for strand in framework.strands
            for statement in strand.statements
        }
        self._categories = {
            (jurisdiction.id, category.id): category.name
            for jurisdiction in registry.jurisdictions.values()
            for category in jurisdiction.categories
        }
        renderer.add_globals(
            anchor=anchor,
            standard_name=standard_name,
            monogram=monogram,
            statement=self.statement,
            jurisdiction_name=self.jurisdiction_name,
            category_name=self.category_name,
            category_of=self.category,
            credential=self.credential,
            stack=self.stack,
            portrait=self.portrait,
        )
        renderer.add_values(frameworks=registry.frameworks)

    def edit(self, path: str) -> str:
        """Address of the forge's editor for `path`; empty when the site names no forge."""
        return f"{self._site.edit_url}{path}" if self._site.edit_url else ""

    def statement(self, alignment: Alignment) -> str:
        """The words of the standard that `alignment` names by code, if they are known."""
        return self.statement_of(alignment.framework or "", alignment.code or "")

    def statement_of(self, framework: str, code: str) -> str:
        """The words of the standard `code`; empty when it is not known."""
        return self._statements.get((framework, code), "")

    def jurisdiction_name(self, jurisdiction: str) -> str:
        known = self._registry.jurisdictions.get(jurisdiction)
        return known.name if known else jurisdiction

    def category_name(self, credit: Credit) -> str:
        if credit.category is None:
            return ""
        return self.category(credit.jurisdiction, credit.category)

    def category(self, jurisdiction: str, category: str) -> str:
        """The name of a category of a jurisdiction, by their ids."""
        return self._categories.get((jurisdiction, category), words.title_of(category))

    def credential(self, reference: str) -> MicroCredential | None:
        return self._registry.credentials.get(reference)

    def stack(self, reference: str) -> Stack | None:
        return self._registry.stacks.get(reference)

    def face(self, educator: Educator) -> tuple[str, int]:
        """The name of the photograph's file and -1, or what is on a disc, and the disc's hue.

        A drawing is named as ``#name``, initials never begin so.
        """
        if at := portrait_address(educator, self._registry):
            return at.rpartition("/")[2], -1
        drawn = educator.placeholder
        return f"#{drawn}" if drawn else monogram(educator.display_name), hue_of(educator.id)

    def portrait(self, educator: Educator, size: int, *, quiet: bool = False) -> Markup:
        """The photograph, a drawing, or initials; `quiet` if the name is next to it."""
        face, hue = self.face(educator)
        if hue < 0 and educator.photo is not None:
            return Markup(
                '<img class="cf-portrait" src="{}{}{}" width="{}" height="{}" alt="{}">'
            ).format(
                Markup(ROOT),
                addresses.educator(educator.id),
                face,
                size,
                size,
                "" if quiet else educator.photo.alt,
            )
        inside = drawn_portrait(face) if face.startswith("#") else face
        return Markup(
            '<span class="cf-portrait cf-portrait--initials" data-hue="{}"'
            ' style="--size:{}px" aria-hidden="true">{}</span>'
        ).format(hue, size, inside)


def drawn_portrait(face: str) -> Markup:
    """One drawing of the theme's sheet of them; `face` is ``#`` and its name."""
    return Markup('<svg><use href="{}assets/portraits.svg{}"/></svg>').format(Markup(ROOT), face)


def portrait_address(educator: Educator, registry: Registry) -> str:
    """Where an educator's photograph is published; empty without one."""
    if educator.photo is None or "photo" in educator.hide:
        return ""
    picture = registry.pictures.get(f"portfolios/{educator.id}/{educator.photo.file}")
    return f"{addresses.educator(educator.id)}portrait{picture.ending}" if picture else ""


def issuer_picture(issuer: Issuer, registry: Registry) -> str:
    """Where an issuer's own picture is published, or the mark that is drawn for it."""
    own = own_issuer_picture(issuer, registry)
    return addresses.issuer(issuer.id) + (f"logo{own.ending}" if own else "mark.svg")


def own_issuer_picture(issuer: Issuer, registry: Registry) -> Picture | None:
    """The picture that an issuer has of itself."""
    return registry.pictures.get(f"catalog/{issuer.id}/{issuer.image}")


def monogram(name: str) -> str:
    """The initials of a name: first and last word's first letters.

    It is one letter where two would join, in scripts without capitals, or would read as a word.
    """
    letters = [word[0] for word in re.split(r"[\s-]+", name) if word[:1].isalnum()]
    if not letters:
        return "?"
    ends = (letters[0], letters[-1]) if len(letters) > 1 else (letters[0],)
    stand_alone = all(one.isdecimal() or one.upper() != one.lower() for one in ends)
    is_word = _READS_AS_WORD.fullmatch("".join(ends)) is not None
    return ("".join(ends) if stand_alone and not is_word else ends[0]).upper()


_READS_AS_WORD = re.compile(
    "ad|ah|am|an|as|at|ax|be|bo|bs|by|do|eh|ex|fu|go|ha|he|hi|ho|id|if|in|is|it|kk|me|my|no|of|"
    "oh|on|or|ow|ox|pa|pi|pu|so|ss|to|uh|um|up|us|wc|we",
    re.IGNORECASE,
)


def anchor(code: str) -> str:
    """A fragment id for a standard's code."""
    return "s-" + str(escape(_plain(code)))


def standard_value(framework: str, code: str) -> str:
    """What the address of the catalog calls a standard: ``framework/code``."""
    return f"{framework}/{_plain(code)}"


def _plain(code: str) -> str:
    """The code of a standard as an address may have it."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", code)


def standard_name(code: str) -> str:
    """A standard as a reader knows it: ``4.a`` stays, ``learning-designs`` is two words."""
    is_word = re.fullmatch(r"[a-z]{3,}(-[a-z]+)*", code) is not None
    return words.title_of(code) if is_word else code


def hue_of(identifier: str) -> int:
    """One of six quiet colors, always the same for a person."""
    return sum(identifier.encode()) % 6
