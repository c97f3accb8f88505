// What the page's verifier says about many badges: cases on standard input, reports on standard
// output. tests/support/page_verifier.py runs it, without a browser; SVG needs one.
import { readFileSync } from "node:fs";
import { Unresolved } from "../../web/verify/resolver.js";
import { verify } from "../../web/verify/verify.js";

/**
 * @typedef {{data: string, published: Record<string, string>, now: number}} Case
 */

/** @param {string} text */
const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));

/** @type {Record<string, Case>} */
const cases = JSON.parse(readFileSync(0, "utf8"));
/** @type {Record<string, unknown>} */
const reports = {};
for (const [name, { data, published, now }] of Object.entries(cases)) {
  /** @type {string[]} */
  const asked = [];
  const resolver = {
    siteRoot: "",
    /** @param {string} address */
    async fetch(address) {
      asked.push(address);
      if (Object.hasOwn(published, address)) return bytes(published[address]);
      throw new Unresolved(address, "it is not among the documents given");
    },
  };
  const report = await verify(
    bytes(data),
    /** @type {import("../../web/verify/resolver.js").Resolver} */ (
      /** @type {unknown} */ (resolver)
    ),
    now,
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
  };
  const inside = badges.length ? { badges: badges.map(asData) } : {};
  return { verdict, reason, summary, do: advice, credential, steps, ...inside };
}
