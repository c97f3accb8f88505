// What tests of scripts share: cases that Python reads, too.
import { readFileSync } from "node:fs";

/**
 * The file of tests/conformance/ with this name.
 * @param {string} name
 */
export function conformance(name) {
  const file = new URL(`../conformance/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * A made-up value that has what a test needs of its type.
 * @template T
 * @param {unknown} value
 * @returns {T}
 */
export const made = (value) => /** @type {T} */ (value);

/**
 * The problem that something is refused with, or "".
 * @param {object} found
 */
export const problemOf = (found) => ("problem" in found ? String(found.problem) : "");
