// What a passing rule can be told about: credfolio.checking.rules.passing_rules.
import { mostPoints } from "../../passing/rule.js";
import { finding, list, said } from "../said.js";
import { amountOf, countOf, inside, isGiven, listIn, textIn } from "../written.js";
import { allOf, levelsOf, needsOf, numberOf, partOf, pointsOf, saysAll } from "./judged.js";

/**
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @typedef {Generator<Finding>} Findings
 */

const BETWEEN_KINDS = " and ";

/**
 * @param {string} key
 * @param {Record<string, unknown>} values
 * @param {Pointer} pointer
 */
const found = (key, values = {}, ...pointer) =>
  finding(`passing-rule: ${key}`, ["passing_rule", ...pointer], values);

/**
 * @param {WrittenMap} data
 * @param {Written[]} parts
 * @returns {Findings}
 */
export function* passingRules(data, parts) {
  if (!isGiven(data.passing_rule)) return;
  const rule = data.passing_rule;
  const some = inside(rule, "some_of") ?? null;
  const any = listIn(rule, "any_of").length > 0;
  const kinds = [
    saysAll(data) && "all",
    allOf(data).length && !any && some === null && "all_of",
    any && "any_of",
    some !== null && "some_of",
    pointsOf(data) !== null && "points",
  ].filter(Boolean);
  if (kinds.length > 1) yield found("two kinds", { kinds: kinds.join(BETWEEN_KINDS) });
  else if (!kinds.length) yield found("nothing");
  else {
    const faults = [...needs(data, parts)];
    yield* faults;
    if (faults.length) return;
    const listed = listIn(some, "parts").length;
    const least = countOf(inside(some, "at_least"));
    if (least !== null && (least < 1 || least > listed))
      yield found("at least", { listed }, "some_of", "at_least");
    yield* points(data, parts);
  }
}

/**
 * The first need that names no part, or one that was named before.
 * @param {WrittenMap} data
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* needs(data, parts) {
  const numbers = parts.map(numberOf);
  const seen = new Set();
  for (const [need, place] of needsOf(data)) {
    const pointer = [...place.slice(1), "part"];
    const part = countOf(inside(need, "part"));
    if (part === null) continue;
    if (!numbers.includes(part)) {
      const known = numbers.join(", ") || said("passing-rule: no parts yet")[0];
      yield found("no part", { part, parts: known }, ...pointer);
      return;
    }
    if (seen.has(part)) {
      yield found("twice", { part }, ...pointer);
      return;
    }
    seen.add(part);
  }
}

/**
 * @param {WrittenMap} data
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* points(data, parts) {
  const rule = pointsOf(data);
  if (rule === null) return;
  const written = textIn(rule, "minimum").trim();
  const minimum = amountOf(written);
  const most = mostPoints(parts.map(partOf), list("default_levels"));
  const shown = most.toFixed(decimalsOf(parts));
  if (!isGiven(inside(rule, "minimum")) || isGiven(inside(rule, "percent"))) {
    yield* percentage(rule, most, shown);
    return;
  }
  if (!most) yield found("no points", {}, "points");
  else if (minimum !== null && minimum > most) {
    const values = { minimum: written, most: shown };
    yield found("too many", values, "points", "minimum");
  } else if (minimum === 0) yield found("no minimum", {}, "points", "minimum");
}

/**
 * @param {Written} rule
 * @param {number} most
 * @param {string} shown `most` as the command writes it
 * @returns {Findings}
 */
function* percentage(rule, most, shown) {
  const [percent, maximum] = ["percent", "maximum"].map((key) => amountOf(inside(rule, key)));
  if (isGiven(inside(rule, "minimum")) || percent === null || maximum === null)
    yield found("two forms", {}, "points");
  else if (percent === 0 || percent > 100) yield found("percent", {}, "points", "percent");
  else if (maximum === 0 || (most && maximum !== most))
    yield found("maximum", { most: shown }, "points", "maximum");
}

/**
 * How many decimals the best points of a part are written with, at most.
 * @param {Written[]} parts
 */
function decimalsOf(parts) {
  let most = 0;
  for (const part of parts) {
    const best = Math.max(0, ...levelsOf(part).map((level) => level.points ?? 0));
    const written = listIn(part, "levels")
      .map((level) => textIn(level, "points").trim())
      .find((text) => best > 0 && amountOf(text) === best);
    most = Math.max(most, written?.split(".")[1]?.length ?? 0);
  }
  return most;
}
