// What the page of a micro-credential shows, from its file:
// credfolio.pages.catalog.credential_page.
import { partLevels } from "../passing/rule.js";
import { passingRule } from "../passing/words.js";
import { statedCredits } from "./credit.js";
import { count } from "./words.js";

/**
 * @import { PageData } from "./page.js"
 * @import { MicroCredential, ShapedPart } from "./records.js"
 */

/** @param {ShapedPart} part */
const isJudged = (part) =>
  Boolean(part.rubric.length || part.levels.length || part.scoring_guide || part.scale);
/** @param {unknown} value */
const isThere = (value) =>
  Array.isArray(value)
    ? value.length > 0
    : value && typeof value === "object"
      ? true
      : Boolean(value);

/**
 * @param {MicroCredential} c
 * @param {PageData} page
 */
export function credentialView(c, page) {
  const { criteria, needed, sections, levels } = page.view;
  const judged = c.parts.filter(isJudged);
  /** @type {Record<string, boolean>} */
  const met = {
    competency: c.competency !== null,
    method: c.key_method !== null && c.research.length > 0,
    evidence: c.parts.some((part) => part.prompts.length || part.evidence_items.length),
    rubric: c.parts.length > 0 && judged.length === c.parts.length,
  };
  const after = new Set(c.extra_sections.map((section) => section.after));
  const details = [
    c.audience_roles,
    c.grade_bands,
    c.subjects,
    c.topics,
    c.time_estimate,
    c.cost,
    c.school_calendar_note,
    c.support_needed,
    c.requires_students !== null,
    c.remote_ok !== null,
    c.past_evidence_ok !== null,
  ].some(isThere);
  const has = {
    details,
    overview:
      details ||
      [c.summary, c.prerequisites, c.recommended_before].some(isThere) ||
      after.has("overview"),
    method: [c.key_method, c.method_components, c.rationale].some(isThere) || after.has("method"),
    prepare:
      [c.resources, c.suggested_preparation, c.how_to_earn].some(isThere) || after.has("prepare"),
    counts:
      [
        c.credit_values,
        c.incentives,
        c.alignments,
        c.no_alignment_reason,
        c.expires_after,
        c.renewal,
      ].some(isThere) || after.has("credit"),
    rules: [c.privacy_rules, c.integrity_statement, c.ai_policy, c.conversation].some(isThere),
    research: [c.research, c.adapted_from].some(isThere) || after.has("research"),
  };
  /** @type {Record<string, unknown>} */
  const filled = {
    ...has,
    "hand-in": c.parts.length,
    behind: true,
  };
  const titles = Object.fromEntries(
    c.parts.flatMap((part) => part.evidence_items.map((item) => [item.id, item.title])),
  );
  /** @param {string[]} references */
  const known = (references) =>
    references
      .filter((ref) => Object.hasOwn(page.names.credentials, ref))
      .map((ref) => page.credential(ref));
  const asked =
    c.evidence_types.length ||
    c.parts.some((part) => part.evidence_items.some((item) => item.type));
  return {
    c,
    image_alt: c.image_alt ?? page.view.image_alt.replace("{title}", () => c.title),
    ticks: criteria.map(({ id, name, yes, no }) => ({
      id,
      name,
      met: met[id],
      why: met[id] ? yes : no,
    })),
    stated: needed.filter(([key]) => isThere(c[key])).map(([, words]) => words),
    missing:
      c.status === "retired"
        ? []
        : [
            ...needed.filter(([key]) => !isThere(c[key])).map(([key, words]) => ({ key, words })),
            ...c.parts
              .filter((part) => !isJudged(part))
              .map((part) => ({
                key: "parts",
                words: page.view.unjudged.replace("{number}", String(part.number)),
              })),
            ...(c.parts.length && !asked
              ? [{ key: "evidence_types", words: page.view.no_evidence }]
              : []),
            ...(c.image && !c.image_alt
              ? [{ key: "image_alt", words: page.view.no_image_words }]
              : []),
          ],
    successor: Object.hasOwn(page.names.credentials, c.superseded_by ?? "")
      ? page.credential(c.superseded_by ?? "")
      : null,
    edit: "",
    sections: sections.filter(([id]) => filled[id]),
    glance: c.parts.map((part) => askedOf(part, page)),
    has,
    prerequisites: known(c.prerequisites),
    recommended: known(c.recommended_before),
    replaces: known(c.supersedes),
    /** @param {[ShapedPart]} args */
    levels_of: ([part]) => partLevels(part, levels),
    rule: passingRule(c, levels),
    /** @param {[string]} args */
    evidence_title: ([id]) => (Object.hasOwn(titles, id) ? titles[id] : id),
    credits: statedCredits(c.credit_values, page),
    students: studentsOf(c, page.view.students),
    translations: translationsOf(c, page),
    kept: page.names.kept[`catalog/${c.ref}/`] ?? [],
    // What one file cannot know.
    hours: null,
    places: [],
    stacks: [],
    earners: [],
    related: [],
  };
}

/**
 * What a part asks for, in one line.
 * @param {ShapedPart} part
 * @param {PageData} page
 */
function askedOf(part, page) {
  const { glance, and_more: andMore, letters_of_two: most } = page.view;
  const titles = part.evidence_items
    .filter((one) => one.need === "required")
    .map((one) => one.title);
  const isLong = titles.length === 2 && [...titles.join("")].length > most;
  const required =
    titles.length > 2 || isLong
      ? [andMore.replace("{first}", () => titles[0]).replace("{more}", String(titles.length - 1))]
      : titles;
  const written = part.prompts.length
    ? [glance.replace("{answers}", count(part.prompts.length, "answer"))]
    : [];
  return [...written, ...required].join("; ");
}

/**
 * Whose work it takes: credfolio.pages.catalog.credential_page.
 * @param {MicroCredential} c
 * @param {{ own: string, yes: string, no: string }} words
 */
function studentsOf(c, words) {
  if (c.requires_students === null) return "";
  if (!c.requires_students) return words.no;
  const counts = c.parts.flatMap((part) =>
    part.evidence_items.filter((item) => item.unit === "students").map((item) => item.count),
  );
  return counts.length ? words.own.replace("{number}", String(Math.max(...counts))) : words.yes;
}

/**
 * The definition in other languages: those of this site that either names, then those elsewhere.
 * @param {MicroCredential} c
 * @param {PageData} page
 */
function translationsOf(c, page) {
  const here = new Map((page.names.translations[c.ref] ?? []).map(([tag, ref]) => [ref, tag]));
  for (const { credential, language } of c.translations)
    if (Object.hasOwn(page.names.credentials, credential ?? "") && !here.has(credential ?? ""))
      here.set(credential ?? "", language);
  const found = [...here].map(([ref, language]) => ({ language, at: `catalog/${ref}/`, url: "" }));
  const elsewhere = c.translations.filter((one) => one.url);
  found.push(...elsewhere.map(({ language, url }) => ({ language, at: "", url: url ?? "" })));
  /** @param {{language: string, at: string, url: string}} one */
  const key = (one) => `${one.language} ${one.at} ${one.url}`;
  return found.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
