"""What the look at a page takes for a fault of the keyboard, and what not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from for_everybody import Looked

LINKS = "<style>a:focus-visible { outline: 3px solid }</style><div></div>" + "".join(
    f"<p><a href='#'>{number}</a></p>" for number in range(10)
)
GROWS_UNDER_THE_LAST = """<script>
  document.documentElement.style.overflowAnchor = 'none';
  document.addEventListener('focusin', ({target}) => {
    const above = document.querySelector('div');
    if (target.textContent === '9') above.style.height = '3000px';
  });
</script>"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ("<a href='#' style='position: fixed; left: -900px'>off</a>", ["outside the window"]),
        ("<a href='#' style='outline: none'>bare</a>", ["no outline"]),
        (GROWS_UNDER_THE_LAST, []),
    ],
    ids=["a link that cannot be seen", "a link without an outline", "a page that grows late"],
)
def test_only_what_stays_out_of_sight_is_a_fault(
    browser: Browser, more: str, faults: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 400})
    page.set_content(LINKS + more)
    looked = Looked(page, every=True)
    looked.keys(20)
    page.close()
    assert [fault.rsplit(": ")[-1] for fault in looked.faults] == faults
