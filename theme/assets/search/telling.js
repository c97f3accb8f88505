// What the search says above its results: how words and address were taken, and what went wrong.
import { button, h, the } from "../dom.js";
import { fill, listed } from "../wording.js";
import { quoted } from "./reading.js";
import { state } from "./state.js";

/** @import { Asked } from "./answering.js" */

export const SAYS = {
  misunderstood: "This part of the address has no meaning here and was ignored: {parts}.",
  corrected: "Nothing contains {typed}. These contain {held}.",
  dropped: "Nothing contains {words}; the search went on without.",
  nobody: "Nothing contains {words}.",
  partly: "Nothing contains all of these words; these contain most of them.",
  asTyped: "Search only for what I typed",
  correct: "Correct the spelling",
  withoutTexts:
    "The full texts could not be loaded, so only titles, competencies and topics were searched.",
  failed:
    "The search could not be loaded. What you chose is kept; the cards and lists on this " +
    "page still work.",
  noValues: "The other values could not be loaded. Try once more in a moment.",
  again: "Try again",
  read: "Read as: {filters}.",
  near: "{n} that come near are shown.",
  nearest: "One that comes near is shown.",
  also: "Also found: {groups}.",
};

const notice = the("[data-notice]", HTMLElement);
const also = the("[data-also]", HTMLElement);

/**
 * @param {string} text
 * @param {(() => void) | null} act
 */
export function tell(text, act = null, words = SAYS.again) {
  notice.replaceChildren();
  if (!text && !act) return;
  const box = h("p", { class: "cf-searchnote" }, text);
  if (act) box.append(" ", button(words, act));
  notice.append(box);
}

/**
 * To those who listen: what others see around the count. One sentence after the other, at once.
 * @param {string[]} filters  that were read, in words
 * @param {number} near  how many cards come near, where none fits
 * @param {string[]} groups  besides the cards
 */
export function tellBesides(filters = [], near = 0, groups = []) {
  const said = [
    filters.length && fill(SAYS.read, { filters: listed(filters) }),
    near === 1 && SAYS.nearest,
    near > 1 && fill(SAYS.near, { n: near }),
    groups.length && fill(SAYS.also, { groups: listed(groups.map((one) => one.toLowerCase())) }),
  ];
  also.textContent = said.filter(Boolean).join(" ");
}

/** Whether something of what was typed is nowhere. @param {Asked} asked */
export const lacksWords = (asked) => asked.dropped.length > 0 || isPartly(asked);

/**
 * What a reader should know about how the words and address were read.
 * @param {string[]} problems  parts of the address that nobody can understand
 * @param {Asked | null} asked
 * @param {(act: () => void) => void} change
 */
export function explain(problems, asked = null, change = () => {}) {
  const said = [];
  if (problems.length) said.push(fill(SAYS.misunderstood, { parts: problems.join(", ") }));
  const { corrected = [], dropped = [], terms = [] } = asked ?? {};
  if (corrected.length) {
    const typed = listed(quoted(corrected.map((one) => one.was)), "or");
    const held = listed(quoted(corrected.map((one) => one.now)));
    said.push(fill(SAYS.corrected, { typed, held }));
  }
  if (dropped.length) {
    const sentence = terms.length ? SAYS.dropped : SAYS.nobody;
    said.push(fill(sentence, { words: listed(quoted(dropped), "or") }));
  } else if (isPartly(asked)) said.push(SAYS.partly);
  if (asked && !asked.whole) said.push(SAYS.withoutTexts);
  /** @type {(asTyped: boolean) => () => void} */
  const turn = (asTyped) => () =>
    change(() => {
      state.asTyped = asTyped;
    });
  if (corrected.length) tell(said.join(" "), turn(true), SAYS.asTyped);
  else if (state.asTyped && state.q) tell(said.join(" "), turn(false), SAYS.correct);
  else tell(said.join(" "));
}

/**
 * Whether no record of any kind holds every word, and some hold most.
 * @param {Asked | null} asked
 */
function isPartly(asked) {
  const found = Object.values(asked?.found ?? {});
  return found.some((one) => one.scores.size) && !found.some((one) => one.whole.size);
}
