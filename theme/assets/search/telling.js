// What the search says above its results: how words and address were taken, and what went wrong.
import { button, h, the } from "../dom.js";
import { fill } from "../wording.js";

/** @import { Looked } from "./loading.js" */

export const SAYS = {
  misunderstood: "This part of the address has no meaning here and was ignored: {parts}.",
  corrected: "Nothing contains {typed}. These contain {held}.",
  quoted: "“{word}”",
  withoutTexts:
    "The full texts could not be loaded, so only titles, competencies and topics were searched.",
  failed:
    "The search could not be loaded. What you chose is kept; the cards and lists on this " +
    "page still work.",
  noValues: "The other values could not be loaded. Try once more in a moment.",
  again: "Try again",
};

const notice = the("[data-notice]", HTMLElement);

/**
 * @param {string} text
 * @param {(() => void) | null} again
 */
export function tell(text, again = null) {
  notice.replaceChildren();
  if (!text) return;
  const box = h("p", { class: "cf-searchnote" }, text);
  if (again) box.append(" ", button(SAYS.again, again));
  notice.append(box);
}

/**
 * What a reader should know about how the words and address were read.
 * @param {string[]} problems  parts of the address that nobody can understand
 * @param {Looked | null} words
 */
export function explain(problems, words = null) {
  const said = [];
  if (problems.length) said.push(fill(SAYS.misunderstood, { parts: problems.join(", ") }));
  const corrections = words ? words.parsed.filter((one) => one.was) : [];
  if (corrections.length) {
    const typed = corrections.map((one) => fill(SAYS.quoted, { word: one.was ?? "" })).join(" or ");
    const held = corrections.map((one) => fill(SAYS.quoted, { word: one.typed })).join(" and ");
    said.push(fill(SAYS.corrected, { typed, held }));
  }
  if (words && !words.whole) said.push(SAYS.withoutTexts);
  tell(said.join(" "));
}
