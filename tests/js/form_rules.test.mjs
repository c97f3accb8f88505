// What the form says of a record by itself. That it says the same as the command, word for word,
// is for tests/browser/test_form_words.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, keeping } from "../../web/builder/kept.js";
import { definitionRules } from "../../web/builder/rules/definition.js";
import { levelsOf, partOf, passingLevels } from "../../web/builder/rules/judged.js";
import { passingRules } from "../../web/builder/rules/passing.js";
import { awardRules, profileRules } from "../../web/builder/rules/people.js";
import { references } from "../../web/builder/rules/references.js";
import { rowRules } from "../../web/builder/rules/rows.js";
import { speakWith } from "../../web/builder/said.js";
import { mostPoints } from "../../web/passing/rule.js";

/** @type {Record<string, [string, string]>} */
const SAID = {
  "award-target: nothing": ["no target", ""],
  "date-order": ["{second} is before {first}", ""],
  "evidence-consent: needed": ["consent for {id}", ""],
  "passing-rule: no points": ["no points", ""],
  "passing-rule: too many": ["{minimum} of {most}", ""],
  "passing-rule: two kinds": ["{kinds}", ""],
  "unknown-item: near": ["perhaps {guess}", ""],
  "unknown-level": ["{level}, known: {known}", ""],
  "unknown-level: near": ["{level}, perhaps {guess}", ""],
};
const YES_NO = [
  { id: "yes", name: "Yes", passing: true },
  { id: "no", name: "No", passing: false },
];

// What has no words here is told by its key.
const words = new Proxy(SAID, { get: (known, key) => known[String(key)] ?? [String(key), ""] });
speakWith({
  words,
  default_levels: { "yes-no": YES_NO },
  open_statuses: ["active"],
  empty_picture_words: ["picture"],
  papers: ["#000000", "#ffffff"],
  contrast: 3,
  patterns: {
    sentence_end: ["[.](?= )", ""],
    abbreviation: ["e[.]g[.]$", ""],
    and: [" and ", ""],
    list: ["^- ", "m"],
    color: ["#?[0-9a-f]{6}", ""],
  },
});

/** @param {Iterable<import("../../web/builder/said.js").Finding>} findings */
const messages = (findings) => [...findings].map((one) => one.message);

const LEVELS = [
  { id: "strong", name: "Strong", passing: "yes", points: "2.50" },
  { id: "meets", name: "Meets", passing: "Yes", points: "2" },
  { id: "not-yet", name: "Not yet", points: "0" },
];

test("a part without levels of its own has those of its scale", () => {
  assert.deepEqual(passingLevels({ number: "1", scale: "yes-no" }), ["yes"]);
  assert.deepEqual(levelsOf({ number: "1", scale: "unheard-of" }), []);
});

test("levels pass that say so, or those down to the level that is required", () => {
  assert.deepEqual(passingLevels({ levels: LEVELS }), ["strong", "meets"]);
  assert.deepEqual(passingLevels({ levels: LEVELS, required_level: "strong" }), ["strong"]);
  assert.deepEqual(passingLevels({ levels: LEVELS, required_level: "unheard-of" }), []);
});

test("what is not filled in yet has no points and breaks nothing", () => {
  const parts = [null, "", { levels: null }, { levels: [null, "x"] }].map(partOf);
  assert.equal(mostPoints(parts, {}), 0);
});

test("points that nobody can reach are named as they are written", () => {
  const parts = [
    { number: "1", levels: LEVELS },
    { number: "2", levels: LEVELS },
  ];
  /** @param {string} minimum */
  const told = (minimum) =>
    messages(passingRules({ passing_rule: { points: { minimum } } }, parts));
  assert.deepEqual(told("5"), []);
  assert.deepEqual(told("5.5"), ["5.5 of 5.00"]);
});

test("a passing rule is of one kind", () => {
  const rule = { all: "yes", points: { minimum: "1" } };
  assert.deepEqual(messages(passingRules({ passing_rule: rule }, [])), ["all and points"]);
});

test("a passing rule that leaves a choice asks for a number of parts that are there", () => {
  const parts = [
    { number: "1", levels: LEVELS },
    { number: "2", levels: LEVELS },
  ];
  const [one, two] = ["1", "2"].map((part) => ({ part, requires: "strong" }));
  /** @param {import("../../web/builder/record.js").WrittenMap} rule */
  const told = (rule) => messages(passingRules({ passing_rule: rule }, parts));
  assert.deepEqual(told({ all_of: [one], any_of: [two] }), []);
  assert.deepEqual(told({ some_of: { at_least: "2", parts: [one, two] } }), []);
  assert.deepEqual(told({ some_of: { at_least: "3", parts: [one, two] } }), [
    "passing-rule: at least",
  ]);
  assert.deepEqual(told({ all_of: [one], any_of: [one] }), ["passing-rule: twice"]);
  assert.deepEqual(told({ any_of: [{ part: "9" }] }), ["passing-rule: no part"]);
});

test("points are a minimum, or a percentage of a maximum", () => {
  const parts = [{ number: "1", scale: "points" }];
  /** @param {Record<string, string>} points */
  const told = (points) => messages(passingRules({ passing_rule: { points } }, parts));
  assert.deepEqual(told({ percent: "80", maximum: "25" }), []);
  assert.deepEqual(told({ percent: "80" }), ["passing-rule: two forms"]);
  assert.deepEqual(told({ minimum: "1", percent: "80", maximum: "25" }), [
    "passing-rule: two forms",
  ]);
  assert.deepEqual(told({ percent: "101", maximum: "25" }), ["passing-rule: percent"]);
  assert.deepEqual(told({ percent: "80", maximum: "0" }), ["passing-rule: maximum"]);
});

test("a level that the part does not have is told, with the one that was meant", () => {
  const parts = [
    { number: "1", levels: LEVELS, required_level: "strnog" },
    { number: "2", levels: LEVELS, required_level: "zzz" },
  ];
  assert.deepEqual(messages(references({}, parts)), [
    '"strnog", perhaps "strong"',
    '"zzz", known: strong, meets, not-yet',
  ]);
});

test("evidence that needs consent asks for it, unless hidden or with its data stated", () => {
  const definition = {
    ...{ ref: "a/b", title: "B", version: "1.0", versions: ["1.0"], issuers: ["a"], parts: [] },
    items: [{ id: "video", title: "Video", type: "video", consent_needed: "Yes", part: "1" }],
  };
  /** @param {Record<string, string>} evidence */
  const told = (evidence) =>
    messages(
      awardRules({ credential: "a/b", evidence: [{ id: "video", ...evidence }] }, definition),
    );
  assert.deepEqual(told({}), ['consent for "video"']);
  assert.deepEqual(told({ visible: "no" }), []);
  assert.deepEqual(told({ student_data: "anonymized" }), []);
});

test("an award is not submitted before the work began, nor made before it was judged", () => {
  const award = {
    credential: "a/b",
    awarded_on: "2026-03-01",
    activity: { from: "2026-02-01", until: "2026-02-20" },
    submissions: [{ submitted_on: "2026-01-31", assessments: [{ on: "2026-03-02" }] }],
  };
  assert.deepEqual(messages(awardRules(award, null)), [
    "submission 1 is before the work's beginning",
    "the award is before assessment of submission 1",
  ]);
});

/** @type {import("../../web/builder/form.js").FormData} */
const FORM = {
  ...{ schema: {}, schema_name: "", notes: {}, issuers: [], credentials: [], stacks: [] },
  ...{ jurisdictions: [], handles: [], offices: [], rows: [], kept: {} },
  needed: [["competency", "the competency"]],
  told: /** @type {import("../../web/builder/said.js").Told} */ ({}),
};

test("a definition is told everything that is wrong with it", () => {
  const definition = {
    ...{ status: "active", version: "2.0", released: "2026-01-01", superseded_by: "a/c" },
    ...{ summary: "One. Two. Three, e.g. this.", image: "b.png", image_alt: "Picture." },
    competency: "",
    changelog: [
      { version: "1.1", on: "2025-12-01" },
      { version: "0.1", on: "2020-01-01" },
      { version: "1.0", on: "2026-02-01" },
    ],
    expires_after: { years: "0" },
    time_estimate: { min_hours: "5", max_hours: "4.5" },
    submission_route: { kind: "form" },
    resources: [{ part: "7" }],
    passing_rule: { all_of: [{ part: "9", requires: "yes" }] },
    parts: [
      { number: "1", word_limit: { min: "9", max: "8" } },
      {
        ...{ number: "3", scale: "yes-no", word_limit: {} },
        rubric: [
          { id: "r", levels: { no: "None." } },
          { id: "r", text: "All of it." },
        ],
        evidence_items: [{ id: "e", word_limit: { max: "0" } }, { id: "e" }],
      },
      { number: "4", levels: [{ id: "only" }] },
    ],
  };
  assert.deepEqual(messages(definitionRules(definition, FORM)), [
    "version 1.1 is before version 1.0",
    "impossible-count",
    "time-estimate",
    "incomplete-definition",
    "summary-length",
    "no-alignment",
    "submission-route",
    "lifecycle: successor",
    "picture-alt: empty",
    "part-numbers",
    "duplicate-part-id",
    "duplicate-part-id",
    "rubric-gap",
    "no-passing-level",
    "word-limit",
    "word-limit: no number",
    "word-limit: nothing",
    "passing-rule: no part",
    "unknown-part",
  ]);
});

/** @type {import("../../web/builder/rules/rows.js").Row} */
const KNOWN = {
  ...{ rule: "unknown-item", form: "known", at: "items.*.like", among: "items.*.id" },
  ...{ what: "", after: "", after_what: "", unless_status: "", unless_none: false },
  severity: "hint",
};

test("a name is told that is not among those of the record", () => {
  const items = [
    { id: "film", like: "film" },
    { id: "plan", like: "fillm" },
    { id: "talk", like: "zzz" },
    { id: "test", like: "plan" },
  ];
  const found = [...rowRules({ items }, [KNOWN], "2026-06-01")];
  assert.deepEqual(
    found.map((one) => [one.pointer[1], one.message, one.severity]),
    [
      [0, "unknown-item: itself", "hint"],
      [1, 'perhaps "film"', "hint"],
      [2, "unknown-item", "hint"],
    ],
  );
});

test("where there are no names, the row says whether to look", () => {
  const data = { version: "1" };
  const row = { ...KNOWN, at: "version", among: "changelog.*.version" };
  assert.equal([...rowRules(data, [row], "2026-06-01")].length, 1);
  assert.equal([...rowRules(data, [{ ...row, unless_none: true }], "2026-06-01")].length, 0);
});

test("a profile is told everything that is wrong with it", () => {
  const profile = {
    ...{ visibility: "public", accent: "#777777", photo: { file: "me.jpg" } },
    pinned: ["a", "b", "c", "d", "e", "f", "a"],
    goals: [{ credential: "a/b", stack: "a/c" }],
  };
  assert.deepEqual(messages(profileRules(profile)), [
    "consent-missing",
    "too-many-pinned",
    "too-many-pinned: twice",
    "goal-target",
    "picture-alt",
  ]);
  assert.deepEqual(messages(profileRules({ ...profile, accent: "#111111" })).slice(-1), [
    "accent-contrast",
  ]);
});

test("an award gets the digest of a kept text, or who records it is told what is left", () => {
  const data = { credential: "city/listening", version: "1.0" };
  const kept = { "city/listening": { "1.0": "uEiOne" } };
  assert.equal(digestOf(data, kept), "uEiOne");
  assert.equal(digestOf({ ...data, version: "2.0" }, kept), "");
  assert.deepEqual(keeping(data, kept), []);
  assert.match(keeping(data, {}).join(), /version 1\.0.*credfolio versions keep --write/);
  assert.deepEqual(keeping({ version: "1.0" }, {}), []);
});
