// "Seal and submit" below a worksheet: asks for what belongs to a submission, has a worker seal it
// for the office, and gives the sealed file and a receipt. Loaded when the button is pressed.
import { button, h, notice, the } from "../theme/assets/dom.js";
import { fill, listed } from "../theme/assets/wording.js";
import { aiView, evidenceView } from "./seal/asked.js";
import { doneView } from "./seal/done.js";
import { line } from "./seal/fields.js";
import { leftOut, stillMissing } from "./seal/left_out.js";
import { manifestOf } from "./seal/manifest.js";
import { readReceipt } from "./seal/receipt.js";
import { MOST_BYTES, MOST_FILES, sizeInWords } from "./seal/sizes.js";
import { totalInWords } from "./seal/total.js";
import { SAYS } from "./seal/words.js";

/**
 * @import { Chosen } from "./seal/archive.js"
 * @import { Needed } from "./seal/left_out.js"
 *
 * @typedef {{ id: string, recipient: string, held_by: string, fingerprint: string }} Key
 * @typedef {{ part: number, item: string, title: string }} Item
 * @typedef {object} Asked what the page says of the credential and its issuer
 * @property {string} issuer
 * @property {string} issuer_name
 * @property {Key[]} keys
 * @property {Item[]} items
 * @property {{ number: number, title: string }[]} parts
 * @property {string} route
 * @property {string} address
 * @property {string | null} digest  of the text of the version, where it is kept
 * @property {number | null} most  bytes that the issuer's way takes
 * @property {number | null} days
 *
 * @typedef {object} Worksheet
 * @property {string} ref
 * @property {string} title
 * @property {string} version
 * @property {() => string} text  the worksheet's current file
 * @property {() => Needed} needed  what it asks for
 * @property {Receipt | null} before  the try before, where a letter began this one
 * @property {number[]} kept  the parts that passed then
 * @property {Person} person  who sealed here before
 * @property {(person: Person) => void} remember  keeps that in this browser
 *
 * @typedef {{ number: string, attempt: number, reply_key: string }} Receipt
 * @typedef {{ name: string, address: string }} Person
 */

/** @param {string} name */
const ourWorker = (name) => new Worker(new URL(name, import.meta.url), { type: "module" });

/**
 * Puts the panel into `place`, and the focus on its title. What it gives takes the panel away.
 * @param {HTMLElement} place
 * @param {Asked} asked
 * @param {Worksheet} worksheet
 */
export function begin(place, asked, worksheet) {
  /** @type {Map<Item, File[]>} */
  const files = new Map();
  /** What passed in an earlier try is not asked for. @param {{ part: number }} one */
  const isAsked = ({ part }) => !worksheet.kept.includes(part);
  const items = asked.items.filter(isAsked);
  const parts = asked.parts.filter(({ number }) => isAsked({ part: number }));
  let last = worksheet.before;
  /** @type {Worker | null} */
  let worker = null;
  let isUnsaved = false;
  let isOpenSaid = false;
  /** What was sealed last, as it is shown; null before. @type {HTMLElement | null} */
  let done = null;
  /** The number of the same work, sealed before. */
  let earlier = "";
  const life = new AbortController();
  // The same work sealed twice has one id, so that the office can tell.
  let id = crypto.randomUUID();

  const title = h("h3", { tabindex: -1 }, SAYS.title);
  const said = h("div", { "data-seal-said": "" });
  const total = h("p", { class: "cf-sealing__total", role: "status" });
  const bar = h("progress", { max: 1, value: 0, "aria-label": SAYS.title });
  const told = h("p", { role: "status" });
  const stop = button(SAYS.cancel, () => {
    worker?.terminate();
    end(notice("info", SAYS.canceled));
  });
  const running = h("div", { class: "cf-sealing__running", hidden: true }, bar, told, stop);
  const start = button(SAYS.seal, () => seal(), { class: "cf-button cf-button--primary" });
  const follows = h("p", { role: "status" }, last && saidOf(last));
  const form = h(
    "form",
    {
      class: "cf-sealing",
      autocomplete: "on",
      onsubmit: (event) => event.preventDefault(),
      oninput: remember,
    },
    title,
    h("p", {}, fill(SAYS.who, { holders: listed(asked.keys.map((key) => key.held_by)) })),
    h("p", {}, fill(SAYS.compare, { issuer: asked.issuer_name })),
    h(
      "ul",
      { class: "cf-sealing__keys" },
      ...asked.keys.map((key) =>
        h("li", {}, `${key.held_by}: `, h("code", {}, `${key.id} ${key.fingerprint}`)),
      ),
    ),
    line(SAYS.name, {
      ...{ name: "name", type: "text", autocomplete: "name", maxlength: 200 },
      value: worksheet.person.name,
    }),
    line(SAYS.address, {
      ...{ name: "address", type: "text", inputmode: "email", autocomplete: "email" },
      ...{ maxlength: 200, value: worksheet.person.address },
    }),
    h(
      "fieldset",
      { class: "cf-item" },
      h("legend", {}, SAYS.again),
      h(
        "label",
        { class: "cf-button cf-file" },
        SAYS.receipt,
        h("input", {
          type: "file",
          accept: ".json,application/json",
          onchange: (event) => openReceipt(event),
        }),
      ),
      follows,
    ),
    h("h4", {}, SAYS.evidence),
    worksheet.kept.length > 0 && h("p", {}, fill(SAYS.kept, { parts: keptInWords() })),
    ...items.map((item) => {
      /** @type {File[]} */
      const own = [];
      files.set(item, own);
      return evidenceView(item, own, changed);
    }),
    h(
      "fieldset",
      { class: "cf-item" },
      h("legend", {}, SAYS.ai),
      ...parts.map(({ number, title: named }) => aiView(number, named)),
    ),
    h(
      "fieldset",
      { class: "cf-item" },
      h("legend", {}, SAYS.elsewhere),
      h("p", {}, SAYS.elsewhereAbout),
      ...items.map((item) =>
        line(`Part ${item.part} · ${item.title}`, {
          ...{ name: `link/${item.part}/${item.item}`, type: "url", maxlength: 500 },
          ...{ inputmode: "url", placeholder: "https://" },
        }),
      ),
    ),
    line(SAYS.spent, { name: "hours", type: "number", min: 0, max: 999, step: "0.5" }),
    line(SAYS.coaching, { name: "coaching", type: "number", min: 0, max: 999, step: "0.5" }),
    line(SAYS.money, { name: "money", type: "number", min: 0, max: 99_999, step: "0.01" }),
    h(
      "label",
      { class: "cf-check" },
      h("input", { type: "checkbox", name: "statement" }),
      h("span", {}, SAYS.statement),
    ),
    total,
    said,
    h("p", { class: "cf-actions" }, start),
    running,
    h("p", { class: "cf-muted" }, SAYS.tried),
  );
  place.replaceChildren(form);
  measure();
  title.focus();
  const { signal } = life;
  addEventListener("beforeunload", leaving, { signal });
  // Answers above belong to what is sealed, too.
  document.addEventListener("input", changed, { signal });
  /** @param {Event} event */
  function leaving(event) {
    if (worker || isUnsaved) event.preventDefault();
  }

  function keptInWords() {
    const words = listed(worksheet.kept.map((part) => `part ${part}`));
    return `${words[0].toUpperCase()}${words.slice(1)}`;
  }

  function remember() {
    worksheet.remember({ name: typed("name"), address: typed("address") });
  }

  /** @param {string} name */
  function typed(name) {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement || field instanceof HTMLSelectElement
      ? field.value.trim()
      : "";
  }

  function chosen() {
    /** @type {Chosen[]} */
    const found = [];
    for (const [item, own] of files) {
      const students = typed(`students/${item.part}/${item.item}`);
      for (const file of own) {
        found.push({
          file,
          part: item.part,
          item: item.item,
          student_data: students,
          consent: students === "consented",
        });
      }
    }
    return found;
  }

  /** What is still to do before it can be sealed, in words; "" when nothing is. */
  function problem() {
    const own = chosen();
    const size = own.reduce((sum, { file }) => sum + file.size, 0);
    if (own.length > MOST_FILES) return fill(SAYS.tooMany, { n: own.length, most: MOST_FILES });
    if (size > MOST_BYTES) {
      const values = { size: sizeInWords(size), most: sizeInWords(MOST_BYTES) };
      return fill(SAYS.tooLarge, values);
    }
    const wrong = links().find(({ url }) => !/^https?:\/\/\S+$/.test(url));
    if (wrong) return fill(SAYS.notLink, { url: wrong.url });
    const unsaid = items.filter(
      (item) => files.get(item)?.length && !typed(`students/${item.part}/${item.item}`),
    );
    return stillMissing({
      name: typed("name"),
      address: typed("address"),
      students: unsaid.map((item) => item.title),
      ai: parts.map(({ number }) => number).filter((part) => !typed(`ai/${part}`)),
      agreed: the('[name="statement"]', HTMLInputElement, form).checked,
    });
  }

  /**
   * How many files and addresses there are for an item.
   * @param {{part: number, item: string}} one
   */
  function given({ part, item }) {
    const isIts = (/** @type {{ part: number, item: string }} */ one) =>
      one.part === part && one.item === item;
    return [...chosen(), ...links()].filter(isIts).length;
  }

  /** What was sealed is of the work before a change, and what was missing may be there now. */
  function changed() {
    measure();
    if (done && !("old" in done.dataset)) {
      done.dataset.old = "";
      done.prepend(notice("warn", SAYS.changed));
    }
  }

  function measure() {
    // What was missing may be there now.
    if (isOpenSaid) said.replaceChildren();
    isOpenSaid = false;
    const own = chosen();
    const size = own.reduce((sum, { file }) => sum + file.size, 0);
    const text = totalInWords(own.length, size, asked.most);
    if (total.textContent !== text) total.textContent = text;
  }

  /** @param {Event} event */
  async function openReceipt({ target }) {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    if (!file || !(target instanceof HTMLInputElement)) return;
    target.value = "";
    last = await readReceipt(file, worksheet.ref);
    if (last) {
      id = crypto.randomUUID();
      earlier = "";
    }
    changed();
    follows.textContent = last ? saidOf(last) : SAYS.notReceipt;
  }

  /** @param {HTMLElement} made */
  function end(made) {
    worker = null;
    running.hidden = true;
    start.disabled = false;
    done = null;
    said.replaceChildren(made);
  }

  /** Work that is elsewhere, by its item. */
  function links() {
    return items
      .map(({ part, item }) => ({ part, item, url: typed(`link/${part}/${item}`) }))
      .filter(({ url }) => url);
  }

  /** Says what is missing, and what is left out; true where something is. */
  function isOpen() {
    const problems = problem();
    const left = leftOut(worksheet.needed(), items, given, Number(typed("hours")) > 0);
    if (!problems && !left.length) return false;
    const anyway = problems ? [] : [button(SAYS.anyway, () => run())];
    const shown = notice("warn", problems || SAYS.leftOut, ...anyway);
    the("p", HTMLElement, shown).after(
      problems && left.length ? h("p", {}, SAYS.alsoLeftOut) : "",
      left.length ? h("ul", {}, ...left.map((one) => h("li", {}, one))) : "",
    );
    done = null;
    said.replaceChildren(shown);
    isOpenSaid = true;
    return true;
  }

  function seal() {
    if (!isOpen()) run();
  }

  function run() {
    said.replaceChildren();
    isOpenSaid = false;
    const own = chosen();
    const all = own.reduce((sum, { file }) => sum + file.size, 0);
    let read = 0;
    let percent = -1;
    running.hidden = false;
    start.disabled = true;
    stop.focus();
    const saidInIt = manifestOf(asked, worksheet, {
      ...{ id, last, typed, links: links(), now: new Date() },
      parts: parts.map(({ number }) => number),
    });
    const ours = ourWorker("sealing_worker.js");
    worker = ours;
    ours.addEventListener("error", () => end(notice("warn", SAYS.failed)));
    ours.addEventListener("message", ({ data }) => {
      if ("read" in data) {
        read += data.read;
        bar.value = all ? read / all : 1;
        const tenth = Math.floor(bar.value * 10);
        if (tenth === percent) return;
        percent = tenth;
        told.textContent = fill(SAYS.sealing, { part: sizeInWords(read), all: sizeInWords(all) });
        return;
      }
      ours.terminate();
      if ("gone" in data) end(notice("warn", fill(SAYS.gone, { file: data.gone })));
      else if ("failed" in data) end(notice("warn", SAYS.failed));
      else {
        isUnsaved = true;
        const saved = () => {
          isUnsaved = false;
        };
        const shown = doneView(data.sealed, saidInIt, asked, worksheet, earlier, saved);
        earlier = data.sealed.number;
        end(shown);
        done = shown;
      }
    });
    ours.postMessage({
      recipients: asked.keys.map((key) => key.recipient),
      replyKey: last?.reply_key ?? "",
      worksheet: worksheet.text(),
      said: saidInIt,
      chosen: own,
    });
  }

  return () => {
    life.abort();
    worker?.terminate();
    place.replaceChildren();
  };
}

/** @param {Receipt} last */
const saidOf = ({ attempt, number }) => fill(SAYS.follows, { attempt: attempt + 1, number });
