// Blocks → a draft: what each says is put into the field that its heading names; what has no place
// is left over, word for word.
import { distinct, shortName } from "../kinds/names.js";
import { blocksOfHtml, blocksOfText, MOST } from "./blocks.js";
import { fieldOf, partOf } from "./names.js";
import {
  attemptsIn,
  costIn,
  daysIn,
  evidenceIn,
  gradesIn,
  hoursIn,
  levelIn,
  licenceIn,
  limitIn,
  passingIn,
  rolesIn,
  yearsIn,
} from "./values.js";

/**
 * @import { Written, WrittenMap } from "../record.js"
 * @import { Pointer } from "../said.js"
 * @import { Block } from "./blocks.js"
 * @import { Read } from "./values.js"
 * @typedef {{pointer: Pointer, sure: boolean}} Mark
 * @typedef {{heading: string, text: string}} Left
 * @typedef {{data: WrittenMap, marks: Mark[], left: Left[]}} Placed
 * @typedef {{
 *   field: string | null, head: string, blocks: Block[], sure: boolean,
 *   part: {number: number, title: string} | null,
 * }} Section
 */

/** @type {Record<string, (text: string) => Read | null>} */
const VALUES = {
  audience_roles: rolesIn,
  grade_bands: gradesIn,
  time_estimate: hoursIn,
  cost: costIn,
  assessment_timeline: daysIn,
  attempts: attemptsIn,
  expires_after: yearsIn,
  licence: licenceIn,
  level: levelIn,
  passing_rule: passingIn,
};
const PROSE = new Set([
  "rationale",
  "suggested_preparation",
  "how_to_earn",
  "integrity_statement",
  "privacy_rules",
  "ai_policy",
  "renewal",
  "key_method",
  "summary",
]);
const LINES = new Set(["title", "competency", "creator", "version"]);
const LEVEL = new RegExp(
  "^(?:exemplary|proficient|passing|pass|meets(?: expectations)?|met|basic|developing|emerging|" +
    "almost|not (?:yet|met)|incomplete|yes|no)\\b",
  "i",
);

/** @param {Block[]} blocks */
const textOf = (blocks) =>
  blocks
    .map(({ kind, text, depth, cells }, n) => {
      const line =
        kind === "item"
          ? `${"  ".repeat(depth)}- ${text}`
          : kind === "row"
            ? cells.join(" | ")
            : text;
      const isList = kind === "item" && blocks[n - 1]?.kind === "item";
      return n ? `${isList ? "\n" : "\n\n"}${line}` : line;
    })
    .join("");

/** @param {Block[]} blocks */
const isSure = (blocks) => blocks.every((one) => one.sure);

/**
 * A label of one's own for an answer or a piece of evidence, which others may point to.
 * @param {string} words
 * @param {Set<string>} taken
 * @param {string} unnamed what one is called whose words have no Latin letter
 */
function idOf(words, taken, unnamed = "item") {
  const id = distinct(shortName(words) || unnamed, taken);
  taken.add(id);
  return id;
}

/** @param {string} text */
function addressIn(text) {
  const url = /https?:\/\/[^\s<>)"']+[^\s<>)"'.,;:]/.exec(text)?.[0] ?? "";
  const rest = text
    .replace(url, "")
    .replace(/[\s:(–—-]+(?:\)|$)/, "")
    .replace(/\(\s*\)/, "")
    .trim();
  return { url, rest };
}

/**
 * @param {Block[]} blocks
 * @returns {Section[]}
 */
function sectionsOf(blocks) {
  /** @type {Section[]} */
  const all = [{ field: null, head: "", blocks: [], sure: true, part: null }];
  /** @type {Section["part"]} */
  let part = null;
  let goesOn = false; // after the name of a level, which its text follows
  for (const [n, one] of blocks.entries()) {
    const isPair = one.kind === "row" && one.cells.length === 2 && fieldOf(one.cells[0]) !== null;
    if (isPair) {
      const [head, text] = one.cells;
      all.push({
        field: fieldOf(head),
        head,
        part: null,
        sure: true,
        blocks: [{ ...one, kind: "text", text, cells: [] }],
      });
      part = null;
    } else if (one.kind === "head") {
      const begun = partOf(one.text);
      const field = begun ? "part" : fieldOf(one.text);
      const within = part && /^(?:scoring|evidence)$/.test(field ?? "");
      const isLevel = part && /^(?:passing_rule)?$/.test(field ?? "") && LEVEL.test(one.text);
      if (isLevel) {
        all[all.length - 1].blocks.push({ ...one, kind: "text", text: `${one.text}:` });
        goesOn = true;
        continue;
      }
      if (begun) part = begun;
      else if (!within && !(part && field === null)) part = null;
      const isTitle = n === 0 && field === null && !begun;
      all.push({
        field: isTitle ? "title" : field,
        head: one.text,
        part,
        sure: isTitle ? one.sure || blocks.length > 1 : one.sure,
        blocks: isTitle ? [{ ...one, kind: "text" }] : [],
      });
      if (isTitle) all.push({ field: null, head: "", blocks: [], sure: true, part: null });
    } else {
      const { blocks: here } = all[all.length - 1];
      const last = here.at(-1);
      if (goesOn && last && one.kind === "text") last.text += ` ${one.text}`;
      else here.push(one);
    }
    goesOn = false;
  }
  return all.filter((one) => one.blocks.length || one.field === "part");
}

class Placing {
  /** @param {[string, string][]} issuers */
  constructor(issuers) {
    this.issuers = issuers;
    /** @type {WrittenMap} */
    this.data = {};
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Left[]} */
    this.left = [];
    /** @type {Map<number, WrittenMap>} */
    this.parts = new Map();
    this.taken = new Set();
  }

  /**
   * @param {string} key
   * @param {Written} value
   * @param {boolean} sure
   */
  put(key, value, sure) {
    this.data[key] = value;
    this.marks.push({ pointer: [key], sure });
  }
  /** @param {Section} section */
  leave({ head, blocks }) {
    this.left.push({ heading: head, text: textOf(blocks) });
  }

  /** @param {Section} section */
  take(section) {
    const { field, blocks, sure, part } = section;
    const text = textOf(blocks).trim();
    if (
      part &&
      (field === "part" || field === "scoring" || field === "evidence" || field === null)
    ) {
      this.toPart(section);
      return;
    }
    const known = field ? this.data[field] !== undefined : false;
    if (known || !field) {
      if (!this.untitled(section)) this.leave(section);
    } else if (LINES.has(field)) {
      const [first, ...more] = blocks;
      const line = first.kind === "row" ? "" : first.text;
      if (!line || (field === "version" && !/^\d+(?:\.\d+)*$/.test(line))) {
        this.leave(section);
        return;
      }
      const words = field === "title" ? line.replace(/^micro-?credential\s*[:–—-]\s*/i, "") : line;
      this.put(field, words, sure && first.sure);
      if (more.length && !this.untitled({ ...section, head: "", field: null, blocks: more }))
        this.leave({ ...section, blocks: more });
    } else if (field === "issuer") {
      const found = this.issuers.find(([, name]) => name.toLowerCase() === text.toLowerCase());
      if (found) this.put("issuer", found[0], true);
      else this.leave(section);
    } else if (VALUES[field]) {
      const list = blocks.map((one) => one.text).join(", ");
      const read = VALUES[field](list);
      if (!read) this.leave(section);
      else {
        this.put(field, read.value, sure && read.sure);
        if (read.left && !read.sure) this.leave(section);
      }
    } else if (field === "subjects")
      this.put(
        "subjects",
        text
          .split(/[,;\n]+|\band\b/)
          .map((one) => one.replace(/^[\s-]+|[\s.]+$/g, ""))
          .filter(Boolean),
        sure && text.length < 100,
      );
    else if (field === "components") this.components(section);
    else if (field === "research" || field === "resources") this.listed(section, field);
    else if (field === "glossary") this.glossary(section);
    else if (field === "evidence") this.evidence(section);
    else if (PROSE.has(field)) {
      const isLong = field === "summary" && (text.match(/[.!?](?:\s|$)/g) ?? []).length > 2;
      if (isLong) this.leave(section);
      else this.put(field, text, sure && isSure(blocks));
    } else this.leave(section);
  }

  /**
   * A first paragraph without a heading: a competency by its form, or a summary.
   * @param {Section} section
   */
  untitled({ field, head, blocks }) {
    const [first, ...more] = blocks;
    if (field || head || first?.kind !== "text") return false;
    const isCompetency =
      /^(?:the )?(?:educators?|teachers?|participants?)\b[^.]+\.$/i.test(first.text) &&
      this.data.competency === undefined;
    const sentences = (first.text.match(/[.!?](?:\s|$)/g) ?? []).length;
    if (isCompetency) this.put("competency", first.text, false);
    else if (this.data.summary === undefined && sentences > 0 && sentences <= 2)
      this.put("summary", first.text, false);
    else return false;
    if (more.length) this.leave({ field: null, head: "", blocks: more, sure: true, part: null });
    return true;
  }

  /** @param {Section} section */
  components({ blocks, sure }) {
    const at = blocks.findIndex((one) => one.kind === "item");
    const intro = textOf(at < 0 ? blocks : blocks.slice(0, at));
    /** @type {Written[]} */
    const items = [];
    /** @type {Written[] | null} */
    let nested = null;
    for (const one of at < 0 ? [] : blocks.slice(at)) {
      if (one.kind === "item" && one.depth > 0 && items.length) {
        const last = items.length - 1;
        if (!nested) {
          nested = [];
          items[last] = { text: items[last], nested };
        }
        nested.push(one.text);
      } else {
        items.push(one.text);
        nested = null;
      }
    }
    /** @type {WrittenMap} */
    const value = {};
    if (intro) value.intro = intro;
    if (items.length) value.groups = [{ heading: "Steps", items }];
    this.put("method_components", value, sure && isSure(blocks) && !items.length);
    // The heading of the group is ours.
    if (items.length) this.marks.push({ pointer: ["method_components", "groups", 0], sure: false });
  }

  /**
   * @param {Section} section
   * @param {"research" | "resources"} field
   */
  listed({ blocks, sure }, field) {
    const all = blocks.map((one) => {
      const doi = /\b10\.\d{4,9}\/[^\s"<>]+[^\s"<>.,;)]/.exec(one.text)?.[0];
      const { url, rest } = addressIn(one.text);
      if (field === "research") {
        /** @type {WrittenMap} */
        const made = { citation: (url ? rest : one.text) || one.text };
        if (doi) made.doi = doi;
        if (url && !/doi\.org/.test(url)) made.url = url;
        return made;
      }
      /** @type {WrittenMap} */
      const made = { title: rest || one.text };
      if (url) made.url = url;
      return made;
    });
    this.put(field, all, sure && isSure(blocks) && field === "research");
  }

  /** @param {Section} section */
  glossary(section) {
    const pairs = section.blocks.map((one) =>
      /^(.{2,60}?)\s*(?::|[–—]| - )\s*(.+)$/.exec(one.text),
    );
    if (pairs.some((pair) => !pair)) this.leave(section);
    else
      this.put(
        "glossary",
        pairs.map((pair) => ({ term: pair?.[1] ?? "", definition: pair?.[2] ?? "" })),
        true,
      );
  }

  /** @param {string} text */
  piece(text) {
    const [first] = text.split(/(?<=[.;])\s/);
    const limit = limitIn(text);
    const title = (first.length <= 90 ? first : first.slice(0, 88).replace(/\s+\S*$/, "…")).replace(
      /[.;]$/,
      "",
    );
    /** @type {WrittenMap} */
    const made = { id: idOf(title, this.taken), title };
    if (text.replace(/[.;]$/, "") !== title) made.description = text;
    const type = evidenceIn(text);
    if (type) made.type = type;
    if (limit) made.word_limit = limit.value;
    return made;
  }

  /**
   * What is asked for where no parts are named: one part, to be looked at.
   * @param {Section} section
   */
  evidence(section) {
    const items = section.blocks.filter((one) => one.kind === "item");
    if (!items.length || this.parts.size) {
      this.leave(section);
      return;
    }
    const intro = textOf(section.blocks.filter((one) => one.kind !== "item"));
    /** @type {WrittenMap} */
    const part = { number: "1", title: "What you submit" };
    if (intro) part.intro = intro;
    part.evidence_items = items.map((one) => this.piece(one.text));
    this.parts.set(1, part);
    this.marks.push({ pointer: ["parts", 0], sure: false });
  }

  /** @param {Section} section */
  toPart(section) {
    const { part, field, blocks } = section;
    if (!part) return;
    const limit = limitIn(part.title);
    const known = this.parts.get(part.number);
    const title = (limit ? limit.rest : part.title) || `Part ${part.number}`;
    /** @type {WrittenMap} */
    const made = known ?? { number: String(part.number), title: title.replace(/\s*\(\s*\)$/, "") };
    if (!known) {
      if (limit) made.word_limit = limit.value;
      this.parts.set(part.number, made);
      this.marks.push({ pointer: ["parts", this.parts.size - 1], sure: true });
    }
    const at = [...this.parts.keys()].indexOf(part.number);
    /** @param {string} key @param {boolean} sure */
    const mark = (key, sure) => this.marks.push({ pointer: ["parts", at, key], sure });
    const levels = blocks.findIndex((one) => one.kind === "text" && LEVEL.test(one.text));
    const from = field === "scoring" ? 0 : levels < 0 ? blocks.length : levels;
    const rows = blocks.filter((one) => one.kind === "row");
    if (rows.length) this.rubric(made, rows, mark);
    const judged = blocks.slice(from).filter((one) => one.kind !== "row");
    if (judged.length) {
      made.scoring_guide = [made.scoring_guide, textOf(judged)].filter(Boolean).join("\n\n");
      mark("scoring_guide", isSure(judged));
    }
    const asked = blocks.slice(0, from).filter((one) => one.kind !== "row");
    const intro = asked.filter((one) => one.kind === "text");
    const items = asked.filter((one) => one.kind === "item");
    if (field === null && section.head && asked.length) {
      this.leave({ ...section, blocks: asked });
      return;
    }
    if (intro.length) {
      made.intro = [made.intro, textOf(intro)].filter(Boolean).join("\n\n");
      mark("intro", isSure(intro));
    }
    if (!items.length) return;
    const isAsking =
      items.some((one) => one.text.endsWith("?")) || /question|reflect|overview|write/i.test(title);
    if (isAsking && field !== "evidence") {
      made.prompts = items.map((one) => ({ id: idOf(one.text, this.taken), text: one.text }));
      mark("prompts", isSure(items));
    } else {
      made.evidence_items = items.map((one) => this.piece(one.text));
      mark("evidence_items", false);
    }
  }

  /**
   * A table of criteria: its first row names the levels.
   * @param {WrittenMap} part
   * @param {Block[]} rows
   * @param {(key: string, sure: boolean) => void} mark
   */
  rubric(part, rows, mark) {
    const [head, ...body] = rows;
    const columns = [...head.cells.entries()].slice(1).filter(([, name]) => name);
    if (columns.length < 2 || !body.length || part.rubric) {
      this.left.push({ heading: String(part.title), text: textOf(rows) });
      return;
    }
    /** @type {Set<string>} */
    const taken = new Set();
    const levels = columns.map(([n, name]) => ({ n, name, id: idOf(name, taken, "level") }));
    part.scale = "levels";
    // The best level is written first, or last; which ones pass is for people to say.
    part.levels = levels.map(({ id, name }) => ({ id, name }));
    part.rubric = body.map(({ cells }) => ({
      id: idOf(cells[0], this.taken),
      name: cells[0],
      levels: Object.fromEntries(levels.map(({ id, n }) => [id, cells[n] ?? ""])),
    }));
    const over = body.flatMap(({ cells }) => cells.filter((_, n) => n && !head.cells[n]));
    this.left.push({ heading: String(part.title), text: over.filter(Boolean).join("\n\n") });
    mark("scale", false);
    mark("levels", false);
    mark("rubric", false);
  }

  /** @returns {Placed} */
  done() {
    if (this.parts.size) this.data.parts = [...this.parts.values()];
    return { data: this.data, marks: this.marks, left: this.left.filter((one) => one.text.trim()) };
  }
}

/**
 * A draft from a description. `sure` is false where a person should look again.
 * @param {{text: string, html?: string}} pasted
 * @param {[string, string][]} issuers id and name of each
 * @returns {Placed}
 */
export function placed({ text, html = "" }, issuers = []) {
  const ofHtml = html ? blocksOfHtml(html) : [];
  // A browser hands over bare text in HTML, too, without a heading, a list or a table.
  const hasForm = ofHtml.some((one) => one.kind !== "text");
  const blocks = hasForm ? ofHtml : blocksOfText(text.slice(0, MOST));
  const placing = new Placing(issuers);
  for (const section of sectionsOf(blocks)) placing.take(section);
  if (!hasForm) placing.left.push({ heading: "", text: text.slice(MOST) });
  return placing.done();
}
