// "Open a sealed packet" on the page assess/: the key file and the packet are opened in a worker,
// and what is in it becomes a sheet, which ends sealed for the office. Loaded when it is asked for.

import { dayInWords } from "../theme/assets/dates.js";
import { button, h, notice } from "../theme/assets/dom.js";
import { fill, listed } from "../theme/assets/wording.js";
import { parsePacket } from "./packet/shape.js";
import { sheetOf } from "./packet/sheet.js";
import { AI_WORDS, SAYS } from "./packet/words.js";
import { download } from "./seal/fields.js";
import { sizeInWords } from "./seal/sizes.js";

/**
 * @import { Made, Opened, Sealed, Unlocked, Fault } from "./opening_worker.js"
 * @import { Sheet } from "./assess/sheet.js"
 * @import { Packet } from "./packet/shape.js"
 *
 * @typedef {object} Shown
 * @property {Sheet} sheet
 * @property {string} number
 * @property {string} draft  what tells the drafts of two readers apart
 * @property {HTMLElement} head
 * @property {HTMLElement} end
 *
 * @typedef {object} Desk what the page does for a packet
 * @property {(made: Shown) => void} show
 * @property {() => Record<string, {v: string}>} fields  what is typed in
 * @property {() => string[]} missing  what is missing, in words
 * @property {() => void} tellMissing  leads to where the page says so
 * @property {() => void} forget  deletes the draft
 * @property {() => void} back  shows the room again
 */

const LEAST_PHRASE = 12;
/** @type {string} the key that is open, while the page lives */
let secret = "";

/**
 * One job for a worker of its own. Rejects with a fault's name.
 * @template T
 * @param {object} job
 * @param {(bytes: number) => void} told
 * @returns {Promise<T>}
 */
function inWorker(job, told = () => {}) {
  return new Promise((resolve, reject) => {
    const name = "opening_worker.js";
    const worker = new Worker(new URL(name, import.meta.url), { type: "module" });
    worker.addEventListener("error", () => {
      worker.terminate();
      reject("memory");
    });
    worker.addEventListener("message", ({ data }) => {
      if ("read" in data) {
        told(data.read);
        return;
      }
      worker.terminate();
      if ("fault" in data) reject(data.fault);
      else resolve(data.done);
    });
    worker.postMessage(job);
  });
}

/** @param {unknown} fault */
const faultWords = (fault) => SAYS.fault[/** @type {Fault} */ (fault)] ?? SAYS.fault.memory;

/**
 * @param {string} words
 * @param {string} name
 * @param {string} accept
 */
function fileField(words, name, accept) {
  const input = h("input", { type: "file", name, accept });
  return { input, shown: h("label", { class: "cf-field" }, words, input) };
}

/**
 * @param {string} words
 * @param {string} name
 * @param {string} autocomplete
 */
function phraseField(words, name, autocomplete) {
  const input = h("input", { type: "password", name, autocomplete });
  return { input, shown: h("label", { class: "cf-field" }, words, input) };
}

/**
 * Puts the panel into `place`, and the focus on its title.
 * @param {HTMLElement} place
 * @param {Desk} desk
 */
export function begin(place, desk) {
  const key = fileField(SAYS.key, "key", ".age,.key,.txt");
  const phrase = phraseField(SAYS.phrase, "phrase", "current-password");
  const packet = fileField(SAYS.packet, "packet", ".age");
  const said = h("div", { "data-packet-said": "" });
  const told = h("p", { role: "status" });
  const open = button(SAYS.open, null, { type: "submit", class: "cf-button cf-button--primary" });
  const keyPart = secret ? h("p", {}, SAYS.keyOpen) : h("div", {}, key.shown, phrase.shown);
  const title = h("h2", { tabindex: -1 }, SAYS.title);
  /** @param {string} sentence */
  const warn = (sentence) => {
    told.textContent = "";
    said.replaceChildren(notice("warn", sentence));
  };

  async function openIt() {
    const file = packet.input.files?.[0];
    const keyFile = key.input.files?.[0];
    if (!secret && !keyFile) return warn(SAYS.noKey);
    if (!secret && !phrase.input.value) return warn(SAYS.noPhrase);
    if (!file) return warn(SAYS.noPacket);
    said.replaceChildren();
    open.disabled = true;
    try {
      if (!secret) {
        told.textContent = SAYS.unlocking;
        const job = { do: "unlock", file: keyFile, passphrase: phrase.input.value };
        /** @type {Unlocked} */
        const unlocked = await inWorker(job);
        secret = unlocked.secret;
        phrase.input.value = "";
        keyPart.replaceChildren(h("p", {}, SAYS.keyOpen));
      }
      let read = 0;
      let tenth = -1;
      /** @type {Opened} */
      const opened = await inWorker({ do: "open", secret, file }, (bytes) => {
        read += bytes;
        const now = Math.floor((read / file.size) * 10);
        if (now === tenth) return;
        tenth = now;
        const values = { part: sizeInWords(read), all: sizeInWords(file.size) };
        told.textContent = fill(SAYS.opening, values);
      });
      const found = parsePacket(opened.text);
      if (!found) throw "damaged";
      told.textContent = "";
      desk.show({
        sheet: sheetOf(found, opened.files),
        number: found.number,
        draft: found.token,
        head: headOf(found),
        end: endOf(found, desk),
      });
    } catch (fault) {
      warn(faultWords(fault));
    } finally {
      open.disabled = false;
    }
  }

  place.replaceChildren(
    h(
      "form",
      {
        class: "cf-sealing cf-packet__open",
        onsubmit: (event) => {
          event.preventDefault();
          openIt();
        },
      },
      title,
      h("p", {}, SAYS.about),
      keyPart,
      packet.shown,
      said,
      told,
      h("p", { class: "cf-actions" }, open),
      h("p", { class: "cf-muted" }, SAYS.tried),
    ),
    secret ? "" : makeView(),
  );
  title.focus();
}

/** The fold in which a reader makes a key. */
function makeView() {
  const first = phraseField(SAYS.newPhrase, "new-phrase", "new-password");
  const second = phraseField(SAYS.again, "new-phrase-again", "new-password");
  const said = h("div", { "data-key-said": "" });
  const told = h("p", { role: "status" });
  const make = button(SAYS.makeIt, null, { type: "submit" });

  async function makeIt() {
    const passphrase = first.input.value;
    if (passphrase.length < LEAST_PHRASE || passphrase !== second.input.value) {
      const sentence = passphrase.length < LEAST_PHRASE ? SAYS.short : SAYS.differ;
      said.replaceChildren(notice("warn", sentence));
      return;
    }
    said.replaceChildren();
    told.textContent = SAYS.making;
    make.disabled = true;
    try {
      /** @type {Made} */
      const made = await inWorker({ do: "make", passphrase });
      first.input.value = "";
      second.input.value = "";
      said.replaceChildren(madeView(made));
    } catch (fault) {
      said.replaceChildren(notice("warn", faultWords(fault)));
    } finally {
      told.textContent = "";
      make.disabled = false;
    }
  }

  return h(
    "details",
    { class: "cf-packet__make" },
    h("summary", {}, SAYS.make),
    h(
      "form",
      {
        class: "cf-sealing",
        onsubmit: (event) => {
          event.preventDefault();
          makeIt();
        },
      },
      h("p", {}, SAYS.makeAbout),
      first.shown,
      second.shown,
      told,
      h("p", { class: "cf-actions" }, make),
      said,
    ),
  );
}

/** @param {Made} made */
function madeView({ blob, recipient, fingerprint }) {
  const half = h("code", { "data-recipient": "", tabindex: -1 }, recipient);
  const told = h("p", { role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(recipient);
      told.textContent = SAYS.copied;
    } catch {
      // The browser has no clipboard here, or refuses it: what is selected is copied by hand.
      getSelection()?.selectAllChildren(half);
      told.textContent = SAYS.notCopied;
    }
  };
  return h(
    "div",
    { role: "status" },
    h("p", {}, h("strong", {}, SAYS.made)),
    h("p", {}, `${SAYS.publicHalf}: `, half),
    h("p", {}, fill(SAYS.fingerprint, { mark: fingerprint })),
    h(
      "p",
      { class: "cf-actions" },
      download(SAYS.saveKey, "reader.key.age", blob),
      button(SAYS.copy, copy),
    ),
    told,
  );
}

/**
 * What stands before the parts.
 * @param {Packet} packet
 */
function headOf(packet) {
  const ai = packet.ai_use.map(({ part, level, tools }) => {
    const values = { part, tools, level: AI_WORDS[/** @type {"none"} */ (level)] ?? level };
    return h("li", {}, fill(tools ? SAYS.tools : SAYS.ai_part, values));
  });
  const talk = SAYS.talk[/** @type {"sample"} */ (packet.conversation)];
  return h(
    "section",
    { class: "cf-part" },
    h(
      "h2",
      { tabindex: -1, "data-packet-head": "" },
      fill(SAYS.about_packet, { number: packet.number }),
    ),
    h("p", {}, h("strong", {}, fill(SAYS.due, { day: dayInWords(packet.due) })), ` ${SAYS.blind}`),
    packet.sheet.ai_policy.length > 0 && [
      h("h3", {}, SAYS.ai_rule),
      packet.sheet.ai_policy.map((one) => h("p", {}, one)),
    ],
    ai.length > 0 && [h("h3", {}, SAYS.ai), h("ul", {}, ...ai)],
    talk && h("p", {}, talk),
    packet.files.length > 0 && h("p", {}, SAYS.saveNote),
  );
}

/**
 * What stands after the parts: the sheet is sealed, saved, and forgotten.
 * @param {Packet} packet
 * @param {Desk} desk
 */
function endOf(packet, desk) {
  const said = h("div", { "data-end-said": "" });
  const told = h("p", { role: "status" });
  const seal = button(SAYS.sealIt, () => sealIt(), { class: "cf-button cf-button--primary" });
  // Sheets of two readers about the same work may come into one folder.
  const whose = /^[\w-]+$/.test(packet.reader) ? `-${packet.reader}` : "";
  const name = `${packet.number}${whose}.sheet.age`;

  async function sealIt() {
    said.replaceChildren();
    if (desk.missing().length) {
      desk.tellMissing();
      return;
    }
    told.textContent = SAYS.sealing;
    seal.disabled = true;
    const { ref, title, version } = packet.sheet;
    const { number, reader, token } = packet;
    const sheet = { credfolio_assessment: 1, ref, title, version, number, reader, token };
    const recipients = packet.office.keys.map((one) => one.recipient);
    const text = `${JSON.stringify({ ...sheet, fields: desk.fields() }, null, 1)}\n`;
    try {
      if (!recipients.length) throw "seal";
      /** @type {Sealed} */
      const sealed = await inWorker({ do: "seal", recipients, text });
      told.textContent = SAYS.sealed;
      said.replaceChildren(
        h(
          "p",
          { class: "cf-actions" },
          download(fill(SAYS.saveSheet, { file: name }), name, sealed.blob),
          button(SAYS.forget, () => {
            desk.forget();
            told.textContent = SAYS.forgotten;
          }),
          button(SAYS.another, desk.back),
        ),
        h("p", {}, SAYS.after),
      );
    } catch (fault) {
      told.textContent = "";
      said.replaceChildren(notice("warn", faultWords(fault)));
    } finally {
      seal.disabled = false;
    }
  }

  const holders = listed(packet.office.keys.map((one) => one.held_by));
  return h(
    "section",
    { class: "cf-part" },
    h("h2", {}, SAYS.end),
    h("p", {}, fill(SAYS.endAbout, { holders })),
    told,
    said,
    h("p", { class: "cf-actions" }, seal),
  );
}
