// Sentences with values in them. A sentence is whole, in one place, with {named} places for values.

const PLACE = /\{(\w+)\}/;

/**
 * `sentence` with each {name} exchanged for the value of that name.
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * The same with elements: the text between the places, and the values, in their order.
 * @template V
 * @param {string} sentence
 * @param {Record<string, V>} values
 * @returns {(string | V)[]}
 */
export function woven(sentence, values) {
  return sentence.split(PLACE).map((piece, n) => (n % 2 ? (values[piece] ?? piece) : piece));
}

/**
 * "1 answer", "2 answers".
 * @param {number} n
 * @param {string} one
 */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/**
 * "a, b and c".
 * @param {string[]} words
 */
export function listed(words, last = "and") {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/**
 * What is known of `parts`, with `between` between them.
 * @param {(string | null | undefined | false)[]} parts
 */
export const joined = (parts, between = " · ") => parts.filter(Boolean).join(between);

/**
 * Text without accents and capitals, for comparing.
 * @param {string} text
 */
export const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
