// The box on a page that checks the badges of that page: its progress, its answer, the marks on the
// badges. theme/assets/people/check.js loads it on the press.
import { all, h, maybe, the } from "../../theme/assets/dom.js";
import { fill } from "../../theme/assets/wording.js";
import { checkAll } from "./several.js";
import { together } from "./together.js";

/** @import { Answer, Mark, Together } from "./together.js" */

const SAYS = {
  working: "{done} of {size}…",
  again: "Check again",
  checked: "Checked in your browser, {when}.",
  line: "{title}: {words}",
  dated: "{title}, {on}",
};
/** @type {Record<Mark, string>} */
const MARKED = { yes: "genuine", no: "not accepted", unknown: "not known" };
/** @type {Mark[]} */
const MARKS = ["yes", "no", "unknown"];

/**
 * Check the badges of the page, and show in `box` what was found.
 * @param {HTMLElement} box
 */
export async function checkBox(box) {
  const label = the("[data-check-label]", HTMLElement, box);
  const said = the("[data-check-said]", HTMLElement, box);
  const name = box.dataset.name ?? "";
  const icons = the("[data-check-marks]", HTMLTemplateElement, box).content;
  /** @type {Map<string, {file: string, title: string, on: string, places: HTMLElement[]}>} */
  const found = new Map();
  for (const place of all("[data-signed]", HTMLElement)) {
    const file = new URL("credential.json", pageOf(place)).href;
    // A transcript may have a badge on several sheets.
    const { signed: title = "", on = "" } = place.dataset;
    const known = found.get(file) ?? { file, title, on, places: [] };
    known.places.push(place);
    found.set(file, known);
  }
  const titles = [...found.values()].map((one) => one.title);
  // Two awards of one micro-credential have one title.
  const badges = [...found.values()].map((one) => {
    const isAgain = one.on && titles.indexOf(one.title) !== titles.lastIndexOf(one.title);
    const { title, on } = one;
    return isAgain ? { ...one, title: fill(SAYS.dated, { title, on }) } : one;
  });

  /** @param {Mark} mark */
  const icon = (mark) => icons.children[MARKS.indexOf(mark)].cloneNode(true);

  /**
   * @param {HTMLElement} place
   * @param {Answer} answer
   */
  function tick(place, { kind }) {
    place.querySelector(".cf-okay")?.remove();
    const mark = markOf(kind);
    place.append(
      h(
        "span",
        { class: "cf-okay", "data-mark": mark },
        icon(mark),
        h("span", { class: "cf-sr" }, ` ${MARKED[mark]}`),
      ),
    );
  }

  /**
   * @param {Together} found
   * @param {number} now
   */
  function show({ state, sum, lines }, now) {
    box.dataset.state = state;
    const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
    said.replaceChildren(
      h("p", { class: "cf-check__sum" }, sum),
      h(
        "ul",
        { class: "cf-check__lines" },
        lines.map(({ mark, words }) =>
          h("li", { "data-mark": mark }, icon(mark), h("span", {}, words)),
        ),
      ),
      h("p", { class: "cf-check__when" }, fill(SAYS.checked, { when: when.format(now) })),
    );
  }

  box.dataset.state = "working";
  const size = badges.length;
  /** @param {number} done */
  const told = (done) => {
    label.textContent = fill(SAYS.working, { done, size });
  };
  told(0);
  const now = Date.now();
  const root = new URL(box.dataset.check ?? "", location.href).href;
  const answers = await checkAll(badges, name, root, now, told);
  show(together(answers, name), now);
  for (const [n, answer] of answers.entries())
    for (const place of badges[n].places) tick(place, answer);
  const what = the("[data-check-what]", HTMLElement, box);
  the("ul", HTMLElement, what).replaceChildren(
    ...answers.map((one) => h("li", {}, fill(SAYS.line, { ...one }))),
  );
  what.hidden = false;
  label.textContent = SAYS.again;
  const proof = maybe("[data-print-proof]", HTMLElement, box);
  if (proof?.hidden) {
    proof.hidden = false;
    proof.addEventListener("click", printProof);
  }
}

/** The box, the badges and the code, without the rest of the page. */
function printProof() {
  const root = document.documentElement;
  root.dataset.paper = "proof";
  addEventListener("afterprint", () => delete root.dataset.paper, { once: true });
  print();
}

/**
 * @param {Answer["kind"]} kind
 * @returns {Mark}
 */
function markOf(kind) {
  if (kind === "verified") return "yes";
  return kind === "unknown" || kind === "demonstration" ? "unknown" : "no";
}

/**
 * The address of the page of an award.
 * @param {HTMLElement} place
 */
function pageOf(place) {
  if (place.dataset.of) return new URL(place.dataset.of, location.href);
  return place instanceof HTMLAnchorElement ? place.href : here();
}

function here() {
  return new URL(".", location.href.replace(/[?#].*$/, "")).href;
}
