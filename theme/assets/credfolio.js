// Small conveniences. Every page is complete without them.
import { all, around, h, maybe } from "./dom.js";
import { chosenPlace, whenPlaceIsChosen } from "./place.js";
import { showKeptSize } from "./plan/count.js";

const SAYS = {
  framed: "Another site shows this page inside its own and could cover parts of it.",
  alone: "Open the page by itself",
};
const root = document.documentElement;

// What scripts show on arrival had its place until now; see `.loaded` in the style sheet.
addEventListener("load", () => root.classList.add("loaded"));

// A page cannot refuse a frame without a header, which GitHub Pages does not send. The style sheet
// shows this alone in a frame; the mark is set in the head, before anything is drawn.
if (root.classList.contains("framed")) {
  const out = h("a", { href: location.href, target: "_blank", rel: "noopener" }, SAYS.alone);
  document.body.append(h("p", { class: "cf-alone" }, SAYS.framed, " ", out));
}

showKeptSize();

// --- light and dark ------------------------------------------------------------------------------

const toggle = maybe("[data-scheme-toggle]", HTMLElement);
toggle?.removeAttribute("hidden");
toggle?.addEventListener("click", () => {
  const scheme = getComputedStyle(root).colorScheme.includes("dark") ? "light" : "dark";
  root.dataset.scheme = scheme;
  try {
    localStorage.setItem("credfolio-scheme", scheme);
  } catch {
    // It holds for this page only.
  }
});

// --- print --------------------------------------------------------------------------------------

for (const button of all("[data-print]", HTMLElement)) {
  button.addEventListener("click", () => print());
}
// On paper a date still to be written is a free field, and not "mm/dd/yyyy".
addEventListener("beforeprint", () => {
  for (const date of all("input[type=date]", HTMLInputElement)) {
    date.toggleAttribute("data-empty", !date.value);
  }
});

// On a phone the lists next to a page begin closed.
if (matchMedia("(max-width: 60em)").matches) {
  for (const list of all("[data-fold]", HTMLDetailsElement)) list.open = false;
}

// What scrolls sideways can be scrolled with the keys.
for (const wide of all("pre > code, .md-typeset table", HTMLElement)) {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
}

// Paper has nothing to click: what is folded on the screen is printed.
/** @type {HTMLDetailsElement[]} */
let folded = [];
addEventListener("beforeprint", () => {
  folded = all("details:not([open])", HTMLDetailsElement);
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

// --- credit where the reader works, on cards -----------------------------------------------------

/**
 * The catalog names the place that somebody filters by; else it is the one where the reader works.
 * @param {Event | null} event
 */
function showCredit(event = null) {
  const named = event instanceof CustomEvent ? event.detail?.place : "";
  showCreditIn(named || chosenPlace());
}

/** @param {string} place */
function showCreditIn(place) {
  for (const credit of all("[data-credits]", HTMLElement)) {
    credit.dataset.first ||= credit.textContent ?? "";
    const credits = (credit.dataset.credits ?? "").split(";");
    const mine = place && credits.find((one) => one.startsWith(`${place}=`));
    credit.textContent = mine ? mine.slice(place.length + 1) : credit.dataset.first;
    const short = credit.nextElementSibling; // "1 CEU", where "1 CEU in …" has no room
    if (!(short instanceof HTMLElement)) continue;
    short.dataset.first ||= short.textContent ?? "";
    const amount = mine ? mine.slice(place.length + 1).split(/ in | \(/)[0] : "";
    short.textContent = amount || short.dataset.first;
  }
}
showCredit();
document.addEventListener("credfolio:cards", showCredit);
whenPlaceIsChosen(showCreditIn);

// --- a slash goes to the search box, or opens one ------------------------------------------------

/**
 * The box that answers as one types, loaded when somebody turns to it.
 * @returns {Promise<typeof import("./search/finder.js")>}
 */
const loadFinder = () => import(new URL("finder.js", import.meta.url).href);

// The catalog answers on its own page.
const catalogBox = maybe("[data-catalog-search] input", HTMLInputElement);
const pageBox = catalogBox ?? maybe("[role=search] input", HTMLInputElement);
const searchLink = maybe("[data-search-link]", HTMLAnchorElement);
if (pageBox && !catalogBox) {
  const answerBelow = async () => {
    const place = h("div", { class: "cf-finder__inline" });
    pageBox.form?.after(place);
    (await loadFinder()).attach(pageBox, place);
  };
  // Without the script the box still leads to the catalog.
  pageBox.addEventListener("focus", () => answerBelow().catch(() => {}), { once: true });
}
if (!pageBox) {
  searchLink?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    loadFinder().then(
      (finder) => finder.open(),
      () => location.assign(searchLink.href),
    );
  });
}

document.addEventListener("keydown", (event) => {
  const typing = around(event, "input, textarea, select, [contenteditable]");
  const isOther = event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey;
  if (isOther || typing || document.querySelector("dialog[open]")) return;
  if (pageBox ?? searchLink) event.preventDefault();
  if (pageBox) pageBox.focus();
  else searchLink?.click();
});
