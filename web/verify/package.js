// Tell what a file is, and take the badge out of its wrapping.
import { counted, MAX_BYTES, readJson } from "./json_reader.js";
import { isPng, readPngBadge } from "./png_reader.js";
import { Refusal } from "./report.js";
import { isObject } from "./shape.js";
import { readSvgBadge } from "./svg_reader.js";

/**
 * @import { Bytes, JsonObject } from "./shape.js"
 * @typedef {{
 *   document?: JsonObject, token?: string, address?: string, badges?: JsonObject[],
 * }} Opened
 */

const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const ADDRESS = /^https?:\/\/[!-~]+$/;
// JPEG, GIF, WebP, what phones make, PDF: no form of badge is kept in them.
const HOLDS_NONE = /^(?:\xff\xd8\xff|GIF8|RIFF.{4}WEBP|.{4}ftyp|%PDF-)/s;
/** How a web page begins. */
export const PAGE = /^[ \t\r\n]*<(?:!doctype html|html)[ \t\r\n>]/i;
const BOM = [0xef, 0xbb, 0xbf];
const SPACES = [0x20, 0x09, 0x0d, 0x0a];

/**
 * `{document}`, `{token}` (a compact JWT), `{address}` (of a badge) or `{badges}` (the items of an
 * array of several), out of the bytes `data`.
 * @param {Bytes} data
 * @returns {Promise<Opened>}
 */
export async function readPackage(data) {
  if (isPng(data)) return opened(await readPngBadge(data));
  if (HOLDS_NONE.test(latin1(data.subarray(0, 12)))) {
    throw new Refusal(
      "no-badge",
      "Pictures and papers of this kind hold no badge. " +
        "If it shows a QR code or an address, look at that address.",
    );
  }
  const bytes = inUtf8(data);
  const isMarked = BOM.every((byte, n) => bytes[n] === byte);
  const text = trimmed(isMarked ? bytes.subarray(BOM.length) : bytes);
  if (PAGE.test(latin1(text.subarray(0, 20)))) {
    throw new Refusal(
      "no-badge",
      "It is a web page. Give its address instead: the badge may be next to it.",
    );
  }
  return opened(text[0] === 0x3c ? readSvgBadge(text) : text);
}

/**
 * `data` in UTF-8 if its byte order mark says that it is in UTF-16, as Windows writes it.
 * @param {Bytes} data
 * @returns {Bytes}
 */
function inUtf8(data) {
  const mark = `${data[0]} ${data[1]}`;
  if (mark !== "255 254" && mark !== "254 255") return data;
  if (data.length > 2 * MAX_BYTES) {
    throw new Refusal("too-large", `The badge is larger than ${counted(MAX_BYTES)} bytes.`);
  }
  try {
    const form = mark === "255 254" ? "utf-16le" : "utf-16be";
    return new TextEncoder().encode(new TextDecoder(form, { fatal: true }).decode(data));
  } catch {
    throw new Refusal("not-utf-8", "The text is neither in UTF-8 nor in UTF-16.");
  }
}

/**
 * The compact JWT that the bytes `data` are, or null when they are anything else.
 * @param {Bytes} data
 */
export function tokenIn(data) {
  const letters = latin1(trimmed(data));
  return COMPACT.test(letters) ? letters : null;
}

/**
 * @param {Bytes} bytes
 * @returns {Opened}
 */
function opened(bytes) {
  if (bytes.length > MAX_BYTES) {
    throw new Refusal("too-large", `The badge is larger than ${counted(MAX_BYTES)} bytes.`);
  }
  if (!bytes.length) throw new Refusal("empty", "There is nothing in the file.");
  const token = tokenIn(bytes);
  if (token !== null) return { token };
  const letters = latin1(bytes);
  if (ADDRESS.test(letters)) return { address: letters };
  let value = readJson(bytes);
  if (Array.isArray(value) && value.length === 1) [value] = value;
  if (Array.isArray(value) && value.length && value.every(isObject)) return { badges: value };
  if (!isObject(value)) {
    throw new Refusal("wrong-type", "The file is JSON, but not an object, so it is no badge.");
  }
  return { document: value };
}

/** @param {Bytes} bytes */
function latin1(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}

/** @param {Bytes} data */
function trimmed(data) {
  let start = 0;
  let end = data.length;
  while (start < end && SPACES.includes(data[start])) start += 1;
  while (end > start && SPACES.includes(data[end - 1])) end -= 1;
  return data.subarray(start, end);
}
