// Records of one kind – credentials, stacks, resources, or others such as people and places –
// filtered, counted, found by words, sorted.
import { today } from "../dates.js";
import { stemOf } from "./endings.js";
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
 * @property {number[]} lengths  how many words each title has
 * @property {number[]} [hours]  tenths of an hour it takes at most; 0 when nobody says
 * @property {number[]} [least]  the same at least
 * @property {number[]} [price]  whole dollars; -1 when nobody says
 * @property {number[]} [released]
 * @property {[name: string, size: number][]} [groups]  of others: people, places and so on
 * @property {number[][]} [parents]  of resources: the credentials that recommend each
 * @property {Record<string, [combinations: number[][], records: number[]]>} columns
 * @property {[day: string, rows: [record: number, values: number[]][]][]} [later]
 *   the places that count a record from a day on; the columns have what holds when it was built
 */

/**
 * A word, and the steps between the records whose title, text or parts hold it.
 * @typedef {[word: string, title: number[], text?: number[], parts?: number[]]} WordRow
 * @typedef {Map<number, number>} Scores  the score of each record that was found
 * @typedef {Record<string, string[]>} Chosen  the chosen values of each facet
 * @typedef {(Uint32Array | null)[]} Counts  for each facet how many each value would give
 * @typedef {{ passing: number[], counts: Counts }} Filtered  read only
 *
 * The combinations of values of a facet that there are, and the number of that of each record.
 * @typedef {{ combinations: number[][], of: Uint32Array }} Column
 */

/**
 * What a sentence asks for besides values of facets.
 * @typedef {object} Limits
 * @property {number} [most]  hours at most, by the longest estimate
 * @property {number} [least]  hours at least, by the longest estimate
 * @property {number} [price]  dollars at most
 * @property {string[]} [without]  evidence that is not asked for
 * @property {boolean} [counts]  counts somewhere
 */

/**
 * Where a record holds an idea: what the best of its places is worth, plus a little for the others;
 * and how many words of the idea its title has.
 * @typedef {{ worth: Float32Array, titled: Uint8Array }} Held
 */

// What a word is worth by its place: ADR 0083 has the order. A synonym is worth less than the
// words as typed; in the full text: not there, there, said often.
export const WORTH = { title: 32, competency: 12, value: 8, synonym: 6, part: 4 };
const SAID = [0, 0, 0];
SAID[HELD] = 1;
SAID[SAID_OFTEN] = 2;
// Of a word that begins so, or another form of it.
const NEARLY = 0.85;
const FOR_OTHERS = 0.1;
const SHORTEST_BEGINNING = 3;
const TENTHS = 10;
// With so many times more records than are shown, comparing with the last is quicker than sorting.
const FEW = 20;

// In the catalog's own order those on offer come first; within a status, by name, as listed.
const STATUSES = ["active", "beta", "teach-out", "deprecated", "suspended", "cataloged"];
const AFTER_THEM = 9;
// Facets whose values nobody looks for by words.
const UNNAMED = ["hours", "cost", "students", "remote", "status", "stack", "standard"];
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
    this.lengths = data.lengths ?? [];
    this.hours = data.hours ?? [];
    this.least = data.least ?? [];
    this.price = data.price ?? [];
    this.released = data.released ?? [];
    this.groups = data.groups ?? [];
    this.parents = data.parents ?? [];
    this.order = orderByStatus(data, index.facets);
    /** @type {(Column | null)[]} for each facet */
    this.columns = index.facets.map(({ id }) => {
      const column = data.columns[id];
      return column ? { combinations: [...column[0]], of: Uint32Array.from(column[1]) } : null;
    });
    const credit = this.columns[index.facets.findIndex(({ id }) => id === "credit")];
    for (const [from, rows] of data.later ?? []) {
      if (!credit || from > day) continue;
      for (const [n, values] of rows) credit.of[n] = credit.combinations.push(values) - 1;
    }
    /** @type {(number[][] | null)[]} for each facet the numbers of the values of each record */
    this.rows = this.columns.map(rowsOf);
    /** @type {Map<string, string[][]>} the words of the values of a facet */
    this.folded = new Map();
    /** @type {{ key: string, among: Scores | null, found: Filtered } | null} */
    this.last = null;
  }

  /** @param {Kind} credentials */
  inherit(credentials) {
    this.index.facets.forEach(({ id }, f) => {
      const rows = credentials.rows[f];
      if (ITS_OWN.includes(id) || NOT_ITS.includes(id) || !rows) return;
      const combinations = this.parents.map((parents) => [
        ...new Set(parents.flatMap((parent) => rows[parent])),
      ]);
      this.columns[f] = { combinations, of: Uint32Array.from(combinations.keys()) };
      this.rows[f] = combinations;
    });
    this.last = null;
  }

  /**
   * Which records every chosen facet lets through, and what each value would give. The cards, the
   * groups and the tabs of one answer ask the same, so the last answer is kept.
   * @param {Chosen} chosen
   * @param {Scores | null} among
   * @param {Limits} limits
   * @returns {Filtered}
   */
  filter(chosen, among = null, limits = {}) {
    const key = JSON.stringify([chosen, limits]);
    if (this.last?.key !== key || this.last.among !== among) {
      this.last = { key, among, found: this.filtered(chosen, among, limits) };
    }
    return this.last.found;
  }

  /**
   * @param {Chosen} chosen
   * @param {Scores | null} among
   * @param {Limits} limits
   * @returns {Filtered}
   */
  filtered(chosen, among, limits) {
    const active = this.wanted(chosen);
    const isLimited = Object.keys(limits).length > 0;
    /** @type {number[]} */
    const passing = [];
    /** @type {number[][]} for each facet those that fail it alone */
    const besides = this.columns.map(() => []);
    for (let n = 0; n < this.size; n++) {
      if ((among && !among.has(n)) || (isLimited && !this.isWithin(n, limits))) continue;
      const failed = active.length ? failures(active, n) : [];
      if (!failed.length) passing.push(n);
      else if (failed.length === 1) besides[failed[0]].push(n);
    }
    const counts = this.columns.map((column, f) => {
      if (!column) return null;
      const sizes = new Uint32Array(this.index.facets[f].values.length);
      // Many records share a combination of values.
      const times = new Uint32Array(column.combinations.length);
      for (const n of passing) times[column.of[n]]++;
      for (const n of besides[f]) times[column.of[n]]++;
      column.combinations.forEach((values, at) => {
        if (times[at]) for (const value of values) sizes[value] += times[at];
      });
      return sizes;
    });
    return { passing, counts };
  }

  /**
   * Whether a record keeps to what a sentence asks for. What nobody says of it does not.
   * @param {number} n
   * @param {Limits} limits
   */
  isWithin(n, { most, least, price, without, counts }) {
    const hours = this.hours[n] ?? 0;
    const cost = this.price[n] ?? -1;
    if (most !== undefined && !(hours && hours <= most * TENTHS)) return false;
    if (least !== undefined && !(hours >= least * TENTHS)) return false;
    if (price !== undefined && !(cost >= 0 && cost <= price)) return false;
    if (counts && !this.valuesOf("credit", n).length) return false;
    return !without?.length || !this.valuesOf("evidence", n).some((id) => without.includes(id));
  }

  /**
   * The values of a facet that a record has.
   * @param {string} facet
   * @param {number} n
   */
  valuesOf(facet, n) {
    const f = this.index.facets.findIndex((one) => one.id === facet);
    return (this.rows[f]?.[n] ?? []).map((value) => this.index.facets[f].values[value][0]);
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
   * How well a word fits each word that is indexed: 1 for itself, less for a word that begins so
   * or is another form of it.
   * @param {string} word
   * @param {boolean} mayBegin  whether words that begin so count: "SEL" is no beginning of "select"
   * @returns {Promise<[row: WordRow, fit: number][]>}
   */
  async fitting(word, mayBegin = true) {
    const stem = stemOf(word);
    const begins = word.length >= SHORTEST_BEGINNING || /[^\x00-\x7f]/.test(word);
    const rows = await this.wordRows(stem, `${begins ? stem : word}\uffff`);
    return rows.flatMap((row) => {
      if (row[0] === word) return [[row, 1]];
      const isNear = (mayBegin && begins && row[0].startsWith(word)) || stemOf(row[0]) === stem;
      return isNear ? [[row, NEARLY]] : [];
    });
  }

  /** Whether a title, a text or a value holds a word or a form of it. @param {string} word */
  async isHeld(word) {
    return (await this.fitting(word)).length > 0 || this.valued([word]).size > 0;
  }

  /** Whether a title or a text holds a word as it is. @param {string} word */
  async hasWord(word) {
    return (await this.wordRows(word, word)).some(([known]) => known === word);
  }

  /**
   * How well each record's title, text and parts fit all of `words`.
   * @param {string[]} words
   * @param {boolean} mayBegin
   */
  async fields(words, mayBegin = true) {
    const found = await Promise.all(words.map((word) => this.fitting(word, mayBegin)));
    return [0, 1, 2].map((field) => {
      const arrays = found.map((rows) => {
        const fits = new Float32Array(this.size);
        for (const [row, fit] of rows) {
          let n = 0;
          for (const step of placesIn(row, field) ?? []) {
            n += step;
            if (fits[n] < fit) fits[n] = fit;
          }
        }
        return fits;
      });
      return arrays.reduce((all, one) => all.map((fit, n) => Math.min(fit, one[n])));
    });
  }

  /**
   * The records with a value that has all of `words`, and how well it fits them: one about coaching
   * fits "coaching" better than one for coaches.
   * @param {string[]} words
   */
  valued(words) {
    /** @type {Map<number, number>} */
    const found = new Map();
    this.index.facets.forEach((facet, f) => {
      const rows = this.rows[f];
      if (!rows || UNNAMED.includes(facet.id)) return;
      const labels = this.wordsOfValues(facet);
      const fits = labels.map((label) => Math.min(...words.map((word) => fitIn(label, word))));
      if (!fits.some(Boolean)) return;
      rows.forEach((row, n) => {
        const fit = row.reduce((best, value) => Math.max(best, fits[value]), 0);
        if (fit > (found.get(n) ?? 0)) found.set(n, fit);
      });
    });
    return found;
  }

  /** The words of all values that records are found by. */
  valueWords() {
    const facets = this.index.facets.filter(({ id }, f) => this.rows[f] && !UNNAMED.includes(id));
    return new Set(facets.flatMap((facet) => this.wordsOfValues(facet).flat()));
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

  /**
   * Where each record holds an idea. `text` has what the index of whole texts found for it, in
   * which this kind's records begin at `first`.
   * @param {Term} one
   * @param {Uint8Array | null} text
   * @param {number} first
   * @returns {Promise<Held>}
   */
  async held(one, text = null, first = 0) {
    const worth = new Float32Array(this.size);
    const titled = new Uint8Array(this.size);
    /** @type {(n: number, value: number) => void} */
    const add = (n, value) => {
      const before = worth[n];
      worth[n] = value > before ? value + FOR_OTHERS * before : before + FOR_OTHERS * value;
    };
    for (const way of one.ways) {
      const [title, said, parts] = await this.fields(way, one.group < 0);
      for (let n = 0; n < this.size; n++) {
        if (title[n]) add(n, WORTH.title * title[n]);
        if (title[n]) titled[n] = way.length;
        if (said[n]) add(n, WORTH.competency * said[n]);
        if (parts[n]) add(n, WORTH.part * parts[n]);
      }
      for (const [n, fit] of this.valued(way)) add(n, WORTH.value * fit);
    }
    if (one.group >= 0) await this.addSynonyms(one, worth, add);
    if (text) {
      for (let n = 0; n < this.size; n++) if (text[first + n]) add(n, SAID[text[first + n]]);
    }
    return { worth, titled };
  }

  /**
   * @param {Term} one
   * @param {Float32Array} worth
   * @param {(n: number, value: number) => void} add
   */
  async addSynonyms(one, worth, add) {
    const mark = `\uffff${one.group}`;
    const rows = await this.wordRows(mark, mark);
    const row = rows.find(([known]) => known === mark);
    const direct = worth.slice();
    /** @type {(n: number, value: number) => void} */
    const once = (n, value) => {
      if (direct[n] < value) add(n, value);
    };
    if (row) {
      for (const n of numbers(row[1])) once(n, WORTH.synonym);
      for (const n of numbers(row[2])) once(n, WORTH.synonym - 1);
      for (const n of numbers(row[3])) once(n, WORTH.part / 2);
    }
    for (const term of one.terms) {
      for (const [n, fit] of this.valued(term)) once(n, (WORTH.synonym - 1) * fit);
    }
  }

  /**
   * How much each record is about the chosen values: one for principals alone is more for
   * principals than one for everybody.
   * @param {Chosen} chosen
   * @param {number[]} among
   * @returns {Scores | null}
   */
  fitness(chosen, among) {
    const facets = Object.keys(chosen).filter((id) => chosen[id].length);
    if (!facets.length) return null;
    const share = (/** @type {number} */ n) =>
      facets.reduce((sum, id) => sum + 1 / Math.max(1, this.valuesOf(id, n).length), 0);
    return new Map(among.map((n) => [n, share(n)]));
  }

  /**
   * The records in order; of many no more than the first `most`.
   * @param {number[]} found
   * @param {import("./state.js").Sort} sort
   * @param {Scores | null} scores
   * @param {number} most
   */
  sorted(found, sort, scores, most = found.length) {
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
    return first(found, by[sort], most);
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

/** @param {Column | null} column */
const rowsOf = (column) =>
  column && Array.from(column.of, (combination) => column.combinations[combination]);

/**
 * The first `most` of `found` in the order of `compare`. A page shows a dozen of ten thousand;
 * nearly all others take one comparison.
 * @param {number[]} found
 * @param {(a: number, b: number) => number} compare
 * @param {number} most
 */
function first(found, compare, most) {
  if (most * FEW > found.length) return [...found].sort(compare).slice(0, most);
  /** @type {number[]} */
  const best = [];
  for (const one of found) {
    if (best.length === most && compare(one, best[most - 1]) >= 0) continue;
    let at = best.length;
    while (at > 0 && compare(one, best[at - 1]) < 0) at--;
    best.splice(at, 0, one);
    if (best.length > most) best.pop();
  }
  return best;
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
 * How well a label fits a word: 1 where it has the word, less where it has a form of it or one that
 * begins like it, 0 where it has none.
 * @param {string[]} label
 * @param {string} word
 */
function fitIn(label, word) {
  if (label.includes(word)) return 1;
  const isLong = word.length >= SHORTEST_BEGINNING;
  const stem = stemOf(word);
  const isNear = (/** @type {string} */ one) =>
    (isLong && one.startsWith(word)) || stemOf(one) === stem;
  return label.some(isNear) ? NEARLY : 0;
}

/**
 * @param {WordRow} row
 * @param {number} field
 */
const placesIn = ([, title, text, parts], field) => [title, text, parts][field];

/** @param {number[]} [steps]  between numbers */
function numbers(steps = []) {
  let n = 0;
  return steps.map((step) => {
    n += step;
    return n;
  });
}
