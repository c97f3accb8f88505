// A query → what was read from it, what was found of every kind, and in which order the kinds
// stand. Touches no page: the catalog, the box of other pages and the benchmark ask it.
import { loosened, understand } from "./query.js";
import { rank } from "./ranking.js";
import { merged, read as readSentence } from "./sentence.js";
import { wordsOf } from "./words.js";

/**
 * @import { SearchIndex } from "./index.js"
 * @import { Chosen, Kind, Limits, Scores } from "./kind.js"
 * @import { Correction, Term } from "./query.js"
 * @import { Found } from "./ranking.js"
 * @import { Reading } from "./sentence.js"
 */

/**
 * What a query was taken for. `as` "words" leaves sentences unread, "typed" words uncorrected.
 * @typedef {object} Asked
 * @property {Reading[]} readings  the filters that were read from it
 * @property {string} rest  what is left for the search of texts
 * @property {string} wanted  the kind of record that it names: "stacks", "resources" or ""
 * @property {number[]} places  those of the others that were read as filters
 * @property {Term[]} terms
 * @property {Correction[]} corrected
 * @property {string[]} dropped  words that nothing holds
 * @property {Record<string, Found> | null} found  by kind; null without words
 * @property {boolean} whole  whether the full texts were looked through
 */

/**
 * One row of a group besides the cards.
 * @typedef {{ kind: string, n: number, score: number }} Row
 * @typedef {{ name: string, best: number, rows: Row[] }} Group
 */

// What a place in the order is worth by its kind: help comes after what it helps with.
/** @type {Record<string, number>} */
const KIND_WORTH = {
  credentials: 1,
  people: 1,
  places: 1,
  issuers: 1,
  stacks: 0.75,
  guides: 0.7,
  standards: 0.7,
  resources: 0.1,
};
// Filters are about the catalog, so a sentence with some is no question about the site.
const BESIDE_FILTERS = 0.4;
const OF_THE_CATALOG = ["credentials", "stacks", "resources"];
const LONGEST = 200;
const ROWS_IN_A_GROUP = 3;
const LEAST_WORTH = 3;
const FOR_WANTED = 100;
// Who has none of the words in the name comes after what the words are about.
const BY_NAME = 16;
const BY_ROLE = 0.6;
// "How do I put my badge on LinkedIn": help and rules answer what is asked about the site's own
// things, the catalog what is asked about teaching.
const FOR_QUESTIONS = 1.6;
const ANSWERING = ["guides", "places"];
const ASKS = /\b(?:how|where|when|who|what|is|can|does|do|may|must|should)\b/iu;
const OF_THE_SITE =
  /\b(?:badge|award|portfolio|submission|certificate|transcript|requirement|rule)s?\b/iu;
// A place that a sentence names is shown next to what counts there.
const FOR_READ = 20;
// With no more resources than this all are searched; more only when somebody looks at them.
const FEW_RESOURCES = 500;

/**
 * @param {SearchIndex} index
 * @param {string} query
 * @param {{ asWords?: boolean, asTyped?: boolean }} how
 * @returns {Promise<Asked>}
 */
export async function ask(index, query, { asWords = false, asTyped = false } = {}) {
  const given = query.slice(0, LONGEST);
  const { readings, rest, wanted } = asWords ? plain(given) : readSentence(given, index.facets);
  const places = await placesRead(index, readings);
  const read = { readings, rest: rest.trim(), wanted, places };
  if (!read.rest) {
    return { ...read, terms: [], corrected: [], dropped: [], found: null, whole: true };
  }
  const hasFew = index.head.kinds.resources.size <= FEW_RESOURCES || wanted === "resources";
  const loading = [index.loadWords(), index.kind("others")];
  await Promise.all(hasFew ? [...loading, index.kind("resources")] : loading);
  const understood = await understand(rest, index, asTyped);
  const { terms } = understood;
  if (!terms.length) return { ...read, ...understood, found: {}, whole: true };
  const first = await look(index, terms);
  const nobodys = (/** @type {Term} */ _, /** @type {number} */ n) => !first.isHeld[n];
  if (!terms.some(nobodys)) return { ...read, ...understood, ...first };
  const again = loosened(terms, first.isHeld);
  const second = again.length > terms.length ? await look(index, again) : first;
  const held = again.filter((_, n) => second.isHeld[n]);
  const lost = again.filter((_, n) => !second.isHeld[n]).map((one) => one.typed);
  const dropped = [...understood.dropped, ...lost];
  return { ...read, ...understood, ...second, terms: held, dropped };
}

/**
 * The pages of the places that a sentence names.
 * @param {SearchIndex} index
 * @param {Reading[]} readings
 */
async function placesRead(index, readings) {
  const ids = readings.flatMap((one) => (one.facet === "credit" ? (one.values ?? []) : []));
  if (!ids.length) return [];
  const labels = index.facets.find((one) => one.id === "credit")?.labels;
  const others = await index.kind("others");
  const found = await Promise.all(
    ids.map(async (id) => {
      const words = wordsOf(labels?.get(id) ?? "");
      const [title] = await others.fields(words);
      return [...title.keys()].filter((n) => title[n] === 1 && others.lengths[n] <= words.length);
    }),
  );
  return found.flat();
}

/**
 * @param {SearchIndex} index
 * @param {Term[]} terms
 */
async function look(index, terms) {
  const { texts, whole } = await index.texts(terms);
  return { ...(await rank(index, terms, texts)), whole };
}

/** @param {string} query */
const plain = (query) => ({ readings: [], rest: query, wanted: "" });

/**
 * The scores of one kind, or null when there are no words.
 * @param {Asked | null} asked
 * @param {string} name
 * @returns {Scores | null}
 */
export const scoresOf = (asked, name) =>
  asked?.found ? (asked.found[name]?.scores ?? new Map()) : null;

/**
 * The groups of what was found, the best first, with at most `most` rows each. Those of the
 * catalog are filtered.
 * @param {SearchIndex} index
 * @param {Asked} asked
 * @param {Chosen} chosen  by the reader
 * @param {number} most
 * @returns {Group[]}
 */
export function groupsOf(index, asked, chosen = {}, most = ROWS_IN_A_GROUP) {
  const { facets, limits } = merged(chosen, asked.readings);
  const { others, ...kinds } = index.kinds;
  const groups = Object.values(kinds).map((kind) => groupOf(kind, asked, facets, limits, most));
  const bestCard = Math.max(...groups.map((one) => one.best));
  if (others) groups.push(...othersOf(others, asked, most, bestCard));
  const isQuestion = ASKS.test(asked.rest) && OF_THE_SITE.test(asked.rest);
  /** @param {Group} group */
  const place = ({ name, best }) => {
    if (name === asked.wanted) return best * FOR_WANTED;
    const isBeside = asked.readings.length && !OF_THE_CATALOG.includes(name);
    const asksIt = isQuestion && ANSWERING.includes(name);
    return best * (isBeside ? BESIDE_FILTERS : 1) * (asksIt ? FOR_QUESTIONS : 1);
  };
  return groups.filter((one) => one.rows.length).sort((a, b) => place(b) - place(a));
}

/**
 * @param {Kind} kind
 * @param {Asked} asked
 * @param {Chosen} facets
 * @param {Limits} limits
 * @param {number} most
 * @returns {Group}
 */
function groupOf(kind, asked, facets, limits, most) {
  const scores = scoresOf(asked, kind.name);
  const { passing } = kind.filter(facets, scores, limits);
  const order = scores ?? kind.fitness(facets, passing);
  const sorted = kind.sorted(passing, "relevance", order, most);
  const worth = KIND_WORTH[kind.name];
  const rows = sorted.map((n) => ({ kind: kind.name, n, score: (scores?.get(n) ?? 1) * worth }));
  return { name: kind.name, best: rows[0]?.score ?? 0, rows };
}

/**
 * @param {Kind} kind
 * @param {Asked} asked
 * @param {number} most
 * @param {number} bestCard  the best score of the catalog: what has more is never left out
 * @returns {Group[]}
 */
function othersOf(kind, asked, most, bestCard) {
  const scores = new Map(asked.found?.others?.scores);
  for (const n of asked.places) scores.set(n, (scores.get(n) ?? 0) + (asked.found ? FOR_READ : 1));
  let begin = 0;
  return kind.groups.map(([name, size]) => {
    const first = begin;
    begin += size;
    const least = name === asked.wanted ? 0 : Math.min(LEAST_WORTH, bestCard / KIND_WORTH[name]);
    const rows = [...scores]
      .filter(
        ([n, score]) => n >= first && n < begin && (score >= least || asked.places.includes(n)),
      )
      .map(([n, score]) => {
        const worth = name === "people" && score < BY_NAME ? BY_ROLE : KIND_WORTH[name];
        return { kind: "others", n, score: score * worth };
      })
      .sort((a, b) => b.score - a.score || a.n - b.n)
      .slice(0, most);
    return { name, best: rows[0]?.score ?? 0, rows };
  });
}

/**
 * Whether something fits the whole query.
 * @param {SearchIndex} index
 * @param {Asked} asked
 * @param {Chosen} chosen
 */
export function isAnswered(index, asked, chosen = {}) {
  if (asked.dropped.length) return false;
  const { facets, limits } = merged(chosen, asked.readings);
  return Object.values(index.kinds).some((kind) => {
    const whole = asked.found?.[kind.name]?.whole;
    if (kind.name === "others") return Boolean(whole?.size);
    const { passing } = kind.filter(facets, scoresOf(asked, kind.name), limits);
    return kind.name !== "resources" && passing.some((n) => !whole || whole.has(n));
  });
}

/**
 * A row of the groups besides the cards: what it says and where it leads, from the site's root.
 * @param {SearchIndex} index
 * @param {Row} row
 * @returns {Promise<{ title: string, address: string, note: string }>}
 */
export async function rowOf(index, row) {
  const text = await index.kinds[row.kind].cardText(row.n);
  if (row.kind === "others") {
    const [title, address, note] = JSON.parse(text);
    return { title, address, note };
  }
  return fromCard(text);
}

/** @param {string} card  its HTML */
function fromCard(card) {
  const holder = document.createElement("template");
  holder.innerHTML = card.replace(/\u0001\d+\u0001/g, "").replaceAll("\u0002", "");
  const words = (/** @type {string} */ selector) =>
    (holder.content.querySelector(selector)?.textContent ?? "").replace(/\s+/g, " ").trim();
  const link = holder.content.querySelector(".cf-card__title a");
  return {
    title: words(".cf-card__title"),
    address: link?.getAttribute("href") ?? "",
    note: words(".cf-card__text") || words(".cf-card__by"),
  };
}
