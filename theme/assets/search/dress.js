// The style sheets of results, loaded with the first of them.
import { h } from "../dom.js";

/** The site's root. */
export const siteRoot = new URL("../../", import.meta.url).href;

/** @param {string[]} sheets */
export function dress(...sheets) {
  for (const sheet of sheets) {
    const href = new URL(`assets/${sheet}.css`, siteRoot).href;
    const linked = [...document.querySelectorAll("link")].some((link) => link.href === href);
    if (!linked) document.head.append(h("link", { rel: "stylesheet", href }));
  }
}
