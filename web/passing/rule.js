// Whether results meet a passing rule: credfolio.records.reckoned.passing for scripts. The
// preview asks with a definition, the assessor's sheet with the rule that its page states.

/**
 * @typedef {{part: number, requires: string}} Need
 * @typedef {{minimum?: number | null, percent?: number | null, maximum?: number | null}} Points
 * @typedef {{
 *   id: string, name: string, passing?: boolean, points?: number | null,
 *   description?: string | null,
 * }} Level
 * @typedef {{
 *   number: number, scale?: string | null, levels: Level[], required_level?: string | null,
 *   rubric: {id: string}[],
 * }} Part
 * @typedef {{
 *   all?: boolean, all_of: Need[], any_of?: Need[],
 *   some_of?: {at_least: number, parts: Need[]} | null, points?: Points | null,
 * }} PassingRule
 * @typedef {{parts: Part[], passing_rule: PassingRule | null}} Definition
 * @typedef {{
 *   part: number, criterion?: string | null, level?: string | null, points?: number,
 * }} Result
 */

/** Points have four decimals at most; below that, a difference is one of the machine's numbers. */
const TINY = 1e-9;

/** @typedef {Record<string, Level[]>} DefaultLevels of the scales that need not be written */

/**
 * What has to be reached, with every default filled in. `needs` pairs a part's number with the
 * levels that pass, and so does `some`, behind how many of them have to; `points` gives the points
 * of each level.
 * @typedef {{
 *   needs: [number, string[]][], some: [number, [number, string[]][]] | null,
 *   minimum: number | null,
 *   parts: Record<string, {criteria: string[], points: Record<string, number>}>,
 * }} Judging
 */

/**
 * The levels that assessors choose from in a part, best first.
 * @param {Part} part
 * @param {DefaultLevels} defaults
 */
export function partLevels(part, defaults) {
  return part.levels.length ? part.levels : (defaults[part.scale ?? ""] ?? []);
}

/**
 * Ids of the levels that pass. `requires` (of a passing rule) or the part's own `required_level`
 * names the lowest of them; without either the levels say it. Empty for a level that is unknown.
 * @param {Part} part
 * @param {DefaultLevels} defaults
 * @param {string | null} requires
 */
export function lowestPassing(part, defaults, requires = null) {
  const levels = partLevels(part, defaults);
  const lowest = requires ?? part.required_level ?? null;
  if (lowest === null) return levels.filter((level) => level.passing).map((level) => level.id);
  const ids = levels.map((level) => level.id);
  return ids.slice(0, ids.indexOf(lowest) + 1);
}

/**
 * The points of a submission that reaches the best level everywhere.
 * @param {Part[]} parts
 * @param {DefaultLevels} defaults
 */
export function mostPoints(parts, defaults) {
  let sum = 0;
  for (const part of parts) {
    const points = partLevels(part, defaults).map((level) => level.points ?? 0);
    sum += Math.max(0, ...points) * Math.max(1, part.rubric.length);
  }
  return sum;
}

/**
 * The parts that have to pass, each with its lowest level or null for the part's own rule. Empty
 * where points alone decide, and where there are no parts.
 * @param {Definition} definition
 * @returns {[number, string | null][]}
 */
export function neededParts({ parts, passing_rule: rule }) {
  /** @type {[number, string | null][]} */
  const needs = [];
  if (!rule || rule.all || !(rule.all_of.length || rule.points || chosenParts(rule))) {
    for (const part of parts) needs.push([part.number, null]);
  }
  for (const need of rule?.all_of ?? []) needs.push([need.part, need.requires]);
  return needs;
}

/**
 * The number of parts that must pass, and the parts, if the rule leaves a choice.
 * @param {PassingRule | null} rule
 * @returns {[number, [number, string | null][]] | null}
 */
export function chosenParts(rule) {
  if (!rule?.any_of?.length && !rule?.some_of) return null;
  const parts = rule.some_of ? rule.some_of.parts : (rule.any_of ?? []);
  return [rule.some_of?.at_least ?? 1, parts.map((need) => [need.part, need.requires])];
}

/**
 * The points that pass.
 * @param {Points} points
 */
export function leastPoints({ minimum, percent, maximum }) {
  return minimum ?? ((percent ?? 0) * (maximum ?? 0)) / 100;
}

/**
 * The rule of a definition, ready to judge by; a page of a worksheet states the same.
 * @param {Definition} definition
 * @param {DefaultLevels} defaults
 * @returns {Judging}
 */
export function judgingOf(definition, defaults) {
  const byNumber = new Map(definition.parts.map((part) => [part.number, part]));
  /** @param {[number, string | null]} need @returns {[number, string[]]} */
  const levels = ([number, requires]) => {
    const part = byNumber.get(number);
    return [number, part ? lowestPassing(part, defaults, requires) : []];
  };
  const choice = chosenParts(definition.passing_rule);
  const points = definition.passing_rule?.points;
  return {
    needs: neededParts(definition).map(levels),
    some: choice && [choice[0], choice[1].map(levels)],
    minimum: points ? leastPoints(points) : null,
    parts: Object.fromEntries(
      definition.parts.map((part) => [
        part.number,
        {
          criteria: part.rubric.map((criterion) => criterion.id),
          points: Object.fromEntries(
            partLevels(part, defaults).map((level) => [level.id, level.points ?? 0]),
          ),
        },
      ]),
    ),
  };
}

/**
 * Whether the results let a part pass; null as long as it is not judged to the end. A result for
 * the part as a whole decides; otherwise every criterion of its rubric has to reach a passing
 * level.
 * @param {Judging} judging
 * @param {number} number
 * @param {string[]} enough
 * @param {Result[]} results
 */
export function partPasses(judging, number, enough, results) {
  const own = results.filter((one) => one.part === number);
  const whole = own.filter((one) => !one.criterion && one.level);
  if (whole.length) return whole.every((one) => enough.includes(one.level ?? ""));
  const reached = (judging.parts[number]?.criteria ?? []).map(
    (id) => own.filter((one) => one.criterion === id).at(-1)?.level ?? null,
  );
  if (reached.some((level) => level !== null && !enough.includes(level))) return false;
  return reached.length && !reached.includes(null) ? true : null;
}

/**
 * The points reached in all parts. A result that states points counts as stated.
 * @param {Judging} judging
 * @param {Result[]} results
 */
export function pointsOf(judging, results) {
  let sum = 0;
  for (const [number, part] of Object.entries(judging.parts)) {
    const own = results.filter((one) => one.part === Number(number));
    const whole = own.filter((one) => !one.criterion);
    for (const one of whole.length ? whole : own) {
      sum += one.points ?? part.points[one.level ?? ""] ?? 0;
    }
  }
  return sum;
}

/**
 * Whether the results meet the rule. Where it states several conditions, all have to hold; of the
 * parts of a choice, as many as it asks for.
 * @param {Judging} judging
 * @param {Result[]} results
 */
export function passes(judging, results) {
  const { needs, some, minimum } = judging;
  if (!needs.length && !some && minimum === null) return false;
  /** @param {[number, string[]]} need */
  const holds = ([number, enough]) => partPasses(judging, number, enough, results);
  if (!needs.every(holds)) return false;
  if (some && some[1].filter(holds).length < some[0]) return false;
  return minimum === null || pointsOf(judging, results) >= minimum - TINY;
}
