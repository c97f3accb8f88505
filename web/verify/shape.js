// Read objects of unknown shape without failing on wrong types.

/** @typedef {{[name: string]: unknown}} JsonObject */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/gu;

/**
 * Whether `value` is a JSON object.
 * @param {unknown} value
 * @returns {value is JsonObject}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What `value` itself calls `name`; never what it inherits.
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
export function member(value, name) {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * `value` as a list; JSON-LD writes one of something without brackets.
 * @param {unknown} value
 * @returns {unknown[]}
 */
export function names(value) {
  return Array.isArray(value) ? value : [value];
}

/**
 * The text at `path`, printable and not too long, or nothing.
 * @param {unknown} value
 * @param {...string} path
 */
export function textAt(value, ...path) {
  const found = path.reduce(member, value);
  return typeof found === "string" ? clip(printable(found, " ").trim(), 200) : "";
}

/**
 * What a credential's subject is called: its name, or an identifier that is a plain name.
 * @param {JsonObject} subject
 */
export function holderName(subject) {
  const name = textAt(subject, "name");
  if (name) return name;
  const plain = names(member(subject, "identifier")).find(
    (each) => textAt(each, "identityType") === "name" && member(each, "hashed") === false,
  );
  return textAt(plain, "identityHash");
}

/**
 * The identifier of something that is written as an object or as its identifier alone.
 * @param {unknown} value
 */
export function idOf(value) {
  const found = isObject(value) ? member(value, "id") : value;
  return typeof found === "string" ? found : "";
}

/**
 * `text` with `standIn` for what has no glyph or changes the direction of its neighbors.
 * @param {string} text
 * @param {string} standIn
 */
export function printable(text, standIn = "?") {
  return text.replace(UNPRINTABLE, standIn);
}

/**
 * Whether `text` has nothing in it that could hide or reorder other letters.
 * @param {string} text
 */
export function isPrintable(text) {
  return printable(text) === text;
}

/**
 * `text`, cut with an ellipsis when it has more than `most` characters.
 * @param {string} text
 * @param {number} most
 */
export function clip(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join("") + "…";
}

/**
 * Whether two JSON values say the same, whatever the order of their members.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, n) => same(value, other[n]))
    );
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
}
