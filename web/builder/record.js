// YAML text ↔ plain data in which every scalar is the text that was typed, as the command reads it.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, stringify, visit } from "yaml";

export const MOST_BYTES = 64 * 1024;
const MOST_DEPTH = 16;
const WIDTH = 98;

const refusal = (rule, message, fix, line = 0) => ({ finding: { rule, message, fix, line, pointer: [] } });

// {data, document} or {finding}; the refusals are those of credfolio.source_text.
export function readYaml(raw) {
  const text = raw.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").normalize("NFC");
  if (new TextEncoder().encode(raw).length > MOST_BYTES) {
    return refusal("file-too-large", "the file is larger than 65,536 bytes", "split the text, or move long material to a linked resource");
  }
  const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return refusal("control-character", `the text holds the control character U+${code}`,
      "delete it; it is invisible, so retype the words around it", lineAt(text, control.index));
  }
  // The parser recurses; a text nested far beyond what is allowed never reaches it.
  if (/[[{]{100}/.test(text.replace(/\s/g, ""))) return tooDeep(1);
  let documents;
  try {
    documents = parseAllDocuments(text, { schema: "failsafe", uniqueKeys: true, version: "1.1", merge: false });
  } catch { return tooDeep(1); }
  if (documents.length > 1) {
    return refusal("yaml-feature", "a second document begins here", "keep one record in each file; delete the line ---",
      lineAt(text, documents[1].range?.[0] ?? 0));
  }
  const document = documents[0];
  if (!document || document.contents === undefined) return { data: {}, document: null, text };
  const error = document.errors[0];
  if (error) {
    const line = lineAt(text, error.pos[0]);
    if (error.code === "DUPLICATE_KEY") {
      const key = /^\s*(?:- )*([^:\n]+):/.exec(text.slice(error.pos[0]))?.[1] ?? "";
      return refusal("duplicate-key", `the key "${key.trim()}" stands twice in the same place`, "keep one of the two and delete the other", line);
    }
    return refusal("yaml-syntax", `this is not YAML from here on: ${error.message.split("\n")[0].replace(/ at line.*/, "")}`,
      "look at the line above too: a missing quote, colon or space, or indentation that jumps", line);
  }
  const feature = featureOf(document, text);
  if (feature) return feature;
  if (document.contents !== null && !isMap(document.contents)) {
    if (isScalar(document.contents) && !document.contents.source) return { data: {}, document, text };
    return refusal("not-a-record", "the file does not begin with a key",
      "begin each line with a key and a colon, as in `title: Active listening`", lineAt(text, document.contents.range[0]));
  }
  return { data: document.contents ? plain(document.contents) : {}, document, text };
}

const lineAt = (text, offset) => text.slice(0, offset).split("\n").length;
const tooDeep = (line) => refusal("too-deep", `lists and mappings are nested more than ${MOST_DEPTH} deep`,
  "flatten the record; the longest shape we know needs 8 levels", line);

function featureOf(document, text) {
  let found = null;
  visit(document, (key, node, path) => {
    if (!node || typeof node !== "object" || !("range" in node)) return undefined;
    const line = lineAt(text, node.range?.[0] ?? 0);
    if (isAlias(node) || node.anchor) {
      found = refusal("yaml-feature", `anchors and aliases are not allowed here ("${isAlias(node) ? "*" + node.source : node.anchor}")`,
        `write the text out where it is needed; quote a value that begins with ${isAlias(node) ? "*" : "& or *"}`, line);
    } else if (node.tag && !/^tag:yaml\.org,2002:(str|map|seq)$/.test(node.tag)) {
      found = refusal("yaml-feature", `YAML tags are not allowed here ("${node.tag}")`, "leave the tag out; quote a value that begins with !", line);
    } else if (key === "key" && isScalar(node) && node.value === "<<" && node.type === "PLAIN") {
      found = refusal("yaml-feature", "merge keys (<<) are not allowed here", "write the keys out", line);
    } else if (key === "key" && !isScalar(node)) {
      found = refusal("yaml-feature", "a list or mapping cannot be a key", "quote the text if it is meant as words, as in \"{…}\"", line);
    } else if (path.filter((one) => isMap(one) || isSeq(one)).length >= MOST_DEPTH && (isMap(node) || isSeq(node))) {
      found = tooDeep(line);
    }
    return found ? visit.BREAK : undefined;
  });
  return found;
}

function plain(node) {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [String(pair.key.value), plain(pair.value)]));
  if (isSeq(node)) return node.items.map(plain);
  if (!node) return null;
  return node.value === "" && node.type === "PLAIN" ? null : String(node.value);
}

// What is left of `value` without what was never filled in.
export function filled(value) {
  if (Array.isArray(value)) {
    const kept = value.map(filled).filter((one) => one !== undefined);
    return kept.length ? kept : undefined;
  }
  if (value && typeof value === "object") {
    const kept = Object.entries(value).map(([key, one]) => [key, filled(one)]).filter(([, one]) => one !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  return value === null || value === undefined || String(value).trim() === "" ? undefined : value;
}

// Numbers are written as numbers where the schema has them, so that editors agree.
function typed(value, schema, root) {
  const here = resolved(schema, root);
  if (Array.isArray(value)) return value.map((one) => typed(one, here?.items, root));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typed(one, here?.properties?.[key] ?? shapeOf(here, root)?.properties?.[key], root)]));
  }
  const type = here?.type;
  const numeric = type === "integer" || (Array.isArray(type) && type[0] === "number");
  return numeric && /^(0|[1-9]\d{0,8})(\.\d*[1-9])?$/.test(value) ? Number(value) : value;
}

// The schema behind references and "or nothing".
export function resolved(schema, root) {
  let here = schema;
  while (here) {
    if (here.$ref) here = { ...root.$defs[here.$ref.split("/").pop()], ...(here.description ? { description: here.description } : {}) };
    else if (here.anyOf && here.anyOf.some((one) => one.type === "null")) {
      const rest = here.anyOf.filter((one) => one.type !== "null");
      here = { ...rest[0], ...(here.description ? { description: here.description } : {}) };
    } else return here;
  }
  return here;
}

export const shapeOf = (schema, root) => {
  const here = resolved(schema, root);
  return here?.properties ? here : here?.anyOf?.map((one) => resolved(one, root)).find((one) => one.properties);
};

const write = (value) => stringify(value, { lineWidth: WIDTH, schema: "core", version: "1.1", indentSeq: true, aliasDuplicateObjects: false })
  // YAML of both versions reads "yes" as text here, and people write it without quotes.
  .replace(/: "(yes|no)"$/gm, ": $1");

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// The file that holds `data`. Where `original` (a text) says the same for a key, its lines stay as
// they are; a single value that changed is exchanged in its place.
export function writeYaml(data, schema, original = null) {
  const value = filled(data) ?? {};
  const before = original === null ? null : readYaml(original);
  if (before?.document?.contents) return changed(value, schema, before);
  const order = Object.keys(schema.properties);
  const keys = Object.keys(value).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return "# yaml-language-server: $schema=../../docs/schema/micro-credential.schema.json\n"
    + keys.map((key) => write({ [key]: typed(value[key], schema.properties[key], schema) })).join("");
}

function changed(value, schema, before) {
  const { text, document } = before;
  const splices = [];
  const whole = (pair, key) => {
    const start = pair.key.range[0];
    const end = pair.value?.range?.[1] ?? pair.key.range[1];
    const lineEnd = text[end - 1] === "\n" ? end : text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end) + 1;
    splices.push([start, lineEnd, key in value ? write({ [key]: typed(value[key], schema.properties[key], schema) }) : ""]);
  };
  const old = filled(before.data) ?? {};
  for (const pair of document.contents.items) {
    const key = pair.key.value;
    if (same(old[key], value[key])) continue;
    const leaves = leafChanges(pair.value, filled(plain(pair.value)), value[key]);
    if (leaves && key in value) for (const [node, next] of leaves) splices.push([node.range[0], node.range[1], JSON.stringify(next)]);
    else whole(pair, key);
  }
  let made = text;
  for (const [start, end, words] of splices.sort((a, b) => b[0] - a[0])) made = made.slice(0, start) + words + made.slice(end);
  const added = Object.keys(value).filter((key) => !(key in before.data));
  if (added.length && !made.endsWith("\n")) made += "\n";
  made += added.map((key) => write({ [key]: typed(value[key], schema.properties[key], schema) })).join("");
  const check = readYaml(made);
  return check.data && same(sorted(filled(check.data) ?? {}), sorted(value)) ? made : writeYaml(value, schema);
}

const sorted = (value) => Array.isArray(value) ? value.map(sorted)
  : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;

// The one-line values that changed, if nothing but such values did.
function leafChanges(node, old, next) {
  if (same(old, next)) return [];
  if (isScalar(node) && typeof next === "string" && ["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"].includes(node.type)
    && !next.includes("\n") && next.length < 80) return [[node, next]];
  if (isMap(node) && next && typeof next === "object" && !Array.isArray(next)) {
    const keys = node.items.map((pair) => String(pair.key.value)).filter((key) => key in old);
    if (!same([...keys].sort(), Object.keys(next).sort())) return null;
    return gather(node.items.filter((pair) => pair.key.value in old).map((pair) => leafChanges(pair.value, old[pair.key.value], next[pair.key.value])));
  }
  if (isSeq(node) && Array.isArray(next) && Array.isArray(old) && next.length === old.length && node.items.length === old.length) {
    return gather(node.items.map((item, n) => leafChanges(item, old[n], next[n])));
  }
  return null;
}

const gather = (lists) => lists.some((one) => one === null) ? null : lists.flat();
