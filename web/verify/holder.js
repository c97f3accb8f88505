// Whose badge it is, as far as a badge says, compared with an address that the reader gives. It is
// compared here, and neither sent nor kept.
import { hex } from "./hex.js";
import { Refusal } from "./report.js";
import { holderName, isObject, member, names, textAt } from "./shape.js";

/**
 * @import { StepBook } from "./report.js"
 * @import { JsonObject } from "./shape.js"
 * @typedef {{text: string, salt: string}} Identity an address or a hash, and the hash's salt
 */

const ALGORITHMS = ["sha256", "md5"];

/**
 * What in a badge can be compared with an e-mail address: addresses, and hashes of them.
 * @param {JsonObject} document
 * @returns {Identity[]}
 */
function identitiesOf(document) {
  const subjects = names(member(document, "credentialSubject")).filter(isObject);
  const found = [
    ...names(member(document, "recipient")),
    ...subjects.flatMap((subject) => names(member(subject, "identifier"))),
  ];
  return found.flatMap((one) => {
    if (!isObject(one)) return [];
    const text = Object.hasOwn(one, "identity") ? one.identity : member(one, "identityHash");
    const salt = member(one, "salt");
    if (typeof text !== "string") return [];
    const isComparable = text.includes("@") || ALGORITHMS.includes(algorithmOf(text));
    return isComparable ? [{ text, salt: typeof salt === "string" ? salt : "" }] : [];
  });
}

/** @param {string} text */
function algorithmOf(text) {
  return text.split("$", 1)[0].toLowerCase();
}

/**
 * Answer the step "subject" of an assertion of Open Badges 2.0.
 * @param {JsonObject} document
 * @param {string} address
 * @param {StepBook} book
 */
export async function noteRecipient(document, address, book) {
  const recipient = member(document, "recipient");
  if (typeof member(recipient, "identity") !== "string") {
    throw new Refusal("no-subject", "It does not say whose badge it is.");
  }
  const identities = identitiesOf(document);
  if (address && identities.length) {
    await compare(identities, address, "", book);
  } else if (member(recipient, "hashed") === true) {
    noteHashed(book);
  } else {
    const name = textAt(recipient, "identity");
    const words = `Its holder is ${name}. Make sure that this is the person.`;
    book.note("subject", "pass", "named", words);
  }
}

/**
 * Answer the step "subject" of a credential.
 * @param {JsonObject} document
 * @param {string} address
 * @param {StepBook} book
 */
export async function noteSubject(document, address, book) {
  const given = document.credentialSubject;
  if (Array.isArray(given) && given.length !== 1) {
    book.note("subject", "unknown", "several", "It is about several people or things.");
    return;
  }
  const [subject] = names(given);
  if (!isObject(subject)) {
    throw new Refusal("wrong-type", "What it says about its holder is malformed.");
  }
  const holder = textAt(subject, "id");
  const name = holderName(subject);
  const identities = identitiesOf(document);
  book.about.holder = name;
  const code = identities.length ? "named-and-coded" : "named";
  const ask = identities.length ? " Their e-mail address can be compared, too: ask for it." : "";
  if (address && identities.length) {
    await compare(identities, address, name, book);
  } else if (name) {
    const at = holder ? ` (${holder})` : "";
    const words = `It names its holder as “${name}”${at}. Is that the person before you?${ask}`;
    book.note("subject", "pass", code, words);
  } else if (holder) {
    book.note(
      "subject",
      "pass",
      code,
      `It is about ${holder}. No program can tell whether that is the person before you: ` +
        `compare the name there.${ask}`,
    );
  } else if (identities.length) {
    noteHashed(book);
  } else {
    book.note(
      "subject",
      "unknown",
      "not-named",
      "It does not name its holder by an address. Ask the holder to show that it is theirs.",
    );
  }
}

/**
 * @param {Identity[]} identities
 * @param {string} address
 * @param {string} name
 * @param {StepBook} book
 */
async function compare(identities, address, name, book) {
  const called = name ? ` It names them as “${name}”.` : "";
  const spellings = [address.trim(), address.trim().toLowerCase()];
  for (const identity of identities) {
    for (const spelling of spellings) {
      if (await isOf(identity, spelling)) {
        const words = `It was made out to the holder's address that you gave.${called}`;
        book.note("subject", "pass", "matched", words);
        return;
      }
    }
  }
  const words = `It was not made out to the holder's address that you gave.${called}`;
  book.note("subject", "unknown", "another-holder", words);
}

/** @param {StepBook} book */
function noteHashed(book) {
  book.note(
    "subject",
    "unknown",
    "hashed",
    "Its holder is named only by a code made from an e-mail address; ask the holder for it.",
  );
}

/**
 * @param {Identity} identity
 * @param {string} address
 */
async function isOf({ text, salt }, address) {
  const algorithm = algorithmOf(text);
  if (!ALGORITHMS.includes(algorithm)) return text.trim().toLowerCase() === address.toLowerCase();
  const bytes = new TextEncoder().encode(address + salt);
  return (await digest(algorithm, bytes)) === text.slice(algorithm.length + 1).toLowerCase();
}

/**
 * @param {string} algorithm
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function digest(algorithm, bytes) {
  const made =
    algorithm === "md5"
      ? (await import("@noble/hashes/legacy.js")).md5(bytes) // which browsers lack
      : new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hex(made);
}
