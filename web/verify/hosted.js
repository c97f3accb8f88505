// Open Badges 2.0 hosted assertions: they count because their issuer publishes them.
import { readMoment, shownDay } from "./dates.js";
import { readJson } from "./json_reader.js";
import { Refusal, Undecided } from "./report.js";
import { clip, isObject, member, names, same, textAt } from "./shape.js";

/**
 * @import { StepBook } from "./report.js"
 * @import { Resolver } from "./resolver.js"
 * @import { JsonObject } from "./shape.js"
 */

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

/**
 * Answer every step for an Open Badges 2.0 assertion.
 * @param {JsonObject} document
 * @param {Resolver} resolver
 * @param {number} now
 * @param {StepBook} book
 */
export async function checkHosted(document, resolver, now, book) {
  const address = member(document, "id");
  if (!names(member(document, "type")).includes("Assertion")) {
    throw new Refusal("not-a-badge", "It is a part of an Open Badges 2.0 badge, not a badge.");
  }
  if (typeof address !== "string" || !address.startsWith("https://")) {
    throw new Refusal("bad-address", "The badge does not say at which https address it is kept.");
  }
  book.about = { kind: "Open Badges 2.0", address };
  book.note("format", "pass", "open-badges-2", "It is a badge in the form Open Badges 2.0.");
  const published = await objectAt(address, resolver);
  if (published.revoked === true) {
    const reason = textAt(published, "revocationReason");
    const words = reason ? `The issuer revoked it: ${reason}` : "The issuer revoked it.";
    book.note("status", "fail", "hosted-revoked", words);
    return;
  }
  if (!same(published, document)) {
    throw new Refusal(
      "hosted-differs",
      "What the issuer publishes at the badge's address says otherwise.",
    );
  }
  const verification = member(
    document,
    Object.hasOwn(document, "verification") ? "verification" : "verify",
  );
  const kinds = names(member(verification, "type"));
  if (!kinds.includes("HostedBadge") && !kinds.includes("hosted")) {
    throw new Undecided(
      "unknown-proof",
      "It is signed in an older way that this program cannot check.",
    );
  }
  book.note(
    "signature",
    "pass",
    "hosted",
    "A badge of this older form has no signature. It counts because the same text is " +
      `published at ${address}.`,
  );
  const badge = await linked(member(document, "badge"), resolver);
  const issuer = await linked(member(badge, "issuer"), resolver);
  checkIssuer(address, badge, issuer, book);
  await book.answer("dates", () => checkAssertionDates(document, now, book));
  book.note("status", "pass", "not-revoked", "The issuer still publishes it as valid.");
  noteRecipient(document, book);
}

/**
 * Answer the step "subject" of an assertion.
 * @param {JsonObject} document
 * @param {StepBook} book
 */
export function noteRecipient(document, book) {
  const recipient = member(document, "recipient");
  const identity = member(recipient, "identity");
  if (typeof identity !== "string") {
    throw new Refusal("no-subject", "It does not say whose badge it is.");
  }
  if (member(recipient, "hashed") === true) {
    book.note(
      "subject",
      "unknown",
      "hashed",
      "Its holder is named only by a code made from an e-mail address; ask the holder for it.",
    );
  } else {
    book.note(
      "subject",
      "pass",
      "named",
      `Its holder is ${clip(identity, 120)}. Make sure that this is the person.`,
    );
  }
}

/**
 * @param {string} address
 * @param {JsonObject} badge
 * @param {JsonObject} issuer
 * @param {StepBook} book
 */
function checkIssuer(address, badge, issuer, book) {
  const home = member(issuer, "id");
  const name = textAt(issuer, "name");
  book.about = {
    kind: "Open Badges 2.0",
    address,
    title: textAt(badge, "name"),
    issuer: typeof home === "string" ? home : "",
    issuerName: name,
  };
  if (typeof home !== "string" || !home.startsWith("https://")) {
    throw new Refusal("bad-address", "The badge's issuer has no https address.");
  }
  const host = hostOf(home);
  // Open Badges 2.0, section "Hosted verification": by default both are on one host.
  if (hostOf(address) !== host) {
    throw new Refusal("host-of-another", "The badge is kept at another site than its issuer's.");
  }
  if (host.endsWith(".invalid")) {
    // RFC 6761, section 6.4: no such host can ever exist. Our demonstration lives there.
    book.note(
      "issuer",
      "unknown",
      "demonstration",
      "Its address is one that cannot exist, as demonstrations use it. " +
        "No organization vouches for it.",
    );
    return;
  }
  book.note(
    "issuer",
    "pass",
    "published",
    `It is published by the people who run ${host}, calling themselves “${name}”. ` +
      "Make sure that this is the organization's own address.",
  );
}

/**
 * @param {JsonObject} document
 * @param {number} now
 * @param {StepBook} book
 */
export function checkAssertionDates(document, now, book) {
  const issued = readMoment(member(document, "issuedOn"), "issuedOn");
  const end = Object.hasOwn(document, "expires") ? readMoment(document.expires, "expires") : now;
  if (issued > now) {
    book.note("dates", "fail", "not-yet-valid", `It is issued only on ${shownDay(issued)}.`);
  } else if (end < now) {
    book.note("dates", "fail", "expired", `It expired on ${shownDay(end)}.`);
  } else {
    book.note("dates", "pass", "in-force", `Issued on ${shownDay(issued)} and not expired.`);
  }
}

/**
 * @param {unknown} value
 * @param {Resolver} resolver
 */
export async function linked(value, resolver) {
  const named = isObject(value) && Object.hasOwn(value, "id") ? value.id : value;
  if (isObject(named)) return named;
  if (typeof named !== "string" || !named.startsWith("https://")) {
    throw new Refusal("bad-address", "A part of the badge has no https address.");
  }
  const found = await objectAt(named, resolver);
  if (member(found, "id") !== named) {
    throw new Refusal("hosted-differs", "A part of the badge belongs at another address.");
  }
  return found;
}

/**
 * @param {string} address
 * @param {Resolver} resolver
 */
export async function objectAt(address, resolver) {
  const value = readJson(await resolver.fetch(address));
  if (!isObject(value)) {
    throw new Refusal("wrong-type", `${clip(address, 120)} does not hold an object.`);
  }
  return value;
}

/** @param {string} address */
export function hostOf(address) {
  try {
    return new URL(address).host;
  } catch {
    throw new Refusal("bad-address", "An address in the badge is malformed.");
  }
}
