// Who signed: from the name of a key to the key that its owner publishes.
import { readJson } from "./json_reader.js";
import { readJwk, readMultikey } from "./public_key.js";
import { IssuerRefusal, Refusal, Undecided } from "./report.js";
import { Unresolved } from "./resolver.js";
import { isObject, member, names } from "./shape.js";

/**
 * @import { PublicKey } from "./public_key.js"
 * @import { Resolver } from "./resolver.js"
 * @import { JsonObject } from "./shape.js"
 * @typedef {{key: PublicKey, publishedAt: string | null}} FoundKey
 * @typedef {FoundKey & {method: string, created: string, isPart?: boolean}} Found
 */

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const PORT = ":[1-9][0-9]{0,4}";
// A port of this computer names a host, too, which only a page that is served there is told of.
const HOST = new RegExp(
  `^(?=.{1,253}(?::|$))(?:${LABEL}(?:\\.${LABEL})+(?:${PORT})?|localhost${PORT})$`,
);
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;
const SEGMENT = /^[A-Za-z0-9._~-]{1,128}$/;
const MAX_METHODS = 1_000;
const MAX_NAME = 400;

/** The issuer's document was read, and does not list the key. */
class NoSuchKey extends IssuerRefusal {}

/**
 * Where the document of a did:web is (did:web specification, section 3.2).
 * @param {string} did
 */
function didWebAddress(did) {
  const parts = did.split(":");
  if (parts.length < 3 || parts[0] !== "did" || parts[1] !== "web" || did.length > MAX_NAME) {
    throw new IssuerRefusal("bad-did", "The issuer's identifier is not a sound did:web.");
  }
  const host = decoded(parts[2]).toLowerCase();
  if (!HOST.test(host)) {
    throw new IssuerRefusal("bad-did", "The issuer's identifier names no sound host.");
  }
  const path = parts.slice(3);
  if (path.some((each) => !SEGMENT.test(each) || each === "." || each === "..")) {
    throw new IssuerRefusal("bad-did", "The issuer's identifier has an unsound path.");
  }
  return `https://${host}/${(path.length ? path : [".well-known"]).join("/")}/did.json`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * The key called `method`, if `issuer` publishes it for signing, and at which address; a did:key is
 * published nowhere. Throws `Refusal` when it does not, `Undecided` when that cannot be found out.
 * @param {unknown} method
 * @param {string} issuer
 * @param {Resolver} resolver
 * @returns {Promise<FoundKey>}
 */
export async function resolveKey(method, issuer, resolver) {
  if (typeof method !== "string" || !method || method.length > MAX_NAME) {
    throw new Refusal("no-key-named", "The signature does not say which key made it.");
  }
  const cut = method.includes("#") ? method.indexOf("#") : method.length;
  const owner = method.slice(0, cut);
  const fragment = method.slice(cut + 1);
  if (owner.startsWith("did:") && issuer.startsWith("did:") && owner !== issuer) {
    return keyOfAnother(method, issuer, resolver);
  }
  if (owner.startsWith("did:key:")) {
    const name = owner.slice("did:key:".length);
    if (fragment && fragment !== name) {
      throw new IssuerRefusal(
        "no-such-key",
        "The signature names a key that its issuer does not have.",
      );
    }
    return { key: readMultikey(name), publishedAt: null };
  }
  if (owner.startsWith("did:web:")) return publishedKey(method, owner, resolver);
  const host = hostOf(owner);
  if (owner.startsWith("https://") && host !== "" && host === hostOf(issuer)) {
    return keyAt(owner, method, resolver);
  }
  const own = owner.startsWith("https://") ? keyIn(fragment) : null;
  if (own !== null) return own;
  throw unknownKind();
}

/**
 * The Multikey that a key's name ends in, for which nobody vouches.
 * @param {string} fragment
 * @returns {FoundKey | null}
 */
function keyIn(fragment) {
  if (!fragment.startsWith("z")) return null;
  try {
    return { key: readMultikey(fragment), publishedAt: null };
  } catch (trouble) {
    if (trouble instanceof Refusal) return null;
    throw trouble;
  }
}

function unknownKind() {
  return new Undecided(
    "unknown-issuer-kind",
    "The key is named in a way that this program cannot look up (it knows did:web, did:key " +
      "and addresses at the issuer's own site).",
  );
}

/**
 * Refuse a key that goes by another's name, once the issuer's own document was read. Before that
 * nothing contradicts the badge: nobody knows which keys the issuer has.
 * @param {string} method
 * @param {string} issuer
 * @param {Resolver} resolver
 * @returns {Promise<never>}
 */
async function keyOfAnother(method, issuer, resolver) {
  if (issuer.startsWith("did:web:")) {
    try {
      await publishedKey(method, issuer, resolver);
    } catch (trouble) {
      if (!(trouble instanceof NoSuchKey)) throw trouble;
    }
  } else if (!issuer.startsWith("did:key:")) {
    throw unknownKind();
  }
  throw new IssuerRefusal(
    "key-of-another",
    "It was signed with a key that does not belong to the issuer it names.",
  );
}

/**
 * The host of a did:web or of an https address; "" where there is none.
 * @param {string} identifier
 */
export function homeOf(identifier) {
  if (!identifier.startsWith("did:web:")) {
    return identifier.startsWith("https://") ? hostOf(identifier) : "";
  }
  const host = decoded(identifier.split(":")[2]).toLowerCase();
  return HOST.test(host) ? host : "";
}

/**
 * The host in `address`, if it has one that all programs read alike; otherwise nothing.
 * @param {string} address
 */
function hostOf(address) {
  const host = AUTHORITY.exec(address)?.[1].toLowerCase() ?? "";
  return HOST.test(host) ? host : "";
}

/**
 * The key so named at an address of the issuer: in a document of its keys (Controlled Identifiers,
 * section 2), as a JSON Web Key or in a set of them (RFC 7517, sections 4 and 5). Where nothing
 * there is about keys, the name itself may hold the key.
 * @param {string} address
 * @param {string} method
 * @param {Resolver} resolver
 * @returns {Promise<FoundKey>}
 */
async function keyAt(address, method, resolver) {
  const own = keyIn(method.slice(address.length + 1));
  let document;
  try {
    document = await readAt(address, "bad-key-document", resolver);
  } catch (trouble) {
    const isNothing = trouble instanceof Unresolved || trouble instanceof IssuerRefusal;
    if (own !== null && isNothing) return own;
    throw trouble;
  }
  /** @param {string} name */
  const has = (name) => isObject(document) && Object.hasOwn(document, name);
  if (isObject(document) && has("verificationMethod")) {
    return keyInDocument(document, method, address, address);
  }
  if (own !== null && !has("keys") && !has("kty")) return own;
  const isSet = has("keys");
  const listed = member(document, "keys") ?? [];
  /** @type {unknown[]} */
  const keys = Array.isArray(listed) ? listed : [];
  const called = [method, method.slice(address.length + 1)].filter(Boolean);
  const named =
    keys.length <= MAX_METHODS
      ? keys.find((each) => called.some((name) => name === member(each, "kid")))
      : undefined;
  const key = isObject(document) && !isSet ? document : named;
  if (key === undefined) {
    throw new IssuerRefusal("no-such-key", `${address} does not hold the key that is named.`);
  }
  return { key: readJwk(key), publishedAt: address };
}

/**
 * The JSON at `address`; what is wrong with it counts against the issuer, under `code`.
 * @param {string} address
 * @param {string} code
 * @param {Resolver} resolver
 */
async function readAt(address, code, resolver) {
  const data = await resolver.fetch(address);
  try {
    return readJson(data);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new IssuerRefusal(code, `At ${address}: ${refusal.words}`);
  }
}

/**
 * @param {string} method
 * @param {string} did
 * @param {Resolver} resolver
 * @returns {Promise<FoundKey>}
 */
async function publishedKey(method, did, resolver) {
  const address = didWebAddress(did);
  const document = await readAt(address, "bad-did-document", resolver);
  if (!isObject(document)) {
    throw new IssuerRefusal("bad-did-document", `${address} is not an issuer's document.`);
  }
  return keyInDocument(document, method, did, address);
}

/**
 * The key called `method` in the document of `did`, if that may sign badges.
 * @param {JsonObject} document
 * @param {string} method
 * @param {string} did
 * @param {string} address
 * @returns {FoundKey}
 */
function keyInDocument(document, method, did, address) {
  if (member(document, "id") !== did) {
    throw new IssuerRefusal(
      "did-names-another",
      `The document at ${address} belongs to somebody else.`,
    );
  }
  /** @param {unknown} name */
  const isSame = (name) =>
    typeof name === "string" && (name.startsWith("#") ? did + name : name) === method;
  /**
   * @param {unknown} each
   * @returns {each is JsonObject}
   */
  const isNamed = (each) => isObject(each) && isSame(member(each, "id"));
  const allowed = entries(document, "assertionMethod");
  const embedded = allowed.find(isNamed);
  const entry = entries(document, "verificationMethod").find(isNamed) ?? embedded;
  if (entry === undefined) {
    throw new NoSuchKey(
      "no-such-key",
      "It was signed with a key that the issuer does not publish as its own.",
    );
  }
  if (embedded === undefined && !allowed.some(isSame)) {
    throw new IssuerRefusal(
      "key-not-for-signing",
      "The issuer does not allow this key to sign badges.",
    );
  }
  if (member(entry, "controller") !== did) {
    throw new IssuerRefusal(
      "key-of-another",
      "The key in the issuer's document belongs to somebody else.",
    );
  }
  if (Object.hasOwn(entry, "revoked")) {
    throw new IssuerRefusal(
      "key-revoked",
      "The issuer has withdrawn the key that signed this badge.",
    );
  }
  const key = Object.hasOwn(entry, "publicKeyMultibase")
    ? readMultikey(entry.publicKeyMultibase)
    : readJwk(member(entry, "publicKeyJwk"));
  return { key, publishedAt: address };
}

/**
 * @param {JsonObject} document
 * @param {string} name
 */
function entries(document, name) {
  const value = Object.hasOwn(document, name) ? names(document[name]) : [];
  if (value.length > MAX_METHODS) {
    throw new IssuerRefusal("bad-did-document", "The issuer's document lists too many keys.");
  }
  return value;
}
