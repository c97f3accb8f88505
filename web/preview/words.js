// Quantities and dates in the words of credfolio.pages.fragments.words. The words themselves come
// with the data of the page; what is here puts them together, and a test holds both to the same
// sentences.

import { listed } from "../../theme/assets/wording.js";

/**
 * @import { Estimate } from "./records.js"
 * @typedef {{
 *   UNITS: Record<string, [string, string]>, FREE: string, STUDENTS: Record<string, string>,
 *   LANGUAGE: Record<string, string>, ROLE: Record<string, string>,
 *   EVIDENCE_ICON: Record<string, string>, RESOURCE_ICON: Record<string, string>,
 * }} WordTables
 * @typedef {{kind: string, min: number | null, max: number | null, applies_to: string}} Limit
 */
/**
 * @param {number} n
 * @param {string} one
 * @param {string} many
 */
export const count = (n, one, many = `${one}s`) => `${grouped(n)} ${n === 1 ? one : many}`;
/** @param {number | string} n */
export const grouped = (n) =>
  String(n).replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));
/**
 * As Python rounds: a half goes to the even number.
 * @param {number} value
 */
export const rounded = (value) =>
  value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
/** @param {string} id */
export const titleOf = (id) => {
  const words = String(id).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};
/**
 * @param {string} text
 * @param {number} most
 */
export const clip = (text, most) => {
  const signs = [...text];
  if (signs.length <= most) return text;
  const cut = signs.slice(0, most - 1).join("");
  const at = cut.lastIndexOf(" ");
  return `${(at < 0 ? cut : cut.slice(0, at)).replace(/[,;:. ]+$/, "")}…`;
};
/** @param {string} url */
export const host = (url) => (url.includes("://") ? url.split("/")[2] : url).replace(/^www\./, "");
/**
 * @param {number} low
 * @param {number} high
 */
function hourRange(low, high) {
  return low === high
    ? `${grouped(low)} hour${low === 1 ? "" : "s"}`
    : `${grouped(low)}–${grouped(high)} hours`;
}

/**
 * What `credfolio.pages.fragments.words` offers the templates; each function takes its arguments
 * as a list.
 * @param {{tables: WordTables, months: string[], limits: Record<string, string>}} words
 */
export function wordsFor({ tables, months, limits }) {
  /** @param {string} iso */
  const day = (iso) =>
    `${Number(iso.slice(8))} ${months[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(0, 4))}`;
  /**
   * @param {number} value
   * @param {string} unit
   */
  const quantity = (value, unit) => {
    const [one, many] = tables.UNITS[unit] ?? [unit, unit];
    return `${grouped(value)} ${value === 1 ? one : many}`;
  };
  const functions = {
    /** @param {[string]} args */
    day: ([iso]) => day(iso),
    /** @param {[string]} args */
    month: ([iso]) => `${months[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(0, 4))}`,
    /** @param {[string]} args */
    title_of: ([id]) => titleOf(id),
    /** @param {[number]} args */
    number: ([value]) => grouped(value),
    /** @param {[number, string, string?]} args */
    count: ([n, one, many]) => count(n, one, many),
    /** @param {[Estimate | null]} args */
    hours: ([estimate]) =>
      estimate && estimate.min_hours !== null && estimate.max_hours !== null
        ? hourRange(estimate.min_hours, estimate.max_hours)
        : "",
    /** @param {[number]} args */
    duration: ([minutes]) =>
      minutes < 90 ? count(minutes, "minute") : `about ${count(rounded(minutes / 60), "hour")}`,
    /** @param {[{amount: number | null, currency: string} | null]} args */
    money: ([cost]) => {
      if (!cost || cost.amount === null) return "";
      if (cost.amount === 0) return tables.FREE;
      const amount = cost.amount.toFixed(2).replace(/\.00$/, "");
      return `${cost.currency === "USD" ? "$" : `${cost.currency} `}${grouped(amount)}`;
    },
    /** @param {[{amount: number | null, unit: string}]} args */
    amount: ([credit]) => (credit.amount === null ? "" : quantity(credit.amount, credit.unit)),
    /** @param {[{amount: number | null, unit: string}[]]} args */
    one_credit: ([stated]) => {
      const [first, ...others] = stated.map((credit) => functions.amount([credit]));
      return others.length ? `${first} (${others.join(", ")})` : first;
    },
    /** @param {[number, string]} args */
    quantity: ([value, unit]) => quantity(value, unit),
    /** @param {[string[], string?]} args */
    join: ([all, last]) => listed(all, last),
    /** @param {[Limit]} args */
    word_limit: ([limit]) => {
      const { kind, min, max, applies_to } = limit;
      const which = `${kind} ${min ? "min" : ""}${max ? "max" : ""} ${applies_to}`;
      return (limits[which] ?? "").replace("{min}", String(min)).replace("{max}", String(max));
    },
    /** @param {[{years: number | null, months: number | null}]} args */
    expiry: ([after]) =>
      listed(
        [
          after.years ? count(after.years, "year") : "",
          after.months ? count(after.months, "month") : "",
        ].filter(Boolean),
      ),
    /** @param {[{requires_students: boolean | null}]} args */
    students: ([c]) =>
      c.requires_students === null ? "" : tables.STUDENTS[c.requires_students ? "yes" : "no"],
    /** @param {[string | null]} args */
    foreign: ([tag]) => (!tag || tag === "en" || tag.startsWith("en-") ? "" : tag),
    /** @param {[string]} args */
    language: ([tag]) => {
      const [name, ...region] = tag.split("-");
      if (!Object.hasOwn(tables.LANGUAGE, name)) return tag;
      return region.length
        ? `${tables.LANGUAGE[name]} (${region.join("-")})`
        : tables.LANGUAGE[name];
    },
  };
  return { ...tables, ...functions };
}
