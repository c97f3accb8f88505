// What a plan adds up to, in words and as the elements next to it.
import { dayInWords, isInForce, today } from "../dates.js";
import { button, h } from "../dom.js";
import { count, fill, joined, listed } from "../wording.js";
import { hoursInWords } from "./reckon.js";

/**
 * @import { Child } from "../dom.js"
 * @import { StackFacts } from "../facts.js"
 * @import { PlaceCredit } from "./credit.js"
 * @import { SharedKind } from "./reckon.js"
 */

/**
 * @typedef {object} Sums
 * @property {number} count
 * @property {{ min: number, max: number, unknown: number }} hours
 * @property {number} students  how many need some
 * @property {PlaceCredit[]} credit
 * @property {SharedKind[]} shared
 *
 * A stack of the plan; `done` of its members are in the plan.
 * @typedef {object} PlannedStack
 * @property {{ ref: string, title: string }} stack
 * @property {StackFacts | null} facts
 * @property {number} done
 *
 * @typedef {object} SummaryContext
 * @property {string} root
 * @property {(ref: string) => void} removeStack
 * @property {PlannedStack[]} stacks
 * @property {string} chosenPlace
 */

const SAYS = {
  studentsOne: "{n} needs students: plan it for the school year",
  studentsMany: "{n} need students: plan them for the school year",
  inAll: "{hours} in all",
  inAllButOne: "{hours} in all, without {unknown} that does not say",
  inAllBut: "{hours} in all, without {unknown} that do not say",
  over: "Only {cap} count (“{title}”): {over} of your plan would not count there.",
  ended: "Not counted: {credit} for {title}, which counted until {day}.",
  later: "Not counted: {credit} for {title}, which counts from {day}.",
  heading: "What it adds up to",
  noHours: "Hours not known",
  withoutEstimate: "{n} without an estimate",
  sentence: "{words}.",
  stacks: "Stacks",
  asksFor: "asks for {needed} of its {parts}; {done} are in your plan",
  asksForOne: "asks for {needed} of its {parts}; {done} is in your plan",
  completing: "completing it adds {credit}, {place}",
  takeOff: "Take off",
  takeOffLabel: "Take off: {title}",
  credit: "Credit",
  noCredit: "None of these states credit.",
  nothingToday: "nothing today",
  conditions: "with conditions; see each page",
  counted:
    "Counted on the date you set, else today. Ask the licensing office before you rely on it.",
  twice: "Evidence that can serve twice",
  kind: "{kind}: ",
  serves: "one may serve {n}",
  fresh: "{titles}. New work is asked for by {fresh}.",
  readFirst: "Read what each one asks for before you use a piece twice.",
};

/** @param {number} n */
const studentsInWords = (n) => fill(n === 1 ? SAYS.studentsOne : SAYS.studentsMany, { n });

/** @param {Sums["hours"]} hours */
const hoursOf = (hours) => hoursInWords(hours.min, hours.max);

/** @param {Sums} sums */
export const shortly = (sums) =>
  joined([
    count(sums.count, "micro-credential"),
    sums.hours.max > 0 && hoursOf(sums.hours),
    sums.students > 0 && count(sums.students, "needs students", "need students"),
  ]);

/**
 * @param {Sums} sums
 * @returns {string[]}
 */
export function summaryLines({ hours, students }) {
  const lines = [];
  if (hours.max) {
    const unknown = count(hours.unknown, "micro-credential");
    const but = hours.unknown === 1 ? SAYS.inAllButOne : SAYS.inAllBut;
    lines.push(fill(hours.unknown ? but : SAYS.inAll, { hours: hoursOf(hours), unknown }));
  }
  if (students) lines.push(studentsInWords(students));
  return lines;
}

/** @param {PlaceCredit} place */
export function creditLines({ caps, outside }) {
  const over = caps
    .filter((cap) => cap.over)
    .map((cap) => fill(SAYS.over, { cap: cap.text, title: cap.title, over: cap.overText }));
  const uncounted = outside.map(({ text, title, from, until }) =>
    fill(until ? SAYS.ended : SAYS.later, {
      credit: text,
      title,
      day: dayInWords(until || from),
    }),
  );
  return [...over, ...uncounted];
}

/** @param {PlaceCredit} place */
export const amountsLine = (place) => place.amounts.join("; ") || SAYS.nothingToday;

/**
 * @param {PlannedStack} planned
 * @param {SummaryContext} context
 */
function stackView({ stack, facts, done }, { root, removeStack }) {
  const title = facts?.title || stack.title;
  const parts = facts && count(facts.members.length, "part");
  const credit = facts?.credit.filter((one) => isInForce(one, today())) ?? [];
  /** @param {string} words */
  const line = (words) => h("span", { class: "cf-row__by" }, words);
  return h(
    "li",
    {},
    h("a", { href: `${root}catalog/${stack.ref.replace("/", "/stacks/")}/` }, title),
    facts &&
      line(
        fill(done === 1 ? SAYS.asksForOne : SAYS.asksFor, {
          needed: facts.needed,
          parts: parts ?? "",
          done,
        }),
      ),
    credit.map((one) =>
      line(fill(SAYS.completing, { credit: one.text, place: one.jurisdiction_name })),
    ),
    button(SAYS.takeOff, () => removeStack(stack.ref), {
      class: "cf-link",
      "aria-label": fill(SAYS.takeOffLabel, { title }),
    }),
  );
}

/**
 * @param {PlaceCredit} place
 * @param {string} root
 */
function placeView(place, root) {
  const { name, address } = place;
  return h(
    "div",
    {},
    h("dt", {}, address ? h("a", { href: root + address }, name) : name),
    h(
      "dd",
      {},
      amountsLine(place),
      creditLines(place).map((line) => h("span", { class: "cf-row__note" }, line)),
      place.conditions > 0 && h("span", { class: "cf-row__by" }, SAYS.conditions),
    ),
  );
}

/** @param {SharedKind} kind */
function kindView({ name, titles, fresh }) {
  const words = { titles: listed(titles), fresh: listed(fresh) };
  return h(
    "li",
    {},
    h(
      "details",
      { class: "cf-plan__kind" },
      h(
        "summary",
        {},
        h("strong", {}, fill(SAYS.kind, { kind: name })),
        fill(SAYS.serves, { n: titles.length }),
      ),
      h(
        "p",
        { class: "cf-row__by" },
        fresh.length ? fill(SAYS.fresh, words) : fill(SAYS.sentence, { words: words.titles }),
      ),
    ),
  );
}

/**
 * @param {Sums} sums
 * @param {SummaryContext} context
 * @returns {Child[]}
 */
export function summaryView(sums, context) {
  const { root, stacks, chosenPlace } = context;
  const { hours, students, shared } = sums;
  const isMine = (/** @type {PlaceCredit} */ place) => Number(place.id === chosenPlace);
  const places = [...sums.credit].sort((a, b) => isMine(b) - isMine(a));
  const without = hours.unknown > 0 && fill(SAYS.withoutEstimate, { n: hours.unknown });
  /** @type {(...items: Child[]) => Child} */
  const list = (...items) => h("ul", { class: "cf-plan__sums" }, ...items);
  /** @param {string} words */
  const muted = (words) => h("p", { class: "cf-muted" }, words);
  return [
    h("h2", {}, SAYS.heading),
    h("p", { class: "cf-plan__total" }, hours.max ? hoursOf(hours) : SAYS.noHours),
    muted(joined([count(sums.count, "micro-credential"), without], ", ")),
    students > 0 && h("p", {}, fill(SAYS.sentence, { words: studentsInWords(students) })),
    stacks.length > 0 && [
      h("h3", {}, SAYS.stacks),
      list(stacks.map((one) => stackView(one, context))),
    ],
    h("h3", {}, SAYS.credit),
    places.length > 0
      ? h("dl", { class: "cf-plan__credit" }, ...places.map((place) => placeView(place, root)))
      : muted(SAYS.noCredit),
    places.length > 0 && muted(SAYS.counted),
    shared.length > 0 && [
      h("h3", {}, SAYS.twice),
      list(shared.map(kindView)),
      muted(SAYS.readFirst),
    ],
  ];
}
