// Proofs that show a part: ecdsa-sd-2023, in the derived form (vc-di-ecdsa, section 3.5). The
// issuer signed some statements together, and each other one by itself with a key made for this
// badge alone. A holder leaves statements of the second kind out.
import { base64urlnopad } from "@scure/base";
import { malformed, readCbor } from "./cbor.js";
import { accepts, readBase64url, readMultikeyBytes } from "./public_key.js";
import { Refusal, Undecided } from "./report.js";

/**
 * @import { PublicKey } from "./public_key.js"
 * @import { Bytes } from "./shape.js"
 */

const MAX_BYTES = 262_144;
const SIGNATURE = 64;
// A blank node that names the graph of a line. A text ends with its quotation mark.
const GRAPH = / _:(\S+) \.$/;
const WRONG =
  "The signature does not fit the content. Something was changed after it was signed, " +
  "or it was never signed by this issuer.";

/**
 * Throws `Refusal` unless `key` signed what is shown. `value` is the proof's value, `optionsForm`
 * the canonical form of its options; `contentForm` gives that of what is shown.
 * @param {unknown} value
 * @param {string} optionsForm
 * @param {() => Promise<string>} contentForm
 * @param {PublicKey} key
 */
export async function verifySelective(value, optionsForm, contentForm, key) {
  if (typeof value !== "string" || !value.startsWith("u")) {
    throw new Refusal("bad-encoding", "The signature is not written as base64url.");
  }
  const data = readBase64url(value.slice(1), MAX_BYTES);
  const head = data.slice(0, 3).join(" ");
  if (head === "217 93 0") {
    throw new Undecided(
      "unknown-proof",
      "It is the holder's own copy, from which a part is shown. Ask for the part.",
    );
  }
  if (head !== "217 93 1") throw malformed();
  const { base, ownKey, signatures, labels, indexes } = partsOf(readCbor(data.slice(3)));
  const { lines, isWhole } = relabeled(await contentForm(), labels);
  const mandatory = lines.filter((_, n) => indexes.has(n));
  const shown = lines.filter((_, n) => !indexes.has(n));
  const hashes = await Promise.all([optionsForm, mandatory.join("")].map(digest));
  await mustAccept(key, base, Uint8Array.of(...hashes[0], ...ownKey, ...hashes[1]));
  const oneByOne = readMultikeyBytes(ownKey);
  if (oneByOne?.kind !== "P-256") {
    throw new Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.");
  }
  // What the issuer signed holds, and here is more or less than that.
  const isBeyond = Math.max(-1, ...indexes) >= lines.length;
  if (!isWhole || signatures.length !== shown.length || isBeyond) throw wrong();
  for (const [n, line] of shown.entries()) {
    await mustAccept(oneByOne, signatures[n], new TextEncoder().encode(line));
  }
}

function wrong() {
  return new Refusal("signature-wrong", WRONG);
}

/**
 * @param {PublicKey} key
 * @param {Bytes} signature
 * @param {Bytes} message
 */
async function mustAccept(key, signature, message) {
  if (!(await accepts(key, signature, message))) throw wrong();
}

/** @param {unknown} value */
function partsOf(value) {
  if (!Array.isArray(value) || value.length !== 5) throw malformed();
  const [base, ownKey, signatures, labels, indexes] = value;
  if (!(base instanceof Uint8Array) || !(ownKey instanceof Uint8Array)) throw malformed();
  if (!Array.isArray(signatures) || !Array.isArray(indexes)) throw malformed();
  if (!signatures.every((each) => each instanceof Uint8Array && each.length === SIGNATURE)) {
    throw malformed();
  }
  if (!indexes.every((each) => typeof each === "number")) throw malformed();
  if (!(labels instanceof Map)) throw malformed();
  if (![...labels.values()].every((each) => each instanceof Uint8Array)) throw malformed();
  /** @type {Map<string, string>} */
  const names = new Map(
    [...labels].map(([number, label]) => [`c14n${number}`, `u${base64urlnopad.encode(label)}`]),
  );
  if (new Set(names.values()).size < names.size) throw malformed();
  /** @type {Bytes[]} */
  const each = signatures;
  return {
    base: Uint8Array.from(base),
    ownKey: Uint8Array.from(ownKey),
    signatures: each,
    labels: names,
    indexes: new Set(/** @type {number[]} */ (indexes)),
  };
}

/**
 * The lines with the issuer's names for blank nodes, sorted, and whether each has one.
 * @param {string} form
 * @param {Map<string, string>} labels
 */
function relabeled(form, labels) {
  let isWhole = true;
  /** @param {string} name */
  const named = (name) => {
    if (!labels.has(name)) isWhole = false;
    return `_:${labels.get(name) ?? name}`;
  };
  /** @param {string} line */
  const relabel = (line) => {
    const [subject, predicate, ...words] = line.split(" ");
    if (words[0].startsWith("_:")) words[0] = named(words[0].slice(2));
    const rest = words.join(" ").replace(GRAPH, (_, name) => ` ${named(name)} .`);
    const first = subject.startsWith("_:") ? named(subject.slice(2)) : subject;
    return `${first} ${predicate} ${rest}\n`;
  };
  const lines = form.split("\n").slice(0, -1).map(relabel);
  return { lines: lines.sort(byCodePoint), isWhole };
}

/**
 * In the order of code points, as the standard sorts; JavaScript compares halves of characters.
 * @param {string} one
 * @param {string} other
 */
function byCodePoint(one, other) {
  const [a, b] = [[...one], [...other]];
  const n = a.findIndex((letter, at) => letter !== b[at]);
  if (n < 0) return a.length - b.length;
  return (a[n].codePointAt(0) ?? 0) - (b[n]?.codePointAt(0) ?? -1);
}

/** @param {string} text */
async function digest(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
