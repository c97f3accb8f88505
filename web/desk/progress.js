// How far a task is, in a sentence.
import { fill } from "../../theme/assets/wording.js";
import { sizeInWords } from "../seal/sizes.js";
import { SAYS } from "./words.js";

/** @import { Progress } from "./job.js" */

/**
 * @param {Progress} progress
 * @returns {string}
 */
export function progressOf({ told: what, values = {} }) {
  if (what === "loading") {
    // In tenths, so that a screen reader is not told of every piece.
    const all = Number(values.all);
    const part = Math.min(1, Math.ceil((Number(values.part) / all) * 10) / 10) * all;
    return fill(SAYS.loading, { part: sizeInWords(part), all: sizeInWords(all) });
  }
  /** @type {Record<string, string>} */
  const sentences = {
    starting: SAYS.starting,
    unlocking: SAYS.unlocking,
    opening: SAYS.opening,
    working: SAYS.working,
    sealing: SAYS.sealing,
  };
  return fill(sentences[what] ?? "", values);
}
