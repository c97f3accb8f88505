// Where nothing fits: which ideas could be given up one at a time, and which records come nearest,
// with what they ask for instead. Touches no page.
import { listed } from "../wording.js";
import { merged } from "./sentence.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 * @import { Chosen, Kind, Limits, Scores } from "./kind.js"
 */

/**
 * One thing that a reader asks for, in filters or words: both ends of time are one.
 * @typedef {{ id: string, facets: Chosen, limits: Limits }} Idea
 *
 * A record that lacks the fewest ideas, and what it has in their place.
 * @typedef {{ n: number, instead: string }} Miss
 */

const MOST_MISSES = 3;
const TENTHS = 10;
/** @type {Record<string, string>} facets and limits of one idea */
const IDEA_OF = {
  most: "hours",
  least: "hours",
  price: "cost",
  without: "evidence",
  counts: "credit",
};

/**
 * What is asked for, idea by idea.
 * @param {Asked | null} asked
 * @param {Chosen} chosen
 * @returns {Idea[]}
 */
export function ideasOf(asked, chosen) {
  const { facets, limits } = merged(chosen, asked?.readings ?? []);
  /** @type {Map<string, Idea>} */
  const ideas = new Map();
  /** @param {string} id */
  const idea = (id) => {
    const found = ideas.get(id) ?? { id, facets: {}, limits: {} };
    ideas.set(id, found);
    return found;
  };
  for (const [facet, values] of Object.entries(facets)) {
    if (values.length) idea(facet).facets[facet] = values;
  }
  for (const [name, value] of Object.entries(limits)) {
    Object.assign(idea(IDEA_OF[name]).limits, { [name]: value });
  }
  return [...ideas.values()];
}

/**
 * @param {Idea[]} ideas
 * @returns {{ facets: Chosen, limits: Limits }}
 */
function together(ideas) {
  return {
    facets: Object.assign({}, ...ideas.map((one) => one.facets)),
    limits: Object.assign({}, ...ideas.map((one) => one.limits)),
  };
}

/**
 * How many records there would be without one idea.
 * @param {Kind} kind
 * @param {Idea[]} ideas
 * @param {string} id
 * @param {Scores | null} scores
 */
export function passingWithout(kind, ideas, id, scores) {
  const { facets, limits } = together(ideas.filter((one) => one.id !== id));
  return kind.filter(facets, scores, limits).passing.length;
}

/**
 * The records that fail the fewest ideas, the best first; with the words found where there are any.
 * @param {SearchIndex} index
 * @param {Kind} kind
 * @param {Idea[]} ideas
 * @param {Scores | null} scores
 * @returns {Miss[]}
 */
export function nearest(index, kind, ideas, scores) {
  const passing = ideas.map(
    ({ facets, limits }) => new Set(kind.filter(facets, null, limits).passing),
  );
  const all = Array.from({ length: kind.size }, (_, n) => n);
  const among = scores?.size ? all.filter((n) => scores.has(n)) : all;
  const failed = new Map(among.map((n) => [n, ideas.filter((_, k) => !passing[k].has(n))]));
  const few = (/** @type {number} */ n) => failed.get(n)?.length ?? 0;
  const order = kind
    .sorted(among, "relevance", scores)
    .filter((n) => few(n) < ideas.length || scores?.size);
  const least = Math.min(...order.map(few));
  return order
    .filter((n) => few(n) === least && few(n) > 0)
    .slice(0, MOST_MISSES)
    .map((n) => ({ n, instead: instead(index, kind, n, failed.get(n) ?? []) }));
}

/**
 * What a record has where it fails: "Video; 9–14 h and $60".
 * @param {SearchIndex} index
 * @param {Kind} kind
 * @param {number} n
 * @param {Idea[]} failed
 */
function instead(index, kind, n, failed) {
  const figures = failed.flatMap(({ id }) => {
    if (id === "hours") return [timeOf(kind, n)];
    return id === "cost" ? [costOf(kind, n)] : [];
  });
  const values = failed.flatMap(({ id, limits }) => {
    if (id === "hours" || id === "cost") return [];
    const facet = index.facets.find((one) => one.id === id);
    const ids = kind.valuesOf(id, n);
    const offending = limits.without ? ids.filter((one) => limits.without?.includes(one)) : ids;
    return facet ? [named(facet, offending)] : [];
  });
  return [...values, listed(figures)].filter(Boolean).join("; ");
}

/**
 * @param {import("./index.js").Facet} facet
 * @param {string[]} ids
 */
function named(facet, ids) {
  const labels = ids.map((id) => facet.labels.get(id) ?? id);
  const isTelling = ["evidence", "students", "remote"].includes(facet.id);
  if (isTelling && labels.length) return listed(labels);
  return `${facet.title}: ${labels.length ? listed(labels) : "not stated"}`;
}

/**
 * @param {Kind} kind
 * @param {number} n
 */
function timeOf(kind, n) {
  const [least, most] = [(kind.least[n] ?? 0) / TENTHS, (kind.hours[n] ?? 0) / TENTHS];
  if (!most) return "time not stated";
  return least && least < most ? `${least}–${most} h` : `${most} h`;
}

/**
 * @param {Kind} kind
 * @param {number} n
 */
function costOf(kind, n) {
  const price = kind.price[n] ?? -1;
  if (price < 0) return kind.valuesOf("cost", n).length ? "a cost" : "cost not stated";
  return price ? `$${price}` : "free";
}
