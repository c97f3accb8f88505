// @ts-nocheck
// On every page: the count beside "Plan", the buttons that add to it, and "Compare".
//
// Buttons are hidden until this runs. Cards that a script makes later are found again when
// `document` receives the event "credfolio:cards".

import { holds, planStore, withItems, withoutItem, withoutStack, withStack } from "./list.js";
import { loadFacts, say } from "../dom.js";
import { SENTENCES } from "../store.js";

const root = new URL("../../", import.meta.url).href;
const MOST_COMPARED = 4;

const isStack = (button) => button.dataset.planKind === "stack" || button.closest(".cf-card--stack") !== null;

function titleOf(button) {
  const card = button.closest(".cf-card, [data-ref]");
  return (card ? card.querySelector(".cf-card__title, h3") : document.querySelector("h1"))?.textContent.trim() ?? "";
}

function show(plan) {
  for (const place of document.querySelectorAll("[data-plan-count]")) {
    place.hidden = plan.items.length === 0;
    place.textContent = plan.items.length ? ` ${plan.items.length}` : "";
  }
  for (const button of document.querySelectorAll("[data-plan-add]")) {
    const ref = button.dataset.planAdd;
    const there = isStack(button) ? plan.stacks.some((stack) => stack.ref === ref) : holds(plan, ref);
    const words = there ? "In your plan" : "Add to plan";
    // Only what changes is written, so a page at rest is as the server sent it.
    if (button.textContent.trim() !== words) button.textContent = words;
    button.setAttribute("aria-label", `${words}${there ? ", take it out" : ""}: ${titleOf(button)}`);
    button.classList.toggle("cf-planned-already", there);
    button.hidden = false;
  }
}

// Saved from what is kept now, not from what this page last saw: another tab may have changed it.
function change(alter) {
  const plan = alter(planStore.read().value);
  const problem = planStore.write(plan);
  show(plan);
  document.dispatchEvent(new CustomEvent("credfolio:plan"));
  return problem;
}

function tell(button, sentence) {
  let place = document.querySelector(".cf-told");
  if (!place) {
    place = document.createElement("p");
    place.className = "cf-told";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.replaceChildren();
  setTimeout(() => {
    const link = document.createElement("a");
    link.href = root + "plan/";
    link.textContent = "See your plan";
    place.replaceChildren(sentence + " ", link);
  }, 50);
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => place.replaceChildren(), 8_000);
}

async function press(button) {
  const ref = button.dataset.planAdd;
  const title = titleOf(button);
  const plan = planStore.read().value;
  let problem;
  let done;
  if (isStack(button)) {
    if (plan.stacks.some((stack) => stack.ref === ref)) {
      problem = change((now) => withoutStack(now, ref));
      done = `The stack ${title} is no longer named in your plan. Its micro-credentials stay until you take them out.`;
    } else {
      button.setAttribute("aria-busy", "true");
      const { facts } = await loadFacts(root, ref, "stack");
      button.removeAttribute("aria-busy");
      if (!facts) {
        tell(button, "The stack could not be read just now. Your plan is as it was; try again in a moment.");
        return;
      }
      problem = change((now) => withStack(now, facts));
      done = `Added ${title} with its ${facts.credentials.length} micro-credentials.`;
    }
  } else if (holds(plan, ref)) {
    problem = change((now) => withoutItem(now, ref));
    done = `Took ${title} out of your plan.`;
  } else {
    problem = change((now) => withItems(now, [{ ref, title }]));
    done = `Added ${title} to your plan.`;
  }
  tell(button, problem ? SENTENCES[problem] : done);
}

// --- compare -------------------------------------------------------------------------------
// What was compared last is remembered, so that a second "Compare" puts two side by side.
function compareAddress(ref) {
  let before = [];
  try { before = (sessionStorage.getItem("credfolio-compare") || "").split(",").filter(Boolean); } catch { /* not remembered */ }
  const refs = [ref, ...before.filter((one) => one !== ref)].slice(0, MOST_COMPARED + 1);
  return `${root}compare/?c=${refs.join(",")}`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-plan-add]");
  if (button) {
    event.preventDefault();
    press(button);
    return;
  }
  const link = event.target.closest?.("a[data-compare]");
  if (link) link.href = compareAddress(link.dataset.compare);
});
document.addEventListener("credfolio:cards", () => show(planStore.read().value));
document.addEventListener("credfolio:plan-changed", () => show(planStore.read().value));
planStore.onChange(() => show(planStore.read().value));
addEventListener("pageshow", () => show(planStore.read().value));
show(planStore.read().value);
