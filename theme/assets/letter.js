// The office's letter about a submission as headings, lists, and paragraphs: `credfolio letter`
// writes it as text, and every piece of it stays text here.
import { dayInWords } from "./dates.js";
import { h } from "./dom.js";

/**
 * @typedef {object} Block
 * @property {"heading" | "list" | "text"} kind
 * @property {string[][]} pieces  of a list its points; otherwise one, the lines
 */

const HEADING = /^(?:Reader [A-Z]: .+|Another try)$/;
const DAY = /\d{4}-\d{2}-\d{2}/g;
/** Lines that the office's program writes; what readers wrote stays as it is. */
const DAYS = new RegExp(
  `^(?:Submitted on ${DAY.source}, decided on ${DAY.source}\\.|` +
    `Wait \\d+ days? first: submit again on ${DAY.source} or later\\.)$`,
);

/**
 * What a letter is made of. Its first line, the title, is left out where it is `title`.
 * @param {string} text
 * @returns {Block[]}
 */
export function blocksOf(text, title = "") {
  const lines = text.split(/\r?\n/);
  if (lines[0].trim() === title.trim()) lines.shift();
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Block | null} the block that the next line may go on */
  let open = null;
  /** @param {Block["kind"]} kind @param {string} line */
  const begin = (kind, line) => {
    open = { kind, pieces: [[line]] };
    blocks.push(open);
  };
  for (const line of lines) {
    const words = line.trim();
    const last = /** @type {Block | null} */ (open);
    if (!words) open = null;
    else if (HEADING.test(line)) {
      begin("heading", words);
      open = null;
    } else if (line.startsWith("- ")) {
      const point = words.slice(1).trim();
      if (last?.kind === "list") last.pieces.push([point]);
      else begin("list", point);
    } else if (last?.kind === "text" || (last?.kind === "list" && line.startsWith(" "))) {
      last.pieces.at(-1)?.push(withDays(words));
    } else begin("text", withDays(words));
  }
  return blocks;
}

/** @param {string} line */
const withDays = (line) => (DAYS.test(line) ? line.replace(DAY, dayInWords) : line);

/**
 * @param {string} text
 * @param {string} title  as the heading above has it
 * @param {"h2" | "h3"} level  of its headings
 */
export function letterView(text, title, level) {
  return h(
    "div",
    { class: "cf-letter" },
    ...blocksOf(text, title).map(({ kind, pieces }) => {
      if (kind === "heading") return h(level, {}, pieces[0][0]);
      if (kind === "text") return h("p", {}, pieces[0].join("\n"));
      const points = pieces.map(([first, ...more]) =>
        h("li", {}, first, ...more.map((one) => h("p", {}, one))),
      );
      return h("ul", {}, ...points);
    }),
  );
}
