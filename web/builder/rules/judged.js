// A definition as it was written, read as the passing rule is: web/passing/rule.js.
import { lowestPassing, partLevels } from "../../passing/rule.js";
import { isTable } from "../record.js";
import { list } from "../said.js";
import { amountOf, countOf, inside, isGiven, isYes, listIn, textIn } from "../written.js";

/**
 * @import { Level, Part } from "../../passing/rule.js"
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Pointer } from "../said.js"
 */

/**
 * The number of a part; null until one is written.
 * @param {Written} part
 */
export const numberOf = (part) => countOf(inside(part, "number"));

/**
 * @param {Written} level
 * @returns {Level}
 */
const levelOf = (level) => ({
  id: textIn(level, "id"),
  name: textIn(level, "name"),
  passing: isYes(inside(level, "passing")),
  points: amountOf(inside(level, "points")),
});

/**
 * @param {Written} part
 * @returns {Part}
 */
export function partOf(part) {
  const required = textIn(part, "required_level");
  return {
    number: numberOf(part) ?? 0,
    scale: textIn(part, "scale"),
    levels: listIn(part, "levels").map(levelOf),
    required_level: isGiven(required) ? required : null,
    rubric: listIn(part, "rubric").map((criterion) => ({ id: textIn(criterion, "id") })),
  };
}

/**
 * The levels that assessors choose from in a part, best first.
 * @param {Written} part
 */
export const levelsOf = (part) => partLevels(partOf(part), list("default_levels"));

/**
 * Ids of the levels of a part; what has no id yet is left out.
 * @param {Written} part
 */
export const levelIds = (part) =>
  levelsOf(part)
    .map((level) => level.id)
    .filter(Boolean);

/**
 * Ids of the levels that let a part pass.
 * @param {Written} part
 */
export const passingLevels = (part) => lowestPassing(partOf(part), list("default_levels"));

/**
 * Ids of the levels that a criterion has a text for.
 * @param {Written} criterion
 */
export const levelsWithText = (criterion) => {
  const texts = inside(criterion, "levels");
  return isTable(texts) ? Object.keys(texts) : [];
};

/**
 * Whether the passing rule says that every part has to pass.
 * @param {WrittenMap} data
 */
export const saysAll = ({ passing_rule: rule }) => rule === "all" || isYes(inside(rule, "all"));

/**
 * What the passing rule asks of single parts.
 * @param {WrittenMap} data
 */
export const allOf = ({ passing_rule: rule }) => listIn(rule, "all_of");

/**
 * Every need of a part that the passing rule states, with its place in the definition.
 * @param {WrittenMap} data
 * @returns {[Written, (string | number)[]][]}
 */
export function needsOf(data) {
  const rule = data.passing_rule;
  return [["all_of"], ["any_of"], ["some_of", "parts"]].flatMap((keys) => {
    const holder = keys.slice(0, -1).reduce((value, key) => inside(value, key) ?? null, rule);
    return listIn(holder, keys[keys.length - 1]).map((need, n) => {
      /** @type {[Written, (string | number)[]]} */
      const one = [need, ["passing_rule", ...keys, n]];
      return one;
    });
  });
}

/**
 * Whether something names a level of a part, or a piece of evidence, by its id.
 * @param {WrittenMap} data
 * @param {Pointer} pointer to a value of the level, or of the piece
 * @param {Written} id
 */
export function isNamedElsewhere(data, [, n, list], id) {
  const parts = listIn(data, "parts");
  if (!isGiven(id)) return false;
  if (list === "evidence_items")
    return parts
      .flatMap((part) => listIn(part, "evidence_items"))
      .some((item) => inside(item, "same_subjects_as") === id);
  const part = parts[Number(n)];
  return (
    list === "levels" &&
    (inside(part, "required_level") === id ||
      listIn(part, "rubric").some((one) => levelsWithText(one).includes(String(id))) ||
      needsOf(data).some(
        ([need]) =>
          inside(need, "requires") === id && countOf(inside(need, "part")) === numberOf(part),
      ))
  );
}

/**
 * What the passing rule says of points; null where it says nothing.
 * @param {WrittenMap} data
 */
export const pointsOf = ({ passing_rule: rule }) => inside(rule, "points") ?? null;

/**
 * Whether the definition has a status in which it can be worked for.
 * @param {WrittenMap} data
 */
export const isOpen = (data) => list("open_statuses").includes(textIn(data, "status"));
