"""Pages of docs/ as the search sees them."""

from __future__ import annotations

from credfolio.pages.search.guides import guide_sections

PAGE = (
    '<h1 id="accessibility">Accessibility<a class="headerlink" href="#x">#</a></h1><p>For all.</p>'
    '<h2 id="count-on">What you can <em>count on</em></h2><p>Keys.</p>'
)


def test_a_page_goes_by_its_heading_and_is_found_by_its_name_in_the_menu() -> None:
    page, section = guide_sections("Statement", "accessibility/", PAGE)
    assert (page.title, page.page, page.text) == ("Accessibility", "Statement", "For all.")
    assert section.address == "accessibility/#count-on"
    assert (section.title, section.page) == ("What you can count on", "Accessibility")


def test_a_page_without_a_heading_goes_by_its_name() -> None:
    (page,) = guide_sections("Notes", "notes/", "<p>Text.</p>")
    assert (page.title, page.text) == ("Notes", "Text.")
