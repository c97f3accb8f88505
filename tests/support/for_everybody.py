"""What a page is held to for people who use keys, large letters, a phone or their own colors."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from page_checks import COLORS, CONTRAST, WIDER, violations
from read_aloud import run_together

# The focused element can be seen: it has an outline, is in the window, and is not covered.
STATE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const words = (e.innerText || e.getAttribute('aria-label') || e.name || e.tagName).trim();
  const faults = [];
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
    faults.push('no outline');
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
    faults.push('outside the window');
  else {
    const at = [[.5, .5], [.1, .5], [.9, .5]];
    const inside = [...e.getClientRects()].some(r => at.some(([x, y]) => {
      // Of what is taller or wider than the window, the part that is in it.
      const left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth);
      const upper = Math.max(r.top, 0), lower = Math.min(r.bottom, innerHeight);
      const top = document.elementFromPoint(left + (right - left) * x, upper + (lower - upper) * y);
      return top && (e.contains(top) || top.contains(e));
    }));
    if (!inside) faults.push('covered');
  }
  return {n: [...document.querySelectorAll('*')].indexOf(e), words: words.slice(0, 60), faults};
}"""
# Once the page has settled, the same stop again: what a late layout pushed out of the window stays
# there until the next key, and Tab would have scrolled to where the stop is now.
STOP_AGAIN = """() => new Promise(done => {
  const e = document.activeElement;
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    e?.blur();
    e?.focus();
    done();
  }, 100)));
})"""
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
# Of what is far below the window nothing is laid out anew, and it would be measured as it was.
LAID_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets.push(sheet);
}"""
# Text that its own box cuts off. What is for screen readers only is cut on purpose.
CUT = """() => [...document.querySelectorAll('#content *, header *, footer *')].filter(e => {
  const s = getComputedStyle(e);
  if (!e.textContent.trim() || e.closest('.cf-sr, .cf-skip, svg, pre, .cf-scroll')) return false;
  const clips = v => v === 'hidden' || v === 'clip';
  return (clips(s.overflowY) && e.scrollHeight > e.clientHeight + 2) ||
         (clips(s.overflowX) && e.scrollWidth > e.clientWidth + 2);
}).slice(0, 4).map(e => e.className + ': ' + e.textContent.trim().slice(0, 50))"""
# With the system's own colors: what can be used and has neither an edge nor words nor a picture.
EDGES = """() => [...document.querySelectorAll('button, input, select, textarea, .cf-button')]
  .filter(e => e.checkVisibility()).filter(e => {
    const s = getComputedStyle(e);
    // The system draws a box to tick and a button for files; an input for readers of screens is
    // seen as its label.
    if (/^(checkbox|radio)$/.test(e.type) && s.appearance !== 'none') return false;
    if (e.type === 'file') return false;
    if (e.classList.contains('cf-sr')) return false;
    const edge = s.borderTopStyle !== 'none' && parseFloat(s.borderTopWidth) >= 1;
    return !edge && !e.querySelector('svg') && !e.innerText.trim();
  }).map(e => e.outerHTML.slice(0, 120))"""
UNSEEN = """() => [...document.querySelectorAll('.cf-icon')].filter(e => e.checkVisibility() &&
  getComputedStyle(e).fill === getComputedStyle(document.body).backgroundColor)
  .map(e => e.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e);
  return s.animationName !== 'none' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0)
    || s.scrollBehavior === 'smooth';
}).slice(0, 4).map(e => e.tagName + '.' + e.className)"""
LANDMARKS = """() => {
  const faults = [], seen = s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility());
  if (seen('main').length !== 1) faults.push('main: ' + seen('main').length);
  // One that says it is of another level, as in a preview, is not the page's.
  const first = seen('h1').filter((one) => (one.ariaLevel ?? '1') === '1');
  if (first.length !== 1) faults.push('h1: ' + first.length);
  if (!document.documentElement.lang) faults.push('no language');
  const names = seen('nav, aside, [role=search]').map(e => {
    const by = e.getAttribute('aria-labelledby');
    const name = by ? document.getElementById(by)?.textContent : e.getAttribute('aria-label');
    return (e.getAttribute('role') || e.tagName) + ' ' + (name || '').trim();
  });
  for (const n of names) {
    if (names.filter(m => m === n).length > 1) faults.push('twice: ' + n);
    if (n.startsWith('NAV') && n === 'NAV ') faults.push('a nav without a name');
  }
  return faults;
}"""
BEYOND = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1
    && !e.closest('.cf-scroll, pre, table, .cf-sr, .cf-skip');
}).slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 60))"""
# Hints in fields that are cut in the middle of a letter.
HINTS = """() => [...document.querySelectorAll('input[placeholder]')].filter(e => {
  const s = getComputedStyle(e);
  if (!e.checkVisibility() || !e.placeholder.trim() || s.textOverflow === 'ellipsis') return false;
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = s.font;
  const room = e.clientWidth - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight);
  return pen.measureText(e.placeholder).width > room;
}).map(e => e.placeholder)"""
# Words of usual length in two lines: a column is narrower than they are. Not those of addresses.
BROKEN = r"""() => {
  const found = new Set(), range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const word = /(?<![\p{L}\d./@_:])\p{L}{4,14}(?![\p{L}\d/@_:]|\.\p{L})/gu;
  for (let node; (node = walk.nextNode());) {
    const box = node.parentElement;
    if (!box.checkVisibility() || box.closest('.cf-sr, pre, code, .cf-code, svg, option')) continue;
    if (box.getBoundingClientRect().width < 2) continue;  // for listeners
    for (const { 0: text, index } of node.data.matchAll(word)) {
      range.setStart(node, index);
      range.setEnd(node, index + text.length);
      const tops = [...range.getClientRects()].map(one => Math.round(one.top));
      if (new Set(tops).size > 1) found.add(text);
    }
  }
  return [...found].slice(0, 8);
}"""
# A field with a width of 100 % is wider than its place by what is around its words.
BOXES = """() => [...document.querySelectorAll('body *')].filter(
  e => getComputedStyle(e).boxSizing !== 'border-box' && !e.closest('svg')
).slice(0, 5).map(e => e.tagName + '.' + e.className)"""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true })"
FIRST = "document.querySelector('.cf-skip').focus()"

DESK = {"width": 1280, "height": 844}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
"""A small phone, which is also 1280 pixels at 400 % zoom."""


SCHEMES = ("light", "dark")

PARTS_OF_A_DATE = 4
"""Day, month, year and the button for a calendar: stops of Tab within one field."""


@dataclass
class Looked:
    """One page, loaded once and looked at in every way that its window allows."""

    page: Page
    every: bool
    faults: list[str] = field(default_factory=list)

    def expect_nothing(self, what: str, found: object) -> None:
        """Note what should not have been found."""
        if found:
            self.faults.append(f"{what}: {found}")

    def wide(self, what: str) -> None:
        if wider := self.page.evaluate(WIDER):
            self.faults.append(f"{what}: {wider} px too wide: {self.page.evaluate(BEYOND)}")

    def keys(self, most: int) -> None:
        """Press Tab to the end of the page, or `most` times."""
        seen: list[int] = []
        stays = 0
        for _ in range(most):
            self.page.keyboard.press("Tab")
            state = self.page.evaluate(STATE)
            if state is None:
                break
            stays = stays + 1 if seen and state["n"] == seen[-1] else 0
            if 0 < stays <= PARTS_OF_A_DATE:
                continue
            if state["faults"]:
                # Not within a date: focusing it again would begin at its first part for ever.
                self.page.evaluate(STOP_AGAIN)
                state = self.page.evaluate(STATE) or state
            if state["n"] in seen:
                if state["n"] != seen[0]:
                    self.faults.append(f"keys: {state['words']}: comes back")
                break
            seen.append(state["n"])
            self.faults += [f"keys: {state['words']}: {fault}" for fault in state["faults"]]
        if len(seen) < 8:
            self.faults.append(f"keys: only {len(seen)} stops")

    def colours(self, contrast: Collection[str]) -> None:
        """Light with every rule; dark with those about colours; then the system's own colours."""
        left_out = () if "light" in contrast else (CONTRAST,)
        if contrast:
            self.expect_nothing(
                "axe in light", violations(self.page, without=left_out, every=self.every)
            )
        self.page.emulate_media(color_scheme="dark")
        if "dark" in contrast:
            self.expect_nothing("axe in dark", violations(self.page, COLORS, every=self.every))
        self.page.emulate_media(forced_colors="active")
        if not self.page.evaluate("matchMedia('(forced-colors: active)').matches"):
            self.faults.append("the system's colors could not be tried")
        self.expect_nothing("no edge with forced colors", self.page.evaluate(EDGES))
        self.expect_nothing("unseen with forced colors", self.page.evaluate(UNSEEN))
        self.page.evaluate(FIRST)
        self.page.keyboard.press("Tab")
        self.expect_nothing("keys, forced colors", self.page.evaluate(STATE)["faults"])
        self.page.emulate_media(forced_colors="none", color_scheme="light")

    def letters(self) -> None:
        """A desk's letters twice as large; a phone's farther apart, and a phone that is smaller."""
        if self.page.viewport_size == DESK:
            self.page.evaluate("document.documentElement.style.fontSize = '250%'")  # it is 125 %
            said = "letters twice as large"
        else:
            self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
            self.wide("at 320 px")
            self.expect_nothing("beyond 320 px", self.page.evaluate(BEYOND))
            self.expect_nothing("hints cut at 320 px", self.page.evaluate(HINTS))
            self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            self.page.evaluate(SPACING)
            said = "letters farther apart"
        self.expect_nothing(f"cut with {said}", self.page.evaluate(CUT))
        self.wide(said)


def faults_of(
    page: Page,
    address: str,
    most: int,
    *,
    contrast: Collection[str] = SCHEMES,
    every: bool = False,
    aloud: bool = True,
) -> list[str]:
    """Load the page and look at all of it, with at most `most` steps of the keyboard.

    `contrast` names the schemes in which axe measures the contrast of texts, of `every` one or of
    one of each kind. Without any, axe is left out. Whether words run together is asked where the
    page is read `aloud`.
    """
    page.goto(address)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate(LAID_OUT)
    looked = Looked(page, every)
    looked.wide("as loaded")
    looked.expect_nothing("landmarks", page.evaluate(LANDMARKS))
    looked.expect_nothing("moves", page.evaluate(MOVES))
    looked.expect_nothing("words in two lines", page.evaluate(BROKEN))
    looked.keys(most)
    page.evaluate(UNFOLD)
    if aloud:
        looked.expect_nothing("run together when read aloud", run_together(page))
    looked.wide("unfolded")
    looked.expect_nothing("not measured by its border", page.evaluate(BOXES))
    looked.colours(contrast)
    looked.letters()
    return looked.faults
