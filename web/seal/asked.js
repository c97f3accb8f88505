// What the panel asks about a part: files for a piece of evidence, and the help of AI.
import { button, h, the } from "../../theme/assets/dom.js";
import { fill } from "../../theme/assets/wording.js";
import { choice, line } from "./fields.js";
import { sizeInWords } from "./sizes.js";
import { AI, SAYS, STUDENTS } from "./words.js";

/** @import { Item } from "../seal.js" */

/**
 * @param {Item} item
 * @param {File[]} own  its files, changed in place
 * @param {() => void} changed
 */
export function evidenceView(item, own, changed) {
  const place = `${item.part}/${item.item}`;
  const list = h("ul", { class: "cf-sealing__files" });
  const show = () => {
    list.replaceChildren(
      ...own.map((file, n) => {
        const remove = () => {
          own.splice(n, 1);
          show();
          changed();
        };
        const label = fill(SAYS.remove, { file: file.name });
        const words = `${file.name} (${sizeInWords(file.size)}) `;
        return h("li", {}, words, button("Remove", remove, { "aria-label": label }));
      }),
    );
    if (!own.length) list.append(h("li", { class: "cf-muted" }, SAYS.none));
  };
  const input = h("input", {
    type: "file",
    multiple: true,
    "data-evidence": place,
    onchange: () => {
      own.push(...(input.files ?? []));
      input.value = "";
      show();
      changed();
    },
  });
  show();
  return h(
    "fieldset",
    { class: "cf-item" },
    h("legend", {}, `Part ${item.part} · ${item.title}`),
    h("label", { class: "cf-button cf-file" }, "Add files", input),
    list,
    choice(SAYS.students, `students/${place}`, STUDENTS, SAYS.choose),
  );
}

/**
 * @param {number} number
 * @param {string} named
 */
export function aiView(number, named) {
  const tools = line(SAYS.tools, { name: `tools/${number}`, type: "text", maxlength: 300 });
  const level = choice(`Part ${number}: ${named}`, `ai/${number}`, AI, SAYS.choose);
  const select = the("select", HTMLSelectElement, level);
  const show = () => {
    tools.hidden = ["", "none"].includes(select.value);
  };
  select.addEventListener("change", show);
  show();
  return [level, tools];
}
