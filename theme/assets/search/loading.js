// The index while a page lives: loaded when a reader turns to the search, and what the words
// lead to.
import { state } from "./state.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 */

/** @typedef {typeof import("./engine.js")} Engine */

/**
 * What searches, loaded when somebody does: the bundle next to this one.
 * @returns {Promise<Engine>}
 */
export const loadEngine = () => import(new URL("engine.js", import.meta.url).href);

// With no more resources than this all are loaded, so that their number is on their tab.
const FEW_RESOURCES = 500;

export class Search {
  /** @param {string} address  the index's */
  constructor(address) {
    this.address = address;
    /** @type {SearchIndex | null} */
    this.index = null;
    /** @type {Promise<SearchIndex> | null} */
    this.loading = null;
    /** @type {Engine | null} */
    this.engine = null;
    /** @type {(Asked & { key: string }) | null} */
    this.looked = null;
  }

  load(again = false) {
    if (again) {
      this.loading = null;
      this.index = null;
      this.looked = null;
    }
    this.loading ??= this.fetch(again);
    return this.loading;
  }

  /** @param {boolean} again */
  fetch(again) {
    const loading = this.fetchBoth(again);
    loading.then(
      (index) => {
        this.index = index;
      },
      () => {
        this.loading = null;
      },
    );
    return loading;
  }

  /** @param {boolean} again */
  async fetchBoth(again) {
    this.engine = await loadEngine();
    return this.engine.SearchIndex.load(this.address, again);
  }

  /**
   * What the reader's words lead to, or null when there are none. A change of the filters leaves it
   * as it is.
   * @param {SearchIndex} index
   * @returns {Promise<Asked | null>}
   */
  async look(index) {
    if (!state.q.trim() || !this.engine) return null;
    const { asWords, asTyped } = state;
    const key = `${asWords} ${asTyped} ${state.q}`;
    if (this.looked?.key !== key || !this.looked.whole) {
      const asked = await this.engine.ask(index, state.q, { asWords, asTyped });
      this.looked = { key, ...asked };
    }
    return this.looked;
  }
}

/** @param {SearchIndex} index */
export async function loadFewResources(index) {
  if (index.head.kinds.resources.size > FEW_RESOURCES) return;
  await index.kind("resources").catch(() => {
    // Their tab has no number then.
  });
}
