// "Ask for a change of a page about you": a request becomes a file with a number, sealed where the
// office has keys, which the reader sends. Nothing leaves the browser by itself.
import { all, h, notice, the } from "../theme/assets/dom.js";
import { count, fill } from "../theme/assets/wording.js";
import { download } from "./seal/fields.js";
import { numberOf } from "./seal/number.js";
import { hex } from "./verify/hex.js";

/**
 * @import { Sealed } from "./seal/sealed.js"
 *
 * @typedef {object} Office
 * @property {string} id
 * @property {string} name
 * @property {string} url
 * @property {string} instructions
 * @property {string} email
 * @property {number | null} days
 * @property {{ recipient: string, held_by: string, fingerprint: string }[]} keys
 *
 * @typedef {{ number: string, sha256: string, blob: Blob, name: string, replyKey: string }} Made
 */

const SAYS = {
  about: "This is no address of a portfolio or an award. It has “/portfolios/” in it.",
  failed: "The request could not be sealed. Try it again, or write to {office}.",
  done: "Your request has the number {number}.",
  save: "Save both files.",
  mail: "Send the request to {office}, as an attachment:",
  upload: "Bring the request to {office}:",
  mailIt: "Write the message",
  keep: "Keep the receipt. If you hear nothing, ask for the request by its number.",
  days: "{office} promises an answer within {days}.",
  saveFile: "Save {file}",
  saveReceipt: "Save the receipt",
  subject: "Request {number}",
  body: "A request about {about} is attached: {file}",
  choose: "Choose an office",
  compare: "Sealed for {holder}: {fingerprint}",
};
const ABOUT = /(?:^|\/)portfolios\/([a-z0-9-]+)\/?(?:([a-z0-9-]+)\/?)?(?:[?#].*)?$/;
const INDENT = 1;

const form = the("[data-request]", HTMLFormElement);
/** @type {Office[]} */
const offices = JSON.parse(form.dataset.offices ?? "[]");
const place = the("[data-done]", HTMLElement, form);
const id = crypto.randomUUID();
const asked = new URLSearchParams(location.search);

field("about").value = asked.get("about") ?? "";
const known = offices.some(({ id: one }) => one === asked.get("issuer"));
if (known) field("issuer").value = asked.get("issuer") ?? "";
else if (offices.length > 1) {
  // The first one by name would be as good as drawn.
  field("issuer").prepend(h("option", { value: "", selected: true }, SAYS.choose));
  field("issuer").required = true;
}
form.hidden = false;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  make();
});
show();

/** @param {string} name */
function field(name) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
}

/** @param {string} name */
function typed(name) {
  return field(name).value.trim();
}

function what() {
  const chosen = all('[name="what"]', HTMLInputElement, form).find((one) => one.checked);
  return chosen?.value ?? "";
}

/** The office that is chosen; before one is, none. */
function office() {
  return offices.find(({ id: one }) => one === typed("issuer"));
}

/** Say what belongs to the choice, and ask for words where nothing goes without them. */
function show() {
  const keys = office()?.keys.length;
  the("[data-sealed]", HTMLElement, form).hidden = !keys;
  the("[data-unsealed]", HTMLElement, form).hidden = keys !== 0;
  the("[data-attach]", HTMLElement, form).hidden = what() !== "photo";
  the('[name="text"]', HTMLTextAreaElement, form).required = what() === "correct";
}

/** The address below the site's own; "" for what is none of a portfolio. */
function about() {
  const found = ABOUT.exec(typed("about"));
  if (!found) return "";
  const award = found[2] && found[2] !== "transcript" ? `${found[2]}/` : "";
  return `portfolios/${found[1]}/${award}`;
}

async function make() {
  const to = office();
  if (!to) return; // the field asks for it before
  const page = about();
  if (!page) {
    place.replaceChildren(notice("warn", SAYS.about));
    return;
  }
  const text = typed("text");
  const request = {
    credfolio_request: 1,
    id,
    issuer: to.id,
    what: what(),
    about: page,
    ...(text ? { text } : {}),
    name: typed("name"),
    address: typed("address"),
    made_at: new Date().toISOString(),
  };
  const submit = the('[type="submit"]', HTMLButtonElement, form);
  submit.disabled = true;
  try {
    const made = to.keys.length ? await sealed(request, to) : await inClear(request);
    place.replaceChildren(doneView(made, request, to));
    the("h2", HTMLElement, place).focus();
  } catch {
    place.replaceChildren(notice("warn", fill(SAYS.failed, { office: to.name })));
  } finally {
    submit.disabled = false;
  }
}

/**
 * @param {object} request
 * @returns {Promise<Made>}
 */
async function inClear(request) {
  const bytes = new TextEncoder().encode(`${JSON.stringify(request, null, INDENT)}\n`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const number = numberOf(digest);
  const blob = new Blob([bytes], { type: "application/json" });
  return { number, sha256: hex(digest), blob, name: `${number}.json`, replyKey: "" };
}

/**
 * @param {object} request
 * @param {Office} to
 * @returns {Promise<Made>}
 */
function sealed(request, to) {
  const worker = new Worker(new URL("sealing_worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", reject);
    worker.addEventListener("message", ({ data }) => {
      if (!("sealed" in data)) {
        if (!("read" in data)) reject(data);
        return;
      }
      worker.terminate();
      const { number, sha256, blob, replyKey } = /** @type {Sealed} */ (data.sealed);
      resolve({ number, sha256, blob, name: `${number}.age`, replyKey });
    });
    worker.postMessage({
      recipients: to.keys.map(({ recipient }) => recipient),
      replyKey: "",
      worksheet: "{}",
      said: request,
      chosen: [],
    });
  });
}

/**
 * @param {Made} made
 * @param {{ what: string, about: string, made_at: string }} request
 * @param {Office} to
 */
function doneView(made, request, to) {
  const receipt = {
    credfolio_request_receipt: 1,
    number: made.number,
    sha256: made.sha256,
    bytes: made.blob.size,
    what: request.what,
    about: request.about,
    made_at: request.made_at,
    office: to.name,
    send: to.url || to.email,
    business_days: to.days,
    ...(made.replyKey ? { reply_key: made.replyKey } : {}),
  };
  const values = { office: to.name, number: made.number, file: made.name, about: request.about };
  const mail = new URLSearchParams({
    subject: fill(SAYS.subject, values),
    body: fill(SAYS.body, values),
  });
  // Mail programs read a plus as a plus.
  const write = `mailto:${to.email}?${mail.toString().replaceAll("+", "%20")}`;
  return h(
    "div",
    { class: "cf-sealing__done", role: "status" },
    h("h2", { tabindex: -1 }, fill(SAYS.done, values)),
    h(
      "ol",
      {},
      h("li", {}, SAYS.save),
      to.url
        ? h("li", {}, fill(SAYS.upload, values), " ", h("a", { href: to.url }, to.url))
        : h("li", {}, fill(SAYS.mail, values), " ", h("a", { href: write }, to.email)),
      h("li", {}, SAYS.keep),
    ),
    to.days !== null &&
      h("p", {}, fill(SAYS.days, { office: to.name, days: count(to.days, "business day") })),
    ...to.keys.map(({ held_by, fingerprint }) =>
      h("p", { class: "cf-muted" }, fill(SAYS.compare, { holder: held_by, fingerprint })),
    ),
    h(
      "p",
      { class: "cf-actions" },
      download(fill(SAYS.saveFile, values), made.name, made.blob),
      download(
        SAYS.saveReceipt,
        `receipt-${made.number}.json`,
        new Blob([`${JSON.stringify(receipt, null, INDENT)}\n`], { type: "application/json" }),
      ),
    ),
  );
}
