// The worksheet of a micro-credential, turned around: the same text and rubric, for who judges.
import { all, h, the } from "../../theme/assets/dom.js";
import { countWords, judgeWords } from "../../theme/assets/word-count.js";

/**
 * @import { Judging, Result } from "../passing/rule.js"
 * @typedef {{form: HTMLElement, judging: Judging, parts: HTMLElement[], kept?: Result[]}} Sheet
 *   `kept`: what passed in an earlier try
 * @typedef {{id: string, name: string, text: string, passing: boolean}} JudgedLevel
 * @typedef {{
 *   id: string | null, name: string, level: JudgedLevel | null, next: JudgedLevel | null,
 *   note: string,
 * }} JudgedCriterion
 * @typedef {{
 *   part: number, title: string, criteria: JudgedCriterion[], points?: number | null,
 * }} JudgedPart `points` where they are given freely; null until they are
 */

const SAYS = { look: "Look at what was submitted." };

/** @param {Element | null | undefined} element */
const said = (element) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";

/**
 * The worksheet in `page`: its sections, without what is typed in.
 * @param {Document} page
 * @returns {Sheet | null}
 */
export function turnRound(page) {
  const form = page.querySelector("[data-worksheet]");
  if (!(form instanceof HTMLElement)) return null;
  /** @type {Judging} */
  const judging = JSON.parse(form.dataset.judging ?? "null");
  const parts = all("[data-part]", HTMLElement, form).map((section) => document.adoptNode(section));
  for (const section of parts) {
    for (const tick of section.querySelectorAll("[data-ready], [data-ready-count]"))
      tick.closest("label")?.remove();
    for (const field of section.querySelectorAll(
      "textarea, input[type=text], input[type=number]",
    )) {
      const place = h(
        "div",
        { class: "cf-assess__answer", "data-key": field.getAttribute("name") ?? "" },
        isSaid(field) ? null : h("p", { class: "cf-muted" }, SAYS.look),
      );
      field.replaceWith(place);
    }
    for (const consent of section.querySelectorAll("label:has(.cf-consent)")) {
      the("span", HTMLElement, consent).replaceChildren(
        h("span", { class: "cf-consent" }, "Families' consent is needed."),
        " I have seen that it is there.",
      );
    }
    for (const checks of section.querySelectorAll("legend"))
      if (said(checks) === "Check before you submit") checks.textContent = "Is it complete?";
    const judge = section.querySelector(".cf-judge");
    if (!judge) continue;
    the("summary h3", HTMLElement, judge).textContent = "Judge it";
    for (const criterion of judge.querySelectorAll(".cf-criterion")) {
      const name = criterion.querySelector("input")?.name;
      if (!name) continue;
      criterion.append(
        h(
          "label",
          { class: "cf-field" },
          "What you saw",
          h("textarea", { rows: 2, name: `${name}/note`, "data-note": "" }),
        ),
      );
    }
    // A part without levels, such as a quiz, has points that whoever judges it writes down.
    if (judging?.minimum != null && !judge.querySelector(".cf-criterion"))
      judge.append(
        h(
          "label",
          { class: "cf-field" },
          "Points",
          h("input", {
            ...{ type: "number", min: "0", step: "0.01", "data-points": "" },
            name: `${section.dataset.part}/points`,
          }),
        ),
      );
    judge.append(h("p", { class: "cf-assess__outcome", "data-outcome": section.dataset.part }));
  }
  return { form, judging, parts };
}

/**
 * Whether the piece of evidence that `place` is of says already that it is to be looked at: one of
 * three materials need not say so again.
 * @param {Element} place
 */
function isSaid(place) {
  const before =
    place.closest("fieldset")?.querySelectorAll(".cf-assess__answer > .cf-muted") ?? [];
  return [...before].some((one) => !place.contains(one));
}

/**
 * Show what the educator wrote; `fields` are those of the worksheet's file, {} to show nothing.
 * @param {HTMLElement[]} parts
 * @param {Record<string, {v: string}>} fields
 */
export function showAnswers(parts, fields) {
  for (const place of parts.flatMap((section) => all(".cf-assess__answer", HTMLElement, section))) {
    const text = fields[place.dataset.key ?? ""]?.v.trim() ?? "";
    place.replaceChildren(
      text
        ? h("blockquote", {}, text)
        : isSaid(place)
          ? ""
          : h("p", { class: "cf-muted" }, SAYS.look),
    );
    const counter = place.parentElement?.querySelector(":scope > [data-words]");
    if (!(counter instanceof HTMLElement)) continue;
    counter.dataset.stated ??= counter.textContent ?? "";
    const { min, max, kind } = counter.dataset;
    const judged = judgeWords(
      countWords(text),
      { min: Number(min ?? 0), max: Number(max ?? 0), kind },
      counter.dataset.stated,
    );
    counter.dataset.state = judged.state;
    counter.textContent = judged.text;
  }
}

/**
 * What is chosen and noted in `parts`, and the results that follow.
 * @param {HTMLElement[]} parts
 * @returns {{parts: JudgedPart[], results: Result[]}}
 */
export function readSheet(parts) {
  const read = parts.map((section) => ({
    part: Number(section.dataset.part),
    title: said(section.querySelector("h2")),
    criteria: all(".cf-criterion", HTMLElement, section).flatMap(judged),
    ...pointsIn(section),
  }));
  /** @type {Result[]} */
  const results = read.flatMap(({ part, criteria, points }) => [
    ...criteria.flatMap(({ id, level }) =>
      level ? [{ part, ...(id ? { criterion: id } : {}), level: level.id }] : [],
    ),
    ...(points == null ? [] : [{ part, points }]),
  ]);
  return { parts: read, results };
}

/**
 * Where the first choice in `parts` is still open: its best level, or the field for its points.
 * @param {HTMLElement[]} parts
 */
export function firstOpen(parts) {
  for (const section of parts) {
    for (const place of all(".cf-criterion", HTMLElement, section)) {
      const levels = all("input[type=radio]:enabled", HTMLInputElement, place);
      if (levels.length && !levels.some((level) => level.checked)) return levels[0];
    }
    if (pointsIn(section).points === null) return the("[data-points]", HTMLInputElement, section);
  }
  return null;
}

/**
 * The points of a part that are given freely; nothing for a part that is judged by levels.
 * @param {HTMLElement} section
 * @returns {{points?: number | null}}
 */
function pointsIn(section) {
  const given = section.querySelector("[data-points]");
  if (!(given instanceof HTMLInputElement)) return {};
  const points = given.value.trim() === "" ? Number.NaN : Number(given.value);
  // As many decimals as an amount in a record has.
  return { points: points >= 0 ? Math.round(points * 1e4) / 1e4 : null };
}

/** @param {HTMLInputElement} level */
const levelOf = (level) => ({
  id: level.value,
  name: said(level.closest("label")?.querySelector("strong")),
  text: said(level.closest("label")?.querySelector(".cf-level__text")),
  passing: level.dataset.passing === "yes",
});

/**
 * The criterion in `place`, if it has levels to choose from.
 * @param {HTMLElement} place
 * @returns {JudgedCriterion[]}
 */
function judged(place) {
  const levels = [...place.querySelectorAll("input[type=radio]")].filter(
    (level) => level instanceof HTMLInputElement,
  );
  if (!levels.length) return [];
  const chosen = levels.find((level) => level.checked);
  const passing = levels.filter((level) => level.dataset.passing === "yes").map(levelOf);
  const [, kind, id] = levels[0].name.split("/");
  const note = place.querySelector("[data-note]");
  return [
    {
      id: kind === "criterion" ? id : null,
      name: said(place.querySelector("legend")),
      level: chosen ? levelOf(chosen) : null,
      // The lowest level that passes, where a lower one was chosen: what another try has to show.
      next: chosen && chosen.dataset.passing !== "yes" ? (passing.at(-1) ?? null) : null,
      note: note instanceof HTMLTextAreaElement ? note.value.trim() : "",
    },
  ];
}
