// The words of whole definitions: which record holds which. hooks/credfolio/text/text_index.py
// makes the pieces.
import { Pieces, Stale } from "./pieces.js";

/**
 * The file that says what the others are. `of` names the edition of the catalog's index, `starts`
 * and `known` the words with which pieces begin.
 * @typedef {object} TextHead
 * @property {number} schema_version
 * @property {string} of
 * @property {number} size
 * @property {string} pieces
 * @property {string[]} starts
 * @property {string[]} known
 */

/**
 * A word, the records that hold it and those that say it often, both packed; a word that represents
 * another has "=" and that word in place of records.
 * @typedef {string[]} TextRow
 */

// A word whose beginning is looked for loads no more pieces than this.
const MOST_PIECES = 3;
const MOST_REMEMBERED = 60;
const SHORTEST_BEGINNING = 3;

export const HELD = 1;
export const SAID_OFTEN = 2;

export class TextIndex {
  /**
   * @param {TextHead} head
   * @param {string} base
   */
  constructor(head, base) {
    this.head = head;
    this.size = head.size;
    this.pieces = new Pieces(`${base}${head.pieces}/`, ".txt", async (answer) =>
      (await answer.text()).split("\n"),
    );
    /** @type {Map<string, Promise<Uint8Array | null>>} */
    this.found = new Map();
  }

  /**
   * `edition` names the pieces of the catalog's index, whose numbers of records these are.
   * @param {string} base
   * @param {string} edition
   */
  static async load(base, edition, again = false) {
    const answer = await fetch(`${base}index.json`, again ? { cache: "reload" } : {});
    if (!answer.ok) throw new Error(`full text: ${answer.status}`);
    /** @type {TextHead} */
    const head = await answer.json();
    if (head.schema_version !== 1) throw new Error("another version");
    if (head.of !== edition) throw new Stale("full text of another publication");
    return new TextIndex(head, base);
  }

  /**
   * Rows of the words that begin with `word`, in the pieces that can hold words up to `to`.
   * @param {string} word
   * @param {string} to
   * @returns {Promise<TextRow[]>}
   */
  async rows(word, to) {
    const found = within(this.head.starts, word, to).slice(0, MOST_PIECES);
    const lines = await Promise.all(found.map((n) => this.pieces.get(`words-${n}`)));
    const begun = lines.flatMap((piece) => piece.filter((line) => line.startsWith(word)));
    return begun.map((line) => line.split("\t"));
  }

  /**
   * The words that whole definitions hold in the pieces that hold `from` to `to`.
   * @param {string} from
   * @param {string} to
   */
  async known(from, to) {
    const found = within(this.head.known, from, to).map((n) => this.pieces.get(`known-${n}`));
    return (await Promise.all(found)).flat();
  }

  /**
   * For each record 0, `HELD` or `SAID_OFTEN`; null when none holds it. A word that is not known as
   * it is may be the beginning of others.
   * @param {string} word
   * @param {boolean} mayBegin  whether words that begin so count
   */
  holding(word, mayBegin = true) {
    return this.once(word, mayBegin);
  }

  /**
   * The same for the terms of a group of synonyms.
   * @param {number} group
   */
  inGroup(group) {
    return this.once(`\uffff${group}`, false);
  }

  /**
   * @param {string} word
   * @param {boolean} mayBegin
   */
  async once(word, mayBegin) {
    const key = `${mayBegin} ${word}`;
    let asked = this.found.get(key);
    if (!asked) {
      const [oldest] = this.found.keys();
      if (this.found.size >= MOST_REMEMBERED) this.found.delete(oldest);
      asked = this.look(word, mayBegin);
      asked.catch(() => this.found.delete(key));
      this.found.set(key, asked);
    }
    return asked;
  }

  /**
   * @param {string} word
   * @param {boolean} mayBegin
   */
  async look(word, mayBegin) {
    const rows = await this.rowsOf(word, mayBegin);
    if (!rows.length) return null;
    const held = new Uint8Array(this.size);
    const done = new Set();
    for (const row of rows) {
      const main = await this.mainRow(row);
      if (!main || done.has(main[0])) continue;
      done.add(main[0]);
      for (const n of unpack(main[1], this.size)) if (!held[n]) held[n] = HELD;
      if (main[2]) for (const n of unpack(main[2], this.size)) held[n] = SAID_OFTEN;
    }
    return held;
  }

  /**
   * @param {string} word
   * @param {boolean} mayBegin
   */
  async rowsOf(word, mayBegin) {
    const exact = (await this.rows(word, word)).filter(([known]) => known === word);
    const isLong = word.length >= SHORTEST_BEGINNING || /[^\x00-\x7f]/.test(word);
    if (exact.length || !mayBegin || !isLong) return exact;
    const near = await this.rows(word, `${word}\uffff`);
    return near.filter(([known]) => known.startsWith(word));
  }

  /**
   * The row itself, or that of the form that represents both.
   * @param {TextRow} row
   */
  async mainRow(row) {
    if (!row[1].startsWith("=")) return row;
    const main = row[1].slice(1);
    return (await this.rows(main, main)).find(([known]) => known === main);
  }
}

/**
 * Which pieces can hold words between the two, by the word with which each begins.
 * @param {string[]} starts
 * @param {string} from
 * @param {string} to
 */
export function within(starts, from, to) {
  const first = Math.max(
    0,
    starts.findLastIndex((start) => start <= from),
  );
  const found = [];
  for (let n = first; n < starts.length && (n === first || starts[n] <= to); n++) found.push(n);
  return found;
}

/**
 * Numbers of records: "+" has the steps between them, "-" those between the numbers left out, "#" a
 * bit for each.
 * @param {string} text
 * @param {number} size
 * @returns {number[]}
 */
export function unpack(text, size) {
  const packed = atob(text.slice(1));
  const bytes = new Uint8Array(packed.length);
  for (let n = 0; n < packed.length; n++) bytes[n] = packed.charCodeAt(n);
  const steps = text[0] === "#" ? [] : stepped(bytes);
  if (text[0] === "+") return steps;
  const found = [];
  let left = 0;
  for (let n = 0; n < size; n++) {
    if (text[0] === "#") {
      if (bytes[n >> 3] & (1 << (n & 7))) found.push(n);
    } else if (steps[left] === n) left++;
    else found.push(n);
  }
  return found;
}

/**
 * Numbers from the steps between them: seven bits a byte, the lowest first, the eighth set where
 * more follow.
 * @param {Uint8Array} bytes
 */
function stepped(bytes) {
  const found = [];
  let n = -1;
  let step = 0;
  let shift = 0;
  for (const byte of bytes) {
    step |= (byte & 0x7f) << shift;
    if (byte & 0x80) {
      shift += 7;
      continue;
    }
    n += step;
    found.push(n);
    step = 0;
    shift = 0;
  }
  return found;
}
