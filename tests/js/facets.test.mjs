// The filters of the badge wall and of the list of educators.
import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf, fits } from "../../theme/assets/people/facets.js";

const PEOPLE = [
  { values: { role: ["teacher"], topic: ["literacy"] }, words: "ana nunez feedback" },
  { values: { role: ["coach"], topic: ["literacy", "inquiry"] }, words: "bo rubric" },
  { values: { role: ["teacher"], topic: ["inquiry"] }, words: "cy feedback rubric" },
];

/** @param {Record<string, string>} asked */
const fitting = (asked) => PEOPLE.filter((one) => fits(one, asked)).map((one) => one.words[0]);

test("everything that is asked has to fit", () => {
  assert.deepEqual(fitting({ role: "teacher" }), ["a", "c"]);
  assert.deepEqual(fitting({ role: "teacher", topic: "inquiry" }), ["c"]);
  assert.deepEqual(fitting({ district: "x" }), []);
});

test("words are compared without accents and capitals, each of them", () => {
  assert.deepEqual(fitting({ q: "NÚÑEZ" }), ["a"]);
  assert.deepEqual(fitting({ q: "rubric feed" }), ["c"]);
});

test("a value counts what it would leave beside the other choices", () => {
  const asked = { role: "teacher", topic: "literacy" };
  assert.deepEqual(Object.fromEntries(countsOf(PEOPLE, asked, "role")), { teacher: 1, coach: 1 });
  assert.deepEqual(Object.fromEntries(countsOf(PEOPLE, asked, "topic")), {
    literacy: 1,
    inquiry: 1,
  });
});
