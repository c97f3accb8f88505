// Keys: arrows walk from the box through the results, Escape goes back to the box and out of it.
import { all } from "../dom.js";

const RESULTS = ".cf-card__title a, .cf-group__row > a";

/**
 * Where a key leads from the box or a result; null when it leads nowhere.
 * @param {string} key
 * @param {HTMLElement} input
 * @param {HTMLElement} results  groups and cards
 */
function ledTo(key, input, results) {
  const links = all(RESULTS, HTMLAnchorElement, results);
  const { activeElement } = document;
  const at = activeElement instanceof HTMLAnchorElement ? links.indexOf(activeElement) : -1;
  if (key === "ArrowDown" && (activeElement === input || at >= 0)) return links[at + 1] ?? null;
  if (key === "ArrowUp" && at >= 0) return links[at - 1] ?? input;
  return key === "Escape" && at >= 0 ? input : null;
}

/**
 * @param {HTMLInputElement} input  the search box
 * @param {HTMLElement} results
 * @param {() => boolean} isElsewhere  whether keys are for something above the page
 * @param {() => void} leave  on Escape in the box
 */
export function listenToKeys(input, results, isElsewhere, leave) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isElsewhere()) return;
    const place = ledTo(event.key, input, results);
    if (place) {
      event.preventDefault();
      place.focus();
    } else if (event.key === "Escape" && document.activeElement === input) {
      event.preventDefault();
      leave();
    }
  });
}
