// @ts-nocheck
// The plan itself: what is in it and how it changes. Shared by the plan's page and every card.
//
// {items: [{ref, title, target, note}], stacks: [{ref, title}], removed: [item]}
// `target` is "" or a date YYYY-MM-DD. An item that was taken out keeps its date and note in
// `removed`, and has them again when it is put back.

import { openStore } from "../store.js";

export const REF = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const MOST_ITEMS = 200;
const MOST_REMOVED = 30;
const MOST_TEXT = 2_000;

export const emptyPlan = () => ({ items: [], stacks: [], removed: [] });

export function isDate(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(text + "T00:00:00Z");
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

// An item from anywhere, made safe; null when it names no credential.
export function asItem(found) {
  if (!found || typeof found.ref !== "string" || !REF.test(found.ref)) return null;
  const text = (value) => (typeof value === "string" ? value.slice(0, MOST_TEXT) : "");
  return {
    ref: found.ref,
    title: text(found.title),
    target: isDate(text(found.target)) ? found.target : "",
    note: text(found.note),
  };
}

function parsePlan(kept) {
  const unique = new Map();
  for (const item of (Array.isArray(kept.items) ? kept.items : []).map(asItem)) {
    if (item && !unique.has(item.ref)) unique.set(item.ref, item);
  }
  const named = (list) => (Array.isArray(list) ? list : []).map(asItem).filter(Boolean);
  return {
    items: [...unique.values()].slice(0, MOST_ITEMS),
    stacks: named(kept.stacks).map(({ ref, title }) => ({ ref, title })),
    removed: named(kept.removed),
  };
}

export const planStore = openStore("credfolio-plan", { version: 1, empty: emptyPlan, parse: parsePlan });

export const holds = (plan, ref) => plan.items.some((item) => item.ref === ref);

// Each gives a new plan and leaves the old one as it was.
export function withItems(plan, items) {
  const added = items.map(asItem).filter((item) => item && !holds(plan, item.ref)).map((item) => {
    const before = plan.removed.find((old) => old.ref === item.ref);
    return before ? { ...before, ...item, target: item.target || before.target, note: item.note || before.note } : item;
  });
  const refs = new Set(added.map((item) => item.ref));
  return {
    ...plan,
    items: [...plan.items, ...added].slice(0, MOST_ITEMS),
    removed: plan.removed.filter((old) => !refs.has(old.ref)),
  };
}

export function withoutItem(plan, ref) {
  const gone = plan.items.filter((item) => item.ref === ref);
  return {
    ...plan,
    items: plan.items.filter((item) => item.ref !== ref),
    removed: [...gone, ...plan.removed].slice(0, MOST_REMOVED),
  };
}

export function withStack(plan, stack) {
  const stacks = plan.stacks.some((one) => one.ref === stack.ref) ? plan.stacks : [...plan.stacks, { ref: stack.ref, title: stack.title }];
  return withItems({ ...plan, stacks }, stack.credentials);
}

export const withoutStack = (plan, ref) => ({ ...plan, stacks: plan.stacks.filter((one) => one.ref !== ref) });

export function moved(plan, ref, to) {
  const from = plan.items.findIndex((item) => item.ref === ref);
  if (from < 0) return plan;
  const items = [...plan.items];
  const [item] = items.splice(from, 1);
  items.splice(Math.max(0, Math.min(to, items.length)), 0, item);
  return { ...plan, items };
}

export function changed(plan, ref, change) {
  return { ...plan, items: plan.items.map((item) => (item.ref === ref ? { ...item, ...change } : item)) };
}
