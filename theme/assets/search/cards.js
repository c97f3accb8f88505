// @ts-nocheck
// Cards of results: words marked, and why a card is here when its title and competency do not say so.
import { h } from "../dom.js";
import { places } from "./words.js";

const NO_REASON = ["hours", "cost", "students", "remote", "status"];

// The card of record `n`. `wanted` are the terms looked for, each a list of words; `root` leads to the site's root.
export function card(text, n, { index, kind, wanted, root }) {
  const holder = document.createElement("template");
  holder.innerHTML = index.card(text, root);
  const made = holder.content.firstElementChild;
  if (!wanted.length) return made;
  const searched = kind.name === "resources" ? ".cf-card__title, .cf-card__by, .cf-card__text, .cf-card__for" : ".cf-card__title, .cf-card__text";
  const marked = [...made.querySelectorAll(searched)].filter((inside) => mark(inside, wanted));
  if (!marked.length) why(made, n, { index, kind, wanted, root });
  return made;
}

function mark(inside, wanted) {
  const walker = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  let made = 0;
  for (const text of texts) {
    for (const [from, to] of places(text.data, wanted).reverse()) {
      const rest = text.splitText(from);
      rest.splitText(to - from);
      rest.replaceWith(h("mark", {}, rest.data));
      made++;
    }
  }
  return made;
}

// A value that the record has, or a line of its text.
function why(made, n, { index, kind, wanted, root }) {
  const values = [];
  index.facets.forEach((facet, f) => {
    if (!kind.rows[f] || NO_REASON.includes(facet.id)) return;
    for (const value of kind.rows[f][n]) if (places(facet.values[value][1], wanted).length) values.push(`${facet.title}: ${facet.values[value][1]}`);
  });
  const line = h("p", { class: "cf-card__why" });
  made.querySelector(".cf-card__plan, .cf-card__for")?.before(line);
  if (values.length) { line.textContent = values.slice(0, 3).join(" · "); mark(line, wanted); return; }
  const link = made.querySelector(".cf-card__title a");
  if (kind.name === "resources" || !link) { line.remove(); return; }
  const at = new URL(link.href, location.href).pathname.slice(new URL(root, location.href).pathname.length);
  made.excerpt = () => quote(line, index.passages(at), wanted);
  seen.observe(made);
}

// A quotation is fetched when its card comes into view.
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting && entry.target.excerpt) {
    seen.unobserve(entry.target);
    entry.target.excerpt();
    entry.target.excerpt = null;
  }
}, { rootMargin: "120px" });

// The passage that holds most of what was looked for.
async function quote(line, asked, wanted) {
  let best = null, most = 0;
  for (const passage of await asked.catch(() => [])) {
    const hits = places(passage, wanted);
    const different = new Set(hits.map(([from, to]) => passage.slice(from, to).toLowerCase().slice(0, 5))).size;
    if (different > most) { best = [passage, hits]; most = different; }
  }
  if (!best) { line.remove(); return; }
  line.textContent = around(...best);
  mark(line, wanted);
}

function around(passage, hits) {
  if (passage.length <= 180) return passage;
  let from = Math.max(0, hits[0][0] - 60);
  if (from) from = passage.indexOf(" ", from) + 1 || from;
  let to = Math.min(passage.length, from + 180);
  if (to < passage.length) to = Math.max(passage.lastIndexOf(" ", to), hits[0][1]);
  return `${from ? "… " : ""}${passage.slice(from, to)}${to < passage.length ? " …" : ""}`;
}
