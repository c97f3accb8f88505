// The same cases as tests/unit/test_conformance.py: both languages give the same answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { wordsOf } from "../../theme/assets/search/words.js";
import { wantedPieces, writtenPieces } from "../../theme/assets/worksheet/pieces.js";
import { isId, slug } from "../../web/builder/kinds/names.js";
import { nearest, speakWith } from "../../web/builder/said.js";
import { judgingOf, passes } from "../../web/passing/rule.js";
import { passingRule } from "../../web/passing/words.js";
import { leftOut } from "../../web/seal/left_out.js";
import { readMoment } from "../../web/verify/dates.js";
import { readJson } from "../../web/verify/json_reader.js";
import { Refusal } from "../../web/verify/report.js";

/** @param {string} name */
function read(name) {
  return JSON.parse(readFileSync(new URL(`../conformance/${name}.json`, import.meta.url), "utf8"));
}

const DEFAULTS = {
  pass_fail: [
    { id: "passed", name: "Passed", passing: true },
    { id: "not-yet", name: "Not yet" },
  ],
  yes_no: [
    { id: "yes", name: "Yes", passing: true },
    { id: "no", name: "No" },
  ],
};

for (const { given, expected } of read("search-words").cases) {
  test(`the words of ${JSON.stringify(given)}`, () => {
    assert.deepEqual(wordsOf(given), expected);
  });
}

const ids = read("ids");
speakWith({ reserved_handles: ids.reserved_handles });

for (const { given, expected } of ids.slug) {
  test(`an id from ${JSON.stringify(given)}`, () => {
    assert.equal(slug(given), expected);
  });
}

for (const { given, expected } of ids.handle) {
  test(`whether ${JSON.stringify(given)} may be a handle`, () => {
    assert.equal(isId(given), expected);
  });
}

for (const { given, known, expected } of ids.nearest) {
  test(`the name nearest to ${given}`, () => {
    assert.equal(nearest(given, known), expected);
  });
}

for (const { given, expected } of read("dates").cases) {
  test(`the moment of ${JSON.stringify(given)}`, () => {
    if (expected === null) {
      assert.throws(() => readMoment(given, "validFrom"), { code: "bad-date" });
    } else {
      const moment = new Date(readMoment(given, "validFrom"));
      assert.equal(`${moment.toISOString().slice(0, 19)}Z`, expected);
    }
  });
}

for (const { given, hex, depth, value, code } of read("json-reader").cases) {
  test(`JSON of ${JSON.stringify(given ?? hex)}`, () => {
    const data = hex ? Uint8Array.from(Buffer.from(hex, "hex")) : new TextEncoder().encode(given);
    if (code) {
      assert.throws(
        () => readJson(data),
        (error) => error instanceof Refusal && error.code === code,
      );
    } else {
      assert.deepEqual(readJson(data), depth ? nested(depth) : value);
    }
  });
}

/**
 * @param {number} depth
 * @returns {unknown[]}
 */
function nested(depth) {
  return depth === 1 ? [] : [nested(depth - 1)];
}

for (const { name, definition, words, results } of read("passing").cases) {
  const whole = definitionOf(definition);
  for (const { given, passes: expected } of results) {
    test(`${name}: ${JSON.stringify(given)}`, () => {
      assert.equal(passes(judgingOf(whole, DEFAULTS), given), expected);
    });
  }
  if (words !== undefined) {
    test(`${name}, in words`, () => {
      assert.equal(passingRule(whole, DEFAULTS), words);
    });
  }
}

/**
 * A definition as the preview shapes it: every key is there, and parts have numbers.
 * @param {{
 *   parts: {scale?: string, levels?: import("../../web/passing/rule.js").Level[],
 *     required_level?: string, rubric?: string[]}[],
 *   passing_rule: Partial<import("../../web/passing/rule.js").PassingRule> | null,
 * }} written
 * @returns {import("../../web/passing/rule.js").Definition}
 */
function definitionOf({ parts, passing_rule: rule }) {
  return {
    parts: parts.map((part, n) => ({
      levels: [],
      ...part,
      number: n + 1,
      rubric: (part.rubric ?? []).map((id) => ({ id })),
    })),
    passing_rule: rule && { all_of: [], ...rule },
  };
}

const MOST_PIECES = 8; // of answer_form.py: more are counted with one number
for (const { name, count, texts, files, links, expected } of read("left-out").pieces) {
  test(`what lacks: ${name}`, () => {
    const item = { part: 1, item: "work" };
    const wanted = wantedPieces(count, count > MOST_PIECES);
    const pieces = [{ ...item, wanted, written: writtenPieces(texts ?? []) }];
    const lines = leftOut(
      { answers: [], pieces },
      [{ ...item, title: "Work" }],
      () => files + links,
      true,
    );
    const [there, all] = expected ?? [];
    const said = there ? `Part 1 · Work: ${there} of ${all} pieces` : "Part 1 · Work: nothing";
    assert.deepEqual(
      lines.map((one) => one.slice(0, said.length)),
      expected ? [said] : [],
    );
  });
}
