"""Every page of the demonstration, on a desk and on a phone, as people use it. Takes minutes."""

from __future__ import annotations

import pytest

from for_everybody import DESK, PHONE, faults_of
from html_tree import load_page, page_addresses
from page_checks import Watched

pytestmark = [pytest.mark.browser, pytest.mark.audit]

PARTS = 12
"""Pages are dealt out, so that processes share the work and one bad page hides no other part."""
MOST_STOPS = 1_000


@pytest.mark.parametrize("window", ["desk", "phone"])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_for_everybody_and_quiet(
    part, window, browser, demo_site, demo_address
) -> None:
    every = [one for one in page_addresses(demo_site) if not load_page(demo_site, one).leads_on]
    assert len(every) > 200
    context = browser.new_context(
        viewport=DESK if window == "desk" else PHONE, color_scheme="light", reduced_motion="reduce"
    )
    watched = Watched(context, demo_address)
    found = {}
    for address in every[part::PARTS]:
        faults = faults_of(watched.page, demo_address + address, MOST_STOPS, every=True)
        if faults or watched.noise:
            found[address] = [*faults, *watched.noise]
        watched.noise.clear()
        watched.page.emulate_media(color_scheme="light", forced_colors="none")
        watched.page.set_viewport_size(DESK if window == "desk" else PHONE)
    assert context.cookies() == []
    context.close()
    assert found == {}, "\n".join(f"{at}: {fault}" for at, all in found.items() for fault in all)
