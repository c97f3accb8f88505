// @ts-nocheck
// What follows the cards: more of them, or what to loosen when nothing fits.
import { button, h } from "../dom.js";
import { amount, HEADINGS, KINDS, number, state, without } from "./state.js";

export function moreButton(shown, size, atATime, act) {
  return h("p", { class: "cf-more-results" },
    button(`Show ${Math.min(atATime, size - shown)} more`, act),
    h("span", { class: "cf-muted" }, ` ${number(shown)} of ${number(size)} are shown`));
}

// Which single step back gives something, and how much. `change(act)` takes one; `then` follows it.
export function loosen(index, kind, { scores, found }, label, change, then) {
  const ways = [];
  const words = state.q.trim();
  const filters = Object.keys(state.chosen).length;
  for (const [facet, values] of Object.entries(state.chosen)) for (const value of values) {
    const size = kind.filter(without(facet, value), scores).passing.length;
    if (size) ways.push([size, `Without ${label(facet, value)}`, () => { state.chosen = without(facet, value); }]);
  }
  if (words && filters) {
    const size = kind.filter(state.chosen).passing.length;
    if (size) ways.push([size, `Without the words “${words}”`, () => { state.q = ""; }]);
  }
  if (scores && scores.size && filters > 1) ways.push([scores.size, "Without any filter", () => { state.chosen = {}; }]);
  for (const other of Object.keys(KINDS)) {
    if (other === state.show || !index.kinds[other] || (words && !found)) continue;
    const size = index.kinds[other].filter(state.chosen, found ? found[other] || new Map() : null).passing.length;
    if (size) ways.push([size, HEADINGS[other], () => { state.show = other; }, other]);
  }
  ways.sort((a, b) => b[0] - a[0]);
  return h("div", { class: "cf-empty" },
    h("p", { class: "cf-empty__title" }, "Nothing fits all of this"),
    h("p", {}, ways.length ? "Loosen one thing:" : "Try fewer or other words, or take filters off."),
    h("p", { class: "cf-loosen" },
      ways.slice(0, 6).map(([size, text, act, other]) => button(`${text}: ${amount(size, other || state.show)}`, () => { change(act); then(); })),
      button("Clear all", () => {}, { "data-clear": true })));
}
