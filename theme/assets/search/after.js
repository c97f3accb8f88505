// What follows the cards: more of them, or where nothing fits, what comes near and what to give up.
import { button, h } from "../dom.js";
import { fill, listed } from "../wording.js";
import { said, without as withoutSpans } from "./reading.js";
import { amount, HEADINGS, number, SHOWN, state } from "./state.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 * @import { Kind } from "./kind.js"
 * @import { Engine } from "./loading.js"
 * @import { Idea } from "./misses.js"
 * @import { Shown } from "./state.js"
 */

const SAYS = {
  more: "Show {some} more",
  shown: " {shown} of {size} are shown",
  nothing: "Nothing fits all of this",
  near: "These come nearest",
  loosen: "Loosen one thing:",
  tryOthers: "Try fewer or other words.",
  tryFewer: "Try fewer or other words, or remove filters.",
  without: "Without {value}",
  withoutWords: "Without the words “{words}”",
  withoutFilters: "Without any filter",
  way: "{way}: {amount}",
  clear: "Clear all filters",
  related: "Related topics: ",
  suggest: "Suggest it to an issuer",
  notIt: "Not what you were looking for? ",
};
const MOST_WAYS = 6;
const MOST_TOPICS = 4;

/**
 * @param {number} shown
 * @param {number} size
 * @param {number} atATime
 * @param {() => void} act
 */
export function moreButton(shown, size, atATime, act) {
  const words = fill(SAYS.shown, { shown: number(shown), size: number(size) });
  return h(
    "p",
    { class: "cf-more-results" },
    button(fill(SAYS.more, { some: Math.min(atATime, size - shown) }), act),
    h("span", { class: "cf-muted" }, words),
  );
}

/**
 * @typedef {object} Place
 * @property {SearchIndex} index
 * @property {Kind} kind
 * @property {Asked | null} asked
 * @property {Engine} engine
 * @property {string} root
 *
 * A step back, with the number and kind of records that it gives.
 * @typedef {{ size: number, text: string, act: () => void, kind: Shown }} Way
 */

/**
 * The nearest records with the reason, single steps back that give something, related topics, and
 * whom to ask. `change(act)` takes a step; `then` follows it.
 * @param {Place} place
 * @param {(facet: string, value: string) => string} label
 * @param {(act: () => void) => void} change
 * @param {() => void} then
 */
export async function nothingFits(place, label, change, then) {
  const { kind, asked, engine, root } = place;
  const ideas = engine.ideasOf(asked, state.chosen);
  const ways = [...waysHere(place, ideas, label), ...waysElsewhere(place)];
  ways.sort((a, b) => b.size - a.size);
  const buttons = ways.slice(0, MOST_WAYS).map(({ size, text, act, kind: shown }) =>
    button(fill(SAYS.way, { way: text, amount: amount(size, shown) }), () => {
      change(act);
      then();
    }),
  );
  const scores = engine.scoresOf(asked, kind.name);
  const near = ideas.length ? engine.nearest(place.index, kind, ideas, scores) : [];
  const cards = await Promise.all(near.map((miss) => nearCard(place, miss)));
  const tryAgain = ideas.length ? SAYS.tryFewer : SAYS.tryOthers;
  const clear = ideas.length > 0 && button(SAYS.clear, null, { "data-clear": true });
  return h(
    "div",
    {},
    h(
      "div",
      { class: "cf-empty" },
      h("p", { class: "cf-empty__title" }, SAYS.nothing),
      h("p", {}, ways.length ? SAYS.loosen : tryAgain),
      h("p", { class: "cf-loosen" }, buttons, clear),
      topics(place, near),
      h("p", {}, suggestion(root)),
    ),
    cards.length > 0 && h("h2", { class: "cf-near__title" }, SAYS.near),
    cards.length > 0 && h("div", { class: "cf-cards", "data-near": "" }, cards),
  );
}

/** Where a reader asks an issuer for what was not found. @param {string} root */
function suggestion(root) {
  const words = new URLSearchParams({ wanted: state.q.trim() });
  const href = `${root}contribute/${state.q.trim() ? `?${words}` : ""}#suggest`;
  return h("a", { href }, SAYS.suggest);
}

/** What follows cards that do not hold all that was typed. @param {string} root */
export const wayOn = (root) => h("p", { class: "cf-wayon" }, SAYS.notIt, suggestion(root));

/**
 * @param {Place} place
 * @param {{ n: number, instead: string }} miss
 */
async function nearCard({ index, kind, engine, root }, { n, instead }) {
  const made = engine.card(await kind.cardText(n), n, { index, kind, wanted: [], root });
  const line = h("p", { class: "cf-card__why" }, instead);
  const place = made.querySelector(".cf-card__plan, .cf-card__for");
  if (place) place.before(line);
  else made.append(line);
  return made;
}

/**
 * Topics of the nearest records, or of those that hold a word of the reader's.
 * @param {Place} place
 * @param {{ n: number }[]} near
 */
function topics({ index, kind, asked, engine, root }, near) {
  const held = [...(engine.scoresOf(asked, kind.name)?.keys() ?? [])];
  const ids = [...near.map((one) => one.n), ...held].flatMap((n) => kind.valuesOf("topic", n));
  const labels = index.facets.find((one) => one.id === "topic")?.labels;
  const links = [...new Set(ids)]
    .slice(0, MOST_TOPICS)
    .map((id) => h("a", { href: `${root}topics/${id}/` }, labels?.get(id) ?? id));
  return (
    links.length > 0 &&
    h(
      "p",
      {},
      SAYS.related,
      links.flatMap((a, n) => (n ? [", ", a] : [a])),
    )
  );
}

/**
 * @param {Place} place
 * @param {Idea[]} ideas
 * @param {(facet: string, value: string) => string} label
 */
function waysHere({ index, kind, asked, engine }, ideas, label) {
  /** @type {Way[]} */
  const ways = [];
  /** @type {(size: number, text: string, act: () => void) => void} */
  const offer = (size, text, act) => {
    if (size) ways.push({ size, text, act, kind: state.show });
  };
  const scores = engine.scoresOf(asked, kind.name);
  const readings = asked?.readings ?? [];
  for (const { id } of ideas) {
    const read = readings.filter((one) => one.idea === id);
    const chosen = (state.chosen[id] ?? []).map((value) => label(id, value));
    const value = listed([...chosen, ...read.map((one) => said(one, index.facets))], "or");
    const size = engine.passingWithout(kind, ideas, id, scores);
    offer(size, fill(SAYS.without, { value }), () => {
      const left = { ...state.chosen };
      delete left[id];
      state.chosen = left;
      state.q = withoutSpans(
        state.q,
        read.flatMap((one) => one.spans),
      );
    });
  }
  const spans = readings.flatMap((one) => one.spans);
  if (scores && ideas.length) {
    const { facets, limits } = engine.merged(state.chosen, readings);
    const words = asked?.rest ?? "";
    offer(
      kind.filter(facets, null, limits).passing.length,
      fill(SAYS.withoutWords, { words }),
      () => {
        state.q = onlySpans(state.q, spans);
      },
    );
  }
  if (scores && ideas.length > 1) {
    offer(scores.size, SAYS.withoutFilters, () => {
      state.chosen = {};
      state.q = withoutSpans(state.q, spans);
    });
  }
  return ways;
}

/**
 * The places of a sentence that were read, alone.
 * @param {string} text
 * @param {[number, number][]} spans
 */
const onlySpans = (text, spans) =>
  spans
    .map(([from, to]) => text.slice(from, to).trim())
    .filter(Boolean)
    .join(" ");

/** @param {Place} place */
function waysElsewhere({ index, asked, engine }) {
  /** @type {Way[]} */
  const ways = [];
  const { facets, limits } = engine.merged(state.chosen, asked?.readings ?? []);
  for (const other of SHOWN) {
    const kind = index.kinds[other];
    if (other === state.show || !kind) continue;
    const size = kind.filter(facets, engine.scoresOf(asked, other), limits).passing.length;
    const act = () => {
      state.show = other;
    };
    if (size) ways.push({ size, text: HEADINGS[other], act, kind: other });
  }
  return ways;
}
