// The filter of a long list, and the button that says where the reader works. The page is whole
// without this; what holds on which day is the business of days.js.
import { maybe, the } from "./dom.js";
import { choosePlace, chosenPlace } from "./place.js";
import { bare, fill } from "./wording.js";

const SAYS = {
  notKept: "Your browser keeps nothing for this site, so it is forgotten when you leave.",
  shown: "{n} of {size} shown",
  forget: "Forget that I work here",
  here: "This is where I work",
  first: "Cards and pages show what counts here first.",
};
const FEWEST_FILTERED = 6; // rows

// --- the filter of a jurisdiction's page ---------------------------------------------------------

/**
 * @param {HTMLFormElement} filter
 * @param {HTMLTableElement} table
 */
function wireFilter(filter, table) {
  const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden); // those of today
  const texts = rows.map((row) => bare(row.textContent ?? ""));
  const said = the("[data-counting-said]", HTMLElement, filter);
  const typed = the('[name="words"]', HTMLInputElement, filter);
  const chosen = maybe('[name="category"]', HTMLSelectElement, filter);
  filter.hidden = rows.length < FEWEST_FILTERED;
  for (const option of [...(chosen?.options ?? [])].slice(1)) {
    if (!rows.some((row) => row.dataset.category === option.value)) option.remove();
  }
  filter.addEventListener("input", () => {
    const words = bare(typed.value).split(/\s+/).filter(Boolean);
    const category = chosen?.value ?? "";
    rows.forEach((row, n) => {
      const fits = words.every((word) => texts[n].includes(word));
      row.hidden = !fits || (category !== "" && row.dataset.category !== category);
    });
    const n = rows.filter((row) => !row.hidden).length;
    const isFiltered = words.length > 0 || category !== "";
    said.textContent = isFiltered ? fill(SAYS.shown, { n, size: rows.length }) : "";
  });
  filter.addEventListener("submit", (event) => event.preventDefault());
}

const filter = maybe("[data-counting-filter]", HTMLFormElement);
const table = maybe("[data-counting]", HTMLTableElement);
if (filter && table) wireFilter(filter, table);

// --- the reader's place --------------------------------------------------------------------------

/** @param {HTMLElement} button */
function wireHere(button) {
  const said = the("[data-place-said]", HTMLElement);
  const id = button.dataset.placeHere ?? "";
  /** @param {boolean} kept */
  const tell = (kept) => {
    const isMine = chosenPlace() === id;
    button.textContent = isMine ? SAYS.forget : SAYS.here;
    if (!kept) said.textContent = SAYS.notKept;
    else said.textContent = isMine ? SAYS.first : "";
  };
  button.hidden = false;
  button.addEventListener("click", () => tell(choosePlace(chosenPlace() === id ? "" : id)));
  tell(true);
}

const here = maybe("[data-place-here]", HTMLElement);
if (here) wireHere(here);
