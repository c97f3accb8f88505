// The page for addresses that are not there: make the most of what the address itself says.
import { all, maybe, the } from "./dom.js";
import { nearerSteps, plainSteps } from "./lost_address.js";

const SAYS = { nearer: "This may be what you want: " };
const MOST_LETTERS = 80;

const script = the("script[data-root]", HTMLScriptElement);
const root = new URL((script.dataset.root ?? "").replace(/\.?$/, ""), location.href).pathname;
const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
const steps = plainSteps(path);

// What it was about comes first, and the rest of the list goes.
const isBadge = /\.(json|svg|png)$/i.test(path) && steps[0] !== "assets";
const kind = isBadge ? "badge" : (steps[0] ?? "");
const said = maybe(`[data-lost="${CSS.escape(kind)}"]`, HTMLElement);
if (said) for (const other of all("[data-lost]", HTMLElement)) other.hidden = other !== said;

// The words of an old address are a good search.
if (kind === "catalog" && steps.length > 1) {
  const words = steps[steps.length - 1].replace(/\.\w+$/, "").replace(/[-_]+/g, " ");
  the("#lost-q", HTMLInputElement).value = words.slice(0, MOST_LETTERS);
}

/** @param {string} address */
async function isThere(address) {
  try {
    return (await fetch(address, { method: "HEAD" })).ok;
  } catch {
    return false;
  }
}

/** The same address as this site writes it, or the page above; offered only where it is there. */
async function offerNearer() {
  const nearer = nearerSteps(path).map((way) => `${root}${way.map(encodeURIComponent).join("/")}/`);
  for (const address of nearer.filter((one) => one !== location.pathname)) {
    if (!(await isThere(address))) continue;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = address;
    the("[data-lost-nearer]", HTMLElement).append(SAYS.nearer, link);
    return;
  }
}
if (kind !== "badge") offerNearer();
