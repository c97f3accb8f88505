// Where a badge's documents come from: the address that it names, over https, within limits.
import pinned from "../generated/pinned.json" with { type: "json" };
import { counted, MAX_BYTES } from "./json_reader.js";
import { Undecided } from "./report.js";

/** @import { Bytes } from "./shape.js" */

const NO_ANSWER = "there was no answer within ten seconds";
const NO_NETWORK =
  "there is no network or no such site, or the site does not let other sites' pages read it";
const TIMEOUT = 10_000; // milliseconds

// Ends of names that routers and offices assign (RFC 6762, appendix G; RFC 8375).
const INNER = ["corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain"]
  .concat("localhost", "private")
  .join("|")
  .replaceAll(".", "\\.");
// A name with a dot that is no number and no inner name: nothing on this machine or in this house.
const PUBLIC_HOST = new RegExp(
  `^(?=.*\\.)(?!.*\\.(?:${INNER})\\.?$)(?!(?:${INNER})\\.?$)(?!.*\\.\\d+\\.?$)[a-z0-9.-]+$`,
);

/** A document could not be had; the words say why. */
export class Unresolved extends Undecided {
  /**
   * @param {string} address
   * @param {string} why
   */
  constructor(address, why) {
    super("not-found-here", `${address} could not be read: ${why}.`);
  }
}

/** The server answers that what was there was taken away (410), with `data` as its words. */
export class Gone extends Unresolved {
  /**
   * @param {string} address
   * @param {Bytes} data
   */
  constructor(address, data) {
    super(address, "the server answers with 410");
    this.data = data;
  }
}

/**
 * Asks each address once. `siteRoot` is where this page's own site begins; `agreed` are the hosts
 * that the reader let it ask about badges of older forms.
 */
export class Resolver {
  /** @type {Map<string, Promise<Bytes>>} */
  #asked = new Map();
  /** The host that the reader has to agree to before the check goes on; "" if there is none. */
  waiting = "";

  /**
   * @param {string} siteRoot
   * @param {string[]} [agreed]
   */
  constructor(siteRoot, agreed = []) {
    this.siteRoot = siteRoot;
    this.agreed = new Set([...agreed, new URL(siteRoot).host]);
  }

  /**
   * The bytes at an address that a badge of an older form names. Throws `Undecided` before the
   * reader has agreed to asking that host, `Unresolved` as `fetch` does.
   * @param {string} address
   */
  async fetchAgreed(address) {
    const trial = trialAddress(this.siteRoot);
    const isOwn =
      address.startsWith(pinned.demonstrationHome) || (trial !== "" && address.startsWith(trial));
    const host = isOwn ? "" : new URL(publicAddress(address)).host;
    if (!isOwn && !this.agreed.has(host)) {
      this.waiting = host;
      throw new Undecided("not-asked", `${host} was not asked yet.`);
    }
    return this.fetch(address);
  }

  /**
   * The bytes at an https address; throws `Unresolved`.
   * @param {string} address
   * @returns {Promise<Bytes>}
   */
  fetch(address) {
    const before = this.#asked.get(address);
    if (before !== undefined) return before;
    const asked = this.#get(address);
    this.#asked.set(address, asked);
    return asked;
  }

  /** @param {string} address */
  async #get(address) {
    // The demonstration's addresses exist nowhere (RFC 6761), a trial's on this computer alone.
    for (const home of [pinned.demonstrationHome, trialAddress(this.siteRoot)]) {
      if (home === "" || !address.startsWith(home)) continue;
      const place = new URL(this.siteRoot + address.slice(home.length)).href;
      if (!place.startsWith(this.siteRoot)) throw new Unresolved(address, "it is no sound address");
      return read(place, address);
    }
    return read(publicAddress(address), address);
  }
}

/**
 * The address that the badges of `credfolio demo issuer` name, if this very page is served on this
 * computer; otherwise nothing. A did:web is always read over https, and there is none here.
 * @param {string} siteRoot
 */
function trialAddress(siteRoot) {
  const { protocol, hostname, port } = new URL(siteRoot);
  const isHere = protocol === "http:" && hostname === "localhost" && port !== "";
  return isHere ? siteRoot.replace("http:", "https:") : "";
}

/**
 * `address` in its one spelling, if it is an https address of the open web.
 * Throws `Unresolved`.
 * @param {string} address
 */
export function publicAddress(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    throw new Unresolved(address, "it is no sound address");
  }
  if (
    url.protocol !== "https:" ||
    url.username ||
    url.password ||
    !PUBLIC_HOST.test(url.hostname)
  ) {
    throw new Unresolved(address, "only https addresses of the open web are asked");
  }
  return url.href;
}

/**
 * The bytes at `place`, called `address` in what is said about it; at most `most` of them.
 * @param {string} place
 * @param {string} address
 * @param {number} most
 */
export async function read(place, address = place, most = MAX_BYTES) {
  let answer;
  try {
    answer = await fetch(place, {
      headers: { accept: "application/ld+json, application/json, image/*;q=0.5, */*;q=0.1" },
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-cache",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    throw new Unresolved(
      address,
      error instanceof Error && error.name === "TimeoutError" ? NO_ANSWER : NO_NETWORK,
    );
  }
  if (new URL(answer.url).host !== new URL(place).host) {
    throw new Unresolved(address, "it sends us on to another host");
  }
  if (answer.status === 410) throw new Gone(address, await body(answer, address, most));
  if (!answer.ok) throw new Unresolved(address, `the server answers with ${answer.status}`);
  return body(answer, address, most);
}

/**
 * @param {Response} answer
 * @param {string} address
 * @param {number} most
 */
async function body(answer, address, most) {
  /** @type {Bytes[]} */
  const parts = [];
  let size = 0;
  try {
    if (answer.body === null) throw new TypeError("The answer has no body");
    const reader = answer.body.getReader();
    while (size <= most) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
    if (size > most) await reader.cancel();
  } catch {
    throw new Unresolved(address, "the connection broke off");
  }
  if (size > most) throw new Unresolved(address, `it is larger than ${counted(most)} bytes`);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
