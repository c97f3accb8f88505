// @ts-nocheck
// How many words a text has, counted as word processors do: what stands between spaces and holds
// a letter or a figure is a word. "well-known" is one, a dash on its own is none. Scripts that put
// no spaces between words are cut by the browser's own dictionary.

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}]/u;
let segmenter;

function unspaced(chunk) {
  if (!("Segmenter" in Intl)) return [...chunk].filter((letter) => WORD.test(letter)).length;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  return [...segmenter.segment(chunk)].filter((piece) => piece.isWordLike).length;
}

export function countWords(text) {
  let words = 0;
  for (const chunk of text.split(/\s+/)) {
    if (WORD.test(chunk)) words += UNSPACED.test(chunk) ? unspaced(chunk) : 1;
  }
  return words;
}

// What a count says beside its limit: {state: "" | "under" | "over" | "beside", text}. A limit is a
// cap and a guide is not, so only a limit makes a text "over". `stated` is the limit in words.
export function judgeWords(n, { min = 0, max = 0, kind = "limit" }, stated = "") {
  const words = `${n} ${n === 1 ? "word" : "words"}`;
  if (!n) return { state: "", text: stated };
  if (max && n > max) {
    return kind === "limit"
      ? { state: "over", text: `${words}: ${n - max} over the limit of ${max}. Nothing is cut.` }
      : { state: "beside", text: `${words}, more than the guide of ${max}; it is no cap.` };
  }
  if (min && n < min) {
    return { state: kind === "limit" ? "under" : "beside", text: `${words}: ${min - n} to go to ${kind === "limit" ? "the minimum" : "the guide"} of ${min}.` };
  }
  return { state: "", text: stated ? `${words}; ${stated}` : words };
}
