// @ts-nocheck
// What a reader has chosen in the catalog, and the address that says it.

export const KINDS = { credentials: ["micro-credential", "micro-credentials"], stacks: ["stack", "stacks"], resources: ["resource", "resources"] };
export const HEADINGS = { credentials: "Micro-credentials", stacks: "Stacks", resources: "Learning resources" };
const SORTS = ["relevance", "newest", "shortest", "name"];
const MOST_LETTERS = 200, MOST_VALUES = 50;

export const FACETS = [...document.querySelectorAll("[data-filters] [data-facet]")].map((group) => group.dataset.facet);

// The choice: words, kind, order, {facet: [value, …]}; the same object all the time.
export const state = { q: "", show: "credentials", sort: "relevance", chosen: {} };

// Takes over what the address says; returns the parts that nobody can understand.
export function readAddress() {
  const given = new URLSearchParams(location.search);
  const odd = [];
  const q = given.get("q") || "";
  if (q.length > MOST_LETTERS) odd.push(`words beyond ${MOST_LETTERS} letters`);
  Object.assign(state, { q: q.slice(0, MOST_LETTERS), show: "credentials", sort: "relevance", chosen: {} });
  for (const [name, known] of [["show", Object.keys(KINDS)], ["sort", SORTS]]) {
    const value = given.get(name);
    if (value === null) continue;
    if (known.includes(value)) state[name] = value; else odd.push(`${name}=${value}`);
  }
  for (const facet of FACETS) {
    const values = [...new Set(given.getAll(facet))].filter(Boolean).slice(0, MOST_VALUES);
    if (values.length) state.chosen[facet] = values;
  }
  if (given.has("page")) odd.push(`page=${given.get("page")}`);
  return odd;
}

function address() {
  const made = new URL(location.href);
  for (const name of ["q", "show", "sort", "page", ...FACETS]) made.searchParams.delete(name);
  if (state.q) made.searchParams.set("q", state.q);
  if (state.show !== "credentials") made.searchParams.set("show", state.show);
  for (const facet of FACETS) for (const value of state.chosen[facet] || []) made.searchParams.append(facet, value);
  if (state.sort !== "relevance") made.searchParams.set("sort", state.sort);
  made.hash = "";
  return made;
}

// Puts the choice into the address: "push" is a step that goes back leads to, "replace" is none.
export function remember(how, shown) {
  const made = address();
  if (how === "push" && made.href === location.href) how = "replace";
  // What is typed in one go is one step back, not one for each letter.
  const typing = how === "type";
  if (typing) how = history.state && history.state.typing ? "replace" : "push";
  history[how === "push" ? "pushState" : "replaceState"]({ typing, shown }, "", made);
}

export function isPlain() {
  return !state.q.trim() && state.show === "credentials" && state.sort === "relevance" && !Object.values(state.chosen).some((values) => values.length);
}

// The chosen values without one.
export function without(facet, value) {
  const left = { ...state.chosen, [facet]: state.chosen[facet].filter((one) => one !== value) };
  if (!left[facet].length) delete left[facet];
  return left;
}

// Values of facets that the index does not have are dropped from the choice, and returned.
export function dropUnknown(facets) {
  const odd = [];
  for (const [facet, values] of Object.entries(state.chosen)) {
    const known = facets.find((one) => one.id === facet);
    const good = values.filter((value) => known && known.number.has(value));
    odd.push(...values.filter((value) => !good.includes(value)).map((value) => `${facet}=${value}`));
    if (good.length) state.chosen[facet] = good; else delete state.chosen[facet];
  }
  return odd;
}

export const number = (value) => value.toLocaleString("en-US");
export const amount = (value, kind) => `${number(value)} ${KINDS[kind][value === 1 ? 0 : 1]}`;
