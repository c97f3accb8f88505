// @ts-nocheck
// A worksheet that keeps what is typed: at once, across tabs, and through new versions.

import { alike, merge, orphans, parseFields, parseFile, renderFile } from "../answers.js";
import { button, count, h, handOver, notice } from "../dom.js";
import { openStore, SENTENCES } from "../store.js";
import { countWords, judgeWords } from "../word-count.js";
import { htmlPage, readSheet, sheetHtml, sheetMarkdown } from "./text.js";

const WAIT = 400; // milliseconds after the last key before it is kept
const LARGEST_FILE = 5_000_000;
const form = document.querySelector("[data-worksheet]");
const { worksheet: ref, version, title } = form.dataset;
const root = new URL("../../", import.meta.url);
const at = (name) => document.querySelector(`[data-${name}]`);
const fileName = `${ref.split("/")[1]}-worksheet`;

const store = openStore(`credfolio-worksheet-${ref}`, {
  version: 1,
  empty: () => ({ began: "", fields: {} }),
  parse: (kept) => ({ began: typeof kept.began === "string" ? kept.began : "", fields: parseFields(kept.fields) }),
});

const controls = [...form.querySelectorAll("textarea[name], input[name]")];
const asked = new Set(controls.map((control) => control.name));
const first = store.read();
let problem = first.problem;
let began = first.value.began;
let base = first.value.fields; // as last read or written
let mine = base; // as it stands on this page
let handed = null; // what the last file held, while storage refuses
let timer;

// --- between the form and the fields -------------------------------------------------------
function take(control) {
  let v = control.value;
  if (control.type === "checkbox") v = control.checked ? "yes" : "";
  if (control.type === "radio" && !control.checked) return;
  const field = { ...mine[control.name], v, t: Date.now() };
  if (control.dataset.label) field.label = control.dataset.label;
  mine = { ...mine, [control.name]: field };
}

function put(control) {
  const v = mine[control.name]?.v ?? "";
  if (control.type === "checkbox") control.checked = v === "yes";
  else if (control.type === "radio") control.checked = control.value === v;
  else if (control.value !== v) {
    const { selectionStart, selectionEnd } = control.type === "number" ? {} : control;
    control.value = v;
    if (document.activeElement === control && selectionStart !== undefined) control.setSelectionRange(selectionStart, selectionEnd);
  }
}

function apply(fields) {
  mine = fields;
  controls.forEach(put);
  showOthers();
  showOrphans();
  measure();
}

// --- keeping -------------------------------------------------------------------------------
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
  at("saved").textContent = problem ? "Not kept in this browser." : "Kept in this browser.";
}

function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(keep, WAIT);
  at("saved").textContent = "…";
}

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
addEventListener("pageshow", (event) => { if (event.persisted) meet(store.read({ stored: true }).value); });

form.addEventListener("input", (event) => {
  if (!event.target.name) return;
  take(event.target);
  measure(event.target);
  keepSoon();
});
form.addEventListener("submit", (event) => event.preventDefault());
const flush = () => { if (timer !== undefined) keep(); };
addEventListener("pagehide", flush);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
addEventListener("beforeunload", (event) => {
  flush();
  if ((problem === "full" || problem === "off") && handed !== mine && !alike(mine, base)) event.preventDefault();
});

// --- saying what is wrong ------------------------------------------------------------------
function showProblem(sentence) {
  const place = at("problems");
  place.replaceChildren();
  if (sentence) place.append(notice("warn", sentence));
  if (!problem) return;
  const save = problem === "unreadable" ? [] : [button("Save what you wrote as a file", saveFile, { class: "cf-button cf-button--primary" })];
  const more = problem === "unreadable" ? "" : " What you wrote is still on this page. Save it as a file before you close it.";
  place.append(notice("warn", SENTENCES[problem] + more, ...save));
}

function tell(sentence) {
  at("problems").replaceChildren(notice("info", sentence));
}

// --- two tabs, new versions ----------------------------------------------------------------
function showOthers() {
  for (const control of controls.filter((one) => one.dataset.label)) {
    const place = control.nextElementSibling?.matches(".cf-others") ? control.nextElementSibling : null;
    const texts = mine[control.name]?.others ?? [];
    const kept = JSON.stringify(texts);
    if (!texts.length) place?.remove();
    if (!texts.length || place?.dataset.kept === kept) continue;
    const settle = (v) => {
      mine = { ...mine, [control.name]: { ...mine[control.name], v, t: Date.now(), others: [] } };
      keep();
      apply(mine);
      control.focus();
    };
    const made = h("div", { class: "cf-others", "data-kept": kept },
      h("p", { role: "alert" }, "This answer was changed in two places at once. Both are kept: the one in the field, and this."),
      texts.map((text) => [h("blockquote", {}, text), h("p", { class: "cf-actions" }, button("Use this one", () => settle(text)))]),
      h("p", { class: "cf-actions" },
        button("Keep what is in the field", () => settle(control.value)),
        button("Put them together", () => settle([control.value, ...texts].join("\n\n")))));
    if (place) place.replaceWith(made); else control.after(made);
  }
}

function showOrphans() {
  const left = orphans(mine, asked);
  at("orphans").hidden = !left.length;
  at("orphan-list").replaceChildren(...left.map(([key, field]) => h("div", { class: "cf-others" },
    h("p", {}, h("strong", {}, field.label)),
    h("blockquote", {}, field.v),
    h("p", { class: "cf-actions" }, button("Delete", () => { mine = { ...mine, [key]: { ...field, v: "", t: Date.now() } }; keep(); apply(mine); }, { "aria-label": `Delete: ${field.label}` })))));
}

function showVersion() {
  if (!began || began === version || !Object.keys(mine).length) return;
  const made = notice("info", `The definition is now version ${version}; you began with version ${began}. Your answers stand where the question is still asked, and the others are at the end.`,
    button("I have seen it", () => { began = version; keep(); made.remove(); }));
  at("problems").append(made);
}

// --- counting ------------------------------------------------------------------------------
const numbers = ({ min, max, kind }) => ({ min: Number(min ?? 0), max: Number(max ?? 0), kind });

function write(place, n) {
  place.dataset.stated ??= place.textContent;
  const { state, text } = judgeWords(n, numbers(place.dataset), place.dataset.stated);
  if (state === "over" && place.dataset.state !== "over") at("said").textContent = text;
  place.dataset.state = state;
  if (place.textContent !== text) place.textContent = text;
}

function measure(only) {
  const fields = only ? [only] : [...form.querySelectorAll("[data-answer]")];
  for (const field of fields.filter((one) => one.matches("[data-answer]"))) {
    write(field.parentElement.querySelector(field.closest(".cf-piece") ? ":scope > .cf-words" : "[data-words]"), countWords(field.value));
    if (!CSS.supports("field-sizing", "content")) {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 4}px`;
    }
  }
  for (const place of form.querySelectorAll("[data-part-words]")) {
    const texts = place.closest("[data-part]").querySelectorAll("[data-answer]");
    write(place, [...texts].reduce((sum, field) => sum + countWords(field.value), 0));
  }
  showProgress();
}

function showProgress() {
  const answers = [...form.querySelectorAll(".cf-field textarea")];
  const items = [...form.querySelectorAll('[data-item][data-need="required"]')];
  const checks = [...form.querySelectorAll("[data-check]")];
  const groups = [...form.querySelectorAll(".cf-criterion")];
  const readyOf = (item) => {
    const counted = item.querySelector("[data-ready-count]");
    return Math.min(Number(item.dataset.count), counted ? Number(counted.value) || 0 : item.querySelectorAll("[data-ready]:checked").length);
  };
  const written = answers.filter((one) => one.value.trim()).length;
  const ready = items.reduce((sum, item) => sum + readyOf(item), 0);
  const pieces = items.reduce((sum, item) => sum + Number(item.dataset.count), 0);
  const over = form.querySelectorAll('.cf-words[data-state="over"]').length;
  const judged = groups.filter((one) => one.querySelector("input:checked")).length;
  at("progress").textContent = "Done: " + [
    answers.length ? `${written} of ${count(answers.length, "answer")}` : "",
    pieces ? `${ready} of ${count(pieces, "piece")}` : "",
    checks.length ? `${checks.filter((one) => one.checked).length} of ${count(checks.length, "check")}` : "",
    groups.length ? `${judged} of ${groups.length} judged` : "",
    over ? `${over} over the limit` : "",
  ].filter(Boolean).join(" · ");
  const open = [
    ...answers.filter((one) => !one.value.trim()).map((one) => [one.parentElement, one.dataset.label]),
    ...items.filter((item) => readyOf(item) < Number(item.dataset.count)).map((item) => [item, item.querySelector("legend").textContent.trim()]),
    ...checks.filter((one) => !one.checked).map((one) => [one.closest("fieldset"), one.closest("label").textContent.trim()]),
    ...[...form.querySelectorAll('.cf-words[data-state="over"], .cf-words[data-state="under"]')].map((one) => [one.closest(".cf-field, fieldset, [data-part]"), one.textContent]),
  ];
  at("open").hidden = !open.length;
  at("open-count").textContent = `Still open: ${open.length}`;
  at("open-list").replaceChildren(...open.map(([place, words]) => h("li", {}, h("a", { href: `#${place.id}` }, words))));
}

// --- files ---------------------------------------------------------------------------------
function saveFile() {
  flush();
  handOver(`${fileName}.json`, "application/json", renderFile({ ref, title, version, fields: mine, address: location.href.split("#")[0], at: new Date().toISOString() }));
  handed = mine;
}

async function openFile(input) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  if (file.size > LARGEST_FILE) { showProblem("This file is too large to be a worksheet. What is on this page is as it was."); return; }
  const found = parseFile(await file.text(), ref);
  if (found.problem) { showProblem(found.problem); return; }
  apply(merge({}, mine, found.fields));
  keep();
  const twice = controls.filter((one) => mine[one.name]?.others?.length).length;
  tell(`Opened ${file.name}. ${twice ? `${count(twice, "answer")} differed from what was here: both are kept, choose below each.` : "Everything in it is on the page."}`);
}

async function copyText() {
  const sheet = readSheet(form);
  try {
    const types = { "text/html": new Blob([sheetHtml(sheet)], { type: "text/html" }), "text/plain": new Blob([sheetMarkdown(sheet)], { type: "text/plain" }) };
    if ("ClipboardItem" in window) await navigator.clipboard.write([new ClipboardItem(types)]);
    else await navigator.clipboard.writeText(sheetMarkdown(sheet));
    tell("Copied. Paste it into a document, a form or a letter.");
  } catch {
    tell("This browser does not let the page copy. Take the web page or Markdown instead.");
  }
}

function clear() {
  const before = mine;
  mine = {};
  base = store.read().value.fields;
  keep();
  apply(mine);
  const back = button("Undo", () => { apply(before); keep(); at("problems").replaceChildren(); });
  at("problems").replaceChildren(notice("info", "The worksheet is empty.", back));
  back.focus();
}

// --- without a network ---------------------------------------------------------------------
// What this page is made of is kept beside it, for this page alone (its address is the scope).
async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(root.origin) && !name.includes("#"));
    const cache = await caches.open("credfolio-worksheets-1");
    await cache.addAll([...new Set([location.pathname, ...parts])]);
    await navigator.serviceWorker.register(new URL("worksheet-offline.js", root), { scope: location.pathname });
    at("offline").textContent = "This worksheet also opens without a network, on this device.";
    at("offline").hidden = false;
  } catch { /* a convenience: the page works as long as it is open */ }
}

for (const [name, act] of [["save-file", saveFile], ["copy-text", copyText], ["clear", clear],
  ["save-markdown", () => handOver(`${fileName}.md`, "text/markdown", sheetMarkdown(readSheet(form)))],
  ["save-page", () => handOver(`${fileName}.html`, "text/html", htmlPage(readSheet(form)))]]) {
  at(name).hidden = false;
  at(name).addEventListener("click", act);
}
at("open-file").hidden = false;
at("open-file").querySelector("input").addEventListener("change", (event) => openFile(event.target));
at("bar").hidden = false;
// What was typed before this script ran is kept, too.
const typed = Object.fromEntries(controls.filter((one) => one.dataset.label && one.value)
  .map((one) => [one.name, { v: one.value, t: Date.now(), label: one.dataset.label }]));
apply(merge({}, base, typed));
if (!alike(mine, base)) keepSoon();
showProblem();
showVersion();
addEventListener("load", () => { setTimeout(keepPage, 300); });
