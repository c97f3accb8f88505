// How well the catalog's search finds what people mean: the page's own scripts, in Node, over the
// index of a built site.
//
// node benchmarks/finding/run.mjs SITE [--failed] [--json] [--queries FILE]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { answer } from "./answers.mjs";
import { serve } from "./site_files.mjs";

const WITHIN = 3;
const MOST_TOLD = 20;
const NOTHING = "-";

/** @param {string | URL} name  of a file next to this one, or the address of another */
function rows(name) {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return lines.map((line) => line.split("\t"));
}

/**
 * Where the first right answer is, from 1; 0 when there is none.
 * @param {string[]} found  addresses in the order in which a reader meets them
 * @param {string[]} right
 */
function rankOf(found, right) {
  const isRight = (/** @type {string} */ address) => {
    const path = `/${address.split("#")[0]}`.replace(/\/$/, "");
    return right.some((one) => path.endsWith(one.startsWith("/") ? one : `/${one}`));
  };
  return found.findIndex(isRight) + 1;
}

/** @param {string | URL} file */
async function queries(file) {
  /** @type {object[]} */
  const failed = [];
  let reciprocal = 0;
  const all = rows(file);
  for (const [seat, query, answers] of all) {
    const { found, complete } = await answer(query);
    // Of answers joined by "+" the last one counts.
    const ranks = answers.split("+").map((one) => rankOf(found, one.split(" ")));
    const together = ranks.includes(0) ? 0 : Math.max(...ranks);
    const rank = answers === NOTHING ? Number(!complete) : together;
    reciprocal += rank ? 1 / rank : 0;
    if (!rank || rank > WITHIN) failed.push({ seat, query, rank, found: found.slice(0, WITHIN) });
  }
  const success = (all.length - failed.length) / all.length;
  return { queries: all.length, success, reciprocal: reciprocal / all.length, failed };
}

async function sentences() {
  /** @type {object[]} */
  const failed = [];
  const all = rows("sentences.tsv");
  const sorted = (/** @type {string} */ text) => text.split(" ").filter(Boolean).sort().join(" ");
  for (const [sentence, filters = "", words = ""] of all) {
    const { read, rest } = await answer(sentence);
    const isRight = sorted(read.join(" ")) === sorted(filters) && sorted(rest) === sorted(words);
    if (!isRight) failed.push({ sentence, read, rest });
  }
  return { sentences: all.length, right: all.length - failed.length, failed };
}

const [site, ...options] = process.argv.slice(2);
serve(site);
/** The queries of another catalog, alone. @param {string} file */
async function others(file) {
  const { failed, ...figures } = await queries(pathToFileURL(file));
  console.log(JSON.stringify({ ...figures, failed: failed.slice(0, MOST_TOLD) }));
}

async function all() {
  const found = await queries("queries.tsv");
  const seats = await queries("seats.tsv");
  const fresh = await queries("fresh.tsv");
  const read = await sentences();
  const failed = [found, seats, fresh, read].flatMap((one) => one.failed);
  if (options.includes("--json")) {
    const first = { seats: seats.success, fresh: fresh.success };
    console.log(JSON.stringify({ ...found, ...read, ...first, failed }));
  } else {
    const percent = (100 * found.success).toFixed(1);
    console.log(`${found.queries} queries: ${percent} % within ${WITHIN}`);
    console.log(`mean reciprocal rank: ${found.reciprocal.toFixed(3)}`);
    console.log(`${seats.queries} from five seats: ${(100 * seats.success).toFixed(1)} %`);
    console.log(`${fresh.queries} by somebody else: ${(100 * fresh.success).toFixed(1)} %`);
    console.log(`${read.right} of ${read.sentences} sentences read as a person would`);
    if (options.includes("--failed")) for (const one of failed) console.log(JSON.stringify(one));
  }
}

const at = options.indexOf("--queries");
await (at < 0 ? all() : others(options[at + 1]));
