// The receipt of the last try, as a file that the educator kept.

/** @import { Receipt } from "../seal.js" */

const ATTEMPTS = 99;
const LARGEST = 1e6; // bytes

/**
 * The receipt in a file; null where it is none of `ref`.
 * @param {File} file
 * @param {string} ref
 * @returns {Promise<Receipt | null>}
 */
export async function readReceipt(file, ref) {
  if (file.size >= LARGEST) return null;
  const found = await file
    .text()
    .then(JSON.parse)
    .catch(() => null);
  const isOurs =
    found?.credfolio_receipt === 1 &&
    found.ref === ref &&
    typeof found.number === "string" &&
    typeof found.reply_key === "string" &&
    Number.isInteger(found.attempt) &&
    found.attempt < ATTEMPTS;
  return isOurs ? found : null;
}
