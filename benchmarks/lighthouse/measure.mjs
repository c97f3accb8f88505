// Asks Lighthouse about pages of a built site, as a phone on slow 4G.
//
//   node measure.mjs SITE [--path /credentials/] [--runs 3] [--brotli] [--json FILE] PAGE…
//
// A row is the median of the runs or, with --quietest, the run with the least blocking time: what
// else the machine does is added to it, and to the largest paint that is worked out from it.
// CHROME_PATH names the browser. Ends with 1 when a page is below the aims.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve } from "./server.mjs";

/**
 * @import { Answer, Item } from "lighthouse"
 * @typedef {"lcp" | "fcp" | "cls" | "tbt" | "own" | "total" | "requests"} Figure
 * @typedef {Record<Figure, number> & {scores: number[]}} Figures one run on a page
 * @typedef {Figures & {page: string}} Row
 */

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** @type {Figure[]} */
const FIGURES = ["lcp", "fcp", "cls", "tbt", "own", "total", "requests"];
const AIMS = { score: 95, lcp: 1500, cls: 0, page: 60_000, total: 250_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    path: { type: "string", default: "/" },
    runs: { type: "string", default: "3" },
    brotli: { type: "boolean", default: false },
    json: { type: "string" },
    quietest: { type: "boolean", default: false },
    why: { type: "boolean", default: false },
  },
});
const [site, ...pages] = positionals;
if (!site) throw new Error("Name the folder of a built site, then its pages");
const base = values.path ?? "/";
const host = await serve(resolve(site), base, { brotli: values.brotli });
const chrome = await launch({
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
/** @type {Row[]} */
const rows = [];
try {
  for (const page of pages) {
    const runs = [];
    for (let run = 0; run < Number(values.runs); run += 1)
      runs.push(await measured(host.home + page));
    const figures = values.quietest ? quietest(runs) : median(runs);
    const row = { page: page || "(home)", ...figures };
    rows.push(row);
    console.log(line(row));
  }
} finally {
  await chrome.kill();
  host.close();
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 1)}\n`);
process.exitCode = rows.every(reaches) ? 0 : 1;

/**
 * @param {string} address
 * @returns {Promise<Figures>}
 */
async function measured(address) {
  const answer = await lighthouse(address, {
    port: chrome.port,
    output: "json",
    logLevel: "error",
    onlyCategories: CATEGORIES,
    // Tools and transcripts ask search engines to leave them out, which is no fault.
    skipAudits: ["is-crawlable"],
  });
  if (!answer) throw new Error(`${address}: no answer`);
  const { lhr } = answer;
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const requests = lhr.audits["network-requests"].details?.items ?? [];
  /** @param {string} audit */
  const value = (audit) => lhr.audits[audit].numericValue ?? Number.NaN;
  /** @param {Item[]} some */
  const size = (some) => some.reduce((sum, one) => sum + (one.transferSize ?? 0), 0);
  const own = requests.filter(
    (one) => !new URL(one.url ?? "").pathname.startsWith(`${base}assets/`),
  );
  const figures = {
    scores: CATEGORIES.map((each) => Math.round(100 * lhr.categories[each].score)),
    lcp: value("largest-contentful-paint"),
    fcp: value("first-contentful-paint"),
    cls: value("cumulative-layout-shift"),
    tbt: value("total-blocking-time"),
    own: size(own),
    total: size(requests),
    requests: requests.length,
  };
  if (values.why) explain(lhr, requests);
  return figures;
}

/**
 * What is not perfect, with the elements that are at fault.
 * @param {Answer} lhr
 * @param {Item[]} requests
 */
function explain(lhr, requests) {
  for (const each of CATEGORIES) {
    for (const { id, weight } of lhr.categories[each].auditRefs) {
      const audit = lhr.audits[id];
      if (audit.score === null || audit.score >= 0.9 || (!weight && each !== "performance"))
        continue;
      console.log(`  ${each} ${id} ${audit.score} ${audit.displayValue ?? ""} ${audit.title}`);
      for (const item of (audit.details?.items ?? []).slice(0, 5)) {
        const known = item.node?.snippet ?? item.url ?? item.description;
        console.log(`    ${known ?? JSON.stringify(item).slice(0, 200)}`);
      }
    }
  }
  for (const one of requests)
    console.log(`  ${one.transferSize} ${one.priority} ${one.protocol} ${one.url}`);
}

/** @param {Figures[]} runs */
function quietest(runs) {
  return [...runs].sort((one, other) => one.tbt - other.tbt)[0];
}

/** @param {Figures[]} runs */
function median(runs) {
  /** @param {number[]} numbers */
  const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const figures = { ...runs[0] };
  figures.scores = CATEGORIES.map((_, at) => middle(runs.map((run) => run.scores[at])));
  for (const key of FIGURES) figures[key] = middle(runs.map((run) => run[key]));
  return figures;
}

/** @param {Row} row */
function reaches(row) {
  const isPortfolio = /^portfolios\/[^/]+\/$/.test(row.page);
  return (
    Math.min(...row.scores) >= AIMS.score &&
    row.lcp < AIMS.lcp &&
    row.cls <= AIMS.cls &&
    row.total < AIMS.total &&
    (!isPortfolio || row.own <= AIMS.page)
  );
}

/** @param {Row} row */
function line(row) {
  /** @param {number} bytes */
  const kb = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
  const scores = row.scores.map((score) => String(score)).join(" | ");
  const cells = [
    `\`${row.page}\``,
    scores,
    `${(row.lcp / 1000).toFixed(2)} s`,
    row.cls.toFixed(3),
    `${Math.round(row.tbt)} ms`,
    kb(row.own),
    kb(row.total),
    row.requests,
  ];
  return `| ${cells.join(" | ")} |${reaches(row) ? "" : " below the aims"}`;
}
