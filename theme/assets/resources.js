// The filters of the list of learning resources. Without them the list is whole, by kind.
import { all, maybe } from "./dom.js";
import { facets } from "./people/facets.js";
import { bare, fill } from "./wording.js";

const SAYS = {
  one: "1 resource fits",
  many: "{n} resources fit",
  none: "Nothing fits. Choose less.",
};

const form = maybe('[data-filter="resources"]', HTMLFormElement);
const items = all("[data-resource]", HTMLElement).map((element) => ({
  element,
  values: {
    kind: [element.dataset.resource ?? ""],
    free: "free" in element.dataset ? ["yes"] : [],
    short: "short" in element.dataset ? ["yes"] : [],
  },
  words: bare(element.textContent ?? ""),
}));

if (form)
  facets(form, {
    items: async () => items,
    show(fitting) {
      const shown = new Set(fitting);
      for (const one of items) one.element.hidden = !shown.has(one);
      for (const section of all("section.cf-shelf", HTMLElement)) {
        section.hidden = !section.querySelector("[data-resource]:not([hidden])");
      }
    },
    say(n) {
      if (n === 1) return SAYS.one;
      return n ? fill(SAYS.many, { n }) : SAYS.none;
    },
  });
