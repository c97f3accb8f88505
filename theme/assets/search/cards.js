// Cards of results: words marked, and why a card is here when its title and competency do not
// say so.
import { today } from "../dates.js";
import { h, maybe } from "../dom.js";
import { showAll } from "../shown.js";
import { fill } from "../wording.js";
import { places } from "./words.js";

/**
 * @import { SearchIndex } from "./index.js"
 * @import { Kind } from "./kind.js"
 * @import { Term } from "./query.js"
 * @import { Span } from "./words.js"
 */

/**
 * What cards are made for. `wanted` are the terms looked for, each a list of words; `root` leads to
 * the site's root.
 * @typedef {{
 *   index: SearchIndex, kind: Kind, wanted: string[][], terms?: Term[], root: string,
 * }} Context
 */

// Facets whose values are no reason for being found by words.
const NO_REASON = ["hours", "cost", "students", "remote", "status"];
const MOST_REASONS = 3;
const SEARCHED = ".cf-card__title, .cf-card__text";
const SEARCHED_OF_RESOURCES = ".cf-card__title, .cf-card__by, .cf-card__text, .cf-card__for";
const SAYS = {
  same: "“{found}” means the same here as “{typed}”.",
  somewhere: "The full text has another form of these words.",
};
const LONGEST_EXCERPT = 180;
const BEFORE_A_HIT = 60;

/**
 * The card of record `n`, whose HTML is `text`.
 * @param {string} text
 * @param {number} n
 * @param {Context} context
 */
export function card(text, n, context) {
  const { index, kind, wanted, root } = context;
  const holder = document.createElement("template");
  holder.innerHTML = index.card(text, root);
  const made = holder.content.firstElementChild;
  if (!made) throw new Error("A card of the index is empty");
  showAll(holder.content, today());
  if (!wanted.length) return made;
  const searched = kind.name === "resources" ? SEARCHED_OF_RESOURCES : SEARCHED;
  const marked = [...made.querySelectorAll(searched)].filter((inside) => mark(inside, wanted));
  if (!marked.length) explain(made, n, context);
  else tellSynonym(made, context);
  return made;
}

/**
 * Says which word of the card means the same as one that was looked for and is not on it.
 * @param {Element} made
 * @param {Context} context
 */
function tellSynonym(made, { wanted, terms = [] }) {
  const marks = [...made.querySelectorAll("mark")].map((one) => one.textContent ?? "");
  const other = terms.find(({ group, ways }) => {
    const isHere = marks.some((mark) => places(mark, ways).length);
    return group >= 0 && !isHere && marks.some((mark) => places(mark, wanted).length);
  });
  const found = other && marks.find((mark) => places(mark, other.terms).length);
  if (!other || !found) return;
  const sentence = fill(SAYS.same, { found, typed: other.typed });
  const line = h("p", { class: "cf-card__why" }, sentence);
  made.querySelector(".cf-card__plan, .cf-card__for")?.before(line);
}

/**
 * Marks the words that were looked for; says how many.
 * @param {Element} inside
 * @param {string[][]} wanted
 */
function mark(inside, wanted) {
  const walker = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) {
    if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  }
  let made = 0;
  for (const text of texts) {
    for (const [from, to] of places(text.data, wanted).reverse()) {
      const rest = text.splitText(from);
      rest.splitText(to - from);
      rest.replaceWith(h("mark", {}, rest.data));
      made++;
    }
  }
  return made;
}

/**
 * Names a value that the record has, or quotes its text.
 * @param {Element} made
 * @param {number} n
 * @param {Context} context
 */
function explain(made, n, { index, kind, wanted, root }) {
  const values = index.facets.flatMap((facet, f) => {
    const rows = kind.rows[f];
    if (!rows || NO_REASON.includes(facet.id)) return [];
    const labels = rows[n].map((value) => facet.values[value][1]);
    const fitting = labels.filter((label) => places(label, wanted).length);
    return fitting.map((label) => `${facet.title}: ${label}`);
  });
  const line = h("p", { class: "cf-card__why" });
  made.querySelector(".cf-card__plan, .cf-card__for")?.before(line);
  if (values.length) {
    line.textContent = values.slice(0, MOST_REASONS).join(" · ");
    mark(line, wanted);
    return;
  }
  const link = maybe(".cf-card__title a", HTMLAnchorElement, made);
  if (kind.name === "resources" || !link) {
    line.remove();
    return;
  }
  const home = new URL(root, location.href).pathname;
  const at = new URL(link.href, location.href).pathname.slice(home.length);
  excerpts.set(made, () => quote(line, index.passages(at), wanted));
  seen.observe(made);
}

/** @type {WeakMap<Element, () => void>} what fetches the quotation of a card */
const excerpts = new WeakMap();

// A quotation is fetched when its card comes into view.
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      const excerpt = excerpts.get(target);
      if (!isIntersecting || !excerpt) continue;
      seen.unobserve(target);
      excerpts.delete(target);
      excerpt();
    }
  },
  { rootMargin: "120px" },
);

/**
 * The passage that holds most of what was looked for.
 * @param {HTMLElement} line
 * @param {Promise<string[]>} asked
 * @param {string[][]} wanted
 */
async function quote(line, asked, wanted) {
  /** @type {string[]} */
  const none = [];
  let best = "";
  let most = 0;
  for (const passage of await asked.catch(() => none)) {
    const found = differentHits(passage, places(passage, wanted));
    if (found <= most) continue;
    best = passage;
    most = found;
  }
  if (!best) {
    line.textContent = SAYS.somewhere;
    return;
  }
  line.textContent = around(best, places(best, wanted)[0]);
  mark(line, wanted);
}

/**
 * @param {string} passage
 * @param {Span[]} hits
 */
function differentHits(passage, hits) {
  const beginnings = hits.map(([from, to]) => passage.slice(from, to).toLowerCase().slice(0, 5));
  return new Set(beginnings).size;
}

/**
 * The words around a hit, cut between words.
 * @param {string} passage
 * @param {Span} hit
 */
function around(passage, hit) {
  if (passage.length <= LONGEST_EXCERPT) return passage;
  let from = Math.max(0, hit[0] - BEFORE_A_HIT);
  if (from) from = passage.indexOf(" ", from) + 1 || from;
  let to = Math.min(passage.length, from + LONGEST_EXCERPT);
  if (to < passage.length) to = Math.max(passage.lastIndexOf(" ", to), hit[1]);
  return `${from ? "… " : ""}${passage.slice(from, to)}${to < passage.length ? " …" : ""}`;
}
