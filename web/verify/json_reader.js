// Read JSON from strangers: within limits, and with one meaning only.
import { Refusal } from "./report.js";
import { clip, isObject, printable } from "./shape.js";

export const MAX_BYTES = 1_048_576;
const MAX_DEPTH = 32;

// C0 controls except line feed, and DEL. Canonicalization libraries disagree about how they are
// escaped (RDFC-1.0, section 5), so one signature could fit two texts.
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f]/;
const SURROGATE = /[\ud800-\udfff]/u;
const NUMBER = /^-?\d+$/;

/**
 * `number` with its thousands apart, as the command writes it.
 * @param {number} number
 */
export function counted(number) {
  return number.toLocaleString("en-US");
}

/**
 * The value that the bytes `data` hold. Throws `Refusal` for what two readers could take
 * differently.
 * @param {Uint8Array} data
 * @returns {unknown}
 */
export function readJson(data) {
  if (data.length > MAX_BYTES) {
    throw new Refusal("too-large", `The file is larger than ${counted(MAX_BYTES)} bytes.`);
  }
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    throw new Refusal("not-utf-8", "The text is not in UTF-8.");
  }
  checkDepth(text);
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal(
      "not-json",
      `The text is not JSON: ${short(error instanceof Error ? error.message : "")}.`,
    );
  }
  checkTokens(text);
  checkText(value);
  return value;
}

/**
 * Refuse control characters and broken Unicode anywhere in `value`.
 * @param {unknown} value
 */
export function checkText(value) {
  /** @type {unknown[]} */
  const stack = [value];
  while (stack.length) {
    const item = stack.pop();
    if (typeof item === "string") {
      const found = CONTROL.exec(item);
      if (found) {
        const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
        throw new Refusal(
          "control-character",
          `A text holds the control character U+${code}, which programs read in different ways.`,
        );
      }
      if (SURROGATE.test(item)) {
        throw new Refusal("broken-unicode", "A text holds half of a Unicode character.");
      }
    } else if (Array.isArray(item)) {
      for (const inner of item) stack.push(inner);
    } else if (isObject(item)) {
      for (const key of Object.keys(item)) stack.push(key, item[key]);
    }
  }
}

/**
 * Where the string ends that begins at `start`; the length of `text` when it never does.
 * @param {string} text
 * @param {number} start
 */
function endOfString(text, start) {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/**
 * Count brackets outside strings, so that no parser has to recurse to find out.
 * @param {string} text
 */
function checkDepth(text) {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      at = endOfString(text, at) - 1;
    } else if (letter === "[" || letter === "{") {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw new Refusal("too-deep", `The JSON is nested more than ${MAX_DEPTH} deep.`);
      }
    } else if (letter === "]" || letter === "}") {
      depth -= 1;
    }
  }
}

/**
 * Refuse what `JSON.parse` swallows: a name twice in one object, a number that is not exact.
 * @param {string} text
 */
function checkTokens(text) {
  /** @type {(Set<string> | null)[]} */
  const open = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "{") {
      open.push(new Set());
    } else if (letter === "[") {
      open.push(null);
    } else if (letter === "}" || letter === "]") {
      open.pop();
    } else if (letter === '"') {
      const end = endOfString(text, at);
      let next = end;
      while (" \t\r\n".includes(text[next]) && next < text.length) next += 1;
      if (text[next] === ":") checkName(JSON.parse(text.slice(at, end)), open.at(-1));
      at = end - 1;
    } else if (letter === "-" || (letter >= "0" && letter <= "9")) {
      const [digits] = /^[-+0-9.eE]*/.exec(text.slice(at, at + 6_000)) ?? [letter];
      checkNumber(digits);
      at += digits.length - 1;
    }
  }
}

/**
 * @param {string} name
 * @param {Set<string> | null | undefined} seen
 */
function checkName(name, seen) {
  if (seen?.has(name)) {
    throw new Refusal("duplicate-key", `The name "${short(name)}" occurs twice in one object.`);
  }
  seen?.add(name);
}

/** @param {string} digits */
function checkNumber(digits) {
  const value = Number(digits);
  const exact = NUMBER.test(digits)
    ? digits.length <= 17 && Number.isSafeInteger(value)
    : Number.isFinite(value);
  if (!exact) {
    throw new Refusal("number-too-large", `The number ${short(digits)} is too large to be exact.`);
  }
}

/** @param {string} text */
function short(text) {
  return clip(printable(text), 58);
}
