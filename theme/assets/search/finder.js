// The search box of every page but the catalog: one box for credentials, people, places, standards,
// issuers and guides. Loaded when somebody asks for it.
import { button, h, maybe } from "../dom.js";
import { fill, listed } from "../wording.js";
import { dress, siteRoot } from "./dress.js";
import { groupSection } from "./group_section.js";
import { keepFilters, keptFilters } from "./kept_filters.js";
import { loadEngine } from "./loading.js";
import { quoted } from "./reading.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 * @import { Chosen } from "./kind.js"
 * @import { Engine } from "./loading.js"
 */

const SAYS = {
  title: "Search",
  label: "Search the site",
  hint: "A topic, a person, a place, or a sentence: free video under 10 hours",
  close: "Close",
  count: "{n} results.",
  one: "1 result.",
  none: "Nothing fits all of this.",
  corrected: "Nothing contains {was}. These contain {now}.",
  dropped: "Nothing contains {words}.",
  read: "Read as:",
  readAs: "Read as: {filters}.",
  chosen: "Chosen in the catalog:",
  named: "{title}: {value}",
  takeOff: " – take this filter off",
  words: "Search for these words instead",
  sentence: "Read the sentence as filters",
  typed: "Search only for what I typed",
  spelled: "Correct the spelling",
  all: "See all in the catalog",
  near: "See what comes near in the catalog",
  suggest: "Suggest it to an issuer",
  failed: "The search could not be loaded. Enter leads to the catalog.",
};
const WAIT = 150; // milliseconds after the last key before an answer
const LONGEST = 200;

/**
 * How a query is taken: sentences unread, words uncorrected.
 * @typedef {{ asWords: boolean, asTyped: boolean }} How
 *
 * What a box of search says and shows below it.
 * @typedef {object} Parts
 * @property {HTMLInputElement} input
 * @property {HTMLElement} status
 * @property {HTMLElement} chips
 * @property {HTMLElement} results
 * @property {How} how
 */

/**
 * Answers what is typed into `input` in `place`, which is filled.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} place
 */
export function attach(input, place) {
  const status = h("p", { class: "cf-finder__said", role: "status", "aria-live": "polite" });
  const chips = h("p", { class: "cf-chosen" });
  const results = h("div", { class: "cf-finder__results" });
  const how = { asWords: false, asTyped: false };
  const parts = { input, status, chips, results, how };
  dress("search", "finder");
  place.append(status, chips, results);
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const look = () => {
    const mine = ++turn;
    answer(parts, () => mine === turn).catch(() => {
      status.textContent = SAYS.failed;
    });
  };
  input.dir = "auto";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    Object.assign(how, { asWords: false, asTyped: false });
    timer = setTimeout(look, WAIT);
  });
  input.form?.addEventListener("formdata", ({ formData }) => {
    for (const value of asOf(how)) formData.append("as", value);
    for (const [facet, value] of keptFilters()) formData.append(facet, value);
  });
  chips.addEventListener("click", () => setTimeout(look));
  for (const part of [input, results]) {
    part.addEventListener("keydown", (event) => walk(event, results, input));
  }
  if (input.value) look();
}

/** What the catalog's address says of it. @param {How} how */
const asOf = ({ asWords, asTyped }) => [
  ...(asWords ? ["words"] : []),
  ...(asTyped ? ["typed"] : []),
];

/**
 * @param {Parts} parts
 * @param {() => boolean} isLast  whether nothing was typed since
 */
async function answer({ input, status, chips, results, how }, isLast) {
  const query = input.value.slice(0, LONGEST);
  if (!query.trim()) {
    for (const part of [status, chips, results]) part.replaceChildren();
    return;
  }
  const engine = await loadEngine();
  const index = await indexOf(engine);
  const asked = await engine.ask(index, query, how);
  const chosen = chosenOf(index);
  const groups = engine.groupsOf(index, asked, chosen);
  const sections = await Promise.all(
    groups.map(async (group) => {
      const rows = await Promise.all(group.rows.map((row) => engine.rowOf(index, row)));
      return groupSection(group.name, rows, siteRoot);
    }),
  );
  if (!isLast()) return;
  const n = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const read = asked.readings.map((one) => engine.said(one, index.facets));
  status.textContent = told(asked, read, n);
  chips.replaceChildren(
    ...chosenChips(index, chosen, () => input.focus()),
    ...readChips(engine, index, asked, input),
    ...undoing(asked, how, () => input.focus()),
  );
  const given = new URLSearchParams({ q: query });
  for (const value of asOf(how)) given.append("as", value);
  for (const [facet, values] of Object.entries(chosen)) {
    for (const value of values) given.append(facet, value);
  }
  const all = h("a", { href: `${siteRoot}catalog/?${given}` }, n ? SAYS.all : SAYS.near);
  const wanted = new URLSearchParams({ wanted: query.trim() });
  const lacks = n === 0 || asked.dropped.length > 0;
  const suggest = h("a", { href: `${siteRoot}contribute/?${wanted}#suggest` }, SAYS.suggest);
  results.replaceChildren(...sections, h("p", { class: "cf-finder__on" }, all, lacks && suggest));
}

/** @type {Promise<SearchIndex> | null} */
let loading = null;

/** @param {Engine} engine */
function indexOf(engine) {
  if (!loading) {
    loading = engine.SearchIndex.load(`${siteRoot}search/index.json`);
    loading.catch(() => {
      loading = null;
    });
  }
  return loading;
}

/**
 * @param {Asked} asked
 * @param {string[]} read  the filters, in words
 * @param {number} n
 */
function told({ corrected, dropped }, read, n) {
  const said = [n === 0 ? SAYS.none : n === 1 ? SAYS.one : fill(SAYS.count, { n })];
  if (read.length) said.push(fill(SAYS.readAs, { filters: listed(read) }));
  if (corrected.length) {
    const was = listed(quoted(corrected.map((one) => one.was)), "or");
    said.push(fill(SAYS.corrected, { was, now: listed(quoted(corrected.map((one) => one.now))) }));
  }
  if (dropped.length) said.push(fill(SAYS.dropped, { words: listed(quoted(dropped), "or") }));
  return said.join(" ");
}

/**
 * What was chosen in the catalog, as far as this catalog has it.
 * @param {SearchIndex} index
 */
function chosenOf(index) {
  /** @type {Chosen} */
  const chosen = {};
  for (const [facet, value] of keptFilters()) {
    const known = index.facets.find((one) => one.id === facet);
    if (known?.number.has(value)) chosen[facet] = [...(chosen[facet] ?? []), value];
  }
  return chosen;
}

/**
 * @param {string} text
 * @param {() => void} act
 */
const chip = (text, act) =>
  h(
    "button",
    { type: "button", class: "cf-taken", onclick: act },
    text,
    h("span", { class: "cf-sr" }, SAYS.takeOff),
    h("span", { class: "cf-taken__x", "aria-hidden": "true" }, "×"),
  );

/**
 * @param {SearchIndex} index
 * @param {Chosen} chosen
 * @param {() => void} then
 */
function chosenChips({ facets }, chosen, then) {
  const made = facets.flatMap(({ id, title, labels }) =>
    (chosen[id] ?? []).map((one) => {
      const takeOff = () => {
        keepFilters({ ...chosen, [id]: chosen[id].filter((other) => other !== one) });
        then();
      };
      return chip(fill(SAYS.named, { title, value: labels.get(one) ?? one }), takeOff);
    }),
  );
  return made.length ? [h("span", { class: "cf-chosen__read" }, SAYS.chosen), ...made] : [];
}

/**
 * @param {Engine} engine
 * @param {SearchIndex} index
 * @param {Asked} asked
 * @param {HTMLInputElement} input
 */
function readChips(engine, index, { readings }, input) {
  if (!readings.length) return [];
  const made = readings.map((one) =>
    chip(engine.said(one, index.facets), () => {
      input.value = engine.without(input.value, one.spans);
      input.focus();
    }),
  );
  return [h("span", { class: "cf-chosen__read" }, SAYS.read), ...made];
}

/**
 * The ways back from what was read and corrected, each one press.
 * @param {Asked} asked
 * @param {How} how
 * @param {() => void} then
 */
function undoing({ readings, corrected }, how, then) {
  /** @type {(name: keyof How, undo: string, redo: string) => HTMLElement} */
  const way = (name, undo, redo) => {
    const turn = () => {
      how[name] = !how[name];
      then();
    };
    const attributes = { type: "button", class: "cf-taken cf-taken--all", onclick: turn };
    return h("button", attributes, how[name] ? redo : undo);
  };
  const made = [];
  if (how.asWords || readings.length) made.push(way("asWords", SAYS.words, SAYS.sentence));
  if (how.asTyped || corrected.length) made.push(way("asTyped", SAYS.typed, SAYS.spelled));
  return made;
}

/**
 * Arrows walk from the box through the results and back; Escape goes back to the box.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} results
 * @param {HTMLInputElement} input
 */
function walk(event, results, input) {
  const links = [...results.querySelectorAll("a")];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLAnchorElement ? links.indexOf(activeElement) : -1;
  /** @type {Record<string, HTMLElement | undefined>} */
  const ways = { ArrowDown: links[at + 1], ArrowUp: links[at - 1] ?? input, Escape: input };
  const next = ways[event.key];
  if (!next || (event.key !== "ArrowDown" && at < 0)) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

function makeFinder() {
  const input = h("input", {
    type: "search",
    name: "q",
    maxlength: LONGEST,
    placeholder: SAYS.title,
    autocomplete: "off",
    enterkeyhint: "search",
    "aria-label": SAYS.label,
    "aria-describedby": "finder-hint",
  });
  const attributes = { class: "cf-search", role: "search", action: `${siteRoot}catalog/` };
  const hint = h("p", { class: "cf-finder__hint", id: "finder-hint" }, SAYS.hint);
  const body = h("div", {}, hint);
  const dialog = h("dialog", { class: "cf-finder cf-record", "aria-label": SAYS.title });
  const close = button(SAYS.close, () => dialog.close());
  dialog.append(h("div", { class: "cf-finder__head" }, h("form", attributes, input), close), body);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => maybe("[data-search-link]", HTMLElement)?.focus());
  attach(input, body);
  document.body.append(dialog);
  return { dialog, input };
}

/** @type {ReturnType<typeof makeFinder> | null} */
let finder = null;

/** Opens the box above the page. */
export function open() {
  finder ??= makeFinder();
  if (!finder.dialog.open) finder.dialog.showModal();
  finder.input.focus();
}
