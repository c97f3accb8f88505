// What one definition can be told about by itself: credfolio.checking.rules.definitions and
// .amounts. Its parts and its passing rule have modules of their own.
import { fill } from "../../../theme/assets/wording.js";
import { finding, pattern, quoted, said } from "../said.js";
import { amountOf, countOf, inside, isGiven, listIn, textIn } from "../written.js";
import { isOpen, numberOf } from "./judged.js";
import { inOrder, pictureWords } from "./order.js";
import { partRules } from "./parts.js";
import { passingRules } from "./passing.js";
import { references } from "./references.js";

/**
 * @import { FormData } from "../form.js"
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Finding } from "../said.js"
 * @import { Dated } from "./order.js"
 * @typedef {Generator<Finding>} Findings
 */

const WORDS = {
  release: "the release",
  version: "version {version}",
  expires: "the time until it expires",
};
const MOST_SENTENCES = 2;
const MOST_ANDS = 4;
const BEFORE_THE_END = ["draft", "cataloged", "beta", "active"];
const HINT = { severity: "hint" };

/**
 * @param {WrittenMap} data
 * @param {FormData} form
 * @returns {Findings}
 */
export function* definitionRules(data, form) {
  const parts = listIn(data, "parts");
  yield* versionDates(data);
  yield* expiry(data);
  yield* hours(data);
  yield* completeness(data, form, parts);
  yield* summary(data);
  yield* competency(data);
  yield* surroundings(data);
  yield* partRules(data, parts);
  yield* passingRules(data, parts);
  yield* references(data, parts);
}

/**
 * The steps of a version, such as [1, 2]; null for what is none.
 * @param {string} version
 */
function stepsOf(version) {
  const steps = version.split(".").map(Number);
  return steps.every(Number.isInteger) ? steps : null;
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function byVersion(a, b) {
  const differences = a.map((step, at) => step - (b[at] ?? -1));
  return differences.find((difference) => difference) ?? a.length - b.length;
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* versionDates(data) {
  const versions = listIn(data, "changelog")
    .flatMap((one, n) => {
      const steps = stepsOf(textIn(one, "version"));
      return steps ? [{ steps, n, on: textIn(one, "on") }] : [];
    })
    .sort((a, b) => byVersion(a.steps, b.steps) || a.n - b.n);
  /** @type {Dated} */
  let before = [WORDS.release, data.released];
  for (const { steps, n, on } of versions) {
    if (steps[0] < 1) continue;
    /** @type {Dated} */
    const here = [fill(WORDS.version, { version: steps.join(".") }), on];
    yield* inOrder(before, here, ["changelog", n, "on"]);
    before = here;
  }
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* expiry({ expires_after: expires }) {
  if (!expires || countOf(inside(expires, "years")) || countOf(inside(expires, "months"))) return;
  yield finding("impossible-count", ["expires_after"], { what: WORDS.expires });
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* hours({ time_estimate: time }) {
  const [min, max] = [inside(time, "min_hours"), inside(time, "max_hours")];
  const most = amountOf(max);
  if (most === 0) yield finding("time-estimate: nothing", ["time_estimate", "max_hours"]);
  else if (most !== null && (amountOf(min) ?? 0) > most) {
    yield finding("time-estimate", ["time_estimate", "min_hours"], { min, max });
  }
}

/** @param {Written} part */
const isJudged = (part) =>
  listIn(part, "rubric").length > 0 ||
  listIn(part, "levels").length > 0 ||
  isGiven(inside(part, "scoring_guide")) ||
  isGiven(inside(part, "scale"));

/**
 * What a definition lacks before anybody can work for it, in words.
 * @param {WrittenMap} data
 * @param {FormData} form
 * @param {Written[]} parts
 */
function missing(data, form, parts) {
  const words = form.needed
    .filter(([key]) => {
      const value = data[key];
      return !isGiven(value) || (Array.isArray(value) && !value.length);
    })
    .map(([, name]) => name);
  for (const part of parts) {
    if (isJudged(part)) continue;
    words.push(said("incomplete-definition: judged", { part: numberOf(part) })[0]);
  }
  const items = parts.flatMap((part) => listIn(part, "evidence_items"));
  const types = [
    ...listIn(data, "evidence_types"),
    ...items.map((item) => inside(item, "type")),
  ].filter(Boolean);
  if (parts.length && !types.length) words.push(said("incomplete-definition: evidence")[0]);
  return words;
}

/**
 * @param {WrittenMap} data
 * @param {FormData} form
 * @param {Written[]} parts
 * @returns {Findings}
 */
function* completeness(data, form, parts) {
  if (!isOpen(data)) return;
  const words = missing(data, form, parts);
  if (!words.length) return;
  const values = { status: data.status, missing: words.join(", ") };
  yield finding("incomplete-definition", ["status"], values, data.status === "beta" ? HINT : {});
}

/** @param {string} given */
function sentences(given) {
  const text = given.split(/\s+/).filter(Boolean).join(" ");
  const ends = [...text.matchAll(pattern("sentence_end", "g"))].filter(
    (end) => !pattern("abbreviation").test(text.slice(0, end.index + 1)),
  );
  return 1 + ends.length;
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* summary(data) {
  const text = textIn(data, "summary");
  const count = text ? sentences(text) : 0;
  if (count > MOST_SENTENCES) yield finding("summary-length", ["summary"], { count }, HINT);
}

/**
 * What makes a competency look like several, as a key of its words, and how often.
 * @param {string} text
 * @returns {[key: string | null, count: number]}
 */
function severalIn(text) {
  const count = sentences(text);
  if (count > 1) return ["sentences", count];
  if (pattern("list").test(text)) return ["list", 1];
  const ands = [...text.matchAll(pattern("and", "g"))].length;
  return [ands > MOST_ANDS ? "ands" : null, ands];
}

/**
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* competency(data) {
  const text = textIn(data, "competency").trim();
  const [found, count] = text ? severalIn(text) : [null, 0];
  if (found) yield finding(`single-competency: ${found}`, ["competency"], { count }, HINT);
}

/**
 * What belongs to a definition and is no part of the work: frameworks, the way to submit, the
 * successor, the picture.
 * @param {WrittenMap} data
 * @returns {Findings}
 */
function* surroundings(data) {
  const { status, submission_route: route } = data;
  const isAligned = isGiven(data.no_alignment_reason) || listIn(data, "alignments").length > 0;
  if (status === "active" && !isAligned) yield finding("no-alignment", ["status"], {}, HINT);
  const kind = inside(route, "kind");
  if (route && kind !== "email" && !inside(route, "url")) {
    yield finding("submission-route", ["submission_route"], { kind }, isOpen(data) ? {} : HINT);
  }
  if (data.superseded_by && BEFORE_THE_END.includes(textIn(data, "status"))) {
    const place = status === "draft" ? "superseded_by" : "status";
    const values = { successor: quoted(data.superseded_by), status };
    yield finding("lifecycle: successor", [place], values, HINT);
  }
  const picture = textIn(data, "image");
  if (picture) {
    yield* pictureWords(picture, textIn(data, "image_alt"), ["image"], ["image_alt"]);
  }
}
