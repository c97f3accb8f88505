// The index of the catalog: loads pieces when they are asked for, and answers. Touches no page.
import { distance, wordsOf } from "./search-words.js";

const ENGLISH_SMALL = new Set("a an and are as at by for from in is it of on or the to with".split(" "));

export class SearchIndex {
  constructor(head, base) {
    this.head = head;
    this.base = base;
    this.kinds = {};
    this.loaded = new Map();
    this.facets = head.facets.map((facet) => ({ ...facet, labels: new Map(facet.values), number: new Map(facet.values.map(([id], n) => [id, n])) }));
    this.groups = head.synonyms.map((terms) => terms.map((term) => term.split(" ")));
    for (const kind of ["credentials", "stacks"]) this.kinds[kind] = new Kind(kind, head.kinds[kind], this);
  }

  static async load(address, again = false) {
    const answer = await fetch(address, again ? { cache: "reload" } : {});
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const head = await answer.json();
    if (head.schema_version !== 1) throw new Error("another version");
    return new SearchIndex(head, new URL(".", new URL(address, document.baseURI)).href);
  }

  // A file of the index, fetched once.
  piece(name) {
    if (!this.loaded.has(name)) {
      const asked = fetch(`${this.base}${this.head.pieces}/${name}.json`).then((answer) => {
        if (!answer.ok) throw Object.assign(new Error(`${name}: ${answer.status}`), { stale: answer.status === 404 });
        return answer.json();
      });
      asked.catch(() => this.loaded.delete(name));
      this.loaded.set(name, asked);
    }
    return this.loaded.get(name);
  }

  async kind(name) {
    if (!this.kinds[name]) {
      const data = await this.piece(name);
      const kind = new Kind(name, data, this);
      kind.inherit(this.kinds.credentials);
      this.kinds[name] = kind;
    }
    return this.kinds[name];
  }

  // The query as groups of alternatives: each is a list of terms, each term a list of words.
  parse(query) {
    let words = wordsOf(query, true);
    const telling = words.filter((word) => !ENGLISH_SMALL.has(word));
    if (telling.length) words = telling;
    const parsed = [];
    for (let at = 0; at < words.length;) {
      let length = 0, number = -1;
      this.groups.forEach((terms, n) => {
        for (const term of terms) {
          if (term.length > length && term.every((word, k) => words[at + k] === word)) { length = term.length; number = n; }
        }
      });
      if (length) {
        parsed.push({ typed: words.slice(at, at + length).join(" "), group: number, terms: this.groups[number] });
        at += length;
      } else parsed.push({ typed: words[at], group: -1, terms: [[words[at++]]] });
    }
    return parsed.slice(0, 12);
  }

  // Every address in the text index, with how well it fits: Map(number → score). Credentials come first, then stacks.
  async fullText(parsed) {
    if (!this.text) {
      const home = `${this.base}full-text/`;
      this.text = Promise.all([import(`${home}pagefind.js`), this.table()]).then(([pagefind, table]) => {
        const numbers = new Map();
        for (let n = 0; n * table.length < table.ids.length; n++) numbers.set(table.ids.slice(n * table.length, (n + 1) * table.length), n);
        for (const [id, n] of Object.entries(table.longer)) numbers.set(id, n);
        return { pagefind: pagefind.createInstance({ basePath: home, noWorker: true }), numbers, length: table.length };
      });
      this.text.catch(() => { this.text = null; });
    }
    const { pagefind, numbers, length } = await this.text;
    const term = parsed.map((one) => (one.group < 0 ? one.typed : `zsyn${one.group}x`)).join(" ");
    // A word that nearly every definition holds takes long to weigh; who goes back and forth between
    // words and filters is answered from what was found before.
    this.answered ||= new Map();
    if (this.answered.has(term)) return this.answered.get(term);
    const record = (id) => numbers.get(id) ?? numbers.get(id.slice(0, length));
    const { results } = await pagefind.search(term);
    const found = new Map(results.map((result) => [record(result.id.split("_")[1]), result.score]).filter(([n]) => n !== undefined));
    if (this.answered.size >= 40) this.answered.delete(this.answered.keys().next().value);
    this.answered.set(term, found);
    return found;
  }

  // What belongs to Pagefind's index: which of its ids is which record, and which words there are.
  table() {
    this.tableAsked ||= fetch(`${this.base}full-text/records.json`).then((answer) => { if (!answer.ok) throw new Error("records.json"); return answer.json(); });
    this.tableAsked.catch(() => { this.tableAsked = null; });
    return this.tableAsked;
  }

  // The words of the full texts in the pieces where `from` to `to` lie.
  async known(from, to) {
    const { known: starts } = await this.table();
    this.lists ||= new Map();
    const first = Math.max(0, starts.findLastIndex((start) => start <= from));
    const found = [];
    for (let n = first; n < starts.length && (n === first || starts[n] <= to); n++) {
      if (!this.lists.has(n)) {
        const asked = fetch(`${this.base}full-text/known-${n}.txt`).then((answer) => { if (!answer.ok) throw new Error("known words"); return answer.text(); }).then((text) => text.split("\n"));
        asked.catch(() => this.lists.delete(n));
        this.lists.set(n, asked);
      }
      found.push(this.lists.get(n));
    }
    return (await Promise.all(found)).flat();
  }

  // The query with each word that nothing holds exchanged for the nearest that is held.
  // A word without one keeps `unknown`.
  async spell(parsed) {
    return Promise.all(parsed.map(async (one) => {
      const word = one.typed;
      if (one.group >= 0 || word.length < 3 || !/^\p{L}+$/u.test(word)) return one;
      const kinds = Object.values(this.kinds);
      for (const kind of kinds) {
        const { title, text, labels } = await kind.group(one);
        if (title.size || text.size || labels.size) return one;
      }
      const all = await this.known(word, word + "\uffff").catch(() => null);
      if (!all || all.some((other) => other.startsWith(word))) return one;
      const most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
      let best = "", closest = most + 1, often = -1;
      const weigh = (other, times) => {
        const steps = distance(word, other, most);
        if (steps <= most && (steps < closest || (steps === closest && times > often))) { best = other; closest = steps; often = times; }
      };
      for (const kind of kinds) for (const [other, title, text] of await kind.wordRows(word[0], word[0] + "\uffff")) weigh(other, title.length + text.length);
      for (const other of await this.known(word[0], word[0] + "\uffff").catch(() => [])) weigh(other, 0);
      return best ? { ...one, typed: best, terms: [[best]], was: word } : { ...one, unknown: true };
    }));
  }

  passages(address) {
    const name = address.replace(/^catalog\//, "").replace(/\/$/, "");
    return fetch(`${this.base}text/${name}.txt`).then((answer) => (answer.ok ? answer.text() : "")).then((text) => text.split("\n"));
  }

  card(text, root) {
    return text.replace(/\u0001(\d+)\u0001/g, (_, n) => this.head.icons[n]).replaceAll("\u0002", root);
  }
}

// Records of one kind: credentials, stacks or resources.
class Kind {
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
    // The pieces whose words can lie between the two.
    const first = Math.max(0, this.starts.findLastIndex((start) => start <= from));
    const found = [];
    for (let n = first; n < this.starts.length && (n === first || this.starts[n] <= to); n++) found.push(this.index.piece(`${this.name}-words-${n}`));
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

  // Map(number → score) of what titles, competencies and values say about the query.
  async match(parsed) {
    let all = null;
    for (const one of parsed) {
      const { title, text, labels } = await this.group(one);
      const scores = new Map();
      for (const n of labels) scores.set(n, 2);
      for (const n of text) scores.set(n, 4);
      for (const n of title) scores.set(n, 16 + (text.has(n) ? 2 : 0));
      if (!all) all = scores;
      else all = new Map([...all].filter(([n]) => scores.has(n)).map(([n, score]) => [n, score + scores.get(n)]));
    }
    return all || new Map();
  }

  sorted(found, sort, scores) {
    const { order, hours, released } = this;
    const by = {
      relevance: (a, b) => (scores ? scores.get(b) - scores.get(a) : 0) || order[a] - order[b] || a - b,
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

  creditOf(n, jurisdiction) {
    const list = this.credits[0][this.credits[1][n]];
    return list.filter(([where]) => where === jurisdiction).map(([, amount]) => amount);
  }
}

function numbers(rows, column) {
  const found = new Set();
  for (const row of rows) { let n = 0; for (const step of row[column]) { n += step; found.add(n); } }
  return found;
}
