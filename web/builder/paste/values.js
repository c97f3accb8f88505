// What a few words of a description mean as the value of a field. Nothing is guessed in silence:
// `sure` is false where a reader should look again.

/**
 * @import { Written, WrittenMap } from "../record.js"
 * @typedef {{value: Written, sure: boolean, left?: string}} Read
 */

/** @type {[string, RegExp][]} */
const ROLES = [
  ["pre-service", /\b(?:pre-?service|student) teachers?\b|\bteacher candidates?\b/gi],
  ["teacher-leader", /\bteacher leaders?\b/gi],
  ["special-educator", /\bspecial educat(?:ors?|ion teachers?)\b/gi],
  ["paraeducator", /\bpara-?(?:educators?|professionals?)\b|\bteach(?:ing|er) assistants?\b/gi],
  ["counselor", /\b(?:school )?counsell?ors?\b/gi],
  ["librarian", /\b(?:school )?librarians?\b/gi],
  ["coach", /\b(?:instructional )?coach(?:es)?\b/gi],
  ["mentor", /\bmentors?\b/gi],
  ["principal", /\b(?:assistant )?principals?\b|\b(?:school )?administrators?\b/gi],
  ["family-liaison", /\bfamily liaisons?\b/gi],
  ["district", /\bdistrict (?:staff|leaders?|teams?)\b/gi],
  ["teacher", /\b(?:classroom )?teachers?\b/gi],
];
/** @type {[string, RegExp][]} */
const GRADES = [
  ["early-childhood", /\b(?:early childhood|pre-?k|preschool)\b/gi],
  ["elementary", /\belementary(?: school)?\b/gi],
  ["middle", /\bmiddle(?: school)?\b/gi],
  ["high", /\bhigh(?: school)?\b|\bsecondary\b/gi],
  ["postsecondary", /\bpost-?secondary\b|\bhigher education\b/gi],
  ["adult", /\badult (?:education|learners?)\b/gi],
];
/** @type {[string, number, number][]} the grades of each band, kindergarten as 0 */
const SPANS = [
  ["elementary", 0, 5],
  ["middle", 6, 8],
  ["high", 9, 12],
];

/**
 * @param {[string, RegExp][]} table
 * @param {string} text
 */
function named(table, text) {
  let left = text;
  /** @type {string[]} */
  const found = [];
  for (const [id, form] of table) {
    const rest = left.replace(form, " ");
    if (rest !== left) found.push(id);
    left = rest;
  }
  return { found, left };
}
/** @param {string} left */
const isNothing = (left) => !/[\p{L}\d]/u.test(left.replace(/\b(?:and|or|in|of|all)\b/gi, ""));

/** @param {string} text */
export function rolesIn(text) {
  const { found, left } = named(ROLES, text);
  return found.length ? { value: found.sort(), sure: isNothing(left), left } : null;
}

/** @param {string} text */
export function gradesIn(text) {
  const named_ = named(GRADES, text);
  const found = new Set(named_.found);
  let { left } = named_;
  left = left.replace(/\b(k|\d{1,2})\s*(?:[-–]|to|through)\s*(\d{1,2})\b/gi, (_, from, to) => {
    const [least, most] = [/k/i.test(from) ? 0 : Number(from), Number(to)];
    for (const [id, first, last] of SPANS) if (least <= last && most >= first) found.add(id);
    return " ";
  });
  left = left.replace(/\bgrades?\b|\bschools?\b/gi, " ");
  const order = GRADES.map(([id]) => id);
  const value = order.filter((id) => found.has(id));
  return value.length ? { value, sure: isNothing(left), left } : null;
}

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
/** @param {string} text */
const inDigits = (text) =>
  text.replace(/\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b/gi, (word) =>
    word.toLowerCase() === "ten" ? "10" : String(NUMBERS.indexOf(word.toLowerCase())),
  );

const NUMBER = "(\\d+(?:\\.\\d+)?)";
const SPAN = new RegExp(
  `${NUMBER}\\s*(?:[-–—]|to|and)\\s*${NUMBER}\\s*(?:clock |contact )?(?:hours?|hrs?|h)\\b`,
  "i",
);
const LIMIT = new RegExp(
  "\\(?\\b(?:at most |up to |maximum(?: of)? |no more than )?(\\d{2,5})" +
    "(?:[- ]word (?:limit|maximum)| words?(?: or (?:fewer|less)| at most| maximum)?)([^)]*)\\)?",
  "i",
);

/** @param {string} text @returns {Read | null} */
export function hoursIn(text) {
  const digits = inDigits(text);
  const span = SPAN.exec(digits);
  const one = /(\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h)\b/i.exec(digits);
  const found = span ?? one;
  if (!found) return null;
  const [least, most] = span ? [span[1], span[2]] : [found[1], found[1]];
  const bare = digits.replace(found[0], "").replace(/\b(?:about|approximately|total|in)\b/gi, "");
  /** @type {WrittenMap} */
  const value = { min_hours: least, max_hours: most };
  const several = (digits.match(/\d+\s*(?:hours?|hrs?)\b/gi) ?? []).length > 1;
  if (!isNothing(bare)) value.note = text;
  return { value, sure: Boolean(span) && !value.note && !several && Number(least) <= Number(most) };
}

/** @param {string} text @returns {Read | null} */
export function costIn(text) {
  const dollars = /(?:US)?\$\s?(\d+(?:\.\d\d)?)/.exec(text);
  const several = (text.match(/\$/g) ?? []).length > 1;
  /** @type {WrittenMap | null} */
  const value = dollars
    ? { amount: dollars[1].replace(/\.00$/, ""), currency: "USD" }
    : /\bfree\b|\bno (?:cost|charge|fee)\b/i.test(text)
      ? { amount: "0", currency: "USD" }
      : null;
  if (!value) return null;
  const bare = text
    .replace(dollars?.[0] ?? "", "")
    .replace(/\b(?:free|no|cost|charge|fee|of|usd)\b/gi, "");
  if (!isNothing(bare)) value.note = text;
  return { value, sure: !several && isNothing(bare) };
}

/** @param {string} text @returns {Read | null} */
export function daysIn(text) {
  const found = /(\d+)\s*(?:business|working|school)\s*days?/i.exec(inDigits(text));
  if (!found) return null;
  /** @type {WrittenMap} */
  const value = { business_days: found[1] };
  if (!isNothing(inDigits(text).replace(found[0], ""))) value.note = text;
  return { value, sure: !value.note };
}
/** @param {string} text @returns {Read | null} */
export function attemptsIn(text) {
  const found = /(\d+)\s*(?:attempts?|tries|times)?/i.exec(inDigits(text));
  return found && { value: { max: found[1] }, sure: text.length < 30 };
}
/** @param {string} text @returns {Read | null} */
export function yearsIn(text) {
  const found = /(\d+)\s*(years?|months?)/i.exec(inDigits(text));
  return (
    found && {
      value: { [/^y/i.test(found[2]) ? "years" : "months"]: found[1] },
      sure: text.length < 40,
    }
  );
}
/** @param {string} text @returns {Read | null} */
export function licenceIn(text) {
  const found = /\bCC[ -]?(BY(?:-(?:NC|SA|ND))*)[ -]?(\d\.\d)/i.exec(
    text.replace(/ (?=NC|SA|ND)/g, "-"),
  );
  return found && { value: `CC-${found[1].toUpperCase()}-${found[2]}`, sure: true };
}
/** @param {string} text @returns {Read | null} */
export function levelIn(text) {
  const found = /\b(introductory|intermediate|advanced|leadership)\b/i.exec(text);
  return found && { value: found[1].toLowerCase(), sure: text.trim().length < 20 };
}
/** @param {string} text @returns {Read | null} */
export function passingIn(text) {
  const isAll = /\b(?:all|every|each)\b[^.]{0,30}\bparts?\b/i.test(text);
  return isAll && !/\bexcept|\bor\b/i.test(text) ? { value: "all", sure: text.length < 80 } : null;
}

const KINDS = /** @type {[string, RegExp][]} */ ([
  ["video", /\bvideos?\b/i],
  ["audio", /\baudio\b|\brecordings?\b/i],
  ["student-work", /\bstudents?['’]? work\b|\bwork samples?\b/i],
  ["project-or-lesson-plan", /\b(?:lesson|unit|project) plans?\b/i],
  ["observation", /\bobserv/i],
  ["survey", /\bsurveys?\b/i],
  ["data", /\bdata\b/i],
  ["portfolio", /\bportfolio\b/i],
  ["reflection", /\breflect/i],
]);
/**
 * The kind of evidence that a text names, if it names one only.
 * @param {string} text
 */
export function evidenceIn(text) {
  const found = KINDS.filter(([, form]) => form.test(text));
  return found.length === 1 ? found[0][0] : null;
}

/** @param {string} text */
export function limitIn(text) {
  const found = LIMIT.exec(text);
  if (!found) return null;
  /** @type {WrittenMap} */
  const value = { max: found[1] };
  const rest = text.replace(found[0], "").replace(/\s+/g, " ").trim();
  return { value, rest };
}
