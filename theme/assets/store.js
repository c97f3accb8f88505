// @ts-nocheck
// One value kept in this browser under one key, in a stated version.
//
// Nothing here throws: a browser may refuse storage altogether (a setting, a private window) or
// have no room left. What was kept in a form that cannot be read is set aside, never overwritten.

export const SENTENCES = {
  off: "This browser does not let the site keep anything, so this lasts only while the page is open.",
  full: "Your browser has no room left for this site, so the last change is not kept.",
  unreadable: "What was kept here before could not be read. It was set aside, and this is a fresh start.",
};

// `version` is that of the form; `parse` turns what was kept into a value, or throws.
// `read()` gives {value, problem}; `write(value)` gives null or the name of a problem above. What
// could not be written is what `read()` gives from then on; `read({stored: true})` passes it over.
// `onChange(then)` calls `then(value, gone)` when another tab has written, or (`gone`) removed it.
export function openStore(key, { version, empty, parse }) {
  let memory = null; // what could not be kept, while the page lives
  function understand(raw) {
    const kept = JSON.parse(raw);
    if (kept === null || typeof kept !== "object" || kept.version !== version) throw new Error("version");
    return parse(kept);
  }
  function read({ stored = false } = {}) {
    if (memory !== null && !stored) return { value: memory.value, problem: memory.problem };
    let raw;
    try { raw = localStorage.getItem(key); } catch { return { value: empty(), problem: "off" }; }
    if (raw === null) return { value: empty(), problem: null };
    try { return { value: understand(raw), problem: null }; } catch { /* below */ }
    try {
      localStorage.setItem(key + "-set-aside", raw);
      localStorage.removeItem(key);
    } catch { memory = { value: empty(), problem: "full" }; }
    return { value: empty(), problem: "unreadable" };
  }
  function write(value) {
    try {
      localStorage.setItem(key, JSON.stringify({ ...value, version }));
      memory = null;
      return null;
    } catch (error) {
      const problem = error && /quota/i.test(error.name + error.message) ? "full" : "off";
      memory = { value, problem };
      return problem;
    }
  }
  function onChange(then) {
    addEventListener("storage", (event) => {
      if (event.key !== key && event.key !== null) return;
      then(read({ stored: true }).value, event.newValue === null);
    });
  }
  return { read, write, onChange };
}
