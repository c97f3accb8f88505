// Find the badge inside an SVG. DTDs are refused before anything is parsed; nothing is drawn.
import { counted } from "./json_reader.js";
import { Refusal } from "./report.js";

/** @import { Bytes } from "./shape.js" */

const MAX_SVG = 2 * 1_048_576;
const V3 = "https://purl.imsglobal.org/ob/v3p0";
const V2 = "http://openbadges.org";
const SVG = "http://www.w3.org/2000/svg";
const PLACES = [
  [V3, "credential"],
  [V2, "assertion"],
  [V3, "assertion"],
];

// What may precede a document type: the declaration, comments, instructions, spaces.
const PROLOGUE = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/;
// The document type that drawing programs write: it names the public one and defines nothing.
const NAMED = String.raw`"-//W3C//DTD SVG [^"<>\[]*"`;
const PUBLIC = String.raw`\s+PUBLIC\s+${NAMED}\s+"https?://www\.w3\.org/[^"<>\[]*"`;
const PLAIN_DOCTYPE = new RegExp(`(${PROLOGUE.source})<!DOCTYPE\\s+svg(?:${PUBLIC})?\\s*>`);

/**
 * The text of the one badge in the picture. Throws `Refusal` for none, or for two.
 * @param {Bytes} data
 */
export function readSvgBadge(data) {
  if (data.length > MAX_SVG) {
    throw new Refusal("too-large", `The picture is larger than ${counted(MAX_SVG)} bytes.`);
  }
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    throw new Refusal("broken-svg", "The picture is not well-formed SVG.");
  }
  text = text.replace(PLAIN_DOCTYPE, "$1");
  const before = PROLOGUE.exec(text)?.[0] ?? "";
  if (/^<!DOCTYPE/i.test(text.slice(before.length, before.length + 9))) {
    throw new Refusal("hostile-svg", "The picture holds a DTD or entities.");
  }
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = parsed.documentElement;
  if (parsed.doctype !== null || parsed.getElementsByTagName("parsererror").length) {
    throw new Refusal("broken-svg", "The picture is not well-formed SVG.");
  }
  if (root.localName !== "svg" || (root.namespaceURI !== SVG && root.namespaceURI !== null)) {
    throw new Refusal("broken-svg", "The file is XML, but not an SVG picture.");
  }
  const found = PLACES.flatMap(([space, name]) => [...parsed.getElementsByTagNameNS(space, name)]);
  if (!found.length) {
    throw new Refusal("no-badge", "The picture has no badge in it. It is only a picture.");
  }
  if (found.length > 1) {
    throw new Refusal("two-badges", "The picture has more than one badge in it.");
  }
  // What precedes the first element inside, as the command reads it.
  const own = [];
  for (
    let node = found[0].firstChild;
    node !== null && node.nodeType !== 1;
    node = node.nextSibling
  ) {
    if (node.nodeType === 3 || node.nodeType === 4) own.push(node.nodeValue);
  }
  const badge = own.join("").trim() || (found[0].getAttribute("verify") ?? "").trim();
  if (!badge) throw new Refusal("no-badge", "The place for a badge in the picture is empty.");
  return new TextEncoder().encode(badge);
}
