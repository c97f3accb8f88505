// A plan as a calendar (RFC 5545) and as Markdown. Pure: the moment and the address are arguments.
import { dayInWords } from "../dates.js";
import { fill, joined } from "../wording.js";

/** @import { Entry } from "./reckon.js" */

const SAYS = {
  submit: "Submit: {title}",
  about: "About {hours}",
  plan: "# My plan",
  written: "Written on {day}.",
  row: "{n}. [{title}]({address}) — {facts}",
  students: "needs students",
  by: "by {day}",
};
// A content line has at most 75 octets and goes on in the next one, behind a space (section 3.1).
const LONGEST_LINE = 75;

/** @param {string} text */
const octets = (text) => new TextEncoder().encode(text).length;

/** @param {string} line */
export function fold(line) {
  const rows = [""];
  for (const letter of line) {
    const most = rows.length > 1 ? LONGEST_LINE - 1 : LONGEST_LINE;
    if (octets(rows[rows.length - 1] + letter) > most) rows.push("");
    rows[rows.length - 1] += letter;
  }
  return rows.join("\r\n ");
}

/**
 * A TEXT value (section 3.3.11).
 * @param {string} text
 */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

/** @param {string} iso */
const compact = (iso) => iso.replaceAll("-", "");

/** @param {string} iso */
function dayAfter(iso) {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** @param {Entry} entry */
const titleOf = ({ item, facts }) => facts?.title || item.title || item.ref;

/**
 * One all-day event for each entry with a date.
 * @param {Entry[]} entries
 * @param {string} base  the site's address
 * @param {Date} stamp  when the calendar is made
 */
export function planCalendar(entries, base, stamp) {
  const at = stamp.toISOString().replace(/[-:]|\.\d+/g, "");
  const dated = entries.filter(({ item }) => item.target);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//credfolio//plan//EN",
    "CALSCALE:GREGORIAN",
    ...dated.flatMap((entry) => event(entry, base, at)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/**
 * @param {Entry} entry
 * @param {string} base
 * @param {string} at
 */
function event(entry, base, at) {
  const { item, facts } = entry;
  const hours = facts?.hours && fill(SAYS.about, { hours: facts.hours.text });
  const about = joined([hours, facts?.issuer_name, item.note], "\n");
  return [
    "BEGIN:VEVENT",
    `UID:${item.ref.replace("/", ".")}.plan@${new URL(base).host}`,
    `DTSTAMP:${at}`,
    `DTSTART;VALUE=DATE:${compact(item.target)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(item.target))}`,
    `SUMMARY:${escaped(fill(SAYS.submit, { title: titleOf(entry) }))}`,
    ...(about ? [`DESCRIPTION:${escaped(about)}`] : []),
    `URL:${new URL(`catalog/${item.ref}/`, base)}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** @param {string} text */
const plain = (text) => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");

/**
 * @param {Entry[]} entries
 * @param {string} base  the site's address
 * @param {string} day
 * @param {string[]} summary  lines such as "24–36 hours in all"
 */
export function planMarkdown(entries, base, day, summary) {
  return [
    SAYS.plan,
    "",
    fill(SAYS.written, { day: dayInWords(day) }),
    "",
    ...entries.flatMap((entry, n) => row(entry, n + 1, base)),
    "",
    ...summary.map((line) => `- ${plain(line)}`),
    "",
  ].join("\n");
}

/**
 * @param {Entry} entry
 * @param {number} n
 * @param {string} base
 */
function row(entry, n, base) {
  const { item, facts } = entry;
  const known = [
    facts?.issuer_name,
    facts?.hours?.text,
    facts?.cost?.text,
    facts?.requires_students && SAYS.students,
    item.target && fill(SAYS.by, { day: dayInWords(item.target) }),
  ];
  const line = fill(SAYS.row, {
    n,
    title: plain(titleOf(entry)),
    address: String(new URL(`catalog/${item.ref}/`, base)),
    facts: plain(joined(known)),
  });
  const note = item.note.split("\n").map((each) => `   > ${each}`);
  return item.note ? [line, "", ...note, ""] : [line];
}
