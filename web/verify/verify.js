// `verify`: everything that can be found out about one badge, step by step, in the browser.
// It answers as `credfolio verify` does (hooks/credfolio/badges/verification/); a test compares
// them.
import pinned from "../generated/pinned.json" with { type: "json" };
import { checkDates, noteOwnEnd } from "./dates.js";
import { isHosted, isList, isOlder, olderForm } from "./forms.js";
import { noteSubject } from "./holder.js";
import { readPackage } from "./package.js";
import { readMultikey } from "./public_key.js";
import { Refusal, StepBook } from "./report.js";
import { idOf, isPrintable, member, names, textAt } from "./shape.js";
import { checkProof } from "./signature.js";
import { checkStatus } from "./status.js";
import { checkToken, peekToken, tokenDocument } from "./token.js";

/**
 * @import { Badge } from "./badge_list.js"
 * @import { Found } from "./issuer.js"
 * @import { Report } from "./report.js"
 * @import { Resolver } from "./resolver.js"
 * @import { Bytes, JsonObject } from "./shape.js"
 * @import { SiteBadges } from "./site_badges.js"
 * @import { Token } from "./token.js"
 * @typedef {{
 *   resolver: Resolver, now: number, known: Map<string, {name: string}>, holder: string,
 *   isInside?: boolean,
 * }} Context
 */

/** @type {Record<string, string>} */
const KINDS = {
  OpenBadgeCredential: "Open Badges 3.0",
  AchievementCredential: "Open Badges 3.0",
  EndorsementCredential: "Open Badges 3.0 endorsement",
  ClrCredential: "Comprehensive Learner Record 2.0",
};
const LISTS = ["BitstringStatusListCredential", "StatusList2021Credential"];
/** @type {unknown[]} */
const MODELS = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"];
const DENIED = pinned.deniedKeys.map((text) => String(readMultikey(text).raw));

/**
 * What the bytes `data`, or what a site lists, prove at the moment `now` (milliseconds); asks
 * `resolver` for what they name. `known` maps the issuers of this site to their names, `holder` is
 * an e-mail address to compare with the one that it was made out to. Rejects for no `data`.
 * @param {Bytes | SiteBadges} data
 * @param {Resolver} resolver
 * @param {number} now
 * @param {Map<string, {name: string}>} known
 * @param {string} holder
 */
export async function verify(data, resolver, now, known = new Map(), holder = "") {
  const context = { resolver, now, known, holder };
  return run(async (book) => {
    if (data instanceof Uint8Array) return verifyBytes(data, context, book);
    const { checkSite } = await import("./rare.js");
    return checkSite(data, verifierOf(context), book);
  });
}

/**
 * @param {Bytes} data
 * @param {Context} context
 * @param {StepBook} book
 * @returns {Promise<void>}
 */
async function verifyBytes(data, context, book) {
  let opened = await readPackage(data);
  if (opened.address !== undefined) {
    // A badge of 2012 to 2018 is baked as the address of its assertion.
    book.about = { address: textAt(opened, "address") };
    opened = await readPackage(await context.resolver.fetchAgreed(opened.address));
  }
  const { document, token, badges } = opened;
  if (token !== undefined) {
    const taken = peekToken(token);
    return verifyDocument(tokenDocument(taken), taken, context, book);
  }
  if (document !== undefined) return verifyDocument(document, null, context, book);
  if (badges !== undefined) {
    const { checkArray } = await import("./rare.js");
    return checkArray(badges, verifierOf(context), book);
  }
  throw new Refusal("not-a-badge", "It only holds an address, and so does what is there.");
}

/**
 * Verify one badge of a list.
 * @param {Context} context
 * @returns {(badge: Badge) => Promise<Report>}
 */
function verifierOf(context) {
  return (badge) =>
    run((book) =>
      badge instanceof Uint8Array
        ? verifyBytes(badge, context, book)
        : verifyDocument(badge, null, context, book),
    );
}

/** @param {(book: StepBook) => Promise<void>} check */
async function run(check) {
  const book = new StepBook();
  try {
    await check(book);
  } catch (trouble) {
    book.noteFailure(trouble);
  }
  return book.report();
}

/**
 * @param {JsonObject} document
 * @param {Token | null} token
 * @param {Context} context
 * @param {StepBook} book
 * @returns {Promise<void>}
 */
async function verifyDocument(document, token, context, book) {
  const { resolver, now, known, holder } = context;
  if (isOlder(document) || isHosted(document)) {
    if (isOlder(document)) throw olderForm(document);
    const given = /** @type {const} */ ([resolver, now, book, holder]);
    const { checkHosted, checkSignedAssertion } = await import("./rare.js");
    if (token === null) return checkHosted(document, ...given);
    return checkSignedAssertion(document, token, ...given);
  }
  if (token === null && isList(document)) {
    const { checkList } = await import("./rare.js");
    return checkList(document, verifierOf(context), book);
  }
  const issuer = checkFormat(document, book);
  let found;
  try {
    found = await checkSignature(document, token, issuer, context);
  } catch (trouble) {
    book.noteFailure(trouble);
    if (!book.hasFailed()) noteOwnEnd(document, now, book);
    return;
  }
  const isPart = found?.isPart === true;
  book.note(
    "signature",
    "pass",
    isPart ? "shown-in-part" : "signature-holds",
    isPart
      ? "Nothing of what is shown was changed. Its holder chose what to show."
      : "Nothing in it was changed since it was signed.",
  );
  book.about.method = found?.method ?? "";
  book.about.created = found?.created ?? "";
  judgeIssuer(document, issuer, found, known, book);
  await book.answer("status", () => checkStatus(document, issuer, resolver, now, book));
  if (names(member(document, "type")).includes("ClrCredential")) {
    const { checkInside } = await import("./rare.js");
    const verifyBadge = verifierOf({ ...context, isInside: true });
    await book.answer("status", () => checkInside(document, verifyBadge, book));
  }
  await book.answer("dates", () => checkDates(document, now, book));
  if (isPart) noteWithheld(document, book);
  await book.answer("subject", () => noteSubject(document, holder, book));
}

/**
 * The key that signed it; nothing when the token brought its key along itself.
 * @param {JsonObject} document
 * @param {Token | null} token
 * @param {string} issuer
 * @param {Context} context
 */
async function checkSignature(document, token, issuer, { resolver, isInside }) {
  if (token !== null) return checkToken(token, issuer, resolver);
  if (!Object.hasOwn(document, "proof") && isInside) {
    throw new Refusal("signed-around", "Only the signature of the whole list covers it.");
  }
  if (!Object.hasOwn(document, "proof")) {
    throw new Refusal("unsigned", "It carries no signature, so anybody could have written it.");
  }
  return checkProof(document, issuer, resolver);
}

/**
 * Answer the step "format"; the issuer's identifier.
 * @param {JsonObject} document
 * @param {StepBook} book
 */
function checkFormat(document, book) {
  const kinds = names(member(document, "type"));
  if (!kinds.includes("VerifiableCredential")) {
    throw new Refusal("not-a-badge", "The file is no badge and no other credential.");
  }
  if (LISTS.some((kind) => kinds.includes(kind))) {
    throw new Refusal("not-a-badge", "This is an issuer's list of revoked badges, not a badge.");
  }
  if (!kinds.every((kind) => typeof kind === "string")) {
    throw new Refusal("wrong-type", "It does not say properly what it is.");
  }
  if (!MODELS.includes(names(member(document, "@context"))[0])) {
    throw new Refusal("not-a-badge", "It is not written as a Verifiable Credential.");
  }
  const issuer = idOf(member(document, "issuer"));
  if (!issuer.includes(":") || issuer.length > 400 || !isPrintable(issuer)) {
    throw new Refusal("no-issuer", "It does not say properly who issued it.");
  }
  const address = member(document, "id") ?? null;
  if (address !== null && typeof address !== "string") {
    throw new Refusal("wrong-type", "Its own address is not a text.");
  }
  const subject = member(document, "credentialSubject");
  if (typeof subject !== "object" || subject === null || !Object.keys(subject).length) {
    throw new Refusal("no-subject", "It says nothing about anybody.");
  }
  const named = kinds.map(String).find((kind) => Object.hasOwn(KINDS, kind));
  const kind = named ? KINDS[named] : "Verifiable Credential";
  book.about = {
    kind,
    address: textAt(document, "id"),
    title: textAt(subject, "achievement", "name") || textAt(document, "name"),
    issuer,
    issuerName: textAt(document, "issuer", "name"),
    subject: textAt(subject, "id"),
  };
  book.note("format", "pass", "well-formed", `It is sound in form (${kind}).`);
  return issuer;
}

/**
 * @param {JsonObject} document
 * @param {string} issuer
 * @param {Found | null} found
 * @param {Map<string, {name: string}>} known
 * @param {StepBook} book
 */
function judgeIssuer(document, issuer, found, known, book) {
  const name = textAt(document, "issuer", "name") || "no name";
  if (found !== null && DENIED.includes(String(found.key.raw))) {
    if (found.publishedAt !== null) {
      throw new Refusal(
        "demonstration-key",
        "It is signed with the demonstration's key, which everybody has, " +
          "under the name of a real address.",
      );
    }
    book.note(
      "issuer",
      "unknown",
      "demonstration",
      "It is signed with the demonstration's key, which everybody has. " +
        "No organization vouches for it.",
    );
  } else if (found !== null && found.publishedAt !== null) {
    const host = found.publishedAt.split("/")[2];
    const own = known.get(issuer);
    const listed = own ? ` This site lists that issuer, as “${own.name}”.` : "";
    book.note(
      "issuer",
      "pass",
      "published",
      `The key is published at ${found.publishedAt}, so by the people who run ${host}. They call ` +
        `themselves “${name}”. Make sure that this is the organization's own address.${listed}`,
    );
  } else {
    book.note(
      "issuer",
      "unknown",
      "unknown-issuer",
      `It names “${name}”, but the key has no web address, so nothing shows who that ` +
        "is. This does not mean that it is false. Ask the issuer whether the key is theirs: " +
        issuer,
    );
  }
}

/**
 * Leave open what a holder may have left out: the status, and the last day. What the badge says
 * about them was answered before.
 * @param {JsonObject} document
 * @param {StepBook} book
 */
function noteWithheld(document, book) {
  /** @param {string} name */
  const has = (name) => Object.hasOwn(document, name);
  if (!has("credentialStatus")) {
    const words = "It shows no list of revoked badges. The holder may have left that out.";
    book.note("status", "unknown", "may-be-withheld", words);
  }
  if (!has("validUntil") && !has("expirationDate") && book.passes("dates")) {
    const words = "It shows no last day. The holder may have left that out.";
    book.note("dates", "unknown", "may-be-withheld", words);
  }
}
