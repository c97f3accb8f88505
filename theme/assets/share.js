// The share sheet: what its embed file holds, laid out when somebody opens the sheet, and the
// device's own way to send an address. Without this script the sheet has its plain links.
import { today } from "./dates.js";
import { button, h, maybe, the } from "./dom.js";

/** @import { Child } from "./dom.js" */

/**
 * What an embed file holds for the panel: HTML by kind and scheme, and a signature.
 * @typedef {{ text: string, html: string }} Signature
 * @typedef {{ title: string, href: string, until: string }} Profile
 * @typedef {{
 *   snippets: Record<string, string>, signature: Signature, profile?: Profile[],
 * }} Embed
 */

const SAYS = {
  profile: "Add badges to LinkedIn, one by one",
  copied: "Copied.",
  notCopied: "Your browser does not let this page copy. Select the text and copy it.",
  selected: "Not copied: copy the selected address.",
  embed: "On your own website",
  what: "What ",
  colors: "Colors ",
  html: "HTML",
  copyHtml: "Copy the HTML",
  sign: "E-mail signature",
  asText: "As text",
  copySignature: "Copy the signature",
  mastodon: "Share on Mastodon",
  server: "Your Mastodon server ",
  share: "Share",
  serverName: "Write the server's name, such as mastodon.example.",
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
const section = (title, ...inside) =>
  h("details", {}, h("summary", {}, title), h("div", {}, ...inside));

/**
 * @param {string} label
 * @param {() => Promise<void>} copy
 * @param {HTMLElement} place
 */
function copyButton(label, copy, place) {
  return button(label, () => tryToCopy(copy, place));
}

/**
 * Whether it was copied; that is told in `place`.
 * @param {() => Promise<void>} copy
 * @param {HTMLElement} place
 */
async function tryToCopy(copy, place) {
  try {
    await copy();
    place.textContent = SAYS.copied;
    return true;
  } catch {
    place.textContent = SAYS.notCopied;
    return false;
  }
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
 * The badges that may go into a LinkedIn profile today, each a link to LinkedIn's own form.
 * @param {Profile[]} badges
 */
function profile(badges) {
  const day = today();
  const valid = badges.filter(({ until }) => !until || until >= day);
  return section(
    SAYS.profile,
    h(
      "ul",
      {},
      valid.map(({ title, href }) =>
        h("li", {}, h("a", { href, rel: "nofollow noopener noreferrer" }, title)),
      ),
    ),
  );
}

/**
 * @param {HTMLElement} sheet
 * @returns {Promise<Embed>}
 */
async function loadEmbed(sheet) {
  const answer = await fetch(sheet.dataset.share ?? "");
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).credfolio;
}

/** @param {HTMLElement} sheet */
async function fillSheet(sheet) {
  /**
   * @param {string} name
   * @param {HTMLElement} inside
   */
  const put = (name, inside) => {
    const place = the(`[data-share-${name}]`, HTMLElement, sheet);
    inside.querySelector("summary")?.prepend(...place.querySelectorAll(":scope > svg"));
    place.replaceChildren(inside);
    place.hidden = false;
  };
  try {
    const { snippets, signature, profile: badges = [] } = await loadEmbed(sheet);
    if (badges.length > 0 && sheet.querySelector("[data-share-profile]")) {
      put("profile", profile(badges));
    }
    put("signature", signing(signature));
    put("embed", embedding(snippets));
    put("mastodon", mastodon(sheet.dataset.mastodon ?? ""));
    return true;
  } catch {
    put("embed", h("p", { role: "status" }, SAYS.failed));
    return false;
  }
}

/** @param {HTMLElement} sheet */
function wire(sheet) {
  let isFilled = false;
  sheet.addEventListener("toggle", async (event) => {
    if (event.target !== sheet || !sheet.matches(":popover-open") || isFilled) return;
    isFilled = true;
    isFilled = await fillSheet(sheet);
  });
  const data = { title: document.title, url: canonical() };
  const send = the("[data-send]", HTMLElement, sheet);
  send.hidden = !("share" in navigator && navigator.canShare?.(data));
  // Somebody who closes the device's own sheet has not failed at anything.
  send.addEventListener("click", () => navigator.share(data).catch(() => {}));
}

/** @param {HTMLElement} sheet */
function wireAddress(sheet) {
  const copy = the("[data-copy-address]", HTMLElement, sheet);
  const told = the("[data-copied]", HTMLElement, sheet);
  copy.hidden = !("clipboard" in navigator);
  copy.addEventListener("click", async () => {
    if (await tryToCopy(() => navigator.clipboard.writeText(canonical()), told)) return;
    getSelection()?.selectAllChildren(the("[data-printed-address]", HTMLElement, sheet));
    told.textContent = SAYS.selected;
  });
}

function canonical() {
  return maybe("link[rel=canonical]", HTMLLinkElement)?.href ?? location.href;
}

const sheet = maybe("#share", HTMLElement);
if (sheet) wireAddress(sheet);
if (sheet?.dataset.share) wire(sheet);
