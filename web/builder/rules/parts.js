// What the parts of a definition can be told about: credfolio.checking.rules.parts.
import { fill } from "../../../theme/assets/wording.js";
import { isTable } from "../record.js";
import { finding, quoted } from "../said.js";
import { countOf, inside, isGiven, isYes, listIn, textIn } from "../written.js";
import {
  allOf,
  isOpen,
  levelsOf,
  levelsWithText,
  numberOf,
  passingLevels,
  pointsOf,
  saysAll,
} from "./judged.js";

/**
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @typedef {Generator<Finding>} Findings
 */

const WORDS = { part: "part {number}" };
const HINT = { severity: "hint" };

/**
 * @param {WrittenMap} data
 * @param {Written[]} parts
 * @returns {Findings}
 */
export function* partRules(data, parts) {
  yield* numbers(parts);
  yield* ids(parts);
  yield* levels(data, parts);
  yield* limits(parts);
}

/**
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* numbers(parts) {
  for (const [n, part] of parts.entries()) {
    const found = numberOf(part);
    if (found === null || found === n + 1) continue;
    yield finding("part-numbers", ["parts", n, "number"], { found, expected: n + 1 });
    return;
  }
}

/**
 * @param {number | null} number
 * @param {string} id
 */
const twice = (id, number) => ({
  id: quoted(id),
  where: fill(WORDS.part, { number: String(number) }),
});

/**
 * Ids of prompts, levels and criteria are of one part; those of evidence are of the definition.
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* ids(parts) {
  /** @type {Map<string, number | null>} */
  const evidence = new Map();
  for (const [n, part] of parts.entries()) {
    for (const key of ["prompts", "levels", "rubric"]) {
      const seen = new Set();
      for (const [m, one] of listIn(part, key).entries()) {
        const id = textIn(one, "id");
        if (!id) continue;
        if (seen.has(id)) {
          yield finding("duplicate-part-id", ["parts", n, key, m, "id"], twice(id, numberOf(part)));
        }
        seen.add(id);
      }
    }
    for (const [m, one] of listIn(part, "evidence_items").entries()) {
      const id = textIn(one, "id");
      if (!id) continue;
      const first = evidence.get(id);
      const pointer = ["parts", n, "evidence_items", m, "id"];
      if (first === undefined) evidence.set(id, numberOf(part));
      else yield finding("duplicate-part-id", pointer, twice(id, first));
    }
  }
}

/**
 * @param {WrittenMap} data
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* levels(data, parts) {
  const byRule = new Set(allOf(data).map(numberOfNeed));
  const byPoints = pointsOf(data) !== null && !saysAll(data);
  for (const [n, part] of parts.entries()) {
    yield* gaps(data, part, n);
    const own = listIn(part, "levels");
    const isDecided = isGiven(inside(part, "required_level")) || byRule.has(numberOf(part));
    if (isDecided || !own.length || byPoints) continue;
    if (!own.some((level) => isYes(inside(level, "passing")))) {
      yield finding("no-passing-level", ["parts", n, "levels"], { part: numberOf(part) });
    }
  }
}

/** @param {Written} need */
const numberOfNeed = (need) => countOf(inside(need, "part"));

/**
 * Criteria that do not describe the work at each level that they have to.
 * @param {WrittenMap} data
 * @param {Written} part
 * @param {number} n
 * @returns {Findings}
 */
function* gaps(data, part, n) {
  const known = levelsOf(part);
  const passing = passingLevels(part);
  const needed = known
    .map((level) => level.id)
    .filter((id) => id && (known.length > 2 || passing.includes(id)));
  for (const [m, criterion] of listIn(part, "rubric").entries()) {
    const texts = levelsWithText(criterion);
    if (isGiven(inside(criterion, "text")) && !texts.length) continue;
    const lacking = needed.filter((id) => !texts.includes(id));
    if (!lacking.length) continue;
    const values = { id: quoted(inside(criterion, "id")), levels: lacking.join(", ") };
    yield finding("rubric-gap", ["parts", n, "rubric", m], values, isOpen(data) ? {} : HINT);
  }
}

/**
 * The limits of words in a part, each with its place.
 * @param {Written} part
 * @param {Pointer} here
 * @returns {Generator<[Pointer, Written]>}
 */
function* wordLimits(part, here) {
  yield [[...here, "word_limit"], inside(part, "word_limit")];
  for (const key of ["prompts", "evidence_items"]) {
    for (const [m, one] of listIn(part, key).entries()) {
      yield [[...here, key, m, "word_limit"], inside(one, "word_limit")];
    }
  }
}

/**
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* limits(parts) {
  for (const [n, part] of parts.entries()) {
    for (const [pointer, limit] of wordLimits(part, ["parts", n])) {
      if (!isTable(limit)) continue;
      const [min, max] = [countOf(limit.min), countOf(limit.max)];
      if (min === null && max === null) yield finding("word-limit: no number", pointer);
      else if (max === 0) yield finding("word-limit: nothing", pointer);
      else if (min !== null && max !== null && min > max) {
        yield finding("word-limit", pointer, { min, max });
      }
    }
  }
}
