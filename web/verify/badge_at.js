// From an address that a reader gives to the bytes of the badge there.
import { PAGE } from "./package.js";
import { publicAddress, read, Unresolved } from "./resolver.js";

const WITHOUT_SCHEME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/\S*$/i;

/**
 * Whether a reader who types `text` means an address and not a badge.
 * @param {string} text
 */
export function lookLikeAddress(text) {
  return /^https?:\/\/\S+$/i.test(text) || WITHOUT_SCHEME.test(text);
}

/**
 * The address in full, and where it would be read; nothing is asked. A relative address belongs to
 * this site. This site's own addresses are read from wherever this page is: who signed a badge
 * does not depend on where its bytes come from. Throws `Unresolved`, also for an inner name.
 * @param {string} address
 * @param {{root: string, home: string}} site
 */
export function placeOf(address, site) {
  let url;
  try {
    url = new URL(address, site.root).href;
  } catch {
    throw new Unresolved(address, "it is no sound address");
  }
  const isOwn = site.home !== "" && url.startsWith(site.home);
  const place = isOwn ? site.root + url.slice(site.home.length) : url;
  return { url, place: place.startsWith(site.root) ? place : publicAddress(place) };
}

/**
 * The bytes of the badge at `address`, or what a site lists, where they were read, and the address
 * in full; see `placeOf`. Throws `Unresolved`.
 * @param {string} address
 * @param {{root: string, home: string}} site
 * @param {number} most
 */
export async function badgeAt(address, site, most) {
  const { url, place } = placeOf(address, site);
  /** @param {string} at */
  const get = (at) => read(at.startsWith(site.root) ? at : publicAddress(at), at, most);
  const data = await get(place);
  // As UTF-8, because that reader takes a byte order mark away.
  if (PAGE.test(new TextDecoder().decode(data.subarray(0, 200)))) {
    // The page of an award has its credential next to it, a portfolio's its transcript, and a
    // site's first page the sitemap.
    const folder = place.replace(/[?#].*$/, "").replace(/\/?$/, "/");
    /** @param {string} path */
    const below = (path) => get(folder + path);
    const found = await below("credential.json").catch(() =>
      below("transcript.json").catch(async () =>
        (await import("./rare.js")).readSite(url.replace(/[?#].*$/, ""), below),
      ),
    );
    return { data: found, address: url, place };
  }
  return { data, address: url, place };
}
