// The plan's section of taking it along: as a link, a calendar, Markdown or on paper.
import { today } from "../dates.js";
import { button, h, handOver, maybe, say } from "../dom.js";
import { fill, listed } from "../wording.js";
import { planCalendar, planMarkdown } from "./files.js";
import { shareView } from "./shared.js";
import { amountsLine, creditLines, summaryLines } from "./summary.js";

/**
 * @import { Known } from "./known.js"
 * @import { Plan } from "./list.js"
 */

/**
 * @typedef {object} TakeContext
 * @property {() => Plan} now  the plan as it is: fields change it while they are shown
 * @property {Known} known
 * @property {string} base  the site's address
 * @property {boolean} sharing  whether the form of the link is open
 * @property {() => void} openShare
 * @property {() => void} closeShare
 * @property {() => void} empty
 */

const SAYS = {
  dateFirst: "Set a date first: a calendar lists submissions by date.",
  dateFirstNote:
    "Set a date on at least one micro-credential first: the calendar lists " +
    "submissions by date.",
  place: "{place}: {amounts}",
  serves: "{kind}: one may serve {titles}",
  take: "Take it along",
  share: "Share by link",
  calendar: "Calendar (.ics)",
  markdown: "Markdown",
  print: "Print",
  empty: "Empty the plan",
};

/**
 * @param {TakeContext} context
 * @param {HTMLElement} note
 */
function calendar({ now, known, base }, note) {
  const plan = now();
  if (!plan.items.some((item) => item.target)) {
    say(SAYS.dateFirst);
    maybe("[data-target]", HTMLElement)?.focus();
    note.textContent = SAYS.dateFirstNote;
    return;
  }
  const text = planCalendar(known.entriesOf(plan.items), base, new Date());
  handOver("my-plan.ics", "text/calendar", text);
}

/** @param {TakeContext} context */
function markdown({ now, known, base }) {
  const sums = known.sumsOf(now());
  const lines = [
    ...summaryLines(sums),
    ...sums.credit.flatMap((place) => [
      fill(SAYS.place, { place: place.name, amounts: amountsLine(place) }),
      ...creditLines(place),
    ]),
    ...sums.shared.map((kind) =>
      fill(SAYS.serves, { kind: kind.name, titles: listed(kind.titles) }),
    ),
  ];
  handOver("my-plan.md", "text/markdown", planMarkdown(sums.entries, base, today(), lines));
}

/** @param {TakeContext} context */
export function takeView(context) {
  const note = h("p", { class: "cf-muted", "data-file-note": true });
  return h(
    "section",
    { class: "cf-plan__take", "aria-labelledby": "take-title" },
    h("h2", { id: "take-title" }, SAYS.take),
    context.sharing && shareView(context.base, context.now, context.closeShare),
    h(
      "p",
      { class: "cf-actions" },
      button(SAYS.share, context.openShare, { "data-focus": "share" }),
      button(SAYS.calendar, () => calendar(context, note)),
      button(SAYS.markdown, () => markdown(context)),
      button(SAYS.print, () => print()),
      button(SAYS.empty, context.empty),
    ),
    note,
  );
}
