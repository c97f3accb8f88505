// What a submission still lacks, in words, before it is sealed. Pure.
import { fill, listed } from "../../theme/assets/wording.js";
import { SAYS } from "./words.js";

/**
 * @typedef {object} Needed what the worksheet asks for
 * @property {string[]} answers  the questions that have none
 * @property {{ part: number, item: string, wanted: number, written: number }[]} pieces
 *   needed evidence: how many pieces, and how many are texts on the worksheet
 *
 * @typedef {object} Stated what has to be said before anything can be sealed
 * @property {string} name
 * @property {string} address
 * @property {string[]} students  titles of evidence without an answer about who can be seen
 * @property {number[]} ai  parts without an answer about AI
 * @property {boolean} agreed
 */

/**
 * What has to be said first, as a sentence; "" when nothing is missing.
 * @param {Stated} stated
 */
export function stillMissing({ name, address, students, ai, agreed }) {
  const parts = listed(ai.map((part) => `part ${part}`));
  const what = [
    name ? "" : SAYS.itsName,
    /^\S+@\S+\.\S+$/.test(address) ? "" : SAYS.itsAddress,
    students.length ? fill(SAYS.itsStudents, { items: listed(students) }) : "",
    ai.length ? fill(SAYS.itsAi, { parts }) : "",
    agreed ? "" : SAYS.itsStatement,
  ].filter(Boolean);
  return what.length ? fill(SAYS.missing, { what: listed(what) }) : "";
}

/**
 * What may be left out and is, a line each.
 * @param {Needed} needed
 * @param {{ part: number, item: string, title: string }[]} items
 * @param {(item: { part: number, item: string }) => number} given  files and addresses
 * @param {boolean} hasHours
 * @returns {string[]}
 */
export function leftOut({ answers, pieces }, items, given, hasHours) {
  const lines = answers.map((question) => fill(SAYS.answer, { question }));
  for (const one of pieces) {
    const found = items.find(({ part, item }) => part === one.part && item === one.item);
    const n = one.written + given(one);
    if (!found || n >= one.wanted) continue;
    const item = `Part ${one.part} · ${found.title}`;
    lines.push(fill(n ? SAYS.pieces : SAYS.piece, { item, n, all: one.wanted }));
  }
  return hasHours ? lines : [...lines, SAYS.noHours];
}
