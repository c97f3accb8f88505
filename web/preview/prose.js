// Markdown of a record as nodes, with the rules of credfolio.text.prose: CommonMark with tables and
// strikethrough, no HTML, no pictures, links to http and https only. No text becomes HTML: the
// parser's tokens are read, and elements are made from a short list of names.
import MarkdownIt from "markdown-it";

/** @typedef {import("markdown-it").Token} Token */

const MOST = 20_000;
const TAGS = new Set([
  "p",
  "br",
  "strong",
  "em",
  "s",
  "code",
  "pre",
  "blockquote",
  "ul",
  "ol",
  "li",
  "a",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "hr",
]);
const REL = "nofollow ugc noopener noreferrer";
const MARKED_UP = /[\\`*_[\]<>&~|\n\r\t!#]/;
const BLOCK_START = /^(?:\s|[-+=]|\d{1,9}[.)](\s|$))/;
const OPTIONS = { html: false, maxNesting: 20 };
const parser = new MarkdownIt("commonmark", OPTIONS);
parser.enable(["table", "strikethrough"]);
parser.disable(["image", "html_block", "html_inline", "entity"]);

/** @param {string} text */
const isPlain = (text) => text !== "" && !MARKED_UP.test(text) && !BLOCK_START.test(text);

/**
 * Whether prose may lead to `address`; the same as the allowlist of the pages.
 * @param {string} address
 */
function mayLink(address) {
  return /^https?:/i.test(address) && URL.canParse(address);
}

/** @param {Token} token */
function element(token) {
  const tag = /^h[1-6]$/.test(token.tag) ? "p" : token.tag;
  if (!TAGS.has(tag)) return null;
  const made = document.createElement(tag);
  if (tag === "a") {
    const href = token.attrGet("href") ?? "";
    if (mayLink(href)) made.setAttribute("href", href);
    const title = token.attrGet("title");
    if (title !== null) made.setAttribute("title", title);
    made.setAttribute("rel", REL);
  }
  const start = tag === "ol" ? token.attrGet("start") : null;
  if (start !== null) made.setAttribute("start", String(start));
  return made;
}

/**
 * @param {Token[]} tokens
 * @param {ParentNode} into
 */
function build(tokens, into) {
  const open = [into];
  for (const token of tokens) {
    const here = open[open.length - 1];
    if (token.type === "inline") build(token.children ?? [], here);
    else if (token.type === "text") here.append(token.content);
    else if (token.type === "softbreak") here.append("\n");
    else if (token.type === "hardbreak") here.append(document.createElement("br"), "\n");
    else if (token.type === "hr") here.append(document.createElement("hr"));
    else if (token.type === "code_inline") here.append(filled("code", token.content));
    else if (token.type === "fence" || token.type === "code_block") {
      const block = document.createElement("pre");
      block.append(filled("code", token.content));
      here.append(block);
    } else if (token.nesting === 1) {
      // A tight list has its paragraphs hidden: their words are in the item itself.
      const made = token.hidden ? here : (element(token) ?? here);
      if (made !== here) here.append(made);
      if (/^heading/.test(token.type)) {
        const strong = document.createElement("strong");
        made.append(strong);
        open.push(strong);
      } else open.push(made);
    } else if (token.nesting === -1) open.pop();
    else if (token.content) here.append(token.content);
  }
}

/**
 * @param {string} tag
 * @param {string} text
 */
function filled(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/**
 * Blocks, each an element.
 * @param {string} text
 */
export function prose(text) {
  if (isPlain(text) || text.length > MOST) return [filled("p", text.trim())];
  const holder = document.createDocumentFragment();
  build(parser.parse(text, {}), holder);
  return [...holder.childNodes];
}

/**
 * One line, without a paragraph around it.
 * @param {string} text
 */
export function line(text) {
  if (isPlain(text) || text.length > MOST) return [document.createTextNode(text.trim())];
  const holder = document.createDocumentFragment();
  build(parser.parseInline(text.trim(), {}), holder);
  return [...holder.childNodes];
}

/**
 * The words alone.
 * @param {string} text
 */
export function plain(text) {
  if (isPlain(text)) return text.trim();
  let words = "";
  for (const token of parser.parse(text.slice(0, MOST), {})) {
    for (const child of token.children ?? []) {
      if (child.type === "text" || child.type === "code_inline") words += child.content;
      else if (child.type === "softbreak" || child.type === "hardbreak") words += " ";
    }
    words += " ";
  }
  return words.split(/\s+/).filter(Boolean).join(" ");
}
