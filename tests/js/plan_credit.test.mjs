// The credit of a plan: one credit in two units, dates, caps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { creditByJurisdiction } from "../../theme/assets/plan/credit.js";
import { made } from "./reading.mjs";

/** @import { Entry } from "../../theme/assets/plan/reckon.js" */

const TODAY = "2026-06-01";
const CAP = { title: "Workshops", unit: "ceu", amount: 1, from: "", until: "" };
const RIDGELINE = {
  id: "ridgeline",
  name: "Ridgeline",
  address: "jurisdictions/ridgeline/",
  units: [
    { unit: "ceu", one: "CEU", many: "CEUs", hours: 10 },
    { unit: "contact-hour", one: "contact hour", many: "contact hours", hours: 1 },
    { unit: "point", one: "point", many: "points", hours: null },
  ],
  caps: [CAP],
};

/** @param {object} value */
const credit = (value) => ({
  jurisdiction: "ridgeline",
  jurisdiction_name: "Ridgeline",
  category: "",
  conditions: "",
  from: "",
  until: "",
  ...value,
});
const CEU = credit({ unit: "ceu", amount: 0.5, text: "0.5 CEU" });
const HOURS = credit({ unit: "contact-hour", amount: 5, text: "5 contact hours" });

/** @type {(ref: string, values: object[], target?: string) => Entry} */
const entry = (ref, values, target = "") =>
  made({
    item: { ref, title: "", target, note: "" },
    facts: { ref, title: ref, credit: values },
  });

/** @param {Entry[]} entries */
const reckoned = (entries) => creditByJurisdiction(entries, [RIDGELINE], TODAY);

test("credit stated in two units counts once, and is said in both", () => {
  const [place] = reckoned([entry("a/b", [CEU, HOURS])]);
  assert.deepEqual(place.amounts, ["0.5 CEUs, which is 5 contact hours"]);
});

test("of two units the larger counts, and categories are counted apart", () => {
  const more = { ...HOURS, amount: 8 };
  const other = { ...HOURS, category: "leadership" };
  const [place] = reckoned([entry("a/b", [CEU, more, other])]);
  assert.deepEqual(place.amounts, ["1.3 CEUs, which is 13 contact hours"]);
});

test("a unit without hours is counted by itself", () => {
  const points = credit({ unit: "point", amount: 1, text: "1 point" });
  const [place] = reckoned([entry("a/b", [CEU, points]), entry("a/c", [points])]);
  assert.deepEqual(place.amounts, ["0.5 CEUs, which is 5 contact hours", "2 points"]);
});

test("what is above a cap is said in the cap's unit", () => {
  const entries = ["a/b", "a/c", "a/d"].map((ref) => entry(ref, [CEU]));
  assert.deepEqual(reckoned(entries)[0].caps, [
    { title: "Workshops", text: "1 CEU", over: 0.5, overText: "0.5 CEUs" },
  ]);
});

test("a rule counts on the item's date, and else today", () => {
  const later = { ...CEU, from: "2026-09-01" };
  assert.deepEqual(reckoned([entry("a/b", [later], "2026-09-01")])[0].amounts.length, 1);
  const [place] = reckoned([entry("a/b", [later])]);
  assert.deepEqual(place.amounts, []);
  assert.deepEqual(place.outside, [
    {
      ref: "a/b",
      unit: "ceu",
      title: "a/b",
      text: "0.5 CEU",
      from: "2026-09-01",
      until: "",
    },
  ]);
});

test("an old rule that a new one has replaced is no news", () => {
  const old = { ...CEU, until: "2025-12-31" };
  assert.deepEqual(reckoned([entry("a/b", [old, { ...CEU, from: "2026-01-01" }])])[0].outside, []);
});

test("places come in the jurisdictions' order, and unknown ones last", () => {
  const elsewhere = { ...CEU, jurisdiction: "elsewhere", jurisdiction_name: "Elsewhere" };
  const places = reckoned([entry("a/b", [elsewhere, { ...HOURS, conditions: "With a form" }])]);
  assert.deepEqual(
    places.map(({ name, address, conditions }) => [name, address, conditions]),
    [
      ["Ridgeline", "jurisdictions/ridgeline/", 1],
      ["Elsewhere", "", 0],
    ],
  );
  assert.deepEqual(places[1].amounts, ["0.5 CEU"]);
});
