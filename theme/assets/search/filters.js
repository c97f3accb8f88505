// The filters next to the results, or in a sheet on phones; chips of what is chosen; the tabs of
// kinds.
import { all, h, maybe, the } from "../dom.js";
import { choosePlace } from "../place.js";
import { fill } from "../wording.js";
import { said, without } from "./reading.js";
import { FACETS, without as leftWithout, number, state } from "./state.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 * @import { Counts, Kind } from "./kind.js"
 * @import { Reading } from "./sentence.js"
 */

const SAYS = {
  read: "Read as:",
  undo: "Search for these words instead",
  redo: "Read the sentence as filters",
  label: "{title}: {value}",
  takeOff: " – take this filter off",
  clear: "Clear all",
  show: "Show {amount}",
};
const OPEN_ON_A_PHONE = "hours";

export const filters = the("[data-filters]", HTMLFormElement);
const place = the("[data-filter-place]", HTMLElement);
const sheet = the("[data-sheet]", HTMLDialogElement);
const opener = the("[data-open-filters]", HTMLElement);
const chips = the("[data-chosen]", HTMLElement);
const input = the("[data-catalog-search] input", HTMLInputElement);
export const sortBox = the("[data-sort]", HTMLSelectElement);
export const tabs = all("[data-show]", HTMLElement);
const firstCounts = new Map(
  all(".cf-value b", HTMLElement, filters).map((count) => [count, [...count.childNodes]]),
);

export const inSheet = () => sheet.open;

/** @param {string} facet */
const groupOf = (facet) => maybe(`[data-facet="${facet}"]`, HTMLDetailsElement, filters);
/** @param {ParentNode} within */
const boxesIn = (within) => all("input", HTMLInputElement, within);

/**
 * "Cost: Free"; without an index the value's id is given in place of its name.
 * @param {string} facet
 * @param {string} value
 * @param {SearchIndex | null} index
 */
export function label(facet, value, index) {
  const known = index?.facets.find((one) => one.id === facet);
  const title = the(`[data-facet="${facet}"] summary`, HTMLElement, filters).textContent;
  return fill(SAYS.label, { title, value: known?.labels.get(value) || value });
}

/**
 * Boxes, tabs and fields as the choice says, and what was read from a sentence.
 * @param {Reading[]} readings
 */
export function showChoice(readings = []) {
  if (input.value !== state.q && document.activeElement !== input) input.value = state.q;
  sortBox.value = state.sort;
  for (const tab of tabs) {
    tab.setAttribute("aria-pressed", String(tab.dataset.show === state.show));
  }
  for (const box of boxesIn(filters)) {
    const read = readings.some(
      ({ facet, values }) => facet === box.name && values?.includes(box.value),
    );
    box.checked = read || (state.chosen[box.name] || []).includes(box.value);
  }
}

/**
 * The number next to each value: what choosing it alone would give.
 * @param {SearchIndex} index
 * @param {Kind} kind
 * @param {Counts} counts
 * @param {Asked | null} asked
 */
export function showCounts(index, kind, counts, asked = null) {
  index.facets.forEach((facet, f) => {
    const group = groupOf(facet.id);
    const sizes = counts[f];
    if (!group) return;
    group.hidden = !kind.rows[f];
    if (!sizes) return;
    const listed = new Set(boxesIn(group).map((box) => box.value));
    const chosen = state.chosen[facet.id] || [];
    if (chosen.some((value) => !listed.has(value))) showAll(index, facet.id);
    for (const row of all(".cf-value", HTMLElement, group)) {
      const size = sizes[facet.number.get(the("input", HTMLInputElement, row).value) ?? -1];
      the("b", HTMLElement, row).textContent = number(size);
      row.classList.toggle("cf-value--none", size === 0);
    }
  });
  showChoice(asked?.readings);
}

/** The numbers that the page came with. */
export function showFirstCounts() {
  for (const [count, nodes] of firstCounts) count.replaceChildren(...nodes);
  showChoice();
}

/**
 * Every value of a facet, in place of the first few; gives the first new one.
 * @param {SearchIndex} index
 * @param {string} id
 */
export function showAll(index, id) {
  const group = groupOf(id);
  const button = group?.querySelector("[data-all]");
  const facet = index.facets.find((one) => one.id === id);
  if (!group || !button || !facet) return null;
  const there = group.querySelectorAll(".cf-value").length;
  const rows = facet.values
    .slice(there)
    .map(([value, name]) =>
      h(
        "label",
        { class: "cf-value" },
        h("input", { type: "checkbox", name: id, value }),
        h("span", {}, name),
        h("b"),
      ),
    );
  button.replaceWith(...rows);
  return rows[0] ?? null;
}

/** @typedef {(act: () => void) => void} Change */

/**
 * @param {string} facet
 * @param {string} value
 * @param {SearchIndex | null} index
 * @param {Change} change
 */
function chip(facet, value, index, change) {
  const takeOff = () => {
    state.chosen = leftWithout(facet, value);
  };
  return h(
    "button",
    { type: "button", class: "cf-taken", onclick: () => change(takeOff) },
    label(facet, value, index),
    h("span", { class: "cf-sr" }, SAYS.takeOff),
    h("span", { class: "cf-taken__x", "aria-hidden": "true" }, "×"),
  );
}

/**
 * A chip for a filter that was read from the sentence; pressing it takes its words out.
 * @param {Reading} reading
 * @param {SearchIndex} index
 * @param {Change} change
 */
function readChip(reading, index, change) {
  const takeOut = () => {
    state.q = without(state.q, reading.spans);
  };
  return h(
    "button",
    { type: "button", class: "cf-taken cf-taken--read", onclick: () => change(takeOut) },
    said(reading, index.facets),
    h("span", { class: "cf-sr" }, SAYS.takeOff),
    h("span", { class: "cf-taken__x", "aria-hidden": "true" }, "×"),
  );
}

/**
 * The chips of what was read, and the way back to a search for the words alone.
 * @param {SearchIndex} index
 * @param {Asked} asked
 * @param {Change} change
 */
function readChips(index, { readings }, change) {
  if (state.asWords) {
    const readAgain = () => {
      state.asWords = false;
    };
    return [undoButton(SAYS.redo, () => change(readAgain))];
  }
  if (!readings.length) return [];
  const leaveUnread = () => {
    state.asWords = true;
  };
  return [
    h("span", { class: "cf-chosen__read" }, SAYS.read),
    ...readings.map((one) => readChip(one, index, change)),
    undoButton(SAYS.undo, () => change(leaveUnread)),
  ];
}

/** @type {(words: string, act: () => void) => HTMLElement} */
const undoButton = (words, act) =>
  h("button", { type: "button", class: "cf-taken cf-taken--all", onclick: act }, words);

/**
 * A chip for each value that was chosen or read; pressing one takes it off.
 * @param {SearchIndex | null} index
 * @param {Change} change
 * @param {Asked | null} asked
 */
export function showChips(index, change, asked = null) {
  const { activeElement } = document;
  const had = activeElement ? [...chips.children].indexOf(activeElement) : -1;
  /** @type {HTMLElement[]} */
  const made = FACETS.flatMap((facet) =>
    (state.chosen[facet] || []).map((value) => chip(facet, value, index, change)),
  );
  const size = made.length ? String(made.length) : "";
  the("[data-chosen-count]", HTMLElement).textContent = size;
  if (index && asked) made.unshift(...readChips(index, asked, change));
  // Words alone are cleared in their box.
  if (size) {
    const attributes = { type: "button", class: "cf-taken cf-taken--all", "data-clear": true };
    made.push(h("button", attributes, SAYS.clear));
  }
  chips.replaceChildren(...made);
  chips.hidden = !made.length;
  if (had >= 0) (made[Math.min(had, made.length - 1)] || input).focus();
}

/**
 * How many of each kind there are, on its tab; and of the one shown, on the button that closes the
 * sheet.
 * @param {Record<string, number>} sizes
 */
export function showTotals(sizes, said = "") {
  for (const tab of tabs) {
    const size = sizes[tab.dataset.show ?? ""];
    the("b", HTMLElement, tab).textContent = size === undefined ? "" : number(size);
  }
  if (!said) return;
  for (const button of all("[data-sheet-count]", HTMLElement)) {
    button.textContent = fill(SAYS.show, { amount: said });
  }
}

// There is one control for the place: choosing it among the filters remembers it, so that every
// page names its credit.
filters.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.name === "credit" && target.checked) {
    choosePlace(target.value);
  }
});

/**
 * Cards are new, or say another place's credit: of the filter's, else of the reader's.
 * @param {string[]} [places]  chosen, or read from the sentence
 */
export function tellCards(places = state.chosen.credit) {
  const detail = { place: places?.at(-1) ?? "" };
  document.dispatchEvent(new CustomEvent("credfolio:cards", { detail }));
}

/**
 * On phones the filters move into a sheet and back. `turnTo` is told that a reader turns to them.
 * @param {() => void} turnTo
 */
export function listen(turnTo) {
  opener.addEventListener("click", () => {
    the("[data-sheet-body]", HTMLElement).append(filters);
    sheet.showModal();
    turnTo();
  });
  for (const button of all("[data-close-filters]", HTMLElement)) {
    button.addEventListener("click", () => sheet.close());
  }
  sheet.addEventListener("close", () => {
    place.append(filters);
    opener.focus();
  });
  matchMedia("(min-width: 60em)").addEventListener("change", (wide) => {
    if (wide.matches && sheet.open) sheet.close();
  });
  if (matchMedia("(max-width: 60em)").matches) {
    for (const group of all("details", HTMLDetailsElement, filters)) {
      group.open = group.dataset.facet === OPEN_ON_A_PHONE;
    }
  }
  filters.addEventListener("pointerenter", turnTo, { once: true });
  filters.addEventListener("focusin", turnTo, { once: true });
  filters.addEventListener("submit", (event) => event.preventDefault());
}
