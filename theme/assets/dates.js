// Days as texts, "2026-03-09". Pure, but for what day it is now and where the site is.

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

/**
 * The day that is `days` after another.
 * @param {string} iso
 * @param {number} days
 */
export function dayAfter(iso, days) {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, "2026-03-09".length);
}

/** The site's time zone, as the page names it; "" for the reader's own. */
function siteZone() {
  if (typeof document === "undefined") return "";
  const named = document.querySelector('meta[name="credfolio-zone"]');
  return named instanceof HTMLMetaElement ? named.content : "";
}

/** @type {Map<string, Intl.DateTimeFormat | null>} */
const clocks = new Map();

/** @param {string} zone */
function clockOf(zone) {
  if (!clocks.has(zone)) clocks.set(zone, makeClock(zone));
  return clocks.get(zone) ?? null;
}

/** @param {string} zone */
function makeClock(zone) {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
  } catch {
    return null; // an old browser that does not know the zone
  }
}

/**
 * Today where the site is; where it names no zone, today where the reader is.
 * @param {Date} [now]
 * @param {string} [zone]
 */
export function today(now = new Date(), zone = siteZone()) {
  const clock = zone ? clockOf(zone) : null;
  if (clock) {
    const parts = clock.formatToParts(now);
    /** @param {string} type */
    const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
    return `${part("year")}-${part("month")}-${part("day")}`;
  }
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

/**
 * Whether something is shown on `day` that holds on the days `from` to `until`, both included. The
 * build showed it or not (`built`) and knew its own day. Nothing goes back behind that: a slow
 * clock leaves the page as it was built.
 * @param {{ from?: string, until?: string }} days
 * @param {string} day
 * @param {boolean} built
 */
export function isShown({ from, until }, day, built) {
  if (until && day > until) return false;
  return built || Boolean(from && day >= from);
}
