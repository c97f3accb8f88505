// The JSON-LD contexts, pinned by hash (web/bundle.py); none is ever fetched.
import pinned from "../generated/pinned.json" with { type: "json" };

/** @import { JsonObject } from "./shape.js" */

/** @type {Record<string, string>} */
const CONTEXTS = pinned.contexts;
/** @type {Map<string, JsonObject>} */
const documents = new Map();

/**
 * The pinned context at `address`, or nothing.
 * @param {string} address
 * @returns {JsonObject | undefined}
 */
export function contextDocument(address) {
  if (!Object.hasOwn(CONTEXTS, address)) return undefined;
  if (!documents.has(address)) documents.set(address, JSON.parse(CONTEXTS[address]));
  return documents.get(address);
}
