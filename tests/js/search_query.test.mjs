// A query as what is looked for: groups of synonyms, words without their slips.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, spell } from "../../theme/assets/search/query.js";
import { made } from "./reading.mjs";

/** @import { Term } from "../../theme/assets/search/query.js" */

const GROUPS = [
  [["multilingual", "learner"], ["ell"]],
  [["special", "education"], ["special"], ["iep"]],
];

test("small words are left out, unless there are no others", () => {
  assert.deepEqual(typed("the use of rubrics"), ["use", "rubric"]);
  assert.deepEqual(typed("of the"), ["of", "the"]);
});

test("the longest term that begins at a word is taken, with its whole group", () => {
  const [one, other] = parse("special education ELLs", GROUPS);
  assert.deepEqual([one.typed, one.group, one.terms], ["special education", 1, GROUPS[1]]);
  assert.deepEqual([other.typed, other.group], ["ell", 0]);
});

test("no more than twelve terms are looked for", () => {
  assert.equal(parse("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 l12 m13 n14", []).length, 12);
});

/** @param {string} query */
const typed = (query) => parse(query, GROUPS).map((one) => one.typed);

/**
 * A kind of records that holds these words so many times.
 * @param {Record<string, number>} words
 */
function kindOf(words) {
  const none = new Set();
  return {
    /** @param {{ typed: string }} one */
    group: async (one) => ({
      title: new Set(words[one.typed] ? [0] : []),
      text: none,
      labels: none,
    }),
    wordRows: async () =>
      Object.entries(words).map(([word, times]) => [word, new Array(times).fill(1), []]),
  };
}

/**
 * The full texts, holding these words.
 * @param {string[]} words
 */
function textOf(words) {
  return {
    /** @param {{ typed: string }} one */
    holding: async (one) => (words.includes(one.typed) ? new Uint8Array(1) : null),
    known: async () => words,
  };
}

/** @type {(query: string, kind: object, text: object | null) => Promise<Term[]>} */
const spelled = (query, kind, text) => spell(parse(query, []), [made(kind)], made(text));

test("a word that is held anywhere stays as it was typed", async () => {
  assert.deepEqual(await spelled("feedbak", kindOf({ feedbak: 1, feedback: 9 }), textOf([])), [
    { typed: "feedbak", group: -1, terms: [["feedbak"]] },
  ]);
  const [one] = await spelled("feedbak", kindOf({}), textOf(["feedbak", "feedback"]));
  assert.equal(one.was, undefined);
});

test("what nothing holds becomes the nearest word, among equals the most used", async () => {
  const [one] = await spelled("colar", kindOf({ color: 2, collar: 5, solar: 1 }), textOf([]));
  assert.deepEqual(one, { typed: "collar", group: -1, terms: [["collar"]], was: "colar" });
});

test("a word of the full texts is taken when no title is near", async () => {
  const [one] = await spelled("retreival", kindOf({ rubric: 3 }), textOf(["retrieval"]));
  assert.deepEqual([one.typed, one.was], ["retrieval", "retreival"]);
});

test("nothing near is said, and without the full texts nobody knows", async () => {
  const [one] = await spelled("xylophone", kindOf({ rubric: 3 }), textOf([]));
  assert.equal(one.unknown, true);
  const [other] = await spelled("xylophone", kindOf({ rubric: 3 }), null);
  assert.equal(other.unknown, undefined);
});

test("short words and words with figures are not mended", async () => {
  const kind = kindOf({ ab: 1, b12x: 1 });
  for (const query of ["az", "b12"]) {
    const [one] = await spelled(query, kind, textOf([]));
    assert.deepEqual(one, { typed: query, group: -1, terms: [[query]] });
  }
});
