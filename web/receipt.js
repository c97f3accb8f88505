// A receipt and a letter of the office: reads the letter in this browser, and begins the next try.
import { Decrypter } from "age-encryption";
import { isDate } from "../theme/assets/dates.js";
import { h, notice, the } from "../theme/assets/dom.js";
import { letterView } from "../theme/assets/letter.js";
import { nextTry } from "../theme/assets/next_try.js";
import { fill, listed } from "../theme/assets/wording.js";
import { fileIn } from "./dom/field.js";

/**
 * @import { Next } from "../theme/assets/next_try.js"
 * @typedef {{ number: string, ref: string, title: string, reply_key: string }} Receipt
 * @typedef {object} Letter
 * @property {string} number
 * @property {string} ref
 * @property {string} title
 * @property {number} attempt
 * @property {string} outcome
 * @property {number[]} kept_parts
 * @property {string} [decided_on]
 * @property {string} text
 */

const SAYS = {
  receipt: "1. Open your receipt",
  letter: "2. Open the letter",
  hint: "Both stay on this device. The letter is a file that ends in .letter.age.",
  notReceipt: "This file is no receipt. It is called receipt-, then the number, and ends in .json.",
  ofReceipt: "Receipt {number}: {title}.",
  first: "Open the receipt first: it has the key to the letter.",
  notOpened:
    "This letter is not sealed for this receipt. Make sure that both have the number {number}.",
  notLetter: "This file opens with your receipt, and is no letter of this office.",
  another: "This letter is about {number}, and the receipt about {own}.",
  next: "What happens next",
  passed:
    "Nothing more is asked of you. Your award is published if you agreed to that and your " +
    "portfolio is public. Keep this letter and your receipt.",
  again: "Your next try keeps {parts}; the worksheet locks what you keep.",
  nothing: "Your next try begins with every part.",
  begin: "Begin the next try",
  notKept: "This browser keeps nothing, so open the receipt in the worksheet when you seal.",
};
const LARGEST = 2_000_000;
const REF = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/;

const page = the("[data-receipt]", HTMLElement);
const root = page.dataset.root ?? "";
const said = h("div", { role: "status" });
const shown = h("div", {});
/** @type {Receipt | null} */
let receipt = null;

/**
 * @param {string} words
 * @param {string} accept
 * @param {(file: File) => unknown} open
 */
const opener = (words, accept, open) =>
  h(
    "label",
    { class: "cf-button cf-file" },
    words,
    h("input", {
      type: "file",
      accept,
      onchange: (event) => {
        const file = fileIn(event);
        if (file) open(file);
      },
    }),
  );

/** @param {string} sentence */
const warn = (sentence) => said.replaceChildren(notice("warn", sentence));

/** @param {File} file */
async function openReceipt(file) {
  shown.replaceChildren();
  const found =
    file.size < LARGEST
      ? await file
          .text()
          .then(JSON.parse)
          .catch(() => null)
      : null;
  const isOurs =
    found?.credfolio_receipt === 1 &&
    typeof found.number === "string" &&
    typeof found.reply_key === "string" &&
    REF.test(found.ref);
  receipt = isOurs ? found : null;
  if (!receipt) warn(SAYS.notReceipt);
  else {
    const values = { number: receipt.number, title: String(receipt.title).slice(0, 200) };
    said.replaceChildren(notice("info", fill(SAYS.ofReceipt, values)));
  }
}

/** @param {File} file */
async function openLetter(file) {
  if (!receipt) {
    warn(SAYS.first);
    return;
  }
  shown.replaceChildren();
  let text;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(receipt.reply_key);
    const sealed = file.size < LARGEST ? new Uint8Array(await file.arrayBuffer()) : null;
    if (!sealed) throw new Error("too large");
    text = await decrypter.decrypt(sealed, "text");
  } catch {
    warn(fill(SAYS.notOpened, { number: receipt.number }));
    return;
  }
  const letter = parsed(text);
  if (!letter) warn(SAYS.notLetter);
  else if (letter.number !== receipt.number) {
    warn(fill(SAYS.another, { number: letter.number, own: receipt.number }));
  } else show(letter);
}

/**
 * @param {string} text
 * @returns {Letter | null}
 */
function parsed(text) {
  try {
    const found = JSON.parse(text);
    const isOurs =
      found?.credfolio_letter === 1 &&
      typeof found.number === "string" &&
      typeof found.text === "string" &&
      typeof found.ref === "string" &&
      REF.test(found.ref) &&
      Number.isInteger(found.attempt) &&
      Array.isArray(found.kept_parts) &&
      found.kept_parts.every(Number.isInteger);
    return isOurs ? found : null;
  } catch {
    return null;
  }
}

/** @param {Letter} letter */
function show(letter) {
  const title = h("h2", { tabindex: -1 }, letter.title);
  const parts = letter.kept_parts.map((part) => `part ${part}`);
  const next =
    letter.outcome === "pass"
      ? h("p", {}, SAYS.passed)
      : h(
          "div",
          {},
          h("p", {}, parts.length ? fill(SAYS.again, { parts: listed(parts) }) : SAYS.nothing),
          h(
            "p",
            { class: "cf-actions" },
            h(
              "a",
              {
                class: "cf-button cf-button--primary",
                href: `${root}catalog/${letter.ref}/worksheet/`,
                onclick: (event) => begin(event, letter),
              },
              SAYS.begin,
            ),
          ),
        );
  said.replaceChildren();
  shown.replaceChildren(
    title,
    letterView(letter.text, letter.title, "h3"),
    h("h3", {}, SAYS.next),
    next,
  );
  title.focus();
}

/**
 * @param {Event} event
 * @param {Letter} letter
 */
function begin(event, letter) {
  /** @type {Next} */
  const next = {
    number: letter.number,
    attempt: letter.attempt + 1,
    kept: letter.kept_parts,
    letter: letter.text,
    decided: isDate(letter.decided_on ?? "") ? (letter.decided_on ?? "") : "",
  };
  if (!nextTry(letter.ref).write(next)) return;
  event.preventDefault();
  warn(SAYS.notKept);
}

page.replaceChildren(
  h(
    "p",
    { class: "cf-actions" },
    opener(SAYS.receipt, ".json,application/json", openReceipt),
    opener(SAYS.letter, ".age", openLetter),
  ),
  h("p", { class: "cf-muted" }, SAYS.hint),
  said,
  shown,
);
page.setAttribute("aria-busy", "false");
