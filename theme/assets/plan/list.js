// The plan itself: what is in it and how it changes. Shared by the plan's page and every card.
import { isDate } from "../dates.js";
import { openStore } from "../store.js";
import { KEY, MOST_ITEMS, REF, VERSION } from "./count.js";

/**
 * `target` is "" or a date YYYY-MM-DD.
 * @typedef {{ ref: string, title: string, target: string, note: string }} Item
 *
 * An item that was taken out keeps its date and note in `removed`, and has them again when it is
 * put back.
 * @typedef {object} Plan
 * @property {Item[]} items
 * @property {{ ref: string, title: string }[]} stacks
 * @property {Item[]} removed
 */

export { MOST_ITEMS, REF };

const MOST_REMOVED = 30;
const MOST_TEXT = 2_000;

/** @returns {Plan} */
export const emptyPlan = () => ({ items: [], stacks: [], removed: [] });

/**
 * An item from anywhere, made safe; null when it names no credential.
 * @param {unknown} found
 * @returns {Item | null}
 */
export function asItem(found) {
  if (!found || typeof found !== "object" || !("ref" in found)) return null;
  /** @type {Record<string, unknown>} */
  const { ref, title, target, note } = { ...found };
  if (typeof ref !== "string" || !REF.test(ref)) return null;
  return { ref, title: asText(title), target: asDay(target), note: asText(note) };
}

/** @param {unknown} value */
const asText = (value) => (typeof value === "string" ? value.slice(0, MOST_TEXT) : "");
/** @param {unknown} value */
const asDay = (value) => (isDate(asText(value)) ? asText(value) : "");

/**
 * @param {unknown} list
 * @returns {Item[]}
 */
function asItems(list) {
  return (Array.isArray(list) ? list : []).map(asItem).filter((item) => item !== null);
}

/**
 * What was kept as a plan; what makes no sense in it is left out.
 * @param {Record<string, unknown>} kept
 * @returns {Plan}
 */
export function parsePlan(kept) {
  /** @type {Map<string, Item>} */
  const unique = new Map();
  for (const item of asItems(kept.items)) if (!unique.has(item.ref)) unique.set(item.ref, item);
  return {
    items: [...unique.values()].slice(0, MOST_ITEMS),
    stacks: asItems(kept.stacks).map(({ ref, title }) => ({ ref, title })),
    removed: asItems(kept.removed),
  };
}

export const planStore = openStore(KEY, {
  version: VERSION,
  empty: emptyPlan,
  parse: parsePlan,
});

/**
 * @param {Plan} plan
 * @param {string} ref
 */
export const holds = (plan, ref) => plan.items.some((item) => item.ref === ref);

/**
 * @param {Plan} plan
 * @param {string} ref
 */
export const holdsStack = (plan, ref) => plan.stacks.some((stack) => stack.ref === ref);

// Each of these gives a new plan and leaves the old one as it was.

/**
 * @param {Plan} plan
 * @param {unknown[]} items  from anywhere
 * @returns {Plan}
 */
export function withItems(plan, items) {
  const added = asItems(items)
    .filter((item) => !holds(plan, item.ref))
    .map((item) => {
      const before = plan.removed.find((old) => old.ref === item.ref);
      if (!before) return item;
      return { ...item, target: item.target || before.target, note: item.note || before.note };
    });
  const refs = new Set(added.map((item) => item.ref));
  return {
    ...plan,
    items: [...plan.items, ...added].slice(0, MOST_ITEMS),
    removed: plan.removed.filter((old) => !refs.has(old.ref)),
  };
}

/**
 * @param {Plan} plan
 * @param {string} ref
 * @returns {Plan}
 */
export function withoutItem(plan, ref) {
  const gone = plan.items.filter((item) => item.ref === ref);
  return {
    ...plan,
    items: plan.items.filter((item) => item.ref !== ref),
    removed: [...gone, ...plan.removed].slice(0, MOST_REMOVED),
  };
}

/**
 * @param {Plan} plan
 * @param {{ ref: string, title: string, credentials: unknown[] }} stack
 * @returns {Plan}
 */
export function withStack(plan, stack) {
  const { ref, title } = stack;
  const stacks = holdsStack(plan, ref) ? plan.stacks : [...plan.stacks, { ref, title }];
  return withItems({ ...plan, stacks }, stack.credentials);
}

/**
 * @param {Plan} plan
 * @param {string} ref
 * @returns {Plan}
 */
export function withoutStack(plan, ref) {
  return { ...plan, stacks: plan.stacks.filter((one) => one.ref !== ref) };
}

/**
 * @param {Plan} plan
 * @param {string} ref
 * @param {number} to
 * @returns {Plan}
 */
export function moved(plan, ref, to) {
  const from = plan.items.findIndex((item) => item.ref === ref);
  if (from < 0) return plan;
  const items = [...plan.items];
  const [item] = items.splice(from, 1);
  items.splice(Math.max(0, Math.min(to, items.length)), 0, item);
  return { ...plan, items };
}

/**
 * @param {Plan} plan
 * @param {string} ref
 * @param {Partial<Item>} change
 * @returns {Plan}
 */
export function changed(plan, ref, change) {
  const items = plan.items.map((item) => (item.ref === ref ? { ...item, ...change } : item));
  return { ...plan, items };
}
