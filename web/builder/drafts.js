// Drafts in this browser: nothing that was typed is lost when another tab writes, when there is no
// room left, or when the browser keeps nothing at all. Each draft has a key of its own, so that two
// tabs, which may not see at once what the other writes, never write over each other's drafts.
import { openStore } from "../../theme/assets/store.js";

/**
 * @import { Problem, Store } from "../../theme/assets/store.js"
 * @import { WrittenMap } from "./record.js"
 * @import { Left, Mark } from "./paste/place.js"
 * @typedef {{marks: Mark[], left: Left[]}} From what a pasted description became
 * @typedef {{
 *   key: string, from?: From, stamp?: string, id: string, step: number, data: WrittenMap,
 *   original: string | null, path: string | null, role?: string, keepsPlace?: boolean,
 * }} Draft
 * @typedef {{draft: Draft | null}} Kept
 */

const drawn = () => `${Date.now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;

export class Drafts {
  /** @type {Map<string, Store<Kept>>} */
  #stores = new Map();
  #before;

  /** @param {string} name */
  constructor(name) {
    this.#before = `${name}/`;
    /** @type {string | null} what of the open draft was kept last, as text */
    this.written = null;
    /** @type {Problem | null} */
    this.problem = null;
    this.#takeApart(name);
  }

  static key() {
    return drawn();
  }

  /** @param {string} key */
  #store(key) {
    const known = this.#stores.get(key);
    if (known) return known;
    /** @type {Store<Kept>} */
    const store = openStore(this.#before + key, {
      version: 1,
      /** @returns {Kept} */
      empty: () => ({ draft: null }),
      /** @param {Record<string, unknown>} kept */
      parse: (kept) => ({ draft: /** @type {Kept} */ (kept).draft }),
    });
    this.#stores.set(key, store);
    return store;
  }

  /** The keys of all drafts; throws where the browser keeps nothing. */
  #keys() {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.#before) && !key.endsWith("-set-aside"))
      .map((key) => key.slice(this.#before.length));
  }

  /**
   * Drafts that an earlier form of this page kept under one key get keys of their own.
   * @param {string} name
   */
  #takeApart(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(name) ?? "null");
      for (const [key, draft] of Object.entries(kept?.drafts ?? {})) {
        if (this.#store(key).write({ draft })) return;
      }
      localStorage.removeItem(name);
    } catch {
      // What cannot be read stays where it is.
    }
  }

  all() {
    /** @type {string[]} */
    let there = [];
    try {
      there = this.#keys();
    } catch {
      // What this tab could not keep is in its stores.
    }
    return [...new Set([...there, ...this.#stores.keys()])]
      .map((key) => this.#store(key).read().value.draft)
      .filter((draft) => draft !== null);
  }

  /**
   * The drafts that the browser keeps, and what is wrong with keeping them.
   * @returns {{drafts: Draft[], problem: Problem | null}}
   */
  stored() {
    try {
      const read = this.#keys().map((key) => this.#store(key).read({ stored: true }));
      return {
        drafts: read.map((one) => one.value.draft).filter((draft) => draft !== null),
        problem: read.find((one) => one.problem !== null)?.problem ?? null,
      };
    } catch {
      return { drafts: [], problem: "off" };
    }
  }

  /** @param {Draft} draft */
  words(draft) {
    const { stamp, ...rest } = draft;
    return JSON.stringify(rest);
  }
  /** @param {Draft} draft */
  opened(draft) {
    this.written = this.words(draft);
  }
  /** @param {Draft} draft */
  hasUnkept(draft) {
    return this.problem !== null && this.words(draft) !== this.written;
  }

  /**
   * Keeps the open draft. {problem, forked}: `forked` when another tab had changed the same draft,
   * so that this one goes on as a copy.
   * @param {Draft} draft
   */
  keep(draft) {
    const words = this.words(draft);
    if (words === this.written && this.problem === null) return { problem: null, forked: false };
    const there = this.#store(draft.key).read({ stored: true }).value.draft;
    const forked = Boolean(there && draft.stamp && there.stamp !== draft.stamp);
    if (forked) draft.key = drawn();
    const stamp = drawn();
    this.problem = this.#store(draft.key).write({ draft: { ...draft, stamp } });
    if (this.problem === null) {
      draft.stamp = stamp;
      this.written = this.words(draft);
    }
    return { problem: this.problem, forked };
  }

  /** @param {string} key */
  remove(key) {
    this.#stores.delete(key);
    try {
      localStorage.removeItem(this.#before + key);
    } catch {
      // A browser that keeps nothing has nothing to remove.
    }
  }

  /**
   * `then(theirs)` when another tab has written: the open draft as it is there now, if it is newer
   * and nothing was typed here since; null otherwise.
   * @param {() => Draft | null} draft
   * @param {(theirs: Draft | null) => void} then
   */
  onChange(draft, then) {
    addEventListener("storage", ({ key }) => {
      if (key !== null && !key.startsWith(this.#before)) return;
      const mine = draft();
      const theirs = mine && this.#store(mine.key).read({ stored: true }).value.draft;
      const isNewer = theirs && theirs.stamp !== mine.stamp && this.words(mine) === this.written;
      then(isNewer ? theirs : null);
    });
  }
}
