// Days, and sentences with values in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayInWords, isDate, isInForce, today } from "../../theme/assets/dates.js";
import { bare, count, fill, joined, listed, woven } from "../../theme/assets/wording.js";

test("a day is written without a zero, and today is the reader's", () => {
  assert.equal(dayInWords("2026-03-09"), "9 March 2026");
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

for (const [text, expected] of [
  ["2026-02-28", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["2026-6-1", false],
  ["2026-06-01T00:00", false],
  ["", false],
]) {
  test(`whether “${text}” is a day`, () => assert.equal(isDate(String(text)), expected));
}

test("both days are part of the time in which a rule holds", () => {
  const rule = { from: "2026-01-01", until: "2026-06-30" };
  assert.equal(isInForce(rule, "2026-01-01"), true);
  assert.equal(isInForce(rule, "2026-06-30"), true);
  assert.equal(isInForce(rule, "2026-07-01"), false);
  assert.equal(isInForce({ from: "", until: "" }, "1999-01-01"), true);
});

test("values are put where they are named, and are not looked through again", () => {
  assert.equal(fill("{a} and {b}, {a}", { a: "{b}", b: 2 }), "{b} and 2, {b}");
  assert.equal(fill("{a} {missing}", { a: 1 }), "1 {missing}");
  assert.deepEqual(woven("Before {x}, after.", { x: 7 }), ["Before ", 7, ", after."]);
});

test("numbers and lists in words", () => {
  assert.equal(count(1, "answer"), "1 answer");
  assert.equal(count(0, "criterion", "criteria"), "0 criteria");
  assert.equal(listed(["a"]), "a");
  assert.equal(listed(["a", "b", "c"], "or"), "a, b or c");
  assert.equal(joined(["a", "", null, false, "b"]), "a · b");
});

test("text for comparing has no accents and capitals", () => {
  assert.equal(bare("Ñandú ÅNGSTRÖM"), "nandu angstrom");
});
