// The page of the plan. What is shown follows from what is kept; every change is kept at once.
import { isDate } from "../dates.js";
import { around, button, h, maybe, nodes, notice, say, the } from "../dom.js";
import { chosenPlace } from "../place.js";
import { SENTENCES } from "../store.js";
import { fill } from "../wording.js";
import { Known } from "./known.js";
import { decodePlan } from "./link.js";
import {
  changed,
  emptyPlan,
  holds,
  moved,
  planStore,
  withItems,
  withoutItem,
  withoutStack,
} from "./list.js";
import { putInOrder } from "./reckon.js";
import { linkTo, sharedView } from "./shared.js";
import { shortly, summaryView } from "./summary.js";
import { takeView } from "./take.js";
import { emptyState, listView, showHints } from "./view.js";

/**
 * @import { Item, Plan } from "./list.js"
 * @import { SharedPlan } from "./shared.js"
 * @import { Acts } from "./view.js"
 */

const SAYS = {
  moved: "{title} is now number {at} of {size}.",
  took: "Removed {title} from your plan.",
  tookStack: "Removed the stack. Its micro-credentials stay.",
  ordered: "Put your plan in order.",
  undone: "Undone.",
  keptShared: "Added {title} to yours.",
  theShared: "the shared plan",
  emptied: "Emptied your plan.",
  addedFirst: "Added {title} before what builds on it.",
  compare: "Compare {n} side by side",
  compareMore: "Choose a second one to compare.",
  compareFewer: "Four at most fit side by side. Remove one.",
  copyLink: "Copy a link that holds the plan",
  copied: "Copied.",
  linkProblem: "{problem} Your own plan is as it was.",
  undo: "Undo",
  order: "In this order",
  summary: "What it adds up to",
};
const MOST_COMPARED = 4;
// Names of what may have the focus, so that it has it again when the page is written again.
const FOCUSED_BY = ["data-focus", "data-target", "data-note", "data-choose"];

const page = the("[data-plan-page]", HTMLElement);
const root = page.dataset.root ?? "";
const base = new URL(root, location.href).href;
const known = new Known(root);
/** @type {Set<string>} */
const chosen = new Set();
let { value: plan, problem } = planStore.read();
/** @type {{ plan: Plan, words: string } | null} what Undo goes back to */
let before = null;
/** @type {SharedPlan | null} */
let shared = null;
let linkProblem = "";
let sharing = false;

/** @param {string} ref */
function titleOf(ref) {
  return known.titleOf(ref) || plan.items.find((one) => one.ref === ref)?.title || ref;
}

/** @param {string} selector */
const focus = (selector) => maybe(selector, HTMLElement, page)?.focus();

const summaryContext = () => ({
  root,
  removeStack: act.removeStack,
  stacks: known.stacksOf(plan),
  chosenPlace: chosenPlace(),
});

// --- changing ------------------------------------------------------------------------------------

/**
 * Every change starts from what is kept now, so that another tab's work is not lost. With `words`,
 * which say it, it can be undone; any other change ends that.
 * @param {(kept: Plan) => Plan} alter
 */
function change(alter, words = "") {
  const kept = planStore.read().value;
  before = words ? { plan: kept, words } : null;
  if (!words) page.querySelector(".cf-plan__undo")?.remove();
  plan = alter(kept);
  problem = planStore.write(plan);
  document.dispatchEvent(new CustomEvent("credfolio:plan-changed"));
  if (words) say(words);
}

/**
 * A change that is shown with the way back.
 * @param {(kept: Plan) => Plan} alter
 * @param {string} words
 */
function changeAndShow(alter, words) {
  change(alter, words);
  show();
  focus('[data-focus="undo"]');
}

/**
 * @param {string} ref
 * @param {number} to
 */
function moveTo(ref, to) {
  change((kept) => moved(kept, ref, to));
  show();
  const at = plan.items.findIndex((item) => item.ref === ref) + 1;
  say(fill(SAYS.moved, { title: titleOf(ref), at, size: plan.items.length }));
}

function order() {
  const stacks = known.stacksOf(plan).flatMap(({ facts }) => facts ?? []);
  const refs = putInOrder(known.entriesOf(plan.items), stacks);
  /** @param {Item} item */
  const place = ({ ref }) => (refs.includes(ref) ? refs.indexOf(ref) : refs.length);
  changeAndShow(
    (kept) => ({ ...kept, items: [...kept.items].sort((a, b) => place(a) - place(b)) }),
    SAYS.ordered,
  );
}

function undo() {
  const old = before?.plan;
  if (!old) return;
  change(() => old);
  show();
  say(SAYS.undone);
  focus("[data-plan-title]");
  load();
}

function keepShared() {
  if (!shared) return;
  const items = shared.items.map((item) => ({
    ...item,
    title: known.titleOf(item.ref),
  }));
  const title = shared.title || SAYS.theShared;
  change((kept) => withItems(kept, items), fill(SAYS.keptShared, { title }));
  dropShared();
}

function dropShared() {
  shared = null;
  linkProblem = "";
  history.replaceState(null, "", location.pathname + location.search);
  show();
  load();
  focus("[data-plan-title]");
}

/** @type {Acts} */
const act = {
  order,
  keepShared,
  dropShared,
  move(ref, to, direction) {
    if (to < 0 || to >= plan.items.length) return;
    moveTo(ref, to);
    focus(`[data-focus="${direction}-${ref.replace("/", "--")}"]`);
  },
  remove(ref) {
    const words = fill(SAYS.took, { title: titleOf(ref) });
    chosen.delete(ref);
    changeAndShow((kept) => withoutItem(kept, ref), words);
  },
  removeStack(ref) {
    changeAndShow((kept) => withoutStack(kept, ref), SAYS.tookStack);
  },
};

// --- taking along --------------------------------------------------------------------------------

function openShare() {
  sharing = true;
  show();
  focus("[data-share-name]");
}

function empty() {
  changeAndShow(() => emptyPlan(), SAYS.emptied);
}

function closeShare() {
  sharing = false;
  show();
  focus('[data-focus="share"]');
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(linkTo(base, "", plan.items));
    say(SAYS.copied);
  } catch {
    sharing = true;
    show();
  }
}

// --- showing -------------------------------------------------------------------------------------

function compareLink() {
  const refs = [...chosen].filter((ref) => holds(plan, ref));
  const muted = { class: "cf-muted" };
  if (refs.length < 2) return refs.length > 0 && h("p", muted, SAYS.compareMore);
  if (refs.length > MOST_COMPARED) return h("p", muted, SAYS.compareFewer);
  const link = {
    class: "cf-button cf-button--primary",
    href: `${root}compare/?c=${refs.join(",")}`,
  };
  return h("p", { class: "cf-actions" }, h("a", link, fill(SAYS.compare, { n: refs.length })));
}

function problems() {
  if (!problem) return null;
  const link = problem === "unreadable" ? [] : [button(SAYS.copyLink, copyLink)];
  return notice("warn", SENTENCES[problem], ...link);
}

/** @param {ReturnType<Known["sumsOf"]>} sums */
function planView(sums) {
  const heading = { id: "plan-title", tabindex: "-1", "data-plan-title": true };
  return h(
    "div",
    { class: "cf-plan" },
    h(
      "section",
      { class: "cf-plan__main", "aria-labelledby": "plan-title" },
      h("h2", heading, SAYS.order),
      h("p", { class: "cf-plan__short", "data-short": true }, shortly(sums)),
      listView(sums.entries, { root, act, chosen, load: sums.load }),
      h("div", { "data-compare-link": true }, compareLink()),
    ),
    h(
      "section",
      { class: "cf-plan__side", "data-summary": true, "aria-label": SAYS.summary },
      summaryView(sums, summaryContext()),
    ),
    takeView({ now: () => plan, known, base, sharing, openShare, closeShare, empty }),
  );
}

function undoView() {
  if (!before) return null;
  const back = button(SAYS.undo, undo, { "data-focus": "undo" });
  return h("p", { class: "cf-plan__undo" }, `${before.words} `, back);
}

function show() {
  const has = plan.items.length > 0 || plan.stacks.length > 0;
  const own = has ? planView(known.sumsOf(plan)) : !shared && emptyState(root);
  const theirs =
    shared && sharedView(shared, { root, act, mine: plan, entries: known.entriesOf(shared.items) });
  page.replaceChildren(
    ...nodes([
      problems(),
      linkProblem !== "" && notice("warn", fill(SAYS.linkProblem, { problem: linkProblem })),
      theirs,
      undoView(),
      own,
    ]),
  );
  page.setAttribute("aria-busy", "false");
}

/** Figures and hints, while the fields keep the focus. */
function refresh() {
  const sums = known.sumsOf(plan);
  showHints(page, sums.entries, sums.load);
  const short = page.querySelector("[data-short]");
  if (short) short.textContent = shortly(sums);
  const summary = page.querySelector("[data-summary]");
  summary?.replaceChildren(...nodes(summaryView(sums, summaryContext())));
}

async function load() {
  const isNew = await known.load([...plan.items, ...(shared?.items ?? [])], plan.stacks);
  if (isNew) showKeepingFocus();
}

function showKeepingFocus() {
  const here = document.activeElement;
  const isOurs = here !== null && page.contains(here);
  const name = isOurs ? FOCUSED_BY.find((one) => here.hasAttribute(one)) : null;
  const selector = name && `[${name}="${here?.getAttribute(name)}"]`;
  show();
  if (selector) focus(selector);
}

function openLink() {
  const [, kind, text] = /^#(plan|list)=(.*)$/s.exec(location.hash) ?? [];
  shared = null;
  linkProblem = "";
  if (!kind) return;
  const found = decodePlan(text);
  if ("problem" in found) linkProblem = found.problem;
  else shared = { ...found, isList: kind === "list" };
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
function takeInput(field) {
  const { target, note, choose } = field.dataset;
  const { value } = field;
  if (target && (value === "" || isDate(value))) {
    change((kept) => changed(kept, target, { target: value }));
    refresh();
  } else if (note) {
    change((kept) => changed(kept, note, { note: value }));
  } else if (choose) {
    if (field instanceof HTMLInputElement && field.checked) chosen.add(choose);
    else chosen.delete(choose);
    the("[data-compare-link]", HTMLElement, page).replaceChildren(...nodes([compareLink()]));
  }
  if (problem && !page.querySelector(".cf-notice--warn")) page.prepend(...nodes([problems()]));
}

page.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    takeInput(target);
  }
});

page.addEventListener("click", (event) => {
  const first = around(event, "[data-add-first]");
  const needing = around(event, "[data-ref]")?.dataset.ref;
  if (!first || !needing) return;
  const { addFirst: ref = "", title = "" } = first.dataset;
  change(
    (kept) => {
      const added = withItems(kept, [{ ref, title }]);
      const to = added.items.findIndex((item) => item.ref === needing);
      return moved(added, ref, to);
    },
    fill(SAYS.addedFirst, { title }),
  );
  show();
  load();
});

// Dragging is an extra for the mouse; the arrows do the same for everybody.
let dragged = "";
page.addEventListener("dragstart", (event) => {
  dragged = around(event, "[data-ref]")?.dataset.ref ?? "";
  if (dragged) event.dataTransfer?.setData("text/plain", titleOf(dragged));
});
page.addEventListener("dragover", (event) => {
  if (dragged && around(event, ".cf-plan__item")) event.preventDefault();
});
page.addEventListener("drop", (event) => {
  const onto = around(event, ".cf-plan__item");
  if (!dragged || !onto) return;
  event.preventDefault();
  moveTo(
    dragged,
    plan.items.findIndex((item) => item.ref === onto.dataset.ref),
  );
  dragged = "";
});

planStore.onChange(() => {
  ({ value: plan, problem } = planStore.read());
  before = null;
  showKeepingFocus();
  load();
});
addEventListener("hashchange", () => {
  openLink();
  show();
  load();
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  plan = planStore.read().value;
  show();
});

openLink();
show();
load();
known.loadJurisdictions().then((came) => {
  if (came && plan.items.length) refresh();
});
