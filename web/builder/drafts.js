// Drafts in this browser: nothing that was typed is lost when another tab writes, when there is no
// room left, or when the browser keeps nothing at all.
import { openStore } from "../../theme/assets/store.js";

/**
 * @import { Problem, Store } from "../../theme/assets/store.js"
 * @import { WrittenMap } from "./record.js"
 * @typedef {{
 *   key: string, stamp?: string, id: string, step: number, data: WrittenMap,
 *   original: string | null, path: string | null, role?: string, keepsPlace?: boolean,
 * }} Draft
 * @typedef {{drafts: Record<string, Draft>}} Kept
 */

const drawn = () => `${Date.now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;

export class Drafts {
  /** @param {string} name */
  constructor(name) {
    /** @type {Store<Kept>} */
    this.store = openStore(name, {
      version: 1,
      /** @returns {Kept} */
      empty: () => ({ drafts: {} }),
      /** @param {Record<string, unknown>} kept */
      parse: (kept) => ({ drafts: { .../** @type {Kept["drafts"]} */ (kept.drafts) } }),
    });
    /** @type {string | null} what of the open draft was kept last, as text */
    this.written = null;
    /** @type {Problem | null} */
    this.problem = null;
  }

  static key() {
    return drawn();
  }
  all() {
    return Object.values(this.store.read().value.drafts);
  }
  stored() {
    return this.store.read({ stored: true });
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
    const { value } = this.stored();
    const there = value.drafts[draft.key];
    const forked = Boolean(there && draft.stamp && there.stamp !== draft.stamp);
    if (forked) draft.key = drawn();
    const stamp = drawn();
    this.problem = this.store.write({
      drafts: { ...value.drafts, [draft.key]: { ...draft, stamp } },
    });
    if (this.problem === null) {
      draft.stamp = stamp;
      this.written = this.words(draft);
    }
    return { problem: this.problem, forked };
  }

  /** @param {string} key */
  remove(key) {
    const { value } = this.stored();
    delete value.drafts[key];
    this.store.write(value);
  }

  /**
   * `then(theirs)` when another tab has written: the open draft as it is there now, if it is newer
   * and nothing was typed here since; null otherwise.
   * @param {() => Draft | null} draft
   * @param {(theirs: Draft | null) => void} then
   */
  onChange(draft, then) {
    this.store.onChange((value) => {
      const mine = draft();
      const theirs = mine && value.drafts[mine.key];
      const isNewer = theirs && theirs.stamp !== mine.stamp && this.words(mine) === this.written;
      then(isNewer ? theirs : null);
    });
  }
}
