// A further try: the parts that passed are locked, and the letter about the last try is at hand.
import { dayAfter, dayInWords } from "../dates.js";
import { all, button, h } from "../dom.js";
import { letterView } from "../letter.js";
import { nextTry } from "../next_try.js";
import { fill, listed } from "../wording.js";
import { form, isControl, place, ref, title } from "./page.js";
import { measure } from "./progress.js";

const SAYS = {
  next: "This is attempt {attempt}, which follows {number}.",
  kept: "Kept from then, and not judged again: {parts}.",
  wait: "Send it on {day} or later.",
  letter: "The letter about {number}",
  end: "It is no further try",
  passed: "This part passed in an earlier try. It is kept as it was, and not judged again.",
};

const store = nextTry(ref);

/** The try before this one; null where there is none. */
export function before() {
  const next = store.read().value;
  return next.number ? { number: next.number, attempt: next.attempt - 1, reply_key: "" } : null;
}

/** The parts that passed before. */
export function kept() {
  const next = store.read().value;
  return next.number ? next.kept : [];
}

/**
 * Locks the parts that passed, and says so.
 * @param {() => void} ended  called when it is no further try after all
 */
export function showNext(ended) {
  const next = store.read().value;
  lock(kept());
  measure();
  const shown = document.querySelector("[data-next]");
  shown?.remove();
  if (!next.number) return;
  const parts = next.kept.map((part) => `part ${part}`);
  const wait = Number(form.dataset.waitDays ?? 0);
  const day = next.decided && wait ? dayInWords(dayAfter(next.decided, wait)) : "";
  const end = button(SAYS.end, () => {
    store.write({ number: "", attempt: 1, kept: [], letter: "", decided: "" });
    showNext(ended);
    ended();
  });
  place("problems").before(
    h(
      "div",
      { class: "cf-notice cf-notice--info", "data-next": "" },
      h(
        "div",
        {},
        h("p", {}, fill(SAYS.next, { attempt: next.attempt, number: next.number })),
        parts.length > 0 && h("p", {}, fill(SAYS.kept, { parts: listed(parts) })),
        day && h("p", {}, fill(SAYS.wait, { day })),
        h(
          "details",
          {},
          h("summary", {}, fill(SAYS.letter, { number: next.number })),
          letterView(next.letter, title, "h2"),
        ),
        h("p", { class: "cf-actions" }, end),
      ),
    ),
  );
}

/** @param {number[]} locked */
function lock(locked) {
  for (const section of all("[data-part]", HTMLElement, form)) {
    const isKept = locked.includes(Number(section.dataset.part));
    for (const control of section.querySelectorAll("textarea, input")) {
      if (!isControl(control)) continue;
      if (control instanceof HTMLInputElement && control.type !== "text") {
        control.disabled = isKept;
      } else control.readOnly = isKept;
    }
    section.toggleAttribute("data-locked", isKept);
    section.querySelector("[data-passed-before]")?.remove();
    const header = section.querySelector("header");
    if (isKept) header?.after(h("p", { class: "cf-note", "data-passed-before": "" }, SAYS.passed));
  }
}
