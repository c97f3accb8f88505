// How many words a text has, counted as word processors do: what is between spaces and has
// a letter or a figure is a word. "well-known" is one, a dash on its own is none. Scripts that put
// no spaces between words are cut by the browser's own dictionary.
import { count, fill } from "./wording.js";

const UNSPACED = new RegExp(
  ["Han", "Hiragana", "Katakana", "Thai", "Khmer", "Lao", "Myanmar"]
    .map((script) => `\\p{Script=${script}}`)
    .join("|"),
  "u",
);
const WORD = /[\p{L}\p{N}]/u;

const SAYS = {
  over: "{words}: {n} over the limit of {limit}. Nothing is cut.",
  beyondGuide: "{words}, more than the guide of {limit}; it is no cap.",
  underLimit: "{words}: {n} to go to the minimum of {limit}.",
  underGuide: "{words}: {n} to go to the guide of {limit}.",
  stated: "{words}; {stated}",
};

/** @type {Intl.Segmenter | undefined} */
let segmenter;

/** @param {string} chunk */
function unspaced(chunk) {
  if (!("Segmenter" in Intl)) return [...chunk].filter((letter) => WORD.test(letter)).length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  return [...segmenter.segment(chunk)].filter((piece) => piece.isWordLike).length;
}

/** @param {string} text */
export function countWords(text) {
  let words = 0;
  for (const chunk of text.split(/\s+/)) {
    if (WORD.test(chunk)) words += UNSPACED.test(chunk) ? unspaced(chunk) : 1;
  }
  return words;
}

/**
 * What a count says next to its limit. A limit is a cap and a guide is not, so only a limit makes a
 * text "over"; 0 is no limit. `stated` is the limit in words.
 * @param {number} n
 * @param {{ min?: number, max?: number, kind?: string }} limit  of the kind "limit" or "guide"
 * @returns {{ state: "" | "under" | "over" | "beside", text: string }}
 */
export function judgeWords(n, { min = 0, max = 0, kind = "limit" }, stated = "") {
  const words = count(n, "word");
  const isLimit = kind === "limit";
  if (!n) return { state: "", text: stated };
  if (max && n > max) {
    const values = { words, n: n - max, limit: max };
    if (isLimit) return { state: "over", text: fill(SAYS.over, values) };
    return { state: "beside", text: fill(SAYS.beyondGuide, values) };
  }
  if (min && n < min) {
    const values = { words, n: min - n, limit: min };
    if (isLimit) return { state: "under", text: fill(SAYS.underLimit, values) };
    return { state: "beside", text: fill(SAYS.underGuide, values) };
  }
  return { state: "", text: stated ? fill(SAYS.stated, { words, stated }) : words };
}
