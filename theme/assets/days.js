// Shows what holds today. The build writes each sentence that the calendar changes together with
// its days, and hides what does not hold yet; see hooks/credfolio/pages/fragments/by_day.py. This
// script stands in the head and acts on each element before it is painted, so nothing is seen to
// move. It goes only forward: a clock that is behind the build changes nothing.
import { isShown, today } from "./dates.js";

const MARKED = "[data-shown-from],[data-shown-until]";
const day = today();

/** @param {Node} node */
function show(node) {
  if (!(node instanceof HTMLElement)) return;
  const { shownFrom, shownUntil } = node.dataset;
  const isHidden = !isShown({ from: shownFrom, until: shownUntil }, day, !node.hidden);
  if (node.hidden !== isHidden) node.hidden = isHidden;
}

/** What the parser has made so far, and what an observer was not told of. */
function showAll() {
  for (const element of document.querySelectorAll(MARKED)) show(element);
}

const observer = new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) show(node);
});
observer.observe(document, { childList: true, subtree: true });
showAll();
document.addEventListener("DOMContentLoaded", () => {
  observer.disconnect();
  showAll();
});
