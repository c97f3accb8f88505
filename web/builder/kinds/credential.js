// A micro-credential's definition: catalog/<issuer>/<id>.yml.
import { slug } from "./names.js";

/** @import { Kind } from "../form.js" */

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
      "tags",
      "see_also",
      "human_code",
      "extra_sections",
      "adapted_from",
    ],
  ],
];

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
  choices: (pointer, form) =>
    pointer.length === 1 && pointer[0] === "issuer" ? form.form.issuers : null,
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
            message: "issuer is missing",
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
