// Records as the templates expect them (every key is there, see shape.js), and what the build
// writes next to a preview. Only what scripts read is named; templates look up the rest by name.
import type { DefaultLevels, Definition, Part, Result } from "../passing/rule.js";
import type { Schema } from "../builder/record.js";
import type { Drawing } from "./badge.js";
import type { Statement } from "./template.js";
import type { WordTables } from "./words.js";

export type Shaped = { [key: string]: unknown };

export type ShapedPart = Omit<Part, "rubric"> & {
  prompts: Shaped[];
  evidence_items: {
    id: string;
    title: string;
    need: string;
    type: string | null;
    count: number;
    unit: string | null;
  }[];
  scoring_guide: string | null;
  rubric: { id: string; name: string; levels: Record<string, string> }[];
};

export type Change = { version: string };

export type Credit = {
  jurisdiction: string;
  unit: string;
  amount: number | null;
  category: string | null;
};

export type CreditValue = Credit & {
  conditions: string | null;
  exceptions: string | null;
  source_url: string | null;
  last_checked: string | null;
  effective_from: string | null;
  effective_until: string | null;
};

export type MicroCredential = Shaped &
  Omit<Definition, "parts"> & {
    parts: ShapedPart[];
    ref: string;
    issuer: string | null;
    title: string;
    translations: { language: string; credential: string | null; url: string | null }[];
    version: string | null;
    status: string;
    competency: string | null;
    said_to_reader: string | null;
    said_of_holder: string | null;
    requires_students: boolean | null;
    key_method: unknown;
    research: unknown[];
    glossary: unknown[];
    image: string | null;
    image_alt: string | null;
    glyph: string | null;
    topics: string[];
    level: string | null;
    evidence_types: unknown[];
    superseded_by: string | null;
    co_issuers: string[];
    double_blind: boolean;
    prerequisites: string[];
    recommended_before: string[];
    supersedes: string[];
    extra_sections: { after: string | null }[];
    credit_values: CreditValue[];
    changelog: Change[];
    time_estimate: Estimate | null;
  };

export type Estimate = { min_hours: number | null; max_hours: number | null };

export type Award = Shaped & {
  credits_earned: Credit[];
  credential: string | null;
  stack: string | null;
  issuer: string | null;
  educator: string;
  name_as_awarded: string;
  status: string;
  expires_on: string | null;
  version: string | null;
  imported_from: { checked: { outcome: string } | null } | null;
  show_evidence: boolean;
  show_results: boolean;
  evidence: { url: string | null; visible: boolean }[];
  results: Result[];
  submissions: {
    attempt: number;
    assessments: {
      assessor: string;
      decision: string;
      feedback: string | null;
      feedback_public: boolean;
      results: Result[];
    }[];
  }[];
  role_at_time: string | null;
  school: string | null;
  district: string | null;
  approved_by: string | null;
  approval: string | null;
};

export type Educator = Shaped & {
  id: string;
  display_name: string;
  placeholder: string | null;
  bio: string | null;
  goals: unknown[];
  in_progress: unknown[];
  playlists: unknown[];
  licence: unknown;
  learning_log: { minutes: number | null }[];
  order: string[];
  hide: string[];
  layout: string;
  languages: string[];
};

export type Names = {
  credentials: Record<string, string>;
  stacks: Record<string, string>;
  issuers: Record<string, { name: string; kind: string; official: string | null }>;
  educators: Record<string, string>;
  /** The language and reference of each translation that is published, by reference. */
  translations: Record<string, [string, string][]>;
  /** The versions whose text is kept, by the address of the definition. */
  kept: Record<string, string[]>;
  accounts: Record<string, string>;
  jurisdictions: Record<
    string,
    { name: string; categories: Record<string, string>; units: [string, number | null][] }
  >;
  frameworks: Record<string, { name: string; statements: Record<string, string> }>;
  topics: string[];
  audiences: string[];
};

export type View = {
  criteria: { id: string; name: string; yes: string; no: string }[];
  needed: [string, string][];
  sections: [string, string][];
  glance: string;
  and_more: string;
  letters_of_two: number;
  students: { own: string; yes: string; no: string };
  levels: DefaultLevels;
  image_alt: string;
  unjudged: string;
  no_evidence: string;
  no_image_words: string;
  untitled: string;
  unnamed: string;
  states: Record<string, string>;
  proof: { failed: string; imported: string; recorded: string; waiting: string };
  approval: Record<string, string>;
  portfolio: { orders: Record<string, string[]>; headings: [string, string][] };
};

/** `contribute/preview/page.json`. */
export type PageJson = {
  site: string;
  drawing: Drawing;
  schemas: Record<string, Schema>;
  defaults: Record<string, Shaped>;
  names: Names;
  icons: Record<string, string>;
  kinds: Record<string, string>;
  notes: Record<string, string>;
  templates: Record<string, Statement[]>;
  view: View;
  words: {
    tables: WordTables;
    sentences: Record<string, string>;
    months: string[];
    limits: Record<string, string>;
  };
};
