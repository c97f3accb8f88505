// Contents that follow the reader, and folds that open for an address.
import { all, maybe } from "./dom.js";

// --- an address within a fold opens it -----------------------------------------------------------

/** Browsers do so by themselves, but for some older ones. */
function openTarget() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; // a broken address names nothing here
  }
  let fold = id ? document.getElementById(id)?.closest("details") : null;
  if (!fold || fold.open) return;
  for (; fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  document.getElementById(id)?.scrollIntoView();
}
addEventListener("hashchange", openTarget);
openTarget();

// --- contents ------------------------------------------------------------------------------------

const contents = maybe("#contents", HTMLElement);
const links = contents ? all("a[href^='#']", HTMLAnchorElement, contents) : [];

contents?.addEventListener("click", (event) => {
  const isLink = event.target instanceof Element && event.target.closest("a, [data-print]");
  if (isLink && contents.matches(":popover-open")) contents.hidePopover();
});

/** @param {string} id */
function mark(id) {
  for (const link of links) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// A section is where the reader is once it has a fifth of the window.
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id);
  },
  { rootMargin: "-20% 0px -70% 0px" },
);
for (const link of links) {
  const section = document.getElementById(link.hash.slice(1));
  if (section) watcher.observe(section);
}
