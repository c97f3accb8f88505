// What the search does with words, once they are folded: slips, places in a text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, places, wordsOf } from "../../theme/assets/search/words.js";

test("of a query the last pair of an East Asian run is whole", () => {
  assert.deepEqual(wordsOf("授業"), ["授業", "業"]);
  assert.deepEqual(wordsOf("授業", true), ["授業"]);
  assert.deepEqual(wordsOf("課", true), ["課"]);
});

for (const [a, b, most, steps] of [
  ["feedback", "feedback", 2, 0],
  ["feedbak", "feedback", 2, 1],
  ["fedeback", "feedback", 2, 1],
  ["fedbak", "feedback", 2, 2],
  ["fdbk", "feedback", 2, 3],
  ["cat", "dog", 1, 2],
]) {
  test(`from ${a} to ${b} it is ${steps} steps, looking no further than ${most}`, () => {
    assert.equal(distance(String(a), String(b), Number(most)), steps);
    assert.equal(distance(String(b), String(a), Number(most)), steps);
  });
}

/** @type {(text: string, terms: string[][]) => string[]} */
const marked = (text, terms) => places(text, terms).map(([from, to]) => text.slice(from, to));

test("words are marked whatever their accents, capitals and endings", () => {
  assert.deepEqual(marked("Families of the Niño", [["family"], ["nino"]]), ["Families", "Niño"]);
});

test("the last word of a term may go on, the others may not", () => {
  assert.deepEqual(marked("special educators", [["special", "educat"]]), ["special educators"]);
  assert.deepEqual(marked("specialist education", [["special", "education"]]), []);
  assert.deepEqual(marked("an anthem", [["an"]]), ["an"]);
});

test("another form of a word is marked, as it was found", () => {
  assert.deepEqual(marked("They coached well.", [["coaching"]]), ["coached"]);
  assert.deepEqual(marked("couches", [["coaching"]]), []);
});

test("in scripts without spaces each place is marked, and neighbors are one mark", () => {
  assert.deepEqual(marked("家庭作業と作業", [["庭作"], ["作業"]]), ["庭作業", "作業"]);
});
