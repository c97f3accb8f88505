import assert from "node:assert/strict";
import { test } from "node:test";

import { wordsOf } from "../../web/builder/labels.js";

test("a key is a label in words, and a frozen British key has an American label", () => {
  assert.equal(wordsOf("credit_values"), "Credit values");
  assert.equal(wordsOf("licence"), "License");
  assert.equal(wordsOf("licence_type"), "License type");
});
