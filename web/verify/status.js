// Whether the issuer has revoked or suspended a badge: its bit in the issuer's status list.
import { readMoment } from "./dates.js";
import { counted, readJson } from "./json_reader.js";
import { tokenIn } from "./package.js";
import { readBase64url } from "./public_key.js";
import { Refusal, Undecided } from "./report.js";
import { idOf, isObject, member, names, textAt } from "./shape.js";
import { checkProof } from "./signature.js";
import { checkToken, peekToken, tokenDocument } from "./token.js";
import { unpack } from "./unpack.js";

/**
 * @import { StepBook } from "./report.js"
 * @import { Resolver } from "./resolver.js"
 * @import { Bytes, JsonObject } from "./shape.js"
 */

// Bitstring Status List 1.0, section 6.1: never shorter, so that one badge hides among many.
const MIN_BITS = 131_072;
const MAX_BITS = 8 * 1_048_576;
const INDEX = /^(?:0|[1-9][0-9]{0,8})$/;
const MAX_ENTRIES = 5;

// The words that a kind of status list uses, and what its bits are written behind.
const FORMS = [
  {
    entry: "BitstringStatusListEntry",
    credential: "BitstringStatusListCredential",
    subject: "BitstringStatusList",
    prefix: "u",
  },
  // Its draft of 2023: the same bits, without the mark of their encoding.
  {
    entry: "StatusList2021Entry",
    credential: "StatusList2021Credential",
    subject: "StatusList2021",
    prefix: "",
  },
];

const REVOCATION_LIST = "1EdTechRevocationList";
/** @type {unknown[]} */
const PURPOSES = ["revocation", "suspension"];

/** @typedef {(typeof FORMS)[number]} Form */

const MALFORMED = "Its status is malformed.";
const NO_LIST = "What the issuer publishes as status list is none.";

/**
 * Answer the step "status".
 * @param {JsonObject} document
 * @param {string} issuer
 * @param {Resolver} resolver
 * @param {number} now
 * @param {StepBook} book
 */
export async function checkStatus(document, issuer, resolver, now, book) {
  if (!Object.hasOwn(document, "credentialStatus")) {
    book.note("status", "pass", "no-status", "The issuer keeps no list of revoked badges for it.");
    return;
  }
  const entries = names(document.credentialStatus);
  if (!entries.length || entries.length > MAX_ENTRIES) throw new Refusal("wrong-type", MALFORMED);
  const others = entries.map(otherPurpose).filter(Boolean);
  const kept = entries.filter((entry) => !otherPurpose(entry));
  if (!kept.length) {
    throw new Undecided("unknown-status", "Its status list is for a purpose that is not known.");
  }
  let newer = { words: "", isReplaced: false };
  for (const entry of kept) {
    const { purpose, isSet, list } =
      isObject(entry) && entry.type === REVOCATION_LIST
        ? await readListed(entry, document, issuer, resolver)
        : await readBit(entry, issuer, resolver, now);
    if (isSet) {
      const code = purpose === "suspension" ? "suspended" : "revoked";
      book.note("status", "fail", code, `The issuer's list says that it is ${code}.`);
      return;
    }
    if (
      list !== null &&
      newer.words === "" &&
      names(member(list.document, "relatedResource")).some(isObject)
    ) {
      const { replacedBy } = await import("./rare.js");
      newer = await replacedBy(document, list, resolver);
    }
  }
  const more = others.length
    ? ` Its issuer also keeps a list that was not read, for “${others[0]}”.`
    : "";
  const words = `The issuer's list says that it is not revoked.${more}${newer.words}`;
  book.note("status", "pass", newer.isReplaced ? "superseded" : "not-revoked", words);
}

/**
 * What 1EdTech's list says, which is read by a part of the script that waits for one.
 * @param {JsonObject} entry
 * @param {JsonObject} document
 * @param {string} issuer
 * @param {Resolver} resolver
 */
async function readListed(entry, document, issuer, resolver) {
  const { isListed } = await import("./rare.js");
  const isSet = await isListed(entry, document, issuer, resolver);
  return { purpose: "revocation", isSet, list: null };
}

/**
 * The purpose of an entry that says nothing about being in force, such as "refresh".
 * @param {unknown} entry
 */
function otherPurpose(entry) {
  const type = member(entry, "type");
  const purpose = member(entry, "statusPurpose");
  if (!FORMS.some((form) => form.entry === type) || PURPOSES.includes(purpose)) return "";
  return textAt(entry, "statusPurpose") || "nothing known";
}

/**
 * @param {unknown} entry
 * @param {string} issuer
 * @param {Resolver} resolver
 * @param {number} now
 */
async function readBit(entry, issuer, resolver, now) {
  if (!isObject(entry)) throw new Refusal("wrong-type", MALFORMED);
  const form = FORMS.find((each) => each.entry === member(entry, "type"));
  if (form === undefined) {
    throw new Undecided(
      "unknown-status",
      "Its status is kept in a way that this program cannot look up.",
    );
  }
  const purpose = String(member(entry, "statusPurpose"));
  if (Object.hasOwn(entry, "statusSize") && entry.statusSize !== 1) {
    throw new Undecided("unknown-status", "Its status list is of a kind that is not known.");
  }
  const index = readIndex(member(entry, "statusListIndex"));
  const address = member(entry, "statusListCredential");
  if (typeof address !== "string" || !address.startsWith("https://")) {
    throw new Refusal("bad-address", "Its status list has no sound address.");
  }
  const given = { data: await resolver.fetch(address), address, form, purpose };
  const list = await readStatusList(given, issuer, resolver, now);
  const { bits } = list;
  if (index >= bits.length * 8) {
    throw new Refusal("index-out-of-range", "Its place is outside the issuer's status list.");
  }
  // The first bit is the left-most (section 6.2).
  const isSet = Boolean((bits[Math.floor(index / 8)] >> (7 - (index % 8))) & 1);
  return { purpose, isSet, list };
}

/**
 * A status list, once its own signature, issuer, purpose and dates hold.
 * @param {{data: Bytes, address: string, form: Form, purpose: string}} list
 * @param {string} issuer
 * @param {Resolver} resolver
 * @param {number} now
 */
async function readStatusList({ data, address, form, purpose }, issuer, resolver, now) {
  const text = tokenIn(data);
  const token = text === null ? null : peekToken(text);
  const document = token === null ? readJson(data) : tokenDocument(token);
  if (!isObject(document) || !names(document.type).includes(form.credential)) {
    throw new Refusal("not-a-status-list", NO_LIST);
  }
  const own = member(document, "id") ?? null;
  if (own !== null && own !== address) {
    throw new Refusal("status-list-of-another", "The status list belongs at another address.");
  }
  if (idOf(member(document, "issuer")) !== issuer) {
    throw new Refusal("status-list-of-another", "The status list was issued by somebody else.");
  }
  const subject = member(document, "credentialSubject");
  if (member(subject, "type") !== form.subject) {
    throw new Refusal("not-a-status-list", NO_LIST);
  }
  if (!names(member(subject, "statusPurpose")).includes(purpose)) {
    throw new Refusal("status-purpose", "The status list is for another purpose.");
  }
  if (token === null && !Object.hasOwn(document, "proof")) {
    throw new Refusal("status-list-unsigned", "The issuer's status list is not signed.");
  }
  try {
    if (token === null) {
      await checkProof(document, issuer, resolver);
    } else if ((await checkToken(token, issuer, resolver)) === null) {
      throw new Undecided(
        "status-list-unknown-key",
        "Nothing shows that the status list is the issuer's.",
      );
    }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new Refusal(
      "status-list-" + refusal.code,
      `In the issuer's status list: ${refusal.words}`,
    );
  }
  /** @param {string} name */
  const moment = (name) => readMoment(document[name], name);
  if (Object.hasOwn(document, "validFrom") && moment("validFrom") > now) {
    throw new Undecided("status-list-early", "The issuer's status list is dated in the future.");
  }
  if (Object.hasOwn(document, "validUntil") && moment("validUntil") < now) {
    throw new Undecided("status-list-stale", "The issuer's status list is out of date.");
  }
  const bits = await readBits(member(subject, "encodedList"), form.prefix);
  return { bits, document, address };
}

/**
 * @param {unknown} text
 * @param {string} prefix
 */
async function readBits(text, prefix) {
  if (typeof text !== "string" || !text.startsWith(prefix)) {
    throw new Refusal("status-list-encoding", "The status list cannot be read.");
  }
  let end = text.length;
  // Not by an expression, which would take the square of the length in some browsers.
  while (prefix === "" && text[end - 1] === "=") end -= 1;
  const packed = readBase64url(text.slice(prefix.length, end), MAX_BITS / 8);
  let bits;
  try {
    bits = await unpack(packed, "gzip", MAX_BITS / 8);
  } catch {
    throw new Refusal("status-list-encoding", "The status list cannot be unpacked.");
  }
  if (bits.length * 8 < MIN_BITS || bits.length * 8 > MAX_BITS) {
    throw new Refusal(
      "status-list-length",
      "The status list has not the length that it must have " +
        `(${counted(MIN_BITS)} bits or more).`,
    );
  }
  return bits;
}

/** @param {unknown} value */
function readIndex(value) {
  const text = Number.isInteger(value) ? String(value) : value;
  if (typeof text !== "string" || !INDEX.test(text)) {
    throw new Refusal("bad-index", "Its place in the status list is not a number.");
  }
  return Number(text);
}
