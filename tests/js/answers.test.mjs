// The answers of a worksheet: those of two tabs come together, files are read with care.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  alike,
  merge,
  orphans,
  parseFields,
  parseFile,
  renderFile,
} from "../../theme/assets/answers.js";
import { problemOf } from "./reading.mjs";

/** @import { Field } from "../../theme/assets/answers.js" */

/** @type {(v: string, t?: number, more?: object) => Field} */
const writing = (v, t = 1, more = {}) => ({ v, t, label: "Why", ...more });

test("what one side changed is taken from that side", () => {
  const base = { a: writing("1"), b: writing("2") };
  const merged = merge(base, { ...base, a: writing("mine") }, { ...base, b: writing("theirs") });
  assert.deepEqual([merged.a.v, merged.b.v], ["mine", "theirs"]);
});

test("writing that both changed is kept twice, and of ticks the later counts", () => {
  const base = { a: writing("old"), tick: { v: "", t: 1 } };
  const mine = { a: writing("mine"), tick: { v: "yes", t: 2 } };
  const theirs = { a: writing("theirs"), tick: { v: "no", t: 3 } };
  const merged = merge(base, mine, theirs);
  assert.deepEqual([merged.a.v, merged.a.others], ["mine", ["theirs"]]);
  assert.equal(merged.tick.v, "no");
});

test("a text that the shown one already holds is not kept beside it", () => {
  const merged = merge({}, { a: writing("one two") }, { a: writing("two") });
  assert.equal(merged.a.others, undefined);
});

test("what both emptied is gone", () => {
  assert.deepEqual(merge({ a: writing("x") }, { a: writing("") }, { a: writing("") }), {});
});

test("fields from anywhere are made safe", () => {
  const odd = { v: "x", t: "soon", label: 3, others: ["y", 4], more: 1 };
  assert.deepEqual(parseFields({ a: odd, b: { v: 1 }, c: null }), {
    a: { v: "x", t: 0, others: ["y"] },
  });
  for (const none of [null, [], "x"]) assert.throws(() => parseFields(none), TypeError);
});

test("writing that nobody asks for any more is found", () => {
  const fields = { old: writing("kept"), empty: writing(" "), now: writing("x") };
  assert.deepEqual(orphans(fields, new Set(["now"])), [["old", fields.old]]);
});

test("a file goes out and comes back, and others are refused in words", () => {
  const sheet = {
    ref: "a/b",
    title: "B",
    version: "1.0",
    fields: { q: writing("yes") },
    address: "https://badges.example/",
    at: "2026-06-01T00:00:00Z",
  };
  const text = renderFile(sheet);
  const found = parseFile(text, "a/b");
  assert.ok("fields" in found && alike(found.fields, sheet.fields));
  assert.match(problemOf(parseFile(text, "a/c")), /another micro-credential, “B”/);
  assert.match(problemOf(parseFile(text.replace(": 1,", ": 2,"), "a/b")), /newer version/);
  assert.match(problemOf(parseFile("{", "a/b")), /not a worksheet/);
  assert.match(problemOf(parseFile("null", "a/b")), /not a worksheet/);
  const damaged = JSON.stringify({ credfolio_worksheet: 1, ref: "a/b", fields: [] });
  assert.match(problemOf(parseFile(damaged, "a/b")), /damaged/);
});
