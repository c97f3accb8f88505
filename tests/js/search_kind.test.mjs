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

test("a title weighs more than a text, and a beginning of a word is found", async () => {
  const term = { typed: "rubri", group: -1, terms: [["rubri"]] };
  const scores = await KIND.match([term]);
  assert.deepEqual(
    [...scores],
    [
      [0, 16],
      [1, 4],
      [2, 16],
    ],
  );
});

test("every term has to fit", async () => {
  const terms = ["rubric", "literacy"].map((word) => ({ typed: word, group: -1, terms: [[word]] }));
  assert.deepEqual([...(await KIND.match(terms)).keys()], [0, 1]);
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
