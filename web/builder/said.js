// The command's own words. They come with the form (credfolio.findings.words), so that nobody is
// told one thing here and another in the proposal.

import { count, fill } from "../../theme/assets/wording.js";

/**
 * @typedef {(string | number)[]} Pointer keys and places in lists that lead to a value
 * @typedef {{
 *   rule: string, pointer: Pointer, message: string, fix: string, severity: string,
 *   line?: number, field?: Pointer,
 * }} Finding
 * @typedef {{id: string, name: string, passing: boolean}[]} Levels
 * @typedef {{
 *   words: Record<string, [string, string]>, patterns: Record<string, [string, string]>,
 *   pattern_kinds: Record<string, string>, reserved_handles: string[], roles: string[],
 *   hidden_names: Record<string, string>, open_statuses: string[], evidence_types: string[],
 *   default_levels: Record<string, Levels>, empty_picture_words: string[], papers: string[],
 *   contrast: number, most_bytes: number, most_depth: number, most_brackets: number,
 * }} Told what a form is given to check by
 */

/** @type {Partial<Told>} */
let told = {};

/** @param {Partial<Told>} given */
export function speakWith(given) {
  told = given;
}
/**
 * @template {keyof Told} K
 * @param {K} name
 * @returns {Told[K]}
 */
export const list = (name) => /** @type {Told[K]} */ (told[name]);

/** @param {string} key */
export const hasWords = (key) => Object.hasOwn(list("words"), key);

/**
 * [message, fix] of `key`, with `values` put in, as credfolio.findings.words.said does.
 * @param {string} key
 * @param {Record<string, unknown>} values
 * @returns {string[]}
 */
export function said(key, values = {}) {
  return list("words")[key].map((template) =>
    template.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) =>
      name === undefined ? found[0] : String(values[name]),
    ),
  );
}

/**
 * The finding of `key`; the rule is what precedes the colon.
 * @param {string} key
 * @param {Pointer} pointer
 * @param {Record<string, unknown>} values
 * @param {Partial<Finding>} more
 * @returns {Finding}
 */
export function finding(key, pointer, values = {}, more = {}) {
  const [message, fix] = said(key, values);
  return { rule: key.split(":")[0], pointer, message, fix, severity: "error", ...more };
}

const SUMMARY = {
  must: "{must} to put right",
  may: "{may}",
  both: "{must} to put right, {may}",
};
/**
 * How much there is to put right, and how many suggestions.
 * @param {{severity: string}[]} found
 */
export function summaryOf(found) {
  const must = found.filter((one) => one.severity === "error").length;
  const may = found.length - must;
  return fill(SUMMARY[must && may ? "both" : must ? "must" : "may"], {
    must: count(must, "thing"),
    may: count(may, "suggestion"),
  });
}

/** @type {Map<string, RegExp>} */
const compiled = new Map();
/**
 * One of the command's patterns, to be used with exec, match or replace.
 * @param {string} name
 * @param {string} more
 */
export function pattern(name, more = "") {
  const key = name + more;
  let one = compiled.get(key);
  if (!one) {
    const [source, flags] = list("patterns")[name];
    one = new RegExp(source, flags + more);
    compiled.set(key, one);
  }
  one.lastIndex = 0;
  return one;
}
/**
 * @param {string} name
 * @param {string} text
 */
export const whole = (name, text) => {
  const found = pattern(name).exec(text);
  return found !== null && found.index === 0 && found[0].length === text.length;
};

/** @param {string} text */
const printable = (text) =>
  text.replace(/[\p{C}\p{Z}]/gu, (one) =>
    one === " " ? one : `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/**
 * A value for a message: on one line, in quotes, cut when long; credfolio.findings.finding.quoted.
 * @param {unknown} value
 * @param {number} limit
 */
export function quoted(value, limit = 60) {
  const signs = [...printable(String(value).split(/\s+/).filter(Boolean).join(" "))];
  const shown = signs.length > limit ? [...signs.slice(0, limit - 1), "…"] : signs;
  return `"${shown.join("")}"`;
}

/**
 * How alike two words are, as Python's difflib has it: twice the matching signs by all signs.
 * @param {string} a
 * @param {string} b
 */
function alike(a, b) {
  const left = [...a];
  const right = [...b];
  /**
   * @param {number} alo
   * @param {number} ahi
   * @param {number} blo
   * @param {number} bhi
   * @returns {number}
   */
  const matching = (alo, ahi, blo, bhi) => {
    let [at, bt, size] = [alo, blo, 0];
    /** @type {Map<number, number>} */
    let row = new Map();
    for (let i = alo; i < ahi; i++) {
      /** @type {Map<number, number>} */
      const next = new Map();
      for (let j = blo; j < bhi; j++) {
        if (left[i] !== right[j]) continue;
        const length = (row.get(j - 1) ?? 0) + 1;
        next.set(j, length);
        if (length > size) [at, bt, size] = [i - length + 1, j - length + 1, length];
      }
      row = next;
    }
    return size ? size + matching(alo, at, blo, bt) + matching(at + size, ahi, bt + size, bhi) : 0;
  };
  const all = left.length + right.length;
  return all ? (2 * matching(0, left.length, 0, right.length)) / all : 1;
}

/**
 * The known name that was probably meant, if one is close; credfolio.ids.nearest.
 * @param {string} name
 * @param {string[]} known
 * @returns {string | null}
 */
export function nearest(name, known) {
  /** @type {[number, string] | null} */
  let best = null;
  for (const one of known) {
    const score = alike(one, name);
    if (score >= 0.7 && (!best || score > best[0] || (score === best[0] && one > best[1])))
      best = [score, one];
  }
  return best ? best[1] : null;
}
