// The e-mails of messages/: puts into each what the office types once, and copies it. What is typed
// is kept nowhere.
import { all, around, h, say } from "../theme/assets/dom.js";

const SAYS = { copied: "Copied" };
const SAID_FOR = 3000;

/** @param {HTMLInputElement} field */
function put(field) {
  const name = field.dataset.fill ?? "";
  const typed = field.value.trim();
  for (const mark of all(`[data-place="${name}"]`, HTMLElement)) {
    mark.textContent = typed || `{${name}}`;
    mark.toggleAttribute("data-filled", typed !== "");
  }
}

/** @param {HTMLElement} place */
const textOf = (place) => {
  const paragraphs = all("p", HTMLElement, place);
  return (paragraphs.length ? paragraphs : [place])
    .map((one) => (one.textContent ?? "").trim())
    .join("\n\n");
};

/** @param {Event} event */
async function copy(event) {
  const pressed = around(event, "[data-copy]");
  const message = around(event, ".cf-message");
  const [place] = message ? all(`[data-${pressed?.dataset.copy}]`, HTMLElement, message) : [];
  if (!pressed || !place) return;
  await navigator.clipboard.writeText(textOf(place));
  const told = h("span", {}, ` ${SAYS.copied}`);
  pressed.append(told);
  say(SAYS.copied);
  setTimeout(() => told.remove(), SAID_FOR);
}

for (const field of all("[data-fill]", HTMLInputElement)) {
  field.hidden = false;
  field.addEventListener("input", () => put(field));
  put(field); // what the browser kept while the page was reloaded
}
for (const about of all("[data-fill-about]", HTMLElement)) about.hidden = false;
for (const one of "clipboard" in navigator ? all("[data-copy]", HTMLElement) : []) {
  one.hidden = false;
  one.addEventListener("click", copy);
}
