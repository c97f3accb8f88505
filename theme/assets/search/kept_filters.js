// The filters that a reader chose in the catalog, for the box of other pages. The browser keeps
// them in this tab, until it is closed or the catalog is opened without them.

/** @import { Chosen } from "./kind.js" */

const KEY = "credfolio-filters";

/** @param {Chosen} chosen */
export function keepFilters(chosen) {
  const pairs = Object.entries(chosen).flatMap(([facet, values]) =>
    values.map((value) => [facet, value]),
  );
  try {
    if (pairs.length) sessionStorage.setItem(KEY, String(new URLSearchParams(pairs)));
    else sessionStorage.removeItem(KEY);
  } catch {
    // The box searches without them.
  }
}

/** @returns {[facet: string, value: string][]} */
export function keptFilters() {
  try {
    return [...new URLSearchParams(sessionStorage.getItem(KEY) ?? "")];
  } catch {
    return [];
  }
}
