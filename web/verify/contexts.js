// The JSON-LD contexts, pinned by hash (web/bundle.py); none is ever fetched from elsewhere.
import pinned from "../generated/pinned.json" with { type: "json" };
import { isObject, names } from "./shape.js";

/** @import { JsonObject } from "./shape.js" */

/** @type {Record<string, string>} */
let texts = pinned.contexts;
let hasAll = false;
/** @type {Map<string, JsonObject>} */
const documents = new Map();

/**
 * The pinned context at `address`, or nothing. Those of older badges are there after
 * `loadContextsOf`.
 * @param {string} address
 * @returns {JsonObject | undefined}
 */
export function contextDocument(address) {
  if (!Object.hasOwn(texts, address)) return undefined;
  if (!documents.has(address)) documents.set(address, JSON.parse(texts[address]));
  return documents.get(address);
}

/**
 * Load the contexts of older badges if `document` names one that most badges do not.
 * @param {JsonObject} document
 */
export async function loadContextsOf(document) {
  if (hasAll || !namesAnother(document)) return;
  const { default: more } = await import("../generated/more_contexts.json", {
    with: { type: "json" },
  });
  texts = { ...texts, ...more };
  hasAll = true;
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function namesAnother(value) {
  if (Array.isArray(value)) return value.some(namesAnother);
  if (!isObject(value)) return false;
  const contexts = Object.hasOwn(value, "@context") ? names(value["@context"]) : [];
  const isKnown = contexts.every((each) => typeof each !== "string" || Object.hasOwn(texts, each));
  return !isKnown || Object.values(value).some(namesAnother);
}
