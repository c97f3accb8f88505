// @ts-nocheck
// What one definition can be told about by itself: credfolio.checking.rules.definitions, .parts, .amounts …
import { finding, list, nearest, pattern, quoted, said } from "../said.js";

export const all = (value) => (Array.isArray(value) ? value : []);
const given = (value) => value !== undefined && value !== null && value !== "";
const number = (value) => (/^\d+$/.test(String(value ?? "").trim()) ? Number(value) : null);
const amount = (value) => (/^\d+(\.\d+)?$/.test(String(value ?? "").trim()) ? Number(value) : null);
const isYes = (value) => /^(yes|true|on)$/i.test(String(value ?? "").trim());
const hint = { severity: "hint" };

export const levelsOf = (part) => (all(part?.levels).length ? all(part.levels) : list("default_levels")[part?.scale] ?? []);
const isOpen = (data) => list("open_statuses").includes(data.status);
const allOf = (data) => (data.passing_rule && typeof data.passing_rule === "object" ? all(data.passing_rule.all_of) : []);
const pointsOf = (data) => (data.passing_rule && typeof data.passing_rule === "object" ? data.passing_rule.points ?? null : null);
const saysAll = (data) => data.passing_rule === "all" || isYes(data.passing_rule?.all);

export function* definitionRules(data, form) {
  const parts = all(data.parts);
  yield* dates(data);
  yield* counts(data);
  yield* whole(data, form, parts);
  yield* ids(parts);
  yield* levels(data, parts);
  yield* limits(parts);
  yield* passing(data, parts);
  yield* references(data, parts);
}

export function* dates(data) {
  const versions = all(data.changelog).map((one, n) => [String(one?.version ?? "").split(".").map(Number), n, one?.on]).filter(([v]) => v.every(Number.isInteger))
    .sort(([a, n], [b, m]) => a.map((step, at) => step - (b[at] ?? -1)).find((step) => step) ?? (a.length - b.length || n - m));
  let before = ["the release", data.released];
  for (const [version, n, on] of versions) {
    if (version[0] < 1) continue;
    const name = `version ${version.join(".")}`;
    yield* inOrder(before, [name, on, ["changelog", n, "on"]]);
    before = [name, on];
  }
}

export function* inOrder([first, firstOn], [second, secondOn, pointer]) {
  if (firstOn && secondOn && secondOn < firstOn) yield finding("date-order", pointer, { first, first_on: firstOn, second, second_on: secondOn });
}

function* counts(data) {
  const expires = data.expires_after;
  if (expires && !(number(expires.years) ?? 0) && !(number(expires.months) ?? 0)) {
    yield finding("impossible-count", ["expires_after"], { what: "the time until it expires" });
  }
  const time = data.time_estimate;
  if (time && amount(time.max_hours) === 0) yield finding("time-estimate: nothing", ["time_estimate", "max_hours"]);
  else if (time && amount(time.min_hours) > amount(time.max_hours) && amount(time.max_hours) !== null) {
    yield finding("time-estimate", ["time_estimate", "min_hours"], { min: time.min_hours, max: time.max_hours });
  }
}

export function sentences(given) {
  const text = given.split(/\s+/).filter(Boolean).join(" ");
  return 1 + [...text.matchAll(pattern("sentence_end", "g"))].filter((end) => !pattern("abbreviation").test(text.slice(0, end.index + 1))).length;
}

const isJudged = (part) => all(part?.rubric).length || all(part?.levels).length || given(part?.scoring_guide) || given(part?.scale);

function missing(data, form, parts) {
  const words = form.needed.filter(([key]) => { const value = data[key]; return !given(value) || (Array.isArray(value) && !value.length); }).map(([, name]) => name);
  for (const part of parts) if (!isJudged(part)) words.push(said("incomplete-definition: judged", { part: number(part?.number) })[0]);
  const types = [...all(data.evidence_types), ...parts.flatMap((part) => all(part?.evidence_items).map((item) => item?.type))].filter(Boolean);
  if (parts.length && !types.length) words.push(said("incomplete-definition: evidence")[0]);
  return words;
}

function* whole(data, form, parts) {
  if (isOpen(data)) {
    const words = missing(data, form, parts);
    if (words.length) yield finding("incomplete-definition", ["status"], { status: data.status, missing: words.join(", ") }, data.status === "beta" ? hint : {});
  }
  if (given(data.summary)) {
    const count = sentences(data.summary);
    if (count > 2) yield finding("summary-length", ["summary"], { count }, hint);
  }
  const competency = (data.competency ?? "").trim();
  const count = sentences(competency);
  const ands = [...competency.matchAll(pattern("and", "g"))].length;
  const found = !competency ? null : count > 1 ? said("single-competency: sentences", { count }) : pattern("list").test(competency) ? said("single-competency: list")
    : ands > 4 ? said("single-competency: ands", { count: ands }) : null;
  if (found) yield finding("single-competency", ["competency"], { found: found[0] }, hint);
  if (data.status === "active" && !given(data.no_alignment_reason) && !all(data.alignments).length) yield finding("no-alignment", ["status"], {}, hint);
  const route = data.submission_route;
  if (route && route.kind !== "email" && !route.url) yield finding("submission-route", ["submission_route"], { kind: route.kind }, isOpen(data) ? {} : hint);
  const versions = all(data.changelog).map((one) => one?.version);
  if (versions.length && data.version && !versions.includes(data.version)) yield finding("changelog-version", ["version"], { version: quoted(data.version) }, hint);
  if (data.superseded_by && ["draft", "beta", "active"].includes(data.status)) {
    yield finding("lifecycle: successor", data.status === "draft" ? ["superseded_by"] : ["status"], { successor: quoted(data.superseded_by), status: data.status }, hint);
  }
  if (data.image) yield* pictureWords(data.image, data.image_alt, ["image"], ["image_alt"]);
}

export function* pictureWords(name, words, pointer, alt) {
  if (!words) yield finding("picture-alt", pointer, { name: quoted(name) });
  else if (list("empty_picture_words").includes(words.replace(/^[ .]+|[ .]+$/g, "").toLowerCase()) || words === name) {
    yield finding("picture-alt: empty", alt, { words: quoted(words) }, hint);
  }
}

function* ids(parts) {
  const wrong = parts.findIndex((part, n) => number(part?.number) !== null && number(part.number) !== n + 1);
  if (wrong >= 0) yield finding("part-numbers", ["parts", wrong, "number"], { found: number(parts[wrong].number), expected: wrong + 1 });
  const evidence = new Map();
  for (const [n, part] of parts.entries()) {
    for (const key of ["prompts", "levels", "rubric"]) {
      const seen = new Set();
      for (const [m, one] of all(part?.[key]).entries()) {
        if (one?.id && seen.has(one.id)) yield finding("duplicate-part-id", ["parts", n, key, m, "id"], { id: quoted(one.id), where: `part ${number(part.number)}` });
        if (one?.id) seen.add(one.id);
      }
    }
    for (const [m, one] of all(part?.evidence_items).entries()) {
      if (!one?.id) continue;
      if (evidence.has(one.id)) yield finding("duplicate-part-id", ["parts", n, "evidence_items", m, "id"], { id: quoted(one.id), where: `part ${evidence.get(one.id)}` });
      else evidence.set(one.id, number(part.number));
    }
  }
}

function passingLevels(part) {
  const known = levelsOf(part);
  if (!given(part?.required_level)) return known.filter((one) => one?.passing === true || isYes(one?.passing)).map((one) => one.id);
  const names = known.map((one) => one?.id);
  return names.slice(0, names.indexOf(part.required_level) + 1);
}

function* levels(data, parts) {
  const byRule = new Set(allOf(data).map((need) => number(need?.part)));
  const byPoints = pointsOf(data) !== null && !saysAll(data);
  for (const [n, part] of parts.entries()) {
    const known = levelsOf(part);
    const passing = passingLevels(part);
    const needed = known.filter((one) => known.length > 2 || passing.includes(one?.id)).map((one) => one?.id);
    for (const [m, criterion] of all(part?.rubric).entries()) {
      const texts = criterion?.levels && typeof criterion.levels === "object" ? criterion.levels : {};
      const has = Object.keys(texts).length > 0;
      if (given(criterion?.text) && !has) continue;
      const gaps = needed.filter((one) => !(one in texts));
      if (gaps.length && (has || needed.length)) {
        yield finding("rubric-gap", ["parts", n, "rubric", m], { id: quoted(criterion?.id), levels: gaps.join(", ") }, isOpen(data) ? {} : hint);
      }
    }
    if (given(part?.required_level) || !all(part?.levels).length || byRule.has(number(part.number)) || byPoints) continue;
    if (!part.levels.some((one) => isYes(one?.passing))) yield finding("no-passing-level", ["parts", n, "levels"], { part: number(part.number) });
  }
}

function* limits(parts) {
  for (const [n, part] of parts.entries()) {
    const here = ["parts", n];
    const found = [[[...here, "word_limit"], part?.word_limit]];
    for (const key of ["prompts", "evidence_items"]) all(part?.[key]).forEach((one, m) => found.push([[...here, key, m, "word_limit"], one?.word_limit]));
    for (const [pointer, limit] of found) {
      if (!limit || typeof limit !== "object") continue;
      const [min, max] = [number(limit.min), number(limit.max)];
      if (min === null && max === null) yield finding("word-limit: no number", pointer);
      else if (max === 0) yield finding("word-limit: nothing", pointer);
      else if (min !== null && max !== null && min > max) yield finding("word-limit", pointer, { min, max });
    }
  }
}

const places = (value) => (String(value ?? "").split(".")[1] ?? "").length;
function mostPoints(parts) {
  let [sum, decimals] = [0, 0];
  for (const part of parts) {
    const best = levelsOf(part).reduce((most, one) => ((amount(one?.points) ?? 0) > (amount(most) ?? 0) ? one.points : most), "0");
    sum += (amount(best) ?? 0) * Math.max(1, all(part?.rubric).length);
    decimals = Math.max(decimals, places(best));
  }
  return sum.toFixed(decimals);
}

function* passing(data, parts) {
  const rule = data.passing_rule;
  if (!given(rule)) return;
  const put = (key, values = {}, ...pointer) => finding(`passing-rule: ${key}`, ["passing_rule", ...pointer], values);
  const points = pointsOf(data);
  const kinds = [saysAll(data) && "all", allOf(data).length && "all_of", points !== null && "points"].filter(Boolean);
  if (kinds.length > 1) { yield put("two kinds", { kinds: kinds.join(" and ") }); return; }
  if (!kinds.length) { yield put("nothing"); return; }
  const numbers = parts.map((part) => number(part?.number));
  const seen = new Set();
  for (const [n, need] of allOf(data).entries()) {
    const part = number(need?.part);
    if (part === null) continue;
    if (!numbers.includes(part)) { yield put("no part", { part, parts: numbers.join(", ") || said("passing-rule: no parts yet")[0] }, "all_of", n, "part"); return; }
    if (seen.has(part)) { yield put("twice", { part }, "all_of", n, "part"); return; }
    seen.add(part);
  }
  if (points === null) return;
  const minimum = amount(points?.minimum);
  const most = mostPoints(parts);
  if (!parts.some((part) => levelsOf(part).some((one) => amount(one?.points)))) yield put("no points", {}, "points");
  else if (minimum > Number(most)) yield put("too many", { minimum: String(points.minimum).trim(), most }, "points", "minimum");
  else if (minimum === 0) yield put("no minimum", {}, "points", "minimum");
}

function* references(data, parts) {
  const unknownLevel = (level, part, pointer) => {
    const known = levelsOf(part).map((one) => one?.id).filter(Boolean);
    const guess = nearest(level, known);
    return finding(guess !== null ? "unknown-level: near" : known.length ? "unknown-level" : "unknown-level: none", pointer,
      { level: quoted(level), part: number(part?.number), known: known.join(", "), guess: quoted(guess) });
  };
  const isLevel = (part, level) => levelsOf(part).some((one) => one?.id === level);
  const items = parts.flatMap((part) => all(part?.evidence_items).map((item) => item?.id).filter(Boolean));
  for (const [n, part] of parts.entries()) {
    if (given(part?.required_level) && !isLevel(part, part.required_level)) yield unknownLevel(part.required_level, part, ["parts", n, "required_level"]);
    for (const [m, criterion] of all(part?.rubric).entries()) {
      for (const level of Object.keys(criterion?.levels && typeof criterion.levels === "object" ? criterion.levels : {})) {
        if (!isLevel(part, level)) yield unknownLevel(level, part, ["parts", n, "rubric", m, "levels", level]);
      }
    }
    for (const [m, item] of all(part?.evidence_items).entries()) {
      const wanted = item?.same_subjects_as;
      if (!wanted || (items.includes(wanted) && wanted !== item.id)) continue;
      const guess = nearest(wanted, items.filter((one) => one !== item.id));
      const variant = wanted === item.id ? ": itself" : guess !== null ? ": near" : "";
      yield finding(`unknown-evidence-item${variant}`, ["parts", n, "evidence_items", m, "same_subjects_as"], { wanted: quoted(wanted), guess: quoted(guess) });
    }
  }
  for (const [n, need] of allOf(data).entries()) {
    const named = parts.find((part) => number(part?.number) === number(need?.part));
    if (named && need?.requires && !isLevel(named, need.requires)) yield unknownLevel(need.requires, named, ["passing_rule", "all_of", n, "requires"]);
  }
  const numbers = parts.map((part) => number(part?.number));
  for (const [n, one] of all(data.resources).entries()) {
    const part = number(one?.part);
    if (numbers.length && part !== null && !numbers.includes(part)) yield finding("unknown-part", ["resources", n, "part"], { part, parts: numbers.join(", ") });
  }
}
