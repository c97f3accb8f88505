// JSON-LD → the canonical N-Quads that are signed (RDFC-1.0). Contexts are bundled and pinned by
// hash (web/bundle.py); none is ever fetched.
import jsonld from "jsonld";
import { contextDocument, loadContextsOf } from "./contexts.js";
import { Refusal, Undecided } from "./report.js";
import { clip, printable } from "./shape.js";
import { undefinedTerms } from "./terms.js";

/** @import { JsonObject } from "./shape.js" */

const MAX_TIME = 5_000; // milliseconds; a badge takes a few
const TOO_MUCH = /^(?:Abort|Timeout)Error|deep iterations|aborted/i;

/** The code for a part of a document that its canonical form would leave out. */
export const NOT_COVERED = "undefined-term";

/**
 * The canonical N-Quads of `document`; throws `Refusal` when they would not hold all of it.
 * Names of blank nodes follow from `hash`.
 * @param {JsonObject} document
 * @param {"SHA-256" | "SHA-384"} hash
 */
export async function canonicalForm(document, hash) {
  await loadContextsOf(document);
  checkContexts(document["@context"]);
  const [leftOut] = undefinedTerms(document);
  if (leftOut !== undefined) {
    throw refusal(NOT_COVERED, leftOut.words, "No signature covers a part of it");
  }

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
      canonizeOptions: {
        messageDigestAlgorithm: hash === "SHA-384" ? "sha384" : "sha256",
        signal: AbortSignal.timeout(MAX_TIME),
      },
    });
  } catch (error) {
    if (error instanceof Error && TOO_MUCH.test(`${error.name}: ${error.message}`)) {
      throw refusal("too-much-work", "too many nodes of the document look alike");
    }
    // The library meets wrong types in many places with whatever JavaScript throws there.
    throw notJsonLd("this is not JSON-LD that can be signed");
  }
}

/** @param {unknown} contexts */
function checkContexts(contexts) {
  if (!Array.isArray(contexts)) throw notJsonLd("the contexts are not a list of addresses");
  contexts.forEach(checkContext);
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
export function notJsonLd(why) {
  return refusal("not-json-ld", why);
}

/**
 * @param {string} code
 * @param {string} why
 * @param {string} [what]
 */
function refusal(code, why, what = "A signature cannot cover this content") {
  const words = clip(printable(why), 200);
  return new Refusal(code, `${what}: ${words}.`);
}
