// The verify page: takes a badge from the reader, checks it, and shows the answer.
import { the } from "../theme/assets/dom.js";
import { badgeAt, lookLikeAddress, placeOf } from "./verify/badge_at.js";
import { canCheckEd25519 } from "./verify/public_key.js";
import { Resolver, Unresolved } from "./verify/resolver.js";
import { Shown } from "./verify/shown.js";
import { verify } from "./verify/verify.js";

/**
 * @import { Bytes } from "./verify/shape.js"
 * @import { SiteBadges } from "./verify/site_badges.js"
 * @typedef {{data: Bytes | SiteBadges, address?: string}} Given
 */

const MOST = 8 * 1_048_576; // bytes of a picture
const WITHOUT_BADGE = ["no-badge", "unreadable"];
const CODE =
  "The picture shows a QR code. Its address is in the field above: look at it, then press “Check”.";
const WAITS = "Press “Check”. Your browser then asks {host} for this badge.";

const page = the("[data-verify]", HTMLElement);
/** @param {string} name */
const find = (name) => the(`[data-${name}]`, HTMLElement, page);
const siteRoot = new URL(page.dataset.root ?? "", location.href).href;
const site = {
  root: siteRoot,
  home: page.dataset.home ?? "",
  issuers: new Map(Object.entries(JSON.parse(page.dataset.issuers ?? "{}"))),
};
const shown = new Shown(page, site);
const form = find("ask");
const text = the("textarea", HTMLTextAreaElement, form);
const file = the("[data-file]", HTMLInputElement, page);
const drop = find("drop");
const holder = the("[data-holder]", HTMLFormElement, page);
const holderAddress = the("input", HTMLInputElement, holder);
let turn = 0;
/** What was checked last, to be checked again with what the reader adds. */
let again = async () => {};
let resolver = new Resolver(siteRoot);

/**
 * Check what `get` gives, called `name`, and show the answer unless another check has begun.
 * @param {string} name
 * @param {() => Promise<Given>} get
 */
async function check(name, get) {
  resolver = new Resolver(siteRoot);
  holderAddress.value = "";
  await ask(name, get);
}

/**
 * @param {string} name
 * @param {() => Promise<Given>} get
 */
async function ask(name, get) {
  const own = ++turn;
  delete page.dataset.looked;
  const asked = resolver;
  shown.begin(name);
  try {
    const badge = await get();
    if (own !== turn) return;
    const now = Date.now();
    // Whoever gives an address asks its host.
    if (badge.address) asked.agreed.add(new URL(badge.address).host);
    asked.waiting = "";
    const address = holderAddress.value.trim();
    const report = await verify(badge.data, asked, now, site.issuers, address);
    if (own !== turn) return;
    shown.report(report, { ...badge, name, now, waiting: asked.waiting });
    again = () => ask(name, async () => badge);
    if (WITHOUT_BADGE.includes(report.reason) && badge.data instanceof Uint8Array) {
      await lookForCode(badge.data, own);
    }
  } catch (trouble) {
    if (own !== turn) return;
    if (!(trouble instanceof Unresolved)) console.error(trouble);
    shown.problem(
      trouble instanceof Unresolved
        ? trouble.words
        : "The page met a fault of its own. Nothing is known about the badge.",
    );
  }
}

/**
 * Offer the address in a QR code that the picture `data` shows; the reader decides.
 * @param {Bytes} data
 * @param {number} own
 */
async function lookForCode(data, own) {
  try {
    const { addressInPicture } = await import("./verify/qr_code.js");
    const address = await addressInPicture(data);
    if (address === "" || own !== turn) return;
    text.value = address;
    shown.say(CODE);
  } finally {
    if (own === turn) page.dataset.looked = ""; // whoever waits for an offer waits no longer
  }
}

/** @param {File | undefined} file */
function checkFile(file) {
  if (file) {
    text.value = ""; // it may name another badge
    check(file.name, async () => ({
      data: new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer()),
    }));
  }
}

/**
 * Check the badge at `address`, and put it into the page's own address to be passed on.
 * @param {string} address
 */
function checkAddress(address) {
  const here = new URL(location.href);
  here.searchParams.set("credential", address);
  history.replaceState(null, "", here);
  check(address, () => badgeAt(address, site, MOST));
}

/** @param {string} value */
function checkText(value) {
  const given = value.trim();
  if (!given) {
    shown.say("Paste an address or the text of a badge first.");
    text.focus();
  } else if (lookLikeAddress(given)) {
    checkAddress(given.includes("://") ? given : `https://${given}`);
  } else {
    check("the text that you pasted", async () => ({ data: new TextEncoder().encode(given) }));
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  checkText(text.value);
});
file.addEventListener("change", () => {
  checkFile(file.files?.[0]);
  file.value = ""; // so that the same file can be chosen again
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (lookLikeAddress(text.value.trim()) || event.ctrlKey)) {
    event.preventDefault();
    checkText(text.value);
  }
});

// A file that misses the zone must not replace the page.
/** @type {("dragover" | "dragleave" | "drop")[]} */
const KINDS = ["dragover", "dragleave", "drop"];
for (const kind of KINDS) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("cf-drop--over", kind === "dragover");
    if (kind !== "drop") return;
    const { dataTransfer } = event;
    if (dataTransfer === null) return;
    const link = dataTransfer.getData("text/uri-list") || dataTransfer.getData("text");
    if (dataTransfer.files.length) checkFile(dataTransfer.files[0]);
    else if (link) checkText(link);
  });
}
addEventListener("paste", (event) => {
  const files = event.clipboardData?.files ?? [];
  if (files.length) checkFile(files[0]);
});
find("again").addEventListener("click", () => {
  text.value = "";
  form.scrollIntoView({ block: "start" });
  file.focus();
});

the("[data-host] button", HTMLButtonElement, page).addEventListener("click", async () => {
  resolver.agreed.add(resolver.waiting);
  await again();
  find("summary").focus();
});
holder.addEventListener("submit", async (event) => {
  event.preventDefault();
  await again();
  find("summary").focus();
});

find("without").hidden = true;
form.hidden = false;
page.querySelector("[data-away]")?.toggleAttribute("hidden", siteRoot === site.home);
canCheckEd25519.then((can) => {
  find("lacking").hidden = can;
});

/**
 * Name the host of an address that came with a link. Nothing is asked before the reader says so:
 * a link could make the reader's browser tell anybody that it was opened.
 * @param {string} address
 */
function wait(address) {
  text.value = address;
  try {
    const { url, place } = placeOf(address, site);
    text.value = url; // a relative address would read like a text
    shown.say(WAITS.replace("{host}", () => new URL(place).host));
    the("button[type=submit]", HTMLButtonElement, form).focus();
  } catch (trouble) {
    if (!(trouble instanceof Unresolved)) throw trouble;
    shown.problem(trouble.words);
  }
}

const asked = new URLSearchParams(location.search).get("credential");
if (asked) wait(asked);
