// A sentence → the filters that a person would set for it. What is not understood stays text.
//
// Readings are certain, or tentative: a topic, a place or a kind of evidence that is only named
// becomes a filter when the sentence has another and no words are left to search for.
import { without } from "./reading.js";
import {
  AT_LEAST,
  AT_MOST,
  BANDS,
  bandOf,
  CHEAP,
  EVIDENCE,
  FILLERS,
  FREE,
  GRADE,
  HOURS,
  IN_PERSON,
  MONEY,
  NO_STUDENTS,
  NUMBER,
  numberIn,
  REMOTELY,
  ROLES,
  SHORT,
  WITH_STUDENTS,
} from "./sentence_words.js";

/**
 * @import { Facet } from "./index.js"
 * @import { Chosen, Limits } from "./kind.js"
 */

/** @typedef {[from: number, to: number]} Span  in the sentence */

/**
 * One filter that was read: values of a facet, or a limit; and the words it was read from.
 * @typedef {object} Reading
 * @property {string} idea  readings of one idea are undone together
 * @property {string} [facet]
 * @property {string[]} [values]
 * @property {Limits} [limits]
 * @property {Span[]} spans
 * @property {boolean} tentative
 * @property {boolean} alone  whether it may be all that a sentence says
 */

/** @typedef {{ facet?: string, values?: string[], limits?: Limits }} Meaning */

const LONGEST = 200;
/** Words for a kind of record. @type {[kind: string, word: RegExp][]} */
const WANTED = [
  ["stacks", /\b(?:stacks?|pathways?|bundles?|(?:sets?|series) of(?: \d+)?)\b/iu],
  ["resources", /\bresources?\b/iu],
  ["standards", /\bstandards?\b(?!-)/iu],
];
const SHORT_HOURS = 5;
const CHEAP_DOLLARS = 50;
const EVERY = "giu";

/**
 * @param {string} query
 * @param {Facet[]} facets
 * @returns {{ readings: Reading[], rest: string, wanted: string }}
 */
export function read(query, facets) {
  const sentence = new Sentence(query.slice(0, LONGEST), facets);
  readTime(sentence);
  readCost(sentence);
  readStudents(sentence);
  // "Data literacy" is a topic before "data" is evidence.
  const several = sentence.names("topic", namesOfSeveralWords);
  sentence.take("topic", several.pattern, (hit) => values("topic", [several.idOf(hit)]), {
    tentative: true,
  });
  readEvidence(sentence);
  readGrades(sentence);
  readCredit(sentence);
  readNamed(sentence, "issuer", "(?:from|by) (?:the )?", issuerNames);
  readNamed(sentence, "language", "in ", plainNames);
  readRoles(sentence);
  sentence.take("remote", REMOTELY, () => values("remote", ["yes"]), {
    tentative: true,
    alone: true,
  });
  sentence.take("remote", IN_PERSON, () => values("remote", ["no"]), {
    tentative: true,
    alone: true,
  });
  readNamed(sentence, "topic", "(?:about|on|topic:?) ", plainNames);
  const named = sentence.names("topic", plainNames);
  sentence.take("topic", named.pattern, (hit) => values("topic", [named.idOf(hit)]), {
    tentative: true,
  });
  return sentence.result();
}

/** @type {(facet: string, ids: string[]) => Meaning} */
const values = (facet, ids) => ({ facet, values: ids });

/** A sentence while it is read; words that were understood are blank in `left`. */
class Sentence {
  /**
   * @param {string} text
   * @param {Facet[]} facets
   */
  constructor(text, facets) {
    this.text = text;
    this.facets = facets;
    const lower = text.toLowerCase().replace(/[\u2018\u2019]/g, "'");
    // What is in quotation marks is searched for as it is.
    this.left = (lower.length === text.length ? lower : text).replace(/"[^"]*"/g, (quoted) =>
      " ".repeat(quoted.length),
    );
    /** @type {Reading[]} */
    this.readings = [];
  }

  /**
   * Reads every place that `pattern` fits. A named group "kept" in it stays in the text.
   * @param {string} idea
   * @param {string} pattern
   * @param {(hit: RegExpExecArray) => Meaning | null} meaning
   * @param {{ tentative?: boolean, alone?: boolean }} how
   */
  take(idea, pattern, meaning, { tentative = false, alone = false } = {}) {
    if (!pattern) return;
    const every = new RegExp(`(?<![\\p{L}\\p{N}'-])(?:${pattern})`, EVERY);
    for (const hit of this.left.matchAll(every)) {
      const meant = meaning(hit);
      if (!meant || (meant.values && !this.has(meant))) continue;
      const spans = spansOf(hit);
      for (const [from, to] of spans) {
        this.left = this.left.slice(0, from) + " ".repeat(to - from) + this.left.slice(to);
      }
      this.readings.push({ idea, ...meant, spans, tentative, alone });
    }
  }

  /** Leaves out values that the catalog does not have. @param {Meaning} meant */
  has(meant) {
    const known = this.facets.find((one) => one.id === meant.facet);
    meant.values = meant.values?.filter((id) => known?.number.has(id));
    return meant.values?.length;
  }

  /**
   * The names of a facet's values as one pattern, the longest first.
   * @param {string} facet
   * @param {(label: string) => string[]} namesOf
   */
  names(facet, namesOf) {
    const found = this.facets.find((one) => one.id === facet);
    /** @type {Map<string, string>} */
    const ids = new Map();
    for (const [id, label] of found?.values ?? []) {
      for (const name of namesOf(label.toLowerCase())) if (!ids.has(name)) ids.set(name, id);
    }
    const longest = [...ids.keys()].sort((a, b) => b.length - a.length);
    return {
      pattern: longest.length ? `(?<name>${longest.map(escaped).join("|")})(?![\\p{L}\\p{N}])` : "",
      /** @param {RegExpExecArray} hit */
      idOf: (hit) => ids.get(hit.groups?.name.toLowerCase() ?? "") ?? "",
    };
  }

  /** What was read, and what is left. */
  result() {
    // "Career pathways" may be a topic.
    const topics = this.readings.filter((one) => one.facet === "topic");
    const besides = without(
      this.text,
      topics.flatMap((one) => one.spans),
    );
    const wanted = WANTED.find(([, word]) => word.test(besides))?.[0] ?? "";
    if (!this.readings.length) return { readings: [], rest: this.withoutKind(wanted), wanted };
    this.settle();
    const tentative = this.readings.filter((one) => one.tentative);
    const words = this.left.split(/[\s,;.!?()]+/).filter((word) => word && !FILLERS.has(word));
    const quoted = this.text.match(/"[^"]*"/g) ?? [];
    const isAll = !words.length && !quoted.length;
    const isOnly = this.readings.length === 1 && !this.readings[0].alone;
    if (!tentative.length || (isAll && !isOnly)) {
      return { readings: inOrder(this.readings), rest: [...words, ...quoted].join(" "), wanted };
    }
    const certain = this.readings.filter((one) => !one.tentative);
    const gone = certain.flatMap((one) => one.spans);
    if (!certain.length) return { readings: [], rest: this.withoutKind(wanted), wanted };
    const rest = without(this.text, gone).split(/[\s,;!?()]+/);
    const telling = rest.filter((word) => word && !FILLERS.has(word.toLowerCase()));
    return { readings: inOrder(certain), rest: telling.join(" "), wanted };
  }

  /**
   * What is all that stands between two commas is no word to search for, where the sentence has
   * another filter: "equity, online, no students".
   */
  settle() {
    const isCertain = this.readings.some((one) => !one.tentative);
    let from = 0;
    for (const clause of this.text.split(/[,;]/)) {
      const to = from + clause.length;
      const left = this.left.slice(from, to).split(/[\s.!?()]+/);
      const isRead = left.every((word) => !word || FILLERS.has(word));
      for (const one of this.readings) {
        const isHere = one.spans.every(([begin, end]) => begin >= from && end <= to);
        if (isRead && isHere && (isCertain || one.alone) && clause.length < this.text.length) {
          one.tentative = false;
        }
      }
      from = to + 1;
    }
  }

  /** The sentence without the word for the kind of record. @param {string} wanted */
  withoutKind(wanted) {
    const word = WANTED.find(([kind]) => kind === wanted)?.[1];
    return (word && this.text.replace(word, " ").trim()) || this.text.trim();
  }
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** @param {Reading[]} readings */
const inOrder = (readings) => [...readings].sort((a, b) => a.spans[0][0] - b.spans[0][0]);

/**
 * The places of a hit: all of it, but for what its group "kept" has.
 * @param {RegExpExecArray} hit
 * @returns {Span[]}
 */
function spansOf(hit) {
  const end = hit.index + hit[0].length;
  const kept = hit.groups?.kept;
  if (!kept) return [[hit.index, end]];
  const at = hit.index + hit[0].indexOf(kept);
  return [
    [hit.index, at],
    [at + kept.length, end],
  ];
}

/** @param {Sentence} sentence */
function readTime(sentence) {
  /** @type {(limits: Limits) => Meaning} */
  const hours = (limits) => ({ limits });
  sentence.take(
    "hours",
    `(?:between )?${NUMBER} ?(?:-|–|to|and) ?${NUMBER} ?${HOURS}`,
    ([, from, to]) => hours({ least: numberIn(from), most: numberIn(to) }),
  );
  const most = (/** @type {string[]} */ [, one]) => hours({ most: numberIn(one) });
  sentence.take("hours", `${AT_MOST} ${NUMBER} ?${HOURS}`, most);
  sentence.take("hours", `${NUMBER} ?${HOURS} (?:or (?:less|fewer)|at most|max|tops)\\b`, most);
  const least = (/** @type {string[]} */ [, one]) => hours({ least: numberIn(one) });
  sentence.take("hours", `${AT_LEAST} ${NUMBER} ?${HOURS}`, least);
  sentence.take("hours", `${NUMBER} ?${HOURS} (?:or more|and up)\\b`, least);
  sentence.take("hours", `${NUMBER} ?${HOURS}`, most, { tentative: true, alone: true });
  sentence.take("hours", SHORT, () => hours({ most: SHORT_HOURS }), {
    tentative: true,
    alone: true,
  });
}

/** @param {Sentence} sentence */
function readCost(sentence) {
  const price = (/** @type {(string | undefined)[]} */ [, sign, named]) => ({
    limits: { price: numberIn(sign ?? named ?? "") },
  });
  sentence.take("cost", `${AT_MOST} (?:\\$ ?${NUMBER}\\b|${NUMBER} ${MONEY})`, price);
  sentence.take("cost", CHEAP, () => ({ limits: { price: CHEAP_DOLLARS } }));
  sentence.take("cost", FREE, () => values("cost", ["free"]));
}

/** @param {Sentence} sentence */
function readStudents(sentence) {
  sentence.take("students", NO_STUDENTS, () => values("students", ["none"]));
  sentence.take("students", WITH_STUDENTS, () => values("students", ["needed"]));
}

/** @param {Sentence} sentence */
function readEvidence(sentence) {
  const all = EVIDENCE.map(([, words]) => words).join("|");
  const idsIn = (/** @type {string} */ text) =>
    text.split(/,| or | and | nor /).flatMap((one) => {
      const word = one.trim().replace(/^(?:an?|any|my|no) /, "");
      const found = EVIDENCE.find(([, words]) => new RegExp(`^(?:${words})$`, "iu").test(word));
      return found ? found[0].split(" ") : [];
    });
  const more = `(?:(?:,| or| and| nor) (?:an? |any )?(?:${all}))*`;
  const several = `((?:an? |any |my )?(?:${all})${more})\\b`;
  sentence.take(
    "evidence",
    "(?:no|without|not|instead of|rather than|don't want(?: to (?:make|submit|record))?) " +
      several,
    ([, named]) => ({ limits: { without: idsIn(named) } }),
  );
  const positive = (/** @type {string[]} */ [, named]) => values("evidence", idsIn(named));
  sentence.take("evidence", `(?:with|submit(?:ting)?|hand(?:ing)? in|using) ${several}`, positive);
  sentence.take("evidence", `${several} (?:as|for) evidence\\b`, positive);
  sentence.take("evidence", several, positive, { tentative: true });
}

/** @param {Sentence} sentence */
function readGrades(sentence) {
  sentence.take("grade", `(?:in )?${GRADE}`, ([, figure, word, other]) =>
    values("grade", [bandOf(figure ?? other, word)]),
  );
  for (const [ids, words] of BANDS) {
    sentence.take("grade", `(?:in )?(?:${words})\\b`, () => values("grade", ids.split(" ")));
  }
}

/** @param {Sentence} sentence */
function readRoles(sentence) {
  const first = "(?:for|as|i am|i'm|im) (?:an? |the |our |my )?(?:(?<kept>new|beginning) )?";
  for (const [id, words] of ROLES) {
    sentence.take("role", `${first}\\s*(?:${words})\\b`, () => values("role", [id]));
  }
}

/** @param {Sentence} sentence */
function readCredit(sentence) {
  const credit = sentence.facets.find((one) => one.id === "credit");
  if (!credit) return;
  const places = sentence.names("credit", placeNames);
  /** @type {Map<string, string[]>} */
  const units = new Map();
  for (const [id, , also = []] of credit.values) {
    for (const unit of also) {
      const name = unit.toLowerCase();
      units.set(name, [...new Set([...(units.get(name) ?? []), id])]);
    }
  }
  const unit = [...units.keys()].map(escaped).join("|") || "(?!)";
  const idsOf = (/** @type {RegExpExecArray} */ hit) => {
    const counted = units.get(hit.groups?.unit?.toLowerCase() ?? "") ?? [];
    const place = places.idOf(hit);
    return counted.includes(place) || !counted.length ? [place] : [place, ...counted];
  };
  const meant = (/** @type {RegExpExecArray} */ hit) => values("credit", idsOf(hit));
  const end = "(?: (?:licen[sc]e|renewal|credit|teachers|schools))*";
  if (places.pattern) {
    sentence.take("credit", `(?<unit>${unit})s? (?:in|for) ${places.pattern}${end}`, meant);
    sentence.take(
      "credit",
      `(?:that )?(?:counts?|counting|credit|good|accepted) (?:for|in|by|toward)?s? ?` +
        `(?:my |the )?${places.pattern}${end}`,
      meant,
    );
    sentence.take("credit", `(?:in|for) (?:my |the )?${places.pattern}${end}`, meant);
  }
  sentence.take(
    "credit",
    `(?:with |for )?(?<unit>${unit})s?\\b`,
    (hit) => values("credit", units.get(hit.groups?.unit?.toLowerCase() ?? "") ?? []),
    { tentative: true },
  );
  sentence.take("credit", "(?:with|for) credit\\b|that counts?\\b", () => ({
    limits: { counts: true },
  }));
  sentence.take("credit", places.pattern, meant, { tentative: true });
}

/**
 * @param {Sentence} sentence
 * @param {string} facet
 * @param {string} before  the words that make it certain
 * @param {(label: string) => string[]} namesOf
 */
function readNamed(sentence, facet, before, namesOf) {
  const { pattern, idOf } = sentence.names(facet, namesOf);
  if (pattern) sentence.take(facet, before + pattern, (hit) => values(facet, [idOf(hit)]));
}

/** @param {string} label */
const plainNames = (label) => [label];
/** @param {string} label */
const namesOfSeveralWords = (label) => (label.includes(" ") ? [label] : []);
/** The name, and the part before a comma. @param {string} label */
const issuerNames = (label) => [label, label.split(",")[0]];
/** "tamarack" of "state of tamarack". @param {string} label */
const placeNames = (label) => [
  label,
  label
    .replace(/^(?:the )?state of |^commonwealth of /, "")
    .replace(
      / (?:unified|public|county|city|independent)? ?(?:schools?|school district|district)$/,
      "",
    )
    .replace(/ (?:unified|public)$/, ""),
];

/**
 * What a reader chose, together with what was read: values of facets, and limits.
 * @param {Chosen} chosen
 * @param {Reading[]} readings
 * @returns {{ facets: Chosen, limits: Limits }}
 */
export function merged(chosen, readings) {
  /** @type {Chosen} */
  const facets = { ...chosen };
  /** @type {Limits} */
  const limits = {};
  for (const { facet, values: ids = [], limits: more = {} } of readings) {
    if (facet) facets[facet] = [...new Set([...(facets[facet] ?? []), ...ids])];
    for (const name of /** @type {const} */ (["most", "price"])) {
      const value = more[name];
      if (value !== undefined) limits[name] = Math.min(value, limits[name] ?? value);
    }
    if (more.least !== undefined) limits.least = Math.max(more.least, limits.least ?? 0);
    if (more.without) limits.without = [...(limits.without ?? []), ...more.without];
    if (more.counts) limits.counts = true;
  }
  return { facets, limits };
}
