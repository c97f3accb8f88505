// @ts-nocheck
// Text → the words that search compares. hooks/credfolio/text/search_words.py does the same at build.
const PLAIN = { "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i" };
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+/g;
const WORD = /[\p{L}\p{N}]+/gu;

export function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase()
    .replace(/[đøłßæœı]/g, (letter) => PLAIN[letter]);
}

export function singular(word) {
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return word.slice(0, -3) + "y";
  return word.slice(0, /(?:ss|x|z|ch|sh)es$/.test(word) ? -2 : -1);
}

function pieces(word) {
  const found = [];
  let at = 0;
  for (const run of word.matchAll(UNSPACED)) {
    if (run.index > at) found.push(singular(word.slice(at, run.index)));
    const letters = Array.from(run[0]);
    letters.forEach((letter, n) => found.push(letter + (letters[n + 1] || "")));
    at = run.index + run[0].length;
  }
  if (at < word.length) found.push(singular(word.slice(at)));
  return found;
}

// The words of a text. Of a query the last pair of a run is whole, so its lone last letter goes.
export function wordsOf(text, asQuery = false) {
  return (fold(text).match(WORD) || []).flatMap((word) => {
    const found = pieces(word);
    return asQuery ? found.filter((one, n) => !(n && UNSPACED_ONE.test(one) && found[n - 1].endsWith(one))) : found;
  });
}
const UNSPACED_ONE = /^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]$/;

// Steps between two words: letters changed, put in, left out, or two swapped. Above `most`: most + 1.
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row; row = next;
  }
  return row[b.length];
}

// Where terms (lists of words) stand in `text`: [[from, to], …]. The last word of a term may go on.
export function places(text, terms) {
  const words = [];
  for (const hit of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = fold(hit[0]);
    words.push({ word, bare: singular(word), from: hit.index, to: hit.index + hit[0].length, unspaced: word.length === hit[0].length && word.search(UNSPACED) >= 0 });
  }
  const found = [];
  words.forEach((first, n) => {
    for (const term of terms) {
      if (term.length === 1 && first.unspaced) {
        for (let at = first.word.indexOf(term[0]); at >= 0; at = first.word.indexOf(term[0], at + 1)) found.push([first.from + at, first.from + at + term[0].length]);
        continue;
      }
      const fits = term.every((one, k) => {
        const here = words[n + k];
        return here && (here.bare === one || (k === term.length - 1 && one.length > 2 && here.word.startsWith(one)));
      });
      if (fits) found.push([first.from, words[n + term.length - 1].to]);
    }
  });
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return found.reduce((merged, one) => {
    const last = merged[merged.length - 1];
    if (last && one[0] <= last[1]) last[1] = Math.max(last[1], one[1]); else merged.push(one);
    return merged;
  }, []);
}
