// @ts-nocheck
// The filters beside the results, or in a sheet on phones; the chips of what is chosen; the tabs of kinds.
import { h } from "../dom.js";
import { chosenPlace, choosePlace } from "../place.js";
import { FACETS, number, state, without } from "./state.js";

const filters = document.querySelector("[data-filters]");
const place = document.querySelector("[data-filter-place]");
const sheet = document.querySelector("[data-sheet]");
const opener = document.querySelector("[data-open-filters]");
const chips = document.querySelector("[data-chosen]");
const input = document.querySelector("[data-catalog-search] input");
const sortBox = document.querySelector("[data-sort]");
const tabs = [...document.querySelectorAll("[data-show]")];
const counted = new Map([...filters.querySelectorAll(".cf-value b")].map((place) => [place, place.textContent]));

export { filters, sortBox, tabs };
export const inSheet = () => sheet.open;

// "Cost: Free"; without an index the value's id stands for its name.
export function label(facet, value, index) {
  const known = index && index.facets.find((one) => one.id === facet);
  const title = filters.querySelector(`[data-facet="${facet}"] summary`).textContent;
  return `${title}: ${known ? known.labels.get(value) || value : value}`;
}

// Boxes, tabs and fields as the choice says.
export function showChoice() {
  if (input.value !== state.q && document.activeElement !== input) input.value = state.q;
  sortBox.value = state.sort;
  for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.show === state.show));
  for (const box of filters.querySelectorAll("input")) box.checked = (state.chosen[box.name] || []).includes(box.value);
}

// The number beside each value: what choosing it alone would give.
export function showCounts(index, kind, counts) {
  index.facets.forEach((facet, f) => {
    const group = filters.querySelector(`[data-facet="${facet.id}"]`);
    if (!group) return;
    group.hidden = !kind.rows[f];
    if (!kind.rows[f]) return;
    const listed = new Set([...group.querySelectorAll("input")].map((box) => box.value));
    if ((state.chosen[facet.id] || []).some((value) => !listed.has(value))) showAll(index, facet.id);
    for (const row of group.querySelectorAll(".cf-value")) {
      const size = counts[f][facet.number.get(row.querySelector("input").value)];
      row.querySelector("b").textContent = number(size);
      row.classList.toggle("cf-value--none", size === 0);
    }
  });
  showChoice();
}

// The numbers that the page came with.
export function showFirstCounts() {
  for (const [place, text] of counted) place.textContent = text;
  showChoice();
}

// Every value of a facet, in place of the first few; gives the first new one.
export function showAll(index, id) {
  const group = filters.querySelector(`[data-facet="${id}"]`);
  const button = group.querySelector("[data-all]");
  if (!button) return null;
  const facet = index.facets.find((one) => one.id === id);
  const there = group.querySelectorAll(".cf-value").length;
  const rows = facet.values.slice(there).map(([value, name]) => h("label", { class: "cf-value" },
    h("input", { type: "checkbox", name: id, value }), h("span", {}, name), h("b")));
  button.replaceWith(...rows);
  return rows[0];
}

// A chip for each chosen value; pressing one takes it off.
export function showChips(index, change) {
  const had = chips.contains(document.activeElement) ? [...chips.children].indexOf(document.activeElement) : -1;
  const made = [];
  for (const facet of FACETS) for (const value of state.chosen[facet] || []) {
    made.push(h("button", { type: "button", class: "cf-taken", onclick: () => change(() => { state.chosen = without(facet, value); }) },
      label(facet, value, index), h("span", { class: "cf-sr" }, " – take this filter off"), h("span", { class: "cf-taken__x", "aria-hidden": "true" }, "×")));
  }
  document.querySelector("[data-chosen-count]").textContent = made.length ? String(made.length) : "";
  // Words alone are cleared in their box.
  if (made.length) made.push(h("button", { type: "button", class: "cf-taken cf-taken--all", "data-clear": true }, "Clear all"));
  chips.replaceChildren(...made);
  chips.hidden = !made.length;
  if (had >= 0) (chips.children[Math.min(had, chips.children.length - 1)] || input).focus();
}

// How many of each kind there are, on its tab; and of the one shown, on the button that closes the sheet.
export function showTotals(sizes, said) {
  for (const tab of tabs) tab.querySelector("b").textContent = tab.dataset.show in sizes ? number(sizes[tab.dataset.show]) : "";
  if (said) for (const button of document.querySelectorAll("[data-sheet-count]")) button.textContent = `Show ${said}`;
}

// The place whose credit the cards name, remembered in this browser.
const creditFor = document.querySelector("[data-credit-for]");
if (creditFor) {
  const showPlace = () => {
    const place = chosenPlace();
    if ([...creditFor.options].some((option) => option.value === place)) creditFor.value = place;
  };
  showPlace();
  addEventListener("pageshow", showPlace);
  creditFor.closest("label").hidden = false;
  creditFor.addEventListener("change", () => {
    choosePlace(creditFor.value);
    tellCards();
  });
}

// Cards are there anew, or say another place's credit: that of the filter, else of where she works.
export function tellCards() {
  const place = (state.chosen.credit || [])[0] || (creditFor ? creditFor.value : "");
  document.dispatchEvent(new CustomEvent("credfolio:cards", { detail: { place } }));
}

// On phones the filters move into a sheet and back. `turnTo` is told that a reader turns to them.
export function listen(turnTo) {
  opener.addEventListener("click", () => {
    document.querySelector("[data-sheet-body]").append(filters);
    sheet.showModal();
    turnTo();
  });
  for (const button of document.querySelectorAll("[data-close-filters]")) button.addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => { place.append(filters); opener.focus(); });
  matchMedia("(min-width: 60em)").addEventListener("change", (wide) => { if (wide.matches && sheet.open) sheet.close(); });
  if (matchMedia("(max-width: 60em)").matches) for (const group of filters.querySelectorAll("details")) group.open = group.dataset.facet === "hours";
  filters.addEventListener("pointerenter", turnTo, { once: true });
  filters.addEventListener("focusin", turnTo, { once: true });
  filters.addEventListener("submit", (event) => event.preventDefault());
}
