// The words of whole texts, from the files that credfolio.text.text_index writes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TextIndex, unpack, within } from "../../theme/assets/search/text.js";
import { conformance } from "./reading.mjs";

const { texts, starts, pieces, cases } = conformance("text-index");

/** An index whose files come from the cases, and the names of those that were asked for. */
function indexOf() {
  /** @type {string[]} */
  const asked = [];
  const head = { schema_version: 1, of: "", size: texts.length, pieces: "p", starts, known: ["a"] };
  const index = new TextIndex(head, "/");
  index.pieces.fetch = async (name) => {
    asked.push(name);
    return pieces[Number(name.replace("words-", ""))].split("\n");
  };
  return { index, asked };
}

for (const { word, group, held, often } of cases) {
  test(`the texts that hold ${word ?? `group ${group}`}`, async () => {
    const { index } = indexOf();
    const found = await (group === undefined ? index.holding(word) : index.inGroup(group));
    if (held === null) assert.equal(found, null);
    else {
      const numbers = [...texts.keys()];
      assert.deepEqual(
        numbers.filter((n) => found?.[n]),
        held,
      );
      assert.deepEqual(
        numbers.filter((n) => found?.[n] === 2),
        often,
      );
    }
  });
}

test("a file is asked for once", async () => {
  const { index, asked } = indexOf();
  await Promise.all([index.holding("rubric"), index.holding("rubric")]);
  await index.holding("evidence");
  assert.equal(asked.length, new Set(asked).size);
});

test("numbers are read from steps, from the steps of those left out, and from bits", () => {
  assert.deepEqual(unpack("+BA4", 40), [3, 17]);
  assert.deepEqual(unpack("-BA4", 20).length, 18);
  assert.deepEqual(unpack("#BQ", 4), [0, 2]);
  // 300 needs two bytes of seven bits each: 301 is 0b10_0101101.
  assert.deepEqual(unpack(`+${btoa(String.fromCharCode(0xad, 0x02))}`, 400), [300]);
});

test("pieces that can hold words between two are those that begin before the second", () => {
  const begins = ["a", "f", "p"];
  assert.deepEqual(within(begins, "b", "c"), [0]);
  assert.deepEqual(within(begins, "e", "g"), [0, 1]);
  assert.deepEqual(within(begins, "p", "p\uffff"), [2]);
  assert.deepEqual(within(begins, "0", "0"), [0]);
});
