// What was typed → the ideas that are looked for: words without their slips, groups of synonyms,
// words written together or apart.
import { stemOf } from "./endings.js";
import { distance, mayMean, SMALL, wordsOf } from "./words.js";

/**
 * @import { SearchIndex } from "./index.js"
 * @import { Kind } from "./kind.js"
 * @import { TextIndex } from "./text.js"
 */

/**
 * One idea that is looked for.
 * @typedef {object} Term
 * @property {string} typed  its words, as they are looked for
 * @property {string[][]} ways  how it is written: the words as typed, together, apart
 * @property {number} group  the number of its group of synonyms, or -1
 * @property {string[][]} terms  all that may be marked: the ways, and what means the same
 */

/**
 * A word that is looked for as another, and why.
 * @typedef {{ was: string, now: string }} Correction
 * @typedef {{ terms: Term[], corrected: Correction[], dropped: string[] }} Query
 */

const MOST_TERMS = 12;
const SHORTEST_MENDED = 4;
const TWO_SLIPS_FROM = 8;
const SHORTEST_HALF = 2;

/**
 * The words of a query that say something, unless there are no others; and small ones that belong
 * to a term: "in" of "turn in".
 * @param {string} query
 * @param {string[][][]} groups
 */
export function tellingWords(query, groups = []) {
  const words = wordsOf(query, true);
  const kept = words.map((word) => !SMALL.has(word));
  for (const term of groups.flat()) {
    if (term.length < 2 || term.filter((word) => !SMALL.has(word)).length !== 1) continue;
    words.forEach((_, at) => {
      if (term.every((word, k) => words[at + k] === word)) kept.fill(true, at, at + term.length);
    });
  }
  const telling = words.filter((_, n) => kept[n]);
  return (telling.length ? telling : words).slice(0, MOST_TERMS);
}

/**
 * @param {string} query
 * @param {SearchIndex} index  with its groups of synonyms and every kind loaded
 * @param {boolean} asTyped  whether words that nobody knows are left as they are
 * @returns {Promise<Query>}
 */
export async function understand(query, index, asTyped = false) {
  const text = await index.fullText().catch(() => null);
  const words = tellingWords(query, index.groups);
  const vocabulary = new Set(index.groups.flat(2));
  const found = await Promise.all(
    words.map((word, n) => known(word, index, text, vocabulary, asTyped, words[n + 1])),
  );
  /** @type {Correction[]} */
  const corrected = [];
  /** @type {string[]} */
  const dropped = [];
  /** @type {string[]} */
  const good = [];
  found.forEach((now, n) => {
    const was = words[n];
    if (now === null) dropped.push(was);
    else {
      if (now !== was && !now.includes(" ")) corrected.push({ was, now });
      good.push(...now.split(" "));
    }
  });
  return { terms: await together(grouped(good, index.groups), index), corrected, dropped };
}

/**
 * The ideas with those of several words that nothing holds as their words.
 * @param {Term[]} terms
 * @param {boolean[]} isHeld  for each
 * @returns {Term[]}
 */
export function loosened(terms, isHeld) {
  return terms.flatMap((one, n) => {
    const [words] = one.ways;
    const telling = words.filter((word) => !SMALL.has(word));
    return isHeld[n] || words.length < 2 ? [one] : grouped(telling, []);
  });
}

/**
 * The words as ideas: the longest term of a group that begins at a word, else the word alone.
 * @param {string[]} words
 * @param {string[][][]} groups
 * @returns {Term[]}
 */
export function grouped(words, groups) {
  /** @type {Term[]} */
  const made = [];
  let at = 0;
  while (at < words.length) {
    const { length, number } = longestTerm(words, at, groups);
    const here = words.slice(at, at + Math.max(length, 1));
    const same = number < 0 ? [] : groups[number];
    made.push({ typed: here.join(" "), ways: [here], group: number, terms: [here, ...same] });
    at += here.length;
  }
  const typed = made.map((one) => one.typed);
  return made.filter((one, n) => typed.indexOf(one.typed) === n);
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
    for (const whole of terms) {
      const short = whole.filter((word) => !SMALL.has(word));
      const term = short.length > 1 ? short : whole;
      if (term.length > length && term.every((word, k) => words[at + k] === word)) {
        length = term.length;
        number = n;
      }
    }
  });
  return { length, number };
}

/**
 * The ideas; two words that a title writes as one are one idea, written either way.
 * @param {Term[]} terms
 * @param {SearchIndex} index
 */
async function together(terms, index) {
  const kinds = Object.values(index.kinds);
  /** @type {Term[]} */
  const made = [];
  for (let n = 0; n < terms.length; n++) {
    const [one, next] = [terms[n], terms[n + 1]];
    const isPair = next && one.group < 0 && next.group < 0;
    const words = isPair ? [...one.ways[0], ...next.ways[0]] : one.ways[0];
    const joined = words.length === 2 && words.join("");
    const isOne =
      joined && (await Promise.all(kinds.map((kind) => kind.hasWord(joined)))).some(Boolean);
    if (!isOne) {
      made.push(one);
      continue;
    }
    const ways = [words, [joined]];
    const same = one.terms.filter((term) => term !== one.ways[0]);
    made.push({ ...one, typed: words.join(" "), ways, terms: [...ways, ...(isPair ? [] : same)] });
    if (isPair) n++;
  }
  return made;
}

/**
 * A word as it is looked for: as typed where anything holds it, else with its halves apart, else
 * without its slips; null where nothing is near.
 * @param {string} word
 * @param {SearchIndex} index
 * @param {TextIndex | null} text
 * @param {Set<string>} vocabulary
 * @param {boolean} asTyped
 * @param {string | undefined} next  the word after it
 */
async function known(word, index, text, vocabulary, asTyped, next) {
  const kinds = Object.values(index.kinds);
  if (vocabulary.has(word) || (next && vocabulary.has(word + next))) return word;
  if (await isHeld(word, kinds)) return word;
  // Without the texts nobody knows whether the word is in one.
  if (!text || (await text.holding(word).catch(() => true))) return word;
  if (!/^\p{L}+$/u.test(word)) return null;
  const halves = await halvesOf(word, index);
  if (halves) return halves;
  if (asTyped || word.length < SHORTEST_MENDED) return null;
  return nearest(word, kinds, text, vocabulary);
}

/**
 * @param {string} word
 * @param {Kind[]} kinds
 */
async function isHeld(word, kinds) {
  const found = await Promise.all(kinds.map((kind) => kind.isHeld(word)));
  return found.some(Boolean);
}

/**
 * "exit ticket" for "exitticket", where titles or competencies have both words.
 * @param {string} word
 * @param {SearchIndex} index
 */
async function halvesOf(word, index) {
  const { credentials } = index.kinds;
  for (let at = SHORTEST_HALF; at <= word.length - SHORTEST_HALF - 1; at++) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    if ((await credentials.hasWord(one)) && (await credentials.hasWord(other))) {
      return `${one} ${other}`;
    }
  }
  return "";
}

/**
 * The word that is fewest slips away, of those equally near the one that is held most often; or
 * null. It begins with the same letter.
 * @param {string} word
 * @param {Kind[]} kinds
 * @param {TextIndex} text
 * @param {Set<string>} vocabulary
 */
async function nearest(word, kinds, text, vocabulary) {
  const most = word.length >= TWO_SLIPS_FROM ? 2 : 1;
  /** @type {string | null} */
  let best = null;
  let closest = most + 1;
  let often = -1;
  /** @type {(other: string, times: number) => void} */
  const weigh = (other, times) => {
    if (other[0] !== word[0] || other.length < SHORTEST_MENDED) return;
    const steps = distance(word, other, most);
    if (steps > most || steps > closest || (steps === closest && times <= often)) return;
    if (!mayMean(word, other)) return;
    best = other;
    closest = steps;
    often = times;
  };
  const from = word[0];
  const to = `${word[0]}\uffff`;
  for (const kind of kinds) {
    for (const [other, ...places] of await kind.wordRows(from, to)) {
      weigh(other, places.flat().length);
    }
    for (const other of kind.valueWords()) weigh(other, 0);
  }
  for (const other of vocabulary) weigh(other, 0);
  for (const other of await text.known(from, to).catch(() => [])) weigh(other, 0);
  return best;
}

/**
 * Whether two words are forms of one.
 * @param {string} a
 * @param {string} b
 */
export const isSameWord = (a, b) => a === b || stemOf(a) === stemOf(b);
