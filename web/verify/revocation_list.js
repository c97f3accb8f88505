// 1EdTech's revocation list: a file of the badges that an issuer has revoked, by their ids.
import { homeOf } from "./issuer.js";
import { readJson } from "./json_reader.js";
import { Refusal, Undecided } from "./report.js";
import { idOf, isObject, member } from "./shape.js";

/**
 * @import { Resolver } from "./resolver.js"
 * @import { JsonObject } from "./shape.js"
 */

const MAX_LISTED = 100_000;

/**
 * Whether the list that `entry` names has the badge `document`. The list is not signed, so it is
 * believed only from the issuer's own host.
 * @param {JsonObject} entry
 * @param {JsonObject} document
 * @param {string} issuer
 * @param {Resolver} resolver
 */
export async function isListed(entry, document, issuer, resolver) {
  const address = member(entry, "id");
  if (typeof address !== "string" || !address.startsWith("https://")) {
    throw new Refusal("bad-address", "Its status list has no sound address.");
  }
  if (!homeOf(issuer) || homeOf(address) !== homeOf(issuer)) {
    throw new Undecided(
      "unknown-status",
      "Its status list is not signed, and not at the issuer's own site.",
    );
  }
  const found = readJson(await resolver.fetch(address));
  const listed = member(found, "revokedCredential") ?? [];
  if (!isObject(found) || !Array.isArray(listed) || listed.length > MAX_LISTED) {
    throw new Refusal("not-a-status-list", "What the issuer publishes as status list is none.");
  }
  if (idOf(member(found, "issuer")) !== issuer) {
    throw new Refusal("status-list-of-another", "The status list was issued by somebody else.");
  }
  const own = member(document, "id");
  if (typeof own !== "string") {
    throw new Undecided("unknown-status", "It has no id by which the list could name it.");
  }
  return listed.some((each) => idOf(each) === own && member(each, "revoked") !== false);
}
