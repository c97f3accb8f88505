// @ts-nocheck
// Records of one kind – credentials, stacks or resources – filtered, counted, found by words, sorted.
import { within } from "./text.js";
import { wordsOf } from "./words.js";

// What a word is worth by where it stands; of the full text: not there, there, said often.
const WEIGHTS = { title: 16, competency: 4, value: 2, said: [0, 0.25, 0.5] };

export class Kind {
  constructor(name, data, index) {
    const { words, ...rest } = data;
    Object.assign(this, rest, { name, index, starts: words });
    // In the catalog's own order those on offer come first; within a status, by name as they lie.
    const status = index.facets.find(({ id }) => id === "status");
    const places = status ? status.values.map(([id]) => ["active", "beta", "teach-out", "deprecated", "suspended"].indexOf(id)).map((place) => (place < 0 ? 9 : place)) : [];
    const column = data.columns.status;
    this.order = column ? column[1].map((one) => places[column[0][one][0]] ?? 0) : new Array(data.size).fill(0);
    // rows[facet][record] is a list of numbers of values.
    this.rows = index.facets.map(({ id }) => {
      const column = data.columns[id];
      return column ? column[1].map((combination) => column[0][combination]) : null;
    });
  }

  // A resource is about what the credentials that recommend it are about.
  inherit(credentials) {
    const own = new Set(["cost", "language"]);
    const left = new Set(["hours", "status", "students", "remote", "evidence", "credit"]);
    this.index.facets.forEach(({ id }, f) => {
      if (own.has(id) || left.has(id) || !credentials.rows[f]) return;
      this.rows[f] = this.parents.map((parents) => [...new Set(parents.flatMap((parent) => credentials.rows[f][parent]))]);
    });
  }

  has(f) { return this.rows[f] !== null; }

  // Which records every chosen facet lets through, and what each value would give: {passing, counts}.
  filter(chosen, among = null) {
    const { facets } = this.index;
    const active = [];
    facets.forEach((facet, f) => {
      const wanted = chosen[facet.id];
      if (wanted && wanted.length && this.rows[f]) active.push([f, new Set(wanted.map((id) => facet.number.get(id)))]);
    });
    const counts = facets.map((facet, f) => (this.rows[f] ? new Uint32Array(facet.values.length) : null));
    const passing = [];
    for (let n = 0; n < this.size; n++) {
      if (among && !among.has(n)) continue;
      let failed = -1, fails = 0;
      for (const [f, wanted] of active) {
        const row = this.rows[f][n];
        let fits = false;
        for (let k = 0; k < row.length; k++) if (wanted.has(row[k])) { fits = true; break; }
        if (!fits) { failed = f; if (++fails > 1) break; }
      }
      if (fails > 1) continue;
      if (fails === 0) passing.push(n);
      for (let f = 0; f < counts.length; f++) {
        if (counts[f] && (fails === 0 || f === failed)) for (const value of this.rows[f][n]) counts[f][value]++;
      }
    }
    return { passing, counts };
  }

  async wordRows(from, to) {
    const found = within(this.starts, from, to).map((n) => this.index.piece(`${this.name}-words-${n}`));
    return (await Promise.all(found)).flat();
  }

  // Records that hold a word, or one that begins so: {title: Set, text: Set}, and whether there is any.
  async holding(word, prefix) {
    const end = prefix ? word + "\uffff" : word;
    const rows = (await this.wordRows(word, end)).filter(([known]) => (prefix ? known.startsWith(word) : known === word));
    return { title: numbers(rows, 1), text: numbers(rows, 2) };
  }

  // Values whose words begin like `word`: the records that have them.
  labelled(word) {
    const found = new Set();
    this.index.facets.forEach((facet, f) => {
      if (!this.rows[f] || ["hours", "cost", "students", "remote", "status", "stack"].includes(facet.id)) return;
      facet.folded ||= facet.values.map(([, label]) => wordsOf(label));
      const fits = new Set(facet.folded.flatMap((words, n) => (words.some((one) => one === word || (word.length > 2 && one.startsWith(word))) ? [n] : [])));
      if (fits.size) this.rows[f].forEach((row, n) => { if (row.some((value) => fits.has(value))) found.add(n); });
    });
    return found;
  }

  async group(one) {
    if (one.group >= 0) {
      // Those indexed under the group, and those that hold a term as it was typed.
      const marked = await this.holding("\uffff" + one.group, false);
      const labels = new Set();
      for (const term of one.terms) {
        const sets = term.map((word) => this.labelled(word));
        for (const n of sets[0]) if (sets.every((set) => set.has(n))) labels.add(n);
      }
      return { ...marked, labels };
    }
    const word = one.terms[0][0];
    const found = await this.holding(word, word.length > 1 || /[^\x00-\x7f]/.test(word));
    return { ...found, labels: this.labelled(word) };
  }

  // Map(number → score) of what fits every term: its title, competency and values say it, or its full text.
  // `texts` has what TextIndex found for each term, in which this kind's records begin at `first`.
  async match(parsed, texts = [], first = 0) {
    let all = null;
    for (const [k, one] of parsed.entries()) {
      const { title, text, labels } = await this.group(one);
      const scores = new Float32Array(this.size);
      if (texts[k]) for (let n = 0; n < this.size; n++) scores[n] = WEIGHTS.said[texts[k][first + n]];
      for (const n of labels) scores[n] += WEIGHTS.value;
      for (const n of text) scores[n] += WEIGHTS.competency;
      for (const n of title) scores[n] += WEIGHTS.title;
      if (all) for (let n = 0; n < this.size; n++) all[n] = all[n] && scores[n] && all[n] + scores[n];
      else all = scores;
    }
    const found = new Map();
    if (all) for (let n = 0; n < this.size; n++) if (all[n]) found.set(n, all[n]);
    return found;
  }

  sorted(found, sort, scores) {
    const { order, hours, released } = this;
    const score = new Float32Array(this.size);
    if (scores) for (const n of found) score[n] = scores.get(n);
    const by = {
      relevance: (a, b) => score[b] - score[a] || order[a] - order[b] || a - b,
      newest: (a, b) => released[b] - released[a] || a - b,
      shortest: (a, b) => (hours[a] || Infinity) - (hours[b] || Infinity) || a - b,
      name: (a, b) => a - b,
    };
    return [...found].sort(by[sort]);
  }

  async cardText(n) {
    const piece = await this.index.piece(`${this.name}-cards-${Math.floor(n / this.cards)}`);
    return piece[n % this.cards];
  }
}

function numbers(rows, column) {
  const found = new Set();
  for (const row of rows) { let n = 0; for (const step of row[column]) { n += step; found.add(n); } }
  return found;
}
