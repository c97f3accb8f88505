// What follows the cards: more of them, or what to loosen when nothing fits.
import { button, h } from "../dom.js";
import { fill } from "../wording.js";
import { amount, HEADINGS, number, SHOWN, state, without } from "./state.js";

/**
 * @import { SearchIndex } from "./index.js"
 * @import { Kind, Scores } from "./kind.js"
 * @import { Shown } from "./state.js"
 */

const SAYS = {
  more: "Show {some} more",
  shown: " {shown} of {size} are shown",
  nothing: "Nothing fits all of this",
  loosen: "Loosen one thing:",
  tryOthers: "Try fewer or other words, or remove filters.",
  without: "Without {value}",
  withoutWords: "Without the words “{words}”",
  withoutFilters: "Without any filter",
  way: "{way}: {amount}",
  clear: "Clear all",
};
const MOST_WAYS = 6;

/**
 * @param {number} shown
 * @param {number} size
 * @param {number} atATime
 * @param {() => void} act
 */
export function moreButton(shown, size, atATime, act) {
  const said = fill(SAYS.shown, { shown: number(shown), size: number(size) });
  return h(
    "p",
    { class: "cf-more-results" },
    button(fill(SAYS.more, { some: Math.min(atATime, size - shown) }), act),
    h("span", { class: "cf-muted" }, said),
  );
}

/**
 * A step back, with the number and kind of records that it gives.
 * @typedef {{ size: number, text: string, act: () => void, kind: Shown }} Way
 */

/**
 * What was found for the words of the reader: here and of each kind, or null without words.
 * @typedef {{ scores: Scores | null, found: Record<string, Scores> | null }} Found
 */

/**
 * Single steps back that give something. `change(act)` takes one; `then` follows it.
 * @param {SearchIndex} index
 * @param {Kind} kind
 * @param {Found} found
 * @param {(facet: string, value: string) => string} label
 * @param {(act: () => void) => void} change
 * @param {() => void} then
 */
export function loosen(index, kind, found, label, change, then) {
  const ways = [...waysHere(kind, found, label), ...waysElsewhere(index, found)];
  ways.sort((a, b) => b.size - a.size);
  const buttons = ways.slice(0, MOST_WAYS).map(({ size, text, act, kind: shown }) =>
    button(fill(SAYS.way, { way: text, amount: amount(size, shown) }), () => {
      change(act);
      then();
    }),
  );
  return h(
    "div",
    { class: "cf-empty" },
    h("p", { class: "cf-empty__title" }, SAYS.nothing),
    h("p", {}, ways.length ? SAYS.loosen : SAYS.tryOthers),
    h("p", { class: "cf-loosen" }, buttons, button(SAYS.clear, null, { "data-clear": true })),
  );
}

/**
 * @param {Kind} kind
 * @param {Found} found
 * @param {(facet: string, value: string) => string} label
 */
function waysHere(kind, { scores }, label) {
  /** @type {Way[]} */
  const ways = [];
  /** @type {(size: number, text: string, act: () => void) => void} */
  const offer = (size, text, act) => {
    if (size) ways.push({ size, text, act, kind: state.show });
  };
  const words = state.q.trim();
  const chosen = Object.entries(state.chosen);
  for (const [facet, value] of chosen.flatMap(([id, values]) => values.map((one) => [id, one]))) {
    const left = without(facet, value);
    const size = kind.filter(left, scores).passing.length;
    offer(size, fill(SAYS.without, { value: label(facet, value) }), () => {
      state.chosen = without(facet, value);
    });
  }
  if (words && chosen.length) {
    const size = kind.filter(state.chosen).passing.length;
    offer(size, fill(SAYS.withoutWords, { words }), () => {
      state.q = "";
    });
  }
  if (scores && chosen.length > 1) {
    offer(scores.size, SAYS.withoutFilters, () => {
      state.chosen = {};
    });
  }
  return ways;
}

/**
 * @param {SearchIndex} index
 * @param {Found} found
 */
function waysElsewhere(index, { found }) {
  /** @type {Way[]} */
  const ways = [];
  for (const other of SHOWN) {
    const kind = index.kinds[other];
    if (other === state.show || !kind || (state.q.trim() && !found)) continue;
    const scores = found ? (found[other] ?? new Map()) : null;
    const size = kind.filter(state.chosen, scores).passing.length;
    const act = () => {
      state.show = other;
    };
    if (size) ways.push({ size, text: HEADINGS[other], act, kind: other });
  }
  return ways;
}
