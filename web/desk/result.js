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
  /** @param {string} said */
  const whole = (said) => inCode(withNames(said));
  if (!data) {
    const [what = "", fix = ""] = errors
      .replace(/^credfolio: /, "")
      .split(/\n {2}fix: /)
      .map((one) => one.trim());
    return h(
      "div",
      {},
      notice("warn", asSentence(withNames(what || text || String(code)))),
      fix && h("p", {}, ...whole(fill(SAYS.fix, { fix }))),
      namesCommand(errors) && h("p", { class: "cf-muted" }, SAYS.commandsAre),
      findings &&
        h("details", { open: true }, h("summary", {}, SAYS.findings), h("pre", {}, findings)),
    );
  }
  return h(
    "div",
    {},
    errors &&
      notice(
        "info",
        asSentence(withNames(errors.replace(/^credfolio: /, "").replace(/\n {2}fix: /, ". "))),
      ),
    data.lines.some((one) => one.is_problem) && h("p", {}, SAYS.attention),
    data.lines.length > 0 &&
      h(
        "ul",
        {},
        ...data.lines.map((one, n) => lineOf({ ...one, says: withNames(shown.lines[n]) })),
      ),
    shown.summary && h("p", {}, h("strong", {}, ...whole(shown.summary))),
    [...shown.lines, shown.summary].some(namesCommand) &&
      h("p", { class: "cf-muted" }, SAYS.commandsAre),
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
    h("code", {}, ...inCode(about)),
    " ",
    ...says.split("\n").flatMap((row, n, all) => {
      // A list stands in a line of its own.
      const begins = n > 0 && !toDeleteIn(row) && !toDeleteIn(all[n - 1]);
      return [begins && "\n", ...rowOf(row)];
    }),
    text &&
      h(
        "details",
        {},
        h("summary", {}, fill(SAYS.letterText, { number: about })),
        h("pre", { class: "cf-letter" }, text),
      ),
  );
}

/** What a result may name that the desk has not. @param {string} text */
const namesCommand = (text) => text.includes("`credfolio ");

/**
 * A message that begins with a word begins as a sentence does; a path or an id stays as it is.
 * @param {string} text
 */
const asSentence = (text) =>
  text.replace(/^[a-z]+(?=[ ,])/, (word) => word[0].toUpperCase() + word.slice(1));

/**
 * A text with what stands between backticks as code, and ids and numbers in one piece.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export const inCode = (text) =>
  text.split("`").flatMap((one, n) => (n % 2 ? [h("code", {}, one)] : inOnePiece(one)));

/** @param {string} text */
const inOnePiece = (text) =>
  text
    .split(/(?<![\w/.-])("?p-[a-z0-9]+"?|[0-9a-z]{5}-[0-9a-z]{5})(?![\w/-])/)
    .map((one, n) => (n % 2 ? h("span", { class: "cf-desk__id" }, one) : one));

/**
 * A row of a sentence; of many files to delete, a list behind their number.
 * @param {string} row
 */
function rowOf(row) {
  const paths = toDeleteIn(row);
  return paths ? [listOf(fill(SAYS.toDelete, filesIn(paths)), paths)] : inCode(row);
}

/** @param {string} row */
function toDeleteIn(row) {
  const paths = /^\s*on the forge, delete (.+)$/.exec(row)?.[1].split(", ") ?? [];
  return paths.length > 1 ? paths : null;
}

/** @param {string[]} paths */
const filesIn = (paths) => ({ files: count(paths.length, "file") });

/**
 * @param {string} summary
 * @param {string[]} paths
 */
const listOf = (summary, paths) =>
  h(
    "details",
    {},
    h("summary", {}, summary),
    h("ul", {}, ...paths.map((path) => h("li", {}, h("code", {}, path)))),
  );

/**
 * The files that would change, in both repositories.
 * @param {string[]} own  of the private one
 * @param {string[]} others  of the public one
 */
export function changesOf(own, others = []) {
  const paths = [...own, ...others];
  const says = others.length ? SAYS.filesOfBoth : SAYS.files;
  const values = { ...filesIn(paths), own: own.length, others: others.length };
  return listOf(fill(says, values), paths);
}

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
  const { records, isPublic, inFolders, isWriter, zip, moves } = saved;
  const inPublic = inFolders - (isWriter ? records : 0);
  const toMove = Object.entries(moves).filter(([, to]) => to);
  const toDelete = Object.entries(moves).filter(([, to]) => !to);
  return h(
    "div",
    {},
    inFolders > 0 && notice("good", fill(SAYS.written, { files: count(inFolders, "file") })),
    zip && h("p", {}, aboutZip(saved)),
    isPublic && inPublic > 0 && h("p", {}, SAYS.propose),
    zip && h("p", { class: "cf-actions" }, download(fill(SAYS.saveZip, { file: name }), name, zip)),
    toMove.length > 0 && h("p", {}, SAYS.moveYourself),
    toMove.length > 0 &&
      h("ul", {}, ...toMove.map(([from, to]) => h("li", {}, h("code", {}, `${from} → ${to}`)))),
    ...toDelete.map(([file]) => h("p", {}, fill(SAYS.deleteYourself, { file }))),
    records > 0 && h("p", {}, SAYS.commit),
  );
}
