// @ts-nocheck
// The words of whole definitions: which record holds which. hooks/credfolio/text/text_index.py makes the pieces.

// A word whose beginning is looked for loads no more pieces than this.
const MOST_PIECES = 3;

export class TextIndex {
  constructor(head, base) {
    Object.assign(this, { head, base, size: head.size, loaded: new Map(), found: new Map() });
  }

  // `edition` names the pieces of the catalog's index, whose numbers of records these are.
  static async load(base, edition, again = false) {
    const answer = await fetch(`${base}index.json`, again ? { cache: "reload" } : {});
    if (!answer.ok) throw new Error(`full text: ${answer.status}`);
    const head = await answer.json();
    if (head.schema_version !== 1) throw new Error("another version");
    if (head.of !== edition) throw Object.assign(new Error("full text of another publication"), { stale: true });
    return new TextIndex(head, base);
  }

  // Lines of a piece, fetched once.
  piece(name) {
    if (!this.loaded.has(name)) {
      const asked = fetch(`${this.base}${this.head.pieces}/${name}.txt`).then((answer) => {
        if (!answer.ok) throw Object.assign(new Error(`${name}: ${answer.status}`), { stale: answer.status === 404 });
        return answer.text();
      }).then((text) => text.split("\n"));
      asked.catch(() => this.loaded.delete(name));
      this.loaded.set(name, asked);
    }
    return this.loaded.get(name);
  }

  // Rows of the pieces in which words between the two can lie, as [word, records, records that say it often].
  async rows(from, to) {
    const found = within(this.head.starts, from, to).slice(0, MOST_PIECES).map((n) => this.piece(`words-${n}`));
    return (await Promise.all(found)).flat().map((line) => line.split("\t"));
  }

  // The words that whole definitions hold in the pieces where `from` to `to` lie.
  async known(from, to) {
    return (await Promise.all(within(this.head.known, from, to).map((n) => this.piece(`known-${n}`)))).flat();
  }

  // For each record 0, 1 when it holds the word, 2 when it says it often; null when none does.
  // A word that is not known as it stands may be the beginning of others.
  async holding(one) {
    const word = one.group < 0 ? one.typed : `\uffff${one.group}`;
    if (!this.found.has(word)) {
      if (this.found.size >= 60) this.found.delete(this.found.keys().next().value);
      const asked = this.look(word, one.group < 0);
      asked.catch(() => this.found.delete(word));
      this.found.set(word, asked);
    }
    return this.found.get(word);
  }

  async look(word, mayBegin) {
    const exact = (await this.rows(word, word)).filter(([known]) => known === word);
    const begins = mayBegin && (word.length > 2 || /[^\x00-\x7f]/.test(word));
    const rows = exact.length || !begins ? exact : (await this.rows(word, `${word}\uffff`)).filter(([known]) => known.startsWith(word));
    if (!rows.length) return null;
    const held = new Uint8Array(this.size);
    const done = new Set();
    for (let row of rows) {
      if (row[1].startsWith("=")) { // another form of the word that stands for both
        const main = row[1].slice(1);
        row = (await this.rows(main, main)).find(([known]) => known === main);
      }
      if (!row || done.has(row[0])) continue;
      done.add(row[0]);
      for (const n of numbers(row[1], this.size)) held[n] ||= 1;
      if (row[2]) for (const n of numbers(row[2], this.size)) held[n] = 2;
    }
    return held;
  }
}

// Which pieces can hold words between the two, by the word with which each begins.
export function within(starts, from, to) {
  const first = Math.max(0, starts.findLastIndex((start) => start <= from));
  const found = [];
  for (let n = first; n < starts.length && (n === first || starts[n] <= to); n++) found.push(n);
  return found;
}

// "+" has the steps between numbers, "-" those between the numbers left out, "#" a bit for each.
function numbers(text, size) {
  const bytes = atob(text.slice(1));
  const found = [];
  if (text[0] === "#") {
    for (let n = 0; n < size; n++) if (bytes.charCodeAt(n >> 3) & (1 << (n & 7))) found.push(n);
    return found;
  }
  let n = -1, step = 0, shift = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    step |= (byte & 0x7f) << shift;
    if (byte & 0x80) { shift += 7; continue; }
    n += step;
    found.push(n);
    step = 0;
    shift = 0;
  }
  if (text[0] === "+") return found;
  const left = new Set(found);
  return Array.from({ length: size }, (_, k) => k).filter((k) => !left.has(k));
}
