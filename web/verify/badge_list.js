// Lists of badges that prove nothing themselves: presentations, bare transcripts (CLR 2.0), arrays.
import { tokenIn } from "./package.js";
import { Refusal } from "./report.js";
import { idOf, isObject, member, names, textAt } from "./shape.js";

/**
 * @import { Report, StepBook } from "./report.js"
 * @import { Bytes, JsonObject } from "./shape.js"
 * @import { SiteBadges } from "./site_badges.js"
 * @typedef {JsonObject | Bytes} Badge an object, or a compact token
 * @typedef {(badge: Badge) => Promise<Report>} VerifyBadge
 */

const MAX_BADGES = 500;
const WORDS = {
  verified: "verified",
  unknown: "without an answer",
  ended: "not in force",
  false: "refused",
};
const KINDS = {
  transcript: "Comprehensive Learner Record 2.0",
  presentation: "Verifiable Presentation",
};
const ENVELOPE = /^data:application\/vc(?:-ld)?\+jwt,/;

/**
 * Answer for the badges inside, each by itself. The list as a whole is never verified: anybody
 * could have put the badges together, or left one out.
 * @param {JsonObject} document
 * @param {VerifyBadge} verifyBadge
 * @param {StepBook} book
 */
export async function checkList(document, verifyBadge, book) {
  const isTranscript = names(member(document, "type")).includes("ClrCredential");
  const subject = isTranscript ? member(document, "credentialSubject") : document;
  const called = isTranscript ? "transcript" : "presentation";
  let inside = member(subject, "verifiableCredential");
  if (isObject(inside) && !isTranscript) inside = [inside];
  const badges = badgesIn(inside, called);
  book.about = {
    kind: KINDS[called],
    address: textAt(document, "id"),
    title: textAt(document, "name"),
    issuer: idOf(member(document, "issuer")),
    issuerName: textAt(document, "issuer", "name"),
    subject: isTranscript ? textAt(subject, "id") : idOf(member(document, "holder")),
  };
  book.note("format", "pass", called, `It is a ${called} that lists ${counted(badges)}.`);
  await judge(badges, verifyBadge, book, isTranscript ? book.about.subject : undefined);
}

/**
 * Answer for the badges that a signed transcript lists, each by itself, if there are any. Throws
 * `Refusal` for one that is refused, not in force or about somebody else: whoever signed the
 * transcript could not know it, or did not care. Subjects without an `id` are not compared. A
 * transcript whose own status failed keeps that answer.
 * @param {JsonObject} document
 * @param {VerifyBadge} verifyBadge
 * @param {StepBook} book
 */
export async function checkInside(document, verifyBadge, book) {
  const inside = names(document.credentialSubject).flatMap((subject) =>
    names(member(subject, "verifiableCredential"))
      .filter((each) => each !== null && each !== undefined)
      .map((each) => ({ each, around: textAt(subject, "id") })),
  );
  if (!inside.length) return;
  let badges;
  try {
    badges = badgesIn(
      inside.map(({ each }) => each),
      "transcript",
    );
  } catch (trouble) {
    if (!(trouble instanceof Refusal && book.fails("status"))) throw trouble;
    book.add("status", trouble.words);
    return;
  }
  const said = await answerEach(badges, verifyBadge, book);
  const words = `It lists ${counted(badges)}. Of them: ${said}.`;
  if (book.fails("status")) return;
  if (has(book, "false")) throw new Refusal("badge-in-it", `A badge in it is refused. ${words}`);
  const isAnothers = inside.some(({ around }, n) => {
    const own = book.badges[n].about.subject;
    return around && own && own !== around;
  });
  if (isAnothers) throw somebodyElses();
  if (has(book, "ended")) {
    throw new Refusal("ended-in-it", `A badge in it is not in force. ${words}`);
  }
  book.add("status", words);
}

function somebodyElses() {
  return new Refusal("subject-of-another", "A badge in it is about somebody else.");
}

/**
 * @param {StepBook} book
 * @param {string} verdict
 */
function has(book, verdict) {
  return book.badges.some((each) => each.verdict === verdict);
}

/**
 * Answer for each badge; how many there are of each verdict, in words.
 * @param {Badge[]} badges
 * @param {VerifyBadge} verifyBadge
 * @param {StepBook} book
 */
async function answerEach(badges, verifyBadge, book) {
  for (const badge of badges) book.badges.push(await verifyBadge(badge));
  return Object.entries(WORDS)
    .map(([verdict, words]) => ({
      count: book.badges.filter((each) => each.verdict === verdict).length,
      words,
    }))
    .filter(({ count }) => count)
    .map(({ count, words }) => `${count} ${words}`)
    .join(", ");
}

/**
 * Answer for the badges of a JSON array, each by itself.
 * @param {unknown[]} items
 * @param {VerifyBadge} verifyBadge
 * @param {StepBook} book
 */
export async function checkArray(items, verifyBadge, book) {
  const badges = badgesIn(items, "file");
  book.about = { kind: "List of badges" };
  book.note("format", "pass", "badge-list", `It is a list of ${counted(badges)}.`);
  await judge(badges, verifyBadge, book);
}

/**
 * Answer for the badges of a site, each by itself.
 * @param {SiteBadges} site
 * @param {VerifyBadge} verifyBadge
 * @param {StepBook} book
 */
export async function checkSite(site, verifyBadge, book) {
  book.about = { kind: "Badges of a site", address: textAt(site, "address") };
  const badges = badgesIn(site.badges.slice(0, MAX_BADGES), "site");
  const isWhole = site.isWhole && site.badges.length <= MAX_BADGES;
  const words = isWhole
    ? `The portfolios that the site lists have ${counted(badges)}.`
    : `The site has more badges than are checked at once. Here are ${counted(badges)}.`;
  const unread = site.unread
    ? ` Portfolios without a file of badges that could be read: ${site.unread}.`
    : "";
  book.note("format", "pass", "site", words + unread);
  await judge(badges, verifyBadge, book);
}

/**
 * @param {unknown} inside
 * @param {string} called
 */
function badgesIn(inside, called) {
  if (!Array.isArray(inside) || !inside.length || inside.length > MAX_BADGES) {
    throw new Refusal("no-badge", `It is a ${called} with no badge in it, or with too many.`);
  }
  return inside.map((each) => badgeOf(each, called));
}

/**
 * @param {unknown} each
 * @param {string} called
 * @returns {Badge}
 */
function badgeOf(each, called) {
  let text = each;
  if (isObject(each)) {
    if (!names(member(each, "type")).includes("EnvelopedVerifiableCredential")) return each;
    text = member(each, "id");
    if (typeof text === "string") text = text.replace(ENVELOPE, "");
  }
  const bytes = new TextEncoder().encode(typeof text === "string" ? text : "");
  if (tokenIn(bytes) !== null) return bytes;
  throw new Refusal("wrong-type", `What the ${called} lists are not badges.`);
}

/**
 * Answer for each badge; all have to be about `subject` where the list names one.
 * @param {Badge[]} badges
 * @param {VerifyBadge} verifyBadge
 * @param {StepBook} book
 * @param {string} [subject]
 */
async function judge(badges, verifyBadge, book, subject) {
  const said = await answerEach(badges, verifyBadge, book);
  if (has(book, "false")) {
    throw new Refusal("badge-in-it", `A badge in it is refused. Of its badges: ${said}.`);
  }
  if (subject !== undefined && book.badges.some(({ about }) => (about.subject ?? "") !== subject)) {
    throw somebodyElses();
  }
  book.note(
    "signature",
    "unknown",
    "transcript-unsigned",
    "The list itself proves nothing: anybody could have put these badges together, or left " +
      `one out. Each badge in it counts by itself. Of them: ${said}.`,
  );
}

/** @param {Badge[]} badges */
function counted(badges) {
  return badges.length === 1 ? "1 badge" : `${badges.length} badges`;
}
