// What one award or one profile can be told about by itself.
import { fill } from "../../../theme/assets/wording.js";
import { isTable } from "../record.js";
import { finding, quoted, whole } from "../said.js";
import { inside, isGiven, isNo, isYes, listIn, textIn } from "../written.js";
import { accentContrast } from "./contrast.js";
import { inOrder, pictureWords } from "./order.js";

/**
 * @import { Outline } from "../kinds/award.js"
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @import { Dated } from "./order.js"
 * @typedef {Generator<Finding>} Findings
 */

const WORDS = {
  award: "the award",
  begins: "the work's beginning",
  submission: "submission {number}",
  assessment: "its assessment",
  assessmentOf: "assessment of submission {number}",
  assessmentBefore: "the assessment before it",
};
const MOST_PINNED = 6;
const HINT = { severity: "hint" };

/**
 * @param {WrittenMap} data
 * @param {Outline | null} definition
 * @returns {Findings}
 */
export function* awardRules(data, definition) {
  const { stack, credential, imported_from: source } = data;
  if (isGiven(credential) && isGiven(stack)) yield finding("award-target: both", ["stack"]);
  if (!isGiven(credential) && !isGiven(stack)) yield finding("award-target: nothing", []);
  yield* awardDates(data);
  for (const [n, one] of listIn(data, "evidence").entries()) {
    yield* evidenceConsent(one, n, definition);
  }
  if (source && !inside(source, "url") && !inside(source, "file")) {
    const values = { system: quoted(inside(source, "system")) };
    yield finding("imported-source", ["imported_from"], values);
  }
}

/**
 * @param {Written} evidence
 * @param {number} n
 * @param {Outline | null} definition
 * @returns {Findings}
 */
function* evidenceConsent(evidence, n, definition) {
  const id = inside(evidence, "id");
  /**
   * @param {string} key
   * @param {Partial<Finding>} more
   */
  const found = (key, more = {}) =>
    finding(`evidence-consent: ${key}`, ["evidence", n], { id: quoted(id) }, more);
  const agreement = inside(evidence, "consent");
  const consent = isTable(agreement) ? agreement : null;
  const studentData = inside(evidence, "student_data") ?? "none";
  const item = definition?.items.find((one) => one.id === id && isYes(one.consent_needed));
  if (studentData === "consented" && !consent) yield found("missing");
  else if (consent && !isYes(consent.students) && !isYes(consent.guardians)) yield found("nobody");
  else if (studentData === "consented" && !consent?.reference) yield found("place");
  else if (item && !isNo(inside(evidence, "visible")) && studentData === "none") {
    yield found("needed", HINT);
  }
}

/**
 * When the work began; nothing where it ended before that, which is told already.
 * @param {Written} work
 */
function beginningOf(work) {
  const [from, until] = [textIn(work, "from"), textIn(work, "until")];
  return until >= from ? from : "";
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* awardDates(data) {
  /** @type {Dated} */
  const awarded = [WORDS.award, data.awarded_on];
  /** @type {Dated} */
  let before = [WORDS.begins, beginningOf(data.activity)];
  for (const [n, submission] of listIn(data, "submissions").entries()) {
    const number = n + 1;
    /** @type {Dated} */
    const submitted = [fill(WORDS.submission, { number }), inside(submission, "submitted_on")];
    yield* inOrder(before, submitted, ["submissions", n, "submitted_on"]);
    const judged = listIn(submission, "assessments");
    if (!judged.length) yield* inOrder(submitted, awarded, ["awarded_on"]);
    for (const [m, one] of judged.entries()) {
      const on = inside(one, "on");
      /** @type {Pointer} */
      const pointer = ["submissions", n, "assessments", m, "on"];
      yield* inOrder(submitted, [WORDS.assessment, on], pointer);
      yield* inOrder([fill(WORDS.assessmentOf, { number }), on], awarded, ["awarded_on"]);
      before = [WORDS.assessmentBefore, on];
    }
  }
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
export function* profileRules(data) {
  const { visibility } = data;
  if (!data.consent && visibility !== "private") {
    const more = visibility === "public" ? {} : HINT;
    yield finding("consent-missing", ["visibility"], { visibility }, more);
  }
  yield* pins(listIn(data, "pinned"));
  for (const [n, goal] of listIn(data, "goals").entries()) {
    if (inside(goal, "credential") && inside(goal, "stack")) {
      yield finding("goal-target", ["goals", n]);
    }
  }
  const picture = textIn(data.photo, "file");
  if (picture) {
    yield* pictureWords(picture, textIn(data.photo, "alt"), ["photo"], ["photo", "alt"]);
  }
  const accent = textIn(data, "accent");
  if (whole("color", accent)) yield* accentContrast(accent);
}

/**
 * @param {Written[]} pinned
 * @returns {Findings}
 */
function* pins(pinned) {
  if (pinned.length > MOST_PINNED) {
    const values = { count: pinned.length };
    yield finding("too-many-pinned", ["pinned", MOST_PINNED], values, HINT);
  }
  for (const [n, id] of pinned.entries()) {
    if (pinned.indexOf(id) === n) continue;
    yield finding("too-many-pinned: twice", ["pinned", n], { id: quoted(id) }, HINT);
  }
}
