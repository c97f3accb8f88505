// A worksheet that opens without a network: what this page is made of is kept with it, for this
// page alone (its address is the scope). theme/worksheet-offline.js answers from there.
import { place, root } from "./page.js";

const CACHE = "credfolio-worksheets-1";
const SAYS = { kept: "This worksheet also opens without a network, on this device." };

export async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    const loaded = performance.getEntriesByType("resource").map((one) => one.name);
    const parts = loaded.filter((name) => name.startsWith(root.origin) && !name.includes("#"));
    const cache = await caches.open(CACHE);
    await cache.addAll([...new Set([location.pathname, ...parts])]);
    const worker = new URL("worksheet-offline.js", root);
    await navigator.serviceWorker.register(worker, { scope: location.pathname });
    place("offline").textContent = SAYS.kept;
    place("offline").hidden = false;
  } catch {
    // A convenience: the page works as long as it is open.
  }
}
