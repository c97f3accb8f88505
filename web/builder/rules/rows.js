// The rules that are rows of data: credfolio.checking.rules.rows, read as .by_row reads them.
import { finding, hasWords, nearest, quoted } from "../said.js";

/**
 * One place that a rule looks at; credfolio.checking.rules.rows says what each key means.
 * @typedef {object} Row
 * @property {string} rule
 * @property {"order" | "past" | "possible" | "once" | "known"} form
 * @property {string} at
 * @property {string} what
 * @property {string} after
 * @property {string} after_what
 * @property {string} unless_status
 * @property {string} among
 * @property {boolean} unless_none
 * @property {string} severity
 */
/** @typedef {Record<string, unknown>} Mapping */
/** @typedef {(string | number)[]} Pointer */

/**
 * Each value at the end of `steps`, with its place and the mapping that it is in.
 * @param {unknown} here
 * @param {string[]} steps
 * @param {Pointer} pointer
 * @returns {Generator<{pointer: Pointer, parent: Mapping, value: unknown}>}
 */
function* places(here, steps, pointer = []) {
  const [name, ...rest] = steps;
  if (name === "*") {
    const items = Array.isArray(here) ? here : [];
    for (const [n, item] of items.entries()) yield* places(item, rest, [...pointer, n]);
    return;
  }
  if (name === undefined || typeof here !== "object" || here === null) return;
  const parent = /** @type {Mapping} */ (here);
  const value = parent[name];
  if (value === undefined || value === null || value === "") return;
  if (rest.length) yield* places(value, rest, [...pointer, name]);
  else yield { pointer: [...pointer, name], parent, value };
}

/**
 * The words of a row, with what they name of `parent` put in.
 * @param {string} words
 * @param {Mapping} parent
 */
const filled = (words, parent) => words.replace(/\{(\w+)\}/g, (_, key) => String(parent[key]));

/**
 * What a row of the form "known" finds.
 * @param {Row} row
 * @param {Mapping} data
 */
function* unknown(row, data) {
  const there = [...places(data, row.among.split("."))].map(({ parent, value }) => ({
    parent,
    name: String(value).trim(),
  }));
  if (row.unless_none && !there.length) return;
  for (const { pointer, parent, value } of places(data, row.at.split("."))) {
    const name = String(value).trim();
    const known = there.filter((one) => one.parent !== parent).map((one) => one.name);
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    let says = row.rule;
    if (there.some((one) => one.parent === parent && one.name === name)) says += ": itself";
    else if (guess !== null && hasWords(`${says}: near`)) says += ": near";
    const values = { name: quoted(name), known: known.join(", "), guess: quoted(guess) };
    yield finding(says, pointer, values, { severity: row.severity });
  }
}

/**
 * What one row finds.
 * @param {Row} row
 * @param {Mapping} data
 * @param {string} today
 */
function* found(row, data, today) {
  if (row.form === "known") return yield* unknown(row, data);
  const seen = new Set();
  for (const { pointer, parent, value } of places(data, row.at.split("."))) {
    const what = filled(row.what, parent);
    if (row.form === "once") {
      const name = JSON.stringify([pointer.slice(0, -2), value]);
      if (seen.has(name)) yield finding(row.rule, pointer, { what, id: quoted(value) });
      seen.add(name);
    } else if (row.form === "past") {
      if (String(value) > today) yield finding(row.rule, pointer, { what, on: value, today });
    } else if (row.form === "possible") {
      if (/^0+$/.test(String(value).trim())) yield finding(row.rule, pointer, { what });
    } else {
      const from = row.after.includes(".") ? data : parent;
      for (const { value: before } of places(from, row.after.split("."))) {
        const values = {
          first: row.after_what,
          first_on: before,
          second: what,
          second_on: value,
        };
        if (String(value) < String(before)) yield finding(row.rule, pointer, values);
      }
    }
  }
}

/**
 * What all `rows` find in the data of one record.
 * @param {Mapping} data
 * @param {Row[]} rows
 * @param {string} today
 */
export function* rowRules(data, rows, today) {
  for (const row of rows) {
    if (!row.unless_status || data.status !== row.unless_status) yield* found(row, data, today);
  }
}
