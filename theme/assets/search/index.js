// @ts-nocheck
// The index of the catalog: loads pieces when they are asked for, and answers. Touches no page.
import { Kind } from "./kind.js";
import { parse, spell } from "./query.js";
import { TextIndex } from "./text.js";

export class SearchIndex {
  constructor(head, base, again) {
    Object.assign(this, { head, base, again });
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
    return new SearchIndex(head, new URL(".", new URL(address, document.baseURI)).href, again);
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

  parse(query) { return parse(query, this.groups); }

  async spell(parsed) {
    return spell(parsed, Object.values(this.kinds), parsed.length ? await this.fullText().catch(() => null) : null);
  }

  fullText() {
    this.text ||= TextIndex.load(`${this.base}full-text/`, this.head.pieces, this.again);
    this.text.catch((error) => { if (!error.stale) this.text = null; });
    return this.text;
  }

  // What fits all terms, as {kind: Map(number → score)}, and whether the full texts were looked through.
  async match(parsed) {
    let texts = [], whole = true;
    try {
      const text = await this.fullText();
      texts = await Promise.all(parsed.map((one) => text.holding(one)));
    } catch (error) {
      if (error.stale) throw error;
      whole = false;
    }
    const first = { credentials: 0, stacks: this.kinds.credentials.size };
    const found = {};
    for (const { name } of Object.values(this.kinds)) found[name] = await this.kinds[name].match(parsed, name in first ? texts : [], first[name]);
    return { found, whole };
  }

  passages(address) {
    const name = address.replace(/^catalog\//, "").replace(/\/$/, "");
    return fetch(`${this.base}text/${name}.txt`).then((answer) => (answer.ok ? answer.text() : "")).then((text) => text.split("\n"));
  }

  card(text, root) {
    return text.replace(/\u0001(\d+)\u0001/g, (_, n) => this.head.icons[n]).replaceAll("\u0002", root);
  }
}
