// The next try at a micro-credential, as the letter about the last one began it in this browser.
import { isDate } from "./dates.js";
import { openStore } from "./store.js";

/**
 * @typedef {object} Next
 * @property {string} number  of the last try; "" for none
 * @property {number} attempt  of the next one
 * @property {number[]} kept  the parts that passed
 * @property {string} letter
 * @property {string} decided  the day of the decision; "" where it is not known
 */

/** @returns {Next} */
const none = () => ({ number: "", attempt: 1, kept: [], letter: "", decided: "" });

/** @param {string} ref */
export const nextTry = (ref) =>
  openStore(`credfolio-next-${ref}`, {
    version: 1,
    empty: none,
    parse: (kept) => {
      const { number, attempt, kept: parts, letter, decided } = kept;
      if (typeof number !== "string" || typeof letter !== "string") throw new Error("next");
      if (!Number.isInteger(attempt) || !Array.isArray(parts) || !parts.every(Number.isInteger)) {
        throw new Error("next");
      }
      const day = typeof decided === "string" && isDate(decided) ? decided : "";
      return { number, attempt: Number(attempt), kept: parts, letter, decided: day };
    },
  });
