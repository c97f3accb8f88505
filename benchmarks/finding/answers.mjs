// One answer of the catalog's search, as a reader meets it on the page.
import { ask, groupsOf, isAnswered } from "../../theme/assets/search/answering.js";
import { SearchIndex } from "../../theme/assets/search/index.js";
import { BASE } from "./site_files.mjs";

/** @import { Row } from "../../theme/assets/search/answering.js" */
/** @import { Reading } from "../../theme/assets/search/sentence.js" */

/** @type {Promise<SearchIndex> | null} */
let loading = null;

/**
 * @param {SearchIndex} index
 * @param {Row} row
 */
async function addressOf(index, row) {
  const text = await index.kinds[row.kind].cardText(row.n);
  if (row.kind === "others") return String(JSON.parse(text)[1]);
  return /cf-card__title.*?href="\x02?([^"]*)"/s.exec(text)?.[1] ?? "";
}

/**
 * A filter as sentences.tsv writes it.
 * @param {Reading} reading
 */
function written({ facet, values = [], limits = {} }) {
  return [
    ...values.map((value) => `${facet}=${value}`),
    ...(limits.least === undefined ? [] : [`hours>=${limits.least}`]),
    ...(limits.most === undefined ? [] : [`hours<=${limits.most}`]),
    ...(limits.price === undefined ? [] : [`price<=${limits.price}`]),
    ...(limits.counts ? ["credit=any"] : []),
    ...(limits.without ?? []).map((kind) => `-evidence=${kind}`),
  ];
}

/**
 * `found` are addresses in reading order, `complete` whether something fits the whole query, `read`
 * the filters that were read from it and `rest` the words that are left.
 * @param {string} query
 */
export async function answer(query) {
  loading ??= SearchIndex.load(`${BASE}search/index.json`);
  const index = await loading;
  const asked = await ask(index, query);
  const rows = groupsOf(index, asked).flatMap((group) => group.rows);
  return {
    found: await Promise.all(rows.map((row) => addressOf(index, row))),
    complete: isAnswered(index, asked),
    read: asked.readings.flatMap(written),
    rest: asked.rest,
  };
}
