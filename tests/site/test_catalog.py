"""Finding a micro-credential: lists that need no script, and the index of the search box."""

from __future__ import annotations

import re

from credfolio.pages.fragments import addresses, words
from credfolio.records.model.terms import AudienceRole, EvidenceType, values
from credfolio.records.reckoned.definition import evidence_types


def credentials_on(page) -> set[str]:
    return {
        found[1]
        for element in page.main.all("a")
        if (found := re.search(r"catalog/([a-z0-9-]+/[a-z0-9-]+)/$", element["href"]))
        and not found[1].endswith("/stacks")
    }


def test_the_catalog_links_every_list_of_every_kind(demo, pages) -> None:
    links = {element["href"].replace("../", "") for element in pages("catalog/").main.all("a")}
    for role in values(AudienceRole):
        if any(role in c.audience_roles for c in demo.credentials.values()):
            assert addresses.audience(role) in links
    for kind in values(EvidenceType):
        if any(kind in evidence_types(c) for c in demo.credentials.values()):
            assert addresses.evidence(kind) in links
    for topic in {topic for c in demo.credentials.values() for topic in c.topics}:
        assert addresses.topic(topic) in links
    for issuer in demo.issuers:
        assert addresses.issuer(issuer) in links


def test_every_credential_is_on_the_catalog_itself(demo, pages) -> None:
    found = set()
    for address in pages.addresses:
        if re.fullmatch(r"catalog/(page/\d+/)?", address):
            found |= credentials_on(pages(address))
    assert set(demo.credentials) <= found


def test_every_credential_is_reached_by_issuer_audience_topic_and_evidence(demo, pages) -> None:
    for credential in demo.credentials.values():
        lists = [
            addresses.issuer(credential.issuer),
            *map(addresses.audience, credential.audience_roles),
            *map(addresses.topic, credential.topics),
            *map(addresses.evidence, evidence_types(credential)),
        ]
        for address in lists:
            assert credential.ref in credentials_on(pages(address)), (credential.ref, address)


def test_a_list_names_no_credential_that_does_not_belong_there(demo, pages) -> None:
    for topic in {topic for c in demo.credentials.values() for topic in c.topics}:
        own = {c.ref for c in demo.credentials.values() if topic in c.topics}
        assert credentials_on(pages(addresses.topic(topic))) == own


def test_the_figure_beside_a_list_is_the_length_of_the_list(pages) -> None:
    (facets,) = pages("catalog/").main.by_class("cf-facets")
    entries = [item for item in facets.all("li") if list(item.all("span"))]
    assert len(entries) > 30
    for item in entries:
        (link,) = item.all("a")
        (figure,) = item.all("span")
        address = link["href"].replace("../", "")
        listed = credentials_on(pages(address))
        if address.startswith("catalog/"):  # an issuer's page also names stacks and their members
            listed = {
                reference for reference in listed if f"catalog/{reference}/".startswith(address)
            }
        assert int(figure.text) == len(listed), address


def test_every_definition_that_a_framework_counts_is_linked_from_its_page(demo, pages) -> None:
    for framework in demo.frameworks:
        main = pages(addresses.framework(framework)).main
        linked = {element["href"].replace("../", "") for element in main.all("a")}
        aligned = {
            addresses.credential(c.ref)
            for c in demo.credentials.values()
            if any(one.framework == framework for one in c.alignments)
        }
        shown = {address for address in linked if address.startswith("catalog/")} - {"catalog/"}
        counted = re.search(r"(\d+) aligned micro-credential", " ".join(main.raw_text().split()))
        assert counted is not None
        assert int(counted[1]) == len(shown & aligned)


def test_what_is_aligned_to_a_strand_as_a_whole_is_listed_at_that_strand(demo, pages) -> None:
    aligned = [
        (one.framework, one.strand, addresses.credential(credential))
        for credential in demo.credentials.values()
        for one in credential.alignments
        if one.framework and one.strand and not one.code
    ]
    assert aligned
    for framework, strand, address in aligned:
        section = pages(addresses.framework(framework)).root.by_id(strand)
        assert address in {element["href"].replace("../", "") for element in section.all("a")}


def test_no_page_of_a_jurisdiction_writes_a_month_without_its_capital(demo, pages) -> None:
    small = "|".join(name.lower() for name in words.MONTHS)
    for jurisdiction in demo.jurisdictions:
        text = pages(addresses.jurisdiction(jurisdiction)).main.text
        assert re.search(rf"\b\d{{1,2}} (?:{small})\b", text) is None


def test_every_stack_framework_jurisdiction_and_listed_educator_has_its_place(demo, pages) -> None:
    def linked(address: str) -> set[str]:
        return {element["href"].replace("../", "") for element in pages(address).main.all("a")}

    assert {addresses.stack(s) for s in demo.stacks.values() if s.status != "retired"} <= linked(
        addresses.STACKS
    )
    assert {addresses.framework(f) for f in demo.frameworks} <= linked(addresses.FRAMEWORKS)
    assert {addresses.jurisdiction(j) for j in demo.jurisdictions} <= linked(
        addresses.JURISDICTIONS
    )
    directory = {a for a in linked(addresses.PORTFOLIOS) if a.startswith("portfolios/")}
    assert directory == {addresses.educator(e.id) for e in demo.listed_educators}


def test_every_learning_resource_is_in_the_index_of_resources(demo, pages) -> None:
    indexes = [pages(address) for address in pages.addresses if address.startswith("resources/")]
    text = " ".join(page.main.text for page in indexes)
    links = {element["href"] for page in indexes for element in page.main.all("a")}
    for credential in demo.credentials.values():
        for resource in credential.resources:
            # What two definitions recommend stands there once, under one of its titles.
            assert resource.url in links or " ".join(resource.title.split()) in text


def test_every_required_piece_of_evidence_is_in_the_index_of_its_kind(demo, pages) -> None:
    for credential in demo.credentials.values():
        for part in credential.parts:
            for item in part.evidence_items:
                if item.type:
                    assert item.title in pages(addresses.evidence(item.type)).main.text


def test_who_earned_a_credential_are_listed_educators_who_hold_it(demo, pages) -> None:
    seen = 0
    for credential in demo.credentials.values():
        page = pages(addresses.credential(credential))
        if "earned" not in page.ids:
            continue
        section = page.root.by_id("earned")
        named = {element["href"].split("/")[-2] for element in section.all("a")}
        holders = {
            award.educator
            for award in demo.awards.values()
            if award.credential == credential.ref
            and award.visibility == "public"
            and demo.educators[award.educator].visibility == "public"
            and award.status in ("active", "superseded")
        }
        assert named <= holders
        assert section.text.split()[3] == str(len(named))
        seen += 1
    assert seen > 10


def test_the_numbers_on_the_home_page_are_counted(demo, pages) -> None:
    (numbers,) = pages("").main.by_class("cf-numbers")
    figures = dict(
        zip(
            [term.text for term in numbers.all("dt")],
            [figure.text for figure in numbers.all("dd")],
            strict=True,
        )
    )
    offered = [c for c in demo.credentials.values() if c.status in ("active", "beta", "teach-out")]
    assert figures["micro-credentials on offer"] == str(len(offered))
    assert figures["issuers"] == str(len(demo.issuers))
    assert figures["educators who are listed"] == str(len(demo.listed_educators))
    assert "2026" not in numbers.text  # no day: the page is the same tomorrow


def test_a_cataloged_definition_says_what_it_has_what_it_lacks_and_that_it_is_awarded_elsewhere(
    pages,
) -> None:
    page = pages("catalog/tamarack-doe/data-privacy-essentials/")
    text = " ".join(page.main.text.split())
    assert "It is shown here and awarded elsewhere." in text
    assert "Its text has a summary, a version," in text
    assert "It lacks the competency, the key method," in text
    assert "You pass with at least 80 percent of 25 points." in text
    assert text.count("Adapted from") == 2
    ticks = [one.get("class") for one in page.root.all("li") if "cf-tick" in one.get("class")]
    assert ticks == ["cf-tick cf-tick--no", "cf-tick cf-tick--no", "cf-tick", "cf-tick"]
    assert "catalog/tamarack-doe/data-privacy-essentials/achievement.json" not in pages.addresses


def test_a_rule_that_leaves_a_choice_is_one_sentence_on_the_page(pages) -> None:
    protocols = pages("catalog/open-classroom-alliance/discussion-protocols/").main.text
    visits = pages("catalog/lake-harlow-schools/hosting-classroom-visits/").main.text
    assert "You pass when part 1 is Yes and at least 2 of parts 2, 3 and 4 are Yes." in " ".join(
        protocols.split()
    )
    assert "You pass when part 1 is Yes and at least one of parts 2 and 3 is Yes." in " ".join(
        visits.split()
    )


ENGLISH = "catalog/tamarack-doe/oral-language-in-content/"
SPANISH = "catalog/tamarack-doe/lenguaje-oral-en-las-materias/"


def test_a_text_in_another_language_says_so_to_screen_readers_and_english_around_it_does_not(
    pages,
) -> None:
    page = pages(SPANISH)
    spanish = [one.text for one in page.root.all() if one.get("lang") == "es"]
    for said in ("Lenguaje oral en las clases", "El educador organiza", "Busque el lenguaje"):
        assert any(said in text for text in spanish), said
    assert not any("Still missing" in text or "Versions and origin" in text for text in spanish)
    assert not [one for one in pages(ENGLISH).main.all() if one.get("lang")]
    cards = [one for one in pages("topics/multilingual-learners/").root.all("a") if one.get("lang")]
    assert [one.text for one in cards] == ["Lenguaje oral en las clases de contenido"]


def test_translations_lead_to_each_other_though_only_one_names_the_other(pages) -> None:
    """Only the Spanish text says which one it is a translation of."""
    ways = {"es": SPANISH, "en": ENGLISH}
    for own, other in (("es", "en"), ("en", "es")):
        page = pages(ways[own])
        links = [one for one in page.root.all("a") if one.get("hreflang") == other]
        assert len(links) == 1
        assert links[0].get("href").endswith(ways[other].removeprefix("catalog/"))
        named = {
            one.get("hreflang"): one.get("href")
            for one in page.root.all("link")
            if one.get("hreflang")
        }
        assert {language: at[at.index("catalog/") :] for language, at in named.items()} == ways
