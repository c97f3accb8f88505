// A sentence as filters: what is certain, what is tentative, and input that means harm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { said, without } from "../../theme/assets/search/reading.js";
import { merged, read } from "../../theme/assets/search/sentence.js";
import { made } from "./reading.mjs";

/** @type {(id: string, title: string, values: [string, string, string[]?][]) => object} */
const facet = (id, title, values) => ({
  id,
  title,
  values,
  labels: new Map(values.map(([value, label]) => [value, label])),
  number: new Map(values.map(([value], n) => [value, n])),
});

const FACETS = made([
  facet("cost", "Cost", [["free", "Free"]]),
  facet("credit", "Counts in", [
    ["ridgeline", "State of Ridgeline", ["Clock hour"]],
    ["tamarack", "State of Tamarack", ["CEU"]],
  ]),
  facet("topic", "Topic", [
    ["literacy", "Literacy"],
    ["data-literacy", "Data literacy"],
    ["career-pathways", "Career pathways"],
  ]),
  facet("evidence", "What you submit", [
    ["video", "Video"],
    ["audio", "Audio"],
    ["data", "Data"],
  ]),
  facet("students", "Students", [["none", "No students needed"]]),
  facet("remote", "Place", [["yes", "Can be done remotely"]]),
  facet("role", "For whom", [["coach", "Instructional coaches"]]),
  facet("grade", "Grade band", [["elementary", "Elementary"]]),
]);

/** @param {string} query */
const chips = (query) => read(query, FACETS).readings.map((one) => said(one, FACETS));

for (const [sentence, expected, rest] of /** @type {[string, string[], string][]} */ ([
  ["free video under 10 hours", ["Free", "Video", "At most 10 hours"], ""],
  ["at most 15 hours, no video or audio", ["At most 15 hours", "No video or audio"], ""],
  ["feedback in 5-10 hours", ["5 to 10 hours"], "feedback"],
  ["counts in Ridgeline, under $50", ["Counts in State of Ridgeline", "At most 50 dollars"], ""],
  ["clock hours in Ridgeline", ["Counts in State of Ridgeline"], ""],
  ["for new coaches in the summer", ["No students needed", "Instructional coaches"], "new"],
  ["4th grade reading", ["Elementary"], "reading"],
  ["free in July", ["Free", "No students needed"], ""],
  [
    "equity hours, online, no class of students needed",
    ["Can be done remotely", "No students needed"],
    "equity",
  ],
  ["reading, online", ["Can be done remotely"], "reading"],
  ["free data literacy", ["Free", "Data literacy"], ""],
])) {
  test(`"${sentence}" is read as ${expected.join(", ")}`, () => {
    assert.deepEqual(chips(sentence).sort(), [...expected].sort());
    assert.equal(read(sentence, FACETS).rest, rest);
  });
}

for (const text of [
  "literacy",
  "short stories",
  "Ridgeline",
  "CEU",
  "video in my class",
  "free choice reading",
]) {
  test(`"${text}" alone is searched for and not read`, () => {
    assert.deepEqual(read(text, FACETS), { readings: [], rest: text, wanted: "" });
  });
}

test("a topic's word is no word for a kind of record", () => {
  assert.equal(read("career pathways", FACETS).wanted, "");
  assert.equal(read("career pathways, free", FACETS).wanted, "");
  assert.equal(read("free pathways", FACETS).wanted, "stacks");
});

test("what is in quotation marks is not read", () => {
  assert.deepEqual(chips('"free" coaching'), []);
});

test("what the catalog does not have is not read", () => {
  assert.deepEqual(chips("for principals"), []);
});

test("taking a filter off takes its words out of the sentence", () => {
  const query = "free video under 10 hours";
  const video = read(query, FACETS).readings.find((one) => one.facet === "evidence");
  assert.equal(without(query, video?.spans ?? []), "free under 10 hours");
});

test("what was read is added to what was chosen, and the narrowest limit holds", () => {
  const { readings } = read("under 10 hours, free, no video, at most 8 hours", FACETS);
  assert.deepEqual(merged({ cost: ["paid"] }, readings), {
    facets: { cost: ["paid", "free"] },
    limits: { most: 8, without: ["video"] },
  });
});

for (const [name, text] of Object.entries({
  "10,000 letters": "under ".repeat(1_667),
  "10,000 digits": "9".repeat(10_000),
  "spaces between numbers": `between 1 ${" ".repeat(9_000)} and 2 hours`,
  "letters from right to left": "\u202Eשלום free \u2067مرحبا\u2069",
  "an emoji": "👩🏽‍🏫 free 🎥",
  markup: '<img src=x onerror=alert(1)> free "',
  "one letter": "f",
  nothing: " ",
  "letters that grow when they are small": "İİİ free",
  "signs of a pattern": "(.*)+$ [a-z]{9} \\ free",
})) {
  test(`${name}: an answer, at once`, () => {
    const { readings, rest } = read(text, FACETS);
    for (const { spans } of readings)
      for (const [from, to] of spans) assert.ok(from <= to && to <= 200);
    assert.ok(rest.length <= text.length);
  });
}
