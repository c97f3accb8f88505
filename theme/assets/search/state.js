// What a reader has chosen in the catalog, and the address that says it.

import { keepFilters } from "./kept_filters.js";

/**
 * @import { Chosen } from "./kind.js"
 * @import { Facet } from "./index.js"
 */

/** @typedef {"credentials" | "stacks" | "resources"} Shown */
/** @typedef {"relevance" | "newest" | "shortest" | "name"} Sort */

/** @type {Record<Shown, [one: string, many: string]>} */
export const KINDS = {
  credentials: ["micro-credential", "micro-credentials"],
  stacks: ["stack", "stacks"],
  resources: ["resource", "resources"],
};
/** @type {Record<Shown, string>} */
export const HEADINGS = {
  credentials: "Micro-credentials",
  stacks: "Stacks",
  resources: "Learning resources",
};
const SORTS = /** @type {Sort[]} */ (["relevance", "newest", "shortest", "name"]);
export const SHOWN = /** @type {Shown[]} */ (Object.keys(KINDS));
export const MOST_LETTERS = 200;
const MOST_VALUES = 50;

export const FACETS = [...document.querySelectorAll("[data-filters] [data-facet]")].map(
  (group) => group.getAttribute("data-facet") ?? "",
);

/**
 * The choice: words, kind, order, the values of each facet; the same object all the time.
 * `asWords` leaves sentences unread, `asTyped` words as they are.
 * @type {{
 *   q: string, show: Shown, sort: Sort, chosen: Chosen, asWords: boolean, asTyped: boolean,
 * }}
 */
export const state = {
  q: "",
  show: "credentials",
  sort: "relevance",
  chosen: {},
  asWords: false,
  asTyped: false,
};

/**
 * @template {string} T
 * @param {URLSearchParams} given
 * @param {string} name
 * @param {T[]} known
 * @param {string[]} odd  is added to
 * @returns {T}
 */
function oneOf(given, name, known, odd) {
  const value = given.get(name);
  const found = known.find((one) => one === value);
  if (value !== null && found === undefined) odd.push(`${name}=${value}`);
  return found ?? known[0];
}

/** Takes over what the address says; returns the parts that nobody can understand. */
export function readAddress() {
  const given = new URLSearchParams(location.search);
  /** @type {string[]} */
  const odd = [];
  const q = given.get("q") || "";
  if (q.length > MOST_LETTERS) odd.push(`words beyond ${MOST_LETTERS} letters`);
  state.q = q.slice(0, MOST_LETTERS);
  state.show = oneOf(given, "show", SHOWN, odd);
  state.sort = oneOf(given, "sort", SORTS, odd);
  const how = given.getAll("as");
  state.asWords = how.includes("words");
  state.asTyped = how.includes("typed");
  odd.push(...how.filter((one) => one !== "words" && one !== "typed").map((one) => `as=${one}`));
  state.chosen = {};
  for (const facet of FACETS) {
    const values = [...new Set(given.getAll(facet))].filter(Boolean).slice(0, MOST_VALUES);
    if (values.length) state.chosen[facet] = values;
  }
  keepFilters(state.chosen);
  if (given.has("page")) odd.push(`page=${given.get("page")}`);
  return odd;
}

function address() {
  const made = new URL(location.href);
  const { searchParams } = made;
  for (const name of ["q", "as", "show", "sort", "page", ...FACETS]) searchParams.delete(name);
  if (state.q) searchParams.set("q", state.q);
  if (state.q && state.asWords) searchParams.append("as", "words");
  if (state.q && state.asTyped) searchParams.append("as", "typed");
  if (state.show !== "credentials") searchParams.set("show", state.show);
  for (const facet of FACETS) {
    for (const value of state.chosen[facet] || []) searchParams.append(facet, value);
  }
  if (state.sort !== "relevance") searchParams.set("sort", state.sort);
  made.hash = "";
  return made;
}

/**
 * Puts the choice into the address: "push" is a step that going back leads to, "replace" is none.
 * What is typed in one go is one step back, not one for each letter.
 * @param {"push" | "replace" | "type"} how
 * @param {number} shown
 */
export function remember(how, shown) {
  const made = address();
  keepFilters(state.chosen);
  const typing = how === "type";
  const step = typing ? !history.state?.typing : how === "push" && made.href !== location.href;
  if (step) history.pushState({ typing, shown }, "", made);
  else history.replaceState({ typing, shown }, "", made);
}

export function isPlain() {
  const { q, show, sort, chosen } = state;
  const hasChosen = Object.values(chosen).some((values) => values.length);
  return !q.trim() && show === "credentials" && sort === "relevance" && !hasChosen;
}

/**
 * The chosen values without one.
 * @param {string} facet
 * @param {string} value
 */
export function without(facet, value) {
  const left = { ...state.chosen, [facet]: state.chosen[facet].filter((one) => one !== value) };
  if (!left[facet].length) delete left[facet];
  return left;
}

/**
 * Values that the index does not have are dropped from the choice, and returned.
 * @param {Facet[]} facets
 */
export function dropUnknown(facets) {
  const odd = [];
  for (const [facet, values] of Object.entries(state.chosen)) {
    const known = facets.find((one) => one.id === facet);
    const good = values.filter((value) => known?.number.has(value));
    const bad = values.filter((value) => !good.includes(value));
    odd.push(...bad.map((value) => `${facet}=${value}`));
    if (good.length) state.chosen[facet] = good;
    else delete state.chosen[facet];
  }
  return odd;
}

/** @param {number} value */
export const number = (value) => value.toLocaleString("en-US");

/**
 * "1,204 micro-credentials".
 * @param {number} value
 * @param {Shown} kind
 */
export const amount = (value, kind) => `${number(value)} ${KINDS[kind][value === 1 ? 0 : 1]}`;
