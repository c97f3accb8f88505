// A plan that came in a link, shown above the reader's own; and the form that makes such a link.
import { dayInWords } from "../dates.js";
import { button, h } from "../dom.js";
import { count, fill, joined } from "../wording.js";
import { encodePlan } from "./link.js";
import { factsLine } from "./view.js";

/**
 * @import { LinkedPlan } from "./link.js"
 * @import { Item, Plan } from "./list.js"
 * @import { Acts, ShownEntry } from "./view.js"
 */

/** @typedef {LinkedPlan & { isList: boolean }} SharedPlan  a list is what an educator recommends */

const SAYS = {
  list: "A path that an educator recommends",
  plan: "A plan that somebody shared with you",
  untitled: "A shared plan",
  missing: "not in this catalog",
  by: "by {day}",
  below: "Your own plan is below, as you left it.",
  there: "{these} in it already.",
  notYet: "It is not in your own plan yet.",
  addIt: "Add it to mine",
  addOthers: "Add the other {n} to mine",
  keep: "Keep it as my plan",
  notNow: "Not now",
  close: "Close",
  holds:
    "The link holds the plan itself: what is in it, its order and its dates. Nothing is kept " +
    "anywhere else, and anyone who has the link can read it.",
  name: "A name for it, if you like",
  withNotes: "Include my notes",
  link: "The link",
  copy: "Copy the link",
  copied: "Copied.",
  copyMarked: "Copy the marked text.",
};

/**
 * @param {ShownEntry} entry
 * @param {string} root
 */
function entryView({ item, facts, missing }, root) {
  const about = facts ? factsLine(facts) : missing && SAYS.missing;
  const by = item.target && fill(SAYS.by, { day: dayInWords(item.target) });
  return h(
    "li",
    {},
    missing ? item.ref : h("a", { href: `${root}catalog/${item.ref}/` }, facts?.title || item.ref),
    h("span", { class: "cf-row__by" }, joined([about, by])),
    item.note !== "" && h("span", { class: "cf-row__note" }, item.note),
  );
}

/**
 * @param {SharedPlan} shared
 * @param {{ root: string, act: Acts, mine: Plan, entries: ShownEntry[] }} context
 */
export function sharedView({ title, items, isList }, { entries, mine, act, root }) {
  const there = items.filter((item) => mine.items.some((own) => own.ref === item.ref)).length;
  const fresh = items.length - there;
  const isFirst = mine.items.length === 0;
  const these =
    there > 0 && fill(SAYS.there, { these: count(there, "of these is", "of these are") });
  const add = there ? fill(SAYS.addOthers, { n: fresh }) : SAYS.addIt;
  const primary = { class: "cf-button cf-button--primary" };
  return h(
    "section",
    { class: "cf-plan__shared", "aria-labelledby": "shared-title" },
    h("p", { class: "cf-kicker" }, isList ? SAYS.list : SAYS.plan),
    h("h2", { id: "shared-title", tabindex: "-1" }, title || SAYS.untitled),
    h("ol", {}, ...entries.map((entry) => entryView(entry, root))),
    h("p", { class: "cf-muted" }, isFirst ? SAYS.notYet : joined([SAYS.below, these], " ")),
    h(
      "p",
      { class: "cf-actions" },
      fresh > 0 && button(isFirst ? SAYS.keep : add, act.keepShared, primary),
      button(fresh ? SAYS.notNow : SAYS.close, act.dropShared),
    ),
  );
}

/**
 * The address that holds a plan.
 * @param {string} base  the site's address
 * @param {string} name
 * @param {Item[]} items
 */
export const linkTo = (base, name, items) =>
  `${new URL("plan/", base)}#plan=${encodePlan(name, items)}`;

/**
 * @param {string} base
 * @param {() => Plan} now
 * @param {() => void} close
 */
export function shareView(base, now, close) {
  const name = h("input", { type: "text", maxlength: 120, "data-share-name": true });
  const notes = h("input", { type: "checkbox" });
  const link = h("input", { type: "text", readonly: true, "data-share-link": true });
  link.addEventListener("focus", () => link.select());
  const write = () => {
    const given = now().items.map((item) => ({ ...item, note: notes.checked ? item.note : "" }));
    link.value = linkTo(base, name.value.trim(), given);
  };
  const told = h("span", { role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.value);
      told.textContent = SAYS.copied;
    } catch {
      link.focus();
      told.textContent = SAYS.copyMarked;
    }
  };
  name.addEventListener("input", write);
  notes.addEventListener("input", write);
  write();
  return h(
    "div",
    { class: "cf-plan__share" },
    h("p", {}, SAYS.holds),
    h("label", { class: "cf-field" }, SAYS.name, name),
    h("label", { class: "cf-check" }, notes, h("span", {}, SAYS.withNotes)),
    h("label", { class: "cf-field" }, SAYS.link, link),
    h(
      "p",
      { class: "cf-actions" },
      button(SAYS.copy, copy, { class: "cf-button cf-button--primary" }),
      button(SAYS.close, close),
      told,
    ),
  );
}
