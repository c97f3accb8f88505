"""Pictures: each exists, a record names it, and words describe it."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule, rule
from credfolio.findings.finding import Finding, Pointer, first_of, quoted
from credfolio.findings.words import said
from credfolio.proof.digests import is_digest
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.picture import PICTURE_ENDINGS
from credfolio.records.registry import (
    Registry,
    award_path,
    credential_path,
    educator_path,
    issuer_path,
    stack_path,
)

_Named = tuple[str, str, str | None, Pointer]
"""The record's path, the picture's name, its words, where it is named."""


def _named(registry: Registry) -> Iterator[_Named]:
    for reference, credential in registry.credentials.items():
        if credential.image:
            path = credential_path(reference)
            yield path, credential.image, credential.image_alt, ("image",)
    for reference, stack in registry.stacks.items():
        if stack.image:
            yield stack_path(reference), stack.image, stack.image_alt, ("image",)
    for issuer in registry.issuers.values():
        if issuer.image:
            yield issuer_path(issuer.id), issuer.image, issuer.image_alt, ("image",)
    for educator in registry.educators.values():
        if photo := educator.photo:
            yield educator_path(educator.id), photo.file, photo.alt, ("photo", "file")


def _evidence_files(registry: Registry) -> Iterator[tuple[str, str, Pointer]]:
    for (educator, name), award in registry.awards.items():
        for n, evidence in enumerate(award.evidence):
            if evidence.file:
                yield award_path(educator, name), evidence.file, ("evidence", n, "file")


def _beside(path: str, name: str) -> str:
    return f"{path.rpartition('/')[0]}/{name}"


def _is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURE_ENDINGS)


@own_rule
def check_picture_missing(registry: Registry) -> Iterator[Finding]:
    """A picture that a record names is in the same folder.

    Otherwise the page has a gap where the badge should be.

    Put the file there, or correct its name; capital letters matter. Link to other files with
    `url:`.
    """
    files = [(path, name, pointer) for path, name, _, pointer in _named(registry)]
    files += _evidence_files(registry)
    for path, name, pointer in files:
        place = _beside(path, name)
        if place in registry.pictures or place in registry.broken:
            continue
        if not _is_picture(name):
            yield Finding(
                "picture-missing",
                path,
                f"{quoted(name)} is not a picture; only PNG, JPEG, WebP and SVG can be here",
                "put the file on the web and link to it with `url:`",
                pointer=pointer,
            )
            continue
        folder = place.rpartition("/")[0]
        twin = next((p for p in registry.pictures if p.lower() == place.lower()), None)
        yield Finding(
            "picture-missing",
            path,
            f"there is no {quoted(name)} in {folder}/",
            f"write {quoted(twin.rpartition('/')[2])}, as the file is called"
            if twin
            else "put the file there, or correct its name",
            pointer=pointer,
        )


@own_rule
def check_picture_alt(registry: Registry) -> Iterator[Finding]:
    """A picture is also described in words.

    People who cannot see it, and pages that do not load it, have only the words.

    Describe in `image_alt:` what the picture shows, not "badge image".
    """
    for path, name, words, pointer in _named(registry):
        if not words:
            yield Finding(
                "picture-alt",
                path,
                *said("picture-alt", name=quoted(name)),
                pointer=pointer,
            )
        elif words.strip(" .").casefold() in EMPTY_WORDS or words == name:
            yield Finding(
                "picture-alt",
                path,
                *said("picture-alt: empty", words=quoted(words)),
                severity="hint",
                pointer=("photo", "alt") if pointer[0] == "photo" else ("image_alt",),
            )


EMPTY_WORDS = frozenset(
    {"badge", "badge image", "icon", "image", "image of badge", "logo", "photo", "picture"}
    | {"portrait", "profile photo", "profile picture"}
)


@own_rule
def check_picture_unused(registry: Registry) -> Iterator[Finding]:
    """A record names each picture in its folder.

    Usually a name was misspelled.

    Name it in the record, or delete the file.
    """
    # In lower case: a name that differs in its capitals is picture-missing's to report.
    used = {_beside(path, name).lower() for path, name, _, _ in _named(registry)}
    used |= {_beside(path, name).lower() for path, name, _ in _evidence_files(registry)}
    for picture in registry.pictures:
        folder = picture.rpartition("/")[0]
        # A record that could not be read may well name it.
        if picture.lower() in used or any(b.rpartition("/")[0] == folder for b in registry.broken):
            continue
        yield Finding(
            "picture-unused",
            picture,
            "no record names this picture, so it is not published",
            "name it with `image:` in the record next to it, or delete the file",
            severity="hint",
        )


@own_rule
def check_evidence_digest(registry: Registry) -> Iterator[Finding]:
    """A file of evidence is the one that was approved.

    An award rests on its evidence. The record holds a digest of each file from the time of
    approval, so an exchanged file is noticed without a network or git history.

    Restore the old file. If the evidence has to change, a maintainer gives a reason with
    `credfolio reissue`, which also writes the new digest.
    """
    for (educator, name), award in registry.awards.items():
        path = award_path(educator, name)
        for n, evidence in enumerate(award.evidence):
            if evidence.digest is None:
                continue
            pointer: Pointer = ("evidence", n, "digest")
            if evidence.file is None or not is_digest(evidence.digest):
                yield Finding(
                    "evidence-digest",
                    path,
                    "this digest belongs to no file"
                    if evidence.file is None
                    else "this is not a digest as credfolio writes it",
                    "delete the line; `credfolio approve` writes digests",
                    pointer=pointer,
                )
                continue
            picture = registry.pictures.get(_beside(path, evidence.file))
            if picture is not None and picture.digest != evidence.digest:
                yield Finding(
                    "evidence-digest",
                    path,
                    f"{quoted(evidence.file)} is not the file that was approved",
                    "restore the approved file; its digest is "
                    f"{evidence.digest}, and this one has {picture.digest}",
                    pointer=pointer,
                )


@own_rule
def check_picture_cleaned(registry: Registry) -> Iterator[Finding]:
    """A drawing is published without anything that is not a plain shape.

    Drawing programs add private notes, and effects such as shadows, which are not shown here.

    Look at the badge on its page. If something is missing, export the drawing as plain SVG or
    PNG.
    """
    for path, picture in registry.pictures.items():
        if picture.dropped:
            yield Finding(
                "picture-cleaned",
                path,
                f"shown without {first_of(picture.dropped, _MOST_DROPPED)}",
                "look at it on its page; if something is missing, export it as plain SVG or PNG",
                severity="hint",
            )


_MOST_DROPPED = 12


@own_rule
def check_picture_shape(registry: Registry) -> Iterator[Finding]:
    """A badge's picture is about square, and no picture is too small.

    Pages show badges in a square; a tiny picture is blurred.

    Save it square, at least 256 pixels a side (a portrait: 160), or as SVG.
    """
    for path, name, _, pointer in _named(registry):
        picture = registry.pictures.get(_beside(path, name))
        if picture is None:
            continue
        size = f"{picture.width} × {picture.height}"
        is_badge = pointer == ("image",) and not path.endswith("/issuer.yml")
        least = 256 if is_badge else 160
        long, short = max(picture.width, picture.height), min(picture.width, picture.height)
        if is_badge and long > 1.34 * short:
            yield Finding(
                "picture-shape", path, f"the picture is {size}, and badges are shown square",
                "crop it square, or leave it out: the site then draws a badge", "hint", pointer,
            )  # fmt: skip
        elif picture.ending != ".svg" and short < least:
            yield Finding(
                "picture-shape", path, f"the picture is {size} pixels, which looks blurred",
                f"save it at least {least} pixels high and wide, or as SVG", "hint", pointer,
            )  # fmt: skip


@rule
def check_same_glyph(registry: Registry) -> Iterator[Finding]:
    """Badges of one topic have different glyphs.

    They share a color.

    Choose another.
    """
    both: list[tuple[str, str, MicroCredential | Stack]] = [
        *((credential_path(ref), ref, one) for ref, one in registry.credentials.items()),
        *((stack_path(ref), ref, one) for ref, one in registry.stacks.items()),
    ]
    # A badge that is out keeps its drawing; the newer one is told. Color follows the first topic.
    both.sort(key=lambda found: (str(found[2].released or "~"), found[0]))
    first: dict[tuple[str, str], str] = {}
    for path, ref, one in both:
        if one.glyph is None or one.image is not None or not one.topics:
            continue
        other = first.setdefault((one.topics[0], one.glyph), ref)
        if other != ref:
            yield Finding(
                "same-glyph",
                path,
                f"the badge of {quoted(other)} has it, too",
                "choose another, so that the two are told apart where they are small",
                severity="hint",
                pointer=("glyph",),
            )
