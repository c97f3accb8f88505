// What was typed → what is looked for: groups of synonyms, words without their slips.
import { distance, wordsOf } from "./words.js";

/**
 * @import { Kind } from "./kind.js"
 * @import { TextIndex } from "./text.js"
 */

/**
 * One thing that is looked for: alternatives, each a list of words.
 * @typedef {object} Term
 * @property {string} typed
 * @property {number} group  the number of its group of synonyms, or -1
 * @property {string[][]} terms
 * @property {string} [was]  what was typed, where nothing holds it
 * @property {boolean} [unknown]  nothing holds it or anything near it
 */

const ENGLISH_SMALL = new Set(
  "a an and are as at by for from in is it of on or that the this to with".split(" "),
);
const MOST_TERMS = 12;
const SHORTEST_MENDED = 3;

/**
 * The query as groups of alternatives.
 * @param {string} query
 * @param {string[][][]} groups
 * @returns {Term[]}
 */
export function parse(query, groups) {
  let words = wordsOf(query, true);
  const telling = words.filter((word) => !ENGLISH_SMALL.has(word));
  if (telling.length) words = telling;
  /** @type {Term[]} */
  const parsed = [];
  let at = 0;
  while (at < words.length) {
    const { length, number } = longestTerm(words, at, groups);
    if (length) {
      const typed = words.slice(at, at + length).join(" ");
      parsed.push({ typed, group: number, terms: groups[number] });
      at += length;
    } else {
      parsed.push({ typed: words[at], group: -1, terms: [[words[at]]] });
      at += 1;
    }
  }
  return parsed.slice(0, MOST_TERMS);
}

/**
 * The longest term of a group that begins at word `at`, and the number of its group.
 * @param {string[]} words
 * @param {number} at
 * @param {string[][][]} groups
 */
function longestTerm(words, at, groups) {
  let length = 0;
  let number = -1;
  groups.forEach((terms, n) => {
    for (const term of terms) {
      if (term.length > length && term.every((word, k) => words[at + k] === word)) {
        length = term.length;
        number = n;
      }
    }
  });
  return { length, number };
}

/**
 * The query with each word that nothing holds exchanged for the nearest that is held.
 * @param {Term[]} parsed
 * @param {Kind[]} kinds
 * @param {TextIndex | null} text
 */
export function spell(parsed, kinds, text) {
  return Promise.all(parsed.map((one) => corrected(one, kinds, text)));
}

/**
 * @param {Term} one
 * @param {Kind[]} kinds
 * @param {TextIndex | null} text
 * @returns {Promise<Term>}
 */
async function corrected(one, kinds, text) {
  const word = one.typed;
  if (one.group >= 0 || word.length < SHORTEST_MENDED || !/^\p{L}+$/u.test(word)) return one;
  for (const kind of kinds) {
    const { title, text: held, labels } = await kind.group(one);
    if (title.size || held.size || labels.size) return one;
  }
  // Without the texts nobody knows whether the word is in one.
  if (!text || (await text.holding(one).catch(() => true))) return one;
  const best = await nearest(word, kinds, text);
  if (!best) return { ...one, unknown: true };
  return { ...one, typed: best, terms: [[best]], was: word };
}

/**
 * The word that is fewest slips away, of those equally near the one that is held most often; or "".
 * @param {string} word
 * @param {Kind[]} kinds
 * @param {TextIndex} text
 */
async function nearest(word, kinds, text) {
  const most = slipsIn(word);
  let best = "";
  let closest = most + 1;
  let often = -1;
  /** @type {(other: string, times: number) => void} */
  const weigh = (other, times) => {
    const steps = distance(word, other, most);
    if (steps > most || steps > closest || (steps === closest && times <= often)) return;
    best = other;
    closest = steps;
    often = times;
  };
  const from = word[0];
  const to = `${word[0]}\uffff`;
  for (const kind of kinds) {
    for (const [other, title, held] of await kind.wordRows(from, to)) {
      weigh(other, title.length + held.length);
    }
  }
  for (const other of await text.known(from, to).catch(() => [])) weigh(other, 0);
  return best;
}

/**
 * How many slips a word of this length may have.
 * @param {string} word
 */
function slipsIn(word) {
  if (word.length > 7) return 2;
  return word.length > 3 ? 1 : 0;
}
