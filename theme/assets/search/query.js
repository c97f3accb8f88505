// @ts-nocheck
// What was typed → what is looked for: groups of synonyms, words without their slips.
import { distance, wordsOf } from "./words.js";

const ENGLISH_SMALL = new Set("a an and are as at by for from in is it of on or that the this to with".split(" "));
const MOST_TERMS = 12;

// The query as groups of alternatives: each is a list of terms, each term a list of words.
export function parse(query, groups) {
  let words = wordsOf(query, true);
  const telling = words.filter((word) => !ENGLISH_SMALL.has(word));
  if (telling.length) words = telling;
  const parsed = [];
  for (let at = 0; at < words.length;) {
    let length = 0, number = -1;
    groups.forEach((terms, n) => {
      for (const term of terms) {
        if (term.length > length && term.every((word, k) => words[at + k] === word)) { length = term.length; number = n; }
      }
    });
    if (length) {
      parsed.push({ typed: words.slice(at, at + length).join(" "), group: number, terms: groups[number] });
      at += length;
    } else parsed.push({ typed: words[at], group: -1, terms: [[words[at++]]] });
  }
  return parsed.slice(0, MOST_TERMS);
}

// The query with each word that nothing holds exchanged for the nearest that is held.
// A word without one keeps `unknown`.
export function spell(parsed, kinds, text) {
  return Promise.all(parsed.map(async (one) => {
    const word = one.typed;
    if (one.group >= 0 || word.length < 3 || !/^\p{L}+$/u.test(word)) return one;
    for (const kind of kinds) {
      const { title, text: held, labels } = await kind.group(one);
      if (title.size || held.size || labels.size) return one;
    }
    // Without the texts nobody knows whether the word stands in one.
    if (!text || await text.holding(one).catch(() => true)) return one;
    const most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
    let best = "", closest = most + 1, often = -1;
    const weigh = (other, times) => {
      const steps = distance(word, other, most);
      if (steps <= most && (steps < closest || (steps === closest && times > often))) { best = other; closest = steps; often = times; }
    };
    const from = word[0], to = `${word[0]}\uffff`;
    for (const kind of kinds) for (const [other, title, held] of await kind.wordRows(from, to)) weigh(other, title.length + held.length);
    for (const other of await text.known(from, to).catch(() => [])) weigh(other, 0);
    return best ? { ...one, typed: best, terms: [[best]], was: word } : { ...one, unknown: true };
  }));
}
