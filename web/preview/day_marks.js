// What a preview shows of what the calendar changes: credfolio.pages.fragments.by_day. A preview is
// read on the day on which it is made, so an element is there or it is not.
import { trusted } from "./template.js";

/** @typedef {string | null | undefined} Day */

/** @param {string} today */
export function dayMarks(today) {
  /** @param {boolean} holds */
  const mark = (holds) => (holds ? trusted("") : null);
  return {
    /** @param {[Day]} args */
    until: ([last]) => mark(!last || today <= last),
    /** @param {[Day]} args */
    after: ([last]) => mark(Boolean(last && today > last)),
    /** @param {[Day]} args */
    before: ([first]) => mark(Boolean(first && today < first)),
    /** @param {[Day, Day]} args */
    within: ([first, last]) => mark((!first || first <= today) && (!last || today <= last)),
  };
}
