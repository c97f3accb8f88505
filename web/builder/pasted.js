// A description that was pasted: the box for it, the marks at fields that it filled, and next to
// the form what found no place.
import { button, h } from "../../theme/assets/dom.js";
import { count, fill } from "../../theme/assets/wording.js";
import { idOf } from "./form.js";

/**
 * @import { From } from "./drafts.js"
 * @import { Placed } from "./paste/place.js"
 */

const SAYS = {
  summary: "Have a description already? Paste it",
  help:
    "From Word, a PDF or plain text. Headings and lists are recognized here, in your browser; " +
    "nothing is sent. What found no place stays next to the form.",
  label: "The description",
  act: "Make a draft of it",
  lost: "What reads it could not be loaded. Try again with a connection.",
  none: "No field was recognized. Headings such as “Competency” or “Time” help.",
  filled: "{fields} filled from your text, {open} to look at again, {left} without a place.",
  check: "From your text. Look whether it is right.",
  sure: "From your text.",
  left: "Without a place",
  leftHelp: "Copy what you need; then set it aside.",
  aside: "Set aside",
  nameless: "Without a heading",
};

/**
 * The box for a description. `take` is given what became of it.
 * @param {[string, string][]} issuers
 * @param {(made: Placed) => void} take
 */
export function pasteBox(issuers, take) {
  /** @type {{text: string, html: string} | null} */
  let rich = null;
  const said = h("p", { class: "cf-builder__problem", id: "f-described-problem" });
  const area = h("textarea", {
    id: "f-described",
    rows: "6",
    "aria-describedby": "f-described-help f-described-problem",
    /** @param {Event} event */
    onpaste: (event) => {
      if (!(event instanceof ClipboardEvent) || area.value.trim()) return;
      const html = event.clipboardData?.getData("text/html") ?? "";
      setTimeout(() => {
        rich = html ? { html, text: area.value } : null;
      });
    },
  });
  let isMaking = false;
  const make = async () => {
    if (isMaking) return; // a second press would make a second draft
    isMaking = true;
    said.textContent = "";
    const text = area.value; // before the wait, in which it can change
    const html = rich?.text === text ? rich.html : "";
    const reader = await import("./paste/place.js").catch(() => null);
    isMaking = false;
    if (!reader) {
      said.textContent = SAYS.lost;
      return;
    }
    const made = reader.placed({ text, html }, issuers);
    if (made.marks.length) take(made);
    else said.textContent = SAYS.none;
  };
  return h(
    "details",
    { class: "cf-builder__paste" },
    h("summary", {}, SAYS.summary),
    h("label", { for: "f-described" }, SAYS.label),
    h("p", { class: "cf-builder__help", id: "f-described-help" }, SAYS.help),
    area,
    said,
    h("p", { class: "cf-actions" }, button(SAYS.act, make)),
  );
}

/** @param {Placed} made */
export const toldOf = ({ marks, left }) =>
  fill(SAYS.filled, {
    fields: count(marks.length, "field"),
    open: marks.filter((one) => !one.sure).length,
    left: count(left.length, "passage"),
  });

/**
 * What found no place, as boxes that can be set aside one by one.
 * @param {From | undefined} from
 * @param {() => void} changed
 */
export function leftBox(from, changed) {
  if (!from?.left.length) return null;
  return h(
    "section",
    { class: "cf-builder__left", "aria-labelledby": "left-title" },
    h("h2", { id: "left-title" }, SAYS.left),
    h("p", { class: "cf-builder__help" }, SAYS.leftHelp),
    h(
      "ul",
      {},
      from.left.map((one) =>
        h(
          "li",
          {},
          h("strong", {}, one.heading || SAYS.nameless),
          h("p", { class: "cf-builder__lefttext" }, one.text),
          button(
            SAYS.aside,
            () => {
              from.left = from.left.filter((other) => other !== one);
              changed();
            },
            { "aria-label": `${SAYS.aside}: ${one.heading || SAYS.nameless}` },
          ),
        ),
      ),
    ),
  );
}

/**
 * Says at each field of the step that the text filled it.
 * @param {From | undefined} from
 */
export function showMarks(from) {
  for (const { pointer, sure } of from?.marks ?? []) {
    const field = document.getElementById(idOf(pointer));
    const frame = field?.matches("fieldset") ? field : field?.parentElement;
    if (!frame || frame.querySelector(":scope > .cf-builder__mark")) continue;
    const mark = h(
      "p",
      { class: sure ? "cf-builder__mark" : "cf-builder__mark cf-builder__mark--check" },
      sure ? SAYS.sure : SAYS.check,
    );
    frame.querySelector(":scope > :is(legend, label)")?.after(mark);
  }
}
