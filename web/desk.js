// The page desk/: commands of a round for an office without a terminal. The command itself runs in
// a worker; here are its folders, its fields, and what it says. See ADR 0101.
import { all, button, h, notice, say, the } from "../theme/assets/dom.js";
import { count, fill } from "../theme/assets/wording.js";
import { chooser } from "./desk/chooser.js";
import { faultOf, tooMuch } from "./desk/faults.js";
import { fieldsOf } from "./desk/fields.js";
import { commitOf, filesOf, MOST_BYTES, TooMuch, topFiles } from "./desk/folders.js";
import { approversOf, askedIn, named, peopleOf } from "./desk/people.js";
import { progressOf } from "./desk/progress.js";
import { changesOf, resultOf, saidOf, savedOf } from "./desk/result.js";
import { saveAll } from "./desk/saving.js";
import { SAYS } from "./desk/words.js";

/**
 * @import { Answer, Command, Done, Found, Job } from "./desk/job.js"
 * @import { Fields, Given } from "./desk/fields.js"
 * @import { Folder } from "./desk/folders.js"
 * @import { People } from "./desk/people.js"
 */

const page = the("[data-desk]", HTMLElement);
const COMMANDS = /** @type {Command[]} */ (Object.keys(SAYS.commands));
const OFFICE = "office/records.yml";
/** Tasks that write other files than records, or say no file before. @type {Command[]} */
const SAVES_OTHERS = ["admit", "assign", "destroy", "intake", "packets"];
/** Faults after which the worker can go on. */
const STAYS = new Set(["absent", "forbidden", "network", "unreadable"]);

/** @type {Worker | null} */
let worker = null;
/** What was read of the records when they were chosen. @type {Found[]} */
let records = [];
/** Who is in them. @type {People} */
let people = new Map();
/** Those of them whom the site's lists of approvers name. @type {Set<string>} */
let approvers = new Set();
/** The commit that they are at, where git says it. */
let head = "";
/** The commit at which records were changed here. */
let changedAt = "";
/** How often records were chosen, and when the last are read. */
let looks = 0;
let looking = Promise.resolve();
/** @type {Fields} */
let fields = fieldsOf("due", people, forget);
/** Ends what the worker does. @type {() => void} */
let stopIt = () => {};

const about = h("div", {});
const told = h("p", { role: "status", "data-told": "" });
const said = h("div", { "data-desk-said": "" });
const result = h("section", { class: "cf-desk__result", "data-result": "", hidden: true });
const folder = chooser("records", SAYS.pickFiles, SAYS.pickFiles, (one) => {
  looking = look(one);
});
const zip = h("input", { type: "file", accept: ".zip", "data-catalog": "" });
const task = h(
  "select",
  { onchange: () => chooseTask() },
  ...COMMANDS.map((one) => h("option", { value: one }, SAYS.commands[one])),
);
const taskAbout = h("p", { class: "cf-muted" });
const place = h("div", {});
/** What a task is made of: it stays as it is while the task runs. */
const asked = h(
  "fieldset",
  {},
  h("h2", {}, SAYS.records),
  h("p", {}, SAYS.recordsAbout),
  folder.shown,
  about,
  h("label", { class: "cf-field" }, SAYS.public, zip),
  h("h2", {}, SAYS.what),
  h("label", { class: "cf-field" }, SAYS.todo, task),
  taskAbout,
  place,
);
const dry = button(SAYS.dry, () => go(false), { class: "cf-button cf-button--primary" });
const firstPress = h("p", { class: "cf-muted" }, SAYS.first);
const stop = button(SAYS.stop, () => stopIt(), { hidden: true });

page.replaceChildren(
  h(
    "form",
    {
      class: "cf-sealing cf-packet__open",
      onsubmit: (event) => event.preventDefault(),
      oninput: forget,
      onclick: chooseAgain,
    },
    asked,
    firstPress,
    h("p", { class: "cf-actions" }, dry, stop),
  ),
  told,
  said,
  result,
  h("p", { class: "cf-muted" }, SAYS.tried),
);
page.removeAttribute("aria-busy");
chooseTask();

/** What was said is about other fields than there are now. */
function forget() {
  for (const link of all("a[download]", HTMLAnchorElement, result)) URL.revokeObjectURL(link.href);
  result.hidden = true;
  result.replaceChildren();
  said.replaceChildren();
}

/**
 * Lets files be chosen that were chosen before and have changed: the browser tells only of others.
 * @param {Event} event
 */
function chooseAgain({ target }) {
  if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
  target.value = "";
  forget();
}

function chooseTask() {
  const command = /** @type {Command} */ (task.value);
  const asked = (/** @type {string} */ number) => askedIn(records, number);
  fields = fieldsOf(command, people, forget, head, { approvers, asked });
  taskAbout.textContent = SAYS.abouts[command];
  place.replaceChildren(fields.shown);
  forget();
  if (command === "publish") readHead();
}

/** Asks git again: what was decided here is committed in another program. */
async function readHead() {
  const own = folder.folder();
  const asks = fields;
  const found = own ? await commitOf(own) : "";
  if (folder.folder() !== own) return; // another one was chosen meanwhile
  head = found;
  asks.isAt(found);
}

/**
 * @param {string} sentence
 * @param {boolean} takesFocus  where what had it is gone
 */
function warn(sentence, takesFocus = false) {
  told.textContent = "";
  const shown = notice("warn", sentence);
  said.replaceChildren(shown);
  if (!takesFocus) return;
  shown.tabIndex = -1;
  shown.focus();
}

/** @param {string} sentence */
function tell(sentence) {
  if (told.textContent !== sentence) told.textContent = sentence;
}

/**
 * Reads a folder of records, and says which public commit it names.
 * @param {Folder | null} chosen
 */
async function look(chosen) {
  forget();
  about.replaceChildren();
  records = [];
  people = new Map();
  approvers = new Set();
  head = "";
  looks += 1;
  const own = looks;
  if (!chosen) return;
  /** @type {string | undefined} */
  let text;
  try {
    const found = await filesOf(chosen);
    text = await found.find(({ path }) => path === OFFICE)?.file.text();
    if (own !== looks) return; // another one was chosen meanwhile
    records = text === undefined ? [] : found;
    const today = page.dataset.today || new Date().toISOString().slice(0, 10);
    /** @type {(import("./desk/people.js").Entry & { until?: string | null })[]} */
    const listed = JSON.parse(page.dataset.approvers ?? "[]");
    const entries = listed.filter(({ until }) => !until || until >= today);
    const [commit, all, able] = await Promise.all([
      commitOf(chosen),
      peopleOf(records),
      approversOf(records, entries),
    ]);
    if (own !== looks) return;
    head = commit;
    people = all;
    approvers = able;
  } catch (error) {
    if (own !== looks) return;
    return warn(
      error instanceof TooMuch ? tooMuch() : fill(SAYS.unreadable, { file: chosen.name }),
    );
  }
  if (text === undefined) return warn(SAYS.notPrivate);
  const values = { files: count(records.length, "file") };
  const commit = /^\s+commit:\s*["']?([0-9a-f]{7,64})/m.exec(text)?.[1] ?? "";
  const url = /^\s+url:\s*["']?(https:\/\/[^\s"']+)/m.exec(text)?.[1].replace(/\/$/, "") ?? "";
  const host = URL.canParse(url) ? new URL(url).host : "";
  const where = host.includes("gitlab") ? "/-/archive" : "/archive";
  about.replaceChildren(
    h("p", {}, fill(SAYS.picked, values)),
    commit && h("p", {}, fill(SAYS.publicAbout, { commit: commit.slice(0, 12) })),
    commit &&
      host &&
      h(
        "p",
        { class: "cf-actions" },
        h(
          "a",
          {
            class: "cf-button",
            href: `${url}${where}/${commit}.zip`,
            target: "_blank",
            rel: "noopener noreferrer",
          },
          SAYS.publicGet,
        ),
      ),
  );
  chooseTask();
}

/** @param {unknown} error */
function nullOfTooMuch(error) {
  if (error instanceof TooMuch) return null;
  throw error;
}

/**
 * The job, or the sentence that says what is missing.
 * @param {boolean} writes
 * @returns {Promise<{ job: Job, given: Given, own: Folder } | string>}
 */
async function jobOf(writes) {
  const own = folder.folder();
  const catalog = zip.files?.[0];
  if (!own || !records.length) return SAYS.noFolder;
  const command = /** @type {Command} */ (task.value);
  if (!catalog && command !== "admit") return SAYS.noPublic;
  if (command === "publish") await readHead();
  const given = fields.given();
  if (typeof given === "string") return given;
  if (command === "publish" && head) {
    if (!given.options.includes(head)) return fill(SAYS.otherCommit, { commit: head });
    if (head === changedAt) return SAYS.notCommitted;
  }
  const came = given.came?.folder();
  const out = given.out?.folder();
  // Of packets only the names are read.
  const most = command === "packets" ? Number.POSITIVE_INFINITY : MOST_BYTES;
  const there = out ? await filesOf(out, most).catch(nullOfTooMuch) : [];
  if (!there) return fill(SAYS.tooMuchThere, { most: MOST_BYTES / 1_000_000 });
  const job = {
    command,
    options: given.options,
    writes,
    today: page.dataset.today ?? "",
    records: await filesOf(own),
    catalog: catalog ?? null,
    came: came ? await topFiles(came) : [],
    sheets: given.sheets,
    key: given.key,
    phrase: given.phrase,
    there,
  };
  return { job, given, own };
}

/** @param {boolean} writes */
async function go(writes) {
  if (page.hasAttribute("data-busy")) return;
  forget();
  busy(true);
  if (writes) stop.focus(); // what was pressed is gone
  let isStopped = false;
  stopIt = () => {
    isStopped = true;
  };
  try {
    await looking;
    const found = await jobOf(writes).catch((error) => {
      throw error instanceof TooMuch ? error : "unreadable";
    });
    if (isStopped) throw "stopped";
    if (typeof found === "string") {
      warn(found, writes);
      return;
    }
    const { job, given, own } = found;
    const done = await inWorker(job);
    firstPress.hidden = true; // it is loaded now
    tell("");
    result.hidden = false;
    result.replaceChildren(
      h("h2", { tabindex: -1 }, SAYS.results),
      resultOf(done, `${job.command}.json`, (text) => named(text, people)),
    );
    the("h2", HTMLElement, result).focus();
    say(named(done.shown.summary || done.errors, people));
    if (!done.data || done.code > 1) return; // it stopped, so nothing is saved
    if (!writes) {
      offer(done, job.command);
      return;
    }
    const places = {
      records: own,
      read: job.records,
      out: given.out?.folder() ?? null,
      came: job.command !== "packets" ? (given.came?.folder() ?? null) : null,
      isPublic: job.command === "publish" || job.command === "answer",
    };
    const at = await commitOf(own);
    stop.hidden = true; // half of it would be saved
    stopIt = () => {};
    const saved = await saveAll(done, places, (n, of) => tell(fill(SAYS.saving, { n, of })));
    if (saved.records) changedAt = at;
    tell("");
    const name = `desk-${job.command}.zip`;
    const last = done.done || (saved.files ? "" : SAYS.nothing);
    result.append(h("p", {}, last), savedOf(saved, name));
    say(last && !saved.zip ? last : saidOf(saved));
    // The next task reads them again, so here they are for the fields alone.
    if (own.handle) records = await filesOf(own).catch(() => records);
  } catch (error) {
    warn(faultOf(error), true);
  } finally {
    busy(false);
  }
}

/**
 * After a dry run: what would change, and the button that does it.
 * @param {Done} done
 * @param {Command} command  that said it
 */
function offer({ data }, command) {
  const changes = data?.changes ?? [];
  const others = (data?.lines ?? []).flatMap((one) => one.public_files ?? []);
  if (command === "due" || command === "status") return;
  // Sheets and packets are written, and files moved, where no record changes.
  if (!changes.length && !SAVES_OTHERS.includes(command)) {
    result.append(h("p", {}, SAYS.nothing));
    return;
  }
  result.append(
    (changes.length > 0 && changesOf(changes, others)) || "",
    h("p", {}, SAYS.notYet),
    h(
      "p",
      { class: "cf-actions" },
      button(SAYS.doIt, () => go(true), { class: "cf-button cf-button--primary", "data-do": "" }),
    ),
  );
}

/** @param {boolean} is */
function busy(is) {
  asked.disabled = is;
  dry.setAttribute("aria-disabled", String(is)); // it keeps the focus
  stop.hidden = !is;
  page.toggleAttribute("data-busy", is);
}

/**
 * Runs a job in the worker, which stays for the next one.
 * @param {Job} job
 * @returns {Promise<Done>}
 */
function inWorker(job) {
  const name = "desk_worker.js";
  worker ??= new Worker(new URL(name, import.meta.url), { type: "module" });
  const own = worker;
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const end = (why) => {
      own.terminate();
      worker = null;
      reject(why);
    };
    stopIt = () => end("stopped");
    // Of a script that did not come, the browser says nothing more.
    own.onerror = (event) => end(event instanceof ErrorEvent ? "memory" : "network");
    own.onmessage = ({ data }) => {
      /** @type {Answer} */
      const answer = data;
      if ("done" in answer) resolve(answer.done);
      else if ("fault" in answer) {
        if (STAYS.has(answer.fault)) reject(answer.fault);
        else end(answer.fault);
      } else tell(progressOf(answer));
    };
    own.postMessage(job);
  });
}
