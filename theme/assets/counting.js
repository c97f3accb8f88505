// What counts in the place of the reader, and the filter of a long list. The page is whole without
// this; what holds on which day is the business of days.js.
import { isInForce, today } from "./dates.js";
import { maybe, the } from "./dom.js";
import { choosePlace, chosenPlace } from "./place.js";
import { bare, fill } from "./wording.js";

const SAYS = {
  notKept: "Your browser keeps nothing for this site, so it is forgotten when you leave.",
  shown: "{n} of {size} shown",
  forget: "Forget that I work here",
  here: "This is where I work",
  first: "Cards and pages show what counts here first.",
  now: "In {place} it counts {amounts} today.",
  later: "In {place} it counts from a later day; see the table.",
  once: "In {place} it counted once, and does not today.",
  unknown: "No credit is recorded for {place}. It may still count: ask there.",
};
const FEWEST_FILTERED = 6; // rows

const day = today();

/** @param {HTMLElement} row */
function stateOf(row) {
  if (isInForce(row.dataset, day)) return "now";
  return row.dataset.until && row.dataset.until < day ? "ended" : "later";
}

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

/**
 * What counts in a place.
 * @param {HTMLTableRowElement[]} rows
 * @param {string} id
 * @param {string} place
 */
function sentenceOf(rows, id, place) {
  const own = rows.filter((row) => row.dataset.in === id);
  const now = own.filter((row) => stateOf(row) === "now").map((row) => row.dataset.amount);
  if (now.length) return fill(SAYS.now, { place, amounts: now.join(" and ") });
  if (own.some((row) => stateOf(row) === "later")) return fill(SAYS.later, { place });
  return fill(own.length ? SAYS.once : SAYS.unknown, { place });
}

/**
 * @param {HTMLElement} chooser
 * @param {HTMLTableElement} places
 */
function wireChooser(chooser, places) {
  const select = the("[data-place-choose]", HTMLSelectElement, chooser);
  const says = the("[data-place-says]", HTMLElement, chooser);
  const rows = [...places.tBodies[0].rows];

  /** What counts in the chosen place, and in the one around it. */
  const answer = () => {
    for (const row of rows) row.classList.toggle("cf-mine", row.dataset.in === select.value);
    if (!select.value) return "";
    const option = select.selectedOptions[0];
    const around = option.dataset.parent;
    const outer = around && [...select.options].find((one) => one.value === around);
    return [option, ...(outer ? [outer] : [])]
      .map((one) => sentenceOf(rows, one.value, one.textContent ?? ""))
      .join(" ");
  };

  const place = chosenPlace();
  if ([...select.options].some((one) => one.value === place)) select.value = place;
  says.textContent = answer();
  select.addEventListener("change", () => {
    const kept = choosePlace(select.value);
    says.textContent = answer() + (kept ? "" : ` ${SAYS.notKept}`);
  });
  chooser.hidden = false;
}

const here = maybe("[data-place-here]", HTMLElement);
if (here) wireHere(here);
const chooser = maybe("[data-place]", HTMLElement);
const places = maybe("[data-places]", HTMLTableElement);
if (chooser && places) wireChooser(chooser, places);
