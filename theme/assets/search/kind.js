// Records of one kind – credentials, stacks or resources – filtered, counted, found by words,
// sorted.
import { today } from "../dates.js";
import { HELD, SAID_OFTEN, within } from "./text.js";
import { wordsOf } from "./words.js";

/**
 * @import { Facet, SearchIndex } from "./index.js"
 * @import { Term } from "./query.js"
 */

/**
 * What the build wrote about the records of one kind, in columns. Of a facet a column has the
 * combinations of values that there are, and the number of its combination for each record.
 * @typedef {object} KindData
 * @property {number} size
 * @property {number} cards  so many in a piece
 * @property {string[]} words  the words with which pieces begin
 * @property {number[]} hours
 * @property {number[]} released
 * @property {number[][]} [parents]  of resources: the credentials that recommend each
 * @property {Record<string, [combinations: number[][], records: number[]]>} columns
 * @property {[day: string, rows: [record: number, values: number[]][]][]} [later]
 *   the places that count a record from a day on; the columns have what holds when it was built
 */

/**
 * A word, and the steps between the records whose title or text hold it.
 * @typedef {[word: string, title: number[], text: number[]]} WordRow
 * @typedef {Map<number, number>} Scores  the score of each record that was found
 * @typedef {Record<string, string[]>} Chosen  the chosen values of each facet
 * @typedef {(Uint32Array | null)[]} Counts  for each facet how many each value would give
 */

// What a word is worth by its place; in the full text: not there, there, said often.
const WEIGHTS = { title: 16, competency: 4, value: 2 };
const SAID = [0, 0, 0];
SAID[HELD] = 0.25;
SAID[SAID_OFTEN] = 0.5;

// In the catalog's own order those on offer come first; within a status, by name, as listed.
const STATUSES = ["active", "beta", "teach-out", "deprecated", "suspended", "cataloged"];
const AFTER_THEM = 9;
// Facets whose values nobody looks for by words.
const UNNAMED = ["hours", "cost", "students", "remote", "status", "stack"];
// A resource is about what the credentials that recommend it are about, but for these.
const ITS_OWN = ["cost", "language"];
const NOT_ITS = ["hours", "status", "students", "remote", "evidence", "credit"];

export class Kind {
  /**
   * @param {string} name
   * @param {KindData} data
   * @param {SearchIndex} index
   * @param {string} day
   */
  constructor(name, data, index, day = today()) {
    this.name = name;
    this.index = index;
    this.size = data.size;
    this.cards = data.cards;
    this.starts = data.words;
    this.hours = data.hours;
    this.released = data.released;
    this.parents = data.parents ?? [];
    this.order = orderByStatus(data, index.facets);
    /** @type {(number[][] | null)[]} for each facet the numbers of the values of each record */
    this.rows = index.facets.map(({ id }) => {
      const column = data.columns[id];
      return column ? column[1].map((combination) => column[0][combination]) : null;
    });
    const credit = this.rows[index.facets.findIndex(({ id }) => id === "credit")];
    for (const [from, rows] of data.later ?? []) {
      if (credit && from <= day) for (const [n, values] of rows) credit[n] = values;
    }
    /** @type {Map<string, string[][]>} the words of the values of a facet */
    this.folded = new Map();
  }

  /** @param {Kind} credentials */
  inherit(credentials) {
    this.index.facets.forEach(({ id }, f) => {
      const rows = credentials.rows[f];
      if (ITS_OWN.includes(id) || NOT_ITS.includes(id) || !rows) return;
      this.rows[f] = this.parents.map((parents) => [
        ...new Set(parents.flatMap((parent) => rows[parent])),
      ]);
    });
  }

  /**
   * Which records every chosen facet lets through, and what each value would give.
   * @param {Chosen} chosen
   * @param {Scores | null} among
   */
  filter(chosen, among = null) {
    const { facets } = this.index;
    const active = this.wanted(chosen);
    const counts = facets.map(({ values }, f) =>
      this.rows[f] ? new Uint32Array(values.length) : null,
    );
    const passing = [];
    for (let n = 0; n < this.size; n++) {
      if (among && !among.has(n)) continue;
      const failed = failures(active, n);
      if (failed.length > 1) continue;
      if (!failed.length) passing.push(n);
      counts.forEach((sizes, f) => {
        const row = this.rows[f]?.[n];
        if (sizes && row && (!failed.length || f === failed[0]))
          for (const value of row) sizes[value]++;
      });
    }
    return { passing, counts };
  }

  /** @param {Chosen} chosen */
  wanted(chosen) {
    return this.index.facets.flatMap((facet, f) => {
      const ids = chosen[facet.id];
      const rows = this.rows[f];
      if (!ids?.length || !rows) return [];
      return [{ f, rows, values: new Set(ids.map((id) => facet.number.get(id))) }];
    });
  }

  /**
   * @param {string} from
   * @param {string} to
   * @returns {Promise<WordRow[]>}
   */
  async wordRows(from, to) {
    const found = within(this.starts, from, to).map((n) => `${this.name}-words-${n}`);
    const rows = await Promise.all(found.map((name) => this.index.wordPiece(name)));
    return rows.flat();
  }

  /**
   * Records that hold a word, or one that begins so.
   * @param {string} word
   * @param {boolean} prefix
   */
  async holding(word, prefix) {
    const rows = await this.wordRows(word, prefix ? `${word}\uffff` : word);
    const fitting = rows.filter(([known]) => (prefix ? known.startsWith(word) : known === word));
    return {
      title: numbers(fitting.map(([, title]) => title)),
      text: numbers(fitting.map(([, , text]) => text)),
    };
  }

  /**
   * The records with a value that has a word beginning like `word`.
   * @param {string} word
   */
  labeled(word) {
    /** @type {Set<number>} */
    const found = new Set();
    this.index.facets.forEach((facet, f) => {
      const rows = this.rows[f];
      if (!rows || UNNAMED.includes(facet.id)) return;
      const fits = valuesNamed(facet, this.wordsOfValues(facet), word);
      if (!fits.size) return;
      rows.forEach((row, n) => {
        if (row.some((value) => fits.has(value))) found.add(n);
      });
    });
    return found;
  }

  /** @param {Facet} facet */
  wordsOfValues(facet) {
    let words = this.folded.get(facet.id);
    if (!words) {
      words = facet.values.map(([, label]) => wordsOf(label));
      this.folded.set(facet.id, words);
    }
    return words;
  }

  /** @param {Term} one */
  async group(one) {
    if (one.group < 0) {
      const word = one.terms[0][0];
      const found = await this.holding(word, word.length > 1 || /[^\x00-\x7f]/.test(word));
      return { ...found, labels: this.labeled(word) };
    }
    // Those indexed under the group, and those that hold a term as it was typed.
    const marked = await this.holding(`\uffff${one.group}`, false);
    /** @type {Set<number>} */
    const labels = new Set();
    for (const term of one.terms) {
      const sets = term.map((word) => this.labeled(word));
      for (const n of sets[0]) if (sets.every((set) => set.has(n))) labels.add(n);
    }
    return { ...marked, labels };
  }

  /**
   * What fits every term: its title, competency and values say it, or its full text. `texts` has
   * what the index of texts found for each term, in which this kind's records begin at `first`.
   * @param {Term[]} parsed
   * @param {(Uint8Array | null)[]} texts
   * @returns {Promise<Scores>}
   */
  async match(parsed, texts = [], first = 0) {
    /** @type {Float32Array | null} */
    let sums = null;
    for (const [k, one] of parsed.entries()) {
      const scores = await this.scores(one, texts[k] ?? null, first);
      sums = sums ? sums.map((sum, n) => sum && scores[n] && sum + scores[n]) : scores;
    }
    /** @type {Scores} */
    const found = new Map();
    sums?.forEach((score, n) => {
      if (score) found.set(n, score);
    });
    return found;
  }

  /**
   * @param {Term} one
   * @param {Uint8Array | null} text
   * @param {number} first
   */
  async scores(one, text, first) {
    const { title, text: held, labels } = await this.group(one);
    const scores = new Float32Array(this.size);
    if (text) for (let n = 0; n < this.size; n++) scores[n] = SAID[text[first + n]];
    for (const n of labels) scores[n] += WEIGHTS.value;
    for (const n of held) scores[n] += WEIGHTS.competency;
    for (const n of title) scores[n] += WEIGHTS.title;
    return scores;
  }

  /**
   * @param {number[]} found
   * @param {import("./state.js").Sort} sort
   * @param {Scores | null} scores
   */
  sorted(found, sort, scores) {
    const { order, hours, released } = this;
    const score = new Float32Array(this.size);
    if (scores) for (const n of found) score[n] = scores.get(n) ?? 0;
    /** @type {Record<import("./state.js").Sort, (a: number, b: number) => number>} */
    const by = {
      relevance: (a, b) => score[b] - score[a] || order[a] - order[b] || a - b,
      newest: (a, b) => released[b] - released[a] || a - b,
      shortest: (a, b) => (hours[a] || Number.MAX_VALUE) - (hours[b] || Number.MAX_VALUE) || a - b,
      name: (a, b) => a - b,
    };
    return [...found].sort(by[sort]);
  }

  /** @param {number} n */
  async cardText(n) {
    const piece = await this.index.cardPiece(`${this.name}-cards-${Math.floor(n / this.cards)}`);
    return piece[n % this.cards];
  }
}

/**
 * The chosen facets that record `n` fails, two at most: more make no difference.
 * @param {{ f: number, rows: number[][], values: Set<number | undefined> }[]} active
 * @param {number} n
 */
function failures(active, n) {
  const failed = [];
  for (const { f, rows, values } of active) {
    if (rows[n].some((value) => values.has(value))) continue;
    failed.push(f);
    if (failed.length > 1) break;
  }
  return failed;
}

/**
 * @param {KindData} data
 * @param {Facet[]} facets
 */
function orderByStatus(data, facets) {
  const column = data.columns.status;
  const status = facets.find(({ id }) => id === "status");
  if (!column || !status) return new Array(data.size).fill(0);
  const places = status.values.map(([id]) => {
    const place = STATUSES.indexOf(id);
    return place < 0 ? AFTER_THEM : place;
  });
  return column[1].map((combination) => places[column[0][combination][0]] ?? 0);
}

/**
 * Numbers of the values with the word `word`, or one that begins like it.
 * @param {Facet} facet
 * @param {string[][]} words
 * @param {string} word
 */
function valuesNamed(facet, words, word) {
  const isLong = word.length > 2;
  return new Set(
    [...facet.values.keys()].filter((n) =>
      words[n].some((one) => one === word || (isLong && one.startsWith(word))),
    ),
  );
}

/** @param {number[][]} rows  steps between numbers */
function numbers(rows) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const row of rows) {
    let n = 0;
    for (const step of row) {
      n += step;
      found.add(n);
    }
  }
  return found;
}
