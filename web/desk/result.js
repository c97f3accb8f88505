// What a command said, as the page shows it.
import { h, notice } from "../../theme/assets/dom.js";
import { count, fill } from "../../theme/assets/wording.js";
import { download } from "../seal/fields.js";
import { SAYS } from "./words.js";

/**
 * @import { Done, Line } from "./job.js"
 * @import { Saved } from "./saving.js"
 */

/**
 * The sentences of a command; without data it stopped, and said why.
 * @param {Done} done
 * @param {string} name  of the same as a file
 * @param {(text: string) => string} withNames
 */
export function resultOf(done, name = "desk.json", withNames = (text) => text) {
  const { data, shown, errors, findings, code, text } = done;
  if (!data) {
    const [what = "", fix = ""] = errors
      .replace(/^credfolio: /, "")
      .split(/\n {2}fix: /)
      .map((one) => one.trim());
    return h(
      "div",
      {},
      notice("warn", withNames(what || text || String(code))),
      fix && h("p", {}, fill(SAYS.fix, { fix: withNames(fix) })),
      findings &&
        h("details", { open: true }, h("summary", {}, SAYS.findings), h("pre", {}, findings)),
    );
  }
  return h(
    "div",
    {},
    errors &&
      notice("info", withNames(errors.replace(/^credfolio: /, "").replace(/\n {2}fix: /, ". "))),
    data.lines.some((one) => one.is_problem) && h("p", {}, SAYS.attention),
    data.lines.length > 0 &&
      h(
        "ul",
        {},
        ...data.lines.map((one, n) => lineOf({ ...one, says: withNames(shown.lines[n]) })),
      ),
    shown.summary && h("p", {}, h("strong", {}, shown.summary)),
    h(
      "details",
      {},
      h("summary", {}, SAYS.asText),
      h("pre", { class: "cf-letter", "data-text": "" }, text),
      h("p", { class: "cf-actions" }, download(SAYS.asJson, name, jsonOf(data))),
    ),
  );
}

/** @param {object} data */
const jsonOf = (data) =>
  new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: "application/json" });

/** @param {Line} line */
function lineOf({ about, says, is_problem, text }) {
  return h(
    "li",
    { "data-problem": is_problem },
    is_problem && h("strong", {}, SAYS.marked),
    h("code", {}, about),
    ` ${says}`,
    text &&
      h(
        "details",
        {},
        h("summary", {}, fill(SAYS.letterText, { number: about })),
        h("pre", { class: "cf-letter" }, text),
      ),
  );
}

/**
 * The files that would change.
 * @param {string[]} paths
 */
export const changesOf = (paths) =>
  h(
    "details",
    {},
    h("summary", {}, fill(SAYS.files, { files: count(paths.length, "file") })),
    h("ul", {}, ...paths.map((path) => h("li", {}, h("code", {}, path)))),
  );

/**
 * What was saved, and that the rest waits, in a sentence or two.
 * @param {Saved} saved
 */
export const saidOf = (saved) =>
  [
    (saved.inFolders > 0 || !saved.zip) &&
      fill(SAYS.written, { files: count(saved.inFolders, "file") }),
    saved.zip && aboutZip(saved),
  ]
    .filter(Boolean)
    .join(" ");

/** @param {Saved} saved */
function aboutZip({ isPublic, isWriter }) {
  if (isPublic) return SAYS.publicAsZip;
  return isWriter ? SAYS.othersAsZip : SAYS.asZip;
}

/**
 * What was saved, and what is left to do by hand.
 * @param {Saved} saved
 * @param {string} name  of the ZIP
 */
export function savedOf(saved, name) {
  const { records, isPublic, inFolders, zip, moves } = saved;
  const toMove = Object.entries(moves).filter(([, to]) => to);
  const toDelete = Object.entries(moves).filter(([, to]) => !to);
  return h(
    "div",
    {},
    inFolders > 0 && notice("good", fill(SAYS.written, { files: count(inFolders, "file") })),
    zip && h("p", {}, aboutZip(saved)),
    isPublic && inFolders > 0 && h("p", {}, SAYS.propose),
    zip && h("p", { class: "cf-actions" }, download(fill(SAYS.saveZip, { file: name }), name, zip)),
    toMove.length > 0 && h("p", {}, SAYS.moveYourself),
    toMove.length > 0 &&
      h("ul", {}, ...toMove.map(([from, to]) => h("li", {}, h("code", {}, `${from} → ${to}`)))),
    ...toDelete.map(([file]) => h("p", {}, fill(SAYS.deleteYourself, { file }))),
    records > 0 && h("p", {}, SAYS.commit),
  );
}
