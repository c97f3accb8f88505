// The elements of the plan's list. The caller passes what happens when they are used as `act`.
import { button, h, nodes } from "../dom.js";
import { count, fill, joined, woven } from "../wording.js";
import { hoursInWords, inSummer, orderProblems } from "./reckon.js";

/**
 * @import { Child } from "../dom.js"
 * @import { CredentialFacts } from "../facts.js"
 * @import { Entry, Load, OrderProblem } from "./reckon.js"
 */

/**
 * An entry of the page: why its facts are not known is known.
 * @typedef {Entry & { missing: boolean, failed: boolean }} ShownEntry
 *
 * @typedef {object} Acts
 * @property {(ref: string, to: number, direction: "up" | "down") => void} move
 * @property {(ref: string) => void} remove
 * @property {(ref: string) => void} removeStack
 * @property {() => void} order
 * @property {() => void} keepShared
 * @property {() => void} dropShared
 *
 * @typedef {object} ListContext
 * @property {string} root
 * @property {Acts} act
 * @property {Set<string>} chosen  references to compare
 * @property {Map<string, Load>} load
 */

const HEAVY = 10; // hours a week next to a full-time job
const MOST_NOTE_ROWS = 6;
const CLOSED = ["retired", "suspended"];

const SAYS = {
  empty: "Nothing planned yet",
  begin:
    "Choose “Add to plan” on any card or page. Here you then put what you chose in order, " +
    "give it dates, and see the hours and the credit it adds up to.",
  toCatalog: "Look through the catalog",
  toStacks: "Start from a stack",
  toPortfolios: "See what colleagues recommend",
  students: "needs students",
  noStudents: "no students needed",
  absent: "Asks you to earn {title} first, which is not in your plan. {add}",
  add: "Add it",
  addLabel: "Add it: {title}",
  tooLate: "Comes before {title}, which has to be earned first.",
  closed: "{status}: new work is not accepted.",
  passed: "This date has passed.",
  alone: "About {hours} a week from today.",
  together: "About {hours} a week together with {others} due by then.",
  heavy: "That is a lot for a full week; choose a later date.",
  summer: "It needs students, and most schools have none on that date.",
  drag: "Drag to another place",
  missing: "No longer in this catalog. It stays in your plan until you remove it.",
  failed: "Its details could not be loaded just now.",
  loading: "Loading…",
  submitBy: "Submit by",
  submitByLabel: "Submit by: {title}",
  note: "Note",
  noteLabel: "Note: {title}",
  worksheet: "Worksheet",
  compare: "Compare",
  compareLabel: "Compare: {title}",
  upLabel: "Move up: {title}",
  downLabel: "Move down: {title}",
  remove: "Remove",
  removeLabel: "Remove: {title}",
  late: "Something in your plan comes before what it builds on.",
  order: "Put in order",
};

/** @param {string} root */
export function emptyState(root) {
  return h(
    "div",
    { class: "cf-empty" },
    h("p", { class: "cf-empty__title" }, SAYS.empty),
    h("p", {}, SAYS.begin),
    h(
      "p",
      { class: "cf-actions cf-plan__ways" },
      h("a", { class: "cf-button cf-button--primary", href: `${root}catalog/` }, SAYS.toCatalog),
      h("a", { class: "cf-button", href: `${root}stacks/` }, SAYS.toStacks),
      h("a", { class: "cf-button", href: `${root}portfolios/` }, SAYS.toPortfolios),
    ),
  );
}

/** @param {CredentialFacts} facts */
export function factsLine(facts) {
  const students = facts.requires_students ? SAYS.students : SAYS.noStudents;
  return joined([
    facts.hours?.text,
    facts.cost?.text,
    facts.requires_students !== null && students,
    facts.issuer_name,
    facts.status !== "active" && facts.status_name,
  ]);
}

/**
 * @param {Child} words
 * @param {boolean} warns
 */
function hint(words, warns) {
  return h("li", { class: warns ? "cf-hint cf-hint--warn" : "cf-hint" }, words);
}

/** @param {OrderProblem} problem */
function orderHint({ first, absent }) {
  const { title } = first;
  const strong = h("strong", {}, title);
  if (!absent) return hint(woven(SAYS.tooLate, { title: strong }), true);
  const add = button(SAYS.add, null, {
    class: "cf-link",
    "data-add-first": first.ref,
    "data-title": title,
    "aria-label": fill(SAYS.addLabel, { title }),
  });
  return hint(woven(SAYS.absent, { title: strong, add }), true);
}

/** @param {Load} load */
function loadHint(load) {
  if (load.passed) return hint(SAYS.passed, true);
  if (!load.known) return null;
  const { min, max } = load.perWeek;
  const hours = hoursInWords(min, max);
  const sentence = load.others
    ? fill(SAYS.together, { hours, others: count(load.others, "other") })
    : fill(SAYS.alone, { hours });
  const isHeavy = max > HEAVY;
  return hint(joined([sentence, isHeavy && SAYS.heavy], " "), isHeavy);
}

/**
 * @param {Entry} entry
 * @param {OrderProblem[]} problems
 * @param {Load | undefined} load
 */
function hints({ item, facts }, problems, load) {
  const isClosed = facts && CLOSED.includes(facts.status);
  const isFreeOfClass = item.target && inSummer(facts, item.target);
  const calendar = !isFreeOfClass && facts?.requires_students && facts.school_calendar_note;
  return nodes([
    problems.filter((one) => one.ref === item.ref).map(orderHint),
    isClosed && hint(fill(SAYS.closed, { status: facts.status_name }), true),
    load && loadHint(load),
    isFreeOfClass && hint(SAYS.summer, true),
    calendar && hint(calendar, false),
  ]);
}

/** @param {ShownEntry} entry */
function about({ facts, missing, failed }) {
  if (facts) return factsLine(facts);
  if (missing) return SAYS.missing;
  return failed ? SAYS.failed : SAYS.loading;
}

/**
 * @param {Entry} entry
 * @param {string} title
 */
function fields({ item }, title) {
  const date = h("input", {
    type: "date",
    value: item.target,
    "data-target": item.ref,
    "aria-label": fill(SAYS.submitByLabel, { title }),
  });
  const rows = item.note ? Math.min(MOST_NOTE_ROWS, item.note.split("\n").length + 1) : 1;
  const note = h("textarea", {
    rows,
    value: item.note,
    maxlength: 2000,
    "data-note": item.ref,
    "aria-label": fill(SAYS.noteLabel, { title }),
  });
  return h(
    "div",
    { class: "cf-plan__fields" },
    h("label", {}, SAYS.submitBy, date),
    h("label", { class: "cf-plan__note" }, SAYS.note, note),
  );
}

/**
 * @param {Entry} entry
 * @param {string} title
 * @param {ListContext} context
 */
function links({ item, facts }, title, { root, chosen }) {
  if (!facts) return h("p", { class: "cf-plan__links" });
  const box = h("input", {
    type: "checkbox",
    checked: chosen.has(item.ref),
    "data-choose": item.ref,
    "aria-label": fill(SAYS.compareLabel, { title }),
  });
  return h(
    "p",
    { class: "cf-plan__links" },
    facts.parts.length > 0 &&
      h("a", { href: `${root}catalog/${item.ref}/worksheet/` }, SAYS.worksheet),
    h("label", { class: "cf-plan__compare" }, box, SAYS.compare),
  );
}

/**
 * @param {Entry} entry
 * @param {number} n
 * @param {number} size
 * @param {Acts} act
 * @param {string} title
 */
function moves({ item }, n, size, act, title) {
  const id = item.ref.replace("/", "--");
  /**
   * @type {(
   *   words: string, label: string, focus: string, act: () => void, off?: boolean,
   * ) => Node}
   */
  const tool = (words, label, focus, then, off = false) =>
    button(words, then, {
      "aria-label": fill(label, { title }),
      "data-focus": `${focus}-${id}`,
      "aria-disabled": off ? "true" : null,
    });
  return h(
    "div",
    { class: "cf-plan__moves" },
    tool("↑", SAYS.upLabel, "up", () => act.move(item.ref, n - 1, "up"), n === 0),
    tool("↓", SAYS.downLabel, "down", () => act.move(item.ref, n + 1, "down"), n === size - 1),
    tool(SAYS.remove, SAYS.removeLabel, "remove", () => act.remove(item.ref)),
  );
}

/**
 * @param {ShownEntry} entry
 * @param {number} n
 * @param {number} size
 * @param {OrderProblem[]} problems
 * @param {ListContext} context
 */
function itemView(entry, n, size, problems, context) {
  const { item, facts } = entry;
  const title = facts?.title || item.title || item.ref;
  const address = `${context.root}catalog/${item.ref}/`;
  const grip = { class: "cf-plan__grip", draggable: "true", "aria-hidden": "true" };
  return h(
    "li",
    { class: "cf-plan__item", "data-ref": item.ref },
    h("span", { ...grip, title: SAYS.drag }, "⠿"),
    h("img", { class: "cf-badge", src: `${address}badge.svg`, alt: "", width: 48, height: 48 }),
    h(
      "div",
      { class: "cf-plan__what" },
      h("h3", {}, h("a", { href: address }, title)),
      h("p", { class: "cf-row__by" }, about(entry)),
      h(
        "ul",
        { class: "cf-hints", "data-hints": item.ref },
        hints(entry, problems, context.load.get(item.ref)),
      ),
      fields(entry, title),
      links(entry, title, context),
    ),
    moves(entry, n, size, context.act, title),
  );
}

/**
 * @param {ShownEntry[]} entries
 * @param {ListContext} context
 */
export function listView(entries, context) {
  const problems = orderProblems(entries);
  const isLate = problems.some((one) => !one.absent);
  const put = button(SAYS.order, context.act.order, { "data-focus": "order" });
  const views = entries.map((entry, n) => itemView(entry, n, entries.length, problems, context));
  return [
    isLate &&
      h(
        "div",
        { class: "cf-notice cf-notice--warn" },
        h("div", {}, h("p", {}, SAYS.late), h("p", { class: "cf-actions" }, put)),
      ),
    h("ol", { class: "cf-plan__list" }, views),
  ];
}

/**
 * Writes the hints while the reader types dates, so that the fields keep the focus.
 * @param {ParentNode} page
 * @param {Entry[]} entries
 * @param {Map<string, Load>} load
 */
export function showHints(page, entries, load) {
  const problems = orderProblems(entries);
  for (const entry of entries) {
    const { ref } = entry.item;
    const place = page.querySelector(`[data-hints="${ref}"]`);
    place?.replaceChildren(...hints(entry, problems, load.get(ref)));
  }
}
