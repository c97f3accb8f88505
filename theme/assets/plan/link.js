// Links that hold a plan. hooks/credfolio/pages/contribute/plan_link.py writes the same form for
// playlists.
//
// "1.<checksum>.<plan>": version, CRC-32 of the rest in eight hexadecimal digits, and the JSON
// [title, [reference, date, note], …] in base64url; what is empty at an item's end is left out.
import { asItem, MOST_ITEMS } from "./list.js";

/** @import { Item } from "./list.js" */

/** @typedef {{ title: string, items: Item[] }} LinkedPlan */

const FORM = "1";
const MOST_TITLE = 200;

const SAYS = {
  newer:
    "This link was made by a newer version of the site. Reload the page and open the link again.",
  broken:
    "This link is damaged: a part of it is missing or was changed on the way. Ask for it " +
    "again; copying it whole usually helps.",
};

/** @param {string} text */
export function crc32(text) {
  let sum = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
}

/**
 * @param {string} title
 * @param {Pick<Item, "ref" | "target" | "note">[]} items
 */
export function encodePlan(title, items) {
  const rows = items.map(({ ref, target, note }) => {
    const row = [ref, target, note];
    while (row.at(-1) === "") row.pop();
    return row;
  });
  const bytes = new TextEncoder().encode(JSON.stringify([title, ...rows]));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const packed = btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return `${FORM}.${crc32(packed)}.${packed}`;
}

/**
 * @param {string} text
 * @returns {LinkedPlan | { problem: string }}  the problem is a sentence
 */
export function decodePlan(text) {
  const [form, sum, packed, ...more] = text.split(".");
  if (/^\d+$/.test(form) && Number(form) > Number(FORM)) return { problem: SAYS.newer };
  if (form !== FORM || !packed || more.length || crc32(packed) !== sum) {
    return { problem: SAYS.broken };
  }
  try {
    return unpack(packed) ?? { problem: SAYS.broken };
  } catch {
    return { problem: SAYS.broken };
  }
}

/**
 * @param {string} packed
 * @returns {LinkedPlan | null}
 */
function unpack(packed) {
  const letters = atob(packed.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  /** @type {unknown} */
  const found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (!Array.isArray(found)) return null;
  const [title, ...rows] = found;
  const items = rows
    .slice(0, MOST_ITEMS)
    .map(([ref, target, note]) => asItem({ ref, target, note }));
  const known = items.filter((item) => item !== null);
  if (typeof title !== "string" || !known.length || known.length < items.length) return null;
  return { title: title.slice(0, MOST_TITLE), items: known };
}
