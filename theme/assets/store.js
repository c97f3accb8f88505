// One value kept in this browser under one key, in a stated version.
//
// Nothing here throws: a browser may refuse storage altogether (a setting, a private window) or
// have no room left. What was kept in a form that cannot be read is set aside, never overwritten.

export const SENTENCES = {
  off:
    "This browser does not let the site keep anything, so this lasts only while the page is " +
    "open.",
  full: "Your browser has no room left for this site, so the last change is not kept.",
  unreadable:
    "What was kept here before could not be read. It was set aside, and this is a fresh start.",
};

/** @typedef {keyof typeof SENTENCES} Problem */

/**
 * @template V
 * @typedef {object} Form
 * @property {number} version  that of the form
 * @property {() => V} empty
 * @property {(kept: Record<string, unknown>) => V} parse  what was kept as a value, or throws
 */

/**
 * @template V
 * @typedef {object} Store
 * @property {(how?: { stored?: boolean }) => { value: V, problem: Problem | null }} read
 *   what could not be written is what this gives from then on; `stored` passes it over
 * @property {(value: V) => Problem | null} write
 * @property {(then: (value: V, gone: boolean) => void) => void} onChange
 *   calls `then` when another tab has written the value, or removed it (`gone`)
 */

/**
 * @template {object} V
 * @param {string} key
 * @param {Form<V>} form
 * @returns {Store<V>}
 */
export function openStore(key, { version, empty, parse }) {
  /** @type {{ value: V, problem: Problem } | null} what could not be kept, while the page lives */
  let memory = null;

  /** @param {string} raw */
  function understand(raw) {
    const kept = JSON.parse(raw);
    if (kept === null || typeof kept !== "object" || kept.version !== version) {
      throw new Error("version");
    }
    return parse(kept);
  }

  /** @type {Store<V>["read"]} */
  function read({ stored = false } = {}) {
    if (memory !== null && !stored) return { value: memory.value, problem: memory.problem };
    let raw;
    try {
      raw = localStorage.getItem(key);
    } catch {
      return { value: empty(), problem: "off" };
    }
    if (raw === null) return { value: empty(), problem: null };
    try {
      return { value: understand(raw), problem: null };
    } catch {
      setAside(raw);
      return { value: empty(), problem: "unreadable" };
    }
  }

  /** @param {string} raw */
  function setAside(raw) {
    try {
      localStorage.setItem(`${key}-set-aside`, raw);
      localStorage.removeItem(key);
    } catch {
      memory = { value: empty(), problem: "full" };
    }
  }

  /** @type {Store<V>["write"]} */
  function write(value) {
    try {
      localStorage.setItem(key, JSON.stringify({ ...value, version }));
      memory = null;
      return null;
    } catch (error) {
      const isFull = error instanceof Error && /quota/i.test(error.name + error.message);
      memory = { value, problem: isFull ? "full" : "off" };
      return memory.problem;
    }
  }

  /** @type {Store<V>["onChange"]} */
  function onChange(then) {
    addEventListener("storage", (event) => {
      if (event.key !== key && event.key !== null) return;
      then(read({ stored: true }).value, event.newValue === null);
    });
  }

  return { read, write, onChange };
}
