// A form of filters over things that have values: which fit, how many each choice would show, and
// the choice kept in the address. Used by the badge wall and by the list of educators.
import { the } from "../dom.js";
import { bare, fill } from "../wording.js";

/**
 * A thing to choose from: its values by the names of the form's fields, and its words, bare.
 * @typedef {{ values: Record<string, string[]>, words?: string }} Faceted
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

const SAYS = {
  failed: "The list could not be loaded. The list below is complete.",
  choice: "{value} ({n})",
};
const WORDS = "q"; // the name of the field for words
const WAIT = 120; // milliseconds after the last key

/**
 * What the filters of a page are about.
 * @template {Faceted} T
 * @typedef {object} Facets
 * @property {() => Promise<T[]>} items
 * @property {(fitting: T[], chosen: Record<string, string> | null) => void} show
 *   puts the fitting ones on the page; `chosen` is null when nothing is asked
 * @property {(n: number) => string} say  the sentence for the live region
 */

/**
 * Wires `form`, whose fields are named like the keys of an item's values.
 * @template {Faceted} T
 * @param {HTMLFormElement} form
 * @param {Facets<T>} facets
 */
export function facets(form, { items, show, say }) {
  const said = the("[data-said]", HTMLElement, form);
  const before = said.textContent;
  const reset = the("[type=reset]", HTMLElement, form);
  const fields = [...form.elements].flatMap((field) => (isField(field) ? [field] : []));

  function chosen() {
    /** @type {Record<string, string>} */
    const found = {};
    for (const field of fields) if (chosenIn(field)) found[field.name] = chosenIn(field);
    return found;
  }

  async function apply({ keep = true } = {}) {
    const asked = chosen();
    const isAny = Object.keys(asked).length > 0;
    if (keep) remember(fields, asked);
    reset.hidden = !isAny;
    let all;
    try {
      all = await items();
    } catch {
      said.textContent = SAYS.failed;
      return;
    }
    for (const field of fields) {
      if (field instanceof HTMLSelectElement) recount(field, all, asked);
    }
    const fitting = isAny ? all.filter((item) => fits(item, asked)) : all;
    show(fitting, isAny ? asked : null);
    said.textContent = isAny ? say(fitting.length) : before;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  form.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    const isTyped = target instanceof HTMLInputElement && target.type === "search";
    timer = setTimeout(apply, isTyped ? WAIT : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) put(field, "");
    apply();
    fields[0].focus();
  });
  addEventListener("popstate", () => {
    recall(fields);
    apply({ keep: false });
  });
  form.hidden = false;
  if (recall(fields)) apply({ keep: false });
}

/**
 * @param {Element} element
 * @returns {element is Field}
 */
function isField(element) {
  const isKnown = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  return isKnown && element.name !== "";
}

/** @param {Field} field */
const isBox = (field) => field.type === "checkbox";

/** @param {Field} field */
function chosenIn(field) {
  if (field instanceof HTMLInputElement && isBox(field)) return field.checked ? field.value : "";
  return field.value.trim();
}

/**
 * Puts a value into a field; what the field does not know leaves it empty.
 * @param {Field} field
 * @param {string} wanted
 */
function put(field, wanted) {
  if (field instanceof HTMLInputElement && isBox(field)) field.checked = wanted === field.value;
  else {
    const isKnown =
      !(field instanceof HTMLSelectElement) ||
      [...field.options].some((option) => option.value === wanted);
    field.value = isKnown ? wanted : "";
  }
}

/**
 * Whether an item has everything that is asked, but for the field `except`.
 * @param {Faceted} item
 * @param {Record<string, string>} asked
 * @param {string} except
 */
export function fits(item, asked, except = "") {
  return Object.entries(asked).every(([name, wanted]) => {
    if (name === except) return true;
    if (name !== WORDS) return (item.values[name] ?? []).includes(wanted);
    return bare(wanted)
      .split(/\s+/)
      .every((word) => (item.words ?? "").includes(word));
  });
}

/**
 * How many items each value of a field would leave, given what is chosen in the other fields.
 * @param {Faceted[]} all
 * @param {Record<string, string>} asked
 * @param {string} name
 */
export function countsOf(all, asked, name) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of all.filter((one) => fits(one, asked, name))) {
    for (const one of item.values[name] ?? []) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

/**
 * Writes next to each choice how many it would leave.
 * @param {HTMLSelectElement} field
 * @param {Faceted[]} all
 * @param {Record<string, string>} asked
 */
function recount(field, all, asked) {
  const counts = countsOf(all, asked, field.name);
  for (const option of field.options) {
    if (!option.value) continue;
    const n = counts.get(option.value) ?? 0;
    option.textContent = fill(SAYS.choice, { value: option.dataset.label ?? "", n });
    option.disabled = n === 0 && !option.selected;
  }
}

/**
 * @param {Field[]} fields
 * @param {Record<string, string>} asked
 */
function remember(fields, asked) {
  const address = new URL(location.href);
  for (const field of fields) address.searchParams.delete(field.name);
  for (const [name, wanted] of Object.entries(asked)) address.searchParams.set(name, wanted);
  history.replaceState(null, "", address);
}

/**
 * Fills the form from the address; what it does not know is left out. Says whether there was any.
 * @param {Field[]} fields
 */
function recall(fields) {
  const address = new URLSearchParams(location.search);
  for (const field of fields) put(field, address.get(field.name) ?? "");
  return fields.some((field) => chosenIn(field) !== "");
}
