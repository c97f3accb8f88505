// @ts-nocheck
// The elements of the plan's page. What happens when they are used is handed in as `act`.

import { button, count, dayInWords, h, listed, today } from "../dom.js";
import { hoursInWords, inSummer, isInForce, orderProblems } from "./reckon.js";

const HEAVY = 10; // hours a week beside a full-time job

export function emptyState(root) {
  return h("div", { class: "cf-empty" },
    h("p", { class: "cf-empty__title" }, "Nothing planned yet"),
    h("p", {}, "Choose “Add to plan” on any card or page. Here you then put what you chose in order, give it dates, and see the hours and the credit it adds up to."),
    h("p", { class: "cf-actions cf-plan__ways" },
      h("a", { class: "cf-button cf-button--primary", href: root + "catalog/" }, "Look through the catalog"),
      h("a", { class: "cf-button", href: root + "stacks/" }, "Start from a stack"),
      h("a", { class: "cf-button", href: root + "portfolios/" }, "See what colleagues recommend")));
}

function factsLine(facts) {
  const students = { true: "needs students", false: "no students needed" }[facts.requires_students];
  return [facts.hours?.text, facts.cost?.text, students, facts.issuer_name, facts.status === "active" ? "" : facts.status_name].filter(Boolean).join(" · ");
}

function hints(entry, problems, load) {
  const { item, facts } = entry;
  const found = [];
  for (const { first, absent } of problems.filter((one) => one.ref === item.ref)) {
    found.push(h("li", { class: "cf-hint cf-hint--warn" }, absent
      ? ["Asks you to earn ", h("strong", {}, first.title), " first, which is not in your plan. ", button("Add it", null, { class: "cf-link", "data-add-first": first.ref, "data-title": first.title, "aria-label": `Add it: ${first.title}` })]
      : ["Comes before ", h("strong", {}, first.title), ", which has to be earned first."]));
  }
  if (facts && ["retired", "suspended"].includes(facts.status)) found.push(h("li", { class: "cf-hint cf-hint--warn" }, `${facts.status_name}: new work is not accepted.`));
  if (load?.passed) found.push(h("li", { class: "cf-hint cf-hint--warn" }, "This date has passed."));
  else if (load?.known) {
    const { min, max } = load.perWeek;
    const what = load.others ? `together with ${count(load.others, "other")} due by then` : "from today";
    found.push(h("li", { class: max > HEAVY ? "cf-hint cf-hint--warn" : "cf-hint" }, `About ${hoursInWords(min, max)} a week ${what}.${max > HEAVY ? " That is a lot beside a full week; a later date would ease it." : ""}`));
  }
  if (item.target && inSummer(facts, item.target)) found.push(h("li", { class: "cf-hint cf-hint--warn" }, "It needs students, and most schools have none on that date."));
  else if (facts?.school_calendar_note && facts.requires_students) found.push(h("li", { class: "cf-hint" }, facts.school_calendar_note));
  return found;
}

function itemView(entry, n, all, context) {
  const { item, facts, missing, failed } = entry;
  const { root, act, chosen, problems, load } = context;
  const title = facts?.title || item.title || item.ref;
  const address = `${root}catalog/${item.ref}/`;
  const id = item.ref.replace("/", "--");
  return h("li", { class: "cf-plan__item", "data-ref": item.ref },
    h("span", { class: "cf-plan__grip", draggable: "true", "aria-hidden": "true", title: "Drag to another place" }, "⠿"),
    h("img", { class: "cf-badge", src: `${address}badge.svg`, alt: "", width: 48, height: 48 }),
    h("div", { class: "cf-plan__what" },
      h("h3", {}, h("a", { href: address }, title)),
      h("p", { class: "cf-row__by" }, facts ? factsLine(facts) : missing ? "No longer in this catalog. It stays in your plan until you take it out." : failed ? "Its details could not be loaded just now." : "Loading…"),
      h("ul", { class: "cf-hints", "data-hints": item.ref }, hints(entry, problems, load.get(item.ref))),
      h("div", { class: "cf-plan__fields" },
        h("label", {}, "Hand in by", h("input", { type: "date", value: item.target, "data-target": item.ref, "aria-label": `Hand in by: ${title}` })),
        h("label", { class: "cf-plan__note" }, "Note", h("textarea", { rows: item.note ? Math.min(6, item.note.split("\n").length + 1) : 1, value: item.note, maxlength: 2000, "data-note": item.ref, "aria-label": `Note: ${title}` }))),
      h("p", { class: "cf-plan__links" },
        facts?.parts.length ? h("a", { href: `${address}worksheet/` }, "Worksheet") : null,
        facts ? h("label", { class: "cf-plan__compare" }, h("input", { type: "checkbox", checked: chosen.has(item.ref), "data-choose": item.ref, "aria-label": `Compare: ${title}` }), "Compare") : null)),
    h("div", { class: "cf-plan__moves" },
      button("↑", () => act.move(item.ref, n - 1, "up"), { "aria-label": `Move up: ${title}`, "data-focus": `up-${id}`, "aria-disabled": n === 0 ? "true" : null }),
      button("↓", () => act.move(item.ref, n + 1, "down"), { "aria-label": `Move down: ${title}`, "data-focus": `down-${id}`, "aria-disabled": n === all - 1 ? "true" : null }),
      button("Remove", () => act.remove(item.ref), { "aria-label": `Remove: ${title}`, "data-focus": `remove-${id}` })));
}

export function listView(entries, context) {
  const problems = orderProblems(entries);
  const late = problems.some((one) => !one.absent);
  return [
    late ? h("div", { class: "cf-notice cf-notice--warn" }, h("div", {}, h("p", {}, "Something in your plan comes before what it builds on."), h("p", { class: "cf-actions" }, button("Put in order", context.act.order, { "data-focus": "order" })))) : null,
    h("ol", { class: "cf-plan__list" }, entries.map((entry, n) => itemView(entry, n, entries.length, { ...context, problems }))),
  ];
}

// Written anew while the reader types dates, so that the fields keep the focus.
export function showHints(page, entries, load) {
  const problems = orderProblems(entries);
  for (const entry of entries) {
    page.querySelector(`[data-hints="${entry.item.ref}"]`)?.replaceChildren(...hints(entry, problems, load.get(entry.item.ref)));
  }
}

const studentsInWords = (n) => `${count(n, "needs", "need")} students: plan ${n === 1 ? "it" : "them"} for the school year`;

export const shortly = (sums) => [count(sums.count, "micro-credential"), sums.hours.max ? hoursInWords(sums.hours.min, sums.hours.max) : "", sums.students ? count(sums.students, "needs students", "need students") : ""].filter(Boolean).join(" · ");

export function summaryLines({ hours, students }) {
  return [
    hours.max ? `${hoursInWords(hours.min, hours.max)} in all${hours.unknown ? `, without ${count(hours.unknown, "micro-credential")} that ${hours.unknown === 1 ? "does" : "do"} not say` : ""}` : "",
    students ? studentsInWords(students) : "",
  ].filter(Boolean);
}

export function creditLines(place) {
  const lines = place.caps.filter((cap) => cap.over).map((cap) => `Only ${cap.text} count (“${cap.title}”): ${cap.overText} of your plan would count for nothing there.`);
  for (const one of place.outside) {
    lines.push(`Not counted: ${one.text} for ${one.title}, ${one.until ? `which counted until ${dayInWords(one.until)}` : `which counts from ${dayInWords(one.from)}`}.`);
  }
  return lines;
}

export function summaryView(sums, context) {
  const { root, stacks, chosenPlace } = context;
  const places = [...sums.credit].sort((a, b) => (b.id === chosenPlace) - (a.id === chosenPlace));
  return [
    h("h2", {}, "What it adds up to"),
    h("p", { class: "cf-plan__total" }, sums.hours.max ? hoursInWords(sums.hours.min, sums.hours.max) : "Hours not known"),
    h("p", { class: "cf-muted" }, [count(sums.count, "micro-credential"), sums.hours.unknown ? `${sums.hours.unknown} without an estimate` : ""].filter(Boolean).join(", ")),
    sums.students ? h("p", {}, `${studentsInWords(sums.students)}.`) : null,
    stacks.length ? [h("h3", {}, "Stacks"), h("ul", { class: "cf-plan__sums" }, stacks.map(({ stack, facts, done }) => h("li", {},
      h("a", { href: `${root}catalog/${stack.ref.replace("/", "/stacks/")}/` }, facts?.title || stack.title),
      facts ? h("span", { class: "cf-row__by" }, `asks for ${facts.needed} of its ${count(facts.members.length, "part")}; ${done} ${done === 1 ? "is" : "are"} in your plan`) : null,
      facts ? facts.credit.filter((one) => isInForce(one, today())).map((one) => h("span", { class: "cf-row__by" }, `completing it adds ${one.text}, ${one.jurisdiction_name}`)) : null,
      button("Take off", () => context.act.removeStack(stack.ref), { class: "cf-link", "aria-label": `Take off: ${facts?.title || stack.title}` }))))] : null,
    h("h3", {}, "Credit"),
    places.length ? h("dl", { class: "cf-plan__credit" }, places.map((place) => h("div", {},
      h("dt", {}, place.address ? h("a", { href: root + place.address }, place.name) : place.name),
      h("dd", {}, place.amounts.join("; ") || "nothing today",
        creditLines(place).map((line) => h("span", { class: "cf-row__note" }, line)),
        place.conditions ? h("span", { class: "cf-row__by" }, "with conditions; see each page") : null)))) : h("p", { class: "cf-muted" }, "None of these states credit."),
    places.length ? h("p", { class: "cf-muted" }, "Counted on the date you set, else today. Ask the licensing office before you rely on it.") : null,
    sums.shared.length ? [h("h3", {}, "Evidence that can serve twice"), h("ul", { class: "cf-plan__sums" }, sums.shared.map((kind) => h("li", {}, h("details", { class: "cf-plan__kind" },
      h("summary", {}, h("strong", {}, `${kind.name}: `), `one may serve ${kind.titles.length}`),
      h("p", { class: "cf-row__by" }, `${listed(kind.titles)}.${kind.fresh.length ? ` New work is asked for by ${listed(kind.fresh)}.` : ""}`))))),
      h("p", { class: "cf-muted" }, "Read what each one asks for before you use a piece twice.")] : null,
  ];
}

export function sharedView({ title, items, isList }, context) {
  const { entries, mine, act, root } = context;
  const there = items.filter((item) => mine.items.some((own) => own.ref === item.ref)).length;
  const fresh = items.length - there;
  return h("section", { class: "cf-plan__shared", "aria-labelledby": "shared-title" },
    h("p", { class: "cf-kicker" }, isList ? "A path that an educator recommends" : "A plan that somebody shared with you"),
    h("h2", { id: "shared-title", tabindex: "-1" }, title || "A shared plan"),
    h("ol", {}, entries.map(({ item, facts, missing }) => h("li", {},
      missing ? item.ref : h("a", { href: `${root}catalog/${item.ref}/` }, facts?.title || item.ref),
      h("span", { class: "cf-row__by" }, [facts ? factsLine(facts) : missing ? "not in this catalog" : "", item.target ? `by ${dayInWords(item.target)}` : ""].filter(Boolean).join(" · ")),
      item.note ? h("span", { class: "cf-row__note" }, item.note) : null))),
    h("p", { class: "cf-muted" }, mine.items.length ? `Your own plan is below, as you left it.${there ? ` ${count(there, "of these is", "of these are")} in it already.` : ""}` : "It is not in your own plan yet."),
    h("p", { class: "cf-actions" },
      fresh ? button(mine.items.length ? `Add ${fresh === items.length ? "it" : `the other ${fresh}`} to mine` : "Keep it as my plan", act.keepShared, { class: "cf-button cf-button--primary" }) : null,
      button(fresh ? "Not now" : "Close", act.dropShared)));
}
