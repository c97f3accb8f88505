// English words without their endings, so that "coached", "coaching" and "coach" meet. It need not
// be right about English: both sides are cut in the same way.
const ENDINGS = [
  "ization",
  "ations",
  "ation",
  "ities",
  "ments",
  "ness",
  "ment",
  "ions",
  "able",
  "ible",
  "ally",
  "ing",
  "ion",
  "ity",
  "ive",
  "ate",
  "ize",
  "ed",
  "ly",
  "al",
  "e",
];
const SHORTEST = 4;

/**
 * What words with the same meaning begin with, as far as endings tell; the word itself where
 * nothing is left without the ending.
 * @param {string} word
 */
export function stemOf(word) {
  if (!/^[a-z]+$/.test(word)) return word;
  for (const ending of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < SHORTEST) continue;
    const stem = word.slice(0, -ending.length);
    return /([^aeiouls])\1$/.test(stem) ? stem.slice(0, -1) : stem;
  }
  return word.length > SHORTEST && word.endsWith("y") ? word.slice(0, -1) : word;
}
