// What counts as a piece of evidence. The office counts the same: credfolio/rounds/completeness.py.

/**
 * How many pieces an item wants. Of hours and the like, which are counted with one number, one file
 * may hold many.
 * @param {number} count
 * @param {boolean} isCounted
 */
export const wantedPieces = (count, isCounted) => (isCounted ? 1 : count);

/**
 * How many of the texts say anything.
 * @param {string[]} texts
 */
export const writtenPieces = (texts) => texts.filter((text) => text.trim() !== "").length;
