// The form for a micro-credential: drafts, checking, the preview, the file and the way to the forge.
import { button, count, h, handOver, notice, say } from "../theme/assets/dom.js";
import { openStore, SENTENCES } from "../theme/assets/store.js";
import { check } from "./builder/check.js";
import { Form, idOf, STEPS, wordsOf } from "./builder/form.js";
import { preview } from "./preview/preview.js";
import { MOST_BYTES, readYaml, writeYaml } from "./builder/record.js";

const MOST_ADDRESS = 8000; // characters that forges and browsers take
const page = document.querySelector("[data-builder]");
const { root, fills } = page.dataset;
const store = openStore("credfolio-drafts", { version: 1, empty: () => ({ drafts: {} }), parse: (kept) => ({ drafts: { ...kept.drafts } }) });
let draft = null; // {key, name, id, step, data, original, path}
let form;
let later = 0;

const el = Object.fromEntries(["notices", "drafts", "steps", "problems", "fields", "preview", "text", "hand"].map((name) => [name, h("div", { class: `cf-builder__${name}` })]));
const slug = (words) => String(words ?? "").toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 64).replace(/-$/, "");
const fresh = () => ({ key: `${Date.now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`, id: "", step: 0, data: { status: "draft" }, original: null, path: null });
const nameOf = (one) => (typeof one.data.title === "string" && one.data.title) || "Without a title";
const fileId = () => draft.path?.split("/").pop().replace(/\.yml$/, "") ?? (draft.id || slug(draft.data.title));
const path = () => draft.path ?? `catalog/${draft.data.issuer || "your-issuer"}/${fileId() || "your-credential"}.yml`;
const yaml = () => {
  // A file may leave its issuer out: the folder says it. A new one always does.
  if (draft.original) return writeYaml(draft.data, form.root, draft.original);
  const { issuer, ...rest } = draft.data;
  return writeYaml(rest, form.root);
};

function keep() {
  const { value } = store.read({ stored: true }); // another tab's drafts stay
  const problem = store.write({ drafts: { ...value.drafts, [draft.key]: draft } });
  el.notices.replaceChildren(...(problem ? [notice("warn", `${SENTENCES[problem]} Take the file with you before you leave.`, button("Download the file", download))] : []));
}

function changed() {
  clearTimeout(later);
  later = setTimeout(() => { keep(); showResults(); }, 150);
}

function problems() {
  const found = check(draft.data, form.form);
  if (!draft.data.issuer && !draft.path) found.unshift({ rule: "no-folder", pointer: ["issuer"], message: "issuer is missing", fix: "choose who issues it", severity: "error" });
  const size = new TextEncoder().encode(yaml()).length;
  if (size > MOST_BYTES) found.push({ rule: "file-too-large", pointer: [], message: "the file is larger than 65,536 bytes", fix: "split the text, or move long material to a linked resource", severity: "error" });
  return found;
}

const nearest = (pointer) => {
  for (let n = pointer.length; n > 0; n--) {
    const found = document.getElementById(idOf(pointer.slice(0, n)));
    if (found) return found;
  }
  return null;
};

function goTo(pointer) {
  const step = STEPS.findIndex(([, keys]) => keys.includes(pointer[0]));
  if (step >= 0 && step !== draft.step) showStep(step);
  const field = nearest(pointer);
  const target = field?.matches("input, textarea, select") ? field : field?.querySelector("input, textarea, select, button") ?? field;
  target?.focus();
}

function showResults() {
  const found = problems();
  for (const place of el.fields.querySelectorAll(".cf-builder__problem")) place.textContent = "";
  for (const field of el.fields.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const one of found) {
    const field = nearest(one.pointer);
    const place = field && document.getElementById(`${field.id}-problem`);
    if (!place) continue;
    place.textContent += `${place.textContent ? " " : ""}${one.message}. ${one.fix}.`.replace(/\.\.$/, ".");
    if (field.matches("input, textarea, select")) field.setAttribute("aria-invalid", "true");
  }
  const must = found.filter((one) => one.severity === "error").length;
  const open = el.problems.querySelector("details")?.open ?? false;
  el.problems.replaceChildren(found.length
    ? h("details", { open, class: "cf-notice cf-notice--info" }, h("summary", {}, must ? `${count(must, "thing")} to put right` : "", must && found.length > must ? ", " : "", found.length > must ? count(found.length - must, "suggestion") : ""),
      h("ul", {}, found.map((one) => h("li", { "data-rule": one.rule, "data-severity": one.severity }, one.pointer.length
        ? h("a", { href: `#${idOf(one.pointer)}`, onclick: (event) => { event.preventDefault(); goTo(one.pointer); } }, `${one.message}. ${one.fix}`) : `${one.message}. ${one.fix}`))))
    : h("p", { class: "cf-builder__clear" }, "Nothing to put right in this form. The check looks at the rest of the site when you propose it."));
  el.preview.replaceChildren(preview("micro-credential", { ...draft.data, id: fileId() }, form.form));
  const made = yaml();
  el.text.replaceChildren(h("details", { open: el.text.querySelector("details")?.open ?? false }, h("summary", {}, `The file: ${path()}`), h("pre", { tabindex: "0", "aria-label": "The file" }, h("code", {}, made))));
  showHand(made);
}

function download() { handOver(path().split("/").pop(), "text/yaml", yaml()); }

async function copy() {
  try {
    await navigator.clipboard.writeText(yaml());
    say("Copied");
    return true;
  } catch {
    el.text.querySelector("details").open = true;
    getSelection().selectAllChildren(el.text.querySelector("code"));
    say("This browser did not allow copying. The file is selected; copy it with your keyboard.");
    return false;
  }
}

function showHand(made) {
  const { new: fresh, edit } = page.dataset;
  const target = `${fresh}?filename=${encodeURIComponent(path())}&value=${encodeURIComponent(made)}`;
  const link = (href, words, more = {}) => h("a", { class: "cf-button cf-button--primary", href, target: "_blank", rel: "noopener noreferrer", ...more }, words);
  let way;
  if (!fresh) way = h("p", {}, "This site names no place for proposals. Download the file and send it to whoever keeps the site.");
  else if (draft.path) {
    way = [h("p", {}, "The page for changing this file cannot be filled in from here. Copy the file, open the page, select everything in it and paste."),
      h("p", { class: "cf-actions" }, link(`${edit}${draft.path}`, "Copy and open the page", { onclick: copy, "data-hand": "edit" }))];
  } else if (fills === "yes" && target.length <= MOST_ADDRESS) {
    way = [h("p", {}, "Opens a page with the file filled in. You need an account there; whoever keeps the site looks at it before it is published."),
      h("p", { class: "cf-actions" }, link(target, "Propose it", { "data-hand": "new" }))];
  } else {
    const empty = fills === "yes" ? `${fresh}?filename=${encodeURIComponent(path())}` : fresh;
    way = [h("p", {}, fills === "yes" ? "The file is too long to be passed on by a link. " : "", `Copy it, open the page, and paste it there as ${path()}.`),
      h("p", { class: "cf-actions" }, link(empty, "Copy and open the page", { onclick: copy, "data-hand": "copy" }))];
  }
  const busy = el.hand.contains(document.activeElement);
  if (!busy) el.hand.replaceChildren(h("h2", {}, draft.path ? "Propose the change" : "Propose it"), ...[way].flat(), h("p", { class: "cf-actions" }, button("Copy the file", copy), button("Download the file", download)));
}

function showStep(n) {
  draft.step = n;
  el.steps.replaceChildren(h("nav", { "aria-label": "Steps of the form" }, h("ol", {}, STEPS.map(([words], at) =>
    h("li", {}, h("button", { type: "button", "aria-current": at === n ? "step" : null, onclick: () => { showStep(at); el.fields.querySelector("h2").focus(); } }, `${at + 1}. ${words}`))))));
  const name = n === 0 && !draft.path ? h("div", { class: "cf-builder__field" }, h("label", { for: "f-file" }, "Name of the file"),
    h("p", { class: "cf-builder__help", id: "f-file-help" }, "Part of its address for good: lower-case words joined by hyphens. Left empty, it is made from the title."),
    h("input", { type: "text", id: "f-file", "aria-describedby": "f-file-help", value: draft.id, autocomplete: "off", oninput: (event) => { draft.id = slug(event.target.value); changed(); } })) : null;
  el.fields.replaceChildren(h("h2", { tabindex: "-1" }, STEPS[n][0]), form.step(n), name ?? "", h("p", { class: "cf-actions" },
    n ? button("Back", () => { showStep(n - 1); el.fields.querySelector("h2").focus(); }) : null,
    n < STEPS.length - 1 ? button(`Next: ${STEPS[n + 1][0]}`, () => { showStep(n + 1); el.fields.querySelector("h2").focus(); }, { class: "cf-button cf-button--primary" }) : null));
  keep();
  showResults();
}

function showDrafts() {
  const { value, problem } = store.read({ stored: true });
  if (problem) el.notices.replaceChildren(notice("warn", SENTENCES[problem]));
  const all = Object.values(value.drafts).filter((one) => one.key !== draft.key);
  const file = h("input", { type: "file", accept: ".yml,.yaml,text/yaml", id: "f-import", onchange: async (event) => { if (event.target.files[0]) take(await event.target.files[0].text()); } });
  const paste = h("textarea", { rows: "3", id: "f-paste" });
  el.drafts.replaceChildren(h("details", {}, h("summary", {}, `Drafts and files${all.length ? ` (${all.length} more)` : ""}`),
    all.length ? h("ul", {}, all.map((one) => h("li", {}, button(`Open ${nameOf(one)}`, () => open(one)), " ",
      button("Delete", () => { const now = store.read({ stored: true }).value; delete now.drafts[one.key]; store.write(now); showDrafts(); say("Deleted"); }, { "aria-label": `Delete the draft ${nameOf(one)}` })))) : null,
    h("p", { class: "cf-actions" }, button("Begin a new one", () => open(fresh()))),
    h("div", { class: "cf-builder__field" }, h("label", { for: "f-from" }, "Begin from one that is published"),
      h("select", { id: "f-from", onchange: (event) => event.target.value && load(event.target.value, false) }, h("option", { value: "" }, "choose"), form.form.credentials.map(([ref, title]) => h("option", { value: ref }, title)))),
    h("div", { class: "cf-builder__field" }, h("label", { for: "f-import" }, "Open a file"), file),
    h("div", { class: "cf-builder__field" }, h("label", { for: "f-paste" }, "Or paste one"), paste, button("Take it", () => take(paste.value)))));
}

function take(text) {
  const read = readYaml(text);
  if (read.finding) {
    const where = read.finding.line ? ` (line ${read.finding.line})` : "";
    const told = notice("warn", `${read.finding.message}${where}. ${read.finding.fix}.`);
    told.dataset.rule = read.finding.rule;
    el.notices.replaceChildren(told);
    return;
  }
  open({ ...fresh(), data: read.data });
}

async function load(ref, change) {
  const answer = await fetch(`${root}catalog/${ref}/definition.yml`).catch(() => null);
  const text = answer?.ok ? await answer.text() : null;
  const read = text === null ? null : readYaml(text);
  if (!read?.data) { el.notices.replaceChildren(notice("warn", "That definition could not be opened. Try again later, or begin with an empty form.")); return; }
  const kept = Object.values(store.read().value.drafts).find((one) => change && one.path === `catalog/${ref}.yml`);
  if (kept) { open(kept); say("Your earlier draft of this change"); return; }
  open(change ? { ...fresh(), data: read.data, original: text, path: `catalog/${ref}.yml` } : { ...fresh(), data: { ...read.data, status: "draft", id: null, former_ids: null, aliases: null, changelog: null, external_ids: null } });
}

function open(one) {
  draft = one;
  form.data = draft.data;
  showStep(draft.step ?? 0);
  showDrafts();
}

async function begin() {
  const given = await fetch(page.dataset.form).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (!given) {
    page.replaceChildren(notice("warn", "The form could not be loaded. Try again in a moment."));
    page.setAttribute("aria-busy", "false");
    return;
  }
  form = new Form(given, changed, say);
  const view = h("div", { class: "cf-builder__view" }, h("h2", {}, "As it will look"), el.preview);
  const halves = h("div", { class: "cf-builder__halves", "data-shown": "form" }, h("div", { class: "cf-builder__form" }, el.steps, el.fields), view);
  const flip = button("Show the preview", () => {
    const now = halves.dataset.shown === "form" ? "preview" : "form";
    halves.dataset.shown = now;
    flip.textContent = now === "form" ? "Show the preview" : "Show the form";
  }, { class: "cf-button cf-builder__flip" });
  page.replaceChildren(el.notices, el.drafts, el.problems, flip, halves, el.text, el.hand);
  page.addEventListener("dragover", (event) => event.preventDefault());
  page.addEventListener("drop", async (event) => { const file = event.dataTransfer?.files?.[0]; if (file) { event.preventDefault(); take(await file.text()); } });
  addEventListener("pagehide", () => draft && keep());
  store.onChange(() => draft && showDrafts());
  const asked = new URLSearchParams(location.search).get("from");
  const last = Object.values(store.read().value.drafts).sort((a, b) => a.key < b.key ? 1 : -1)[0];
  open(last ?? fresh());
  if (asked && given.credentials.some(([ref]) => ref === asked)) await load(asked, true);
  page.setAttribute("aria-busy", "false");
}

begin();
