// A portfolio: the filter of its badges, the check of all of them, the share sheet. Without it the
// list is shown whole, and each badge is checked on the verify page.
import "../share.js";
import "./check.js";
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
  const items = all(".cf-shelf__list > li", HTMLElement, section).map(faceted);
  const fold = maybe("details", HTMLDetailsElement, section);
  facets(form, {
    items: async () => items,
    show(fitting, chosen) {
      const shown = new Set(fitting);
      for (const item of items) item.badge.hidden = !shown.has(item);
      if (chosen && fold) fold.open = true;
    },
    say: (n) => fill(SAYS.fitting, { n, size: items.length }),
  });
}
