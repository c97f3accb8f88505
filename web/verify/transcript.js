// Transcripts (CLR 2.0) that are not signed themselves: a folder with signed badges inside.
import { Refusal } from "./report.js";
import { idOf, isObject, member, names, textAt } from "./shape.js";

/**
 * @import { Report, StepBook } from "./report.js"
 * @import { JsonObject } from "./shape.js"
 */

const MAX_BADGES = 500;
const WORDS = {
  verified: "verified",
  unknown: "without an answer",
  ended: "not in force",
  false: "refused",
};

/** @param {JsonObject} document */
export function isBareTranscript(document) {
  return (
    names(member(document, "type")).includes("ClrCredential") && !Object.hasOwn(document, "proof")
  );
}

/**
 * Answer for the badges inside, each by itself. The list as a whole is never verified: anybody
 * could have put the badges together, or left one out.
 * @param {JsonObject} document
 * @param {(badge: JsonObject) => Promise<Report>} verifyBadge
 * @param {StepBook} book
 */
export async function checkTranscript(document, verifyBadge, book) {
  const subject = member(document, "credentialSubject");
  const inside = member(subject, "verifiableCredential");
  if (!Array.isArray(inside) || !inside.length || inside.length > MAX_BADGES) {
    throw new Refusal("no-badge", "It is a transcript with no badge in it, or with too many.");
  }
  if (!inside.every(isObject)) {
    throw new Refusal("wrong-type", "What the transcript lists are not badges.");
  }
  book.about = {
    kind: "Comprehensive Learner Record 2.0",
    address: textAt(document, "id"),
    title: textAt(document, "name"),
    issuer: idOf(member(document, "issuer")),
    issuerName: textAt(document, "issuer", "name"),
    subject: textAt(subject, "id"),
  };
  book.note(
    "format",
    "pass",
    "transcript",
    `It is a transcript that lists ${inside.length} badges.`,
  );
  /** @type {Report[]} */
  const reports = [];
  for (const badge of inside) reports.push(await verifyBadge(badge));
  const said = Object.entries(WORDS)
    .map(([verdict, words]) => ({
      count: reports.filter((each) => each.verdict === verdict).length,
      words,
    }))
    .filter(({ count }) => count)
    .map(({ count, words }) => `${count} ${words}`)
    .join(", ");
  if (reports.some(({ verdict }) => verdict === "false")) {
    throw new Refusal("badge-in-it", `A badge in it is not genuine. Of its badges: ${said}.`);
  }
  if (reports.some((each) => (each.about.subject ?? "") !== book.about.subject)) {
    throw new Refusal("subject-of-another", "A badge in it is about somebody else.");
  }
  book.note(
    "signature",
    "unknown",
    "transcript-unsigned",
    "The list itself is not signed: anybody could have put these badges together, or left one " +
      `out. Each badge in it counts by itself. Of them: ${said}.`,
  );
}
