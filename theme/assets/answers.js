// The answers of a worksheet: how they are kept, and how those of two tabs come together. Pure.
import { fill } from "./wording.js";

/**
 * What a field holds: a text and since when. Only writing has a `label`, and only writing is kept
 * twice when two tabs changed it: `v` is shown, `others` are below it.
 * @typedef {{ v: string, t: number, label?: string, others?: string[] }} Field
 * @typedef {Record<string, Field>} Fields
 */

const SAYS = {
  foreign:
    "This file is not a worksheet of this site. Choose the .json file that “Save as a file” made.",
  newer: "This file was made by a newer version of the site. Reload the page and open it again.",
  another:
    "This file holds the answers for another micro-credential, “{title}”. Open it on that " +
    "worksheet.",
  damaged: "This file is damaged and could not be read. What is on this page is as it was.",
};
const MOST_FIELDS = 2_000;
const MOST_TEXT = 200_000;
const MOST_LABEL = 300;
const MOST_OTHERS = 20;
const MOST_TITLE = 200;

/**
 * @param {Fields} fields
 * @param {string} key
 */
const value = (fields, key) => fields[key]?.v ?? "";

/**
 * @param {Fields} fields
 * @param {string} key
 */
const others = (fields, key) => fields[key]?.others ?? [];

/**
 * @param {string[]} a
 * @param {string[]} b
 */
const same = (a, b) => a.length === b.length && a.every((one, n) => one === b[n]);

/**
 * Fields from a file or from storage, made safe. Throws when they are no mapping.
 * @param {unknown} found
 * @returns {Fields}
 */
export function parseFields(found) {
  if (found === null || typeof found !== "object" || Array.isArray(found)) {
    throw new TypeError("fields");
  }
  /** @type {Fields} */
  const fields = {};
  for (const [key, field] of Object.entries(found).slice(0, MOST_FIELDS)) {
    const safe = key.length <= MOST_LABEL && key !== "__proto__" ? asField(field) : null;
    if (safe) fields[key] = safe;
  }
  return fields;
}

/**
 * @param {unknown} found
 * @returns {Field | null}
 */
function asField(found) {
  if (typeof found !== "object" || found === null) return null;
  /** @type {Record<string, unknown>} */
  const { v, t, label, others: beside } = { ...found };
  if (typeof v !== "string") return null;
  const isTime = typeof t === "number" && Number.isFinite(t);
  /** @type {Field} */
  const field = { v: v.slice(0, MOST_TEXT), t: isTime ? t : 0 };
  if (typeof label === "string" && label) field.label = label.slice(0, MOST_LABEL);
  if (Array.isArray(beside)) {
    field.others = beside.filter((one) => typeof one === "string").slice(0, MOST_OTHERS);
  }
  return field;
}

/**
 * Three-way: what only one side changed since `base` is taken from that side. Where both changed
 * the same writing, mine is shown and theirs is kept with it; of ticks the later one counts.
 * @param {Fields} base
 * @param {Fields} mine
 * @param {Fields} theirs
 */
export function merge(base, mine, theirs) {
  /** @type {Fields} */
  const merged = {};
  for (const key of new Set([base, mine, theirs].flatMap((fields) => Object.keys(fields)))) {
    const field = mergedField(key, base, mine, theirs);
    if (field) merged[key] = field;
  }
  return merged;
}

/**
 * @param {string} key
 * @param {Fields} base
 * @param {Fields} mine
 * @param {Fields} theirs
 * @returns {Field | null}
 */
function mergedField(key, base, mine, theirs) {
  const [old, own, far] = [value(base, key), value(mine, key), value(theirs, key)];
  const label = mine[key]?.label ?? theirs[key]?.label ?? base[key]?.label;
  let from = own === old ? theirs : mine;
  let beside = mergedOthers(others(base, key), others(mine, key), others(theirs, key));
  if (own !== old && far !== old && own !== far) {
    if (label) beside = [...beside, far];
    else if ((theirs[key]?.t ?? 0) > (mine[key]?.t ?? 0)) from = theirs;
  }
  const v = value(from, key);
  // What the text shown already holds is not lost by leaving it out below.
  beside = [...new Set(beside)].filter((one) => one.trim() && !v.includes(one.trim()));
  if (!v && !beside.length) return null;
  /** @type {Field} */
  const field = { v, t: from[key]?.t ?? 0 };
  if (label) field.label = label;
  if (beside.length) field.others = beside;
  return field;
}

/**
 * @param {string[]} base
 * @param {string[]} mine
 * @param {string[]} theirs
 */
function mergedOthers(base, mine, theirs) {
  if (same(mine, base)) return theirs;
  return same(theirs, base) ? mine : [...mine, ...theirs];
}

/**
 * @param {Fields} a
 * @param {Fields} b
 */
export function alike(a, b) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every(
    (key) => value(a, key) === value(b, key) && same(others(a, key), others(b, key)),
  );
}

/**
 * Writing under keys that the form does not ask for any more.
 * @param {Fields} fields
 * @param {Set<string>} asked
 */
export function orphans(fields, asked) {
  return Object.entries(fields).filter(
    ([key, field]) => field.label && field.v.trim() && !asked.has(key),
  );
}

/**
 * A file to keep or take to another device, and back.
 * @param {{ ref: string, title: string, version: string, fields: Fields, address: string,
 *   at: string }} sheet  `at` is the moment, as an ISO text
 */
export function renderFile({ ref, title, version, fields, address, at }) {
  const file = { credfolio_worksheet: 1, ref, title, version, address, saved_at: at, fields };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/**
 * The fields of a file that this or another browser wrote for the worksheet of `ref`.
 * @param {string} text
 * @param {string} ref
 * @returns {{ fields: Fields, version: string } | { problem: string }}  the problem is a sentence
 */
export function parseFile(text, ref) {
  const found = parseObject(text);
  if (!found || !("credfolio_worksheet" in found)) return { problem: SAYS.foreign };
  if (found.credfolio_worksheet !== 1) return { problem: SAYS.newer };
  if (found.ref !== ref) {
    const other = typeof found.title === "string" ? found.title : String(found.ref);
    return { problem: fill(SAYS.another, { title: other.slice(0, MOST_TITLE) }) };
  }
  try {
    return { fields: parseFields(found.fields), version: String(found.version ?? "") };
  } catch {
    return { problem: SAYS.damaged };
  }
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | null}
 */
function parseObject(text) {
  try {
    const found = JSON.parse(text);
    return typeof found === "object" ? found : null;
  } catch {
    return null;
  }
}
