// The e-mails of messages/: puts into each what the office types once, and copies it. What is typed
// is kept nowhere.
import { all, around, h, maybe, say, the } from "../theme/assets/dom.js";
import { fill } from "../theme/assets/wording.js";

const SAYS = {
  copied: "Copied",
  left: "Copied. Still to fill in: {marks}",
  refused:
    "This browser does not let the page copy. The text is selected: copy it with the keyboard.",
  emptied: "The fields are empty",
};

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @type {Field[]} */
const fields = [
  ...all("[data-fill]", HTMLInputElement),
  ...all("[data-fill]", HTMLTextAreaElement),
];

/** @param {Field} field */
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

/**
 * The marks of a text that nobody filled in, each once.
 * @param {HTMLElement} place
 */
const openMarks = (place) => [
  ...new Set(
    all("[data-place]:not([data-filled])", HTMLElement, place).map((one) => one.textContent ?? ""),
  ),
];

/** What was last said of a copy, next to the buttons that were pressed. */
const told = h("span", { class: "cf-message__told" });

/** @param {Event} event */
async function copy(event) {
  const pressed = around(event, "[data-copy]");
  const message = around(event, ".cf-message");
  if (!pressed || !message) return;
  const place = the(`[data-${pressed.dataset.copy}]`, HTMLElement, message);
  /** @type {string} */
  let said = SAYS.copied;
  try {
    await navigator.clipboard.writeText(textOf(place));
    const left = openMarks(place);
    if (left.length) said = fill(SAYS.left, { marks: left.join(", ") });
  } catch {
    getSelection()?.selectAllChildren(place);
    said = SAYS.refused;
  }
  told.textContent = said;
  the("[data-copies]", HTMLElement, message).append(told);
  say(said);
}

/** The next person's e-mails begin without the last one's names. */
function empty() {
  for (const field of fields) {
    field.value = "";
    put(field);
  }
  told.remove();
  say(SAYS.emptied);
}

for (const field of fields) {
  field.hidden = false;
  field.addEventListener("input", () => put(field));
  put(field); // what the browser kept while the page was reloaded
}
for (const about of all("[data-fill-about]", HTMLElement)) about.hidden = false;
const emptying = maybe("[data-empty]", HTMLButtonElement);
if (emptying) {
  emptying.hidden = false;
  emptying.addEventListener("click", empty);
}
for (const one of "clipboard" in navigator ? all("[data-copy]", HTMLElement) : []) {
  one.hidden = false;
  one.addEventListener("click", copy);
}
