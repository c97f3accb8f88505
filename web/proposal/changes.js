// What differs between a published definition and a proposed one, in words.
import { filled } from "../builder/record.js";

/**
 * @import { Written } from "../builder/record.js"
 * @typedef {(string | number)[]} Pointer
 * @typedef {{key: Pointer[number], where: string, before: string, after: string}} Change
 */

const MOST = 200;
/** @type {Record<string, Pointer[number][]>} */
const OF_SECTION = {
  overview: [
    "summary",
    "audience_roles",
    "grade_bands",
    "subjects",
    "topics",
    "time_estimate",
    "cost",
    "requires_students",
    "remote_ok",
    "past_evidence_ok",
    "school_calendar_note",
    "support_needed",
    "prerequisites",
    "recommended_before",
  ],
  method: ["key_method", "method_components", "rationale"],
  prepare: ["how_to_earn", "suggested_preparation", "resources"],
  "hand-in": [
    "parts",
    "submission_route",
    "passing_rule",
    "assessment_timeline",
    "attempts",
    "assessors_per_submission",
    "assessor_org",
    "double_blind",
    "assessor_requirements",
  ],
  rules: ["privacy_rules", "integrity_statement", "ai_policy", "conversation"],
  counts: [
    "credit_values",
    "incentives",
    "alignments",
    "no_alignment_reason",
    "expires_after",
    "renewal",
  ],
  behind: [
    "competency",
    "said_to_reader",
    "said_of_holder",
    "research",
    "adapted_from",
    "glossary",
    "changelog",
    "corrections",
    "version",
    "released",
    "creator",
    "contributors",
    "co_issuers",
    "funders",
    "maintainers",
    "licence",
    "translations",
    "external_ids",
  ],
};
/** @type {Record<string, string>} */
const SINGLE = {
  parts: "part",
  prompts: "prompt",
  levels: "level",
  evidence_items: "piece of evidence",
  resources: "resource",
  groups: "group",
  items: "item",
  credit_values: "credit",
};

/**
 * ["parts", 0, "word_limit", "max"] as "Part 1, word limit, max".
 * @param {Pointer} pointer
 */
function inWords(pointer) {
  const words = pointer.flatMap((step, n) => {
    if (typeof step === "number") return [];
    const next = pointer[n + 1];
    return typeof next === "number" ? [`${SINGLE[step] ?? step} ${next + 1}`] : [step];
  });
  const said = words.join(", ").replaceAll("_", " ").replaceAll("licence", "license");
  return said.charAt(0).toUpperCase() + said.slice(1);
}
/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isHolder = (value) => value !== null && typeof value === "object";
/**
 * @param {unknown} value
 * @returns {string}
 */
const flat = (value) =>
  isHolder(value)
    ? Object.values(value).map(flat).filter(Boolean).join(" · ")
    : String(value ?? "");

/**
 * What differs; `before` or `after` is "" for what is added or taken away.
 * @param {Written} published
 * @param {Written} proposed
 */
export function changesOf(published, proposed) {
  /** @type {Change[]} */
  const found = [];
  compare(filled(published) ?? {}, filled(proposed) ?? {}, [], found);
  return found.slice(0, MOST);
}

/**
 * @param {unknown} before
 * @param {unknown} after
 * @param {Pointer} pointer
 * @param {Change[]} found
 */
function compare(before, after, pointer, found) {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const lists = Number(Array.isArray(before)) + Number(Array.isArray(after));
  if (isHolder(before) && isHolder(after) && lists !== 1) {
    if (Array.isArray(before) && Array.isArray(after)) {
      for (let n = 0; n < Math.max(before.length, after.length); n++)
        compare(before[n], after[n], [...pointer, n], found);
    } else {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        compare(
          Object.hasOwn(before, key) ? before[key] : undefined,
          Object.hasOwn(after, key) ? after[key] : undefined,
          [...pointer, key],
          found,
        );
      }
    }
    return;
  }
  const texts = [flat(before), flat(after)];
  if (texts[0].trim() !== texts[1].trim())
    found.push({ key: pointer[0], where: inWords(pointer), before: texts[0], after: texts[1] });
}

/**
 * The sections of the page in which something differs.
 * @param {Change[]} changes
 */
export const changedSections = (changes) =>
  Object.entries(OF_SECTION)
    .filter(([, keys]) => changes.some((one) => keys.includes(one.key)))
    .map(([id]) => id);
