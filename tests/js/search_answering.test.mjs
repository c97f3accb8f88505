// A query as an answer, over an index of three records that is made here: what is found, in which
// order, and what comes near where nothing fits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, groupsOf, isAnswered, rowOf } from "../../theme/assets/search/answering.js";
import { SearchIndex } from "../../theme/assets/search/index.js";
import { ideasOf, nearest, passingWithout } from "../../theme/assets/search/misses.js";
import { said } from "../../theme/assets/search/reading.js";
import { made } from "./reading.mjs";

/** @type {(values: string[][]) => [number[][], number[]]} */
const column = (values) => {
  const all = [...new Set(values.flat())].sort();
  return [values.map((one) => one.map((value) => all.indexOf(value))), values.map((_, n) => n)];
};
/** @type {(values: string[][], labels?: Record<string, string>) => [string, string][]} */
const choices = (values, labels = {}) =>
  [...new Set(values.flat())].sort().map((id) => [id, labels[id] ?? id]);

// Feedback (free, 9–14 h, video), Feedback Circles (60 dollars, 5 h, audio), Reading (free, 20 h).
const COST = [["free"], ["paid"], ["free"]];
const EVIDENCE = [["video"], ["audio"], ["audio"]];
const CREDIT = [["ridgeline"], [], ["ridgeline"]];
const STATUS = [["active"], ["active"], ["active"]];
const TOPIC = [["writing"], ["writing"], ["literacy"]];
const CREDENTIALS = {
  size: 3,
  cards: 8,
  words: ["circle"],
  lengths: [1, 2, 1],
  hours: [140, 50, 200],
  least: [90, 50, 100],
  price: [0, 60, 0],
  released: [1, 2, 3],
  columns: Object.fromEntries(
    Object.entries({
      cost: COST,
      evidence: EVIDENCE,
      credit: CREDIT,
      status: STATUS,
      topic: TOPIC,
    }).map(([id, values]) => [id, column(values)]),
  ),
};
const NONE = { ...CREDENTIALS, size: 0, words: [], lengths: [], columns: {} };
const FILES = {
  "index.json": {
    schema_version: 2,
    pieces: "p",
    facets: [
      { id: "cost", title: "Cost", values: choices(COST, { free: "Free", paid: "Paid" }) },
      { id: "evidence", title: "What you submit", values: choices(EVIDENCE, { video: "Video" }) },
      { id: "credit", title: "Counts in", values: [["ridgeline", "State of Ridgeline"]] },
      { id: "status", title: "Status", values: choices(STATUS) },
      { id: "topic", title: "Topic", values: choices(TOPIC, { literacy: "Literacy" }) },
    ],
    icons: [],
    kinds: { credentials: CREDENTIALS, stacks: NONE, resources: { size: 0 }, others: { size: 2 } },
  },
  "p/resources.json": { ...NONE, parents: [] },
  "p/others.json": {
    size: 2,
    cards: 8,
    words: ["elena"],
    lengths: [2, 2],
    columns: {},
    groups: [
      ["people", 1],
      ["places", 1],
    ],
  },
  "p/synonyms.json": [
    ["feedback", "comment"],
    ["exit ticket", "hinge question"],
  ],
  "p/credentials-words-0.json": [
    ["circle", [1]],
    ["feedback", [0, 1]],
    ["reading", [2], [0]],
    ["\uffff0", [0, 1]],
  ],
  "p/others-words-0.json": [
    ["elena", [0]],
    ["marsh", [0]],
    ["of", [1]],
    ["ridgeline", [1]],
    ["state", [1]],
  ],
  "p/others-cards-0.json": [
    '["Elena Marsh","portfolios/elena-marsh/","Coach"]',
    '["State of Ridgeline","jurisdictions/ridgeline/","A state"]',
  ],
  "full-text/index.json": {
    schema_version: 1,
    of: "p",
    size: 3,
    pieces: "t",
    starts: ["a"],
    known: ["a"],
  },
  "full-text/t/words-0.txt": "portfolio\t+Aw\nreading\t+AA\t+AA",
  "full-text/t/known-0.txt": "portfolio\nreading",
};

function indexOf(files = FILES) {
  const scope = made(globalThis);
  scope.fetch = async (/** @type {string | URL} */ address) => {
    const path = new URL(address).pathname.replace("/search/", "");
    const found = /** @type {Record<string, unknown>} */ (files)[path];
    if (found === undefined) return new Response(null, { status: 404 });
    return new Response(typeof found === "string" ? found : JSON.stringify(found));
  };
  return SearchIndex.load("https://site.invalid/search/index.json");
}

/** @type {(query: string, how?: object) => Promise<string[]>} */
async function found(query, how = {}) {
  const index = await indexOf();
  const groups = groupsOf(index, await ask(index, query, how));
  return groups.flatMap((group) => group.rows.map((row) => `${group.name} ${row.n}`));
}

for (const [query, rows] of /** @type {[string, string[]][]} */ ([
  ["feedback", ["credentials 0", "credentials 1"]],
  ["circles of feedback", ["credentials 1", "credentials 0"]],
  ["comments", ["credentials 0", "credentials 1"]],
  ["Elena Marsh", ["people 0"]],
  ["Ridgeline", ["places 1", "credentials 0", "credentials 2"]],
  ["reading", ["credentials 2", "credentials 0"]],
  ["portfolios", ["credentials 2"]],
  ["free feedback", ["credentials 0"]],
  ["free in Ridgeline", ["credentials 0", "credentials 2", "places 1"]],
  ["exit ticket", []],
  ["xylophone", []],
])) {
  test(`"${query}" finds ${rows.join(", ") || "nothing"}`, async () => {
    assert.deepEqual(await found(query), rows);
  });
}

test("a question about the site's own things is answered by help and rules first", async () => {
  const index = await indexOf();
  const asked = await ask(index, "feedback ridgeline");
  const none = { scores: new Map(), whole: new Set() };
  const credentials = { scores: new Map([[0, 5]]), whole: new Set() };
  const others = { scores: new Map([[1, 4]]), whole: new Set() };
  const found = { credentials, stacks: none, resources: none, others };
  /** @type {(rest: string) => string} */
  const first = (rest) => groupsOf(index, { ...asked, found, rest })[0].name;
  assert.equal(first("what are the rules for badges in ridgeline"), "places");
  assert.equal(first("rules for badges in ridgeline"), "credentials");
  assert.equal(first("what is feedback in ridgeline"), "credentials");
});

test("who goes by another name comes after what the words are about", async () => {
  const index = await indexOf();
  const asked = await ask(index, "feedback");
  const none = { scores: new Map(), whole: new Set() };
  const credentials = { scores: new Map([[0, 8]]), whole: new Set() };
  /** @type {(score: number) => string} */
  const first = (score) => {
    const others = { scores: new Map([[0, score]]), whole: new Set() };
    const found = { credentials, stacks: none, resources: none, others };
    return groupsOf(index, { ...asked, found })[0].name;
  };
  assert.equal(first(12), "credentials");
  assert.equal(first(30), "people");
});

test("what fits better than the best card is shown, little as it may be", async () => {
  const index = await indexOf();
  const asked = await ask(index, "ridgeline");
  const little = new Map([[1, 0.5]]);
  const others = { scores: little, whole: new Set() };
  const none = { scores: new Map(), whole: new Set() };
  const found = { credentials: none, stacks: none, resources: none, others };
  const names = groupsOf(index, { ...asked, found }).map((one) => one.name);
  assert.deepEqual(names, ["places"]);
});

test("whether something fits the whole query is known", async () => {
  const index = await indexOf();
  for (const [query, isIt] of /** @type {[string, boolean][]} */ ([
    ["feedback", true],
    ["feedback xylophone", false],
    ["free video under 10 hours", false],
    ["free video under 15 hours", true],
    ["Elena Marsh", true],
  ])) {
    assert.equal(isAnswered(index, await ask(index, query)), isIt, query);
  }
});

test("left as words, a sentence is not read", async () => {
  const index = await indexOf();
  const asked = await ask(index, "free feedback", { asWords: true });
  assert.deepEqual([asked.readings, asked.dropped], [[], ["free"]]);
});

test("a term of several words that nothing holds is looked for as its words", async () => {
  const index = await indexOf();
  const { dropped } = await ask(index, "hinge question feedback");
  assert.deepEqual(dropped, ["hinge", "question"]);
});

test("without the full texts titles are still searched, and it is said", async () => {
  const { "full-text/index.json": _, ...files } = FILES;
  const index = await indexOf(made(files));
  const asked = await ask(index, "feedback");
  assert.deepEqual([...(asked.found?.credentials.scores.keys() ?? [])], [0, 1]);
  assert.equal(asked.whole, false);
});

test("an index of another version is refused", async () => {
  const index = { ...FILES["index.json"], schema_version: 1 };
  await assert.rejects(indexOf({ ...FILES, "index.json": index }), /another version/);
});

test("where nothing fits, the nearest say what they have instead", async () => {
  const index = await indexOf();
  const { credentials } = index.kinds;
  /** @type {(query: string) => Promise<string[]>} */
  const misses = async (query) => {
    const ideas = ideasOf(await ask(index, query), {});
    return nearest(index, credentials, ideas, null).map((one) => `${one.n}: ${one.instead}`);
  };
  assert.deepEqual(await misses("free video under 10 hours"), ["0: 9–14 h"]);
  assert.deepEqual(await misses("free audio under 5 hours"), ["1: $60", "2: 10–20 h"]);
  assert.deepEqual(await misses("under 8 hours, no audio"), ["0: 9–14 h", "1: audio"]);
});

test("each idea can be given up alone, and both ends of time are one", async () => {
  const index = await indexOf();
  const asked = await ask(index, "free, 2-4 hours");
  const ideas = ideasOf(asked, { evidence: ["video"], topic: [] });
  assert.deepEqual(
    ideas.map((one) => one.id),
    ["evidence", "cost", "hours"],
  );
  assert.equal(passingWithout(index.kinds.credentials, ideas, "hours", null), 1);
  assert.equal(passingWithout(index.kinds.credentials, ideas, "cost", null), 0);
});

test("what was read is said as a person would", async () => {
  const index = await indexOf();
  for (const [sentence, words] of [
    ["with credit", "Counts somewhere"],
    ["more than 20 hours", "At least 20 hours"],
    ["free", "Free"],
    ["cheap", "At most 50 dollars"],
    ["counts in Ridgeline", "Counts in State of Ridgeline"],
    ["no video", "No video"],
  ]) {
    const { readings } = await ask(index, sentence);
    assert.deepEqual(
      readings.map((one) => said(one, index.facets)),
      [words],
    );
  }
});

test("a row of the others has a title, an address and a note", async () => {
  const index = await indexOf();
  await index.kind("others");
  assert.deepEqual(await rowOf(index, { kind: "others", n: 0, score: 1 }), {
    title: "Elena Marsh",
    address: "portfolios/elena-marsh/",
    note: "Coach",
  });
});

for (const [name, text] of Object.entries({
  "10,000 letters": "feedback ".repeat(1_200),
  "one long word": "x".repeat(10_000),
  "letters from right to left": "\u202Eשלום مرحبا\u2069 feedback",
  "an emoji": "👩🏽‍🏫🎥",
  markup: "<script>alert(1)</script> & feedback",
  "one letter": "f",
  "signs alone": "!?… \u0000\uffff0",
})) {
  test(`${name}: an answer`, async () => {
    assert.ok(Array.isArray(await found(text)));
  });
}
