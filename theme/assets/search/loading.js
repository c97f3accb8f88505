// The index while a page lives: loaded when a reader turns to the search, and what the words
// lead to.
import { SearchIndex } from "./index.js";
import { state } from "./state.js";

/**
 * @import { Scores } from "./kind.js"
 * @import { Term } from "./query.js"
 */

// With no more resources than this all are loaded, so that their number is on their tab.
const FEW_RESOURCES = 500;

/**
 * What words lead to, by kind. `whole`: the full texts were looked through.
 * @typedef {{ parsed: Term[], found: Record<string, Scores>, whole: boolean }} Looked
 */

export class Search {
  /** @param {string} address  the index's */
  constructor(address) {
    this.address = address;
    /** @type {SearchIndex | null} */
    this.index = null;
    /** @type {Promise<SearchIndex> | null} */
    this.loading = null;
    /** @type {(Looked & { key: string }) | null} */
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
    const loading = SearchIndex.load(this.address, again);
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

  /**
   * What the reader's words lead to, or null when there are none. A change of the filters leaves it
   * as it is.
   * @param {SearchIndex} index
   * @returns {Promise<Looked | null>}
   */
  async look(index) {
    if (!state.q.trim()) return null;
    const key = `${state.show} ${state.q}`;
    if (this.looked?.key !== key || !this.looked.whole) {
      await loadFewResources(index);
      const parsed = await index.spell(index.parse(state.q));
      const known = parsed.length > 0 && !parsed.some((one) => one.unknown);
      const { found, whole } = known ? await index.match(parsed) : { found: {}, whole: true };
      this.looked = { key, parsed, found, whole };
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
