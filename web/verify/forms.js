// Which form a document has, and that the oldest ones are not checked.
import { Refusal } from "./report.js";
import { isObject, member, names, textAt } from "./shape.js";

/** @import { JsonObject } from "./shape.js" */

const CONTEXT = "https://w3id.org/openbadges/v2";

/** @param {JsonObject} document */
export function isHosted(document) {
  const types = names(member(document, "type"));
  return (
    names(member(document, "@context")).includes(CONTEXT) ||
    (types.includes("Assertion") && !types.includes("VerifiableCredential"))
  );
}

/**
 * Whether `document` is an assertion of Open Badges 1.0 or 0.5, which name no type.
 * @param {JsonObject} document
 */
export function isOlder(document) {
  /** @param {string} name */
  const has = (name) => Object.hasOwn(document, name);
  if (has("type") || has("proof")) return false;
  const { badge } = document;
  const isOfBadge = has("recipient") && isObject(badge) && Object.hasOwn(badge, "criteria");
  return (has("uid") && has("verify")) || isOfBadge;
}

/**
 * Whether `document` only lists badges. A transcript with a proof is itself a badge.
 * @param {JsonObject} document
 */
export function isList(document) {
  const kinds = names(member(document, "type"));
  const isTranscript = kinds.includes("ClrCredential") && !Object.hasOwn(document, "proof");
  return isTranscript || kinds.includes("VerifiablePresentation");
}

/**
 * That it is of an older form, with the address at which its issuer keeps it.
 * @param {JsonObject} document
 */
export function olderForm(document) {
  const form = Object.hasOwn(document, "uid") ? "1.x" : "0.5";
  return new Refusal(
    "open-badges-1",
    `It is an Open Badge of the form ${form}, which this program does not check.` +
      at(textAt(document, "verify", "url") || textAt(document, "badge", "issuer", "origin")),
  );
}

/** @param {string} address */
function at(address) {
  return address.startsWith("https://") ? ` Its issuer's address is ${address}.` : "";
}
