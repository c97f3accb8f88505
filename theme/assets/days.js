// Shows what holds today. The build writes each sentence that the calendar changes together with
// its days, and hides what does not hold yet; see hooks/credfolio/pages/fragments/by_day.py. This
// script stands in the head and acts on each element before it is painted, so nothing is seen to
// move. It goes only forward: a clock that is behind the build changes nothing.
import { today } from "./dates.js";
import { show, showAll } from "./shown.js";

const day = today();

const observer = new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes) show(node, day);
});
observer.observe(document, { childList: true, subtree: true });
// What the parser has made so far, and at the end what the observer was not told of.
showAll(document, day);
document.addEventListener("DOMContentLoaded", () => {
  observer.disconnect();
  showAll(document, day);
});
