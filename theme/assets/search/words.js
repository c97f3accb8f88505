// Text → the words that search compares. hooks/credfolio/text/search_words.py does the same at
// build.
import english from "../../../hooks/credfolio/text/english.json" with { type: "json" };
import { stemOf } from "./endings.js";

/** @type {Record<string, string>} */
const PLAIN = { đ: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+/g;
const ONE_UNSPACED = /^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]$/;
const WORD = /[\p{L}\p{N}]+/gu;
const MARKED_WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SHORTEST_BEGINNING = 3;

/**
 * A text without accents, in lower case.
 * @param {string} text
 */
export function fold(text) {
  const bare = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return bare
    .normalize("NFC")
    .toLowerCase()
    .replace(/[đøłßæœı]/g, (letter) => PLAIN[letter]);
}

/** @type {Map<string, string>} */
const WHOLE = new Map(Object.entries(english.whole));
/** @type {Map<string, string>} */
const BEGINS = new Map(Object.entries(english.begins));
for (const stem of english.ise) {
  for (const vowel of "eai") BEGINS.set(`${stem}is${vowel}`, `${stem}iz${vowel}`);
}
export const SMALL = new Set(english.small.split(" "));
const SHORTEST_SPELLED = 6;

/**
 * A word as search compares it: singular, and spelled as in American English.
 * @param {string} word
 */
export function plain(word) {
  const one = singular(word);
  const whole = WHOLE.get(one);
  if (whole !== undefined) return whole;
  for (let length = SHORTEST_SPELLED; length <= one.length; length++) {
    const begin = BEGINS.get(one.slice(0, length));
    if (begin !== undefined) return begin + one.slice(length);
  }
  return one;
}

/**
 * A word without the ending of a plain English plural.
 * @param {string} word
 */
function singular(word) {
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -"ies".length)}y`;
  return word.slice(0, /(?:ss|x|z|ch|sh)es$/.test(word) ? -"es".length : -"s".length);
}

/**
 * What is compared of one word: itself, and where it is unspaced, pairs of letters.
 * @param {string} word
 */
function pieces(word) {
  const found = [];
  let at = 0;
  for (const run of word.matchAll(UNSPACED)) {
    if (run.index > at) found.push(plain(word.slice(at, run.index)));
    const letters = Array.from(run[0]);
    found.push(...letters.map((letter, n) => letter + (letters[n + 1] || "")));
    at = run.index + run[0].length;
  }
  if (at < word.length) found.push(plain(word.slice(at)));
  return found;
}

/**
 * The words of a text. Of a query the last pair of a run is whole, so its lone last letter goes.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text, asQuery = false) {
  return (fold(text).match(WORD) || []).flatMap((word) => {
    const found = pieces(word);
    if (!asQuery) return found;
    return found.filter((one, n) => !(n && ONE_UNSPACED.test(one) && found[n - 1].endsWith(one)));
  });
}

/**
 * Steps between two words: letters changed, put in, left out, or two swapped. Above `most` it is
 * `most` + 1.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length];
}

const KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const VOWELS = "aeiouy";
const ALIKE = ["cks", "sz", "fp", "gj", "dt", "bp", "mn", "cs", "kq", "vw"];

/**
 * Whether one letter is written for another by ear or by a slip of the finger.
 * @param {string} a
 * @param {string} b
 */
function isSlip(a, b) {
  if (VOWELS.includes(a) && VOWELS.includes(b)) return true;
  if (ALIKE.some((letters) => letters.includes(a) && letters.includes(b))) return true;
  return KEYBOARD.some((row) => {
    const [at, other] = [row.indexOf(a), row.indexOf(b)];
    return at >= 0 && other >= 0 && Math.abs(at - other) === 1;
  });
}

/**
 * Whether `typed` may well be meant for `word`: letters swapped, doubled, left out or put in, or
 * one written for another that sounds alike or is next to it on the keyboard. "skimming" is a
 * letter away from "swimming" and is not meant by it.
 * @param {string} typed
 * @param {string} word
 */
export function mayMean(typed, word) {
  if (typed.length !== word.length) return true;
  const differ = [...typed].flatMap((letter, n) => (letter === word[n] ? [] : [n]));
  const [one, two] = differ;
  const isSwap = differ.length === 2 && two === one + 1 && typed[one] === word[two];
  return isSwap || differ.every((n) => isSlip(typed[n], word[n]));
}

/**
 * @typedef {[from: number, to: number]} Span
 * @typedef {{ word: string, bare: string, from: number, to: number, unspaced: boolean }} Placed
 */

/**
 * The words of a text with their places in it.
 * @param {string} text
 * @returns {Placed[]}
 */
function placed(text) {
  return Array.from(text.matchAll(MARKED_WORD), (hit) => {
    const word = fold(hit[0]);
    const unspaced = word.length === hit[0].length && word.search(UNSPACED) >= 0;
    const [from, to] = [hit.index, hit.index + hit[0].length];
    return { word, bare: plain(word), from, to, unspaced };
  });
}

/**
 * @param {Placed} within
 * @param {string} letters
 * @returns {Span[]}
 */
function letterPlaces(within, letters) {
  /** @type {Span[]} */
  const found = [];
  let at = within.word.indexOf(letters);
  while (at >= 0) {
    found.push([within.from + at, within.from + at + letters.length]);
    at = within.word.indexOf(letters, at + 1);
  }
  return found;
}

/**
 * How many of `words` from number `n` on are the term; 0 when it is not there. Its last word may
 * go on, and a word written together is found where it is written apart.
 * @param {Placed[]} words
 * @param {number} n
 * @param {string[]} term
 */
function lengthAt(words, n, term) {
  const isThere = term.every((one, k) => {
    const here = words[n + k];
    if (!here) return false;
    const mayGoOn = k === term.length - 1 && one.length >= SHORTEST_BEGINNING;
    if (here.bare === one || (mayGoOn && here.word.startsWith(one))) return true;
    // What was found by another form of a word says so: "coached" for "coaching".
    return here.word[0] === one[0] && stemOf(here.bare) === stemOf(one);
  });
  if (isThere) return term.length;
  const next = words[n + 1];
  return next && term.length === 1 && words[n].word + next.bare === term[0] ? 2 : 0;
}

/**
 * The places of terms (lists of words) in `text`, in order and without overlaps.
 * @param {string} text
 * @param {string[][]} terms
 * @returns {Span[]}
 */
export function places(text, terms) {
  const words = placed(text);
  /** @type {Span[]} */
  const found = [];
  words.forEach((first, n) => {
    for (const term of terms) {
      if (term.length === 1 && first.unspaced) found.push(...letterPlaces(first, term[0]));
      else {
        const length = lengthAt(words, n, term);
        if (length) found.push([first.from, words[n + length - 1].to]);
      }
    }
  });
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @type {Span[]} */
  const merged = [];
  for (const one of found) {
    const last = merged.at(-1);
    if (last && one[0] <= last[1]) last[1] = Math.max(last[1], one[1]);
    else merged.push(one);
  }
  return merged;
}
