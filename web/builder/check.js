// What one file can be told about, in the command's words: its shape, then the rules that need no
// other file. What needs others waits for the check of the proposal.

import { resolved } from "./record.js";
import { definitionRules } from "./rules/definition.js";
import { awardRules, profileRules } from "./rules/people.js";
import { rowRules } from "./rules/rows.js";
import { textRules } from "./rules/text.js";
import { finding, list } from "./said.js";
import { shapeFindings } from "./shape.js";

/**
 * @import { Outline } from "./kinds/award.js"
 * @import { FormData } from "./form.js"
 * @import { Schema, WrittenMap } from "./record.js"
 * @import { Finding } from "./said.js"
 * @typedef {"credential" | "award" | "educator"} Name
 */

/**
 * The record with what the model puts in where a word is left out, such as the status of a draft.
 * @param {WrittenMap} data
 * @param {Schema} root
 */
function withDefaults(data, root) {
  const left = Object.entries(root.properties ?? {})
    .filter(([key]) => data[key] === undefined || data[key] === null)
    .map(([key, schema]) => [key, resolved(schema, root)?.default])
    .filter(([, value]) => typeof value === "string");
  return { ...data, ...Object.fromEntries(left) };
}

/**
 * @param {Name} kind
 * @param {WrittenMap} data
 * @param {FormData} form
 * @param {{today: string, definition: Outline | null}} more
 * @returns {Generator<Finding>}
 */
function* rules(kind, data, form, { today, definition }) {
  yield* rowRules(data, form.rows, today);
  if (kind === "credential") yield* definitionRules(data, form);
  if (kind === "award") yield* awardRules(data, definition);
  if (kind === "educator") yield* profileRules(data);
  yield* textRules(data, form, kind);
}

/**
 * All findings about `data`. With `strict`, rules run only on what has its shape, as in the
 * command; in a form that is being filled in they run on what is there.
 * @param {Name} kind
 * @param {WrittenMap} data
 * @param {FormData} form
 * @param {{
 *   today: string, given?: Record<string, string>, strict?: boolean,
 *   definition?: Outline | null,
 * }} how
 * @returns {Finding[]}
 */
export function check(kind, data, form, { today, given = {}, strict = false, definition = null }) {
  const shape = shapeFindings(data, form.schema, given);
  if (strict && shape.length) return shape;
  // What has the wrong shape is told once, as that.
  const wrong = new Set(shape.map((one) => JSON.stringify(one.pointer)));
  /** @type {Finding[]} */
  const rest = [];
  try {
    for (const one of rules(kind, withDefaults(data, form.schema), form, { today, definition }))
      rest.push(one);
  } catch (error) {
    if (!shape.length) throw error;
  }
  return [...shape, ...rest.filter((one) => !wrong.has(JSON.stringify(one.pointer)))];
}

/** @param {string} text */
export function sizeFinding(text) {
  const most = list("most_bytes");
  return new TextEncoder().encode(text).length > most
    ? [finding("file-too-large", [], { most: most.toLocaleString("en-US") })]
    : [];
}
