// A query as what is looked for: groups of synonyms, words without their slips.
import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, tellingWords, understand } from "../../theme/assets/search/query.js";
import { made } from "./reading.mjs";

const GROUPS = [
  [["multilingual", "learner"], ["ell"]],
  [["special", "education"], ["special"], ["iep"]],
  [
    ["check", "for", "understanding"],
    ["hinge", "question"],
  ],
];

test("small words are left out, unless there are no others", () => {
  assert.deepEqual(tellingWords("the lesson with rubrics"), ["lesson", "rubric"]);
  assert.deepEqual(tellingWords("of the"), ["of", "the"]);
  const groups = [[["submit"], ["turn", "in"]]];
  assert.deepEqual(tellingWords("when do I turn it in", groups), ["turn"]);
  assert.deepEqual(tellingWords("what do I turn in, in June", groups), ["turn", "in", "june"]);
});

test("no more than twelve words are looked for", () => {
  assert.equal(tellingWords("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 l12 m13 n14").length, 12);
});

test("the longest term that begins at a word is taken, small words or not", () => {
  const [one, other, third] = grouped(
    ["special", "education", "ell", "check", "understanding"],
    GROUPS,
  );
  assert.deepEqual([one.typed, one.group], ["special education", 1]);
  assert.deepEqual([other.typed, other.group], ["ell", 0]);
  assert.deepEqual([third.typed, third.group], ["check understanding", 2]);
});

/**
 * An index whose titles hold some words so many times, and whose texts hold others.
 * @param {Record<string, number>} titles
 * @param {string[] | null} texts  null where the full texts cannot be loaded
 * @param {string[][][]} groups
 */
function indexOf(titles, texts, groups = []) {
  const kind = {
    isHeld: async (/** @type {string} */ word) => Boolean(titles[word]),
    hasWord: async (/** @type {string} */ word) => Boolean(titles[word]),
    valueWords: () => new Set(["curriculum"]),
    wordRows: async () =>
      Object.entries(titles).map(([word, times]) => [word, new Array(times).fill(1)]),
  };
  const text = {
    holding: async (/** @type {string} */ word) =>
      texts?.includes(word) ? new Uint8Array(1) : null,
    known: async () => texts,
  };
  const fullText = async () => {
    if (!texts) throw new Error("offline");
    return text;
  };
  return made({ kinds: { credentials: kind }, groups, fullText });
}

/**
 * @param {string} query
 * @param {Record<string, number>} titles
 * @param {string[] | null} texts
 */
async function corrections(query, titles, texts = []) {
  const { corrected, dropped } = await understand(query, indexOf(titles, texts));
  return { ...Object.fromEntries(corrected.map(({ was, now }) => [was, now])), dropped };
}

test("a word that is held anywhere, or that a synonym has, stays as it was typed", async () => {
  assert.deepEqual(await corrections("feedbak", { feedbak: 1, feedback: 9 }), { dropped: [] });
  assert.deepEqual(await corrections("feedbak", {}, ["feedbak", "feedback"]), { dropped: [] });
  const { corrected } = await understand("trauncy", indexOf({ truancy: 1 }, [], [[["trauncy"]]]));
  assert.deepEqual(corrected, []);
});

test("what nothing holds becomes the nearest word, among equals the most used", async () => {
  const titles = { collar: 5, color: 2, solar: 1 };
  assert.deepEqual(await corrections("colar", titles), { colar: "collar", dropped: [] });
  assert.deepEqual(await corrections("retreival", { rubric: 3 }, ["retrieval"]), {
    retreival: "retrieval",
    dropped: [],
  });
});

for (const [typed, near] of [
  ["fractions", "action"],
  ["amara", "mara"],
  ["swimming", "skimming"],
  ["payroll", "parole"],
  ["xylophone", "rubric"],
]) {
  test(`"${typed}" is dropped and never taken for "${near}"`, async () => {
    const { dropped, terms } = await understand(
      `${typed} lesson`,
      indexOf({ [near]: 9, lesson: 2 }, []),
    );
    assert.equal(dropped.length, 1);
    assert.deepEqual(
      terms.map((one) => one.typed),
      ["lesson"],
    );
  });
}

test("a word that only a topic has is a correction, too", async () => {
  assert.deepEqual(await corrections("curriuclum", {}, []), {
    curriuclum: "curriculum",
    dropped: [],
  });
});

test("as typed, a word is dropped and not replaced", async () => {
  const index = indexOf({ feedback: 9 }, []);
  const { corrected, dropped } = await understand("feedbak", index, true);
  assert.deepEqual([corrected, dropped], [[], ["feedbak"]]);
});

test("without the full texts nobody knows what is unknown", async () => {
  assert.deepEqual(await corrections("xylophone", { rubric: 3 }, null), { dropped: [] });
});

test("a word written together is found apart, and the other way round", async () => {
  const { terms } = await understand("coteaching", indexOf({ co: 1, teaching: 1 }, []));
  assert.deepEqual(
    terms.map((one) => one.typed),
    ["co", "teaching"],
  );
  const [one] = (
    await understand("smart board", indexOf({ smart: 1, board: 1, smartboard: 1 }, []))
  ).terms;
  assert.deepEqual(one.ways, [["smart", "board"], ["smartboard"]]);
});
