// Which words of a document its contexts define. JSON-LD drops the others silently, so they could
// be changed by anybody (as hooks/credfolio/proof/terms.py).
import { contextDocument } from "./contexts.js";
import { clip, isObject, names } from "./shape.js";

/**
 * @import { JsonObject } from "./shape.js"
 * @typedef {Map<string, unknown>} Terms what a context defines, by word
 * @typedef {(string | number)[]} Place
 * @typedef {{place: Place, words: string}} Gap a value that no signature would cover
 */

// An address without a scheme, and one with characters that N-Quads cannot hold, are dropped too.
const ADDRESS = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;
// What is left out can leave something else undefined: a type defines the words of its object.
const MOST_PASSES = 8;
const NAMES_ALONE = ["@context", "id"];
const ONE_MORE_CREDENTIAL = new Set(["verifiableCredential", "endorsement"]);

/**
 * What in `document` would not be covered by a signature.
 * @param {JsonObject} document
 */
export function undefinedTerms(document) {
  return inObject(document, new Map(), [], true);
}

/**
 * `document` without what no signature would cover; nothing where nothing is left to sign.
 * @param {JsonObject} document
 */
export function coveredPart(document) {
  let part = document;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const places = new Set([...undefinedTerms(part)].map(({ place }) => JSON.stringify(place)));
    if (!places.size) return saysNothing(part) ? null : part;
    if (places.has("[]")) return null;
    part = /** @type {JsonObject} */ (without(part, places, []));
  }
  return null;
}

/**
 * @param {unknown} value
 * @param {Set<string>} places
 * @param {Place} at
 * @returns {unknown}
 */
function without(value, places, at) {
  /** @param {string | number} name */
  const stays = (name) => !places.has(JSON.stringify([...at, name]));
  if (Array.isArray(value)) {
    return value.flatMap((inner, n) => (stays(n) ? [without(inner, places, [...at, n])] : []));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => stays(key))
      .map(([key, inner]) => [key, without(inner, places, [...at, key])]),
  );
}

/**
 * @param {Place} place
 * @param {string} why
 * @returns {Gap}
 */
function gap(place, why) {
  return { place, words: `/${place.join("/")}: ${why}` };
}

/**
 * @param {JsonObject} node
 * @param {Terms} active
 * @param {Place} at
 * @param {boolean} mayHaveContext
 * @returns {Generator<Gap, void>}
 */
function* inObject(node, active, at, mayHaveContext) {
  if (Object.hasOwn(node, "@context")) {
    if (!mayHaveContext) return yield gap(at, "a context inside the document");
    // It adds to the one around it, unless the term says that nothing is passed on.
    const own = merged(node["@context"], active);
    if (own === undefined) return yield gap(at, "a context that is not known");
    active = own;
  }
  const types = Object.hasOwn(node, "type") ? names(node.type) : [];
  const words = types.filter((each) => typeof each === "string");
  let terms = active;
  for (const name of [...new Set(words)].sort()) {
    const definition = active.get(name);
    if (definition === undefined || definition === null) {
      const { words } = gap([...at, "type"], `the type '${clip(name, 80)}' is not defined`);
      for (const place of placesOf(name, node.type, [...at, "type"])) yield { place, words };
    } else if (isObject(definition) && Object.hasOwn(definition, "@context")) {
      terms = merged(definition["@context"], terms) ?? terms;
    }
  }
  if (words.length < types.length) yield gap([...at, "type"], "a type is not a word");
  for (const [key, value] of Object.entries(node)) {
    if (key === "@context") continue;
    const definition = terms.get(key);
    if (definition === undefined || definition === null || key.startsWith("@")) {
      yield gap([...at, key], "the term is not defined");
    } else {
      yield* inValue(value, definition, active, [...at, key], key);
    }
  }
}

/**
 * @param {unknown} value
 * @param {unknown} definition
 * @param {Terms} active
 * @param {Place} at
 * @param {string} key
 * @returns {Generator<Gap, void>}
 */
function* inValue(value, definition, active, at, key) {
  if (Array.isArray(value)) {
    for (const [n, inner] of value.entries()) {
      if (Array.isArray(inner)) yield gap([...at, n], "a list in a list");
      else yield* inValue(inner, definition, active, [...at, n], key);
    }
  } else if (isGraph(definition) && saysNothing(value)) {
    yield gap(at, "a value alone in a graph of its own is dropped");
  } else if (isObject(value)) {
    const own = isObject(definition) && Object.hasOwn(definition, "@context");
    const below = (own && merged(definition["@context"], active)) || active;
    yield* inObject(value, below, at, ONE_MORE_CREDENTIAL.has(key));
  } else if (value === null) {
    yield gap(at, "null says nothing and is dropped");
  } else if (typeof value === "string" && isAddress(definition) && !ADDRESS.test(value)) {
    yield gap(at, `'${clip(value, 80)}' is not an absolute address`);
  }
}

/**
 * @param {string} name
 * @param {unknown} types
 * @param {Place} at
 */
function placesOf(name, types, at) {
  if (!Array.isArray(types)) return [at];
  return [...types.entries()].filter(([, each]) => each === name).map(([n]) => [...at, n]);
}

/** @param {unknown} definition */
function isAddress(definition) {
  if (!isObject(definition)) return definition === "@id";
  return definition["@type"] === "@id" || definition["@id"] === "@id";
}

/**
 * Whether what a term leads to is a graph of its own, as a proof is.
 * @param {unknown} definition
 */
function isGraph(definition) {
  return isObject(definition) && names(definition["@container"]).includes("@graph");
}

/**
 * Whether `value` is a plain value, or an object that names a node and says no more of it.
 * @param {unknown} value
 */
function saysNothing(value) {
  return !isObject(value) || Object.keys(value).every((name) => NAMES_ALONE.includes(name));
}

/**
 * `active` with what `context` defines on top, or nothing when that is not known here.
 * @param {unknown} context
 * @param {Terms} active
 * @returns {Terms | undefined}
 */
function merged(context, active) {
  /** @type {Terms} */
  let all = new Map(active);
  for (const one of names(context)) {
    if (one === null) {
      all = new Map();
    } else if (typeof one === "string") {
      const document = contextDocument(one);
      if (document === undefined) return undefined;
      const more = merged(document["@context"], new Map()) ?? [];
      for (const [key, value] of more) all.set(key, value);
    } else if (isObject(one)) {
      for (const [key, value] of Object.entries(one)) {
        if (!key.startsWith("@")) all.set(key, value);
      }
    } else {
      return undefined;
    }
  }
  return all;
}
