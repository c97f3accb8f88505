// An address that is not there: what was stuck to it comes off, and nothing else is guessed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearerSteps, plainSteps } from "../../theme/assets/lost_address.js";

const WANTED = ["portfolios", "leila-rahman", "reading-amp"];

for (const [what, path] of [
  ["capitals", "portfolios/LEILA-RAHMAN/Reading-Amp/"],
  ["underscores", "portfolios/leila_rahman/reading_amp"],
  ["a bracket and a full stop as a step", "portfolios/leila-rahman/reading-amp/)."],
  ["a bracket and a full stop", "portfolios/leila-rahman/reading-amp)."],
  ["the tail of a social network", "portfolios/leila-rahman/reading-amp/&trk=public"],
  ["an encoded tail", "portfolios/leila-rahman/reading-amp%26trk=public"],
  ["quotation marks", "portfolios/leila-rahman/reading-amp%E2%80%9D"],
  ["index.html", "portfolios/leila-rahman/reading-amp/index.html"],
]) {
  test(`${what} come off`, () => assert.deepEqual(plainSteps(path), WANTED));
}

test("the page above is tried next, and never the front page", () => {
  assert.deepEqual(nearerSteps("portfolios/Leila-Rahman/x"), [
    ["portfolios", "leila-rahman", "x"],
    ["portfolios", "leila-rahman"],
  ]);
  assert.deepEqual(nearerSteps("catalog/."), []);
});

test("what cannot be decoded stays, and nothing inside a word is changed", () => {
  assert.deepEqual(plainSteps("catalog/50%-more/a.b-c"), ["catalog", "50%-more", "a.b-c"]);
});
