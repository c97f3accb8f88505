// @ts-nocheck
// What was written on a worksheet, as Markdown and as HTML for pasting somewhere else.

import { countWords } from "../word-count.js";

const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

// The form as plain values: what is asked in the words of the page, and what was filled in.
export function readSheet(form) {
  const parts = [...form.querySelectorAll("[data-part]")].map((part) => ({
    title: `Part ${part.dataset.part}: ${words(part.querySelector("h2"))}`,
    answers: [...part.querySelectorAll(".cf-field")].map((field) => {
      const text = field.querySelector("textarea").value.trim();
      return { ask: words(field.querySelector(".cf-field__ask")), text, words: countWords(text) };
    }),
    items: [...part.querySelectorAll("[data-item]")].map((item) => {
      const ready = [...item.querySelectorAll("[data-ready]")];
      const counted = item.querySelector("[data-ready-count]");
      const texts = [...item.querySelectorAll("textarea, input[type=text]")].map((field) => field.value.trim()).filter(Boolean);
      return {
        title: words(item.querySelector("legend")), texts,
        ready: counted ? `${counted.value || 0} of ${item.dataset.count}` : `${ready.filter((one) => one.checked).length} of ${ready.length}`,
      };
    }),
    ratings: [...part.querySelectorAll(".cf-criterion")].flatMap((criterion) => {
      const chosen = criterion.querySelector("input:checked");
      return chosen ? [{ title: words(criterion.querySelector("legend")), level: words(chosen.closest("label").querySelector("strong")) }] : [];
    }),
  }));
  return { title: form.dataset.title, version: form.dataset.version, parts, notes: form.elements.notes.value.trim() };
}

export function sheetMarkdown({ title, version, parts, notes }) {
  const lines = [`# ${title}`, "", ...(version ? [`Version ${version}.`, ""] : [])];
  for (const part of parts) {
    lines.push(`## ${part.title}`, "");
    for (const { ask, text, words: n } of part.answers) lines.push(`### ${ask}`, "", text || "_Not written yet._", "", ...(text ? [`_${n} words_`, ""] : []));
    for (const { title: name, ready, texts } of part.items) lines.push(`- **${name}**: ${ready} ready`, ...texts.map((text) => `  - ${text.replace(/\n/g, "\n    ")}`));
    if (part.items.length) lines.push("");
    if (part.ratings.length) lines.push("How I judge it:", "", ...part.ratings.map((one) => `- ${one.title}: ${one.level}`), "");
  }
  if (notes) lines.push("## Notes", "", notes, "");
  return lines.join("\n");
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);
const paragraphs = (text) => text.split(/\n{2,}/).map((one) => `<p>${safe(one).replace(/\n/g, "<br>")}</p>`).join("");

export function sheetHtml({ title, version, parts, notes }) {
  const pieces = [`<h1>${safe(title)}</h1>`, version ? `<p>Version ${safe(version)}.</p>` : ""];
  for (const part of parts) {
    pieces.push(`<h2>${safe(part.title)}</h2>`);
    for (const { ask, text, words: n } of part.answers) pieces.push(`<h3>${safe(ask)}</h3>`, text ? `${paragraphs(text)}<p><i>${n} words</i></p>` : "<p><i>Not written yet.</i></p>");
    if (part.items.length) pieces.push("<ul>", ...part.items.map((item) => `<li><b>${safe(item.title)}</b>: ${item.ready} ready${item.texts.map((text) => paragraphs(text)).join("")}</li>`), "</ul>");
    if (part.ratings.length) pieces.push("<p>How I judge it:</p><ul>", ...part.ratings.map((one) => `<li>${safe(one.title)}: ${safe(one.level)}</li>`), "</ul>");
  }
  if (notes) pieces.push("<h2>Notes</h2>", paragraphs(notes));
  return pieces.join("\n");
}

export const htmlPage = (sheet) => `<!doctype html>\n<html><head><meta charset="utf-8"><title>${safe(sheet.title)}</title></head><body>\n${sheetHtml(sheet)}\n</body></html>\n`;
