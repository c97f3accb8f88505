// What was read and typed, said in words; light, because the catalog's own script has it.
import { fill, listed } from "../wording.js";

/**
 * @import { Facet } from "./index.js"
 * @import { Reading, Span } from "./sentence.js"
 */

const SAYS = {
  most: "At most {n} hours",
  least: "At least {n} hours",
  between: "{least} to {most} hours",
  price: "At most {n} dollars",
  counts: "Counts somewhere",
  without: "No {kinds}",
  quoted: "“{word}”",
};

/**
 * "Free", "At most 10 hours", "No video".
 * @param {Reading} reading
 * @param {Facet[]} facets
 */
export function said({ facet, values = [], limits = {} }, facets) {
  const { most, least, price, without: kinds, counts } = limits;
  if (most !== undefined && least !== undefined) return fill(SAYS.between, { least, most });
  if (most !== undefined) return fill(SAYS.most, { n: most });
  if (least !== undefined) return fill(SAYS.least, { n: least });
  if (price !== undefined) return fill(SAYS.price, { n: price });
  if (counts) return SAYS.counts;
  if (kinds) {
    const evidence = facets.find((one) => one.id === "evidence");
    const labels = kinds.map((id) => (evidence?.labels.get(id) ?? id).toLowerCase());
    return fill(SAYS.without, { kinds: listed(labels, "or") });
  }
  const known = facets.find((one) => one.id === facet);
  const labels = listed(
    values.map((id) => known?.labels.get(id) ?? id),
    "or",
  );
  return facet === "credit" ? `${known?.title} ${labels}` : labels;
}

/**
 * A sentence without some of its places.
 * @param {string} text
 * @param {Span[]} spans
 */
export function without(text, spans) {
  let left = text;
  for (const [from, to] of spans) {
    left = left.slice(0, from) + " ".repeat(to - from) + left.slice(to);
  }
  return left.replace(/\s+/g, " ").trim();
}

const LONGEST = 40;
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A word as a sentence quotes it: not too long, and one that is read from the right kept apart, so
 * that it moves no marks around it.
 * @param {string} word
 */
function quotable(word) {
  const short = word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word;
  return FROM_THE_RIGHT.test(short) ? `\u2068${short}\u2069` : short;
}

/** @param {string[]} words */
export const quoted = (words) => words.map((word) => fill(SAYS.quoted, { word: quotable(word) }));
