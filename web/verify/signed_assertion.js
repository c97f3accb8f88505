// Open Badges 2.0 that carry a signature: a token, whose key the issuer publishes (section 7.2).
import { noteRecipient } from "./holder.js";
import { checkAssertionDates, isWeb, linked, objectAt } from "./hosted.js";
import { homeOf } from "./issuer.js";
import { readPem } from "./public_key.js";
import { IssuerRefusal, Refusal } from "./report.js";
import { idOf, member, names, textAt } from "./shape.js";
import { verifyToken } from "./token.js";

/**
 * @import { StepBook } from "./report.js"
 * @import { Resolver } from "./resolver.js"
 * @import { JsonObject } from "./shape.js"
 * @import { Token } from "./token.js"
 */

const MAX_LISTED = 100_000;
const KIND = "Open Badges 2.0, signed";

/**
 * Answer every step for an assertion in a token. `holder` as in `checkHosted`.
 * @param {JsonObject} document
 * @param {Token} token
 * @param {Resolver} resolver
 * @param {number} now
 * @param {StepBook} book
 * @param {string} holder
 */
export async function checkSignedAssertion(document, token, resolver, now, book, holder) {
  if (!names(member(document, "type")).includes("Assertion")) {
    throw new Refusal("not-a-badge", "It is a part of an Open Badges 2.0 badge, not a badge.");
  }
  book.about = { kind: KIND, address: textAt(document, "id") };
  book.note("format", "pass", "open-badges-2", "It is a badge in the form Open Badges 2.0.");
  const badge = await linked(member(document, "badge"), resolver);
  const issuer = await linked(member(badge, "issuer"), resolver);
  const home = idOf(issuer);
  const name = textAt(issuer, "name");
  book.about = {
    kind: KIND,
    address: textAt(document, "id"),
    title: textAt(badge, "name"),
    issuer: home,
    issuerName: name,
  };
  if (!isWeb(home)) {
    throw new Refusal("bad-address", "The badge's issuer has no https address.");
  }
  const address = keyAddress(document, issuer);
  await verifyToken(token, await keyAt(address, home, resolver));
  const words = "Nothing in it was changed since it was signed.";
  book.note("signature", "pass", "signature-holds", words);
  book.note(
    "issuer",
    "pass",
    "published",
    `The key is published at ${address}, so by the people who run ${homeOf(home)}. ` +
      `They call themselves “${name || "no name"}”. ` +
      "Make sure that this is the organization's own address.",
  );
  await book.answer("status", () => checkRevoked(document, issuer, resolver, book));
  await book.answer("dates", () => checkAssertionDates(document, now, book));
  await book.answer("subject", () => noteRecipient(document, holder, book));
}

/**
 * @param {JsonObject} document
 * @param {JsonObject} issuer
 */
function keyAddress(document, issuer) {
  const has = Object.hasOwn(document, "verification");
  const verification = member(document, has ? "verification" : "verify");
  const keys = names(member(issuer, "publicKey") ?? null).map(idOf);
  const address = idOf(member(verification, "creator")) || (keys[0] ?? "");
  if (!isWeb(address)) {
    throw new Refusal("no-key-named", "The signature does not say which key made it.");
  }
  if (!keys.includes(address)) {
    throw new IssuerRefusal(
      "key-of-another",
      "It was signed with a key that its issuer's profile does not name.",
    );
  }
  return address;
}

/**
 * The key at `address`, which has to be the issuer's, at the issuer's own host.
 * @param {string} address
 * @param {string} home
 * @param {Resolver} resolver
 */
async function keyAt(address, home, resolver) {
  if (homeOf(address) !== homeOf(home)) {
    throw new IssuerRefusal(
      "key-of-another",
      "It was signed with a key that is kept at another site than its issuer's.",
    );
  }
  const found = await objectAt(address, resolver);
  if (member(found, "id") !== address || member(found, "owner") !== home) {
    throw new IssuerRefusal(
      "key-of-another",
      "The key in the issuer's document belongs to somebody else.",
    );
  }
  return readPem(member(found, "publicKeyPem"));
}

/**
 * @param {JsonObject} document
 * @param {JsonObject} issuer
 * @param {Resolver} resolver
 * @param {StepBook} book
 */
async function checkRevoked(document, issuer, resolver, book) {
  const named = member(issuer, "revocationList") ?? null;
  if (named === null) {
    book.note("status", "pass", "no-status", "The issuer keeps no list of revoked badges for it.");
    return;
  }
  const found = await linked(named, resolver);
  const listed = Object.hasOwn(found, "revokedAssertions") ? found.revokedAssertions : [];
  if (!Array.isArray(listed) || listed.length > MAX_LISTED) {
    throw new Refusal("not-a-status-list", "What the issuer publishes as status list is none.");
  }
  if (!["", idOf(issuer)].includes(idOf(member(found, "issuer")))) {
    throw new Refusal("status-list-of-another", "The status list was issued by somebody else.");
  }
  /** @type {unknown[]} */
  const own = [member(document, "id"), member(document, "uid")].filter(
    (each) => typeof each === "string",
  );
  const isListed = listed.some(
    (each) => own.includes(idOf(each)) || own.includes(member(each, "uid")),
  );
  if (isListed) {
    book.note("status", "fail", "revoked", "The issuer's list says that it is revoked.");
  } else {
    const words = "The issuer's list says that it is not revoked.";
    book.note("status", "pass", "not-revoked", words);
  }
}
