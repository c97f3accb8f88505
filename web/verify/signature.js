// Check a Data Integrity proof over a document.
import canonicalize from "canonicalize";
import { canonicalForm, NOT_COVERED, notJsonLd } from "./canonical.js";
import { resolveKey } from "./issuer.js";
import { accepts, hashOf, readBase58, SIGNATURE_WRONG } from "./public_key.js";
import { Refusal, Undecided } from "./report.js";
import { isObject, member, names, same } from "./shape.js";
import { coveredPart } from "./terms.js";

/**
 * @import { Found } from "./issuer.js"
 * @import { Resolver } from "./resolver.js"
 * @import { JsonObject } from "./shape.js"
 * @typedef {"SHA-256" | "SHA-384"} Hash
 */

const SELECTIVE = "ecdsa-sd-2023"; // its holder chooses what is shown
// vc-di-eddsa, sections 3.2 and 3.3; vc-di-ecdsa, sections 3.2 and 3.3. The last two are what the
// first was called in 2023, and a kind of proof that has no cryptosuite.
const SUITES = new Map([
  ["eddsa-rdfc-2022", ["Ed25519"]],
  ["eddsa-jcs-2022", ["Ed25519"]],
  ["ecdsa-rdfc-2019", ["P-256", "P-384"]],
  ["ecdsa-jcs-2019", ["P-256", "P-384"]],
  [SELECTIVE, ["P-256"]],
  ["eddsa-2022", ["Ed25519"]],
  ["Ed25519Signature2020", ["Ed25519"]],
]);
const OLDER = ["Ed25519Signature2018", "JsonWebSignature2020", "RsaSignature2018"];
const MAX_PROOFS = 5;
const MAX_SIGNATURE = 96;

/**
 * Check every proof of `document`; there must be one of a kind that we know. The key of the first,
 * where it is published, its name and the time that the proof states.
 * @param {JsonObject} document
 * @param {string} issuer
 * @param {Resolver} resolver
 * @returns {Promise<Found>}
 */
export async function checkProof(document, issuer, resolver) {
  const { proof, ...plain } = document;
  const entries = names(proof);
  if (!entries.length || entries.length > MAX_PROOFS) {
    throw new Refusal("wrong-type", "It has no signature, or too many.");
  }
  const proofs = entries.map(proofOf);
  const known = proofs.filter((each) => SUITES.has(suiteOf(each)));
  if (!known.length) {
    throw new Undecided(
      "unknown-proof",
      proofs.some((each) => OLDER.includes(String(each.type)))
        ? "It is signed in a form from before 2022, whose vocabulary this program does not carry."
        : `It is signed in a way that this program cannot check (it knows ${listed(SUITES)}).`,
    );
  }
  const found = [];
  for (const entry of known) found.push(await check(entry, plain, issuer, resolver));
  return { ...found[0], isPart: known.every((each) => suiteOf(each) === SELECTIVE) };
}

/**
 * `entry` as a proof that says what kind it is.
 * @param {unknown} entry
 */
function proofOf(entry) {
  if (!isObject(entry)) throw new Refusal("wrong-type", "The signature is not an object.");
  const suite = Object.hasOwn(entry, "cryptosuite") ? entry.cryptosuite : "";
  if (typeof member(entry, "type") !== "string" || typeof suite !== "string") {
    throw new Refusal("wrong-type", "The signature does not say what kind it is.");
  }
  return entry;
}

/**
 * The cryptosuite of a proof, or its kind where that says it all; "" for any other.
 * @param {JsonObject} proof
 */
function suiteOf(proof) {
  const suite = String(proof.cryptosuite ?? "");
  if (proof.type === "Ed25519Signature2020" && suite === "") return "Ed25519Signature2020";
  return proof.type === "DataIntegrityProof" ? suite : "";
}

/** @param {Map<string, unknown>} suites */
function listed(suites) {
  const names = [...suites.keys()];
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/**
 * @param {JsonObject} proof
 * @param {JsonObject} plain
 * @param {string} issuer
 * @param {Resolver} resolver
 * @returns {Promise<Found>}
 */
async function check(proof, plain, issuer, resolver) {
  const { proofValue, ...options } = proof;
  if (member(proof, "proofPurpose") !== "assertionMethod") {
    throw new Refusal("wrong-purpose", "The signature was not made to issue badges with.");
  }
  const suite = suiteOf(proof);
  const signature = suite === SELECTIVE ? new Uint8Array() : plainSignature(proofValue);
  const method = member(proof, "verificationMethod");
  const found = await resolveKey(method, issuer, resolver);
  if (!SUITES.get(suite)?.includes(found.key.kind)) {
    throw new Refusal("wrong-key-kind", "The key is not of the kind that this signature needs.");
  }
  const hash = hashOf(found.key);
  const isJson = suite.includes("-jcs-");
  const messageOf = isJson ? jcsMessage : rdfcMessage;
  /** @param {JsonObject} content */
  const mustFit = async (content) => {
    if (suite === SELECTIVE) {
      const form = await optionsForm(options, content["@context"], hash);
      const contentForm = () => canonicalForm(content, hash);
      const { verifySelective } = await import("./rare.js");
      return verifySelective(proofValue, form, contentForm, found.key);
    }
    const isBare =
      isJson && Object.hasOwn(content, "@context") && !Object.hasOwn(options, "@context");
    // Some signers (openvc) hash the document's contexts with the options without writing them
    // there, as drafts had it. They are in the document's own hash, too.
    const ways = isBare ? [options, { ...options, "@context": content["@context"] }] : [options];
    for (const way of ways) {
      if (await accepts(found.key, signature, await messageOf(content, way, hash))) return;
    }
    throw new Refusal("signature-wrong", SIGNATURE_WRONG);
  };
  try {
    await mustFit(plain);
  } catch (trouble) {
    if (!(trouble instanceof Refusal) || trouble.code !== NOT_COVERED) throw trouble;
    const part = coveredPart(plain);
    if (part === null) throw notJsonLd("its vocabularies define nothing of it");
    // Whether the rest was changed can still be told, and a changed badge is not excused.
    await mustFit(part);
    throw trouble;
  }
  const created = member(proof, "created");
  return { ...found, method: String(method), created: typeof created === "string" ? created : "" };
}

/** @param {unknown} value */
function plainSignature(value) {
  if (typeof value !== "string" || !value.startsWith("z")) {
    throw new Refusal("bad-encoding", "The signature is not written as base58.");
  }
  return readBase58(value.slice(1), MAX_SIGNATURE);
}

/**
 * @param {JsonObject} plain
 * @param {JsonObject} options
 * @param {Hash} hash
 */
async function rdfcMessage(plain, options, hash) {
  const contexts = plain["@context"];
  if (Object.hasOwn(options, "@context") && !same(options["@context"], contexts)) {
    throw ownContext();
  }
  const content = await canonicalForm(plain, hash);
  return digests(hash, await optionsForm(options, contexts, hash), content);
}

/**
 * The options of a proof, which are in the context of the whole document (vc-di-eddsa, section
 * 3.2.5).
 * @param {JsonObject} options
 * @param {unknown} contexts
 * @param {Hash} hash
 */
async function optionsForm(options, contexts, hash) {
  try {
    return await canonicalForm({ ...options, "@context": contexts }, hash);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    // A word of the proof itself that is not covered leaves nothing to compute.
    const code = refusal.code === NOT_COVERED ? "unknown-proof" : refusal.code;
    throw new Refusal(code, `In the signature: ${refusal.words}`);
  }
}

/**
 * The bytes that a suite on plain JSON signs (vc-di-eddsa, section 3.3.2; RFC 8785).
 * @param {JsonObject} plain
 * @param {JsonObject} options
 * @param {Hash} hash
 */
async function jcsMessage(plain, options, hash) {
  let content = plain;
  if (Object.hasOwn(options, "@context")) {
    const contexts = names(member(plain, "@context"));
    const own = names(options["@context"]);
    if (!same(contexts.slice(0, own.length), own)) throw ownContext();
    content = { ...plain, "@context": options["@context"] };
  }
  return digests(hash, canonicalize(options) ?? "", canonicalize(content) ?? "");
}

function ownContext() {
  return new Refusal("own-context", "The signature uses words in another sense than the badge.");
}

/**
 * @param {Hash} hash
 * @param {...string} texts
 */
async function digests(hash, ...texts) {
  const all = await Promise.all(
    texts.map((text) => crypto.subtle.digest(hash, new TextEncoder().encode(text))),
  );
  return Uint8Array.of(...all.flatMap((each) => [...new Uint8Array(each)]));
}
