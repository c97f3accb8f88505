// @ts-nocheck
// The badge wall's filter. Without it the wall stands whole.
import { facets } from "./facets.js";

const form = document.querySelector('[data-filter="wall"]');
if (form) {
  const section = form.closest("section");
  const groups = [...section.querySelectorAll(".cf-wallgroup")];
  const items = [...section.querySelectorAll(".cf-wall > li")].map((place) => ({
    place,
    values: {
      stack: place.dataset.stack.split(" "),
      topic: place.dataset.topic.split(" "),
      year: [place.dataset.year],
    },
  }));
  facets(form, {
    items: async () => items,
    show(fitting) {
      const shown = new Set(fitting);
      for (const item of items) item.place.hidden = !shown.has(item);
      for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    },
    say: (count) => `${count} of ${items.length} badges`,
  });
}
