// A micro-credential's definition: catalog/<issuer>/<id>.yml.
import { inside, listOf } from "../written.js";
import { slug } from "./names.js";

/**
 * @import { Choice, Form, Kind } from "../form.js"
 * @import { Written } from "../record.js"
 */

/** @type {[string, string[]][]} */
const STEPS = [
  [
    "What it is",
    [
      "issuer",
      "title",
      "competency",
      "said_to_reader",
      "said_of_holder",
      "summary",
      "status",
      "version",
      "language",
      "licence",
      "released",
    ],
  ],
  ["The method", ["key_method", "method_components", "rationale", "research"]],
  [
    "For whom",
    [
      "audience_roles",
      "grade_bands",
      "subjects",
      "topics",
      "level",
      "requires_students",
      "remote_ok",
      "past_evidence_ok",
      "school_calendar_note",
      "support_needed",
      "time_estimate",
      "cost",
      "prerequisites",
      "recommended_before",
    ],
  ],
  ["Prepare", ["how_to_earn", "suggested_preparation", "resources", "glossary"]],
  [
    "What to submit",
    [
      "parts",
      "passing_rule",
      "submission_route",
      "integrity_statement",
      "privacy_rules",
      "ai_policy",
      "conversation",
    ],
  ],
  [
    "How it is judged",
    [
      "assessment_timeline",
      "attempts",
      "assessors_per_submission",
      "double_blind",
      "assessor_org",
      "assessor_requirements",
    ],
  ],
  [
    "What it counts for",
    [
      "credit_values",
      "incentives",
      "alignments",
      "no_alignment_reason",
      "expires_after",
      "renewal",
    ],
  ],
  [
    "More",
    [
      "creator",
      "contributors",
      "co_issuers",
      "funders",
      "maintainers",
      "changelog",
      "corrections",
      "image",
      "image_alt",
      "glyph",
      "tags",
      "see_also",
      "human_code",
      "extra_sections",
      "adapted_from",
    ],
  ],
];

/** Lists of other micro-credentials. */
const LISTS = new Set(["prerequisites", "recommended_before", "see_also"]);

/**
 * The parts with their numbers.
 * @param {Form} form
 */
const partsOf = (form) =>
  listOf(form.get(["parts"])).map(
    (part, n) => /** @type {[string, Written]} */ ([String(inside(part, "number") ?? n + 1), part]),
  );
/**
 * The levels of a part that has its own; of others the check knows them.
 * @param {Written} part
 * @returns {Choice[] | null}
 */
function levelsOf(part) {
  const own = listOf(inside(part, "levels")).flatMap((level) => {
    const id = inside(level, "id");
    return typeof id === "string" && id
      ? [/** @type {Choice} */ ([id, String(inside(level, "name") || id)])]
      : [];
  });
  return own.length ? own : null;
}

/** @type {Kind} */
export const credential = {
  drafts: "credfolio-drafts",
  noun: "micro-credential",
  up: "../../",
  place: "issuer", // said by the folder, so a new file leaves it out
  fresh: () => ({ status: "draft" }),
  titleOf: (data) => data.title,
  suggestedId: (data) => slug(data.title),
  path: (data, id) => `catalog/${data.issuer || "your-issuer"}/${id || "your-credential"}.yml`,
  idOf: (path) =>
    path
      .split("/")
      .at(-1)
      ?.replace(/\.yml$/, "") ?? "",
  placeOf: (path) => path.split("/")[1],
  pathPattern: /^catalog\/[a-z0-9-]+\/[a-z0-9-]+\.yml$/,
  steps: () => STEPS,
  ones: {
    parts: "part",
    prompts: "prompt",
    evidence_items: "piece of evidence",
    rubric: "criterion",
    levels: "level",
    groups: "group",
    resources: "resource",
    research: "source",
    credit_values: "credit",
    completeness_checks: "check",
    guiding_questions: "question",
  },
  labels: {
    issuer: "Who issues it",
    title: "Title",
    competency: "The competency, in one sentence",
    said_to_reader: "The same, said to the reader",
    said_of_holder: "The same, said of the person who earned it",
    summary: "In two sentences",
    status: "How far it is",
    released: "Released on",
    licence: "License of the text",
    key_method: "The method in one sentence",
    method_components: "The method in steps",
    groups: "Groups of steps",
    rationale: "Why it works",
    research: "Research behind it",
    audience_roles: "Who may earn it",
    grade_bands: "Grades",
    subjects: "Subjects",
    requires_students: "Students of one's own are needed",
    remote_ok: "It can be earned from a distance",
    past_evidence_ok: "Work from before may be submitted",
    school_calendar_note: "What to know about the school year",
    support_needed: "Support that helps",
    time_estimate: "How long it takes",
    min_hours: "Hours at least",
    max_hours: "Hours at most",
    cost: "What it costs",
    amount: "Amount",
    who_pays: "Who pays",
    prerequisites: "What has to be earned before",
    recommended_before: "What is good to have earned before",
    how_to_earn: "How to earn it",
    suggested_preparation: "How to prepare",
    resources: "Learning resources",
    url: "Web address",
    minutes: "Minutes it takes",
    parts: "What is submitted, part by part",
    intro: "What is asked for, as an introduction",
    purpose: "What the part shows",
    author: "Whose work it is",
    scale: "How the part is judged",
    required_level: "Lowest level that passes",
    word_limit: "Limit in words",
    prompts: "Questions to answer in writing",
    guiding_questions: "Questions that help",
    evidence_items: "Evidence to submit",
    media: "Kinds of file",
    need: "Is it needed?",
    max_size: "Largest file",
    max_minutes: "Minutes at most",
    template_url: "Address of a template",
    consent_needed: "Families have to agree",
    same_subjects_as: "Shows the same students as",
    completeness_checks: "To check before submitting",
    rubric: "Criteria",
    scoring_guide: "How it is judged, in words",
    passing: "Passes",
    passing_rule: "When a submission passes",
    part: "Part",
    submission_route: "Where it is submitted",
    integrity_statement: "What the educator assures",
    privacy_rules: "Rules of privacy",
    ai_policy: "Use of artificial intelligence",
    conversation: "A conversation about the work before it is decided",
    assessment_timeline: "When the educator hears back",
    business_days: "Business days",
    attempts: "Attempts",
    max: "At most",
    min: "At least",
    after_max: "What happens after the last attempt",
    wait_days: "Days to wait between two attempts",
    assessors_per_submission: "Assessors of each submission",
    double_blind: "Names are hidden from both sides",
    assessor_org: "Who assesses",
    assessor_requirements: "What assessors need",
    credit_values: "Credit",
    jurisdiction: "Where it counts",
    effective_from: "Counts from",
    effective_until: "Counts until",
    source_url: "Address of the rule",
    last_checked: "Last looked up on",
    alignments: "Standards",
    no_alignment_reason: "Why it is aligned to no standard",
    expires_after: "How long an award is valid",
    creator: "Who wrote it",
    co_issuers: "Who issues it, too",
    changelog: "What changed from version to version",
    image_alt: "What the badge shows, in words",
    glyph: "Drawing on the small badge",
    see_also: "See also",
    human_code: "Number in printed catalogs",
    extra_sections: "Sections of your own",
    adapted_from: "Adapted from",
  },
  choices: (pointer, form) => {
    const key = String(pointer.at(-1));
    const [root, n] = pointer;
    if (pointer.length === 1 && root === "issuer") return form.form.issuers;
    if (pointer.length === 2 && root === "co_issuers") return form.form.issuers;
    if (pointer.length === 2 && LISTS.has(String(root))) return form.form.credentials;
    if (key === "part" && (root === "passing_rule" || root === "resources"))
      return partsOf(form).map(([number, part]) => [number, `${number}: ${inside(part, "title")}`]);
    if (key === "level" && root === "passing_rule") {
      const asked = String(inside(form.get(pointer.slice(0, -1)), "part") ?? "");
      return levelsOf(partsOf(form).find(([number]) => number === asked)?.[1]);
    }
    if (key === "required_level" && root === "parts")
      return levelsOf(listOf(form.get(["parts"]))[Number(n)]);
    if (key === "same_subjects_as")
      return partsOf(form).flatMap(([number, part]) =>
        listOf(inside(part, "evidence_items")).flatMap((item) => {
          const id = inside(item, "id");
          return typeof id === "string" && id
            ? [/** @type {Choice} */ ([id, `${number}: ${inside(item, "title") ?? id}`])]
            : [];
        }),
      );
    return null;
  },
  file: {
    label: "Name of the file",
    help:
      "A permanent part of its address: lower-case words joined by hyphens. Left empty, it is " +
      "made from the title.",
  },
  problems: (draft) =>
    !draft.data.issuer && !draft.path
      ? [
          {
            rule: "no-folder",
            pointer: ["issuer"],
            message: "nobody is named who issues it",
            fix: "choose who issues it",
            severity: "error",
          },
        ]
      : [],
  after: (draft) => [
    draft.path
      ? "A comment on your change lists what to fix and what the change means for existing awards."
      : "A comment on your proposal lists what to fix and links to a preview.",
    "An editor of the issuer or a maintainer reads it, asks you if something is unclear, and " +
      "accepts it.",
    "Then it is published, with its history. Until then nobody sees it in the catalog.",
  ],
};
