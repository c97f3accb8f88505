// What counts where the reader works, on the page of a micro-credential.
import { isInForce, today } from "./dates.js";
import { all, maybe, the } from "./dom.js";
import { choosePlace, chosenPlace, whenPlaceIsChosen } from "./place.js";
import { fill } from "./wording.js";

const SAYS = {
  notKept: "Your browser keeps nothing for this site, so it is forgotten when you leave.",
  now: "In {place} it counts {amounts} today.",
  mine: "Counts where you work",
  later: "In {place} it counts from a later day; see below.",
  once: "In {place} it counted once, and does not today.",
  unknown: "No credit is recorded for {place}. It may still count: ask there.",
};

const day = today();

/** @param {HTMLElement} row */
const isNow = (row) => isInForce(row.dataset, day);

/** @param {HTMLElement} row */
function stateOf(row) {
  if (isNow(row)) return "now";
  return row.dataset.until && row.dataset.until < day ? "ended" : "later";
}

/**
 * What counts in a place.
 * @param {HTMLElement[]} rows
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
 * The chosen place and those around it, nearest first.
 * @param {HTMLSelectElement} select
 */
function placesAround(select) {
  const known = new Map([...select.options].map((one) => [one.value, one]));
  /** @type {HTMLOptionElement[]} */
  const found = [];
  let id = select.value;
  for (let one = known.get(id); id && one && !found.includes(one); one = known.get(id)) {
    found.push(one);
    id = one.dataset.parent ?? "";
  }
  return found;
}

/**
 * The credit of the reader's place first, then that of places around it, then that of others.
 * @param {HTMLElement} list
 * @param {string[]} mine
 */
function showFirst(list, mine) {
  const items = all("li[data-in]", HTMLElement, list);
  firstOrder.set(list, firstOrder.get(list) ?? items);
  const given = firstOrder.get(list) ?? items;
  const rank = (/** @type {HTMLElement} */ one) => mine.indexOf(one.dataset.in ?? "");
  for (const one of given) one.classList.toggle("cf-elsewhere", mine.length > 0 && rank(one) < 0);
  const near = given.filter((one) => rank(one) >= 0).sort((a, b) => rank(a) - rank(b));
  list.append(...near, ...given.filter((one) => !near.includes(one)));
}
/** @type {Map<HTMLElement, HTMLElement[]>} */
const firstOrder = new Map();

/**
 * @param {HTMLElement} chooser
 * @param {HTMLElement[]} rows of everything that ever counted
 */
function wireChooser(chooser, rows) {
  const select = the("[data-place-choose]", HTMLSelectElement, chooser);
  const says = the("[data-place-says]", HTMLElement);
  const label = the("[data-place-label]", HTMLElement);
  const first = the("[data-place-first]", HTMLElement);
  const any = label.textContent;

  /** @param {boolean} isKept */
  const answer = (isKept) => {
    const around = placesAround(select);
    const ids = around.map((one) => one.value);
    for (const row of rows) row.classList.toggle("cf-mine", ids.includes(row.dataset.in ?? ""));
    label.textContent = ids.length ? SAYS.mine : any;
    showFirst(first, ids);
    const told = around.map((one) => sentenceOf(rows, one.value, one.textContent?.trim() ?? ""));
    says.textContent = [...told, ...(isKept ? [] : [SAYS.notKept])].join(" ");
    // Amounts are seen in the list; only a listener needs the sentence as well.
    const isSeen = isKept && rows.some((row) => ids.includes(row.dataset.in ?? "") && isNow(row));
    says.classList.toggle("cf-sr", isSeen);
  };
  /** @param {string} place */
  const take = (place) => {
    const isKnown = [...select.options].some((one) => one.value === place);
    select.value = isKnown ? place : "";
  };

  take(chosenPlace());
  answer(true);
  select.addEventListener("change", () => answer(choosePlace(select.value)));
  whenPlaceIsChosen((place) => {
    if (place === select.value) return;
    take(place);
    answer(true);
  });
  chooser.hidden = false;
}

const chooser = maybe("[data-place]", HTMLElement);
const stated = all("[data-places] > [data-in]", HTMLElement).filter((row) => !row.hidden);
if (chooser) wireChooser(chooser, stated);
