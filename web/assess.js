// An assessor's sheet: the rubric of a worksheet, the passing rule applied, and what to write
// down.
import { parseFields } from "../theme/assets/answers.js";
import { today } from "../theme/assets/dates.js";
import { all, button, h, handOver, notice, say, the } from "../theme/assets/dom.js";
import { openStore, SENTENCES } from "../theme/assets/store.js";
import { count, listed } from "../theme/assets/wording.js";
import { awardFile, letter } from "./assess/record.js";
import { firstOpen, readSheet, showAnswers, turnRound } from "./assess/sheet.js";
import { fileIn } from "./dom/field.js";
import { partPasses, passes, pointsOf } from "./passing/rule.js";

/**
 * @import { Store } from "../theme/assets/store.js"
 * @import { Result } from "./passing/rule.js"
 * @import { JudgedPart, Sheet } from "./assess/sheet.js"
 * @typedef {{ number: string, draft: string, head: HTMLElement, end: HTMLElement }} Packet
 * @typedef {Record<string, {v: string}>} Fields what is typed in, by the name of its field
 */

const WORDS = {
  notKept: "{problem} Save the sheet as a file before you leave.",
  noSheet:
    "This file is neither a worksheet nor an assessor's sheet of this site. Nothing was changed.",
  damaged: "This file is damaged and could not be read. Nothing was changed.",
  ofAnother: "This file belongs to “{title}”, not to the sheet that is open.",
  otherVersion:
    "Opened {file}. It was written for version {version}; this is version {now}. Answers to " +
    "questions that are no longer asked are not shown.",
  opened: "Opened {file}. The answers are below their questions. They are not kept when you leave.",
  packetNotLoaded:
    "What opens packets could not be loaded. Make sure that you are online, and press again.",
  openWorksheet:
    "If the educator sent the file of the worksheet, open it: the answers appear below the " +
    "questions. Without it, read the submission next to this page.",
  feedback:
    "Name the criterion, say what you saw, and what another try has to show. No student's name.",
  letter:
    "The letter is for the educator: levels, what you saw, and the words of the level that " +
    "another try has to reach.",
  record:
    "The record is for the person who keeps the awards. Your notes on the criteria are not in " +
    "it. What did not pass is not published.",
  noCredential: "The address names something that is not a micro-credential.",
  begin: "Begin judging",
  next: "Next open choice",
  decide: "To the decision",
};

/**
 * @param {keyof typeof WORDS} key
 * @param {Record<string, string>} values
 */
const said = (key, values = {}) =>
  WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const REF = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/;
const LARGEST_FILE = 5_000_000;
const DRAFT_LENGTH = 8;
const TITLE = document.title;
const page = the("[data-assess]", HTMLElement);
const root = page.dataset.root ?? "";
let ref = new URLSearchParams(location.search).get("credential") ?? "";
const problems = h("div", { "data-problems": "" });
/** @type {Sheet} */
let sheet;
/** @type {Store<{fields: Fields}>} */
let store;
/** @type {Packet | null} the sealed packet that the sheet is of */
let packet = null;
/** @type {number | undefined} */
let timer;

/** @param {Node[]} nodes */
const done = (...nodes) => {
  page.replaceChildren(...nodes);
  page.setAttribute("aria-busy", "false");
};
/**
 * @param {string} sentence
 * @param {"info" | "warn"} kind
 * @param {Node[]} actions
 */
const tell = (sentence, kind = "info", ...actions) =>
  problems.replaceChildren(notice(kind, sentence, ...actions));
const controls = () =>
  [...page.querySelectorAll("input[name], textarea[name]")].filter(
    (each) => each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement,
  );
/** @param {HTMLInputElement | HTMLTextAreaElement} control */
const isTick = (control) => control.type === "checkbox" || control.type === "radio";
/** @param {string} name */
const typedIn = (name) =>
  controls()
    .find((each) => each.name === name)
    ?.value.trim() ?? "";
/** @param {string} selector */
const input = (selector) => the(selector, HTMLInputElement, page);
const chosenDecision = () => {
  const chosen = page.querySelector('[name="decision"]:checked');
  return chosen instanceof HTMLInputElement ? chosen.value : "";
};

// --- keeping -------------------------------------------------------------------------------
function gather() {
  /** @type {Fields} */
  const fields = {};
  for (const control of controls()) {
    if (control instanceof HTMLInputElement && isTick(control)) {
      if (control.checked) {
        fields[control.name] = { v: control.type === "checkbox" ? "yes" : control.value };
      }
    } else if (control.value.trim()) fields[control.name] = { v: control.value };
  }
  return fields;
}

/** @param {Fields} fields */
function apply(fields) {
  for (const control of controls()) {
    const v = fields[control.name]?.v ?? "";
    if (control instanceof HTMLInputElement && isTick(control)) {
      control.checked = v === (control.type === "checkbox" ? "yes" : control.value);
    } else control.value = v;
  }
}

function keep() {
  clearTimeout(timer);
  timer = undefined;
  const problem = store.write({ fields: gather() });
  the("[data-saved]", HTMLElement, page).textContent = problem
    ? "Not kept in this browser."
    : "Kept in this browser.";
  if (problem) tell(said("notKept", { problem: SENTENCES[problem] }), "warn");
}

// --- what is computed ----------------------------------------------------------------------
/**
 * @param {JudgedPart} part
 * @param {string[]} enough
 * @param {Result[]} results
 */
function outcomeWords(part, enough, results) {
  if (part.points != null) return `${count(part.points, "point")}.`;
  const outcome = partPasses(sheet.judging, part.part, enough, results);
  const open = part.criteria.filter((each) => !each.level).length;
  if (outcome === null)
    return open === part.criteria.length
      ? "Not judged yet."
      : `${count(open, "criterion", "criteria")} still to judge.`;
  return outcome ? "This part passes." : "This part does not pass yet.";
}

function state() {
  const read = readSheet(sheet.parts);
  const parts = read.parts;
  // What passed in an earlier try counts, and is not judged again.
  const results = [...read.results, ...(sheet.kept ?? [])];
  const { needs: all, some } = sheet.judging;
  const needs = new Map([...(some?.[1] ?? []), ...all]);
  /** @type {Record<number, string>} */
  const outcomes = {};
  for (const part of parts) {
    const section = sheet.parts.find((each) => Number(each.dataset.part) === part.part);
    const passing = [...(section?.querySelectorAll('[data-passing="yes"]') ?? [])].map(
      (level) => level.getAttribute("value") ?? "",
    );
    outcomes[part.part] = outcomeWords(
      part,
      needs.get(part.part) ?? [...new Set(passing)],
      results,
    );
  }
  const unjudged = parts.flatMap((part) => part.criteria).filter((each) => !each.level);
  const open = unjudged.length + parts.filter((part) => part.points === null).length;
  const isBegun = read.results.length > 0;
  return { parts, results, outcomes, open, isBegun, meets: passes(sheet.judging, results) };
}

function written() {
  const now = state();
  const { form } = sheet;
  const said = {
    ref,
    title: form.dataset.title ?? "",
    version: form.dataset.version || "1.0",
    submittedOn: typedIn("submitted_on") || today(),
    attempt: Number(typedIn("attempt")) || 1,
    assessor: typedIn("assessor") || "your name as written on the issuer's list",
    on: typedIn("on") || today(),
    decision: chosenDecision() || (now.meets ? "pass" : "resubmit"),
    feedback: typedIn("feedback"),
    isPublic: input('[name="feedback_public"]').checked,
    attempts: {
      most: Number(form.dataset.mostAttempts) || null,
      wait: Number(form.dataset.waitDays) || null,
    },
  };
  return { ...now, ...said };
}

function show() {
  const now = state();
  for (const place of all("[data-outcome]", HTMLElement, page)) {
    const words = now.outcomes[Number(place.dataset.outcome)] ?? "";
    if (place.textContent !== words) place.textContent = words;
    place.dataset.state = words.startsWith("This part passes")
      ? "passes"
      : words.startsWith("This part")
        ? "fails"
        : "open";
  }
  const points =
    sheet.judging.minimum === null
      ? ""
      : ` ${count(pointsOf(sheet.judging, now.results), "point")} so far.`;
  const rule = now.open
    ? `${count(now.open, "choice")} still open.${points}`
    : now.meets
      ? `The passing rule is met.${points}`
      : `The passing rule is not met.${points}`;
  const way = now.open ? (now.isBegun ? "next" : "begin") : "decide";
  the("[data-go-on]", HTMLElement, page).textContent = said(way);
  const verdict = the("[data-verdict]", HTMLElement, page);
  if (verdict.textContent !== rule) {
    verdict.textContent = rule;
    the("[data-bar-verdict]", HTMLElement, page).textContent = rule;
  }
  const pass = input('[name="decision"][value="pass"]');
  pass.disabled = !now.meets;
  if (!now.meets && pass.checked) pass.checked = false;
  const missing = whatIsMissing();
  the("[data-missing]", HTMLElement, page).textContent = missing.length
    ? `Still missing: ${listed(missing)}.`
    : "Nothing is missing.";
  if (!packet) the("[data-file]", HTMLElement, page).textContent = awardFile(written());
}

function whatIsMissing() {
  const chosen = chosenDecision();
  const { open } = state();
  return [
    packet && open ? count(open, "choice") : "",
    packet && !typedIn("on") ? "the day of judging" : "",
    chosen ? "" : "a decision",
    packet || typedIn("assessor") ? "" : "your name",
    packet || typedIn("submitted_on") ? "" : "the day it was submitted",
    chosen === "resubmit" && !typedIn("feedback") ? "what to change, as feedback" : "",
    typedIn("submitted_on") && typedIn("on") && typedIn("submitted_on") > typedIn("on")
      ? "a day of judging that is not before the day of submission"
      : "",
  ].filter(Boolean);
}

function changed() {
  show();
  clearTimeout(timer);
  timer = setTimeout(keep, 400);
}

// --- files ---------------------------------------------------------------------------------
/** @param {File | undefined} file */
async function open(file) {
  if (!file) return;
  const found =
    file.size > LARGEST_FILE
      ? null
      : await file
          .text()
          .then(JSON.parse)
          .catch(() => null);
  const kind =
    found?.credfolio_worksheet === 1
      ? "worksheet"
      : found?.credfolio_assessment === 1
        ? "assessment"
        : "";
  if (!kind) {
    tell(said("noSheet"), "warn");
    return;
  }
  /** @type {Fields} */
  let fields;
  try {
    fields = parseFields(found.fields);
  } catch {
    tell(said("damaged"), "warn");
    return;
  }
  if (found.ref !== ref) {
    const title = String(found.title ?? found.ref).slice(0, 200);
    tell(
      said("ofAnother", { title }),
      "warn",
      ...(REF.test(found.ref ?? "")
        ? [
            h(
              "a",
              { class: "cf-button", href: `?credential=${found.ref}` },
              `Open the sheet for ${title}`,
            ),
          ]
        : []),
    );
    return;
  }
  if (kind === "assessment") {
    apply(fields);
    tell(`Opened ${file.name}.`);
    changed();
    return;
  }
  showAnswers(sheet.parts, fields);
  const now = sheet.form.dataset.version ?? "";
  const version = String(found.version ?? "").slice(0, 30);
  const other = version !== "" && found.version !== now;
  tell(said(other ? "otherVersion" : "opened", { file: file.name, version, now }));
}

function clear() {
  const before = gather();
  apply({ attempt: { v: "1" } });
  setDay();
  changed();
  tell(
    "The sheet is empty, ready for the next submission.",
    "info",
    button("Undo", () => {
      apply(before);
      changed();
      problems.replaceChildren();
    }),
  );
}

const setDay = () => {
  if (!typedIn("on")) input('[name="on"]').value = today();
};
const name = () => `${ref.split("/")[1]}-assessment`;
/** @param {string} text */
const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied");
    tell("Copied.");
  } catch {
    tell("This browser does not let the page copy. Save it as a file instead.", "warn");
  }
};
const saveSheet = () =>
  handOver(
    `${name()}.json`,
    "application/json",
    JSON.stringify(
      {
        credfolio_assessment: 1,
        ref,
        title: sheet.form.dataset.title,
        version: sheet.form.dataset.version,
        fields: gather(),
      },
      null,
      1,
    ) + "\n",
  );

// --- the page ------------------------------------------------------------------------------
/**
 * @param {string} label
 * @param {Record<string, string | number>} attributes
 */
const field = (label, attributes, help = "") =>
  h(
    "label",
    { class: "cf-field" },
    label,
    help ? h("span", { class: "cf-assess__help" }, help) : null,
    h("input", attributes),
  );

const judgedOn = () => field("Judged on", { type: "date", name: "on" });
const minutes = () => field("Minutes it took", { type: "number", name: "minutes", min: 0 });

function theSubmission() {
  const file = h("input", {
    type: "file",
    accept: ".json,application/json",
    /** @param {Event} event */
    onchange: (event) => open(fileIn(event)),
  });
  return h(
    "section",
    { class: "cf-part" },
    h("h2", {}, "The submission"),
    h("p", {}, said("openWorksheet")),
    h(
      "p",
      { class: "cf-actions" },
      h("label", { class: "cf-button cf-file" }, "Open a file", file),
      button("Save this sheet as a file", saveSheet),
      button("Empty for the next one", clear),
    ),
    h(
      "div",
      { class: "cf-assess__facts" },
      field(
        "A note for yourself",
        { type: "text", name: "who" },
        "whose it is, or a number; it is never written into the record",
      ),
    ),
  );
}

/** What the record needs besides the levels: asked for where it is needed, after judging. */
const whoAndWhen = () =>
  h(
    "div",
    { class: "cf-assess__facts" },
    field("Submitted on", { type: "date", name: "submitted_on" }),
    field("Attempt", { type: "number", name: "attempt", min: 1, max: 99, value: 1 }),
    judgedOn(),
    field(
      "Your name",
      { type: "text", name: "assessor" },
      "as written on the issuer's list, or your educator id",
    ),
  );

/** To the first choice that is open, or where none is, to the decision. */
function goOn() {
  // "Pass" cannot be chosen where the rule is not met.
  const decision = () => the("[name=decision]:enabled", HTMLInputElement, page);
  const place = firstOpen(sheet.parts) ?? decision();
  const around = place.closest("details, fieldset");
  if (around instanceof HTMLDetailsElement) around.open = true;
  place.focus({ preventScroll: true });
  (place.closest("fieldset, .cf-field") ?? place).scrollIntoView();
}

const theHandOver = () =>
  h(
    "section",
    { class: "cf-part" },
    h("h2", {}, "Hand over"),
    h("p", {}, said("letter")),
    h(
      "p",
      { class: "cf-actions" },
      button("Copy the letter", () => copied(letter(written()))),
      button("Save the letter", () =>
        handOver(`${name()}-letter.md`, "text/markdown", letter(written())),
      ),
      button("Print the sheet", () => print()),
    ),
    h("p", {}, said("record")),
    h(
      "p",
      { class: "cf-actions" },
      button("Copy the record", () => copied(awardFile(written()))),
      button("Save the record", () =>
        handOver(`${ref.split("/")[1]}.yml`, "text/yaml", awardFile(written())),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, "Look at the record"),
      h("pre", { tabindex: "0", "aria-label": "The record" }, h("code", { "data-file": "" })),
    ),
  );

function build() {
  const { title, version } = sheet.form.dataset;
  document.title = `${title}: ${TITLE}`;
  /**
   * @param {string} value
   * @param {string} words
   */
  const choice = (value, words) =>
    h(
      "label",
      { class: "cf-level" },
      h("input", { type: "radio", name: "decision", value }),
      h("span", {}, h("strong", {}, words)),
    );
  const rule = sheet.form.querySelector(".cf-rule");
  const rules = sheet.form.querySelector("[data-rules]");
  done(
    problems,
    h(
      "form",
      {
        class: "cf-sheet cf-assess",
        autocomplete: "off",
        /** @param {Event} event */
        onsubmit: (event) => event.preventDefault(),
        oninput: changed,
        onchange: changed,
      },
      h(
        "h2",
        { class: "cf-assess__title" },
        h("a", { href: `${root}catalog/${ref}/` }, title),
        version ? h("span", { class: "cf-kicker" }, ` version ${version}`) : null,
      ),
      h(
        "div",
        { class: "cf-sheet__bar cf-sheet__bar--judge" },
        h("p", { "data-bar-verdict": "" }),
        button(said("begin"), goOn, { "data-go-on": "" }),
        h("p", { class: "cf-sheet__saved", "data-saved": "" }),
      ),
      packet ? packet.head : theSubmission(),
      packet && h("div", { class: "cf-assess__facts" }, judgedOn(), minutes()),
      rule ? document.adoptNode(rule) : null,
      rules ? document.adoptNode(rules) : null,
      ...sheet.parts,
      h(
        "section",
        { class: "cf-part" },
        h("h2", {}, "Decision"),
        h("p", { class: "cf-assess__verdict", "data-verdict": "", role: "status" }),
        packet ? null : whoAndWhen(),
        h(
          "fieldset",
          { class: "cf-criterion" },
          h("legend", {}, "What you decide"),
          choice("pass", "Pass"),
          choice("resubmit", "Submit again"),
        ),
        h(
          "label",
          { class: "cf-field" },
          "Feedback to the educator",
          h("span", { class: "cf-assess__help" }, said("feedback")),
          h("textarea", { rows: 5, name: "feedback" }),
        ),
        !packet &&
          h(
            "label",
            { class: "cf-check" },
            h("input", { type: "checkbox", name: "feedback_public" }),
            h("span", {}, "The educator agrees that this feedback is shown with the award."),
          ),
        h("p", { "data-missing": "", tabindex: -1 }),
      ),
      packet ? packet.end : theHandOver(),
    ),
  );
}

// --- before a rubric was chosen ------------------------------------------------------------
const room = the("[data-assess-room]", HTMLElement);

/** @param {File | undefined} file */
async function openFirst(file) {
  if (!file) return;
  const found =
    file.size > LARGEST_FILE
      ? null
      : await file
          .text()
          .then(JSON.parse)
          .catch(() => null);
  const isSheet = found?.credfolio_worksheet === 1 || found?.credfolio_assessment === 1;
  if (!isSheet || !REF.test(found.ref ?? "")) {
    the("[data-assess-problem]", HTMLElement, room).replaceChildren(
      notice("warn", said("noSheet")),
    );
    return;
  }
  ref = found.ref;
  history.pushState(null, "", `?credential=${ref}`);
  addEventListener("popstate", () => location.reload());
  await begin();
  if (sheet) await open(file);
}

/** What opens packets is loaded now: most readers of this page have none. */
async function openPackets() {
  const place = the("[data-packet-place]", HTMLElement, room);
  try {
    const { begin: beginPacket } = await import(new URL("packet.js", import.meta.url).href);
    beginPacket(place, {
      /** @param {Packet & { sheet: Sheet }} made */
      show: (made) => {
        packet = made;
        ref = made.sheet.form.dataset.ref ?? "";
        history.pushState(null, "", "#packet");
        room.hidden = true;
        start(made.sheet, draftOf(made));
        the("[data-packet-head]", HTMLElement, page).focus();
      },
      fields: gather,
      missing: whatIsMissing,
      tellMissing: () => the("[data-missing]", HTMLElement, page).focus(),
      forget: () => {
        clearTimeout(timer);
        timer = undefined;
        if (packet) localStorage.removeItem(draftOf(packet));
      },
      back: () => history.back(),
    });
  } catch {
    place.replaceChildren(notice("warn", said("packetNotLoaded")));
  }
}

/** @param {Packet} made */
const draftOf = ({ number, draft }) =>
  `credfolio-assess-packet-${number}-${draft.slice(0, DRAFT_LENGTH)}`;

/** The room again, with the key still open. */
function leavePacket() {
  if (timer !== undefined) keep();
  packet = null;
  page.replaceChildren();
  room.hidden = false;
  openPackets();
}

function showRoom() {
  the("[data-open-packet]", HTMLButtonElement, room).addEventListener("click", openPackets);
  const drop = the("[data-assess-drop]", HTMLElement, room);
  the("[data-assess-file]", HTMLInputElement, room).addEventListener("change", (event) =>
    openFirst(fileIn(event)),
  );
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.dataset.over = "";
  });
  drop.addEventListener("dragleave", () => {
    delete drop.dataset.over;
  });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    openFirst(event.dataTransfer?.files[0]);
  });
  room.hidden = false;
  done();
}

async function begin() {
  if (!ref) {
    showRoom();
    return;
  }
  room.hidden = true;
  if (!REF.test(ref)) {
    done(
      notice(
        "info",
        said("noCredential"),
        h("a", { class: "cf-button", href: `${root}catalog/` }, "Open the catalog"),
      ),
    );
    return;
  }
  const answer = await fetch(`${root}catalog/${ref}/worksheet/`).catch(() => null);
  const found = answer?.ok
    ? turnRound(new DOMParser().parseFromString(await answer.text(), "text/html"))
    : null;
  if (!found) {
    done(
      notice(
        "warn",
        answer?.status === 404
          ? "This site has no micro-credential of that name with parts to judge."
          : "The rubric could not be loaded. Try again in a moment.",
        h("a", { class: "cf-button", href: `${root}catalog/` }, "Open the catalog"),
      ),
    );
    return;
  }
  start(found, `credfolio-assess-${ref}`);
}

/**
 * @param {Sheet} found
 * @param {string} key  what a draft of it is kept under
 */
function start(found, key) {
  sheet = found;
  const own = openStore(key, {
    version: 1,
    /** @returns {{fields: Fields}} */
    empty: () => ({ fields: {} }),
    /** @param {Record<string, unknown>} kept */
    parse: (kept) => ({ fields: parseFields(kept.fields) }),
  });
  store = own;
  build();
  const { value, problem } = store.read();
  if (Object.keys(value.fields).length) apply(value.fields);
  if (problem) tell(SENTENCES[problem], "warn");
  setDay();
  show();
  store.onChange((theirs) => {
    if (store !== own) return;
    apply({ ...gather(), ...theirs.fields });
    show();
  });
  addEventListener("pagehide", () => timer !== undefined && keep());
}

addEventListener("popstate", () => packet && leavePacket());
begin();
