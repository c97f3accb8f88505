// Open Badges 2.0 hosted assertions: they count because their issuer publishes them.
import { readMoment, shownDay } from "./dates.js";
import { noteRecipient } from "./holder.js";
import { homeOf } from "./issuer.js";
import { readJson } from "./json_reader.js";
import { Refusal, Undecided } from "./report.js";
import { Gone } from "./resolver.js";
import { clip, idOf, isObject, member, names, same, textAt } from "./shape.js";

/**
 * @import { StepBook } from "./report.js"
 * @import { Resolver } from "./resolver.js"
 * @import { Bytes, JsonObject } from "./shape.js"
 */

const MEMBER = /^@?[A-Za-z][A-Za-z0-9:_-]{0,40}$/;
const MOST_NAMED = 5;
// What a browser or a server may read as a step back, or otherwise than it is written.
const STEP_BACK = /[^!-~]|\\|\/(?:\.|%2e){1,2}(?:[/;]|%2f|%5c|$)/i;
const LOOKED_UP = ["badge", "issuer"];

/**
 * Answer every step for an Open Badges 2.0 assertion (section "Hosted verification"). What its
 * issuer publishes at its address counts, and has to be what `document` says. `holder` is an
 * address of the holder to compare, or "".
 * @param {JsonObject} document
 * @param {Resolver} resolver
 * @param {number} now
 * @param {StepBook} book
 * @param {string} holder
 */
export async function checkHosted(document, resolver, now, book, holder) {
  const address = member(document, "id");
  if (!names(member(document, "type")).includes("Assertion")) {
    throw new Refusal("not-a-badge", "It is a part of an Open Badges 2.0 badge, not a badge.");
  }
  if (typeof address !== "string" || !isWeb(address)) {
    throw new Refusal("bad-address", "The badge does not say at which https address it is kept.");
  }
  const shown = textAt(document, "id");
  book.about = { kind: "Open Badges 2.0", address: shown };
  book.note("format", "pass", "open-badges-2", "It is a badge in the form Open Badges 2.0.");
  let published;
  try {
    published = await objectAt(address, resolver);
  } catch (trouble) {
    if (!(trouble instanceof Gone)) throw trouble;
    book.note("status", "fail", "hosted-revoked", gone(trouble.data));
    return;
  }
  if (published.revoked === true) {
    book.note("status", "fail", "hosted-revoked", revoked(textAt(published, "revocationReason")));
    return;
  }
  compare(document, published);
  const verification = Object.hasOwn(published, "verification")
    ? published.verification
    : member(published, "verify");
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
      `published at ${shown}.`,
  );
  const badge = await linked(member(published, "badge"), resolver);
  const issuer = await linked(member(badge, "issuer"), resolver);
  if (!isObject(published.badge)) checkCopy(document.badge, badge, issuer);
  checkIssuer(address, badge, issuer, book);
  await book.answer("dates", () => checkAssertionDates(published, now, book));
  book.note("status", "pass", "not-revoked", "The issuer still publishes it as valid.");
  await book.answer("subject", () => noteRecipient(published, holder, book));
}

/**
 * Refuse a copy that contradicts its issuer; one that says less is no answer.
 * @param {JsonObject} given
 * @param {JsonObject} published
 */
function compare(given, published) {
  const other = Object.keys(given).filter((name) => !agree(name, given, published));
  if (other.length) {
    throw new Refusal(
      "hosted-differs",
      `What the issuer publishes at the badge's address says otherwise${named(other)}.`,
    );
  }
  const more = Object.keys(published).filter((name) => !Object.hasOwn(given, name));
  if (more.length) {
    throw new Undecided(
      "hosted-more",
      `The issuer publishes more at the badge's address than this copy says${named(more)}.`,
    );
  }
}

/**
 * Whether both say the same under `name`: what is looked up may be written out or named.
 * @param {string} name
 * @param {JsonObject} given
 * @param {JsonObject} published
 */
function agree(name, given, published) {
  if (!Object.hasOwn(published, name)) return false;
  const [one, other] = [single(given[name]), single(published[name])];
  if (isObject(one) === isObject(other)) return same(one, other);
  const part = isObject(one) ? one : isObject(other) ? other : {};
  const isLookedUp = LOOKED_UP.includes(name) || Object.keys(part).length === 1;
  return isLookedUp && idOf(one) !== "" && idOf(one) === idOf(other);
}

/**
 * JSON-LD reads a list of one and what is in it alike.
 * @param {unknown} value
 * @returns {unknown}
 */
function single(value) {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** @param {string[]} members */
function named(members) {
  const plain = members
    .filter((name) => MEMBER.test(name))
    .sort()
    .slice(0, MOST_NAMED);
  return plain.length ? ` (${plain.join(", ")})` : "";
}

/**
 * Find no answer where a copy writes out a part in other words than those at its own address.
 * @param {unknown} written
 * @param {JsonObject} badge
 * @param {JsonObject} issuer
 */
function checkCopy(written, badge, issuer) {
  const copied = single(written);
  if (!isObject(copied)) return;
  /** @type {[unknown, JsonObject][]} */
  const parts = [
    [copied, badge],
    [single(member(copied, "issuer")), issuer],
  ];
  for (const [part, found] of parts) {
    if (isObject(part) && !Object.keys(part).every((name) => agree(name, part, found))) {
      throw new Undecided(
        "part-differs",
        "What this copy says about the badge or its issuer is not what is published now.",
      );
    }
  }
}

/**
 * @param {string} address
 * @param {JsonObject} badge
 * @param {JsonObject} issuer
 * @param {StepBook} book
 */
function checkIssuer(address, badge, issuer, book) {
  const home = textAt(issuer, "id");
  const name = textAt(issuer, "name");
  book.about = {
    kind: "Open Badges 2.0",
    address: book.about.address,
    title: textAt(badge, "name"),
    issuer: home,
    issuerName: name,
  };
  if (!isWeb(home)) {
    throw new Refusal("bad-address", "The badge's issuer has no https address.");
  }
  const host = homeOf(home);
  const place = homeOf(address);
  if (!isAllowed(address, member(issuer, "verification"), host)) {
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
  const allowed = place === host ? "" : ` They let ${place} keep their badges.`;
  book.note(
    "issuer",
    "pass",
    "published",
    `It is published by the people who run ${host}, calling themselves “${name}”.${allowed} ` +
      "Make sure that this is the organization's own address.",
  );
}

/**
 * Whether the issuer at `host` keeps badges at `address` (VerificationObject).
 * @param {string} address
 * @param {unknown} rule
 * @param {string} host
 */
function isAllowed(address, rule, host) {
  /** @param {string} name */
  const texts = (name) => names(member(rule, name)).filter((each) => typeof each === "string");
  const starts = texts("startsWith");
  const origins = texts("allowedOrigins");
  const place = homeOf(address);
  if (starts.length) {
    return starts.some((each) => homeOf(each) === place && begins(address, each));
  }
  return origins.length ? origins.includes(place) : place === host;
}

/**
 * Whether `start` is `address`, or ends with one of its steps.
 * @param {string} address
 * @param {string} start
 */
function begins(address, start) {
  if (STEP_BACK.test(address.split(/[?#]/, 1)[0])) return false;
  return address === start || address.startsWith(start.endsWith("/") ? start : `${start}/`);
}

/**
 * Whether `address` is one of https whose host all programs read alike.
 * @param {string} address
 */
export function isWeb(address) {
  return address.startsWith("https://") && homeOf(address) !== "";
}

/** @param {string} reason */
function revoked(reason) {
  return reason ? `The issuer revoked it: ${reason}` : "The issuer revoked it.";
}

/**
 * What a server says that answers with 410, which counts as revoked.
 * @param {Bytes} data
 */
function gone(data) {
  try {
    return revoked(textAt(readJson(data), "revocationReason"));
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    return revoked("");
  }
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
 * A part of a badge, which is written in it or named by its address. What has an address counts
 * as it is published there, not as the badge writes it.
 * @param {unknown} value
 * @param {Resolver} resolver
 */
export async function linked(value, resolver) {
  if (isObject(value) && !Object.hasOwn(value, "id")) return value;
  const named = isObject(value) ? value.id : value;
  if (typeof named !== "string" || !isWeb(named)) {
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
  const value = readJson(await resolver.fetchAgreed(address));
  if (!isObject(value)) {
    throw new Refusal("wrong-type", `${clip(address, 120)} does not hold an object.`);
  }
  return value;
}
