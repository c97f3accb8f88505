// Days as texts, "2026-03-09". Pure, but for what day it is now.

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/**
 * "9 March 2026", the way the site writes dates.
 * @param {string} iso
 */
export function dayInWords(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** Today where the reader is. */
export function today(now = new Date()) {
  /** @param {number} n */
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Whether a text is a day that the calendar has.
 * @param {string} text
 */
export function isDate(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

/**
 * Both days are part of the time in which a rule holds; "" is no end.
 * @param {{ from?: string, until?: string }} rule
 * @param {string} day
 */
export function isInForce(rule, day) {
  return (!rule.from || rule.from <= day) && (!rule.until || rule.until >= day);
}
