// Words counted next to their limits, and what is done and what is open.
import { all, h, maybe, say, the } from "../dom.js";
import { countWords, judgeWords } from "../word-count.js";
import { count, fill, joined } from "../wording.js";
import { form, place } from "./page.js";
import { wantedPieces, writtenPieces } from "./pieces.js";

const SAYS = {
  done: "Done: {parts}",
  of: "{n} of {all}",
  judged: "{n} of {all} judged",
  over: "{n} over the limit",
  open: "Still open: {n}",
};
const BORDERS = 4; // pixels above and below a field
const PAUSE = 1_000; // milliseconds

/** Counts that passed their limit, and nobody was told. @type {Set<HTMLElement>} */
const untold = new Set();
let telling = 0;

/** A key that is pressed silences a screen reader, so it waits until nobody types. */
function tellAfterTyping() {
  clearTimeout(telling);
  if (!untold.size) return;
  telling = window.setTimeout(() => {
    say([...untold].map((one) => one.textContent).join(" "));
    untold.clear();
  }, PAUSE);
}

/**
 * @param {HTMLElement} said  where the count is written
 * @param {number} n
 */
function write(said, n) {
  said.dataset.stated ??= said.textContent ?? "";
  const { min = 0, max = 0, kind, stated } = said.dataset;
  const { state, text } = judgeWords(n, { min: Number(min), max: Number(max), kind }, stated);
  if (state !== "over") untold.delete(said);
  else if (said.dataset.state !== "over") untold.add(said);
  said.dataset.state = state;
  if (said.textContent !== text) said.textContent = text;
}

/**
 * @param {Element} field
 */
function measureField(field) {
  if (!(field instanceof HTMLTextAreaElement) && !(field instanceof HTMLInputElement)) return;
  const around = field.parentElement;
  if (!around) return;
  const where = field.closest(".cf-piece") ? ":scope > .cf-words" : "[data-words]";
  write(the(where, HTMLElement, around), countWords(field.value));
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + BORDERS}px`;
}

/** @param {HTMLElement} part */
function wordsOfPart(part) {
  const texts = [...part.querySelectorAll("[data-answer]")];
  return texts.reduce(
    (sum, field) => sum + ("value" in field ? countWords(String(field.value)) : 0),
    0,
  );
}

/**
 * Counts the words of one field, or of all, and says how far the worksheet is.
 * @param {Element | null} only
 */
export function measure(only = null) {
  const fields = only ? [only] : [...form.querySelectorAll("[data-answer]")];
  for (const field of fields.filter((one) => one.matches("[data-answer]"))) measureField(field);
  for (const said of all("[data-part-words]", HTMLElement, form)) {
    const part = said.closest("[data-part]");
    if (part instanceof HTMLElement) write(said, wordsOfPart(part));
  }
  tellAfterTyping();
  showProgress();
}

/** @param {HTMLElement} item */
const wantedOf = (item) => Number(item.dataset.count);

/**
 * How many pieces of an item are ready, of those that are asked for.
 * @param {HTMLElement} item
 */
function readyOf(item) {
  const counted = maybe("[data-ready-count]", HTMLInputElement, item);
  const ticked = item.querySelectorAll("[data-ready]:checked").length;
  return Math.min(wantedOf(item), counted ? Number(counted.value) || 0 : ticked);
}

/** What is in a part that passed in an earlier try is not asked for. @param {Element} one */
const isAsked = (one) => !one.closest("[data-locked]");
/** @param {HTMLTextAreaElement} answer */
const isWritten = (answer) => answer.value.trim() !== "";

function showProgress() {
  const answers = all(".cf-field textarea", HTMLTextAreaElement, form).filter(isAsked);
  const items = all('[data-item][data-need="required"]', HTMLElement, form).filter(isAsked);
  const checks = all("[data-check]", HTMLInputElement, form).filter(isAsked);
  const groups = all(".cf-criterion", HTMLElement, form).filter(isAsked);
  const ready = items.reduce((sum, item) => sum + readyOf(item), 0);
  const pieces = items.reduce((sum, item) => sum + wantedOf(item), 0);
  const over = form.querySelectorAll('.cf-words[data-state="over"]').length;
  const judged = groups.filter((one) => one.querySelector("input:checked")).length;
  /** @type {(n: number, size: number, one: string) => string} */
  const part = (n, size, one) => (size ? fill(SAYS.of, { n, all: count(size, one) }) : "");
  const parts = joined([
    part(answers.filter(isWritten).length, answers.length, "answer"),
    part(ready, pieces, "piece"),
    part(checks.filter((one) => one.checked).length, checks.length, "check"),
    groups.length > 0 && fill(SAYS.judged, { n: judged, all: groups.length }),
    over > 0 && fill(SAYS.over, { n: over }),
  ]);
  place("progress").textContent = fill(SAYS.done, { parts });
  showOpen(openOf(answers, items, checks));
}

/** What a submission has to have: for what seals it, see `Needed` there. */
export function needed() {
  const answers = all(".cf-field textarea", HTMLTextAreaElement, form).filter(isAsked);
  const items = all('[data-item][data-need="required"]', HTMLElement, form).filter(isAsked);
  return {
    answers: answers.filter((one) => !isWritten(one)).map((one) => one.dataset.label ?? ""),
    pieces: items.map((item) => {
      const part = item.closest("[data-part]");
      const number = part instanceof HTMLElement ? (part.dataset.part ?? "") : "";
      const texts = all("textarea[data-answer]", HTMLTextAreaElement, item);
      return {
        part: Number(number),
        item: item.id.slice(`i-${number}-`.length),
        wanted: wantedPieces(
          wantedOf(item),
          maybe("[data-ready-count]", HTMLInputElement, item) !== null,
        ),
        written: writtenPieces(texts.map((one) => one.value)),
      };
    }),
  };
}

/** @typedef {[where: Element | null, words: string | null | undefined]} Open  and its name */

/**
 * @param {HTMLTextAreaElement[]} answers
 * @param {HTMLElement[]} items
 * @param {HTMLInputElement[]} checks
 * @returns {Open[]}
 */
function openOf(answers, items, checks) {
  const counts = all(
    '.cf-words[data-state="over"], .cf-words[data-state="under"]',
    HTMLElement,
    form,
  );
  return [
    ...answers
      .filter((one) => !isWritten(one))
      .map((one) => /** @type {Open} */ ([one.parentElement, one.dataset.label])),
    ...items
      .filter((item) => readyOf(item) < wantedOf(item))
      .map(
        (item) => /** @type {Open} */ ([item, item.querySelector("legend")?.textContent?.trim()]),
      ),
    ...checks
      .filter((one) => !one.checked)
      .map((one) => {
        const words = one.closest("label")?.textContent?.trim();
        return /** @type {Open} */ ([one.closest("fieldset"), words]);
      }),
    ...counts.map((one) => {
      const where = one.closest(".cf-field, fieldset, [data-part]");
      return /** @type {Open} */ ([where, one.textContent]);
    }),
  ];
}

/** @param {Open[]} open */
function showOpen(open) {
  place("open").hidden = !open.length;
  place("open-count").textContent = fill(SAYS.open, { n: open.length });
  const rows = open.map(([where, words]) => h("li", {}, h("a", { href: `#${where?.id}` }, words)));
  place("open-list").replaceChildren(...rows);
}
