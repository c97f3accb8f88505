// The forms for a micro-credential, an award and a portfolio: drafts, checking, the preview, the
// file and the way to the forge. What sets one kind of record apart from another is in
// builder/kinds/.

import { today } from "../theme/assets/dates.js";
import { button, h, notice, say, the } from "../theme/assets/dom.js";
import { SENTENCES } from "../theme/assets/store.js";
import { check, sizeFinding } from "./builder/check.js";
import { Drafts } from "./builder/drafts.js";
import { changeYaml } from "./builder/edit.js";
import { Form, focusOn, idOf } from "./builder/form.js";
import { afterwards, buttons, copy, download, ways } from "./builder/hand.js";
import { award } from "./builder/kinds/award.js";
import { credential } from "./builder/kinds/credential.js";
import { educator } from "./builder/kinds/educator.js";
import { slug } from "./builder/kinds/names.js";
import { leftBox, pasteBox, showMarks, toldOf as toldOfPaste } from "./builder/pasted.js";
import { decoded, filledMap, readYaml, writeYaml } from "./builder/record.js";
import { speakWith, summaryOf } from "./builder/said.js";
import { inside } from "./builder/written.js";
import { fileIn, typedIn } from "./dom/field.js";
import { preview } from "./preview/preview.js";

/**
 * @import { Name } from "./builder/check.js"
 * @import { Draft } from "./builder/drafts.js"
 * @import { FormData, Kind } from "./builder/form.js"
 * @import { Refused, Written, WrittenMap } from "./builder/record.js"
 * @import { Finding, Pointer } from "./builder/said.js"
 */

/** @type {Record<Name, Kind>} */
const KINDS = { award, credential, educator };
const WORDS = {
  takeFile: "{problem} Take the file with you before you leave.",
  forked:
    "This draft is open in another tab too, and was changed there. Here you go on in a copy, so " +
    "that nothing is lost; both are under “Drafts and files”.",
  clear:
    "Nothing to put right in this form. The check looks at the rest of the site when you propose " +
    "it.",
  empty: "“{label}” is still empty.",
  begin: "Begin where you like. What is still missing is listed once you have written something.",
  lostNotes:
    "The order and the notes of the file that you opened could not be kept; it is written again.",
  drafts:
    "Drafts are kept in this browser and nowhere else. On a computer that others use, delete " +
    "yours before you go.",
  noDrafts: "Drafts and files",
  moreDrafts: "Drafts and files ({more} more)",
  refused: "{message}. {fix}.",
  refusedAt: "{message} (line {line}). {fix}.",
  noPlace:
    "“{place}” is no place of a file of this kind. Write it like {example}, or leave it empty.",
};

/**
 * @param {keyof typeof WORDS} key
 * @param {Record<string, string>} values
 */
const said = (key, values) => WORDS[key].replace(/\{(\w+)\}/g, (_, value) => values[value] ?? "");

const page = the("[data-builder]", HTMLElement);
const root = page.dataset.root ?? "";
const name = /** @type {Name} */ (page.dataset.kind);
const kind = KINDS[name];
const drafts = new Drafts(kind.drafts);
/** @type {Draft} */
let draft;
let isBegun = false;
/** @type {Form} */
let form;
/** @type {number | undefined} */
let later;
let lostNotes = false;

/** @param {string} part */
const place = (part) => h("div", { class: `cf-builder__${part}` });
const el = {
  notices: place("notices"),
  drafts: place("drafts"),
  paste: place("describe"),
  left: h("div", { class: "cf-builder__beside" }),
  ask: place("ask"),
  steps: place("steps"),
  problems: place("problems"),
  fields: place("fields"),
  preview: place("preview"),
  text: place("text"),
  hand: place("hand"),
};
/** @param {Partial<Draft>} more */
const fresh = (more = {}) => ({
  key: Drafts.key(),
  id: "",
  step: 0,
  data: kind.fresh(),
  original: null,
  path: null,
  ...more,
});
/** @param {Draft} one */
const nameOf = (one) => String(kind.titleOf(one.data) || "Without a name");
const fileId = () =>
  draft.path ? kind.idOf(draft.path) : draft.id || kind.suggestedId(draft.data);
const path = () => draft.path ?? kind.path(draft.data, fileId());
const steps = () => kind.steps(draft);
const record = () => (kind.recordOf ? kind.recordOf(draft, form) : draft.data);

// The file as it would be handed over. The folder says whose it is, so a new file leaves that out.
function yaml() {
  const data = { ...record() };
  lostNotes = false;
  if (kind.place && !draft.path && draft.keepsPlace !== true) delete data[kind.place];
  if (draft.original) {
    const made = changeYaml(data, form.root, draft.original);
    if (made !== null) return made;
    lostNotes = true;
  }
  return writeYaml(data, form.root, form.form.schema_name, kind.up);
}

/**
 * @param {string} sentence
 * @param {Node[]} actions
 */
const tell = (sentence, ...actions) => {
  el.notices.replaceChildren(...(sentence ? [notice("warn", sentence, ...actions)] : []));
};

const isUntouched = () =>
  !draft.stamp &&
  !draft.original &&
  !draft.id &&
  JSON.stringify(draft.data) === JSON.stringify(kind.fresh());

function keep() {
  if (isUntouched()) return;
  const { problem, forked } = drafts.keep(draft);
  if (problem)
    tell(said("takeFile", { problem: SENTENCES[problem] }), button("Download the file", takeDown));
  else if (forked) {
    tell(WORDS.forked);
    showDrafts();
  } else if (el.notices.dataset.kept) tell("");
  el.notices.dataset.kept = problem ?? "";
}

function changed() {
  clearTimeout(later);
  later = setTimeout(() => {
    keep();
    loadDefinition();
    showResults();
  }, 150);
}

function problems() {
  /** @type {Map<unknown, number[]>} */
  const places = new Map();
  const data = filledMap(record(), places);
  /** @type {Record<string, string>} */
  const given = {};
  if (draft.path) given.id = kind.idOf(draft.path);
  if (draft.path && kind.place === "educator") given.educator = kind.placeOf?.(draft.path) ?? "";
  const found = check(name, data, form.form, {
    today: today(),
    given,
    definition: form.definition,
  });
  /**
   * An item that was not begun is not in the file; the form counts it all the same.
   * @param {Pointer} pointer
   */
  const inForm = (pointer) => {
    /** @type {Written} */
    let here = data;
    return pointer.map((step) => {
      const at = typeof step === "number" ? (places.get(here)?.[step] ?? step) : step;
      here = inside(here, step);
      return at;
    });
  };
  return [
    ...kind.problems(draft, form),
    ...found.map((one) => ({ ...one, pointer: inForm(one.field ?? one.pointer) })),
    ...sizeFinding(yaml()),
  ];
}

/** @param {Pointer} pointer */
const nearest = (pointer) => {
  for (let n = pointer.length; n > 0; n--) {
    const found = document.getElementById(idOf(pointer.slice(0, n)));
    if (found) return found;
  }
  return null;
};

/** @param {Pointer} pointer */
function goTo(pointer) {
  const step =
    pointer[0] === "file" ? 0 : steps().findIndex(([, keys]) => keys.includes(String(pointer[0])));
  if (step >= 0 && step !== draft.step) showStep(step);
  const field = nearest(pointer);
  const target = field?.matches("input, textarea, select")
    ? field
    : (field?.querySelector("input, textarea, select, button") ?? field);
  focusOn(target ?? null);
}

// What is only missing is reported next to its field once somebody has visited it.
const touched = new Set();
const WAITS = new Set(["missing-key", "no-folder", "award-authority"]);
/** @param {string} words */
const large = (words) => words.charAt(0).toUpperCase() + words.slice(1);
/** @param {Finding} one */
const sentence = (one) => {
  if (one.rule === "missing-key" && one.pointer.length)
    return said("empty", { label: form.label(one.pointer) });
  const end = /[.?!…]$/.test(one.fix) ? "" : ".";
  return form.inWords(`${large(one.message)}. ${large(one.fix)}${end}`, one.pointer);
};

function showResults() {
  const found = problems();
  for (const place of el.fields.querySelectorAll(".cf-builder__problem")) place.textContent = "";
  for (const field of el.fields.querySelectorAll("[aria-invalid]"))
    field.removeAttribute("aria-invalid");
  for (const one of found) {
    const field = nearest(one.pointer);
    const place = field && document.getElementById(`${field.id}-problem`);
    if (!place || (WAITS.has(one.rule) && !touched.has(field.id))) continue;
    place.textContent += `${place.textContent ? " " : ""}${sentence(one)}`;
    if (field.matches("input, textarea, select") && one.severity === "error")
      field.setAttribute("aria-invalid", "true");
  }
  const open = el.problems.querySelector("details")?.open ?? false;
  if (isUntouched()) {
    el.problems.replaceChildren(h("p", { class: "cf-builder__clear" }, WORDS.begin));
  } else
    el.problems.replaceChildren(
      found.length
        ? h(
            "details",
            { open, class: "cf-notice cf-notice--info" },
            h("summary", {}, summaryOf(found)),
            h(
              "ul",
              {},
              found.map((one) =>
                h(
                  "li",
                  { "data-rule": one.rule, "data-severity": one.severity },
                  one.pointer.length
                    ? h(
                        "a",
                        {
                          href: `#${idOf(one.pointer)}`,
                          /** @param {Event} event */
                          onclick: (event) => {
                            event.preventDefault();
                            goTo(one.pointer);
                          },
                        },
                        sentence(one),
                      )
                    : sentence(one),
                ),
              ),
            ),
          )
        : h("p", { class: "cf-builder__clear" }, WORDS.clear),
    );
  el.preview.replaceChildren(
    preview(
      name === "credential" ? "micro-credential" : name,
      { ...record(), id: fileId() },
      form.form,
    ),
  );
  const made = yaml();
  el.text.replaceChildren(
    h(
      "details",
      { open: el.text.querySelector("details")?.open ?? false },
      h("summary", {}, `The file: ${path()}`),
      lostNotes ? h("p", { class: "cf-builder__help" }, WORDS.lostNotes) : null,
      h("pre", { tabindex: "0", "aria-label": "The file" }, h("code", {}, made)),
    ),
  );
  showHand(made);
}

const takeDown = () => download(path(), yaml());
const takeCopy = () => copy(yaml(), el.text);

/** @param {string} made */
function showHand(made) {
  if (el.hand.contains(document.activeElement)) return;
  const [heading, what] = ways(page.dataset, { kind, draft, form, path: path(), made, takeCopy });
  el.hand.replaceChildren(
    h("h2", {}, heading),
    ...what,
    buttons({ takeCopy, takeDown }),
    afterwards(kind.after(draft, form)),
  );
}

// What a step asks besides the fields of the record: the name of the file, once.
function fileField() {
  const { label, help, suggest } = kind.file;
  /** @param {string} value */
  const put = (value) => {
    draft.id = slug(value);
    changed();
  };
  const input = h("input", {
    type: "text",
    id: "f-file",
    "aria-describedby": "f-file-help f-file-problem",
    value: draft.id,
    autocomplete: "off",
    /** @param {Event} event */
    oninput: (event) => put(typedIn(event)),
  });
  return h(
    "div",
    { class: "cf-builder__field" },
    h("label", { for: "f-file" }, label),
    h("p", { class: "cf-builder__help", id: "f-file-help" }, help),
    input,
    suggest
      ? h(
          "p",
          { class: "cf-actions" },
          button(suggest[0], () => {
            input.value = suggest[1]();
            put(input.value);
          }),
        )
      : null,
    h("p", { class: "cf-builder__problem", id: "f-file-problem" }),
  );
}

/**
 * @param {number} n
 * @param {boolean} focus
 */
function showStep(n, focus = false) {
  const all = steps();
  draft.step = Math.min(n, all.length - 1);
  const at = draft.step;
  /** @param {number} to */
  const go = (to) => () => showStep(to, true);
  el.ask.replaceChildren(
    ...(kind.ask && !draft.path
      ? [
          kind.ask(draft, (role) => {
            draft.role = role;
            showStep(0);
            focusOn(el.ask.querySelector(":checked"));
          }),
        ]
      : []),
  );
  el.steps.replaceChildren(
    h(
      "nav",
      { "aria-label": "Steps of the form" },
      h(
        "ol",
        {},
        all.map(([words], to) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", "aria-current": to === at ? "step" : null, onclick: go(to) },
              `${to + 1}. ${words}`,
            ),
          ),
        ),
      ),
    ),
  );
  form.draft = draft;
  const fields = form.fields(all[at][1]);
  if (at === 0 && !draft.path) {
    const before =
      kind.file.after && fields.querySelector(`#${kind.file.after}`)?.closest(".cf-builder__field");
    if (before) before.after(fileField());
    else fields.append(fileField());
  }
  el.fields.replaceChildren(
    h("h2", { tabindex: "-1" }, all[at][0]),
    fields,
    h(
      "p",
      { class: "cf-actions" },
      at ? button("Back", go(at - 1)) : null,
      at < all.length - 1
        ? button(`Next: ${all[at + 1][0]}`, go(at + 1), { class: "cf-button cf-button--primary" })
        : null,
    ),
  );
  if (focus) the("h2", HTMLElement, el.fields).focus();
  showMarks(draft.from);
  showLeft();
  keep();
  showResults();
}

function showLeft() {
  const box = leftBox(draft.from, () => {
    showLeft();
    keep();
  });
  el.left.replaceChildren(...(box ? [box] : []));
}

// The description becomes a draft of its own; the one that was open is kept.
function showPaste() {
  const box = pasteBox(
    form.form.issuers.map(([id, words]) => [id, words]),
    (made) => {
      open(
        fresh({
          data: { ...kind.fresh(), ...made.data },
          from: { marks: made.marks, left: made.left },
        }),
      );
      el.notices.replaceChildren(notice("info", toldOfPaste(made)));
      say(toldOfPaste(made));
    },
  );
  el.paste.replaceChildren(...(name === "credential" ? [box] : []));
}

async function loadDefinition() {
  if (!kind.definitionOf) return;
  const one = draft;
  const found = await kind.definitionOf(one.data, form.form, root);
  if (one !== draft || form.definition?.ref === found?.ref) return;
  form.definition = found;
  form.wantsCriteria = false;
  if (found && !one.data.version) one.data.version = found.version;
  again();
}

// Draws the step again and leaves the cursor where it was.
function again() {
  const at = document.activeElement?.id;
  showStep(draft.step);
  if (at) document.getElementById(at)?.focus();
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} control
 */
function field(id, label, control) {
  return h("div", { class: "cf-builder__field" }, h("label", { for: id }, label), control);
}

function showDrafts() {
  const all = drafts.stored().drafts.filter((one) => one.key !== draft.key);
  const asksOpen = el.drafts.querySelector("details")?.open ?? false;
  const file = h("input", {
    type: "file",
    accept: ".yml,.yaml,text/yaml",
    id: "f-import",
    /** @param {Event} event */
    onchange: async (event) => {
      const file = fileIn(event);
      if (file) take(new Uint8Array(await file.arrayBuffer()));
    },
  });
  const paste = h("textarea", { rows: "3", id: "f-paste" });
  const place = h("input", {
    type: "text",
    id: "f-place",
    autocomplete: "off",
    placeholder: kind.path({}, ""),
  });
  el.drafts.replaceChildren(
    h(
      "details",
      { open: asksOpen },
      h("summary", {}, said(all.length ? "moreDrafts" : "noDrafts", { more: String(all.length) })),
      h("p", { class: "cf-builder__help" }, WORDS.drafts),
      all.length
        ? h(
            "ul",
            {},
            all.map((one) =>
              h(
                "li",
                {},
                button(`Open ${nameOf(one)}`, () => open(one)),
                " ",
                button(
                  "Delete",
                  () => {
                    drafts.remove(one.key);
                    showDrafts();
                    say("Deleted");
                  },
                  { "aria-label": `Delete the draft ${nameOf(one)}` },
                ),
              ),
            ),
          )
        : null,
      h(
        "p",
        { class: "cf-actions" },
        button("Begin a new one", () => open(fresh())),
        button("Delete this draft", () => {
          drafts.remove(draft.key);
          open(fresh());
          say("Deleted");
        }),
      ),
      name === "credential"
        ? field(
            "f-from",
            "Begin from one that is published",
            h(
              "select",
              {
                id: "f-from",
                /** @param {Event} event */
                onchange: (event) => typedIn(event) && load(typedIn(event), false),
              },
              h("option", { value: "" }, "choose"),
              form.form.credentials.map(([ref, title]) => h("option", { value: ref }, title)),
            ),
          )
        : null,
      field("f-import", "Open a file", file),
      field("f-paste", "Or paste one", paste),
      field(
        "f-place",
        "Where it is on the forge, if it is there already (then this is a change to it)",
        place,
      ),
      h(
        "p",
        { class: "cf-actions" },
        button("Take it", () => take(paste.value, place.value.trim())),
      ),
    ),
  );
}

/** @param {Finding} finding */
function refuse(finding) {
  const { message, fix, line } = finding;
  tell(said(line ? "refusedAt" : "refused", { message, fix, line: String(line) }));
  const [first] = el.notices.children;
  if (first instanceof HTMLElement) first.dataset.rule = finding.rule;
}

/**
 * A file that was opened or pasted: its notes and its order stay when it is changed.
 * @param {string | Uint8Array} given
 * @param {string} place
 */
function take(given, place = "") {
  const text = typeof given === "string" ? given : decoded(given);
  if (typeof text !== "string") {
    refuse(text.finding);
    return;
  }
  const read = readYaml(text);
  if (read.finding) {
    refuse(read.finding);
    return;
  }
  if (place && !kind.pathPattern.test(place)) {
    tell(said("noPlace", { place, example: kind.path({}, "") }));
    return;
  }
  tell("");
  open(
    fresh({
      data: read.data,
      original: read.text,
      path: place || null,
      keepsPlace: Boolean(kind.place && read.data[kind.place]),
    }),
  );
}

/**
 * @param {string} ref
 * @param {boolean} change
 */
async function load(ref, change) {
  const answer = await fetch(`${root}catalog/${ref}/definition.yml`).catch(() => null);
  const text = answer?.ok ? await answer.text() : null;
  const read = text === null ? null : readYaml(text);
  if (!read?.data) {
    tell("That definition could not be opened. Try again later, or begin with an empty form.");
    return;
  }
  const kept = drafts.all().find((one) => change && one.path === `catalog/${ref}.yml`);
  if (kept) {
    open(kept);
    say("Your earlier draft of this change");
    return;
  }
  open(
    change
      ? fresh({ data: read.data, original: text, path: `catalog/${ref}.yml` })
      : fresh({
          data: {
            ...read.data,
            status: "draft",
            id: null,
            former_ids: null,
            aliases: null,
            changelog: null,
            external_ids: null,
          },
        }),
  );
}

/** @param {Draft} chosen */
function open(chosen) {
  draft = chosen;
  isBegun = true;
  form.data = draft.data;
  form.definition = null;
  if (chosen.stamp) drafts.opened(chosen);
  showPaste();
  showStep(draft.step ?? 0);
  showDrafts();
  loadDefinition();
}

function lay() {
  const view = h("div", { class: "cf-builder__view" }, h("h2", {}, "As it will look"), el.preview);
  const halves = h(
    "div",
    { class: "cf-builder__halves", "data-shown": "form" },
    el.left,
    h("div", { class: "cf-builder__form" }, el.steps, el.fields),
    view,
  );
  const flip = button(
    "Show the preview",
    () => {
      const now = halves.dataset.shown === "form" ? "preview" : "form";
      halves.dataset.shown = now;
      flip.textContent = now === "form" ? "Show the preview" : "Show the form";
    },
    { class: "cf-button cf-builder__flip" },
  );
  page.replaceChildren(
    el.notices,
    el.drafts,
    el.paste,
    el.ask,
    el.problems,
    flip,
    halves,
    el.text,
    el.hand,
  );
}

async function begin() {
  /** @type {FormData | null} */
  const given = await fetch(page.dataset.form ?? "")
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null);
  if (!given) {
    page.replaceChildren(notice("warn", "The form could not be loaded. Try again in a moment."));
    page.setAttribute("aria-busy", "false");
    return;
  }
  speakWith(given.told);
  form = new Form(given, kind, changed, say);
  form.again = again;
  lay();
  page.addEventListener("focusout", (event) => {
    if (event.target instanceof Element && event.target.id) {
      touched.add(event.target.id);
      changed();
    }
  });
  page.addEventListener("dragover", (event) => event.preventDefault());
  page.addEventListener("drop", async (event) => {
    const file = event.dataTransfer?.files?.[0];
    if (file) {
      event.preventDefault();
      take(new Uint8Array(await file.arrayBuffer()));
    }
  });
  addEventListener("pagehide", () => {
    if (isBegun) keep();
  });
  addEventListener("beforeunload", (event) => {
    if (isBegun && drafts.hasUnkept(draft)) event.preventDefault();
  });
  drafts.onChange(
    () => (isBegun ? draft : null),
    (theirs) => {
      if (theirs) {
        open(theirs);
        tell("This draft was changed in another tab. The current text is shown.");
      } else if (isBegun) showDrafts();
    },
  );
  const query = new URLSearchParams(location.search);
  const { problem } = drafts.stored();
  const last = drafts.all().sort((a, b) => (a.key < b.key ? 1 : -1))[0];
  const begun = query.get("credential") ?? "";
  open(
    name === "award" && given.credentials.some(([ref]) => ref === begun)
      ? fresh({ data: { credential: begun } })
      : (last ?? fresh()),
  );
  if (problem) tell(SENTENCES[problem]);
  const asked = query.get("from") ?? "";
  if (name === "credential" && given.credentials.some(([ref]) => ref === asked))
    await load(asked, true);
  page.setAttribute("aria-busy", "false");
}

begin();

// For tests that compare the two checks, once a form of this kind has been loaded: the text of a
// file, what it is told by rule, pointer, message and fix, its data, and the text with a change in
// it.
export const textOf = decoded;
/** @param {string} text */
export const readAs = (text) => readYaml(text).data ?? {};
/**
 * @param {string | Refused} text
 * @param {Record<string, string>} given
 * @param {string} day
 */
export function toldOf(text, given, day) {
  const read = typeof text === "string" ? readYaml(text) : text;
  return read.finding
    ? [read.finding]
    : check(name, read.data, form.form, { today: day, given, strict: true });
}
/**
 * @param {string} text
 * @param {(data: WrittenMap) => void} change
 */
export function changedWith(text, change) {
  const data = readAs(text);
  change(data);
  return changeYaml(data, form.root, text);
}
