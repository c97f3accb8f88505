// @ts-nocheck
// The page of the plan. What is shown follows from what is kept; every change is kept at once.

import { button, h, handOver, listed, loadFacts, notice, say, today } from "../dom.js";
import { planCalendar, planMarkdown } from "./files.js";
import { decodePlan, encodePlan } from "./link.js";
import { changed, emptyPlan, holds, isDate, moved, planStore, withItems, withoutItem, withoutStack } from "./list.js";
import { creditByJurisdiction, putInOrder, sharedEvidence, totalHours, workload } from "./reckon.js";
import { creditLines, emptyState, listView, sharedView, shortly, showHints, summaryLines, summaryView } from "./view.js";
import { SENTENCES } from "../store.js";

const MOST_COMPARED = 4;
const page = document.querySelector("[data-plan-page]");
const root = page.dataset.root;
const base = new URL(root, location.href).href;
const known = new Map(); // what loadFacts found, by reference; stacks under "stack:"
const chosen = new Set();
let jurisdictions = [];
let plan;
let problem;
let before = null; // what Undo goes back to: {plan, words}
let shared = null;
let linkProblem = null;
let sharing = false;

({ value: plan, problem } = planStore.read());

const entriesOf = (items) => items.map((item) => ({ item, facts: null, ...known.get(item.ref) }));
const titleOf = (ref) => known.get(ref)?.facts?.title || plan.items.find((item) => item.ref === ref)?.title || ref;

function reckon() {
  const entries = entriesOf(plan.items);
  const needing = entries.filter(({ facts }) => facts?.requires_students);
  return {
    entries,
    count: entries.length,
    hours: totalHours(entries),
    students: needing.length,
    credit: creditByJurisdiction(entries, jurisdictions, today()),
    shared: sharedEvidence(entries),
    load: workload(entries, today()),
  };
}

function chosenPlace() {
  try { return localStorage.getItem("credfolio-jurisdiction"); } catch { return null; }
}

function stacksOf() {
  return plan.stacks.map((stack) => {
    const facts = known.get(`stack:${stack.ref}`)?.facts ?? null;
    const done = facts ? facts.members.filter((member) => member.credentials.length && member.credentials.every((ref) => holds(plan, ref))).length : 0;
    return { stack, facts, done };
  });
}

// --- changing ------------------------------------------------------------------------------
// Every change starts from what is kept now, so that another tab's work is not lost.
function change(alter, words) {
  const kept = planStore.read().value;
  // Undo takes back the last change only, so a further change ends it.
  before = words ? { plan: kept, words } : null;
  if (!words) page.querySelector(".cf-plan__undo")?.remove();
  plan = alter(kept);
  problem = planStore.write(plan);
  document.dispatchEvent(new CustomEvent("credfolio:plan-changed"));
  if (words) say(words);
}

const act = {
  move(ref, to, direction) {
    if (to < 0 || to >= plan.items.length) return;
    change((kept) => moved(kept, ref, to));
    const at = plan.items.findIndex((item) => item.ref === ref) + 1;
    show();
    say(`${titleOf(ref)} is now number ${at} of ${plan.items.length}.`);
    page.querySelector(`[data-focus="${direction}-${ref.replace("/", "--")}"]`)?.focus();
  },
  remove(ref) {
    const title = titleOf(ref);
    chosen.delete(ref);
    change((kept) => withoutItem(kept, ref), `Took ${title} out of your plan.`);
    show();
    page.querySelector('[data-focus="undo"]')?.focus();
  },
  removeStack(ref) {
    change((kept) => withoutStack(kept, ref), "Took the stack off. Its micro-credentials stay.");
    show();
    page.querySelector('[data-focus="undo"]')?.focus();
  },
  order() {
    const stacks = stacksOf().map((one) => one.facts).filter(Boolean);
    const order = putInOrder(entriesOf(plan.items), stacks);
    const place = (item) => { const n = order.indexOf(item.ref); return n < 0 ? order.length : n; };
    change((kept) => ({ ...kept, items: [...kept.items].sort((a, b) => place(a) - place(b)) }), "Put your plan in order.");
    show();
    page.querySelector('[data-focus="undo"]')?.focus();
  },
  undo() {
    const { plan: old } = before;
    change(() => old);
    show();
    say("Undone.");
    page.querySelector("[data-plan-title]")?.focus();
    load();
  },
  keepShared() {
    const { items, title } = shared;
    change((kept) => withItems(kept, items.map((item) => ({ ...item, title: known.get(item.ref)?.facts?.title ?? "" }))), `Added ${title || "the shared plan"} to yours.`);
    act.dropShared();
  },
  dropShared() {
    shared = null;
    linkProblem = null;
    history.replaceState(null, "", location.pathname + location.search);
    show();
    load();
    page.querySelector("[data-plan-title]")?.focus();
  },
  empty() {
    change(() => emptyPlan(), "Emptied your plan.");
    show();
    page.querySelector('[data-focus="undo"]')?.focus();
  },
};

// --- handing over --------------------------------------------------------------------------
function calendar() {
  if (!plan.items.some((item) => item.target)) {
    say("Set a date first: a calendar holds what you hand in by a date.");
    page.querySelector("[data-target]")?.focus();
    page.querySelector("[data-file-note]").textContent = "Set a date on at least one micro-credential first: the calendar holds what you hand in by a date.";
    return;
  }
  handOver("my-plan.ics", "text/calendar", planCalendar(entriesOf(plan.items), base, new Date()));
}

function markdown() {
  const sums = reckon();
  const lines = [
    ...summaryLines(sums),
    ...sums.credit.flatMap((place) => [`${place.name}: ${place.amounts.join("; ") || "nothing today"}`, ...creditLines(place)]),
    ...sums.shared.map((kind) => `${kind.name}: one may serve ${listed(kind.titles)}`),
  ];
  handOver("my-plan.md", "text/markdown", planMarkdown(sums.entries, base, today(), lines));
}

function shareView() {
  const name = h("input", { type: "text", maxlength: 120, "data-share-name": true });
  const notes = h("input", { type: "checkbox" });
  const link = h("input", { type: "text", readonly: true, "data-share-link": true, onfocus: (event) => event.target.select() });
  const write = () => {
    const items = plan.items.map((item) => ({ ...item, note: notes.checked ? item.note : "" }));
    link.value = `${new URL("plan/", base)}#plan=${encodePlan(name.value.trim(), items)}`;
  };
  const told = h("span", { role: "status" });
  const copy = async () => {
    try { await navigator.clipboard.writeText(link.value); told.textContent = "Copied."; } catch { link.focus(); told.textContent = "Copy the marked text."; }
  };
  name.addEventListener("input", write);
  notes.addEventListener("input", write);
  write();
  return h("div", { class: "cf-plan__share" },
    h("p", {}, "The link holds the plan itself: what is in it, its order and its dates. Nothing is kept anywhere else, and whoever has the link can read it."),
    h("label", { class: "cf-field" }, "A name for it, if you like", name),
    h("label", { class: "cf-check" }, notes, h("span", {}, "Include my notes")),
    h("label", { class: "cf-field" }, "The link", link),
    h("p", { class: "cf-actions" }, button("Copy the link", copy, { class: "cf-button cf-button--primary" }), button("Close", () => { sharing = false; show(); page.querySelector('[data-focus="share"]')?.focus(); }), told));
}

// --- showing -------------------------------------------------------------------------------
function compareLink() {
  const refs = [...chosen].filter((ref) => holds(plan, ref));
  if (refs.length < 2) return refs.length ? h("p", { class: "cf-muted" }, "Choose a second one to compare.") : null;
  if (refs.length > MOST_COMPARED) return h("p", { class: "cf-muted" }, "Four at most fit side by side. Take one off.");
  return h("p", { class: "cf-actions" }, h("a", { class: "cf-button cf-button--primary", href: `${root}compare/?c=${refs.join(",")}` }, `Compare ${refs.length} side by side`));
}

function problems() {
  if (!problem) return null;
  const link = problem === "unreadable" ? [] : [button("Copy a link that holds the plan", async () => {
    const address = `${new URL("plan/", base)}#plan=${encodePlan("", plan.items)}`;
    try { await navigator.clipboard.writeText(address); say("Copied."); } catch { sharing = true; show(); }
  })];
  return notice("warn", SENTENCES[problem], ...link);
}

function show() {
  const sums = reckon();
  const context = { root, act, chosen, load: sums.load, stacks: stacksOf(), chosenPlace: chosenPlace() };
  page.replaceChildren(...[
    problems(),
    linkProblem ? notice("warn", linkProblem + " Your own plan is as it was.") : null,
    shared ? sharedView(shared, { ...context, mine: plan, entries: entriesOf(shared.items) }) : null,
    before ? h("p", { class: "cf-plan__undo" }, before.words + " ", button("Undo", act.undo, { "data-focus": "undo" })) : null,
    plan.items.length || plan.stacks.length ? h("div", { class: "cf-plan" },
      h("section", { class: "cf-plan__main", "aria-labelledby": "plan-title" },
        h("h2", { id: "plan-title", tabindex: "-1", "data-plan-title": true }, "In this order"),
        h("p", { class: "cf-plan__short", "data-short": true }, shortly(sums)),
        listView(sums.entries, context),
        h("div", { "data-compare-link": true }, compareLink())),
      h("section", { class: "cf-plan__side", "data-summary": true, "aria-label": "What it adds up to" }, summaryView(sums, context)),
      h("section", { class: "cf-plan__take", "aria-labelledby": "take-title" },
        h("h2", { id: "take-title" }, "Take it along"),
        sharing ? shareView() : null,
        h("p", { class: "cf-actions" },
          button("Share by link", () => { sharing = true; show(); page.querySelector("[data-share-name]").focus(); }, { "data-focus": "share" }),
          button("Calendar (.ics)", calendar), button("Markdown", markdown),
          button("Print", () => print()), button("Empty the plan", act.empty)),
        h("p", { class: "cf-muted", "data-file-note": true }))) : (shared ? null : emptyState(root)),
  ].filter(Boolean));
  page.setAttribute("aria-busy", "false");
}

function refresh() {
  const sums = reckon();
  showHints(page, sums.entries, sums.load);
  const short = page.querySelector("[data-short]");
  if (short) short.textContent = shortly(sums);
  page.querySelector("[data-summary]")?.replaceChildren(...summaryView(sums, { root, act, stacks: stacksOf(), chosenPlace: chosenPlace() }).flat(Infinity).filter(Boolean));
}

async function load() {
  const wanted = [...plan.items, ...(shared?.items ?? [])].filter((item) => !known.get(item.ref)?.facts);
  const stacks = plan.stacks.filter((stack) => !known.get(`stack:${stack.ref}`)?.facts);
  if (!wanted.length && !stacks.length) return;
  await Promise.all([
    ...wanted.map(async ({ ref }) => known.set(ref, await loadFacts(root, ref))),
    ...stacks.map(async ({ ref }) => known.set(`stack:${ref}`, await loadFacts(root, ref, "stack"))),
  ]);
  keepingFocus(show);
}

function keepingFocus(then) {
  const here = document.activeElement;
  const attributes = ["data-focus", "data-target", "data-note", "data-choose"];
  const name = page.contains(here) ? attributes.find((one) => here.hasAttribute(one)) : null;
  const selector = name && `[${name}="${here.getAttribute(name)}"]`;
  then();
  if (selector) page.querySelector(selector)?.focus();
}

function openLink() {
  const [, kind, text] = /^#(plan|list)=(.*)$/s.exec(location.hash) ?? [];
  shared = linkProblem = null;
  if (!kind) return;
  const found = decodePlan(text);
  if (found.problem) linkProblem = found.problem;
  else shared = { ...found, isList: kind === "list" };
}

page.addEventListener("input", (event) => {
  const { target, note, choose } = event.target.dataset;
  if (target && (event.target.value === "" || isDate(event.target.value))) {
    change((kept) => changed(kept, target, { target: event.target.value }));
    refresh();
  } else if (note) {
    change((kept) => changed(kept, note, { note: event.target.value }));
  } else if (choose) {
    if (event.target.checked) chosen.add(choose); else chosen.delete(choose);
    page.querySelector("[data-compare-link]").replaceChildren(...[compareLink()].filter(Boolean));
  }
  if (problem && !page.querySelector(".cf-notice--warn")) page.prepend(problems());
});
page.addEventListener("click", (event) => {
  const first = event.target.closest("[data-add-first]");
  if (!first) return;
  const { addFirst, title } = first.dataset;
  change((kept) => {
    const added = withItems(kept, [{ ref: addFirst, title }]);
    const needing = first.closest("[data-ref]").dataset.ref;
    return moved(added, addFirst, added.items.findIndex((item) => item.ref === needing));
  }, `Added ${title} before what builds on it.`);
  show();
  load();
});

// Dragging is an extra for the mouse; the arrows do the same for everybody.
let dragged = null;
page.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-ref]")?.dataset.ref ?? null;
  if (dragged) event.dataTransfer.setData("text/plain", titleOf(dragged));
});
page.addEventListener("dragover", (event) => { if (dragged && event.target.closest(".cf-plan__item")) event.preventDefault(); });
page.addEventListener("drop", (event) => {
  const onto = event.target.closest(".cf-plan__item");
  if (!dragged || !onto) return;
  event.preventDefault();
  const to = plan.items.findIndex((item) => item.ref === onto.dataset.ref);
  change((kept) => moved(kept, dragged, to));
  show();
  say(`${titleOf(dragged)} is now number ${to + 1} of ${plan.items.length}.`);
  dragged = null;
});

planStore.onChange(() => { ({ value: plan, problem } = planStore.read()); before = null; keepingFocus(show); load(); });
addEventListener("hashchange", () => { openLink(); show(); load(); });
addEventListener("pageshow", (event) => { if (event.persisted) { ({ value: plan } = planStore.read()); show(); } });

openLink();
show();
load();
fetch(`${root}jurisdictions/facts.json`).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
  .then((found) => { jurisdictions = found.jurisdictions; if (plan.items.length) refresh(); })
  .catch(() => { /* amounts are still added up; caps and links to the jurisdictions are left out */ });
