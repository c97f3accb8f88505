// Elements that the build wrote with the days on which they hold; see by_day.py.
import { isShown } from "./dates.js";

export const MARKED = "[data-shown-from],[data-shown-until]";

/**
 * Shows or hides a marked element as `day` asks.
 * @param {Node} node
 * @param {string} day
 */
export function show(node, day) {
  if (!(node instanceof HTMLElement)) return;
  const { shownFrom, shownUntil } = node.dataset;
  const isHidden = !isShown({ from: shownFrom, until: shownUntil }, day, !node.hidden);
  if (node.hidden !== isHidden) node.hidden = isHidden;
}

/**
 * The same for everything marked inside `holder`.
 * @param {ParentNode} holder
 * @param {string} day
 */
export function showAll(holder, day) {
  for (const element of holder.querySelectorAll(MARKED)) show(element, day);
}
