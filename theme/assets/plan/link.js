// @ts-nocheck
// Links that hold a plan. hooks/credfolio/pages/contribute/plan_link.py writes the same form for playlists.
//
// "1.<checksum>.<plan>": version, CRC-32 of the rest in eight hexadecimal digits, and the JSON
// [title, [reference, date, note], …] in base64url; what is empty at an item's end is left out.

import { asItem, MOST_ITEMS } from "./list.js";

const FORM = "1";

export function crc32(text) {
  let sum = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
}

export function encodePlan(title, items) {
  const rows = items.map(({ ref, target, note }) => {
    const row = [ref, target || "", note || ""];
    while (row.at(-1) === "") row.pop();
    return row;
  });
  const bytes = new TextEncoder().encode(JSON.stringify([title, ...rows]));
  const packed = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return `${FORM}.${crc32(packed)}.${packed}`;
}

// {title, items} or {problem: a sentence}.
export function decodePlan(text) {
  const [form, sum, packed, ...more] = text.split(".");
  if (form && /^\d+$/.test(form) && Number(form) > Number(FORM)) {
    return { problem: "This link was made by a newer version of the site. Reload the page and open the link again." };
  }
  const broken = { problem: "This link is damaged: a part of it is missing or was changed on the way. Ask for it again; copying it whole usually helps." };
  if (form !== FORM || !packed || more.length || crc32(packed) !== sum) return broken;
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const [title, ...rows] = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const items = rows.slice(0, MOST_ITEMS).map(([ref, target, note]) => asItem({ ref, target, note }));
    if (typeof title !== "string" || !items.length || items.includes(null)) return broken;
    return { title: title.slice(0, 200), items };
  } catch {
    return broken;
  }
}
