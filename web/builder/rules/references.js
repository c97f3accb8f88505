// Names in a definition that have to be known in it: levels and parts.
import { finding, nearest, quoted } from "../said.js";
import { countOf, inside, isGiven, listIn, textIn } from "../written.js";
import { levelIds, levelsWithText, needsOf, numberOf } from "./judged.js";

/**
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @typedef {Generator<Finding>} Findings
 */

/**
 * @param {WrittenMap} data
 * @param {Written[]} parts
 * @returns {Findings}
 */
export function* references(data, parts) {
  for (const [n, part] of parts.entries()) yield* levelsNamedIn(part, n);
  for (const [need, place] of needsOf(data)) {
    const number = countOf(inside(need, "part"));
    const part = parts.find((one) => numberOf(one) === number);
    const level = textIn(need, "requires");
    if (part && level) yield* knownLevel(level, part, [...place, "requires"]);
  }
  yield* partsNamed(data, parts.map(numberOf));
}

/**
 * @param {string} level
 * @param {Written} part
 * @param {Pointer} pointer
 * @returns {Findings}
 */
function* knownLevel(level, part, pointer) {
  const known = levelIds(part);
  if (known.includes(level)) return;
  const guess = nearest(level, known);
  const unknown = known.length ? "unknown-level" : "unknown-level: none";
  yield finding(guess === null ? unknown : "unknown-level: near", pointer, {
    level: quoted(level),
    part: numberOf(part),
    known: known.join(", "),
    guess: quoted(guess),
  });
}

/**
 * @param {Written} part
 * @param {number} n
 * @returns {Findings}
 */
function* levelsNamedIn(part, n) {
  const required = textIn(part, "required_level");
  if (isGiven(required)) yield* knownLevel(required, part, ["parts", n, "required_level"]);
  for (const [m, criterion] of listIn(part, "rubric").entries()) {
    for (const level of levelsWithText(criterion)) {
      yield* knownLevel(level, part, ["parts", n, "rubric", m, "levels", level]);
    }
  }
}

/**
 * @param {WrittenMap} data
 * @param {(number | null)[]} numbers
 * @returns {Findings}
 */
function* partsNamed(data, numbers) {
  if (!numbers.length) return;
  for (const [n, one] of listIn(data, "resources").entries()) {
    const part = countOf(inside(one, "part"));
    if (part === null || numbers.includes(part)) continue;
    yield finding("unknown-part", ["resources", n, "part"], { part, parts: numbers.join(", ") });
  }
}
