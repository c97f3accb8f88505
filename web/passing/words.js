// A passing rule as one plain sentence, such as
// "You pass when parts 1, 3 and 4 are Demonstrated and part 2 is Yes."
import { fill, listed } from "../../theme/assets/wording.js";
import { chosenParts, lowestPassing, mostPoints, neededParts, partLevels } from "./rule.js";

/**
 * @typedef {import("./rule.js").Definition} Definition
 * @typedef {import("./rule.js").DefaultLevels} DefaultLevels
 * @typedef {import("./rule.js").Part} Part
 */

const WORDS = {
  noRule: "The passing rule is not written yet.",
  noParts: "You pass when every part passes.",
  byPoints: "You pass with {points} points.",
  when: "You pass when {clauses}.",
  points: "at least {least} of {most}",
  percent: "at least {percent} percent of {maximum}",
  oneOf: "at least one of parts {parts} is {wanted}",
  oneOfPasses: "at least one of parts {parts} passes",
  someOf: "at least {count} of parts {parts} are {wanted}",
  someOfPass: "at least {count} of parts {parts} pass",
  oneHolds: "at least one of these holds: {clauses}",
  someHold: "at least {count} of these hold: {clauses}",
  havePoints: "you have {points} points",
  every: "every part is {wanted}",
  everyPasses: "every part passes",
  one: "part {parts} is {wanted}",
  onePasses: "part {parts} passes",
  several: "parts {parts} are {wanted}",
  severalPass: "parts {parts} pass",
  atLeast: "at least {level}",
};

/**
 * @param {Definition} definition
 * @param {DefaultLevels} defaults
 */
export function passingRule(definition, defaults) {
  const { parts, passing_rule: rule } = definition;
  if (!rule) return WORDS.noRule;
  if (!parts.length && !rule.points) return WORDS.noParts;
  const needs = known(neededParts(definition), parts);
  const clauses = clausesOf(needs, parts.length, defaults);
  const choice = chosenParts(rule);
  if (choice) clauses.push(choiceOf(choice[0], known(choice[1], parts), defaults));
  if (rule.points) {
    const { minimum, percent, maximum } = rule.points;
    const points =
      (minimum ?? null) === null
        ? fill(WORDS.percent, { percent: percent ?? 0, maximum: maximum ?? 0 })
        : fill(WORDS.points, { least: minimum ?? 0, most: mostPoints(parts, defaults) });
    if (!clauses.length) return fill(WORDS.byPoints, { points });
    clauses.push(fill(WORDS.havePoints, { points }));
  }
  return fill(WORDS.when, { clauses: listed(clauses) });
}

/**
 * @param {[number, string | null][]} needs
 * @param {Part[]} parts
 * @returns {[Part, string | null][]}
 */
function known(needs, parts) {
  return needs.flatMap(([number, requires]) => {
    const part = parts.findLast((one) => one.number === number);
    return part ? [[part, requires]] : [];
  });
}

/**
 * @param {number} least
 * @param {[Part, string | null][]} needs
 * @param {DefaultLevels} defaults
 */
function choiceOf(least, needs, defaults) {
  const levels = new Set(needs.map(([part, requires]) => wantedOf(part, requires, defaults)));
  if (levels.size === 1) {
    const [wanted] = levels;
    const named = listed(needs.map(([part]) => String(part.number)));
    const one = wanted ? WORDS.oneOf : WORDS.oneOfPasses;
    const several = wanted ? WORDS.someOf : WORDS.someOfPass;
    return fill(least === 1 ? one : several, { count: least, parts: named, wanted });
  }
  const clauses = needs
    .map(([part, requires]) =>
      fill(WORDS.one, { parts: part.number, wanted: wantedOf(part, requires, defaults) }),
    )
    .join("; ");
  return fill(least === 1 ? WORDS.oneHolds : WORDS.someHold, { count: least, clauses });
}

/**
 * @param {[Part, string | null][]} needs
 * @param {number} parts
 * @param {DefaultLevels} defaults
 */
function clausesOf(needs, parts, defaults) {
  /** @type {Map<string, number[]>} */
  const numbers = new Map();
  for (const [part, requires] of needs) {
    const wanted = wantedOf(part, requires, defaults);
    numbers.set(wanted, [...(numbers.get(wanted) ?? []), part.number]);
  }
  if (numbers.size === 1 && needs.length === parts && parts > 1) {
    const [wanted] = numbers.keys();
    return [wanted ? fill(WORDS.every, { wanted }) : WORDS.everyPasses];
  }
  return [...numbers].map(([wanted, which]) => {
    const named = { parts: listed(which.map(String)), wanted };
    if (which.length === 1) return fill(wanted ? WORDS.one : WORDS.onePasses, named);
    return fill(wanted ? WORDS.several : WORDS.severalPass, named);
  });
}

/**
 * @param {Part} part
 * @param {string | null} requires
 * @param {DefaultLevels} defaults
 */
function wantedOf(part, requires, defaults) {
  const enough = lowestPassing(part, defaults, requires);
  const names = partLevels(part, defaults)
    .filter((level) => enough.includes(level.id))
    .map((level) => level.name);
  if (names.length < 2) return names.join("");
  return fill(WORDS.atLeast, { level: names[names.length - 1] });
}
