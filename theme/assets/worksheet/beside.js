// What is below the fields: other texts of an answer, and answers that are asked for no more.
import { button, h } from "../dom.js";
import { fill } from "../wording.js";

/** @import { Field } from "../answers.js" */

const SAYS = {
  twice:
    "This answer was changed in two places at once. Both are kept: the one in the field, and this.",
  use: "Use this one",
  keep: "Keep what is in the field",
  together: "Put them together",
  remove: "Delete",
  removeLabel: "Delete: {label}",
};

/**
 * @param {string[]} texts
 * @param {string} kept  what tells this set of texts from another
 * @param {() => string} inField
 * @param {(v: string) => void} settle
 */
export function othersView(texts, kept, inField, settle) {
  return h(
    "div",
    { class: "cf-others", "data-kept": kept },
    h("p", { role: "alert" }, SAYS.twice),
    texts.map((text) => [
      h("blockquote", {}, text),
      h(
        "p",
        { class: "cf-actions" },
        button(SAYS.use, () => settle(text)),
      ),
    ]),
    h(
      "p",
      { class: "cf-actions" },
      button(SAYS.keep, () => settle(inField())),
      button(SAYS.together, () => settle([inField(), ...texts].join("\n\n"))),
    ),
  );
}

/**
 * @param {Field} field
 * @param {() => void} remove
 */
export function orphanView({ label = "", v }, remove) {
  const named = { "aria-label": fill(SAYS.removeLabel, { label }) };
  return h(
    "div",
    { class: "cf-others" },
    h("p", {}, h("strong", {}, label)),
    h("blockquote", {}, v),
    h("p", { class: "cf-actions" }, button(SAYS.remove, remove, named)),
  );
}
