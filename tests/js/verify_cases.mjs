// What the page's verifier says about many badges: cases on standard input, reports on standard
// output. tests/support/page_verifier.py runs it, without a browser; SVG needs one.
import { readFileSync } from "node:fs";
import { Gone, Unresolved } from "../../web/verify/resolver.js";
import { readSite } from "../../web/verify/site_badges.js";
import { verify } from "../../web/verify/verify.js";

/**
 * @typedef {{
 *   data: string, site: string, published: Record<string, string>, now: number, holder: string,
 * }} Case
 */

/** @param {string} text */
const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));

/** @type {Record<string, Case>} */
const cases = JSON.parse(readFileSync(0, "utf8"));
/** @type {Record<string, unknown>} */
const reports = {};
for (const [name, { data, site, published, now, holder }] of Object.entries(cases)) {
  /** @type {string[]} */
  const asked = [];
  /** @param {string} address */
  async function fetch(address) {
    asked.push(address);
    if (Object.hasOwn(published, address)) return bytes(published[address]);
    const gone = `410 ${address}`;
    if (Object.hasOwn(published, gone)) throw new Gone(address, bytes(published[gone]));
    throw new Unresolved(address, "it is not among the documents given");
  }
  const resolver = { siteRoot: "", waiting: "", fetch, fetchAgreed: fetch };
  const report = await verify(
    site ? await readSite(site, (path) => fetch(site + path)) : bytes(data),
    /** @type {import("../../web/verify/resolver.js").Resolver} */ (
      /** @type {unknown} */ (resolver)
    ),
    now,
    new Map(),
    holder,
  );
  reports[name] = { schema_version: 2, ...asData(report), asked: [...new Set(asked)] };
}
process.stdout.write(JSON.stringify(reports));

/**
 * A report as the command writes it.
 * @param {import("../../web/verify/report.js").Report} report
 * @returns {object}
 */
function asData({ verdict, reason, summary, advice, steps, about, badges }) {
  const credential = {
    kind: about.kind ?? "",
    id: about.address ?? "",
    title: about.title ?? "",
    issuer: about.issuer ?? "",
    issuer_name: about.issuerName ?? "",
    subject: about.subject ?? "",
    holder: about.holder ?? "",
  };
  const inside = badges.length ? { badges: badges.map(asData) } : {};
  return { verdict, reason, summary, do: advice, credential, steps, ...inside };
}
