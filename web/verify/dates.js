// Whether a badge is in force at a moment. Moments are milliseconds since 1970, UTC.
import { Refusal } from "./report.js";

/**
 * @import { StepBook } from "./report.js"
 * @import { JsonObject } from "./shape.js"
 */

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?$/;
const FIRST = new Date("0001-01-01T00:00:00Z").getTime();
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);
const DAY = 86_400_000;

/**
 * The moment that an XML Schema dateTime names; without an offset it is taken as UTC.
 * @param {unknown} value
 * @param {string} name
 */
export function readMoment(value, name) {
  const match = typeof value === "string" ? DATE_TIME.exec(value) : null;
  if (match === null) {
    throw new Refusal("bad-date", `${name} is not a date with a time like 2026-05-31T00:00:00Z.`);
  }
  const [, year, month, day, hour, minute, second, offset] = match;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const local = new Date(text).getTime();
  const moment = local - offsetOf(offset);
  // Date takes the 30th of February for the 1st or 2nd of March, and 24:00 for the next day.
  const exists =
    !Number.isNaN(local) && new Date(local).toISOString().startsWith(text.slice(0, -1));
  if (!exists || Math.abs(local - moment) >= DAY || moment < FIRST || moment > LAST) {
    throw new Refusal("bad-date", `${name} is a date that does not exist.`);
  }
  return moment;
}

/** @param {string | undefined} text */
function offsetOf(text) {
  if (text === undefined || text === "Z" || text === "z") return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  return (text[0] === "-" ? -minutes : minutes) * 60_000;
}

/**
 * Answer the step "dates": validFrom and validUntil, or their names in the older model.
 * @param {JsonObject} document
 * @param {number} now
 * @param {StepBook} book
 */
export function checkDates(document, now, book) {
  const starts = moments(document, "validFrom", "issuanceDate");
  const ends = endsOf(document);
  const start = Math.max(...starts);
  const end = Math.min(...ends);
  if (starts.length && ends.length && start > end) {
    throw new Refusal("bad-date", "It ends before it begins.");
  }
  if (starts.length && now < start) {
    book.note("dates", "fail", "not-yet-valid", `It is in force only from ${shownDay(start)}.`);
  } else if (ends.length && now > end) {
    book.note("dates", "fail", "expired", `It expired on ${shownDay(end)}.`);
  } else {
    const since = starts.length ? `In force since ${shownDay(start)}` : "It names no first day";
    const until = ends.length ? `until ${shownDay(end)}` : "with no end date";
    book.note("dates", "pass", "in-force", `${since}, ${until}. Checked for ${shownDay(now)}.`);
  }
}

/**
 * Answer the step "dates" of a badge that could not be judged, if it is past its own end. Nobody
 * gains by an end date, so it is believed even where nothing else is.
 * @param {JsonObject} document
 * @param {number} now
 * @param {StepBook} book
 */
export function noteOwnEnd(document, now, book) {
  let end;
  try {
    end = Math.min(...endsOf(document));
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    return;
  }
  if (now > end) {
    book.note("dates", "fail", "expired", `By its own words it expired on ${shownDay(end)}.`);
  }
}

/** @param {JsonObject} document */
function endsOf(document) {
  return moments(document, "validUntil", "expirationDate");
}

/**
 * @param {JsonObject} document
 * @param {...string} names
 */
function moments(document, ...names) {
  return names
    .filter((name) => Object.hasOwn(document, name))
    .map((name) => readMoment(document[name], name));
}

/**
 * The day of a moment in UTC, as 2026-05-31.
 * @param {number} moment
 */
export function shownDay(moment) {
  return new Date(moment).toISOString().slice(0, 10);
}
