// The ways from a form to the forge, and what happens there.

import { button, h, handOver, say, the } from "../../theme/assets/dom.js";

/**
 * @import { Draft } from "./drafts.js"
 * @import { Form, Kind } from "./form.js"
 * @typedef {{
 *   kind: Kind, draft: Draft, form: Form, made: string, path: string, takeCopy: () => unknown,
 * }} Handed
 */

const WORDS = {
  noPlace:
    "This site names no place for proposals. Download the file and send it to the people who " +
    "keep the site.",
  change:
    "The page for changing this file cannot be filled in from here. Copy the file, open the " +
    "page, select everything in it and paste.",
  filledIn:
    "Opens a page with the file filled in. You need an account there; the people who keep the " +
    "site look at it before it is published.",
  paste: "Copy it, open the page, and paste it there as {path}.",
  tooLong:
    "The file is too long to be passed on by a link. Copy it, open the page, and paste it there " +
    "as {path}.",
  send:
    "Copy or download the file below, and send it to the issuer of the micro-credential: its " +
    "page says how to reach it.",
  request:
    "Opens a request with all of this filled in. It is public: read it once more before you send " +
    "it. You need an account there.",
  requestTooLong:
    "The record is too long to be passed on by a link. It is copied when you open the request; " +
    "paste it into the field “The record”.",
};
const MOST_ADDRESS = 8000; // characters that forges and browsers take

/**
 * @param {string} href
 * @param {string} words
 * @param {Record<string, string | (() => unknown)>} more
 */
const link = (href, words, more = {}) =>
  h(
    "a",
    {
      class: "cf-button cf-button--primary",
      href,
      target: "_blank",
      rel: "noopener noreferrer",
      ...more,
    },
    words,
  );
/** @param {Record<string, string>} values */
const query = (values) =>
  Object.entries(values)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join("&");

/**
 * @param {string} path
 * @param {string} text
 */
export function download(path, text) {
  handOver(path.split("/").pop() ?? "", "text/yaml", text);
}

/**
 * @param {string} text
 * @param {HTMLElement} place
 */
export async function copy(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied");
    return true;
  } catch {
    the("details", HTMLDetailsElement, place).open = true;
    getSelection()?.selectAllChildren(the("code", HTMLElement, place));
    say("This browser did not allow copying. The file is selected; copy it with your keyboard.");
    return false;
  }
}

/**
 * [heading, what to do] for a draft; `page` is the data of the form's element.
 * @param {DOMStringMap} page
 * @param {Handed} handed
 * @returns {[string, Node[]]}
 */
export function ways(page, { kind, draft, form, path, made, takeCopy }) {
  const { new: fresh, edit, fills } = page;
  if (kind.asks?.(draft)) return request(page, { kind, draft, form, path, made, takeCopy });
  if (!fresh) return ["Propose it", [h("p", {}, WORDS.noPlace)]];
  if (draft.path) {
    return [
      "Propose the change",
      [
        h("p", {}, WORDS.change),
        h(
          "p",
          { class: "cf-actions" },
          link(`${edit}${draft.path}`, "Copy and open the page", {
            onclick: takeCopy,
            "data-hand": "edit",
          }),
        ),
      ],
    ];
  }
  const target = `${fresh}?${query({ filename: path, value: made })}`;
  if (fills === "yes" && target.length <= MOST_ADDRESS) {
    return [
      "Propose it",
      [
        h("p", {}, WORDS.filledIn),
        h("p", { class: "cf-actions" }, link(target, "Propose it", { "data-hand": "new" })),
      ],
    ];
  }
  const empty = fills === "yes" ? `${fresh}?${query({ filename: path })}` : fresh;
  return [
    "Propose it",
    [
      h("p", {}, (fills === "yes" ? WORDS.tooLong : WORDS.paste).replace("{path}", path)),
      h(
        "p",
        { class: "cf-actions" },
        link(empty, "Copy and open the page", { onclick: takeCopy, "data-hand": "copy" }),
      ),
    ],
  ];
}

/**
 * @param {DOMStringMap} page
 * @param {Handed} handed
 * @returns {[string, Node[]]}
 */
function request({ issue, fills }, { kind, draft, form, made, takeCopy }) {
  const title = "Ask the issuer to record it";
  if (fills !== "yes" || !issue) {
    return [title, [h("p", {}, WORDS.send)]];
  }
  const values = kind.request?.(draft, form, made) ?? {};
  const target = `${issue}?${query(values)}`;
  const open = h("p", {}, WORDS.request);
  if (target.length <= MOST_ADDRESS)
    return [
      title,
      [
        open,
        h("p", { class: "cf-actions" }, link(target, "Open the request", { "data-hand": "issue" })),
      ],
    ];
  return [
    title,
    [
      h("p", {}, WORDS.requestTooLong),
      h(
        "p",
        { class: "cf-actions" },
        link(`${issue}?${query({ ...values, record: "" })}`, "Copy and open the request", {
          onclick: takeCopy,
          "data-hand": "issue-copy",
        }),
      ),
    ],
  ];
}

/** @param {{takeCopy: () => unknown, takeDown: () => unknown}} acts */
export function buttons({ takeCopy, takeDown }) {
  return h(
    "p",
    { class: "cf-actions" },
    button("Copy the file", takeCopy),
    button("Download the file", takeDown),
  );
}

/** @param {string[]} sentences */
export const afterwards = (sentences) =>
  h(
    "div",
    { class: "cf-builder__after" },
    h("h3", {}, "What happens next"),
    h(
      "ol",
      {},
      sentences.map((one) => h("li", {}, one)),
    ),
  );
