// Names in a definition that have to be known in it: levels, items of evidence, parts.
import { finding, nearest, quoted } from "../said.js";
import { countOf, inside, isGiven, listIn, textIn } from "../written.js";
import { allOf, levelIds, levelsWithText, numberOf } from "./judged.js";

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
  const items = parts
    .flatMap((part) => listIn(part, "evidence_items"))
    .map((item) => textIn(item, "id"))
    .filter(Boolean);
  for (const [n, part] of parts.entries()) {
    yield* levelsNamedIn(part, n);
    yield* itemsNamedIn(part, n, items);
  }
  for (const [n, need] of allOf(data).entries()) {
    const number = countOf(inside(need, "part"));
    const part = parts.find((one) => numberOf(one) === number);
    const level = textIn(need, "requires");
    if (part && level) yield* knownLevel(level, part, ["passing_rule", "all_of", n, "requires"]);
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
 * @param {Written} part
 * @param {number} n
 * @param {string[]} items  ids of all items of the definition
 * @returns {Findings}
 */
function* itemsNamedIn(part, n, items) {
  for (const [m, item] of listIn(part, "evidence_items").entries()) {
    const [wanted, own] = [textIn(item, "same_subjects_as"), inside(item, "id")];
    if (!wanted || (items.includes(wanted) && wanted !== own)) continue;
    const others = items.filter((one) => one !== own);
    const guess = nearest(wanted, others);
    const variant = wanted === own ? ": itself" : guess === null ? "" : ": near";
    const pointer = ["parts", n, "evidence_items", m, "same_subjects_as"];
    yield finding(`unknown-evidence-item${variant}`, pointer, {
      wanted: quoted(wanted),
      guess: quoted(guess),
    });
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
