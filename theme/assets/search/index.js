// The index of the catalog: loads pieces when they are asked for, and answers. Touches no page.
import { Kind } from "./kind.js";
import { Pieces, Stale } from "./pieces.js";
import { HELD, TextIndex } from "./text.js";

/**
 * @import { KindData, WordRow } from "./kind.js"
 * @import { Term } from "./query.js"
 */

/**
 * @typedef {[id: string, label: string, also?: string[]]} FacetValue
 * @typedef {{ id: string, title: string, values: FacetValue[] }} FacetData
 * @typedef {FacetData & { labels: Map<string, string>, number: Map<string, number> }} Facet
 *
 * @typedef {{ size: number }} Size
 * @typedef {{ credentials: KindData, stacks: KindData, resources: Size, others: Size }} Heads
 *
 * @typedef {object} IndexHead
 * @property {number} schema_version
 * @property {string} pieces
 * @property {FacetData[]} facets
 * @property {string[]} icons
 * @property {Heads} kinds
 */

const ICON = /\u0001(\d+)\u0001/g;
const ROOT = "\u0002";

export class SearchIndex {
  /**
   * @param {IndexHead} head
   * @param {string} base
   * @param {boolean} again
   */
  constructor(head, base, again) {
    this.head = head;
    this.base = base;
    this.again = again;
    this.pieces = new Pieces(`${base}${head.pieces}/`, ".json", (answer) => answer.json());
    /** @type {Facet[]} */
    this.facets = head.facets.map((facet) => ({
      ...facet,
      labels: new Map(facet.values.map(([id, label]) => [id, label])),
      number: new Map(facet.values.map(([id], n) => [id, n])),
    }));
    /** @type {string[][][]} groups of terms that mean the same, each a list of words */
    this.groups = [];
    const { credentials, stacks } = head.kinds;
    /** @type {Record<string, Kind> & { credentials: Kind, stacks: Kind }} */
    this.kinds = {
      credentials: new Kind("credentials", credentials, this),
      stacks: new Kind("stacks", stacks, this),
    };
    /** @type {Promise<TextIndex> | null} */
    this.text = null;
  }

  /** @param {string} address */
  static async load(address, again = false) {
    const answer = await fetch(address, again ? { cache: "reload" } : {});
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    /** @type {IndexHead} */
    const head = await answer.json();
    if (head.schema_version !== 2) throw new Error("another version");
    return new SearchIndex(
      head,
      new URL(".", new URL(address, globalThis.document?.baseURI)).href,
      again,
    );
  }

  /**
   * @param {string} name
   * @returns {Promise<WordRow[]>}
   */
  wordPiece(name) {
    return this.pieces.get(name);
  }

  /**
   * @param {string} name
   * @returns {Promise<string[]>}
   */
  cardPiece(name) {
    return this.pieces.get(name);
  }

  /** @param {string} name */
  async kind(name) {
    if (!this.kinds[name]) {
      const kind = new Kind(name, await this.pieces.get(name), this);
      if (name === "resources") kind.inherit(this.kinds.credentials);
      this.kinds[name] = kind;
    }
    return this.kinds[name];
  }

  /** What words are looked up in besides the kinds: the groups of synonyms. */
  async loadWords() {
    if (this.groups.length) return;
    /** @type {string[][]} */
    const groups = await this.pieces.get("synonyms");
    this.groups = groups.map((terms) => terms.map((term) => term.split(" ")));
  }

  fullText() {
    if (!this.text) {
      this.text = TextIndex.load(`${this.base}full-text/`, this.head.pieces, this.again);
      this.text.catch((error) => {
        if (!(error instanceof Stale)) this.text = null;
      });
    }
    return this.text;
  }

  /**
   * What the index of whole texts holds for each term, and whether it could be asked.
   * @param {Term[]} terms
   */
  async texts(terms) {
    try {
      const text = await this.fullText();
      return { texts: await Promise.all(terms.map((one) => holding(text, one))), whole: true };
    } catch (error) {
      if (error instanceof Stale) throw error;
      return { texts: [], whole: false };
    }
  }

  /**
   * The passages of the record at `address`.
   * @param {string} address
   */
  async passages(address) {
    const name = address.replace(/^catalog\//, "").replace(/\/$/, "");
    const answer = await fetch(`${this.base}text/${name}.txt`);
    return answer.ok ? (await answer.text()).split("\n") : [];
  }

  /**
   * A card's HTML as the build wrote it, with icons and the way to the site's root put in.
   * @param {string} text
   * @param {string} root
   */
  card(text, root) {
    return text.replace(ICON, (_, n) => this.head.icons[Number(n)]).replaceAll(ROOT, () => root);
  }
}

/**
 * For each record whether its text holds a term, whose words are side by side where it is one of a
 * group: 0, `HELD` or `SAID_OFTEN`; a synonym alone is
 * `HELD`. Null when none does.
 * @param {TextIndex} text
 * @param {Term} one
 */
async function holding(text, one) {
  const inText = one.ways.filter((way) => one.group < 0 || way.length < 2);
  /** @type {Promise<Uint8Array | null>[]} */
  const asked = inText.map((way) => together(text, way, one.group < 0));
  if (one.group >= 0) asked.push(text.inGroup(one.group));
  const [direct, ...others] = await Promise.all(asked);
  const found = direct ?? new Uint8Array(text.size);
  for (const other of others) {
    other?.forEach((value, n) => {
      if (value && !found[n]) found[n] = HELD;
    });
  }
  return found.some(Boolean) ? found : null;
}

/**
 * The records that hold every one of these words.
 * @param {TextIndex} text
 * @param {string[]} words
 * @param {boolean} mayBegin  whether they may be beginnings of words
 */
async function together(text, words, mayBegin) {
  const [first, ...others] = await Promise.all(words.map((word) => text.holding(word, mayBegin)));
  if (!first || others.some((one) => !one)) return null;
  const found = first.slice();
  for (const other of others) {
    found.forEach((value, n) => {
      found[n] = Math.min(value, other?.[n] ?? 0);
    });
  }
  return found;
}
