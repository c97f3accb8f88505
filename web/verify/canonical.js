// JSON-LD → the canonical N-Quads that are signed (RDFC-1.0). Contexts are bundled and pinned by
// hash (web/bundle.py); none is ever fetched.
import jsonld from "jsonld";
import pinned from "../generated/pinned.json";
import { Refusal, Undecided } from "./report.js";
import { clip, isObject, names, printable } from "./shape.js";

/**
 * @import { JsonObject } from "./shape.js"
 * @typedef {Map<string, unknown>} Terms what a context defines, by word
 */

const MAX_TIME = 5_000; // milliseconds; a badge takes a few

/** @type {Record<string, string>} */
const CONTEXTS = pinned.contexts;
/** @type {Map<string, JsonObject>} */
const documents = new Map();

/**
 * The pinned context at `address`, or nothing.
 * @param {string} address
 * @returns {JsonObject | undefined}
 */
function contextDocument(address) {
  if (!Object.hasOwn(CONTEXTS, address)) return undefined;
  if (!documents.has(address)) documents.set(address, JSON.parse(CONTEXTS[address]));
  return documents.get(address);
}

/**
 * The canonical N-Quads of `document`; throws `Refusal` when they would not hold all of it.
 * @param {JsonObject} document
 */
export async function canonicalForm(document) {
  const contexts = document["@context"];
  if (Array.isArray(contexts)) contexts.forEach(checkContext);
  if (!Array.isArray(contexts)) throw notJsonLd("the contexts are not a list of addresses");
  const [leftOut] = undefinedTerms(document, new Map(), "", true);
  if (leftOut !== undefined)
    throw refusal("undefined-term", `not covered by a signature: ${leftOut}`);
  try {
    return await jsonld.canonize(document, {
      safe: true,
      base: null,
      documentLoader: async (documentUrl) => ({
        contextUrl: null,
        documentUrl,
        document: contextDocument(documentUrl),
        tag: "static",
      }),
      canonizeOptions: { signal: AbortSignal.timeout(MAX_TIME) },
    });
  } catch {
    // The library meets wrong types in many places with whatever JavaScript throws there.
    throw notJsonLd("this is not JSON-LD that can be signed");
  }
}

/**
 * A vocabulary that we do not carry is our lack, not the badge's fault.
 * @param {unknown} address
 */
function checkContext(address) {
  if (typeof address !== "string") {
    throw new Refusal(
      "own-context",
      "It brings definitions of its own for the words it uses, " +
        "so the same words could mean something else.",
    );
  }
  if (contextDocument(address) === undefined) {
    throw new Undecided(
      "unknown-context",
      "It uses a vocabulary that this program does not carry.",
    );
  }
}

/** @param {string} why */
function notJsonLd(why) {
  return refusal("not-json-ld", why);
}

/**
 * @param {string} code
 * @param {string} why
 */
function refusal(code, why) {
  const words = clip(printable(why), 200);
  return new Refusal(code, `A signature cannot cover this content: ${words}.`);
}

// --- which words of a document its contexts define: JSON-LD drops the others silently, so
// they could be changed by anybody (as hooks/credfolio/proof/terms.py) --------------------------

// An address without a scheme, and one with characters that N-Quads cannot hold, are dropped too.
const ADDRESS = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;
const ONE_MORE_CREDENTIAL = new Set(["verifiableCredential", "endorsement"]);

/**
 * What in `node` would not be covered by a signature, in words with a pointer.
 * @param {JsonObject} node
 * @param {Terms} active
 * @param {string} at
 * @param {boolean} mayHaveContext
 * @returns {Generator<string, void>}
 */
function* undefinedTerms(node, active, at, mayHaveContext) {
  if (Object.hasOwn(node, "@context")) {
    if (!mayHaveContext) return yield `${at || "/"}: a context inside the document`;
    const own = merged(node["@context"], new Map());
    if (own === undefined) return yield `${at || "/"}: a context that is not known`;
    active = own;
  }
  const types = Object.hasOwn(node, "type") ? names(node.type) : [];
  let terms = active;
  for (const name of types.filter((each) => typeof each === "string").sort()) {
    const definition = active.get(name);
    if (definition === undefined || definition === null) {
      yield `${at}/type: the type '${clip(name, 80)}' is not defined`;
    } else if (isObject(definition) && Object.hasOwn(definition, "@context")) {
      terms = merged(definition["@context"], terms) ?? terms;
    }
  }
  if (!types.every((each) => typeof each === "string")) yield `${at}/type: a type is not a word`;
  for (const [key, value] of Object.entries(node)) {
    if (key === "@context") continue;
    const definition = terms.get(key);
    if (definition === undefined || definition === null || key.startsWith("@")) {
      yield `${at}/${key}: the term is not defined`;
    } else {
      yield* undefinedIn(value, definition, active, `${at}/${key}`, key);
    }
  }
}

/**
 * @param {unknown} value
 * @param {unknown} definition
 * @param {Terms} active
 * @param {string} at
 * @param {string} key
 * @returns {Generator<string, void>}
 */
function* undefinedIn(value, definition, active, at, key) {
  if (Array.isArray(value)) {
    for (const [n, inner] of value.entries()) {
      if (Array.isArray(inner)) yield `${at}/${n}: a list in a list`;
      else yield* undefinedIn(inner, definition, active, `${at}/${n}`, key);
    }
  } else if (isObject(value)) {
    const own = isObject(definition) && Object.hasOwn(definition, "@context");
    const below = (own && merged(definition["@context"], active)) || active;
    yield* undefinedTerms(value, below, at, ONE_MORE_CREDENTIAL.has(key));
  } else if (value === null) {
    yield `${at}: null says nothing and is dropped`;
  } else if (typeof value === "string" && isAddress(definition) && !ADDRESS.test(value)) {
    yield `${at}: '${clip(value, 80)}' is not an absolute address`;
  }
}

/** @param {unknown} definition */
function isAddress(definition) {
  if (!isObject(definition)) return definition === "@id";
  return definition["@type"] === "@id" || definition["@id"] === "@id";
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
