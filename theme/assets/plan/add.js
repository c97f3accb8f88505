// The buttons that add to the plan, and "Compare"; with them the count next to "Plan" follows.
//
// Buttons are hidden until this runs. Cards that a script makes later are found again when
// `document` receives the event "credfolio:cards".
import { all, around, h, maybe } from "../dom.js";
import { loadStackFacts } from "../facts.js";
import { SENTENCES } from "../store.js";
import { fill } from "../wording.js";
import { showSize } from "./count.js";
import {
  holds,
  holdsStack,
  planStore,
  withItems,
  withoutItem,
  withoutStack,
  withStack,
} from "./list.js";

/** @import { Plan } from "./list.js" */

const SAYS = {
  add: "Add to plan",
  there: "In your plan",
  addLabel: "Add to plan: {title}",
  thereLabel: "In your plan, take it out: {title}",
  see: "See your plan",
  added: "Added {title} to your plan.",
  took: "Removed {title} from your plan.",
  addedThis: "Added to your plan.",
  tookThis: "Removed from your plan.",
  addedStack: "Added {title} with its {n} micro-credentials.",
  tookStack:
    "The stack {title} is no longer named in your plan. Its micro-credentials stay until you " +
    "take them out.",
  unread: "The stack could not be read just now. Your plan is as it was; try again in a moment.",
};
const root = new URL("../../", import.meta.url).href;
const MOST_COMPARED = 4;
const TOLD_FOR = 8_000; // milliseconds
const TOLD = { class: "cf-told", role: "status", "data-told-plan": "" };

/** @param {HTMLElement} button */
function isStack(button) {
  return button.dataset.planKind === "stack" || button.closest(".cf-card--stack") !== null;
}

/** @param {HTMLElement} button */
function titleOf(button) {
  const card = button.closest(".cf-card, [data-ref]");
  const title = card ? card.querySelector(".cf-card__title, h3") : document.querySelector("h1");
  return title?.textContent?.trim() ?? "";
}

/** @param {Plan} plan */
function show(plan) {
  showSize(plan.items.length);
  for (const button of all("[data-plan-add]", HTMLElement)) {
    const ref = button.dataset.planAdd ?? "";
    const there = isStack(button) ? holdsStack(plan, ref) : holds(plan, ref);
    const words = there ? SAYS.there : SAYS.add;
    // Only what changes is written, so a page at rest is as the server sent it.
    if (button.textContent?.trim() !== words) button.textContent = words;
    const label = fill(there ? SAYS.thereLabel : SAYS.addLabel, { title: titleOf(button) });
    button.setAttribute("aria-label", label);
    button.classList.toggle("cf-planned-already", there);
    button.hidden = false;
  }
}

const showKept = () => show(planStore.read().value);

/**
 * Saved from what is kept now, not from what this page last saw: another tab may have changed it.
 * @param {(plan: Plan) => Plan} alter
 */
function change(alter) {
  const plan = alter(planStore.read().value);
  const problem = planStore.write(plan);
  show(plan);
  document.dispatchEvent(new CustomEvent("credfolio:plan"));
  return problem;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let told;

/**
 * A bar at the lower edge bears the sentence, so that it covers none of its buttons.
 * @param {string} sentence
 */
function tell(sentence) {
  const said = maybe("[data-told-plan]", HTMLElement) ?? h("p", TOLD);
  const bar = maybe(".cf-record > .cf-footbar", HTMLElement);
  const isShown = bar !== null && getComputedStyle(bar).display !== "none";
  const place = isShown ? bar : document.body;
  if (said.parentElement !== place) place.append(said);
  said.replaceChildren();
  setTimeout(() => {
    said.replaceChildren(`${sentence} `, h("a", { href: `${root}plan/` }, SAYS.see));
  }, 50);
  clearTimeout(told);
  told = setTimeout(() => said.replaceChildren(), TOLD_FOR);
}

/**
 * Puts what a button names into the plan or takes it out, and says so.
 * @param {HTMLElement} button
 */
async function press(button) {
  const ref = button.dataset.planAdd ?? "";
  const title = titleOf(button);
  if (isStack(button)) {
    await pressStack(button, ref, title);
    return;
  }
  const there = holds(planStore.read().value, ref);
  const problem = change((now) =>
    there ? withoutItem(now, ref) : withItems(now, [{ ref, title }]),
  );
  // A bar has no room for a title that is the page's own.
  const isThis = button.closest(".cf-footbar") !== null;
  const added = isThis ? SAYS.addedThis : SAYS.added;
  const took = isThis ? SAYS.tookThis : SAYS.took;
  tell(problem ? SENTENCES[problem] : fill(there ? took : added, { title }));
}

/**
 * @param {HTMLElement} button
 * @param {string} ref
 * @param {string} title
 */
async function pressStack(button, ref, title) {
  if (holdsStack(planStore.read().value, ref)) {
    const problem = change((now) => withoutStack(now, ref));
    tell(problem ? SENTENCES[problem] : fill(SAYS.tookStack, { title }));
    return;
  }
  button.setAttribute("aria-busy", "true");
  const { facts } = await loadStackFacts(root, ref);
  button.removeAttribute("aria-busy");
  if (!facts) {
    tell(SAYS.unread);
    return;
  }
  const problem = change((now) => withStack(now, facts));
  const n = facts.credentials.length;
  tell(problem ? SENTENCES[problem] : fill(SAYS.addedStack, { title, n }));
}

// --- compare -------------------------------------------------------------------------------------

/** What was compared last is remembered, so that a second "Compare" puts two side by side. */
function comparedLast() {
  try {
    return (sessionStorage.getItem("credfolio-compare") || "").split(",").filter(Boolean);
  } catch {
    return [];
  }
}

/** @param {string} ref */
function compareAddress(ref) {
  const refs = [ref, ...comparedLast().filter((one) => one !== ref)];
  return `${root}compare/?c=${refs.slice(0, MOST_COMPARED + 1).join(",")}`;
}

document.addEventListener("click", (event) => {
  const button = around(event, "[data-plan-add]");
  if (button) {
    event.preventDefault();
    press(button);
    return;
  }
  const link = around(event, "a[data-compare]");
  if (link instanceof HTMLAnchorElement) link.href = compareAddress(link.dataset.compare ?? "");
});
document.addEventListener("credfolio:cards", showKept);
document.addEventListener("credfolio:plan-changed", showKept);
planStore.onChange(showKept);
addEventListener("pageshow", showKept);
showKept();
