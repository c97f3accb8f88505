// What checks of several badges of one person come to together. The words about one badge are those
// of the command's table (verdicts.json); those about several are next to it, so that the verify
// page does not load them.
import says from "../../hooks/credfolio/badges/verification/several.json" with { type: "json" };
import { fill } from "../../theme/assets/wording.js";
import { printable } from "./shape.js";

/**
 * @import { Report } from "./report.js"
 * @typedef {"verified" | "false" | "another" | "ended" | "unknown" | "demonstration"} Kind
 * @typedef {{title: string, kind: Kind, words: string, issuer: string}} Answer
 * @typedef {"yes" | "no" | "unknown"} Mark
 * @typedef {{mark: Mark, words: string}} Line
 * @typedef {{state: Mark | "demonstration", sum: string, lines: Line[]}} Together
 */

const DEMONSTRATION = ["demonstration", "demonstration-key"];
const PREFIX = /^TEST /; // every name in a demonstration's badge begins with it

/**
 * What a report means for a badge that a page lists as `title`, held by `name`. `seen` are the
 * addresses of the badges before it.
 * @param {Report} report
 * @param {string} title
 * @param {string} name
 * @param {Set<string>} seen
 * @returns {Answer}
 */
export function judge(report, title, name, seen) {
  const { about, verdict, summary } = report;
  const issuer = about.issuer ?? "";
  const isDemonstration = DEMONSTRATION.includes(report.step("issuer").code);
  const isAgain = about.address !== undefined && seen.has(about.address);
  seen.add(about.address ?? "");
  if (verdict === "false") return { title, kind: "false", words: summary, issuer };
  if (isAgain) return { title, kind: "false", words: says.again, issuer };
  if (isDemonstration) return { title, kind: "demonstration", words: says.demonstration, issuer };
  if (verdict !== "verified") return { title, kind: verdict, words: summary, issuer };
  const holder = about.holder ?? "";
  if (!holder) return { title, kind: "unknown", words: says.nameless, issuer };
  if (plain(holder) === plain(name)) return { title, kind: "verified", words: summary, issuer };
  const words = fill(says.another, { other: printable(holder), name });
  return { title, kind: "another", words, issuer };
}

/** @param {string} name */
const plain = (name) => name.replace(PREFIX, "").normalize("NFC").replace(/\s+/g, " ").trim();

/**
 * What the answers about all badges of `name` come to. "Genuine" is said only of badges that
 * verified, and of none where a demonstration's key signed one.
 * @param {Answer[]} answers
 * @param {string} name
 * @returns {Together}
 */
export function together(answers, name) {
  const all = answers.length;
  /** @param {Kind[]} kinds */
  const count = (...kinds) => answers.filter(({ kind }) => kinds.includes(kind)).length;
  const genuine = count("verified");
  const refused = count("false", "another");
  const values = {
    all,
    genuine,
    refused,
    ended: count("ended"),
    open: count("unknown"),
    tests: count("demonstration"),
    not: refused + count("ended"),
  };
  const { open, tests, not } = values;
  /** @type {Line[]} */
  const lines = answers
    .filter(({ kind }) => kind !== "verified" && kind !== "demonstration")
    .map(({ title, kind, words }) => ({
      mark: kind === "unknown" ? "unknown" : "no",
      words: fill(says.line, { title, words }),
    }));
  if (tests) {
    const one = tests === all ? says["all-tests"] : refused ? says["refused-tests"] : says.tests;
    return {
      state: refused ? "no" : "demonstration",
      sum: fill(one, values),
      lines: [...lines, { mark: "unknown", words: says.anybody }],
    };
  }
  const issuers = new Set(
    answers.filter(({ kind }) => kind === "verified").map(({ issuer }) => issuer),
  ).size;
  /** @type {Line[]} */
  const good = genuine
    ? [
        { mark: "yes", words: fill(issuers === 1 ? says.issued : says.issueds, { name, issuers }) },
        { mark: "yes", words: says.unchanged },
      ]
    : [];
  if (not) {
    const key = /** @type {keyof typeof says.no} */ (
      `${refused ? "" : "ended-"}${not === 1 ? "one" : "many"}`
    );
    if (genuine) lines.push({ mark: "yes", words: fill(says.rest, { name }) });
    return { state: "no", sum: fill(says.no[key], values), lines };
  }
  if (open) return { state: "unknown", sum: fill(says.open, values), lines: [...lines, ...good] };
  return { state: "yes", sum: fill(says.yes, values), lines: good };
}
