// Text that was pasted → blocks: headings, paragraphs, items of lists, rows of tables. HTML is read
// as text alone, by its tags; nothing of it becomes part of the page.
import { isName, partOf } from "./names.js";

/**
 * @typedef {{
 *   kind: "head" | "text" | "item" | "row", text: string, depth: number, cells: string[],
 *   sure: boolean,
 * }} Block depth: of a heading (1 is the title) or of an item (0 is the outermost)
 */

/**
 * @param {Block["kind"]} kind
 * @param {string} text
 * @param {Partial<Block>} more
 * @returns {Block}
 */
const block = (kind, text, more = {}) => ({
  kind,
  text: text.replace(/[ \t]+/g, " ").trim(),
  depth: 0,
  cells: [],
  sure: true,
  ...more,
});

const MAX_HEAD = 90;
const BULLET = /^(\s*)(?:[•·▪◦●○■□–—*-]\s+|[o§]\t\s*|\(?(?:\d{1,2}|[a-z])[.)]\s+)(.+)$/u;
const FURNITURE = /^(?:page )?\d{1,3}(?: (?:of|\/) \d{1,3})?$|^https?:\/\/\S+ \d+\/\d+$/i;

/**
 * Whether a line of its own reads as a heading: short, in capitals, with no end of a sentence.
 * @param {string} line
 */
function looksLikeHead(line) {
  const words = line.split(" ");
  return (
    line.length <= 60 &&
    words.length <= 8 &&
    /^\p{Lu}/u.test(line) &&
    !/[.!?;,:]$/.test(line) &&
    !/\d{4}/.test(line)
  );
}
/** @param {string} line */
const isLoud = (line) =>
  line.length <= MAX_HEAD &&
  line === line.toUpperCase() &&
  (line.match(/\p{Lu}/gu) ?? []).length > 3;

/**
 * A line as "Name: what it says", where the name is one of a definition.
 * @param {string} line
 */
function named(line) {
  const found =
    /^(?:[-•*]\s+)?\*{0,2}([^:.?!\t|]{2,50}?)\*{0,2}\s*(?::\*{0,2}|\t| [–—-] )\s*(.*)$/u.exec(line);
  return found && isName(found[1]) ? [found[1], found[2]] : null;
}

/**
 * Lines that a page of a PDF repeats: its numbers, and what is at its head or foot.
 * @param {string[]} lines
 */
function withoutFurniture(lines) {
  /** @type {Map<string, number>} */
  const times = new Map();
  const bare = lines.map((line) => line.trim());
  for (const line of bare) times.set(line, (times.get(line) ?? 0) + 1);
  return lines.filter(
    (_, n) =>
      !FURNITURE.test(bare[n]) &&
      ((times.get(bare[n]) ?? 0) < 3 || !bare[n] || bare[n].length > 80 || isName(bare[n])),
  );
}

/**
 * @param {string} raw
 * @returns {Block[]}
 */
export function blocksOfText(raw) {
  const clean = raw
    .replace(/\r\n?/g, "\n")
    .replace(/\f/g, "\n\n")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u00ad\u200b\ufeff]/g, "")
    .replace(/ﬁ/g, "fi")
    .replace(/ﬂ/g, "fl");
  const lines = withoutFurniture(clean.split("\n"));
  /** @type {Block[]} */
  const made = [];
  let fresh = true; // after an empty line, or a heading
  let apart = true; // after an empty line
  // A line that was broken at the margin is nearly as long as the longest ones.
  const lengths = lines.map((line) => line.trim().length).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  let before = 0;
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n].trimEnd();
    const bare = line.trim();
    if (!bare) {
      fresh = true;
      apart = true;
      continue;
    }
    const last = made.at(-1);
    const next = (lines[n + 1] ?? "").trim();
    const marked = /^(#{1,6})\s+(.+?)\s*#*$/.exec(bare);
    const bold = /^(?:\*\*|__)(.+?)(?:\*\*|__):?$/.exec(bare);
    const pair = named(bare);
    const bullet = BULLET.exec(line);
    const numbered = bullet && /^\s*\(?(?:\d|[a-z][.)])/.test(line);
    if (/^[=-]{3,}$/.test(next) && !bullet) {
      made.push(block("head", bare, { depth: next.startsWith("=") ? 1 : 2 }));
      n += 1;
    } else if (/^[=_*-]{3,}$/.test(bare)) continue;
    else if (/^\|.*\|$/.test(bare)) {
      const cells = bare
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim());
      if (!cells.every((cell) => /^(?::?-+:?)?$/.test(cell)))
        made.push(block("row", "", { cells }));
    } else if (marked) made.push(block("head", marked[2], { depth: marked[1].length }));
    else if (bold && bold[1].length <= MAX_HEAD) made.push(block("head", bold[1], { depth: 2 }));
    else if (partOf(bare) && bare.length <= 160 && (fresh || !/[.?!]$/.test(bare)))
      made.push(block("head", bare, { depth: 3 }));
    else if (isName(bare) || (numbered && bullet && isName(bullet[2]) && fresh))
      made.push(block("head", isName(bare) ? bare : (bullet?.[2] ?? ""), { depth: 2 }));
    else if (pair) {
      made.push(block("head", pair[0], { depth: 2 }));
      if (pair[1]) made.push(block("text", pair[1]));
    } else if (bullet)
      made.push(block("item", bullet[2], { depth: Math.floor(bullet[1].length / 2) }));
    else if (isLoud(bare)) made.push(block("head", bare, { depth: 2 }));
    else if (/\t/.test(bare) && bare.split("\t").length > 2)
      made.push(block("row", "", { cells: line.split("\t").map((cell) => cell.trim()) }));
    else if (last && !fresh && last.kind !== "row" && before > width * 0.6) {
      // A line that goes on. What a hyphen at its end meant cannot be known.
      const cut = /\p{Ll}-$/u.test(last.text) && /^\p{Ll}/u.test(bare);
      if (cut) last.sure = false;
      last.text = cut ? last.text.slice(0, -1) + bare : `${last.text} ${bare}`;
    } else if (apart && looksLikeHead(bare) && (next === "" || !/^\p{Ll}/u.test(next)))
      made.push(block("head", bare, { depth: made.length ? 4 : 1, sure: false }));
    else made.push(block("text", bare));
    fresh = made.at(-1)?.kind === "head";
    apart = false;
    before = bare.length;
  }
  return made;
}

const ENTITIES = /** @type {Record<string, string>} */ ({
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  rsquo: "’",
  lsquo: "‘",
  rdquo: "”",
  ldquo: "“",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  middot: "·",
  bull: "•",
});
/** @param {string} text */
const decoded = (text) =>
  text
    .replace(/&#(x?)([\da-f]{1,6});/gi, (_, hex, digits) => {
      const code = Number.parseInt(digits, hex ? 16 : 10);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "";
    })
    .replace(/&(\w+);/g, (all, name) => (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : all));

/**
 * HTML without its comments and what no page shows. Each end is looked for once where there is
 * none, so that a text of nothing but beginnings takes no longer than another.
 * @param {string} html
 */
function withoutHidden(html) {
  const low = html.replace(/[A-Z]+/g, (one) => one.toLowerCase());
  /** @type {Set<string>} */
  const missing = new Set();
  let kept = "";
  let from = 0;
  for (const found of low.matchAll(/<!--|<!\[|<(style|script|head|xml|title)\b/g)) {
    if (found.index < from) continue;
    const end = found[1] ? `</${found[1]}>` : found[0] === "<!--" ? "-->" : ">";
    const at = missing.has(end) ? -1 : low.indexOf(end, found.index + found[0].length);
    if (at < 0) missing.add(end);
    else {
      kept += html.slice(from, found.index);
      from = at + end.length;
    }
  }
  return kept + html.slice(from);
}

/** So many characters are read as a description. */
export const MOST = 1_000_000;

/**
 * What a word processor puts on the clipboard; nothing of what is too long to be a description.
 * @param {string} html
 * @returns {Block[]}
 */
export function blocksOfHtml(html) {
  const shown = withoutHidden(html);
  if (shown.length > MOST) return [];
  // Word draws its own bullets.
  const inner = shown.replace(
    /<span\s[^<>]{0,2000}mso-list:\s{0,9}ignore[^<>]{0,2000}>[\s\S]{0,2000}?<\/span>/gi,
    "",
  );
  /** @type {Block[]} */
  const made = [];
  let text = "";
  let bold = "";
  /** @type {boolean[]} */
  const strong = [];
  let lists = 0;
  let tag = "";
  let more = "";
  /** @type {string[] | null} */
  let cells = null;
  const flush = () => {
    const words = decoded(text).replace(/\s+/g, " ").trim();
    const head = /^h([1-6])$/.exec(tag);
    const level = /mso-list:\s*l\d+ level(\d)/i.exec(more);
    const listed = level || /MsoList/i.test(more);
    const isBold =
      words && words.length <= MAX_HEAD && decoded(bold).trim().length >= words.length - 1;
    const pair = named(words);
    if (!words) {
      // nothing
    } else if (cells) {
      const before = cells.pop();
      cells.push(before ? `${before} ${words}` : words);
    } else if (/MsoTitle/i.test(more)) made.push(block("head", words, { depth: 1 }));
    else if (head) made.push(block("head", words, { depth: Number(head[1]) }));
    else if (tag === "li" || listed)
      made.push(
        block("item", words.replace(/^[·•o§]\s+/, ""), {
          depth: listed ? Number(level?.[1] ?? 1) - 1 : Math.max(lists - 1, 0),
        }),
      );
    else if (isName(words) || partOf(words)) made.push(block("head", words, { depth: 3 }));
    else if (pair) {
      made.push(block("head", pair[0], { depth: 2 }));
      if (pair[1]) made.push(block("text", pair[1]));
    } else if (isBold && !/[.?!]$/.test(words)) made.push(block("head", words, { depth: 3 }));
    else made.push(block("text", words));
    text = "";
    bold = "";
  };
  const endRow = () => {
    if (cells?.some(Boolean)) made.push(block("row", "", { cells }));
    cells = null;
  };
  for (const [, close, name, rest, words] of inner.matchAll(
    /<(\/?)([a-z][\w:]{0,40})(?![\w:])([^<>]*)>|([^<]+)/gi,
  )) {
    if (words !== undefined) {
      text += words;
      if (strong.includes(true)) bold += words;
      continue;
    }
    const at = name.toLowerCase();
    if (at === "b" || at === "strong") {
      if (close) strong.pop();
      else strong.push(!/font-weight:\s*(?:normal|400)/i.test(rest));
    }
    if (at === "br") text += " ";
    else if (/^(p|h[1-6]|li|div|ul|ol|table|tr|td|th|body|html)$/.test(at)) {
      flush();
      if (at === "ul" || at === "ol") lists = Math.max(0, lists + (close ? -1 : 1));
      if (at === "tr" || at === "table") {
        endRow();
        if (at === "tr" && !close) cells = [];
      } else if ((at === "td" || at === "th") && !close) cells?.push("");
      if (!close && !(at === "p" && tag === "li")) [tag, more] = [at, rest];
      else if (close && at === "li") tag = lists ? "li" : "";
    }
  }
  flush();
  endRow();
  return made;
}
