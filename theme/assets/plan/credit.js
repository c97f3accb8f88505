// The credit of a plan, by jurisdiction, with dates and caps. Pure.
import { isInForce } from "../dates.js";
import { round } from "./reckon.js";

/**
 * @import { CreditFacts, JurisdictionFacts } from "../facts.js"
 * @import { Entry } from "./reckon.js"
 */

/**
 * @typedef {{ ref: string, value: CreditFacts }} Counting
 * @typedef {{ title: string, text: string, over: number, overText: string }} Cap
 *
 * Credit that does not count on its day.
 * @typedef {object} Outside
 * @property {string} ref
 * @property {string} unit
 * @property {string} title
 * @property {string} text
 * @property {string} from
 * @property {string} until
 *
 * @typedef {object} PlaceCredit
 * @property {string} id
 * @property {string} name
 * @property {string} address
 * @property {string[]} amounts  in words
 * @property {Outside[]} outside
 * @property {Cap[]} caps
 * @property {number} conditions  how many values have some
 *
 * A jurisdiction while it is added up.
 * @typedef {object} Place
 * @property {string} id
 * @property {string} name
 * @property {JurisdictionFacts | undefined} known
 * @property {Counting[]} values
 * @property {Outside[]} outside
 */

/**
 * Credit counted on each item's date (or `today`), in the jurisdictions' order.
 * @param {Entry[]} entries
 * @param {JurisdictionFacts[]} jurisdictions
 * @param {string} today
 * @returns {PlaceCredit[]}
 */
export function creditByJurisdiction(entries, jurisdictions, today) {
  /** @param {string} id */
  const order = (id) => {
    const n = jurisdictions.findIndex((one) => one.id === id);
    return n < 0 ? Number.MAX_SAFE_INTEGER : n;
  };
  const places = placesOf(entries, jurisdictions, today);
  return places
    .sort((a, b) => order(a.id) - order(b.id))
    .map((place) => ({
      id: place.id,
      name: place.name,
      address: place.known?.address ?? "",
      amounts: amounts(place),
      outside: place.outside.filter((old) => !isReplaced(old, place)),
      caps: caps(place, today),
      conditions: place.values.filter(({ value }) => value.conditions).length,
    }));
}

/**
 * An old rule that a new one has replaced is no news.
 * @param {Outside} old
 * @param {Place} place
 */
function isReplaced(old, { values }) {
  return values.some(({ ref, value }) => ref === old.ref && value.unit === old.unit);
}

/**
 * @param {Entry[]} entries
 * @param {JurisdictionFacts[]} jurisdictions
 * @param {string} today
 */
function placesOf(entries, jurisdictions, today) {
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const { item, facts } of entries) {
    for (const value of facts?.credit ?? []) {
      const { jurisdiction: id, jurisdiction_name: name } = value;
      const known = jurisdictions.find((one) => one.id === id);
      const place = found.get(id) ?? { id, name, known, values: [], outside: [] };
      found.set(id, place);
      const { ref, title } = facts ?? { ref: "", title: "" };
      if (isInForce(value, item.target || today)) place.values.push({ ref, value });
      else {
        const { unit, text, from, until } = value;
        place.outside.push({ ref, unit, title, text, from, until });
      }
    }
  }
  return [...found.values()];
}

/**
 * @param {Place} place
 * @param {string} unit
 */
const unitOf = (place, unit) => place.known?.units.find((one) => one.unit === unit);

/**
 * "2 CEUs", in the jurisdiction's words, else in those of the credit itself.
 * @param {number} amount
 * @param {string} unit
 * @param {Place} place
 */
function quantity(amount, unit, place) {
  const names = unitOf(place, unit);
  if (names) return `${amount} ${amount === 1 ? names.one : names.many}`;
  const said = place.values.find((one) => one.value.unit === unit)?.value.text ?? "";
  return `${amount} ${said.replace(/^[\d.,]+ /, "") || unit}`;
}

/**
 * Credit that is stated in two units, such as 0.5 CEU and 5 contact hours, is one credit: of what
 * a credential states in one category, the largest counts, in hours. `each` is a unit's hours.
 * @param {Place} place
 */
function counted(place) {
  /** @type {Map<string, { worth: number, each: number | null, unit: string }>} */
  const most = new Map();
  for (const { ref, value } of place.values) {
    const each = unitOf(place, value.unit)?.hours ?? null;
    const key = `${ref} ${value.category}${each ? "" : ` ${value.unit}`}`;
    const worth = each ? value.amount * each : value.amount;
    if (worth > (most.get(key)?.worth ?? 0)) most.set(key, { worth, each, unit: value.unit });
  }
  return [...most.values()];
}

/**
 * In words: what has hours in the jurisdiction's first unit and in hours, the rest by itself.
 * @param {Place} place
 */
function amounts(place) {
  const all = counted(place);
  const inHours = round(all.reduce((sum, one) => sum + (one.each ? one.worth : 0), 0));
  /** @type {Map<string, number>} */
  const rest = new Map();
  for (const { worth, unit, each } of all) {
    if (!each) rest.set(unit, round((rest.get(unit) ?? 0) + worth));
  }
  return [
    ...(inHours ? [inEveryUnit(inHours, place)] : []),
    ...[...rest].map(([unit, amount]) => quantity(amount, unit, place)),
  ];
}

/**
 * "2 CEUs, which is 20 contact hours".
 * @param {number} inHours
 * @param {Place} place
 */
function inEveryUnit(inHours, place) {
  const units = place.known?.units ?? [];
  const [main, ...others] = units.flatMap(({ unit, hours }) =>
    hours ? [quantity(round(inHours / hours), unit, place)] : [],
  );
  return others.length ? `${main}, which is ${others.join(", ")}` : main;
}

/**
 * @param {Place} place
 * @param {string} today
 * @returns {Cap[]}
 */
function caps(place, today) {
  const all = counted(place);
  const inForce = (place.known?.caps ?? []).filter((cap) => isInForce(cap, today));
  return inForce.flatMap((cap) => {
    const each = unitOf(place, cap.unit)?.hours ?? null;
    /** @param {(typeof all)[number]} one */
    const inUnit = (one) => {
      if (one.unit === cap.unit) return one.each ? one.worth / one.each : one.worth;
      return one.each && each ? one.worth / each : 0;
    };
    const sum = round(all.reduce((total, one) => total + inUnit(one), 0));
    if (!sum) return [];
    const over = Math.max(0, round(sum - cap.amount));
    const text = quantity(cap.amount, cap.unit, place);
    return [{ title: cap.title, text, over, overText: quantity(over, cap.unit, place) }];
  });
}
