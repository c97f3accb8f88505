// One credit in all the units that state it: credfolio.records.reckoned.one_credit and
// credfolio.pages.fragments.stated_credit.

/**
 * @import { PageData } from "./page.js"
 * @import { Credit, CreditValue } from "./records.js"
 */

// Everywhere: ten contact hours make a CEU.
/** @type {Record<string, number>} */
const HOURS = { ceu: 10, "contact-hour": 1 };

/**
 * Each credit once; the jurisdiction's first unit comes first.
 * @template {Credit} C
 * @param {C[]} credits
 * @param {PageData} page
 * @param {(credit: C) => string} [apart]
 * @returns {C[][]}
 */
function joined(credits, page, apart = () => "") {
  /** @param {Credit} one */
  const unitsOf = (one) => page.names.jurisdictions[one.jurisdiction]?.units ?? [];
  /** @param {Credit} one */
  const hours = (one) => {
    const each = unitsOf(one).find(([unit]) => unit === one.unit)?.[1] ?? HOURS[one.unit];
    // Whole hundredths of millionths, so that 1.2 CEUs are 12 hours to the digit.
    return each && one.amount !== null ? Math.round(each * one.amount * 1e8) : null;
  };
  /** @param {Credit} one */
  const place = (one) => {
    const n = unitsOf(one).findIndex(([unit]) => unit === one.unit);
    return n < 0 ? unitsOf(one).length : n;
  };
  /** @type {C[][]} */
  const found = [];
  for (const credit of credits) {
    const group = found.find(
      (own) =>
        own[0].jurisdiction === credit.jurisdiction &&
        own[0].category === credit.category &&
        apart(own[0]) === apart(credit) &&
        own.every((one) => one.unit !== credit.unit) &&
        hours(credit) !== null &&
        hours(own[0]) === hours(credit),
    );
    if (group) group.push(credit);
    else found.push([credit]);
  }
  return found.map((group) => group.sort((a, b) => place(a) - place(b)));
}

/**
 * @template T
 * @param {(T | null)[]} values
 * @returns {T[]}
 */
const once = (values) => [...new Set(values.flatMap((one) => (one ? [one] : [])))];

/**
 * What a definition counts for.
 * @param {CreditValue[]} values
 * @param {PageData} page
 */
export function statedCredits(values, page) {
  const days = (/** @type {CreditValue} */ one) => `${one.effective_from} ${one.effective_until}`;
  return joined(values, page, days).map((stated) => {
    const [value] = stated;
    return {
      value,
      text: page.words.one_credit([stated]),
      notes: once(stated.flatMap((one) => [one.conditions, one.exceptions])),
      sources: once(stated.map((one) => one.source_url)),
      checked: once(stated.map((one) => one.last_checked)).sort()[0] ?? null,
    };
  });
}

/**
 * What an award counted for.
 * @template {Credit} C
 * @param {C[]} credits
 * @param {PageData} page
 */
export function earnedCredits(credits, page) {
  return joined(credits, page).map((stated) => ({
    credit: stated[0],
    text: page.words.one_credit([stated]),
  }));
}
