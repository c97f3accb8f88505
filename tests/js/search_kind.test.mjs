// Records of one kind: filtered by values, counted, found by words, sorted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Kind } from "../../theme/assets/search/kind.js";
import { made } from "./reading.mjs";

/** @type {(id: string, values: [string, string][]) => object} */
const facet = (id, values) => ({
  id,
  title: id,
  values,
  labels: new Map(values),
  number: new Map(values.map(([value], n) => [value, n])),
});

const FACETS = [
  facet("cost", [
    ["free", "Free"],
    ["paid", "Paid"],
  ]),
  facet("topic", [
    ["literacy", "Literacy"],
    ["inquiry", "Inquiry"],
  ]),
  facet("status", [
    ["retired", "Retired"],
    ["active", "Active"],
  ]),
];
// Three records: free literacy; paid literacy and inquiry; free inquiry, which is retired.
const DATA = {
  size: 3,
  cards: 8,
  words: ["a"],
  hours: [120, 0, 40],
  released: [10, 30, 20],
  columns: {
    cost: [
      [[0], [1]],
      [0, 1, 0],
    ],
    topic: [
      [[0], [0, 1], [1]],
      [0, 1, 2],
    ],
    status: [
      [[1], [0]],
      [0, 0, 1],
    ],
  },
};
const ROWS = [
  ["rubric", [0], [1]],
  ["rubrics", [2], []],
  ["portrait", [], [], [0]],
  ["\uffff7", [0], [1], [2]],
];
const KIND = new Kind(
  "credentials",
  made(DATA),
  made({ facets: FACETS, wordPiece: async () => ROWS }),
);

/** @param {Record<string, string[]>} chosen */
const filtered = (chosen) => {
  const { passing, counts } = KIND.filter(chosen);
  return { passing, counts: counts.map((sizes) => [...(sizes ?? [])]) };
};

test("without a choice every record passes, and each value counts its records", () => {
  assert.deepEqual(filtered({}), {
    passing: [0, 1, 2],
    counts: [
      [2, 1],
      [2, 2],
      [1, 2],
    ],
  });
});

test("a value counts what choosing it beside the others' choices would give", () => {
  assert.deepEqual(filtered({ cost: ["free"] }), {
    passing: [0, 2],
    counts: [
      [2, 1],
      [1, 1],
      [1, 1],
    ],
  });
});

test("values of one facet add up, facets narrow each other", () => {
  assert.deepEqual(filtered({ cost: ["free", "paid"] }).passing, [0, 1, 2]);
  assert.deepEqual(filtered({ cost: ["free"], topic: ["literacy"] }).passing, [0]);
});

/** @import { Term } from "../../theme/assets/search/query.js" */

/** @type {(words: string[], group?: number) => Term} */
const term = (words, group = -1) => ({
  typed: words.join(" "),
  ways: [words],
  group,
  terms: [words],
});

/** @type {(words: string[], text?: Uint8Array | null, group?: number) => Promise<number[]>} */
const worth = async (words, text = null, group = -1) =>
  [...(await KIND.held(term(words, group), text)).worth].map(
    (value) => Math.round(value * 100) / 100,
  );

test("a title weighs more than a text, and a word more than one that begins so", async () => {
  assert.deepEqual(await worth(["rubric"]), [32, 12, 27.2]);
  assert.deepEqual(await worth(["rubri"]), [27.2, 10.2, 27.2]);
});

test("a value weighs more than a synonym, then come parts and the full text", async () => {
  assert.deepEqual(await worth(["literacy"]), [8, 8, 0]);
  assert.deepEqual(await worth(["truancy"], null, 7), [6, 5, 2]);
  assert.deepEqual(await worth(["portrait"]), [4, 0, 0]);
  assert.deepEqual(await worth(["zebra"], Uint8Array.of(0, 1, 2)), [0, 1, 2]);
});

test("a form of a value's word is worth less than the word", async () => {
  assert.deepEqual(await worth(["inquiries"]), [0, 0, 0]);
  assert.deepEqual(await worth(["inquir"]), [0, 6.8, 6.8]);
});

test("all words of an idea are in one place", async () => {
  assert.deepEqual(await worth(["rubric", "literacy"]), [0, 0, 0]);
  // The second has both topics, and none that is both.
  assert.deepEqual(await worth(["literacy", "inquiry"]), [0, 0, 0]);
});

test("the order is by relevance, then what is on offer first; or by age, time or name", () => {
  const all = [2, 1, 0];
  assert.deepEqual(
    KIND.sorted(
      all,
      "relevance",
      new Map([
        [1, 9],
        [0, 1],
        [2, 1],
      ]),
    ),
    [1, 0, 2],
  );
  assert.deepEqual(KIND.sorted(all, "relevance", null), [0, 1, 2]);
  assert.deepEqual(KIND.sorted(all, "newest", null), [1, 2, 0]);
  assert.deepEqual(KIND.sorted(all, "shortest", null), [2, 0, 1]);
  assert.deepEqual(KIND.sorted(all, "name", null), [0, 1, 2]);
});

test("the first of many are those that the whole order begins with", () => {
  const size = 500;
  const many = new Kind(
    "credentials",
    made({ ...DATA, size, columns: {}, released: Array.from({ length: size }, (_, n) => n % 7) }),
    made({ facets: [] }),
  );
  const all = Array.from({ length: size }, (_, n) => (n * 37) % size);
  const scores = new Map(all.map((n) => [n, (n * n) % 11]));
  for (const sort of /** @type {const} */ (["relevance", "newest", "shortest", "name"])) {
    const whole = many.sorted(all, sort, scores);
    assert.equal(new Set(whole).size, size);
    for (const most of [1, 12, 24, 499, 900]) {
      assert.deepEqual(many.sorted(all, sort, scores, most), whole.slice(0, most));
    }
  }
});

test("what is kept of an answer is given for the same question alone", () => {
  const among = new Map([[2, 1]]);
  const free = { cost: ["free"] };
  assert.equal(KIND.filter(free, among), KIND.filter({ cost: ["free"] }, among));
  assert.deepEqual(KIND.filter(free, among).passing, [2]);
  assert.deepEqual(KIND.filter(free, new Map([[0, 1]])).passing, [0]);
  assert.deepEqual(KIND.filter({}, among).passing, [2]);
  assert.deepEqual(KIND.filter(free, null, { most: 5 }).passing, [2]);
  assert.deepEqual(KIND.filter(free).passing, [0, 2]);
});

test("from a recorded day on, another place counts a record", () => {
  const places = facet("credit", [
    ["maple", "Maple"],
    ["larkspur", "Larkspur"],
  ]);
  const data = {
    ...DATA,
    columns: {
      credit: [
        [[0], []],
        [0, 1, 1],
      ],
    },
    later: [
      ["2026-12-02", [[0, [0, 1]]]],
      [
        "2027-07-01",
        [
          [0, []],
          [2, [1]],
        ],
      ],
    ],
  };
  /** @type {(day: string) => number[]} */
  const counts = (day) => {
    const index = made({ facets: [places], wordPiece: async () => ROWS });
    return [...(new Kind("credentials", made(data), index, day).filter({}).counts[0] ?? [])];
  };
  assert.deepEqual(counts("2026-01-01"), [1, 0]); // a clock that is behind changes nothing
  assert.deepEqual(counts("2026-12-01"), [1, 0]);
  assert.deepEqual(counts("2026-12-02"), [1, 1]);
  assert.deepEqual(counts("2027-07-01"), [0, 1]);
});
