// A group of results as a landmark: its mark, its name, its rows.
import { h } from "../dom.js";

/** @type {Record<string, string>} */
export const NAMES = {
  credentials: "Micro-credentials",
  stacks: "Stacks",
  resources: "Learning resources",
  people: "People",
  places: "Places",
  standards: "Standards",
  issuers: "Issuers",
  guides: "Guides and help",
};
// Drawn here, 24 units wide, so that a page loads no icon for a group that it may never show.
/** @type {Record<string, string>} */
const MARKS = {
  credentials: "M12 2 4 5v6c0 5 3.4 8.700 8 11 4.600-2.300 8-6 8-11V5z",
  stacks: "M12 3 3 8l9 5 9-5zM3 13l9 5 9-5v-2l-9 5-9-5zM3 17l9 5 9-5v-2l-9 5-9-5z",
  resources: "M4 4h7v16H4zM13 4h7v16h-7z",
  people: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 3-7 8-7s8 2 8 7z",
  places:
    "M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 10a3 3 0 1 1 0-6 3 3 0 0 1 0 6z",
  standards: "M4 4h3v3H4zM9 4h11v3H9zM4 10h3v3H4zM9 10h11v3H9zM4 16h3v3H4zM9 16h11v3H9z",
  issuers: "M12 2 3 7v2h18V7zM5 11h3v7H5zM10 11h4v7h-4zM16 11h3v7h-3zM3 20h18v2H3z",
  guides:
    "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 16h-2v-2h2zm0-3h-2v-1c0-3 3-3 3-5" +
    "a2 2 0 0 0-4 0H8a4 4 0 0 1 8 0c0 3-3 3-3 5z",
};
const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name */
function mark(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("cf-group__mark");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", MARKS[name] ?? MARKS.guides);
  svg.append(path);
  return svg;
}

/**
 * @param {string} name
 * @param {{ title: string, address: string, note: string }[]} rows
 * @param {string} root  leads to the site's root
 */
export function groupSection(name, rows, root) {
  const id = `group-${name}`;
  const addressOf = (/** @type {string} */ address) =>
    /^https?:/.test(address) ? address : root + address;
  return h(
    "section",
    { class: "cf-group", "aria-labelledby": id, "data-group": name },
    h("h2", { id, class: "cf-group__name" }, mark(name), NAMES[name] ?? name),
    h(
      "ul",
      { class: "cf-group__rows" },
      rows.map(({ title, address, note }) =>
        h(
          "li",
          { class: "cf-group__row" },
          h("a", { href: addressOf(address) }, title),
          note && h("span", { class: "cf-group__note" }, note),
        ),
      ),
    ),
  );
}
