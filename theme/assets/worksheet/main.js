// A worksheet that keeps what is typed: at once, across tabs, and through new versions.
import { alike, merge, orphans, parseFields, parseFile, renderFile } from "../answers.js";
import { button, handOver, notice, the } from "../dom.js";
import { openStore, SENTENCES } from "../store.js";
import { count, fill, joined } from "../wording.js";
import { orphanView, othersView } from "./beside.js";
import { showNext } from "./next.js";
import { keepPage } from "./offline.js";
import { controls, fileName, form, isControl, place, ref, title, version } from "./page.js";
import { measure } from "./progress.js";
import { endSealing, forgetPerson, offerSealing } from "./sealing.js";
import { htmlPage, readSheet, sheetHtml, sheetMarkdown } from "./text.js";

/**
 * @import { Field, Fields } from "../answers.js"
 * @import { Control } from "./page.js"
 */

/** @typedef {{ began: string, fields: Fields }} Kept  `began`: the version it was begun with */

const SAYS = {
  kept: "Kept in this browser.",
  notKept: "Not kept in this browser.",
  waiting: "…",
  stillHere: "What you wrote is still on this page. Save it as a file before you close it.",
  save: "Save what you wrote as a file",
  newVersion:
    "The definition is now version {version}; you began with version {began}. Your answers " +
    "are where the question is still asked, and the others are at the end.",
  seen: "I have seen it",
  tooLarge: "This file is too large to be a worksheet. What is on this page is as it was.",
  opened: "Opened {file}. Everything in it is on the page.",
  openedTwice:
    "Opened {file}. {answers} differed from what was here: both are kept, choose below each.",
  copied: "Copied. Paste it into a document, a form or a letter.",
  notCopied: "This browser does not let the page copy. Take the web page or Markdown instead.",
  sure: "Empty this worksheet? Everything you wrote in it is taken out of this browser.",
  empty: "The worksheet is empty.",
  undo: "Undo",
};
const WAIT = 400; // milliseconds after the last key before it is kept
const LARGEST_FILE = 5_000_000;

const store = openStore(`credfolio-worksheet-${ref}`, {
  version: 1,
  /** @returns {Kept} */
  empty: () => ({ began: "", fields: {} }),
  parse: (kept) => ({
    began: typeof kept.began === "string" ? kept.began : "",
    fields: parseFields(kept.fields),
  }),
});

const asked = new Set(controls.map((control) => control.name));
const first = store.read();
let problem = first.problem;
let began = first.value.began;
let base = first.value.fields; // as last read or written
let mine = base; // as it is on this page
/** @type {Fields | null} what the last file held, while storage refuses */
let handed = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

// --- between the form and the fields -------------------------------------------------------------

/** @param {Control} control */
const isTick = (control) => control instanceof HTMLInputElement && control.type === "checkbox";
/** @param {Control} control */
const isChoice = (control) => control instanceof HTMLInputElement && control.type === "radio";
/** @param {Control} control */
const isTicked = (control) => control instanceof HTMLInputElement && control.checked;

/** @param {Control} control */
function take(control) {
  if (isChoice(control) && !isTicked(control)) return;
  const ticked = isTicked(control) ? "yes" : "";
  const v = isTick(control) ? ticked : control.value;
  /** @type {Field} */
  const field = { ...mine[control.name], v, t: Date.now() };
  if (control.dataset.label) field.label = control.dataset.label;
  mine = { ...mine, [control.name]: field };
}

/** @param {Control} control */
function put(control) {
  const v = mine[control.name]?.v ?? "";
  if (control instanceof HTMLInputElement && isTick(control)) control.checked = v === "yes";
  else if (control instanceof HTMLInputElement && isChoice(control)) {
    control.checked = control.value === v;
  } else if (control.value !== v) putText(control, v);
}

/**
 * Writes a text; the caret of the field in use stays where it was.
 * @param {Control} control
 * @param {string} v
 */
function putText(control, v) {
  const hasCaret = control.type !== "number" && document.activeElement === control;
  const { selectionStart, selectionEnd } = hasCaret
    ? control
    : { selectionStart: null, selectionEnd: null };
  control.value = v;
  if (hasCaret) control.setSelectionRange(selectionStart, selectionEnd);
}

/** @param {Fields} fields */
function apply(fields) {
  mine = fields;
  controls.forEach(put);
  showOthers();
  showOrphans();
  measure();
}

// --- keeping -------------------------------------------------------------------------------------

function keep() {
  clearTimeout(timer);
  timer = undefined;
  const merged = merge(base, mine, store.read({ stored: true }).value.fields);
  const was = problem;
  problem = store.write({ began: began || version, fields: merged });
  if (!problem) {
    began ||= version;
    base = merged;
    handed = null;
  }
  if (!alike(merged, mine)) apply(merged);
  if (problem !== was) showProblem();
  place("saved").textContent = problem ? SAYS.notKept : SAYS.kept;
}

function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(keep, WAIT);
  place("saved").textContent = SAYS.waiting;
}

/**
 * What another tab wrote is merged with what is here.
 * @param {Kept} theirs
 */
function meet(theirs, gone = false) {
  // Emptied from outside, as by clearing the browser's data: what is on the page is still here.
  if (gone) {
    base = {};
    if (Object.keys(mine).length) keep();
    return;
  }
  const merged = merge(base, mine, theirs.fields);
  base = theirs.fields;
  began = theirs.began || began;
  if (!alike(merged, mine)) apply(merged);
  if (!alike(merged, base)) keepSoon();
}
store.onChange(meet);
addEventListener("pageshow", (event) => {
  if (event.persisted) meet(store.read({ stored: true }).value);
});

form.addEventListener("input", ({ target }) => {
  if (!isControl(target) || !target.name) return;
  take(target);
  measure(target);
  keepSoon();
});
form.addEventListener("submit", (event) => event.preventDefault());

function flush() {
  if (timer !== undefined) keep();
}
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
});
addEventListener("beforeunload", (event) => {
  flush();
  const isLost = problem === "full" || problem === "off";
  if (isLost && handed !== mine && !alike(mine, base)) event.preventDefault();
});

// --- saying what is wrong ------------------------------------------------------------------------

function showProblem(sentence = "") {
  const problems = place("problems");
  problems.replaceChildren();
  if (sentence) problems.append(notice("warn", sentence));
  if (!problem) return;
  if (problem === "unreadable") {
    problems.append(notice("warn", SENTENCES[problem]));
    return;
  }
  const save = button(SAYS.save, saveFile, { class: "cf-button cf-button--primary" });
  problems.append(notice("warn", joined([SENTENCES[problem], SAYS.stillHere], " "), save));
}

/** @param {string} sentence */
function tell(sentence) {
  place("problems").replaceChildren(notice("info", sentence));
}

// --- two tabs, new versions ----------------------------------------------------------------------

/**
 * @param {string} name
 * @param {Partial<Field>} change
 */
function settleField(name, change) {
  const old = mine[name] ?? { v: "" };
  mine = { ...mine, [name]: { ...old, ...change, t: Date.now() } };
  keep();
  apply(mine);
}

function showOthers() {
  for (const control of controls.filter((one) => one.dataset.label)) {
    const next = control.nextElementSibling;
    const shown = next instanceof HTMLElement && next.matches(".cf-others") ? next : null;
    const texts = mine[control.name]?.others ?? [];
    const kept = JSON.stringify(texts);
    if (!texts.length) shown?.remove();
    if (!texts.length || shown?.dataset.kept === kept) continue;
    /** @param {string} v */
    const settle = (v) => {
      settleField(control.name, { v, others: [] });
      control.focus();
    };
    const made = othersView(texts, kept, () => control.value, settle);
    if (shown) shown.replaceWith(made);
    else control.after(made);
  }
}

function showOrphans() {
  const left = orphans(mine, asked);
  place("orphans").hidden = !left.length;
  const views = left.map(([key, field]) => orphanView(field, () => settleField(key, { v: "" })));
  place("orphan-list").replaceChildren(...views);
}

function showVersion() {
  if (!began || began === version || !Object.keys(mine).length) return;
  const seen = button(SAYS.seen, () => {
    began = version;
    keep();
    made.remove();
  });
  const made = notice("info", fill(SAYS.newVersion, { version, began }), seen);
  place("problems").append(made);
}

// --- files ---------------------------------------------------------------------------------------

function fileText() {
  flush();
  const [address] = location.href.split("#");
  const at = new Date().toISOString();
  return renderFile({ ref, title, version, fields: mine, address, at });
}

function saveFile() {
  handOver(`${fileName}.json`, "application/json", fileText());
  handed = mine;
}

/** @param {HTMLInputElement} input */
async function openFile(input) {
  const file = input.files?.[0];
  input.value = "";
  if (!file) return;
  if (file.size > LARGEST_FILE) {
    showProblem(SAYS.tooLarge);
    return;
  }
  const found = parseFile(await file.text(), ref);
  if ("problem" in found) {
    showProblem(found.problem);
    return;
  }
  apply(merge({}, mine, found.fields));
  keep();
  const twice = controls.filter((one) => mine[one.name]?.others?.length).length;
  const values = { file: file.name, answers: count(twice, "answer") };
  tell(fill(twice ? SAYS.openedTwice : SAYS.opened, values));
}

async function copyText() {
  const sheet = readSheet(form);
  const markdown = sheetMarkdown(sheet);
  try {
    if ("ClipboardItem" in window) {
      const html = new Blob([sheetHtml(sheet)], { type: "text/html" });
      const plain = new Blob([markdown], { type: "text/plain" });
      const item = new ClipboardItem({ "text/html": html, "text/plain": plain });
      await navigator.clipboard.write([item]);
    } else await navigator.clipboard.writeText(markdown);
    tell(SAYS.copied);
  } catch {
    tell(SAYS.notCopied);
  }
}

function clear() {
  if (!confirm(SAYS.sure)) return;
  const before = mine;
  const remember = forgetPerson();
  mine = {};
  base = store.read().value.fields;
  keep();
  apply(mine);
  const back = button(SAYS.undo, () => {
    apply(before);
    remember();
    keep();
    place("problems").replaceChildren();
  });
  place("problems").replaceChildren(notice("info", SAYS.empty, back));
  back.focus();
}

function saveMarkdown() {
  handOver(`${fileName}.md`, "text/markdown", sheetMarkdown(readSheet(form)));
}

function savePage() {
  handOver(`${fileName}.html`, "text/html", htmlPage(readSheet(form)));
}

const TOOLS = {
  "save-file": saveFile,
  "copy-text": copyText,
  clear,
  "save-markdown": saveMarkdown,
  "save-page": savePage,
};
for (const [name, act] of Object.entries(TOOLS)) {
  place(name).hidden = false;
  place(name).addEventListener("click", act);
}
const opener = the("input", HTMLInputElement, place("open-file"));
place("open-file").hidden = false;
opener.addEventListener("change", () => openFile(opener));
place("bar").hidden = false;

// --- sealing -------------------------------------------------------------------------------------

offerSealing(fileText);

/** What was typed before this script ran is kept, too. */
function typedBefore() {
  /** @type {Fields} */
  const typed = {};
  for (const { name, value, dataset } of controls) {
    if (dataset.label && value) typed[name] = { v: value, t: Date.now(), label: dataset.label };
  }
  return typed;
}
apply(merge({}, base, typedBefore()));
if (!alike(mine, base)) keepSoon();
showProblem();
showVersion();
showNext(endSealing);
addEventListener("load", () => {
  setTimeout(keepPage, 300);
});
