// The index of the catalog: loads pieces when they are asked for, and answers. Touches no page.
import { Kind } from "./kind.js";
import { Pieces, Stale } from "./pieces.js";
import { parse, spell } from "./query.js";
import { TextIndex } from "./text.js";

/**
 * @import { KindData, Scores, WordRow } from "./kind.js"
 * @import { Term } from "./query.js"
 */

/**
 * @typedef {[id: string, label: string]} FacetValue
 * @typedef {{ id: string, title: string, values: FacetValue[] }} FacetData
 * @typedef {FacetData & { labels: Map<string, string>, number: Map<string, number> }} Facet
 *
 * @typedef {object} IndexHead
 * @property {number} schema_version
 * @property {string} pieces
 * @property {FacetData[]} facets
 * @property {string[][]} synonyms
 * @property {string[]} icons
 * @property {{ credentials: KindData, stacks: KindData, resources: { size: number } }} kinds
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
      labels: new Map(facet.values),
      number: new Map(facet.values.map(([id], n) => [id, n])),
    }));
    this.groups = head.synonyms.map((terms) => terms.map((term) => term.split(" ")));
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
    if (head.schema_version !== 1) throw new Error("another version");
    return new SearchIndex(head, new URL(".", new URL(address, document.baseURI)).href, again);
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
      kind.inherit(this.kinds.credentials);
      this.kinds[name] = kind;
    }
    return this.kinds[name];
  }

  /** @param {string} query */
  parse(query) {
    return parse(query, this.groups);
  }

  /** @param {Term[]} parsed */
  async spell(parsed) {
    const text = parsed.length ? await this.fullText().catch(() => null) : null;
    return spell(parsed, Object.values(this.kinds), text);
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
   * What fits all terms, by kind, and whether the full texts were looked through.
   * @param {Term[]} parsed
   */
  async match(parsed) {
    const { texts, whole } = await this.texts(parsed);
    // Numbers in the texts go on from the credentials to the stacks; resources have none.
    const stacksBegin = this.kinds.credentials.size;
    /** @type {Record<string, Scores>} */
    const found = {};
    for (const kind of Object.values(this.kinds)) {
      const held = kind.name === "resources" ? [] : texts;
      found[kind.name] = await kind.match(parsed, held, kind.name === "stacks" ? stacksBegin : 0);
    }
    return { found, whole };
  }

  /** @param {Term[]} parsed */
  async texts(parsed) {
    try {
      const text = await this.fullText();
      return { texts: await Promise.all(parsed.map((one) => text.holding(one))), whole: true };
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
