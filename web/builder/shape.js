// Whether data has the shape of its schema; the findings are those of
// credfolio.records.record_reader.

import { isTable, resolved, tableOf } from "./record.js";
import { finding, list, nearest, pattern, quoted, said, whole } from "./said.js";

/**
 * @import { Schema, Written, WrittenMap } from "./record.js"
 * @import { Finding, Pointer } from "./said.js"
 * @typedef {[kind: string, values?: Record<string, string | number>]} Fault what was expected
 */

/** @param {Pointer} pointer */
export const inWords = (pointer) =>
  pointer.reduce(
    (/** @type {string} */ words, step) =>
      words + (typeof step === "number" ? `[${step + 1}]` : words ? `.${step}` : step),
    "",
  ) || said("wrong-value: record")[0];

/**
 * The key of the sentence about a wrong value, by what was found.
 * @param {Written} value
 * @param {Pointer} pointer
 */
function wrongKey(value, pointer) {
  if (value === null || value === undefined || String(value).trim() === "") {
    const isEntry = typeof pointer.at(-1) === "number";
    return isEntry ? "wrong-value: empty entry" : "wrong-value: nothing";
  }
  if (typeof value === "string") return "wrong-value: value";
  return Array.isArray(value) ? "wrong-value: list" : "wrong-value: keys";
}

/**
 * @param {Pointer} pointer
 * @param {Written} value
 * @param {string} kind
 * @param {Record<string, string | number>} values
 */
function wrong(pointer, value, kind, values = {}) {
  const [expected, fix] = said(`expected: ${kind}`, values);
  return finding(wrongKey(value, pointer), pointer, {
    name: inWords(pointer),
    expected,
    value: quoted(value),
    fix,
  });
}

/** @param {Schema | undefined} schema */
const mayBeNothing = (schema) =>
  Boolean(schema?.anyOf?.some((one) => one.type === "null") || schema?.type?.includes("null"));

/**
 * @param {WrittenMap} data
 * @param {Schema} root
 * @param {Record<string, string>} given
 */
export function shapeFindings(data, root, given = {}) {
  /** @type {Finding[]} */
  const all = [];
  for (const [key, place] of Object.entries(given)) {
    if (data[key] !== undefined && data[key] !== null && data[key] !== place) {
      all.push(
        finding("differs-from-path", [key], {
          key,
          value: quoted(data[key]),
          place: quoted(place),
          id: place,
        }),
      );
    }
  }
  // A key of the record itself without a value counts as not given, unless nobody knows it.
  const value = Object.fromEntries(
    Object.entries(data).filter(([key, one]) => one !== null || !(key in (root.properties ?? {}))),
  );
  walk(value, root, root, [], all);
  return all.map((one) => ofEmptyKey(one, data) ?? one);
}

/**
 * What to say where a key that has to be given is there without a value.
 * @param {Finding} missing
 * @param {WrittenMap} data
 */
function ofEmptyKey({ rule, pointer, field }, data) {
  const key = rule === "missing-key" && !pointer.length ? field?.[0] : undefined;
  if (key === undefined || data[key] !== null) return null;
  return finding("missing-key: empty", [key], { key }, { field });
}

/**
 * @param {Written} value
 * @param {Schema | undefined} schema
 * @param {Schema} root
 * @param {Pointer} pointer
 * @param {Finding[]} all
 */
function walk(value, schema, root, pointer, all) {
  if (value === null && mayBeNothing(schema)) return;
  const here = resolved(schema, root);
  if (!here || Object.keys(here).length === 0) return;
  if (here.anyOf) {
    const word = here.anyOf.find((one) => "const" in one);
    const object = here.anyOf.map((one) => resolved(one, root)).find((one) => one?.properties);
    if (typeof value === "string" && (word ? value === word.const : true)) return;
    if (object) walk(value, object, root, pointer, all);
    return;
  }
  if (here.type === "array") {
    if (here.$comment === "one or many" && isTable(value))
      walk(value, here.items, root, pointer, all);
    else if (!Array.isArray(value)) all.push(wrong(pointer, value, "list"));
    else for (const [n, one] of value.entries()) walk(one, here.items, root, [...pointer, n], all);
  } else if (here.type === "object" || here.properties) {
    walkMap(value, here, root, pointer, all);
  } else {
    const fault = scalarFault(value, here);
    if (fault) all.push(wrong(pointer, value, ...fault));
  }
}

/**
 * @param {Written} value
 * @param {Schema} here
 * @param {Schema} root
 * @param {Pointer} pointer
 * @param {Finding[]} all
 */
function walkMap(value, here, root, pointer, all) {
  if (!isTable(value)) {
    all.push(wrong(pointer, value, "keys"));
    return;
  }
  for (const key of here.required ?? []) {
    if (!(key in value))
      all.push(
        finding(
          pointer.length ? "missing-key: inside" : "missing-key",
          pointer,
          { key, place: inWords(pointer) },
          { field: [...pointer, key] },
        ),
      );
  }
  const known = Object.keys(here.properties ?? {});
  for (const [key, one] of Object.entries(value)) {
    if (here.properties && key in here.properties)
      walk(one, here.properties[key], root, [...pointer, key], all);
    else if (tableOf(here)) walk(one, tableOf(here), root, [...pointer, key], all);
    else if (here.additionalProperties === false) {
      const guess = nearest(key, known);
      const says = pointer.length ? "unknown-key: inside" : "unknown-key";
      const near = pointer.length ? "unknown-key: inside, near" : "unknown-key: near";
      all.push(
        finding(guess === null ? says : near, [...pointer, key], {
          key: quoted(key),
          place: inWords(pointer),
          guess: quoted(guess),
        }),
      );
    }
  }
}

/**
 * [kind, values] of what was expected instead, or null.
 * @param {Written} value
 * @param {Schema} here
 * @returns {Fault | null}
 */
function scalarFault(value, here) {
  const kind = here.$comment;
  const typed = typeof value === "string" ? value : null;
  const text = typed?.trim() ?? "";
  if (kind === "yes or no") return /^(yes|true|on|no|false|off)$/i.test(text) ? null : [kind];
  if (kind === "date") return isDate(text) ? null : [kind];
  if (kind === "amount" || kind === "count" || kind === "color")
    return whole(kind, text) ? null : [kind];
  if (here.enum || "const" in here) {
    const words = (here.enum ?? [here.const]).map(String);
    if (typed !== null && words.includes(typed)) return null;
    const guess = typed === null ? null : nearest(typed, words);
    const values = { words: words.join(", "), guess: quoted(guess) };
    return [guess === null ? "choice" : "choice, near", values];
  }
  if (typed === null) return ["text"];
  const signs = [...text].length;
  if (here.minLength && signs < here.minLength) return ["some text"];
  const most = kind === "link" ? 2000 : here.maxLength;
  if (most && signs > most) return ["shorter", { most }];
  if (kind === "one line") return text.includes("\n") ? [kind] : null;
  if (kind === "link") return linkFault(text);
  if (kind === "file name") return whole("file_name", text) && !text.includes("..") ? null : [kind];
  if (kind === "version") return whole("version", text) ? null : [kind];
  if (kind === "version of an award")
    return text === "unknown" || whole("version", text) ? null : [kind];
  if (here.pattern && !new RegExp(here.pattern, "u").test(text))
    return [list("pattern_kinds")[here.pattern] ?? "another form"];
  return null;
}

/** @param {string} text */
export function isDate(text) {
  if (!whole("date", text) || text.startsWith("0000")) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/**
 * What is wrong with a web address; credfolio.records.model.base._link.
 * @param {string} value
 * @returns {Fault | null}
 */
export function linkFault(value) {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)/.exec(value);
  const scheme = parts?.[1].toLowerCase();
  if (!parts || (scheme !== "https" && scheme !== "http") || pattern("not_in_a_link").test(value))
    return ["link"];
  const at = parts[2].lastIndexOf("@");
  const place = parts[2].slice(at + 1);
  const bracket = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  if (!bracket && /[[\]]/.test(place)) return ["link"];
  const [host, port] = bracket
    ? [bracket[1], bracket[2]]
    : [place.split(":")[0], place.includes(":") ? place.slice(place.indexOf(":") + 1) : undefined];
  if (!host || (port && (!/^\d+$/.test(port) || Number(port) > 65535))) return ["link"];
  if (at >= 0) return ["link, user"];
  if (port) return ["link, port"];
  if (whole("numeric_host", host) || host.includes(":") || !host.includes("."))
    return ["link, host"];
  return whole("odd_host", host.toLowerCase()) ? ["link, name"] : null;
}
