// What a plan adds up to: hours, order, dates, evidence.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  hoursInWords,
  inSummer,
  orderProblems,
  putInOrder,
  sharedEvidence,
  totalHours,
  workload,
} from "../../theme/assets/plan/reckon.js";
import { made } from "./reading.mjs";

/** @import { Entry } from "../../theme/assets/plan/reckon.js" */

/** @type {(ref: string, facts?: object | null, target?: string) => Entry} */
const entry = (ref, facts = {}, target = "") =>
  made({
    item: { ref, title: ref, target, note: "" },
    facts: facts && { ref, title: ref, prerequisites: [], recommended_before: [], ...facts },
  });
/** @param {string} ref */
const named = (ref) => ({ ref, title: ref });
/** @type {(min: number, max: number) => object} */
const hours = (min, max) => ({ hours: { min, max, text: "" } });

test("hours are said as one figure or as two", () => {
  assert.equal(hoursInWords(1, 1), "1 hour");
  assert.equal(hoursInWords(2.5, 2.5), "2.5 hours");
  assert.equal(hoursInWords(1, 2), "1–2 hours");
});

test("hours add up to the hundredth, and those not said are counted", () => {
  const entries = [entry("a/b", hours(0.1, 1)), entry("a/c", hours(0.2, 2)), entry("a/d", null)];
  assert.deepEqual(totalHours(entries), { min: 0.3, max: 3, unknown: 1 });
});

test("what has to come first is told when it comes later or not at all", () => {
  const entries = [
    entry("a/b", { prerequisites: [named("a/c"), named("a/x")] }),
    entry("a/c", { prerequisites: [named("a/b")] }),
  ];
  assert.deepEqual(orderProblems(entries), [
    { ref: "a/b", first: named("a/c"), absent: false },
    { ref: "a/b", first: named("a/x"), absent: true },
  ]);
});

test("an order keeps prerequisites, and what is recommended where it can", () => {
  const entries = [
    entry("a/d", { recommended_before: [named("a/c")] }),
    entry("a/c", { prerequisites: [named("a/b")] }),
    entry("a/b"),
  ];
  assert.deepEqual(putInOrder(entries), ["a/b", "a/c", "a/d"]);
});

test("an ordered stack orders, another does not, and a circle is taken as it comes", () => {
  const entries = [entry("a/c"), entry("a/b")];
  const credentials = [named("a/b"), named("a/x"), named("a/c")];
  assert.deepEqual(putInOrder(entries, [{ ordered: true, credentials }]), ["a/b", "a/c"]);
  assert.deepEqual(putInOrder(entries, [{ ordered: false, credentials }]), ["a/c", "a/b"]);
  const circle = [
    entry("a/b", { prerequisites: [named("a/c")] }),
    entry("a/c", { prerequisites: [named("a/b")] }),
  ];
  assert.deepEqual(putInOrder(circle), ["a/b", "a/c"]);
});

test("evidence that two ask for is shared, and new work is named", () => {
  const video = { type: "video", name: "Video" };
  const data = { type: "data", name: "Data" };
  const entries = [
    entry("a/b", { evidence: [video, data], past_evidence_ok: false }),
    entry("a/c", { evidence: [video] }),
  ];
  assert.deepEqual(sharedEvidence(entries), [
    { name: "Video", titles: ["a/b", "a/c"], fresh: ["a/b"] },
  ]);
});

test("hours of all that is due by a day are spread over the weeks until it", () => {
  const entries = [
    entry("a/b", hours(10, 20), "2026-06-15"),
    entry("a/c", hours(4, 8), "2026-06-29"),
    entry("a/d", hours(1, 1), "2026-05-31"),
    entry("a/e", hours(9, 9)),
  ];
  assert.deepEqual(Object.fromEntries(workload(entries, "2026-06-01")), {
    "a/b": { passed: false, others: 0, known: true, perWeek: { min: 5, max: 10 } },
    "a/c": { passed: false, others: 1, known: true, perWeek: { min: 3.5, max: 7 } },
    "a/d": { passed: true },
  });
});

test("less than a week is a week, and half an hour a week is the least", () => {
  const load = workload([entry("a/b", hours(0, 3), "2026-06-02")], "2026-06-01").get("a/b");
  assert.deepEqual(load?.passed === false && load.perWeek, { min: 0.5, max: 3 });
});

test("what needs a class is not due in summer", () => {
  assert.equal(inSummer(made({ requires_students: true }), "2026-07-01"), true);
  assert.equal(inSummer(made({ requires_students: true }), "2026-09-01"), false);
  assert.equal(inSummer(made({ requires_students: null }), "2026-07-01"), false);
});
