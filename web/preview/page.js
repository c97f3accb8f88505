// What every template may ask: names, addresses and words, from the data that the build wrote.
import { drawnPortrait } from "../../theme/assets/people/portrait.js";
import { dayMarks } from "./day_marks.js";
import { line, plain, prose } from "./prose.js";
import { Shaper } from "./shape.js";
import { Markup, Nodes, shown, trusted, wordsIn } from "./template.js";
import { clip, grouped, host, titleOf, wordsFor } from "./words.js";

/**
 * @import { Written } from "../builder/record.js"
 * @import { Educator, PageJson } from "./records.js"
 * @import { Globals } from "./template.js"
 */

/** @param {string} code */
const anchor = (code) => `s-${code.replace(/[^A-Za-z0-9.-]+/g, "-")}`;
/**
 * credfolio.pages.fragments.lookups.standard_name
 * @param {string} code
 */
const standardName = (code) => (/^[a-z]{3,}(-[a-z]+)*$/.test(code) ? titleOf(code) : code);
/**
 * @template T
 * @param {Record<string, T>} table
 * @param {string | null | undefined} key
 * @returns {T | undefined}
 */
const own = (table, key) =>
  key !== null && key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * A sentence of credfolio.pages.fragments.sentences with `values` put in.
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
function filled(sentence, values) {
  const pieces = sentence.split(/\{(\w+)\}/);
  return new Markup(pieces.map((piece, n) => (n % 2 ? shown(values[piece]) : piece)));
}

/**
 * One of six quiet colors: credfolio.pages.fragments.lookups.hue_of
 * @param {string} id
 */
const hueOf = (id) => new TextEncoder().encode(id).reduce((sum, byte) => sum + byte, 0) % 6;

/** @param {string} name */
function monogram(name) {
  const letters = name
    .split(/[\s-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .map((word) => [...word][0]);
  if (!letters.length) return "?";
  const ends = letters.length > 1 ? [letters[0], letters[letters.length - 1]] : [letters[0]];
  // Letters of scripts without capitals join, and two may read as a word.
  const standAlone = ends.every(
    (one) => /\p{Nd}/u.test(one) || one.toUpperCase() !== one.toLowerCase(),
  );
  const isWord = TWO_LETTER_WORDS.has(ends.join("").toLowerCase());
  return (standAlone && !isWord ? ends.join("") : ends[0]).toUpperCase();
}

const TWO_LETTER_WORDS = new Set(
  (
    "ad ah am an as at ax be bo bs by do eh ex fu go ha he hi ho id if in is it kk me my no of " +
    "oh on or ow ox pa pi pu so ss to uh um up us wc we"
  ).split(" "),
);

/**
 * The words of a table for each of `values`.
 * @param {unknown} values
 * @param {unknown} table
 */
function wordsOf(values, table) {
  const words = /** @type {Record<string, string>} */ (table);
  return Array.isArray(values) ? values.map((value) => words[value]).join(", ") : "";
}

const ADDRESS = {
  CATALOG: "catalog/",
  COMPARE: "compare/",
  /** @param {[string]} args */
  issuer: ([id]) => `catalog/${id}/`,
  /** @param {[string | {ref: string}]} args */
  credential: ([one]) => `catalog/${typeof one === "string" ? one : one.ref}/`,
  /** @param {[string | {ref: string}]} args */
  stack: ([one]) =>
    `catalog/${(typeof one === "string" ? one : one.ref).replace("/", "/stacks/")}/`,
  /** @param {[{ref: string}, string]} args */
  version: ([one, number]) => `catalog/${one.ref}/versions/${number}/`,
  /** @param {[{ref: string}]} args */
  worksheet: ([one]) => `catalog/${one.ref}/worksheet/`,
  /** @param {[string]} args */
  badge: ([at]) => `${at}badge.svg`,
  /** @param {[string]} args */
  badge_small: ([at]) => `${at}badge-small.svg`,
  /** @param {[string]} args */
  topic: ([id]) => `topics/${id}/`,
  /** @param {[string]} args */
  audience: ([role]) => `audiences/${role}/`,
  /** @param {[string]} args */
  jurisdiction: ([id]) => `jurisdictions/${id}/`,
  /** @param {[string]} args */
  framework: ([id]) => `frameworks/${id}/`,
  /** @param {[string]} args */
  educator: ([id]) => `portfolios/${id}/`,
  /** @param {[string]} args */
  transcript: ([id]) => `portfolios/${id}/transcript/`,
  /** @param {[{educator: string, id: string}]} args */
  award: ([one]) => `portfolios/${one.educator}/${one.id}/`,
};

export class PageData {
  /**
   * `given` is preview/page.json; `root` the way to the site's root, never empty.
   * @param {PageJson} given
   * @param {string} root
   * @param {string} today
   */
  constructor(given, root, today) {
    this.root = root;
    this.today = today;
    this.site = given.site;
    this.names = given.names;
    this.drawing = given.drawing;
    this.icons = given.icons;
    this.kinds = given.kinds;
    this.notes = given.notes;
    this.view = given.view;
    this.words = wordsFor(given.words);
    this.sentences = given.words.sentences;
    this.shapers = Object.fromEntries(
      Object.entries(given.schemas).map(([kind, schema]) => [
        kind,
        new Shaper(schema, given.defaults),
      ]),
    );
  }

  /**
   * @param {string} kind
   * @param {Written} data
   * @param {string} name
   */
  record(kind, data, name) {
    return this.shapers[kind].record(data, name);
  }

  /** @param {string} ref */
  credential(ref) {
    if (!Object.hasOwn(this.names.credentials, ref)) return null;
    return { ref, title: this.names.credentials[ref], issuer: ref.split("/")[0], status: "active" };
  }

  /** @param {string} ref */
  stack(ref) {
    return Object.hasOwn(this.names.stacks, ref) ? { ref, title: this.names.stacks[ref] } : null;
  }

  /** @returns {Globals} */
  globals() {
    const { names } = this;
    /** @param {[string]} args */
    const icon = ([name]) => trusted(this.icons[name] ?? "");
    /** @param {Record<string, string>} table */
    const icons = (table) =>
      Object.fromEntries(Object.entries(table).map(([key, name]) => [key, icon([name])]));
    /** @param {[{framework: string, code: string}]} args */
    const statement = ([a]) =>
      own(own(names.frameworks, a.framework)?.statements ?? {}, a.code) ?? "";
    /** @param {string | null} id */
    const jurisdiction = (id) => own(names.jurisdictions, id);
    return {
      root: trusted(this.root),
      site: { name: this.site },
      by_day: dayMarks(this.today),
      words: this.words,
      address: ADDRESS,
      icon,
      /**
       * @param {[string]} args
       * @param {Record<string, unknown>} values
       */
      sentence: ([key], values) => filled(this.sentences[key], values),
      EVIDENCE_ICONS: icons(this.words.EVIDENCE_ICON),
      RESOURCE_ICONS: icons(this.words.RESOURCE_ICON),
      /** @param {[string]} args */
      issuer_name: ([id]) => own(names.issuers, id)?.name ?? id,
      /** @param {[string]} args */
      jurisdiction_name: ([id]) => jurisdiction(id)?.name ?? id,
      /** @param {[{category: string | null, jurisdiction: string}]} args */
      category_name: ([credit]) =>
        credit.category === null
          ? ""
          : (own(jurisdiction(credit.jurisdiction)?.categories ?? {}, credit.category) ??
            titleOf(credit.category)),
      frameworks: {
        get: (/** @type {[string]} */ [id]) => own(names.frameworks, id) ?? null,
      },
      statement,
      /** @param {[string]} args */
      anchor: ([code]) => anchor(code),
      /** @param {[string]} args */
      standard_name: ([code]) => standardName(code),
      /** @param {[string]} args */
      monogram: ([name]) => monogram(name),
      /** @param {[string]} args */
      credential: ([ref]) => this.credential(ref),
      /** @param {[string]} args */
      stack: ([ref]) => this.stack(ref),
      card: () => "",
      stack_card: () => "",
      playlist_link: () => "plan/",
      /** @param {[Educator, number]} args */
      portrait: ([e, size]) =>
        new Markup([
          '<span class="cf-portrait cf-portrait--initials" data-hue="',
          { text: String(hueOf(e.id)) },
          '" aria-hidden="true" style="--size:',
          { text: `${size}px` },
          '">',
          e.placeholder
            ? new Nodes(() => [drawnPortrait(`#${e.placeholder}`, this.root)])
            : { text: monogram(e.display_name) },
          "</span>",
        ]),
      filters: {
        prose: (text) => new Nodes(() => prose(String(text))),
        line: (text) => new Nodes(() => line(String(text))),
        plain: (text) => plain(wordsIn(text)),
        day: (iso) => this.words.day([String(iso)]),
        number: (value) => grouped(Number(value)),
        wordsof: (values, [table]) => wordsOf(values, table),
        topicname: (id) => titleOf(String(id)),
        host: (url) => host(String(url)),
        clip: (text, [most]) => clip(wordsIn(text), Number(most)),
        rolename: (role) => this.words.ROLE[String(role)],
      },
    };
  }
}
