// Credentials as compact JSON Web Tokens (VC-JOSE-COSE, and the older claim "vc").
import { resolveKey } from "./issuer.js";
import { MAX_BYTES, readJson } from "./json_reader.js";
import { accepts, readBase64url, readJwk, SIGNATURE_WRONG } from "./public_key.js";
import { Refusal, Undecided } from "./report.js";
import { isObject, same } from "./shape.js";

/**
 * @import { Found } from "./issuer.js"
 * @import { PublicKey } from "./public_key.js"
 * @import { Resolver } from "./resolver.js"
 * @import { Bytes, JsonObject } from "./shape.js"
 * @typedef {{header: JsonObject, claims: JsonObject, message: Bytes, signature: Bytes}} Token
 */

const ALGORITHMS = new Map([
  ["ES256", "P-256"],
  ["ES384", "P-384"],
  ["EdDSA", "Ed25519"],
  ["Ed25519", "Ed25519"],
  ["RS256", "RSA"],
]);
const REGISTERED = ["iss", "sub", "jti", "nbf", "exp", "iat", "aud"];

/**
 * Take a token apart; nothing in it is checked yet.
 * @param {string} text
 * @returns {Token}
 */
export function peekToken(text) {
  const [head, body, tail] = text.split(".");
  const header = readJson(readBase64url(head, 16_384));
  const claims = readJson(readBase64url(body, MAX_BYTES));
  if (!isObject(header) || !isObject(claims)) {
    throw new Refusal("wrong-type", "The token does not hold what a badge's token holds.");
  }
  const message = new TextEncoder().encode(`${head}.${body}`);
  return { header, claims, message, signature: readBase64url(tail, 1_024) };
}

/**
 * The credential that a token carries, with what its claims say about the same things.
 * @param {{claims: JsonObject}} token
 */
export function tokenDocument({ claims }) {
  /** @param {string} name */
  const has = (name) => Object.hasOwn(claims, name);
  const inner = has("vc") && claims.vc !== null ? claims.vc : claims;
  if (!isObject(inner)) {
    throw new Refusal("wrong-type", 'The token\'s claim "vc" is not an object.');
  }
  const document = { ...inner };
  if (inner === claims) for (const name of REGISTERED) delete document[name];
  if (has("jti") && claims.jti !== null) {
    if (!Object.hasOwn(document, "id")) document.id = claims.jti;
    if (!same(document.id, claims.jti)) {
      throw new Refusal("claims-differ", "The token says two different things about itself.");
    }
  }
  for (const [claim, name] of [
    ["nbf", "validFrom"],
    ["exp", "validUntil"],
  ]) {
    if (!has(claim)) continue;
    const moment = momentOf(claims[claim], claim);
    if (!Object.hasOwn(document, name)) document[name] = moment;
  }
  if (has("iss")) {
    const issuer = Object.hasOwn(document, "issuer") ? document.issuer : null;
    const named = isObject(issuer) ? (issuer.id ?? null) : issuer;
    if (named === null) document.issuer = claims.iss;
    else if (!same(named, claims.iss)) {
      throw new Refusal("claims-differ", "The token names two different issuers.");
    }
  }
  return document;
}

/**
 * Check the signature. Nothing when it holds with a key that the token brought along itself.
 * @param {Token} token
 * @param {string} issuer
 * @param {Resolver} resolver
 * @returns {Promise<Found | null>}
 */
export async function checkToken(token, issuer, resolver) {
  keyKindOf(token);
  /** @param {string} name */
  const has = (name) => Object.hasOwn(token.header, name);
  /** @type {Found | null} */
  let found = null;
  if (has("kid")) {
    const { kid } = token.header;
    const method = typeof kid === "string" && kid.startsWith("#") ? issuer + kid : kid;
    found = {
      ...(await resolveKey(method, issuer, resolver)),
      method: String(method),
      created: "",
    };
  } else if (!has("jwk")) {
    throw new Refusal("no-key-named", "The token does not say which key signed it.");
  }
  await verifyToken(token, found ? found.key : readJwk(token.header.jwk));
  return found;
}

/**
 * The kind of key that the token names.
 * @param {Token} token
 */
function keyKindOf(token) {
  /** @param {string} name */
  const has = (name) => Object.hasOwn(token.header, name);
  // A list of one text is no text: as a string it would look like it.
  const algorithm = has("alg") && typeof token.header.alg === "string" ? token.header.alg : "";
  if (algorithm === "none" || !token.signature.length) {
    throw new Refusal("unsigned", "The token is not signed.");
  }
  if (has("crit")) {
    throw new Undecided("unknown-proof", "The token asks for something that is not known here.");
  }
  const kind = ALGORITHMS.get(algorithm);
  if (kind === undefined) {
    throw new Undecided(
      "unknown-proof",
      "It is signed in a way that this program cannot check " +
        "(it knows ES256, ES384, RS256 and EdDSA).",
    );
  }
  return kind;
}

/**
 * Throws unless `key` signed the token.
 * @param {Token} token
 * @param {PublicKey} key
 */
export async function verifyToken(token, key) {
  if (key.kind !== keyKindOf(token)) {
    throw new Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.");
  }
  if (!(await accepts(key, token.signature, token.message))) {
    throw new Refusal("signature-wrong", SIGNATURE_WRONG);
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function momentOf(value, name) {
  if (typeof value !== "number") {
    throw new Refusal("bad-date", `The token's "${name}" is not a number of seconds.`);
  }
  const moment = new Date(Math.trunc(value) * 1_000);
  if (Number.isNaN(moment.getTime()) || !/^\d{4}-/.test(moment.toISOString())) {
    throw new Refusal("bad-date", `The token's "${name}" is a date that does not exist.`);
  }
  return moment.toISOString().slice(0, 19) + "Z";
}
