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
  see: "See plan",
  added: "Added {title} to your plan.",
  took: "Removed {title} from your plan.",
  addedStack: "Added {title} with its {n} micro-credentials.",
  tookStack:
    "The stack {title} is no longer named in your plan. Its micro-credentials stay until you " +
    "take them out.",
  problem: "Your plan",
  close: "Close",
  unread: "The stack could not be read just now. Your plan is as it was; try again in a moment.",
};
const root = new URL("../../", import.meta.url).href;
const MOST_COMPARED = 4;
const TOLD = { class: "cf-sr", role: "status", "data-told-plan": "" };
const TOLD_FOR = 8_000; // milliseconds
const TICK = 44; // pixels, as wide as the button is then
const BETWEEN = 4;

/** @param {HTMLElement} button */
function isStack(button) {
  return button.dataset.planKind === "stack" || button.closest(".cf-card--stack") !== null;
}

/** @param {HTMLElement} button */
function titleOf(button) {
  if (button.dataset.planTitle) return button.dataset.planTitle;
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
const warned = new Set();

/**
 * The sentence for those who listen; those who look see the button.
 * @param {string} sentence
 */
function tell(sentence) {
  const said = maybe("[data-told-plan]", HTMLElement) ?? h("p", TOLD);
  if (!said.isConnected) document.body.append(said);
  said.replaceChildren();
  setTimeout(() => said.replaceChildren(sentence), 50);
  clearTimeout(told);
  told = setTimeout(() => said.replaceChildren(), TOLD_FOR);
}

/**
 * What went wrong, until the reader closes it. Once on a page, because it stays so.
 * @param {string} sentence
 */
function warn(sentence) {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  const close = h("button", { type: "button", class: "cf-button" }, SAYS.close);
  const box = h(
    "dialog",
    { class: "cf-told", "aria-label": SAYS.problem },
    h("p", {}, sentence),
    close,
  );
  close.addEventListener("click", () => box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

const see = h("a", { href: `${root}plan/` }, SAYS.see);
/** @type {HTMLElement | null} */
let pressed = null;

/**
 * The way to the plan stands where the button had room: nothing is covered and nothing moves. A
 * card has room of its own, by its style.
 * @param {HTMLElement | null} button  the one that was pressed to add; none takes the way away
 * @param {number} width  the button's before
 */
function lead(button, width = 0) {
  pressed?.classList.remove("cf-pressed");
  pressed?.removeAttribute("style");
  pressed = button;
  see.remove();
  if (!button?.parentElement) return;
  const isOfCard = button.matches(".cf-card__plan");
  see.className = isOfCard ? "cf-see" : "cf-button cf-see";
  see.removeAttribute("style");
  if (!isOfCard) {
    const gap = Number.parseFloat(getComputedStyle(button.parentElement).columnGap) || 0;
    button.classList.add("cf-pressed");
    button.style.width = `${TICK}px`;
    see.style.width = `${width - TICK - BETWEEN}px`;
    see.style.marginLeft = `${BETWEEN - gap}px`;
  }
  button.after(see);
}

/**
 * Changes the plan, says what came of it, and leads there if the button added to it.
 * @param {HTMLElement} button
 * @param {(plan: Plan) => Plan} alter
 * @param {string} sentence
 * @param {boolean} isAdded
 */
function act(button, alter, sentence, isAdded) {
  lead(null);
  const { width } = button.getBoundingClientRect();
  const problem = change(alter);
  if (problem) warn(SENTENCES[problem]);
  else tell(sentence);
  if (isAdded && !problem) lead(button, width);
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
  act(
    button,
    (now) => (there ? withoutItem(now, ref) : withItems(now, [{ ref, title }])),
    fill(there ? SAYS.took : SAYS.added, { title }),
    !there,
  );
}

/**
 * @param {HTMLElement} button
 * @param {string} ref
 * @param {string} title
 */
async function pressStack(button, ref, title) {
  if (holdsStack(planStore.read().value, ref)) {
    act(button, (now) => withoutStack(now, ref), fill(SAYS.tookStack, { title }), false);
    return;
  }
  button.setAttribute("aria-busy", "true");
  const { facts } = await loadStackFacts(root, ref);
  button.removeAttribute("aria-busy");
  if (!facts) {
    warn(SAYS.unread);
    return;
  }
  const n = facts.credentials.length;
  act(button, (now) => withStack(now, facts), fill(SAYS.addedStack, { title, n }), true);
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
