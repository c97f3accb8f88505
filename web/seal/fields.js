// Fields of the panel that seals, and links that save a file.
import { h } from "../../theme/assets/dom.js";

/**
 * @param {string} label
 * @param {Record<string, string | number>} attributes
 */
export const line = (label, attributes) =>
  h("label", { class: "cf-field" }, label, h("input", attributes));

/**
 * A choice; with `empty`, it shows that until it is made, and its value is "".
 * @param {string} label
 * @param {string} name
 * @param {string[][]} options
 * @param {string} empty
 */
export const choice = (label, name, options, empty = "") =>
  h(
    "label",
    { class: "cf-field" },
    label,
    h(
      "select",
      { name },
      ...(empty ? [["", empty], ...options] : options).map(([value, words]) =>
        h("option", { value }, words),
      ),
    ),
  );

/**
 * @param {string} words
 * @param {string} name
 * @param {Blob} blob
 */
export const download = (words, name, blob, saved = () => {}) =>
  h(
    "a",
    { class: "cf-button", href: URL.createObjectURL(blob), download: name, onclick: saved },
    words,
  );
