// What each code means for the reader: a verdict, a headline, and what to do. The table is the
// command's (hooks/credfolio/badges/verification/verdicts.json).
import table from "../../hooks/credfolio/badges/verification/verdicts.json" with { type: "json" };

/**
 * @typedef {"verified" | "false" | "ended" | "unknown"} Verdict
 * @typedef {{
 *   verdict: Verdict, headline: string, advice: string, unproven?: string, published?: string,
 * }} Group
 */

const STATUS_LIST = "status-list";

/** @type {Record<string, string>} */
const codes = table.codes;
/** @type {Record<string, string>} */
const ofSteps = table.steps;

/** Every group by its name. */
export const groups = /** @type {Record<string, Group>} */ (table.groups);

/** The verdicts that are not "verified"; an earlier one outweighs a later one. */
export const order = /** @type {Verdict[]} */ (table.order);

/** @param {string} code */
function named(code) {
  const known = code.startsWith(`${STATUS_LIST}-`) ? STATUS_LIST : code;
  return Object.hasOwn(codes, known) ? codes[known] : "no-answer";
}

/**
 * The name of the group of a step's answer; "" where it keeps nothing from being verified. What is
 * unknown about one of the later steps has a group of that step, whatever the code, but for the
 * groups that are named.
 * @param {string} step
 * @param {string} outcome
 * @param {string} code
 */
export function groupOf(step, outcome, code) {
  const counts = outcome === "fail" || outcome === "unknown";
  if (!counts || table.remarks.includes(code)) return "";
  const found = named(code);
  const isOfStep =
    groups[found].verdict === "unknown" && !table["whatever-the-step"].includes(found);
  return isOfStep ? (ofSteps[step] ?? found) : found;
}

/**
 * How a step ends that met `code`.
 * @param {string} code
 * @returns {"fail" | "unknown"}
 */
export function outcomeOf(code) {
  return groups[named(code)].verdict === "unknown" ? "unknown" : "fail";
}
