// One answer of the catalog's search, as a reader meets it on the page.
import { SearchIndex } from "../../theme/assets/search/index.js";
import { BASE } from "./site_files.mjs";

/** @type {Promise<SearchIndex> | null} */
let loading = null;

/** @param {string} card  HTML of a card */
const addressIn = (card) => /cf-card__title.*?href="\x02?([^"]*)"/s.exec(card)?.[1] ?? "";

/**
 * `found` are addresses in reading order, `complete` whether they fit the whole query, `read` the
 * filters that were read from it and `rest` the words that are left.
 * @param {string} query
 */
export async function answer(query) {
  loading ??= SearchIndex.load(`${BASE}search/index.json`);
  const index = await loading;
  await index.kind("resources");
  const parsed = await index.spell(index.parse(query));
  const isKnown = parsed.length > 0 && !parsed.some((one) => one.unknown);
  const scores = isKnown ? (await index.match(parsed)).found.credentials : new Map();
  const kind = index.kinds.credentials;
  const sorted = kind.sorted(kind.filter({}, scores).passing, "relevance", scores);
  const cards = await Promise.all(sorted.slice(0, 10).map((n) => kind.cardText(n)));
  const rest = parsed.map((one) => one.typed).join(" ");
  return { found: cards.map(addressIn), complete: sorted.length > 0, read: [], rest };
}
