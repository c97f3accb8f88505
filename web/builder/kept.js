// The kept text that an award is judged by. The form hands over one file and the text is another,
// so what is left to do is said.
import { textIn } from "./written.js";

/**
 * @import { WrittenMap } from "./record.js"
 * @typedef {Record<string, Record<string, string>>} Kept a reference → version → digest of its text
 */

/**
 * The reference of what an award is of.
 * @param {WrittenMap} data
 */
export const earned = (data) => textIn(data, "credential") || textIn(data, "stack");

/**
 * The digest of the text that an award is judged by; "" where that text is not kept yet.
 * @param {WrittenMap} data
 * @param {Kept} kept
 */
export function digestOf(data, kept) {
  return kept[earned(data)]?.[textIn(data, "version")] ?? "";
}

/**
 * What whoever accepts the first award of a version has to do.
 * @param {WrittenMap} data
 * @param {Kept} kept
 */
export function keeping(data, kept) {
  const version = textIn(data, "version");
  if (!earned(data) || !version || digestOf(data, kept)) return [];
  return [
    `This is the first award of version ${version}, so its text is not kept yet. Whoever accepts ` +
      "the award runs `credfolio versions keep --write`, which adds the text, and then " +
      "`credfolio versions digests --write`, which adds the digest of the text to the award.",
  ];
}
