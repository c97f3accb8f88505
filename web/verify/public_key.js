// Public keys as others write them: Multikey and JSON Web Key; Ed25519, P-256, P-384 and RSA.
// A key is `{kind, raw}`: 32 bytes, a point of the curve, or an RSA modulus, which has
// `exponent` too.
import { base58, base64, base64urlnopad } from "@scure/base";
import { hex } from "./hex.js";
import { Refusal, Undecided } from "./report.js";
import { isObject, member } from "./shape.js";

export const SIGNATURE_WRONG =
  "The signature does not fit the content. Something was changed after it was signed, " +
  "or it was never signed by this issuer.";

/**
 * @import { Bytes, JsonObject } from "./shape.js"
 * @typedef {"P-256" | "P-384"} CurveName
 * @typedef {{kind: "Ed25519" | CurveName, raw: Bytes}} CurveKey
 * @typedef {{kind: "RSA", raw: Bytes, exponent: Bytes}} RsaKey
 * @typedef {CurveKey | RsaKey} PublicKey
 */

// WebCrypto need not read compressed points. The curves are those of SEC 2, sections 2.4.2 and
// 2.5.1: y² = x³ - 3x + b over the field of p.
/** @typedef {{size: number, p: bigint, b: bigint}} Curve */
/** @type {Map<CurveName, Curve>} */
const CURVES = new Map([
  [
    "P-256",
    {
      size: 32,
      p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
      b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    },
  ],
  [
    "P-384",
    {
      size: 48,
      p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
      b: BigInt(
        "0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a" +
          "c656398d8a2ed19d2a85c8edd3ec2aef",
      ),
    },
  ],
]);

const MAX_PEM = 4_096;
const PEM = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/;
const MIN_RSA_BITS = 2_048;
const MAX_RSA_BITS = 8_192;
const MAX_BASE58 = 256; // decoding takes time with the square of the length

/** Whether this browser can check the signatures of most badges; asked once. */
export const canCheckEd25519 = (async () => {
  try {
    const key = base58.decode("6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp").slice(2);
    await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
})();

/**
 * Whether `signature` over `message` was made with the other half of `key`.
 * @param {PublicKey} key
 * @param {Bytes} signature
 * @param {Bytes} message
 */
export async function accepts(key, signature, message) {
  if (key.kind !== "RSA" && signature.length !== (key.kind === "P-384" ? 96 : 64)) return false;
  if (!globalThis.crypto?.subtle || (key.kind === "Ed25519" && !(await canCheckEd25519))) {
    throw browserLacks();
  }
  if (key.kind === "RSA") return acceptsRsa(key, signature, message);
  const isCurve = key.kind !== "Ed25519";
  const named = isCurve ? { name: "ECDSA", namedCurve: key.kind } : "Ed25519";
  const how = isCurve ? { name: "ECDSA", hash: hashOf(key) } : "Ed25519";
  try {
    const imported = await crypto.subtle.importKey("raw", key.raw, named, false, ["verify"]);
    return await crypto.subtle.verify(how, imported, signature, message);
  } catch {
    return false; // no point of the curve
  }
}

/**
 * The hash that a signature with `key` is over.
 * @param {PublicKey} key
 */
export function hashOf(key) {
  return key.kind === "P-384" ? "SHA-384" : "SHA-256";
}

/**
 * @param {RsaKey} key
 * @param {Bytes} signature
 * @param {Bytes} message
 */
async function acceptsRsa(key, signature, message) {
  const how = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const n = base64urlnopad.encode(key.raw);
  const e = base64urlnopad.encode(key.exponent);
  let imported;
  try {
    imported = await crypto.subtle.importKey("jwk", { kty: "RSA", n, e }, how, false, ["verify"]);
  } catch {
    throw browserLacks(); // browsers differ in the sizes and exponents that they take
  }
  return crypto.subtle.verify(how, imported, signature, message);
}

function browserLacks() {
  return new Undecided(
    "browser-lacks",
    "This browser cannot check the kind of signature that the badge has. " +
      "Another browser, the command or an outside verifier can.",
  );
}

/**
 * The bytes of base58btc `text`, at most `limit` of them.
 * @param {string} text
 * @param {number} limit
 * @returns {Bytes}
 */
export function readBase58(text, limit) {
  let bytes = null;
  try {
    if (text.length <= MAX_BASE58) bytes = Uint8Array.from(base58.decode(text));
  } catch {
    /* a letter that is none of base58 */
  }
  if (bytes === null || bytes.length > limit || base58.encode(bytes) !== text) {
    throw new Refusal("bad-encoding", "A key or signature is not written as base58.");
  }
  return bytes;
}

/**
 * The bytes of unpadded base64url `text`; only the one canonical spelling is accepted.
 * @param {unknown} text
 * @param {number} limit
 * @returns {Bytes}
 */
export function readBase64url(text, limit) {
  let bytes = null;
  try {
    if (typeof text === "string" && text.length <= limit * 2)
      bytes = Uint8Array.from(base64urlnopad.decode(text));
  } catch {
    /* another alphabet */
  }
  if (bytes === null || bytes.length > limit || base64urlnopad.encode(bytes) !== text) {
    throw new Refusal("bad-encoding", "A part is not written as base64url, or is too long.");
  }
  return bytes;
}

/**
 * The public key that `publicKeyMultibase` holds.
 * @param {unknown} text
 * @returns {PublicKey}
 */
export function readMultikey(text) {
  if (typeof text !== "string" || !text.startsWith("z")) {
    throw new Refusal("wrong-key-kind", "The issuer's key is not written as a Multikey.");
  }
  const key = readMultikeyBytes(readBase58(text.slice(1), 64));
  if (key === null) throw new Refusal("wrong-key-kind", UNKNOWN_KIND);
  return key;
}

/**
 * The public key in a decoded Multikey; nothing for anything else.
 * @param {Bytes} data
 * @returns {PublicKey | null}
 */
export function readMultikeyBytes(data) {
  if (data[0] === 0xed && data[1] === 0x01 && data.length === 34) {
    return { kind: "Ed25519", raw: data.slice(2) };
  }
  if (data[0] === 0x80 && data[1] === 0x24 && data.length === 35) {
    return { kind: "P-256", raw: uncompressed("P-256", data.slice(2)) };
  }
  if (data[0] === 0x81 && data[1] === 0x24 && data.length === 51) {
    return { kind: "P-384", raw: uncompressed("P-384", data.slice(2)) };
  }
  return null;
}

const UNKNOWN_KIND = "The issuer's key is of a kind that this check does not know.";

/**
 * The RSA key that a text in PEM holds (RFC 7468, section 13).
 * @param {unknown} text
 * @returns {Promise<PublicKey>}
 */
export async function readPem(text) {
  const found = typeof text === "string" && text.length <= MAX_PEM ? PEM.exec(text.trim()) : null;
  let jwk;
  try {
    const der = base64.decode((found?.[1] ?? "").replace(/\s/g, ""));
    const how = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("spki", Uint8Array.from(der), how, true, ["verify"]);
    jwk = await crypto.subtle.exportKey("jwk", key);
  } catch {
    throw new Refusal("wrong-key-kind", UNKNOWN_KIND);
  }
  return rsaKey({ n: jwk.n, e: jwk.e });
}

/**
 * The public key that a JSON Web Key holds.
 * @param {unknown} value
 * @returns {PublicKey}
 */
export function readJwk(value) {
  if (!isObject(value)) {
    throw new Refusal("wrong-key-kind", "The issuer's key is not a JSON Web Key.");
  }
  if (Object.hasOwn(value, "d")) {
    throw new Refusal("private-key", "The issuer's document gives away a private key.");
  }
  /**
   * @param {string} name
   * @param {number} size
   */
  const part = (name, size = 32) => readBase64url(member(value, name), size);
  const kind = `${member(value, "kty")} ${member(value, "crv")}`;
  if (kind === "OKP Ed25519" && part("x").length === 32) return { kind: "Ed25519", raw: part("x") };
  for (const [name, { size }] of CURVES) {
    if (kind !== `EC ${name}`) continue;
    const [x, y] = [part("x", size), part("y", size)];
    if (x.length === size && y.length === size) {
      return { kind: name, raw: Uint8Array.of(4, ...x, ...y) };
    }
  }
  if (member(value, "kty") === "RSA") return rsaKey(value);
  throw new Refusal("wrong-key-kind", UNKNOWN_KIND);
}

/**
 * @param {JsonObject} value
 * @returns {RsaKey}
 */
function rsaKey(value) {
  const raw = withoutZeros(readBase64url(member(value, "n"), MAX_RSA_BITS / 8));
  const exponent = withoutZeros(readBase64url(member(value, "e"), 4));
  const bits = raw.length ? raw.length * 8 - (Math.clz32(raw[0]) - 24) : 0;
  if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
    throw new Refusal("weak-key", "The issuer's RSA key is too short to rely on, or too long.");
  }
  const isOne = exponent.length === 1 && exponent[0] === 1;
  if (!exponent.length || isOne || exponent[exponent.length - 1] % 2 === 0) {
    throw new Refusal("wrong-key-kind", "The issuer's RSA key is malformed.");
  }
  return { kind: "RSA", raw, exponent };
}

/**
 * A number in its shortest form (RFC 7518, section 2).
 * @param {Bytes} bytes
 */
function withoutZeros(bytes) {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array() : bytes.slice(start);
}

/**
 * A compressed point with both of its coordinates.
 * @param {CurveName} name
 * @param {Bytes} point
 */
function uncompressed(name, point) {
  const { size, p, b } = /** @type {Curve} */ (CURVES.get(name));
  const x = BigInt("0x" + hex(point.subarray(1)));
  // p leaves the rest 3 when divided by 4, so this power is a square root wherever there is one.
  let y = power((x ** 3n - 3n * x + b) % p, (p + 1n) / 4n, p);
  if (Number(y & 1n) !== (point[0] & 1)) y = p - y;
  const digits = y.toString(16).padStart(size * 2, "0");
  const bytes = Array.from(digits.matchAll(/../g), ([pair]) => parseInt(pair, 16));
  return Uint8Array.of(4, ...point.subarray(1), ...bytes);
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 * @param {bigint} p
 */
function power(base, exponent, p) {
  let result = 1n;
  for (let factor = ((base % p) + p) % p; exponent; exponent >>= 1n) {
    if (exponent & 1n) result = (result * factor) % p;
    factor = (factor * factor) % p;
  }
  return result;
}
