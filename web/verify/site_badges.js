// The badges of a whole site of this program: those of every portfolio that its sitemap lists.
import { readJson } from "./json_reader.js";
import { Refusal } from "./report.js";
import { Unresolved } from "./resolver.js";
import { member } from "./shape.js";

/**
 * @import { Bytes } from "./shape.js"
 * @typedef {{address: string, badges: unknown[], unread: number, isWhole: boolean}} SiteBadges what
 *   a site lists; `unread` portfolios have no file of badges to be read, and it is whole unless
 *   portfolios were left out for their number
 */

const MAX_PORTFOLIOS = 200;
const AT_ONCE = 6;
const PORTFOLIO = /\/portfolios\/([a-z0-9-]{1,80})\/<\/loc>/g;

/**
 * The badges of the site that begins at `address`; `get` gives what is at a path below it. The
 * sitemap is searched for portfolios, and no address that it names is asked. Throws `Unresolved`
 * if there is no sitemap.
 * @param {string} address
 * @param {(path: string) => Promise<Bytes>} get
 * @returns {Promise<SiteBadges>}
 */
export async function readSite(address, get) {
  const text = new TextDecoder("latin1").decode(await get("sitemap.xml"));
  const handles = [...new Set([...text.matchAll(PORTFOLIO)].map(([, handle]) => handle))].sort();
  if (!handles.length) {
    throw new Unresolved(address, "it is a page, and no badge and no list of badges is next to it");
  }
  /** @type {unknown[]} */
  const badges = [];
  let unread = 0;
  const asked = handles.slice(0, MAX_PORTFOLIOS);
  for (let n = 0; n < asked.length; n += AT_ONCE) {
    const some = asked.slice(n, n + AT_ONCE).map((handle) => listed(handle, get));
    for (const found of await Promise.all(some)) {
      if (found === null) unread += 1;
      else badges.push(...found);
    }
  }
  return { address, badges, unread, isWhole: handles.length <= MAX_PORTFOLIOS };
}

/**
 * What a portfolio lists; null where that cannot be read.
 * @param {string} handle
 * @param {(path: string) => Promise<Bytes>} get
 * @returns {Promise<unknown[] | null>}
 */
async function listed(handle, get) {
  try {
    const document = readJson(await get(`portfolios/${handle}/transcript.json`));
    const inside = member(document, "verifiableCredential");
    return Array.isArray(inside) ? inside : [];
  } catch (trouble) {
    if (trouble instanceof Unresolved || trouble instanceof Refusal) return null;
    throw trouble;
  }
}
