// @ts-nocheck
// A plan as a calendar (RFC 5545) and as Markdown. Pure: the moment and the address are arguments.

import { dayInWords } from "../dom.js";

const octets = (text) => new TextEncoder().encode(text).length;

// A content line of at most 75 octets goes on in the next one, behind a space (section 3.1).
export function fold(line) {
  const rows = [""];
  for (const letter of line) {
    if (octets(rows.at(-1) + letter) > (rows.length > 1 ? 74 : 75)) rows.push("");
    rows[rows.length - 1] += letter;
  }
  return rows.join("\r\n ");
}

// TEXT values (section 3.3.11).
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

function dayAfter(iso) {
  const day = new Date(iso + "T00:00:00Z");
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

// One all-day event for each entry with a date. `stamp` is a Date; `base` the site's address.
export function planCalendar(entries, base, stamp) {
  const host = new URL(base).host;
  const at = stamp.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = entries.filter(({ item }) => item.target).flatMap(({ item, facts }) => {
    const title = facts?.title || item.title || item.ref;
    const about = [facts?.hours ? `About ${facts.hours.text}` : "", facts?.issuer_name ?? "", item.note].filter(Boolean).join("\n");
    return [
      "BEGIN:VEVENT",
      `UID:${item.ref.replace("/", ".")}.plan@${host}`,
      `DTSTAMP:${at}`,
      `DTSTART;VALUE=DATE:${item.target.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${dayAfter(item.target).replaceAll("-", "")}`,
      `SUMMARY:${escaped(`Hand in: ${title}`)}`,
      ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
      `URL:${new URL(`catalog/${item.ref}/`, base)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//credfolio//plan//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
  return lines.map((line) => fold(line) + "\r\n").join("");
}

const plain = (text) => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");

// `summary` are lines such as "24–36 hours in all".
export function planMarkdown(entries, base, day, summary) {
  const rows = entries.flatMap(({ item, facts }, n) => {
    const title = plain(facts?.title || item.title || item.ref);
    const known = [facts?.issuer_name, facts?.hours?.text, facts?.cost?.text, facts?.requires_students ? "needs students" : "", item.target ? `by ${dayInWords(item.target)}` : ""];
    const note = item.note ? ["", ...item.note.split("\n").map((line) => `   > ${line}`), ""] : [];
    return [`${n + 1}. [${title}](${new URL(`catalog/${item.ref}/`, base)}) — ${known.filter(Boolean).map(plain).join(" · ")}`, ...note];
  });
  return ["# My plan", "", `Written on ${dayInWords(day)}.`, "", ...rows, "", ...summary.map((line) => `- ${plain(line)}`), ""].join("\n");
}
