// A field for a folder: the browser's own dialog where it may write, else a field for its files.
import { button, h } from "../../theme/assets/dom.js";
import { fill } from "../../theme/assets/wording.js";
import { mayWrite, pickFolder } from "./folders.js";
import { SAYS } from "./words.js";

/**
 * @import { Folder } from "./folders.js"
 *
 * @typedef {object} Chooser
 * @property {HTMLElement} shown
 * @property {() => Folder | null} folder
 */

/**
 * @param {string} id
 * @param {string} words  above the button
 * @param {string} otherwise  above the field of a browser that writes into no folder; "" for none
 * @param {(folder: Folder | null) => unknown} chosen  null before another choice of files
 * @returns {Chooser}
 */
export function chooser(id, words, otherwise, chosen = () => {}) {
  /** @type {Folder | null} */
  let folder = null;
  const said = h("span", { role: "status", "data-chosen": "" });
  /** @param {Folder} one */
  const take = (one) => {
    folder = one;
    said.textContent = ` ${one.name}`;
    chosen(one);
  };
  if (mayWrite()) {
    const name = `desk-${id}`;
    const pick = button(
      SAYS.pick,
      async () => {
        const one = await pickFolder(name);
        if (one && !pick.matches(":disabled")) take(one);
      },
      { id: `${name}-pick`, "aria-labelledby": `${name}-pick ${name}`, "data-pick": id },
    );
    return {
      shown: h(
        "div",
        { class: "cf-field" },
        h("p", { id: name }, words),
        h("p", { class: "cf-actions" }, pick, said),
      ),
      folder: () => folder,
    };
  }
  if (!otherwise)
    return { shown: h("p", { class: "cf-muted" }, SAYS.asZipBefore), folder: () => null };
  const input = h("input", {
    type: "file",
    multiple: true,
    webkitdirectory: id === "records",
    onclick: () => chosen(null),
    onchange: () => {
      const files = [...(input.files ?? [])];
      if (files.length) {
        const name =
          files[0].webkitRelativePath.split("/")[0] || fill(SAYS.number, { n: files.length });
        take({ name, handle: null, chosen: files });
      }
    },
  });
  return {
    shown: h("label", { class: "cf-field" }, otherwise, input),
    folder: () => (input.files?.length ? folder : null),
  };
}
