// @ts-nocheck
// The worksheet of a micro-credential, turned round: the same text and rubric, for who judges.
import { h } from "../../theme/assets/dom.js";
import { countWords, judgeWords } from "../../theme/assets/word-count.js";

const said = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

// {form, judging, parts}: sections of the worksheet in `page` (a document), without what is typed in.
export function turnRound(page) {
  const form = page.querySelector("[data-worksheet]");
  if (!form) return null;
  const parts = [...form.querySelectorAll("[data-part]")].map((section) =>
    document.adoptNode(section),
  );
  for (const section of parts) {
    for (const tick of section.querySelectorAll("[data-ready], [data-ready-count]"))
      tick.closest("label").remove();
    for (const field of section.querySelectorAll(
      "textarea, input[type=text], input[type=number]",
    )) {
      const place = h(
        "div",
        { class: "cf-assess__answer", "data-key": field.name },
        h("p", { class: "cf-muted" }, "Look at what was handed in."),
      );
      field.replaceWith(place);
    }
    for (const consent of section.querySelectorAll("label:has(.cf-consent)")) {
      consent
        .querySelector("span")
        .replaceChildren(
          h("span", { class: "cf-consent" }, "Families' consent is needed."),
          " I have seen that it is there.",
        );
    }
    for (const checks of section.querySelectorAll("legend"))
      if (said(checks) === "Check before you hand in") checks.textContent = "Is it complete?";
    const judge = section.querySelector(".cf-judge");
    if (!judge) continue;
    judge.querySelector("summary h3").textContent = "Judge it";
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
    judge.append(h("p", { class: "cf-assess__outcome", "data-outcome": section.dataset.part }));
  }
  return { form, judging: JSON.parse(form.dataset.judging), parts };
}

// Shows what the educator wrote; `fields` are those of her worksheet's file, {} to show nothing.
export function showAnswers(parts, fields) {
  for (const place of parts.flatMap((section) => [
    ...section.querySelectorAll(".cf-assess__answer"),
  ])) {
    const text = fields[place.dataset.key]?.v.trim() ?? "";
    place.replaceChildren(
      text
        ? h("blockquote", {}, text)
        : h("p", { class: "cf-muted" }, "Look at what was handed in."),
    );
    const counter = place.parentElement.querySelector(":scope > [data-words]");
    if (!counter) continue;
    counter.dataset.stated ??= counter.textContent;
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

// What is chosen and noted: [{part, title, criteria: [{id, name, level, note, next}]}] and the results.
export function readSheet(parts) {
  const read = parts.map((section) => ({
    part: Number(section.dataset.part),
    title: said(section.querySelector("h2")),
    criteria: [...section.querySelectorAll(".cf-criterion")]
      .filter((one) => one.querySelector("input[type=radio]"))
      .map((one) => {
        const levels = [...one.querySelectorAll("input[type=radio]")];
        const chosen = levels.find((level) => level.checked);
        const words = (level) => ({
          id: level.value,
          name: said(level.closest("label").querySelector("strong")),
          text: said(level.closest("label").querySelector(".cf-level__text")),
          passing: level.dataset.passing === "yes",
        });
        const [, kind, id] = levels[0].name.split("/");
        return {
          id: kind === "criterion" ? id : null,
          name: said(one.querySelector("legend")),
          level: chosen ? words(chosen) : null,
          // The lowest level that passes, where a lower one was chosen: what another try has to show.
          next:
            chosen && chosen.dataset.passing !== "yes"
              ? (levels
                  .filter((level) => level.dataset.passing === "yes")
                  .map(words)
                  .at(-1) ?? null)
              : null,
          note: one.querySelector("[data-note]")?.value.trim() ?? "",
        };
      }),
  }));
  const results = read.flatMap(({ part, criteria }) =>
    criteria
      .filter((one) => one.level)
      .map((one) => ({ part, ...(one.id ? { criterion: one.id } : {}), level: one.level.id })),
  );
  return { parts: read, results };
}
