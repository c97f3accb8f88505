// Whether a newer badge took the place of one: what the issuer's signed status list says of that.
// The list names a file in the folder `superseded/` next to it, with its digest.
import { readMoment } from "./dates.js";
import { readJson } from "./json_reader.js";
import { Refusal, Undecided } from "./report.js";
import { idOf, isObject, member, names, textAt } from "./shape.js";

/**
 * @import { Resolver } from "./resolver.js"
 * @import { Bytes, JsonObject } from "./shape.js"
 */

const NOT_FOUND_OUT = " Whether a newer badge took its place could not be found out.";
// A multihash of SHA-256 begins with its code and its length.
const SHA_256 = [0x12, 0x20];

/**
 * @typedef {{words: string, isReplaced: boolean}} Newer a sentence about a newer badge, "" where
 *   there is none
 */

/**
 * What is said about the newer badge, also where what is named cannot be had, or is not what was
 * signed.
 * @param {JsonObject} document
 * @param {{document: JsonObject, address: string}} list
 * @param {Resolver} resolver
 * @returns {Promise<Newer>}
 */
export async function replacedBy(document, list, resolver) {
  const words = await saidOf(document, list, resolver);
  return { words, isReplaced: words !== "" && words !== NOT_FOUND_OUT };
}

/**
 * @param {JsonObject} document
 * @param {{document: JsonObject, address: string}} list
 * @param {Resolver} resolver
 */
async function saidOf(document, list, resolver) {
  const folder = `${list.address.replace(/[^/]*$/, "")}superseded/`;
  for (const resource of names(member(list.document, "relatedResource"))) {
    const at = textAt(resource, "id");
    if (!at.startsWith(folder)) continue;
    const said = await readNamed(at, textAt(resource, "digestMultibase"), resolver);
    if (!isObject(said) || member(said, "schema_version") !== 1) return NOT_FOUND_OUT;
    const newer = member(member(said, "superseded"), idOf(member(document, "id")));
    if (newer === undefined || newer === null) return "";
    const [by, on] = [textAt(newer, "by"), textAt(newer, "on")];
    if (!by.startsWith("https://") || !isDay(on)) return NOT_FOUND_OUT;
    return ` On ${on} a newer badge took its place: ${by}`;
  }
  return "";
}

/** @param {string} text */
function isDay(text) {
  try {
    readMoment(`${text}T00:00:00Z`, "on");
  } catch {
    return false;
  }
  return true;
}

/**
 * The JSON at `address`, if it has the `digest`.
 * @param {string} address
 * @param {string} digest
 * @param {Resolver} resolver
 */
async function readNamed(address, digest, resolver) {
  try {
    const data = await resolver.fetch(address);
    return (await digestOf(data)) === digest ? readJson(data) : null;
  } catch (trouble) {
    if (trouble instanceof Refusal || trouble instanceof Undecided) return null;
    throw trouble;
  }
}

/** @param {Bytes} data */
async function digestOf(data) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const text = btoa(String.fromCharCode(...SHA_256, ...hash));
  return `u${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
