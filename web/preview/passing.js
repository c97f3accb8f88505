// @ts-nocheck
// When a part passes, and the same in one sentence: credfolio.records.reckoned.passing for a page in the browser.
import { listed } from "./words.js";

export const partLevels = (part, defaults) =>
  part.levels.length ? part.levels : (defaults[part.scale] ?? []);

export function lowestPassing(part, defaults, requires = null) {
  const levels = partLevels(part, defaults);
  const lowest = requires ?? part.required_level;
  if (lowest === null) return levels.filter((level) => level.passing).map((level) => level.id);
  const ids = levels.map((level) => level.id);
  return ids.includes(lowest) ? ids.slice(0, ids.indexOf(lowest) + 1) : [];
}

function mostPoints(c, defaults) {
  return c.parts.reduce(
    (sum, part) =>
      sum +
      Math.max(0, ...partLevels(part, defaults).map((level) => level.points ?? 0)) *
        Math.max(1, part.rubric.length),
    0,
  );
}

export function passingRule(c, defaults) {
  const rule = c.passing_rule;
  if (!rule) return "The passing rule is not written yet.";
  let needs = [];
  if (rule.all || !(rule.all_of.length || rule.points)) {
    needs = c.parts.map((part) => [part, null]);
    if (!needs.length) return "You pass when every part passes.";
  }
  for (const need of rule.all_of) {
    const part = c.parts.findLast((one) => one.number === need.part);
    if (part) needs.push([part, need.requires]);
  }
  const said = clauses(needs, c.parts.length, defaults);
  if (rule.points) {
    const points = `at least ${rule.points.minimum} of ${mostPoints(c, defaults)}`;
    if (!said.length) return `You pass with ${points} points.`;
    said.push(`you have ${points} points`);
  }
  return `You pass when ${listed(said)}.`;
}

function clauses(needs, parts, defaults) {
  const numbers = new Map();
  for (const [part, requires] of needs) {
    const wanted = wantedOf(part, requires, defaults);
    numbers.set(wanted, [...(numbers.get(wanted) ?? []), part.number]);
  }
  if (numbers.size === 1 && needs.length === parts && parts > 1) {
    const [wanted] = numbers.keys();
    return [wanted ? `every part is ${wanted}` : "every part passes"];
  }
  return [...numbers].map(([wanted, which]) => {
    const named = listed(which.map(String));
    if (which.length === 1) return wanted ? `part ${named} is ${wanted}` : `part ${named} passes`;
    return wanted ? `parts ${named} are ${wanted}` : `parts ${named} pass`;
  });
}

function wantedOf(part, requires, defaults) {
  const enough = lowestPassing(part, defaults, requires);
  const names = partLevels(part, defaults)
    .filter((level) => enough.includes(level.id))
    .map((level) => level.name);
  if (!names.length) return "";
  return names.length === 1 ? names[0] : `at least ${names.at(-1)}`;
}
