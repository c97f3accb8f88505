// The share panel: what its embed file holds, laid out when somebody opens the panel.
// Without this script the panel has its plain links.
import { button, h, maybe, the } from "./dom.js";

/** @import { Child } from "./dom.js" */

/**
 * What an embed file holds for the panel: HTML by kind and scheme, and a signature.
 * @typedef {{ text: string, html: string }} Signature
 * @typedef {{ snippets: Record<string, string>, signature: Signature }} Embed
 */

const SAYS = {
  copied: "Copied.",
  notCopied: "Your browser does not let this page copy. Select the text and copy it.",
  embed: "Put it on a website",
  what: "What ",
  colors: "Colors ",
  html: "HTML",
  copyHtml: "Copy the HTML",
  sign: "Put it under your e-mails",
  asText: "As text",
  copySignature: "Copy the signature",
  mastodon: "Share on Mastodon",
  server: "Your Mastodon server ",
  share: "Share",
  serverName: "Write the server's name, such as mastodon.example.",
  waiting: "One moment",
  failed: "The rest could not be loaded. Close this and open it again.",
};
/** @type {Record<string, string>} */
const NAMES = { badge: "Badge alone", card: "Card", wall: "All badges" };
const SCHEMES = ["light", "dark"];
const SERVER = /^[a-z0-9.-]+\.[a-z]{2,}$/i;

const said = () => h("span", { role: "status" });

/**
 * @param {string} title
 * @param {Child[]} inside
 */
const section = (title, ...inside) => h("details", {}, h("summary", {}, title), ...inside);

/**
 * @param {string} label
 * @param {() => Promise<void>} copy
 * @param {HTMLElement} place
 */
function copyButton(label, copy, place) {
  return button(label, async () => {
    try {
      await copy();
      place.textContent = SAYS.copied;
    } catch {
      place.textContent = SAYS.notCopied;
    }
  });
}

/**
 * HTML for programs that take it, plain text for the others.
 * @param {Signature} signature
 */
function copyBoth({ html, text }) {
  if (!("ClipboardItem" in window)) return navigator.clipboard.writeText(html);
  /** @type {(value: string, type: string) => Blob} */
  const blob = (value, type) => new Blob([value], { type });
  return navigator.clipboard.write([
    new ClipboardItem({
      "text/html": blob(html, "text/html"),
      "text/plain": blob(text, "text/plain"),
    }),
  ]);
}

/**
 * @param {string} name
 * @param {string[]} values
 * @param {(value: string) => string} nameOf
 */
function choice(name, values, nameOf) {
  return h("select", { name }, ...values.map((value) => h("option", { value }, nameOf(value))));
}

/** @param {Record<string, string>} snippets */
function embedding(snippets) {
  const kinds = [...new Set(Object.keys(snippets).map((key) => key.split("-")[0]))];
  const kind = choice("kind", kinds, (one) => NAMES[one] || one);
  const scheme = choice("scheme", SCHEMES, (one) => one);
  const code = h("textarea", { readonly: true, rows: 5, spellcheck: "false" });
  const told = said();
  const show = () => {
    scheme.disabled = kind.value === "badge";
    code.value = snippets[kind.value] || snippets[`${kind.value}-${scheme.value}`];
    told.textContent = "";
  };
  for (const one of [kind, scheme]) one.addEventListener("change", show);
  show();
  const copy = copyButton(SAYS.copyHtml, () => navigator.clipboard.writeText(code.value), told);
  return section(
    SAYS.embed,
    h("p", {}, h("label", {}, SAYS.what, kind), " ", h("label", {}, SAYS.colors, scheme)),
    h("label", {}, SAYS.html, code),
    h("p", {}, copy, " ", told),
  );
}

/** @param {Signature} signature */
function signing(signature) {
  const told = said();
  const attributes = { readonly: true, rows: 4, value: signature.text, spellcheck: "false" };
  const copy = copyButton(SAYS.copySignature, () => copyBoth(signature), told);
  return section(
    SAYS.sign,
    h("label", {}, SAYS.asText, h("textarea", attributes)),
    h("p", {}, copy, " ", told),
  );
}

/** @param {string} way  what follows the server's name in the address */
function mastodon(way) {
  const attributes = { name: "server", placeholder: "mastodon.example", autocomplete: "off" };
  const field = h("input", { ...attributes, required: true });
  const told = said();
  const form = h(
    "form",
    { class: "cf-sharebox__server" },
    h("label", {}, SAYS.server, field),
    h("button", { type: "submit", class: "cf-button" }, SAYS.share),
    told,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const server = field.value
      .trim()
      .replace(/^https?:\/\//, "")
      .replace(/\/.*$/, "");
    if (!SERVER.test(server)) {
      told.textContent = SAYS.serverName;
      field.focus();
      return;
    }
    open(`https://${server}${way}`, "_blank", "noopener");
  });
  return section(SAYS.mastodon, form);
}

/**
 * @param {HTMLDetailsElement} panel
 * @returns {Promise<Embed>}
 */
async function loadEmbed(panel) {
  const answer = await fetch(panel.dataset.share ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).credfolio;
}

/** @param {HTMLDetailsElement} panel */
async function fillPanel(panel) {
  const inside = the(".cf-sharebox__in", HTMLElement, panel);
  const waiting = h("p", { role: "status" }, SAYS.waiting);
  inside.append(waiting);
  try {
    const { snippets, signature } = await loadEmbed(panel);
    waiting.remove();
    inside.append(mastodon(panel.dataset.mastodon ?? ""), embedding(snippets), signing(signature));
  } catch {
    waiting.textContent = SAYS.failed;
    const again = () => {
      if (!panel.open) return;
      waiting.remove();
      fillPanel(panel);
    };
    panel.addEventListener("toggle", again, { once: true });
  }
}

/** @param {HTMLDetailsElement} panel */
function wire(panel) {
  let begun = false;
  panel.addEventListener("toggle", () => {
    if (!panel.open || begun) return;
    begun = true;
    fillPanel(panel);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    panel.open = false;
    panel.querySelector("summary")?.focus();
  });
}

const panel = maybe("details[data-share]", HTMLDetailsElement);
if (panel) wire(panel);
