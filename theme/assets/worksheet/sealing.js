// "Seal and submit": loads what seals, tells it what the worksheet has, and keeps who sealed here.
import { maybe, notice } from "../dom.js";
import { openStore } from "../store.js";
import { before, kept } from "./next.js";
import { place, ref, root, title, version } from "./page.js";
import { needed } from "./progress.js";

const SAYS = {
  notLoaded: "Sealing could not be loaded. Make sure that you are online, and press again.",
};
const MOST = 200; // letters of a name, as of its field

/** @typedef {{ name: string, address: string }} Person */

/** Apart from the answers, so that no file of the worksheet names anybody. */
const store = openStore(`credfolio-sealing-${ref}`, {
  version: 1,
  /** @returns {Person} */
  empty: () => ({ name: "", address: "" }),
  parse: ({ name, address }) => {
    if (typeof name !== "string" || typeof address !== "string") throw new Error("person");
    return { name: name.slice(0, MOST), address: address.slice(0, MOST) };
  },
});
const sealer = maybe("[data-seal]", HTMLButtonElement);
/** @type {(() => void) | null} */
let close = null;

/** Takes the panel away: it is about another try, or about answers that are gone. */
export function endSealing() {
  close?.();
  close = null;
  if (sealer) sealer.hidden = false;
}

/** Forgets who sealed here; what it gives brings that back. */
export function forgetPerson() {
  const { value } = store.read();
  endSealing();
  store.write({ name: "", address: "" });
  return () => store.write(value);
}

/** @param {() => string} text  the worksheet's current file */
export function offerSealing(text) {
  if (!sealer) return;
  sealer.hidden = false;
  sealer.addEventListener("click", async () => {
    sealer.disabled = true;
    try {
      // Loaded only now: most readers never seal anything.
      const { begin } = await import(new URL("assets/built/seal.js", root).href);
      const own = { before: before(), kept: kept(), person: store.read().value };
      const worksheet = { ref, title, version, text, needed, remember: store.write, ...own };
      close = begin(place("seal-place"), JSON.parse(sealer.dataset.sealing ?? ""), worksheet);
      sealer.hidden = true;
    } catch {
      place("seal-place").replaceChildren(notice("warn", SAYS.notLoaded));
    }
    sealer.disabled = false;
  });
}
