// The part of CBOR (RFC 8949) that selective proofs are written in; nothing else is read.
import { Refusal } from "./report.js";

/** @import { Bytes } from "./shape.js" */

const MAX_DEPTH = 3;
const SIZES = new Map([
  [24, 1],
  [25, 2],
  [26, 4],
]);
const BYTES_TAG = 64;

/**
 * Whole numbers, bytes, lists and maps from numbers; throws `Refusal` for anything else.
 * @param {Bytes} data
 * @returns {unknown}
 */
export function readCbor(data) {
  const [value, end] = readItem(data, 0, 0);
  if (end !== data.length) throw malformed();
  return value;
}

export function malformed() {
  return new Refusal("bad-encoding", "The signature is not written as its kind asks for.");
}

/**
 * @param {Bytes} data
 * @param {number} start
 * @param {number} depth
 * @returns {[unknown, number]}
 */
function readItem(data, start, depth) {
  const [major, number, begin] = readHead(data, start);
  if (major === 0) return [number, begin];
  if (major === 2) {
    if (begin + number > data.length) throw malformed();
    return [data.slice(begin, begin + number), begin + number];
  }
  if (major === 6 && number === BYTES_TAG) {
    const [value, end] = readItem(data, begin, depth + 1);
    if (value instanceof Uint8Array) return [value, end];
  }
  // Every item takes a byte, so no count may pass what is left.
  const isList = major === 4 || major === 5;
  if (!isList || depth >= MAX_DEPTH || number > data.length - begin) throw malformed();
  /** @type {unknown[]} */
  const items = [];
  let at = begin;
  for (let n = 0; n < number * (major - 3); n++) {
    const [value, end] = readItem(data, at, depth + 1);
    items.push(value);
    at = end;
  }
  return [major === 4 ? items : mapOf(items), at];
}

/**
 * The kind of an item, its number or length, and where its content begins.
 * @param {Bytes} data
 * @param {number} at
 * @returns {[number, number, number]}
 */
function readHead(data, at) {
  if (at >= data.length) throw malformed();
  const number = data[at] & 31;
  if (number < 24) return [data[at] >> 5, number, at + 1];
  const size = SIZES.get(number);
  if (size === undefined || at + 1 + size > data.length) throw malformed();
  const value = data.slice(at + 1, at + 1 + size).reduce((sum, byte) => sum * 256 + byte, 0);
  return [data[at] >> 5, value, at + 1 + size];
}

/** @param {unknown[]} items */
function mapOf(items) {
  /** @type {Map<number, unknown>} */
  const map = new Map();
  for (let n = 0; n < items.length; n += 2) {
    const key = items[n];
    if (typeof key !== "number" || map.has(key)) throw malformed();
    map.set(key, items[n + 1]);
  }
  return map;
}
