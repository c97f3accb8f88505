// What was written on a worksheet, as Markdown and as HTML for pasting somewhere else.
import { all, maybe, the } from "../dom.js";
import { countWords } from "../word-count.js";
import { fill } from "../wording.js";

/**
 * The form as plain values: what is asked in the words of the page, and what was filled in.
 * @typedef {{ ask: string, text: string, words: number }} Answer
 * @typedef {{ title: string, texts: string[], ready: string }} SheetItem
 * @typedef {{ title: string, level: string }} Rating
 *
 * @typedef {object} SheetPart
 * @property {string} title
 * @property {Answer[]} answers
 * @property {SheetItem[]} items
 * @property {Rating[]} ratings
 *
 * @typedef {{ title: string, version: string, parts: SheetPart[], notes: string }} Sheet
 */

const SAYS = {
  part: "Part {n}: {title}",
  ready: "{n} of {size}",
  version: "Version {version}.",
  unwritten: "Not written yet.",
  words: "{n} words",
  item: "{title}: {ready} ready",
  judged: "How I judge it:",
  rating: "{title}: {level}",
  notes: "Notes",
};

/** @param {Element | null} element */
const words = (element) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";

/**
 * @param {HTMLFormElement} form
 * @returns {Sheet}
 */
export function readSheet(form) {
  const { title = "", version = "" } = form.dataset;
  const notes = the('[name="notes"]', HTMLTextAreaElement, form).value.trim();
  return { title, version, parts: all("[data-part]", HTMLElement, form).map(readPart), notes };
}

/**
 * @param {HTMLElement} part
 * @returns {SheetPart}
 */
function readPart(part) {
  const title = words(part.querySelector("h2"));
  return {
    title: fill(SAYS.part, { n: part.dataset.part ?? "", title }),
    answers: all(".cf-field", HTMLElement, part).map(readAnswer),
    items: all("[data-item]", HTMLElement, part).map(readItem),
    ratings: all(".cf-criterion", HTMLElement, part).flatMap(readRating),
  };
}

/** @param {HTMLElement} field */
function readAnswer(field) {
  const text = the("textarea", HTMLTextAreaElement, field).value.trim();
  return { ask: words(field.querySelector(".cf-field__ask")), text, words: countWords(text) };
}

/** @param {HTMLElement} item */
function readItem(item) {
  const boxes = all("[data-ready]", HTMLInputElement, item);
  const counted = maybe("[data-ready-count]", HTMLInputElement, item);
  const fields = [...item.querySelectorAll("textarea, input[type=text]")];
  const texts = fields.flatMap((field) =>
    field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
      ? [field.value.trim()]
      : [],
  );
  const ticked = boxes.filter((box) => box.checked).length;
  const ready = counted
    ? { n: counted.value || 0, size: item.dataset.count ?? "" }
    : { n: ticked, size: boxes.length };
  return {
    title: words(item.querySelector("legend")),
    texts: texts.filter(Boolean),
    ready: fill(SAYS.ready, ready),
  };
}

/**
 * @param {HTMLElement} criterion
 * @returns {Rating[]}
 */
function readRating(criterion) {
  const label = criterion.querySelector("input:checked")?.closest("label");
  if (!label) return [];
  const title = words(criterion.querySelector("legend"));
  return [{ title, level: words(label.querySelector("strong")) }];
}

/** @param {Sheet} sheet */
export function sheetMarkdown({ title, version, parts, notes }) {
  const lines = [`# ${title}`, ""];
  if (version) lines.push(fill(SAYS.version, { version }), "");
  lines.push(...parts.flatMap(partMarkdown));
  if (notes) lines.push(`## ${SAYS.notes}`, "", notes, "");
  return lines.join("\n");
}

/** @param {SheetPart} part */
function partMarkdown({ title, answers, items, ratings }) {
  const lines = [`## ${title}`, ""];
  for (const { ask, text, words: n } of answers) {
    lines.push(`### ${ask}`, "", text || `_${SAYS.unwritten}_`, "");
    if (text) lines.push(`_${fill(SAYS.words, { n })}_`, "");
  }
  for (const { title: name, ready, texts } of items) {
    lines.push(`- ${fill(SAYS.item, { title: `**${name}**`, ready })}`);
    lines.push(...texts.map((text) => `  - ${text.replace(/\n/g, "\n    ")}`));
  }
  if (items.length) lines.push("");
  if (ratings.length) {
    lines.push(SAYS.judged, "", ...ratings.map((one) => `- ${fill(SAYS.rating, one)}`), "");
  }
  return lines;
}

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const safe = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

/** @param {string} text */
const paragraphs = (text) =>
  text
    .split(/\n{2,}/)
    .map((one) => `<p>${safe(one).replace(/\n/g, "<br>")}</p>`)
    .join("");

/** @param {Sheet} sheet */
export function sheetHtml({ title, version, parts, notes }) {
  const pieces = [`<h1>${safe(title)}</h1>`];
  pieces.push(version ? `<p>${safe(fill(SAYS.version, { version }))}</p>` : "");
  pieces.push(...parts.flatMap(partHtml));
  if (notes) pieces.push(`<h2>${SAYS.notes}</h2>`, paragraphs(notes));
  return pieces.join("\n");
}

/** @param {SheetPart} part */
function partHtml({ title, answers, items, ratings }) {
  const pieces = [`<h2>${safe(title)}</h2>`];
  for (const { ask, text, words: n } of answers) {
    const written = `${paragraphs(text)}<p><i>${fill(SAYS.words, { n })}</i></p>`;
    pieces.push(`<h3>${safe(ask)}</h3>`, text ? written : `<p><i>${SAYS.unwritten}</i></p>`);
  }
  if (items.length) pieces.push("<ul>", ...items.map(itemHtml), "</ul>");
  if (ratings.length) {
    const lines = ratings.map((one) => `<li>${safe(fill(SAYS.rating, one))}</li>`);
    pieces.push(`<p>${SAYS.judged}</p><ul>`, ...lines, "</ul>");
  }
  return pieces;
}

/** @param {SheetItem} item */
function itemHtml({ title, ready, texts }) {
  const line = fill(SAYS.item, { title: `<b>${safe(title)}</b>`, ready });
  return `<li>${line}${texts.map(paragraphs).join("")}</li>`;
}

/** @param {Sheet} sheet */
export function htmlPage(sheet) {
  const head = `<head><meta charset="utf-8"><title>${safe(sheet.title)}</title></head>`;
  return `<!doctype html>\n<html>${head}<body>\n${sheetHtml(sheet)}\n</body></html>\n`;
}
