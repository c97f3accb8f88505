// The site's day, and what is shown on it. The cases are those of tests/unit/test_by_day.py, too.
import assert from "node:assert/strict";
import test from "node:test";

import { isInForce, isShown, today } from "../../theme/assets/dates.js";
import { conformance } from "./reading.mjs";

const { today: DAYS, states: STATES } = conformance("days");

for (const { zone, at, expected } of DAYS) {
  test(`${at} is ${expected} in ${zone}`, () => {
    assert.equal(today(new Date(at), zone), expected);
  });
}

for (const { from, until, day, expected } of STATES) {
  test(`from ${from ?? "ever"} until ${until ?? "ever"} is ${expected} on ${day}`, () => {
    const days = { from: from ?? "", until: until ?? "" };
    assert.equal(isInForce(days, day), expected === "holds");
    // As the build writes it while it is not over, and what is said once it is.
    assert.equal(isShown(days, day, !from), expected === "holds");
  });
}

test("a clock behind the build shows what the build showed", () => {
  for (const day of ["1970-01-01", "2026-11-27"]) {
    assert.equal(isShown({ until: "2026-12-01" }, day, true), true);
    assert.equal(isShown({ from: "2026-12-02" }, day, false), false);
  }
  // Built in the middle of its days, when the sentence was there already.
  assert.equal(isShown({ from: "2026-12-02", until: "2027-01-01" }, "2026-01-01", true), true);
});

for (const zone of ["", "Nowhere/At_All", "credfolio", "  "]) {
  test(`a page with the zone "${zone}" goes by the reader's own day`, () => {
    assert.equal(today(new Date(2026, 4, 5, 12), zone), "2026-05-05");
  });
}

test("a browser without time zones goes by the reader's own day", () => {
  const kept = globalThis.Intl;
  Reflect.deleteProperty(globalThis, "Intl");
  try {
    assert.equal(today(new Date(2026, 4, 5, 12), "Pacific/Kiritimati"), "2026-05-05");
  } finally {
    globalThis.Intl = kept;
  }
});

test("every day of a year comes once and in order, with each change of the clock", () => {
  for (const zone of ["America/New_York", "Pacific/Auckland", "Pacific/Honolulu"]) {
    const days = new Set();
    let last = "";
    for (let hour = 0; hour < 366 * 24; hour += 1) {
      const day = today(new Date(Date.UTC(2026, 0, 1, hour)), zone);
      assert.ok(day >= last, `${zone}: ${day} after ${last}`);
      days.add(day);
      last = day;
    }
    assert.equal(days.size, 367, zone);
  }
});
