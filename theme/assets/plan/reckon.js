// What a plan adds up to. Pure: entries, facts and a day go in, figures come out.

/**
 * @import { CredentialFacts, Named, StackFacts } from "../facts.js"
 * @import { Item } from "./list.js"
 */

/**
 * What is planned, and its facts as the build wrote them, or null while they are not known.
 * @typedef {{ item: Item, facts: CredentialFacts | null }} Entry
 */

const DAY = 86_400_000;
const SHORTEST_WORK = 0.5; // hours a week

/** @param {number} value */
export const round = (value) => Math.round(value * 100) / 100;

/**
 * @param {string} from
 * @param {string} to
 */
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/**
 * "1 hour", "24–36 hours".
 * @param {number} min
 * @param {number} max
 */
export function hoursInWords(min, max) {
  if (min !== max) return `${min}–${max} hours`;
  return min === 1 ? "1 hour" : `${min} hours`;
}

/**
 * Hours of all entries that say them; `unknown` is how many do not.
 * @param {Entry[]} entries
 */
export function totalHours(entries) {
  const known = entries.flatMap(({ facts }) => (facts?.hours ? [facts.hours] : []));
  return {
    min: round(known.reduce((sum, hours) => sum + hours.min, 0)),
    max: round(known.reduce((sum, hours) => sum + hours.max, 0)),
    unknown: entries.length - known.length,
  };
}

/**
 * What has to come first and comes later, or is not in the plan.
 * @typedef {{ ref: string, first: Named, absent: boolean }} OrderProblem
 */

/**
 * @param {Entry[]} entries
 * @returns {OrderProblem[]}
 */
export function orderProblems(entries) {
  const place = new Map(entries.map(({ item }, n) => [item.ref, n]));
  return entries.flatMap(({ item, facts }, n) =>
    (facts?.prerequisites ?? []).flatMap((first) => {
      const at = place.get(first.ref);
      if (at !== undefined && at <= n) return [];
      return [{ ref: item.ref, first, absent: at === undefined }];
    }),
  );
}

/**
 * References in an order that has everything after what comes before it, and otherwise stays as it
 * was. The order of ordered stacks counts, as does what is recommended before, unless a
 * prerequisite says otherwise.
 * @param {Entry[]} entries
 * @param {Pick<StackFacts, "ordered" | "credentials">[]} stacks
 */
export function putInOrder(entries, stacks = []) {
  const here = new Set(entries.map(({ item }) => item.ref));
  const hard = before(entries, (facts) => facts.prerequisites);
  const soft = before(entries, (facts) => facts.recommended_before);
  for (const stack of stacks.filter((one) => one.ordered)) {
    const path = stack.credentials.map((one) => one.ref).filter((ref) => here.has(ref));
    for (const [n, ref] of path.entries()) if (n) soft.get(ref)?.push(path[n - 1]);
  }
  const left = entries.map(({ item }) => item.ref);
  const done = new Set();
  /** @type {(ref: string, edges: Map<string, string[]>) => boolean} */
  const free = (ref, edges) =>
    (edges.get(ref) ?? []).every((first) => !here.has(first) || done.has(first));
  const ordered = [];
  while (left.length) {
    // A circle, which records can hold by mistake, is taken as it comes.
    const next =
      left.find((ref) => free(ref, hard) && free(ref, soft)) ??
      left.find((ref) => free(ref, hard)) ??
      left[0];
    left.splice(left.indexOf(next), 1);
    done.add(next);
    ordered.push(next);
  }
  return ordered;
}

/**
 * For each entry the references of what comes before it.
 * @param {Entry[]} entries
 * @param {(facts: CredentialFacts) => Named[]} read
 */
function before(entries, read) {
  return new Map(
    entries.map(({ item, facts }) => [item.ref, facts ? read(facts).map((one) => one.ref) : []]),
  );
}

/**
 * A kind of evidence that two or more ask for; `fresh` are the titles of those that do not take
 * earlier work.
 * @typedef {{ name: string, titles: string[], fresh: string[] }} SharedKind
 */

/**
 * @param {Entry[]} entries
 * @returns {SharedKind[]}
 */
export function sharedEvidence(entries) {
  /** @type {Map<string, SharedKind>} */
  const kinds = new Map();
  for (const { facts } of entries) {
    for (const { type, name } of facts?.evidence ?? []) {
      const kind = kinds.get(type) ?? { name, titles: [], fresh: [] };
      kinds.set(type, kind);
      if (facts) kind.titles.push(facts.title);
      if (facts?.past_evidence_ok === false) kind.fresh.push(facts.title);
    }
  }
  const shared = [...kinds.values()].filter((kind) => kind.titles.length > 1);
  return shared.sort((a, b) => b.titles.length - a.titles.length);
}

/**
 * What a date asks of the reader: `others` are due by then, too; hours a week are `known` or not.
 * @typedef {{ passed: true }
 *   | {
 *     passed: false, others: number, known: boolean, perWeek: { min: number, max: number },
 *   }} Load
 */

/**
 * What each date asks of the reader, by reference. Hours of everything that is due by the same day
 * or before are spread over the weeks from `today`.
 * @param {Entry[]} entries
 * @param {string} today
 * @returns {Map<string, Load>}
 */
export function workload(entries, today) {
  const dated = entries.filter(({ item }) => item.target);
  return new Map(dated.map(({ item }) => [item.ref, loadOf(item.target, dated, today)]));
}

/**
 * @param {string} target
 * @param {Entry[]} dated
 * @param {string} today
 * @returns {Load}
 */
function loadOf(target, dated, today) {
  const ahead = days(today, target);
  if (ahead < 0) return { passed: true };
  const due = dated.filter(({ item }) => item.target <= target && item.target >= today);
  const { min, max } = totalHours(due);
  const weeks = Math.max(ahead / 7, 1);
  /** @param {number} hours */
  const half = (hours) => Math.max(SHORTEST_WORK, Math.round((hours / weeks) * 2) / 2);
  const perWeek = { min: half(min), max: half(max) };
  return { passed: false, others: due.length - 1, known: max > 0, perWeek };
}

/**
 * A class is needed on a day when most schools have none.
 * @param {CredentialFacts | null} facts
 * @param {string} day
 */
export const inSummer = (facts, day) => facts?.requires_students === true && /-0[678]-/.test(day);
