// The badge wall's filter. Without it the wall is shown whole.
import { all, maybe } from "../dom.js";
import { fill } from "../wording.js";
import { facets } from "./facets.js";

const SAYS = { fitting: "{n} of {size} badges" };

/** @param {HTMLElement} badge */
function faceted(badge) {
  const { stack = "", topic = "", year = "" } = badge.dataset;
  return { badge, values: { stack: stack.split(" "), topic: topic.split(" "), year: [year] } };
}

const form = maybe('[data-filter="wall"]', HTMLFormElement);
const section = form?.closest("section");
if (form && section) {
  const groups = all(".cf-wallgroup", HTMLElement, section);
  const items = all(".cf-wall > li", HTMLElement, section).map(faceted);
  facets(form, {
    items: async () => items,
    show(fitting) {
      const shown = new Set(fitting);
      for (const item of items) item.badge.hidden = !shown.has(item);
      for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    },
    say: (n) => fill(SAYS.fitting, { n, size: items.length }),
  });
}
