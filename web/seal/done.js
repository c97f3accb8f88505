// What is said and given when a submission is sealed: its number, the file, and the receipt.
import { h, the } from "../../theme/assets/dom.js";
import { count, fill } from "../../theme/assets/wording.js";
import { download } from "./fields.js";
import { sizeInWords } from "./sizes.js";
import { SAYS } from "./words.js";

/**
 * @import { Asked, Worksheet } from "../seal.js"
 * @import { Sealed } from "./sealed.js"
 */

/**
 * @param {Sealed} sealed
 * @param {{ attempt: number, id: string, sealed_at: string }} inIt  its manifest
 * @param {Asked} asked
 * @param {Worksheet} worksheet
 * @param {string} earlier  the number of the same work, sealed before; "" for none
 * @param {() => void} saved  called when the sealed file is saved
 */
export function doneView(sealed, inIt, asked, worksheet, earlier, saved) {
  const name = `${sealed.number}.age`;
  const receipt = {
    credfolio_receipt: 1,
    number: sealed.number,
    sha256: sealed.sha256,
    bytes: sealed.blob.size,
    ref: worksheet.ref,
    title: worksheet.title,
    version: worksheet.version,
    attempt: inIt.attempt,
    id: inIt.id,
    sealed_at: inIt.sealed_at,
    keys: asked.keys.map(({ id: named, fingerprint }) => ({ id: named, fingerprint })),
    files: sealed.files.map(({ original, bytes, sha256 }) => ({ original, bytes, sha256 })),
    send: asked.route,
    business_days: asked.days,
    reply_key: sealed.replyKey,
  };
  const values = { number: sealed.number, size: sizeInWords(sealed.blob.size) };
  const days =
    asked.days === null ? "" : fill(SAYS.promised, { days: count(asked.days, "business day") });
  const made = h(
    "div",
    { class: "cf-sealing__done", role: "status" },
    h("h4", { tabindex: -1 }, fill(SAYS.done, values)),
    earlier && h("p", {}, fill(SAYS.replaces, { number: earlier })),
    h(
      "ol",
      {},
      h("li", {}, SAYS.save),
      h(
        "li",
        {},
        asked.route ? fill(SAYS.send, { route: asked.route }) : SAYS.sendIt,
        asked.address && [" ", h("a", { href: asked.address }, asked.address)],
      ),
      h(
        "li",
        {},
        SAYS.keep,
        " ",
        h("a", { href: new URL("../../receipt/", import.meta.url).href }, SAYS.read),
      ),
    ),
    days && h("p", {}, days),
    h(
      "p",
      { class: "cf-actions" },
      download(fill(SAYS.saveSealed, { file: name }), name, sealed.blob, saved),
      download(
        SAYS.saveReceipt,
        `receipt-${sealed.number}.json`,
        new Blob([`${JSON.stringify(receipt, null, 1)}\n`], { type: "application/json" }),
      ),
    ),
  );
  queueMicrotask(() => the("h4", HTMLElement, made).focus());
  return made;
}
