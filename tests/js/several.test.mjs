// What a portfolio says of its badges together, for each answer that a badge can get.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, together } from "../../web/verify/together.js";

const NAME = "Ana López";

/** @import { Report } from "../../web/verify/report.js" */
/** @import { Verdict } from "../../web/verify/verdicts.js" */
/** @import { Answer, Kind } from "../../web/verify/together.js" */

/**
 * A report of the verifier, as far as it is read.
 * @param {Verdict} verdict
 * @param {Record<string, string>} about
 * @param {string} issuer the code of the step that asks who signed it
 * @returns {Report}
 */
const report = (verdict, about = {}, issuer = "published") => ({
  steps: [],
  badges: [],
  reason: "",
  advice: "",
  verdict,
  summary: `It is ${verdict}.`,
  about: { address: "https://x.example/1", issuer: "did:web:x.example", holder: NAME, ...about },
  step: () => ({ name: "issuer", outcome: "pass", code: issuer, words: "" }),
});
/** @param {Report} of */
const kindOf = (of, seen = new Set()) => judge(of, "Asking", NAME, seen).kind;

/**
 * @param {...Kind} kinds
 * @returns {Answer[]}
 */
const answers = (...kinds) =>
  kinds.map((kind, n) => ({ title: `Badge ${n}`, kind, words: `It is ${kind}.`, issuer: "i" }));
/** @param {...Kind} kinds */
const said = (...kinds) => together(answers(...kinds), NAME);

test("a verified badge counts for the person whom it names", () => {
  assert.equal(kindOf(report("verified")), "verified");
  assert.equal(kindOf(report("verified", { holder: "Ana  Lo\u0301pez " })), "verified");
});

test("a badge of somebody else is not accepted, whatever its signature", () => {
  const answer = judge(report("verified", { holder: "Tom Berg" }), "Asking", NAME, new Set());
  assert.equal(answer.kind, "another");
  assert.match(answer.words, /“Tom Berg”, not “Ana López”/);
});

test("a badge without a name is not known to be this person's", () => {
  assert.equal(kindOf(report("verified", { holder: "" })), "unknown");
});

test("one badge twice counts once", () => {
  const seen = new Set();
  assert.equal(kindOf(report("verified"), seen), "verified");
  assert.equal(kindOf(report("verified"), seen), "false");
});

test("what is false, ended or open stays that", () => {
  /** @type {Verdict[]} */
  const verdicts = ["false", "ended", "unknown"];
  for (const verdict of verdicts) {
    assert.equal(kindOf(report(verdict)), verdict);
  }
});

test("a demonstration's key is worth nothing, and false is still false", () => {
  assert.equal(kindOf(report("unknown", {}, "demonstration")), "demonstration");
  assert.equal(kindOf(report("ended", {}, "demonstration")), "demonstration");
  assert.equal(kindOf(report("false", {}, "demonstration-key")), "false");
});

test("all genuine: yes, with the name and the number of issuers", () => {
  const found = together(
    answers("verified", "verified").map((one, n) => ({ ...one, issuer: `did:web:${n}` })),
    NAME,
  );
  assert.equal(found.state, "yes");
  assert.equal(found.sum, "2 of 2 genuine");
  assert.equal(found.lines[0].words, "Issued to Ana López by 2 issuers");
});

test("one that is not: no, and it is named with the reason", () => {
  for (const kind of /** @type {Kind[]} */ (["false", "another"])) {
    const found = said("verified", kind, "verified");
    assert.equal(found.state, "no");
    assert.equal(found.sum, "2 of 3 genuine, 1 is not");
    assert.deepEqual(found.lines[0], { mark: "no", words: `Badge 1: It is ${kind}.` });
  }
});

test("ended badges are genuine and not in force", () => {
  assert.equal(said("verified", "ended", "ended").sum, "1 of 3 genuine and in force, 2 are not");
});

test("what could not be checked is never counted as genuine", () => {
  const found = said("verified", "unknown", "unknown");
  assert.equal(found.state, "unknown");
  assert.equal(found.sum, "1 of 3 genuine, 2 could not be checked");
  assert.equal(said("unknown", "false").sum, "0 of 2 genuine, 1 is not");
});

test("with a demonstration's key the answer never says genuine", () => {
  /** @type {Kind[]} */
  const kinds = ["verified", "ended", "unknown", "false", "another"];
  for (const others of [[], ...kinds.map((one) => [one])]) {
    const found = said("demonstration", ...others);
    assert.notEqual(found.state, "yes");
    assert.doesNotMatch(found.sum, /genuine/);
    assert.match(found.sum, /demonstration key: worth nothing/);
  }
  assert.equal(said("demonstration").sum, "Signed with a demonstration key: worth nothing");
});

test("every sentence has all its values", () => {
  /** @type {Kind[]} */
  const kinds = ["verified", "another", "ended", "unknown", "demonstration", "false"];
  for (let mask = 1; mask < 2 ** kinds.length; mask++) {
    const chosen = kinds.filter((_, n) => mask & (1 << n));
    const { sum, lines } = said(...chosen, ...chosen.slice(0, 2));
    for (const words of [sum, ...lines.map((one) => one.words)]) {
      assert.ok(words && !/[{}]|undefined/.test(words), words);
    }
  }
});
