// Dates that have an order, and words for pictures: asked of definitions, awards and profiles.
import { finding, list, quoted } from "../said.js";

/**
 * @import { Written } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @typedef {[name: string, on: Written]} Dated
 */

/**
 * @param {Dated} before
 * @param {Dated} after
 * @param {Pointer} pointer  of the later date
 * @returns {Generator<Finding>}
 */
export function* inOrder([first, firstOn], [second, secondOn], pointer) {
  if (!firstOn || !secondOn || secondOn >= firstOn) return;
  yield finding("date-order", pointer, {
    first,
    first_on: firstOn,
    second,
    second_on: secondOn,
  });
}

/**
 * @param {string} name
 * @param {string} words
 * @param {Pointer} pointer
 * @param {Pointer} alt  of the words
 * @returns {Generator<Finding>}
 */
export function* pictureWords(name, words, pointer, alt) {
  if (!words) {
    yield finding("picture-alt", pointer, { name: quoted(name) });
    return;
  }
  const bare = words.replace(/^[ .]+|[ .]+$/g, "").toLowerCase();
  if (list("empty_picture_words").includes(bare) || words === name) {
    yield finding("picture-alt: empty", alt, { words: quoted(words) }, { severity: "hint" });
  }
}
