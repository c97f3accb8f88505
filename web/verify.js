// @ts-nocheck
// The verify page: takes a badge from the reader, checks it, and shows the answer.
import { badgeAt, lookLikeAddress } from "./verify/badge_at.js";
import { canCheckEd25519 } from "./verify/public_key.js";
import { Resolver, Unresolved } from "./verify/resolver.js";
import { Shown } from "./verify/shown.js";
import { verify } from "./verify/verify.js";

const MOST = 8 * 1_048_576; // bytes of a picture

const page = document.querySelector("[data-verify]");
const find = (name) => page.querySelector(`[data-${name}]`);
const siteRoot = new URL(page.dataset.root, location.href).href;
const site = {
  root: siteRoot,
  home: page.dataset.home,
  issuers: new Map(Object.entries(JSON.parse(page.dataset.issuers))),
};
const shown = new Shown(page, site);
const form = find("ask");
const text = form.querySelector("textarea");
const drop = find("drop");
let turn = 0;

/** Check what `get` gives, called `name`, and show the answer unless another check has begun. */
async function check(name, get) {
  const own = ++turn;
  shown.begin(name);
  try {
    const badge = await get();
    const now = Date.now();
    const report = await verify(badge.data, new Resolver(siteRoot), now, site.issuers);
    if (own === turn) shown.report(report, { ...badge, name, now });
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

function checkFile(file) {
  if (file) {
    check(file.name, async () => ({
      data: new Uint8Array(await file.slice(0, MOST + 1).arrayBuffer()),
    }));
  }
}

/** Check the badge at `address`, and put it into the page's own address to be passed on. */
function checkAddress(address) {
  const here = new URL(location.href);
  here.searchParams.set("credential", address);
  history.replaceState(null, "", here);
  check(address, () => badgeAt(address, site, MOST));
}

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
find("file").addEventListener("change", ({ target }) => {
  checkFile(target.files[0]);
  target.value = ""; // so that the same file can be chosen again
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (lookLikeAddress(text.value.trim()) || event.ctrlKey)) {
    event.preventDefault();
    checkText(text.value);
  }
});

// A file that misses the zone must not replace the page.
for (const kind of ["dragover", "dragleave", "drop"]) {
  addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("cf-drop--over", kind === "dragover");
    if (kind !== "drop") return;
    const link = event.dataTransfer.getData("text/uri-list") || event.dataTransfer.getData("text");
    if (event.dataTransfer.files.length) checkFile(event.dataTransfer.files[0]);
    else if (link) checkText(link);
  });
}
addEventListener("paste", (event) => {
  if (event.clipboardData.files.length) checkFile(event.clipboardData.files[0]);
});
find("again").addEventListener("click", () => {
  text.value = "";
  form.scrollIntoView({ block: "start" });
  find("file").focus();
});

find("without").hidden = true;
form.hidden = false;
find("away")?.toggleAttribute("hidden", siteRoot === site.home);
canCheckEd25519.then((can) => {
  find("lacking").hidden = can;
});

const asked = new URLSearchParams(location.search).get("credential");
if (asked) {
  text.value = asked;
  checkAddress(asked);
}
