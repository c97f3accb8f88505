// Short names in a draft, and sentences about keys that a writer made up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Form } from "../../web/builder/form.js";
import { shortName } from "../../web/builder/kinds/names.js";

Object.assign(globalThis, {
  document: { getElementById: () => null },
  HTMLInputElement: class {},
});

/** @param {import("../../web/builder/record.js").WrittenMap} data */
function formOf(data) {
  const kind = /** @type {import("../../web/builder/form.js").Kind} */ ({});
  /** @type {import("../../web/builder/form.js").FormData} */
  const given = {
    schema: { properties: { parts: {} } },
    ...{ schema_name: "", notes: {}, needed: [], issuers: [], credentials: [], stacks: [] },
    ...{ jurisdictions: [], handles: [], offices: [], rows: [], kept: {} },
    told: /** @type {import("../../web/builder/said.js").Told} */ ({}),
  };
  const form = new Form(
    given,
    kind,
    () => {},
    () => {},
  );
  form.data = data;
  return form;
}

const LEVEL = ["parts", 0, "levels", 0];

test("the short name of a level follows its words until something else names the level", () => {
  /** @type {[string, import("../../web/builder/record.js").WrittenMap, object][]} */
  const cases = [
    ["met-well", {}, {}],
    ["met", { required_level: "met" }, {}],
    ["met", { rubric: [{ levels: { met: "It is heard." } }] }, {}],
    ["met", {}, { passing_rule: { all_of: [{ part: "1", requires: "met" }] } }],
    ["met-well", {}, { passing_rule: { all_of: [{ part: "2", requires: "met" }] } }],
  ];
  for (const [id, more, rest] of cases) {
    const part = { number: "1", levels: [{ id: "met", name: "Met" }], ...more };
    const form = formOf({ parts: [part], ...rest });
    form.set([...LEVEL, "name"], "Met well");
    assert.equal(form.get([...LEVEL, "id"]), id);
  }
});

test("the short name of a piece of evidence stays that another piece names", () => {
  const film = { id: "film", title: "Film" };
  const plan = { id: "plan", title: "Plan", same_subjects_as: "film" };
  const form = formOf({ parts: [{ evidence_items: [film] }, { evidence_items: [plan] }] });
  form.set(["parts", 0, "evidence_items", 0, "title"], "Recording");
  form.set(["parts", 1, "evidence_items", 0, "title"], "Lesson plan");
  assert.equal(film.id, "film");
  assert.equal(plan.id, "lesson-plan");
});

test("a short name that was clipped or numbered follows its words as well", () => {
  const long = "Extraordinarily thoughtful conversations with grandparents";
  const short = shortName(long);
  assert.equal(short, "extraordinarily-thoughtful-conversations");
  const prompts = [
    { id: short, text: long },
    { id: `${short}-2`, text: long },
  ];
  const form = formOf({ parts: [{ prompts }] });
  form.set(["parts", 0, "prompts", 1, "text"], "Ask");
  form.set(["parts", 0, "prompts", 0, "text"], "Answer");
  assert.deepEqual(
    prompts.map(({ id }) => id),
    ["answer", "ask"],
  );
});

test("a short name that somebody wrote stays, also one that adds a number to the words", () => {
  const level = { id: "", name: "" };
  const form = formOf({ parts: [{ levels: [level] }] });
  form.set([...LEVEL, "name"], "Grade");
  assert.equal(level.id, "grade");
  form.set([...LEVEL, "id"], "grade-5");
  form.set([...LEVEL, "name"], "Grade five");
  assert.equal(level.id, "grade-5");
});

test("a numbered short name follows its words when the other name is gone", () => {
  const prompts = [{ text: "" }, { text: "" }];
  const form = formOf({ parts: [{ prompts }] });
  for (const n of [0, 1]) form.set(["parts", 0, "prompts", n, "text"], "Ask");
  for (const n of [0, 1]) form.set(["parts", 0, "prompts", n, "text"], `Answer ${n}`);
  assert.deepEqual(
    prompts.map((one) => Object(one).id),
    ["answer-0", "answer-1"],
  );
});

test("a key that is no pattern breaks no sentence", () => {
  const form = formOf({});
  assert.equal(form.inWords("c++ is unknown", ["c++"]), "c++ is unknown");
  assert.equal(form.inWords("a(b is unknown", ["parts", "a(b"]), "a(b is unknown");
  assert.equal(form.inWords("parts: none", ["parts"]), "“Parts”: none");
});
